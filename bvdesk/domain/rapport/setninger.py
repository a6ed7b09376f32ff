"""Sentences made from figures: a plain statement with the change from last year, or nothing when a figure is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bvdesk.domain.rapport.felt.ordform import Ordform, Tallenhet
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Avsnitt
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.periode import Periode


def sentences(u: Utsnitt, indikatorer: Iterable[str]) -> Iterator[Avsnitt]:
    """One sentence for each indicator that has a figure to show."""
    for key in indikatorer:
        indikator = u.beregning.katalog[key]
        figure = u.figure(indikator)
        if indikator in u.indikatorer and figure.verdi is not None:
            yield _sentence(u, indikator, figure)


def _sentence(u: Utsnitt, indikator: Indikator, figure: Klarert) -> Avsnitt:
    period = Periode.parse(figure.merknad) if figure.merknad else u.periode
    celle = u.cell(indikator, period)
    change, before = u.port.change(celle), u.figure(indikator, period.year_before())
    values: dict[str, str | Klarert] = {
        "navn": u.name_of(indikator),
        "verdi": _with_unit(u, indikator, figure),
        "fjor": _with_unit(u, indikator, before),
        "periode": period.tekst,
        "fjorperiode": period.year_before().tekst,
    }
    if change.verdi is None or before.verdi is None:
        return Avsnitt((u.ord("setning_verdi", **_text(values)),))
    if change.verdi == 0:
        return Avsnitt((u.ord("setning_uendret", **_text(values)),))
    key = "setning_endring_opp" if change.verdi > 0 else "setning_endring_ned"
    return Avsnitt((u.ord(key, endring=_size_of_change(u, indikator, change), **_text(values)),))


def _text(values: dict[str, str | Klarert]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else value.tekst for key, value in values.items()}


def _with_unit(u: Utsnitt, indikator: Indikator, figure: Klarert) -> str:
    """The number with its unit in the report's language; empty when there is none."""
    if figure.verdi is None:
        return ""
    return Ordform(u.ord).with_unit(figure.tekst, figure.verdi, Tallenhet.of(indikator, None))


def _size_of_change(u: Utsnitt, indikator: Indikator, change: Klarert) -> str:
    """«81», «1,7 prosentpoeng», «1 500 000 kroner»."""
    return Ordform(u.ord).size(change, Tallenhet.of(indikator, None), percent=False)
