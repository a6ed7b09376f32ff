"""The signs that stand in cells without a number: explained under the table, and in words for those who listen."""

from __future__ import annotations

from collections.abc import Iterable

from bvdesk.domain.rapport.klarering import Klarert, Tegn
from bvdesk.domain.rapport.ordliste import Ordliste
from bvdesk.domain.tall.periode import Periode


def legend(ord_: Ordliste, figures: Iterable[Klarert]) -> str:
    """The signs in use with their meaning, in one line; empty when every figure is a plain number."""
    listed = tuple(figures)
    used = {figure.tegn for figure in listed if figure.tegn}
    parts = [ord_(f"tegn_{tegn.name.lower()}") for tegn in Tegn if tegn in used]
    spans = dict.fromkeys(figure.merknad for figure in listed if figure.merknad)
    parts += [ord_("tegn_merknad", merknad=Periode.parse(span).til_og_med) for span in spans]
    return ord_("tegnforklaring", liste="; ".join(parts)) if parts else ""


def spoken(ord_: Ordliste, figure: Klarert) -> str | None:
    """What a screen reader says instead of a sign; None when the text speaks for itself."""
    if figure.tegn:
        return ord_(f"opplest_{figure.tegn.name.lower()}")
    return f"{figure.tekst} {Periode.parse(figure.merknad).til_og_med}" if figure.merknad else None


def printed(figure: Klarert) -> str:
    """The figure as printed, with a star when it carries a reservation."""
    return f"{figure.tekst}*" if figure.merknad else figure.tekst
