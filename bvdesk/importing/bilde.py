"""A picture from outside (a logo), made anew: only the pixels come in, nothing that was written beside them."""

from __future__ import annotations

import io

from bvdesk.domain.errors import UserError

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 4_000
_FORMATS = ("PNG", "JPEG")


def clean_image(content: bytes) -> bytes:
    """The picture as a new PNG without metadata, turned the right way up, at most 4 000 pixels a side.

    Raises:
        UserError: it is no PNG or JPEG, it is broken, or it is larger than a logo can be.
    """
    from PIL import Image, ImageOps

    if len(content) > MAX_BYTES:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large()
            upright = ImageOps.exif_transpose(image)
            pixels = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except UserError:
        raise
    except Exception as fault:
        raise UserError("Bildet kan ikke leses.", "Velg et bilde lagret som PNG eller JPEG.") from fault
    pixels.thumbnail((MAX_SIDE, MAX_SIDE))
    fresh = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = io.BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()


def _too_large() -> UserError:
    return UserError("Bildet er for stort.", f"Velg et bilde på høyst {MAX_PIXELS // 1_000_000} millioner bildepunkter.")
