"""The ready-made example services: three published reports as figures, and one invented service to play with."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bvdesk import resources
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.omrade import Omrade, OmradeId, OmradeSlag
from bvdesk.services import eksempeltekst, importering
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file, create_with

DEFAULT = "fjordbygda"


def names() -> tuple[str, ...]:
    """The example services, the default first."""
    found = sorted(folder.name for folder in resources.path("eksempler").iterdir() if folder.is_dir())
    return (DEFAULT, *(name for name in found if name != DEFAULT))


@contextlib.contextmanager
def create(path: Path, bruker: Bruker, navn: str = DEFAULT, *, with_texts: bool = True) -> Iterator[Tjenestefil]:
    """A new file with an example service, its figures and its texts; removed again when it cannot be made."""
    if navn not in names():
        raise UserError(f"Eksempelet «{navn}» finnes ikke.", f"Velg mellom {', '.join(names())}.")
    about = tomllib.loads(resources.text("eksempler", navn, "tjeneste.toml"))
    fil = _empty(path, bruker, about)
    try:
        tillegg = resources.path("eksempler", navn, "tillegg.csv")
        importering.import_figures(fil, resources.path("eksempler", navn, "tall.csv"), tillegg if tillegg.exists() else None)
        if with_texts:
            eksempeltekst.write(fil, about, resources.text("eksempler", navn, "tekster.md"))
        yield fil
    except BaseException:
        fil.close()
        path.unlink(missing_ok=True)
        raise
    fil.close()


def _empty(path: Path, bruker: Bruker, about: dict[str, object]) -> Tjenestefil:
    navn, kommuner = str(about["navn"]), [str(k) for k in about["kommuner"]]  # type: ignore[attr-defined]
    if not about.get("oppdiktet"):
        return create_file(path, bruker, navn, tuple(kommuner))
    invented = tuple(Omrade(OmradeId(f"eksempel:{k.casefold()}"), k, OmradeSlag.DELTAKER) for k in kommuner)
    return create_with(path, bruker, navn, invented, invented[0].id)
