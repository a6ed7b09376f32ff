"""Sentences made from figures: a plain statement with the figure of the year before, or nothing when it is withheld.

How an indicator is spoken of stands in the resource of words (`[setning]`); one without a phrase of its own is
said with its name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.rapport.felt.ordform import Ordform, Tallenhet
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Avsnitt, Rad, Tabell
from bvdesk.domain.rapport.ordliste import Setningsform
from bvdesk.domain.rapport.tegn import printed, spoken
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Kv
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.tallformat import MINUS

MIN_COLUMNS, MAX_TOLD = 2, 2
_WHEN = {Kv.BEHOLDNING: "nar_slutt", Kv.UNIKE: "nar_lopet"}


def sentences(u: Utsnitt, indikatorer: Iterable[str]) -> Iterator[Avsnitt]:
    """A paragraph on the area's own figures, then one on those of the whole service."""
    own, whole = list[str](), list[str]()
    for key in indikatorer:
        indikator = u.beregning.katalog[key]
        figure = u.figure(indikator, u.shown_period(indikator))
        if indikator in u.indikatorer and figure.verdi is not None:
            target = whole if u.home(indikator) == TJENESTEN != u.omrade else own
            target.append(_sentence(u, indikator, figure))
    if own:
        yield Avsnitt((" ".join(own),))
    if whole:
        yield Avsnitt((u.ord("setning_hele_tjenesten", setninger=" ".join(whole)),))


def is_tiny(tabell: Tabell) -> bool:
    """Whether a table is so small that a sentence or two say the same."""
    return len(tabell.kolonner) == MIN_COLUMNS and sum(not rad.gruppe for rad in tabell.rader) <= MAX_TOLD


def told_cell(u: Utsnitt, indikator: str) -> Celle | None:
    """The figure that `sentences` speaks of."""
    found = u.beregning.katalog[indikator]
    return u.figure(found, u.shown_period(found)).celle


def in_words(u: Utsnitt, tabell: Tabell, said: Container[Celle | None]) -> Iterator[Avsnitt]:
    """A tiny table as sentences, without the figures that are `said` already."""
    told = [text for rad in tabell.rader if not rad.gruppe and (text := _statement(u, rad, said))]
    if told:
        yield Avsnitt((" ".join(told),))


def _statement(u: Utsnitt, rad: Rad, said: Container[Celle | None]) -> str:
    figure = rad.ruter[0]
    if not isinstance(figure, Klarert) or figure.celle is None:
        return f"{rad.navn}: {printed(figure) if isinstance(figure, Klarert) else figure}."
    indikator = u.beregning.katalog[figure.celle.indikator]
    if figure.celle in said:
        return ""
    ordinary = figure.verdi is not None and not figure.celle.kategori and figure.celle.omrade == u.home(indikator)
    text = _sentence(u, indikator, figure) if ordinary else _bare(u, figure, figure.celle)
    return _placed(u, text, figure.celle.omrade)


def _bare(u: Utsnitt, figure: Klarert, celle: Celle) -> str:
    """The name and the figure, or the reason why there is none."""
    name = u.name_of(u.beregning.katalog[celle.indikator])
    name = f"{name}: {celle.kategori}" if celle.kategori else name
    reason = spoken(u.ord, figure)
    return f"{name}: {reason}." if reason else f"{name}: {figure.tekst} {u.ord('nar_i', periode=celle.periode.tekst)}."


def _placed(u: Utsnitt, text: str, omrade: OmradeId) -> str:
    """Whose figure it is, when it is not the reader's own."""
    if omrade == u.omrade:
        return text
    return u.ord("setning_hele_tjenesten", setninger=text) if omrade == TJENESTEN else f"{u.short_name(omrade)}: {text}"


def _with_unit(u: Utsnitt, indikator: Indikator, figure: Klarert) -> str:
    """The number with its unit in the report's language; empty when there is none."""
    if figure.verdi is None:
        return ""
    return Ordform(u.ord).with_unit(figure.tekst, figure.verdi, Tallenhet.of(indikator, None))


def _sentence(u: Utsnitt, indikator: Indikator, figure: Klarert) -> str:
    period = figure.celle.periode if figure.celle else u.shown_period(indikator)
    form = u.ord.setning(indikator.id)
    return _phrase(form, figure).format(
        navn=u.name_of(indikator),
        verdi=_with_unit(u, indikator, figure).lstrip(MINUS if form.negativ else ""),
        nar=u.ord(_WHEN.get(indikator.kv, "nar_i"), periode=period.tekst),
        endring=_change(u, indikator, period) if form.endring else "",
    )


def _phrase(form: Setningsform, figure: Klarert) -> str:
    """The form that suits the figure: none, one, all, below zero, or the ordinary."""
    assert figure.verdi is not None
    if figure.verdi < 0:
        return form.negativ or form.tekst
    special = {Decimal(0): form.null, Decimal(1): form.ett, Decimal(100): form.fullt}
    return special.get(figure.verdi) or form.tekst


def _change(u: Utsnitt, indikator: Indikator, period: Periode) -> str:
    """«, opp fra 337 året før», or nothing when the year before is unknown."""
    change, before = u.port.change(u.cell(indikator, period)), u.figure(indikator, period.year_before())
    if change.verdi is None or before.verdi is None or before.merknad:
        return ""
    key = "endring_opp" if change.verdi > 0 else "endring_ned" if change.verdi < 0 else "endring_lik"
    fjor = u.ord("aret_for" if period.korn is Korn.AR else "samme_periode_for")
    return u.ord(key, verdi=_with_unit(u, indikator, before), nar=fjor)
