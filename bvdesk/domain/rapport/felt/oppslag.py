"""From a field to words: the figure behind the gate, or a plain reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.ordform import PROSENT, Ordform, Tallenhet, Telleord
from bvdesk.domain.rapport.felt.syntaks import Fakta, Felt, Form, Visning
from bvdesk.domain.rapport.klarering import Klarert, Tegn, difference, percent_change
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Status

_WHOLE_YEAR = re.compile(r"ar([+-]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Mangel:
    """Why a field has no words.

    Attributes:
        grunn: the reason, as a key of the report's own words.
        navn: the figure that was asked for, with where it belongs when that is elsewhere.
        sted: where it belongs, when that is not the reader's own area.
        periode: when; empty when it is more than a figure in a period.
        hva: all that was asked for, in words that fit «Tallet for …».
    """

    grunn: str
    navn: str
    sted: str
    periode: str
    hva: str


@dataclass(frozen=True, slots=True)
class Utfylt:
    """A field filled in.

    Attributes:
        tekst: the words, empty when there is something missing.
        mangel: what is missing.
        figur: the figure itself, for a cell of a table; None for facts about the report.
        forbehold: how far a running year has come, empty for a complete figure.
    """

    felt: Felt
    tekst: str
    mangel: Mangel | None = None
    figur: Klarert | None = None
    forbehold: str = ""


@dataclass(frozen=True, slots=True)
class Feltkilde:
    """Where fields find their figures and words.

    Attributes:
        utsnitt: the report's own area and period.
        telleord: what each indicator counts.
        find_area: the area with a name; UserError when there is none.
        leser: whom the words are for, when that is not the area of `utsnitt`.
    """

    utsnitt: Utsnitt
    telleord: Telleord
    find_area: Callable[[str], OmradeId]
    leser: OmradeId | None = None

    @property
    def kjente(self) -> Collection[str]:
        """The names a field may have besides the facts about the report."""
        return self.utsnitt.beregning.katalog.indikatorer

    @property
    def ordform(self) -> Ordform:
        """The words for numbers."""
        return Ordform(self.utsnitt.ord)


def fill_in(kilde: Feltkilde, felt: Felt) -> Utfylt:
    """The words of a field. UserError when its area, period or category does not exist."""
    if felt.fakta:
        return Utfylt(felt, _fact(kilde, felt.fakta, felt.visning))
    asked = _Sporsmal(kilde, felt)
    figure, text = asked.answer()
    if text is not None:
        reached = Periode.parse(figure.merknad).til_og_med if figure.merknad else ""
        return Utfylt(felt, text, figur=figure, forbehold=reached)
    if felt.ellers is not None:
        return Utfylt(felt, felt.ellers, figur=figure)
    return Utfylt(felt, "", asked.lack(figure), figure)


def relative_period(kode: str, own: Periode) -> Periode:
    """A period as a field or template writes it.

    Empty is the report's own; `2024K3` is that quarter; `K3` is the quarter in the report's year; `ar`, `ar-1` and `ar+1`
    are whole years counted from the report's.
    """
    if not kode:
        return own
    year = _WHOLE_YEAR.fullmatch(kode)
    if year:
        return Periode.year(own.ar + int(year[1] or 0))
    return Periode.parse(kode if kode[:1].isdigit() else f"{own.ar}{kode}")


class _Sporsmal:
    """One field asked of the figures."""

    def __init__(self, kilde: Feltkilde, felt: Felt) -> None:
        self.kilde = kilde
        self.felt = felt
        self.u = kilde.utsnitt
        self.indikator: Indikator = self.u.beregning.katalog[felt.navn]
        area = kilde.find_area(felt.omrade) if felt.omrade else self.u.omrade
        self.view = self.u.at(area)
        self.periode = relative_period(felt.periode, self.u.periode)
        if felt.kategori and not self.indikator.dimensjon:
            raise UserError(f"{self.indikator.etikett} har ingen kategorier.", f"Ta bort «kategori={felt.kategori}».")

    def answer(self) -> tuple[Klarert, str | None]:
        """The figure, and its words when it has a number."""
        figure = self._asked_for()
        return figure, None if figure.verdi is None else self._worded(self._form, figure)

    def reason(self, figure: Klarert) -> str:
        """Why there is no number; what cannot be computed is not the same as what nobody has entered."""
        derived = self.felt.form not in (Form.VERDI, Form.FORRIGE) or bool(self.felt.andel_av or self.felt.mot)
        undefined = figure.celle is not None and self.u.beregning.resolve(figure.celle).status is Status.UDEFINERT
        if figure.tegn is Tegn.BLANK and (derived or undefined):
            return "kan_ikke_regnes_ut"
        return (figure.tegn or Tegn.BLANK).name.lower()

    @property
    def _form(self) -> Form:
        return Form.FORSKJELL if self.felt.mot else self.felt.form

    def _asked_for(self) -> Klarert:
        if self._form is Form.VERDI:
            return self.figure(self.periode)
        if self._form is Form.FORRIGE:
            return self.figure(self.periode.year_before())
        now, before = self._pair()
        return (
            percent_change(now, before)
            if self._form is Form.ENDRING_PROSENT
            else difference(now, before, self.unit.desimaler)
        )

    @property
    def unit(self) -> Tallenhet:
        if self.felt.andel_av:
            return PROSENT
        malform = self.u.ord.malform
        return Tallenhet.of(self.indikator, self.kilde.telleord.name(self.indikator.id, self.indikator.enhet, malform))

    def figure(self, periode: Periode, view: Utsnitt | None = None) -> Klarert:
        """The cleared figure, or share, in a period."""
        where = view or self.view
        celle = self._cell(where, self.indikator, periode, self.felt.kategori)
        if not self.felt.andel_av:
            return self.u.port.clear(celle)
        return self.u.port.share(celle, self._cell(where, self.u.beregning.katalog[self.felt.andel_av], periode))

    def _cell(self, where: Utsnitt, indikator: Indikator, periode: Periode, kategori: str = "") -> Celle:
        """The indicator's cell; an area one compares with has its own, also of what the service has only one of."""
        tjeneste = self.u.beregning.tjeneste
        if where.omrade == TJENESTEN or where.omrade in tjeneste.members(periode):
            return where.cell(indikator, periode, kategori)
        return Celle(indikator.id, kategori, where.omrade, periode)

    def lack(self, figure: Klarert) -> Mangel:
        """What was asked for and why it is not there."""
        words, name = self.kilde.ordform.felt, self.u.name_of(self.indikator)
        name = words["hva_navn"].format(navn=f"{name}: {self.felt.kategori}" if self.felt.kategori else name)
        periode = self.periode.year_before() if self.felt.form is Form.FORRIGE else self.periode
        plain = self.felt.form in (Form.VERDI, Form.FORRIGE) and not (self.felt.mot or self.felt.andel_av)
        whole = self._in_words(words, name, periode)
        return Mangel(self.reason(figure), name, self._place(), periode.tekst if plain else "", whole)

    def _in_words(self, words: Mapping[str, str], name: str, periode: Periode) -> str:
        """What was asked for, in words that fit «Tallet for …»."""
        if self.felt.mot:
            other = self.kilde.find_area(self.felt.mot)
            a, b = self.u.navn(self.view.omrade), self.u.navn(other)
            return words["hva_mot"].format(navn=name, a=a, b=b, periode=periode.tekst)
        if self.felt.form not in (Form.VERDI, Form.FORRIGE):
            span = {"fra": periode.year_before().tekst, "til": periode.tekst}
            return words["hva_endring"].format(navn=name, sted=self._place(), **span)
        if self.felt.andel_av:
            whole = words["hva_navn"].format(navn=self.u.name_of(self.u.beregning.katalog[self.felt.andel_av]))
            return words["hva_andel"].format(del_=name, hel=whole, sted=self._place(), periode=periode.tekst)
        return words["hva"].format(navn=name, sted=self._place(), periode=periode.tekst)

    def _place(self) -> str:
        words, area = self.kilde.ordform.felt, self.view.omrade
        if area == (self.kilde.leser or self.u.omrade):
            return ""
        return words["sted_tjenesten"] if area == TJENESTEN else words["sted_kommune"].format(navn=self.u.navn(area))

    def _pair(self) -> tuple[Klarert, Klarert]:
        """This period, as far as it has come, and what it is measured against: an area, or the year before."""
        now = self.figure(self.periode)
        reached = Periode.parse(now.merknad) if now.merknad else self.periode
        if self.felt.mot:
            return now, self.figure(reached, self.u.at(self.kilde.find_area(self.felt.mot)))
        return now, self.figure(reached.year_before())

    def _worded(self, form: Form, figure: Klarert) -> str:
        assert figure.verdi is not None
        words = self.kilde.ordform
        if form is Form.VERDI or form is Form.FORRIGE:
            return words.value(figure.verdi, figure.tekst, self.unit, self.felt.visning)
        if form is Form.FORSKJELL:
            return words.difference(figure, self.unit)
        return words.change(figure, self.unit, percent=form is Form.ENDRING_PROSENT)


def _fact(kilde: Feltkilde, fakta: Fakta, visning: Visning) -> str:
    u, words = kilde.utsnitt, kilde.ordform
    members = u.beregning.tjeneste.members(u.periode)
    match fakta:
        case Fakta.OMRADE:
            return u.navn(u.omrade)
        case Fakta.TJENESTE:
            return u.beregning.tjeneste.navn
        case Fakta.KOMMUNER:
            return words.listed(tuple(u.navn(k) for k in members))
        case Fakta.ANTALL_KOMMUNER:
            name = kilde.telleord.name(fakta, "", u.ord.malform)
            return words.value(Decimal(len(members)), str(len(members)), Tallenhet("antall", 0, name, antall=True), visning)
        case Fakta.PERIODE:
            return u.periode.tekst
        case Fakta.FORRIGE_PERIODE:
            return u.periode.year_before().tekst
        case Fakta.AR | Fakta.FORRIGE_AR | Fakta.NESTE_AR:
            return str(u.periode.ar + {Fakta.AR: 0, Fakta.FORRIGE_AR: -1, Fakta.NESTE_AR: 1}[fakta])
