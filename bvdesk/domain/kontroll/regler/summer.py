"""A typed total against the sum it should be: V06, V08, V12–V16, V19, V21. The sums are those the catalogue declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.importerte import from_national_source, v37_imported
from bvdesk.domain.kontroll.regler.regel import Grunn, finding
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import DimensjonSlag, Indikator, Kom, Kv
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.relasjon import Grunnlag, Sum
from bvdesk.domain.tall.tallformat import round_half_away

HUNDRED = Decimal(100)
_WORDS = {
    Grunnlag.FORMEL: "leddene",
    Grunnlag.KOMMUNER: "kommunene",
    Grunnlag.PERIODER: "periodene",
    Grunnlag.DELER: "delene",
    Grunnlag.KATEGORIER: "kategoriene",
}


def sums(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V06, V08, V12–V16: what is typed equals what its parts make, for every declared sum whose parts are all known.

    A national figure is V37's: it may differ, but not by much.
    """
    finer = _has_finer(grunn, celle)
    summed = finer or celle.omrade == TJENESTEN or celle.indikator in grunn.katalog.composed
    if not summed or grunn.typed(celle) is None:
        return ()
    relations = _worth_checking(grunn, celle, finer=finer)
    return (*_wrong_sums(grunn, relations, verdi), *_one_kommune_missing(grunn, celle, verdi))


def _has_finer(grunn: Grunn, celle: Celle) -> bool:
    """Whether something is registered for a part of the cell's period."""
    row = grunn.bilde.beregning.bok.row(celle.indikator, celle.kategori, celle.omrade, celle.periode.ar)
    return not celle.periode.parts().isdisjoint(row)


def _wrong_sums(grunn: Grunn, relations: Iterable[Sum], verdi: Decimal) -> Iterator[Funn]:
    for relation in relations:
        terms = [(coefficient, cell, grunn.bilde.beregning.resolve(cell).term) for coefficient, cell in relation.ledd]
        if any(term is None for _, _, term in terms):
            continue
        got = sum((c * (term or Decimal(0)) for c, _, term in terms), relation.konstant)
        slack = _slack(grunn, relation)
        if abs(got - verdi) <= slack or (relation.overlapp and verdi < got):
            continue
        if from_national_source(grunn, relation.hel):
            yield from v37_imported(grunn, relation.hel, (verdi, got))
        else:
            yield _sum_finding(grunn, relation, (verdi, got))


def _worth_checking(grunn: Grunn, celle: Celle, *, finer: bool) -> Iterator[Sum]:
    """The sums that have something registered below them."""
    bok = grunn.bilde.beregning.bok
    for relation in grunn.bilde.beregning.relasjoner.sums(celle):
        if relation.grunnlag is Grunnlag.PERIODER and not finer:
            continue
        if relation.grunnlag is Grunnlag.PERIODER and any(bok.get(cell) is None for _, cell in relation.ledd):
            continue
        yield relation


def _slack(grunn: Grunn, relation: Sum) -> Decimal:
    """How much rounding in the parts explains: nothing for counts, half of the last digit given for the rest."""
    if grunn.indikator(relation.hel).is_count:
        return Decimal(0)
    values = [grunn.verdi(cell) for _, cell in relation.ledd] + [grunn.typed(relation.hel)]
    return sum((_last_place(value) for value in values if value), Decimal(0)) / 2


