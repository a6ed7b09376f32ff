"""Sentences made from figures: a plain statement with the figure of the year before, or nothing when it is withheld.

How an indicator is spoken of stands in the resource of words (`[setning]`); one without a phrase of its own is
said with its name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.rapport.felt.oppslag import Mangel
from bvdesk.domain.rapport.felt.ordform import Ordform, Tallenhet
from bvdesk.domain.rapport.klarering import Klarert, Tegn
from bvdesk.domain.rapport.modell import Avsnitt, Rad, Rute, Tabell
from bvdesk.domain.rapport.ordliste import Setningsform
from bvdesk.domain.rapport.tegn import printed
from bvdesk.domain.rapport.tekst.beklagelse import apology
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
    figures = [(rad, rad.ruter[0]) for rad in tabell.rader if not rad.gruppe]
    told = [text for rad, rute in figures if (text := _statement(u, rad, rute, said))]
    if told:
        yield Avsnitt((" ".join(told),))


def _statement(u: Utsnitt, rad: Rad, rute: Rute, said: Container[Celle | None]) -> str:
    if not isinstance(rute, Klarert) or rute.celle is None:
        return f"{rad.navn}: {printed(rute) if isinstance(rute, Klarert) else rute}."
    indikator = u.beregning.katalog[rute.celle.indikator]
    if rute.celle in said:
        return ""
    if rute.verdi is None:
        return apology(Ordform(u.ord), [lack(u, rute, rute.celle)])
    if rute.celle.kategori or rute.celle.omrade != u.home(indikator):
        return _bare(u, indikator, rute, rute.celle)
    return _sentence(u, indikator, rute, elsewhere=rute.celle.omrade != u.omrade)


def lack(u: Utsnitt, figure: Klarert, celle: Celle) -> Mangel:
    """A figure that is not there, for a sentence that says so."""
    words, periode = u.ord.tekster["felt"], celle.periode.tekst
    name = words["hva_navn"].format(navn=_full_name(u, celle))
    sted = "" if celle.omrade == u.omrade else words["sted_kommune"].format(navn=u.short_name(celle.omrade))
    sted = words["sted_tjenesten"] if celle.omrade == TJENESTEN != u.omrade else sted
    hva = words["hva"].format(navn=name, sted=sted, periode=periode)
    return Mangel((figure.tegn or Tegn.BLANK).name.lower(), name, sted, periode, hva)


def _bare(u: Utsnitt, indikator: Indikator, figure: Klarert, celle: Celle) -> str:
    """The name and the figure."""
    number = Ordform(u.ord).with_unit(printed(figure), figure.verdi or Decimal(0), Tallenhet.of(indikator, None))
    return f"{_full_name(u, celle)}{_whose(u, celle.omrade)}: {number} {u.ord('nar_i', periode=celle.periode.tekst)}."


def _full_name(u: Utsnitt, celle: Celle) -> str:
    name = u.name_of(u.beregning.katalog[celle.indikator])
    return f"{name}: {celle.kategori}" if celle.kategori else name


def _whose(u: Utsnitt, omrade: OmradeId) -> str:
    """Whose figure it is, after its name, when it is not the reader's own."""
    if omrade == u.omrade:
        return ""
    return f" ({u.ord('hele_tjenesten').lower() if omrade == TJENESTEN else u.short_name(omrade)})"


def _with_unit(u: Utsnitt, indikator: Indikator, figure: Klarert) -> str:
    """The number with its unit in the report's language; empty when there is none."""
    if figure.verdi is None:
        return ""
    return Ordform(u.ord).with_unit(figure.tekst, figure.verdi, Tallenhet.of(indikator, None))


def _sentence(u: Utsnitt, indikator: Indikator, figure: Klarert, *, elsewhere: bool = False) -> str:
    """What is said of the figure; whose it is when it is not the reader's, after its name or, without one, first."""
    period = figure.celle.periode if figure.celle else u.shown_period(indikator)
    form = u.ord.setning(indikator.id)
    phrase, value = _phrase(form, figure), _with_unit(u, indikator, figure).lstrip(MINUS if form.negativ else "")
    home = u.home(indikator)
    text = phrase.format(
        navn=u.name_of(indikator) + (_whose(u, home) if elsewhere else ""),
        verdi=Ordform(u.ord).opening(value) if phrase.startswith("{verdi}") else value,
        nar=_when(u, indikator, period),
        endring=_change(u, indikator, period) if form.endring else "",
    )
    if not elsewhere or "{navn}" in phrase:
        return text
    return u.ord("setning_hele_tjenesten", setninger=text) if home == TJENESTEN else f"{u.short_name(home)}: {text}"


def _when(u: Utsnitt, indikator: Indikator, period: Periode) -> str:
    """«i 2025», «ved utgangen av 3. kvartal 2025»; the end of some quarters is the end of the last of them."""
    if indikator.kv is Kv.BEHOLDNING and period.korn is Korn.VINDU:
        period = period.quarters()[-1]
    return u.ord(_WHEN.get(indikator.kv, "nar_i"), periode=period.tekst)


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