def _last_place(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _sum_finding(grunn: Grunn, relation: Sum, values: tuple[Decimal, Decimal]) -> Funn:
    celle, (typed, got) = relation.hel, values
    if _rule_id(grunn, relation) == "V08":
        return _two_closings(grunn, relation, values)
    text = (
        f"{grunn.navn(celle)} er ført som {grunn.tekst(celle, typed)}, men {_WORDS[relation.grunnlag]} gir "
        f"{grunn.tekst(celle, got)}. Rett totalen eller delene."
    )
    return finding(grunn, (_rule_id(grunn, relation), Niva.STOPP), celle, text, (typed, got))


def _two_closings(grunn: Grunn, relation: Sum, values: tuple[Decimal, Decimal]) -> Funn:
    """V08: two figures for the stock on one date, so the next period would open with one or the other."""
    celle, (typed, got) = relation.hel, values
    ((_, closing),) = relation.ledd
    text = (
        f"{grunn.navn(celle)} ved periodens slutt er ført som {grunn.tekst(celle, typed)}, men som "
        f"{grunn.tekst(celle, got)} for {closing.periode.tekst}. Datoen er den samme, og neste periode starter med "
        "beholdningen her. Rett det tallet som er feil."
    )
    return finding(grunn, ("V08", Niva.ADVARSEL), celle, text, (typed, got))


def _rule_id(grunn: Grunn, relation: Sum) -> str:
    if relation.grunnlag is Grunnlag.KOMMUNER:
        return "V15" if relation.overlapp else "V14"
    if relation.grunnlag is Grunnlag.PERIODER:
        return "V08" if grunn.indikator(relation.hel).kv is Kv.BEHOLDNING else "V16"
    indikator = grunn.indikator(relation.hel)
    if "kr" in indikator.enhet:
        return "V13"
    return "V12" if indikator.kapittel == "4.6" else "V06"


def _one_kommune_missing(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V14 as information: the total and all kommuner but one are printed, so the reader must do the subtraction."""
    indikator = grunn.indikator(celle)
    if celle.omrade != TJENESTEN or indikator.kom not in {Kom.SUM, Kom.SUM_OVERLAPP} or not grunn.in_report(celle):
        return
    members = grunn.bilde.beregning.tjeneste.members(celle.periode)
    known = {m: grunn.verdi(Celle(celle.indikator, celle.kategori, m, celle.periode)) for m in members}
    missing = [m for m, value in known.items() if value is None]
    if len(missing) != 1 or len(members) < 2:
        return
    others = [value for value in known.values() if value is not None]
    rest = verdi - sum(others, Decimal(0))
    text = (
        f"{grunn.navn(celle)} mangler for {grunn.bilde.area_name(missing[0])}, men følger av de andre: "
        f"{grunn.tekst(celle, verdi)} − {' − '.join(grunn.tekst(celle, v) for v in others)} "
        f"= {grunn.tekst(celle, rest)}. Før tallet."
    )
    yield finding(grunn, ("V14", Niva.INFO), celle, text, (verdi, *others, rest))


def v19_ratio(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V19: a ratio typed by hand agrees with its own operands, within the decimals it is given with."""
    indikator = grunn.indikator(celle)
    if celle.kategori or indikator.formel is None or indikator.formel.linear() is not None or grunn.typed(celle) is None:
        return
    got = grunn.bilde.beregning.computed(celle).verdi
    if got is None:
        return
    if from_national_source(grunn, celle):
        yield from v37_imported(grunn, celle, (verdi, got))
        return
    exponent = verdi.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    if abs(got - verdi) <= Decimal("0.5").scaleb(-decimals):
        return
    right = round_half_away(got, max(decimals, 1))
    text = (
        f"{grunn.navn(celle)} er ført som {grunn.tekst(celle, verdi)}, "
        f"men regnet av tallene er det {grunn.tekst(celle, right)}."
    )
    near = abs(got - verdi) <= Decimal(1).scaleb(-decimals)
    level = Niva.INFO if near else Niva.ADVARSEL
    yield finding(grunn, ("V19", level), celle, f"{text} La programmet regne, eller rett tallene.", (verdi, right))


def v21_shares(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V21: rounded shares of a partition make 100, give or take their rounding (checked once, at the first category)."""
    indikator = grunn.indikator(celle)
    if not _is_share_of_whole(indikator) or not celle.kategori:
        return
    bok = grunn.bilde.beregning.bok
    names = bok.kategorier(celle.indikator, celle.omrade, celle.periode.ar)
    cells = [Celle(celle.indikator, name, celle.omrade, celle.periode) for name in names]
    values = [value for cell in cells if (value := grunn.typed(cell)) is not None]
    if cells[0] != celle or len(values) < 4:
        return
    got = sum(values, Decimal(0))
    slack = sum((_own_place(value) for value in values), Decimal(0)) / 2
    if got == HUNDRED or abs(got - HUNDRED) > 40:
        return
    if abs(got - HUNDRED) <= slack:
        text = f"{indikator.etikett} summerer til {grunn.tekst(celle, got)}. Det er avrunding; si det i en fotnote."
        yield finding(grunn, ("V21", Niva.INFO), celle, text, (got,))
        return
    text = f"{indikator.etikett} summerer til {grunn.tekst(celle, got)}, mer enn avrunding kan forklare. Rett andelene."
    yield finding(grunn, ("V21", Niva.ADVARSEL), celle, text, (got,))


def _own_place(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _is_share_of_whole(indikator: Indikator) -> bool:
    return indikator.enhet == "prosent" and indikator.kv is Kv.FORHOLD and indikator.dimensjon_slag is DimensjonSlag.DELER
