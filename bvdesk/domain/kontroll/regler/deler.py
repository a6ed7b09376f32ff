"""Parts and wholes, stocks and flows: V03–V05, V07–V11, V17, V18, V20, V26."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn, finding
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Balanse, DimensjonSlag, Indikator, Kv
from bvdesk.domain.tall.periode import Korn

_HERAV = re.compile(r"\(herav\)|\bav disse\b|\bhvorav\b", re.IGNORECASE)
_UTENFOR_HJEMMET = frozenset({"barn_utenfor_hjemmet_slutt", "barn_i_beredskapshjem_slutt", "barn_i_familiehjem_slutt"})


def v03_limits(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V03, V11, V26: a part is never larger than its whole, for every limit the catalogue declares."""
    if celle.kategori:
        return
    for limit in grunn.katalog.grenser_for.get(celle.indikator, ()):
        is_part = limit.del_ == celle.indikator
        other = Celle(limit.hel if is_part else limit.del_, "", celle.omrade, celle.periode)
        value = grunn.verdi(other)
        if value is not None and (verdi > value if is_part else value > verdi):
            part, whole = ((celle, verdi), (other, value)) if is_part else ((other, value), (celle, verdi))
            yield _too_large(grunn, Niva[limit.niva], part, whole)


def v03_of_these(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V03 for own indicators: one labelled «herav», or split by a dimension, is part of the one it is named after."""
    indikator = grunn.indikator(celle)
    if not indikator.egen or not indikator.is_count:
        return
    whole = _named_after(grunn, celle)
    if whole is None:
        return
    value = grunn.verdi(whole)
    if value is not None and verdi > value:
        yield _too_large(grunn, Niva.STOPP, (celle, verdi), (whole, value))


def _too_large(grunn: Grunn, niva: Niva, part: tuple[Celle, Decimal], whole: tuple[Celle, Decimal]) -> Funn:
    text = (
        f"{grunn.navn(part[0])} er {grunn.tekst(*part)}, mer enn {grunn.navn(whole[0])} ({grunn.tekst(*whole)}). "
        "En del kan ikke være større enn helheten. Er tallene byttet om? Rett et av dem."
    )
    return finding(grunn, (_limit_id(part[0], whole), niva), part[0], text, (part[1], whole[1]))


def _limit_id(part: Celle, whole: tuple[Celle, Decimal]) -> str:
    """The limits that have a number of their own in the domain map."""
    if part.indikator in _UTENFOR_HJEMMET:
        return "V11"
    return "V26" if part.indikator.endswith("_fristbrudd") and not whole[1] else "V03"


def _named_after(grunn: Grunn, celle: Celle) -> Celle | None:
    """The cell an own indicator is part of: a category whose words its label holds, else the indicator its id extends."""
    indikator = grunn.indikator(celle)
    roots = [
        key for key in grunn.katalog.indikatorer if indikator.id.startswith(f"{key}_") and _comparable(grunn, key, indikator)
    ]
    if not roots:
        return None
    root = max(roots, key=len)
    of_these = bool(_HERAV.search(indikator.etikett))
    # One word may stand in a label by chance («ny»); two or more («ny jobb») name the category even without «herav».
    category = _category_in_label(grunn, celle, root, least=1 if of_these else 2)
    split = indikator.dimensjon and celle.kategori and indikator.dimensjon_slag is not DimensjonSlag.LISTE
    return category or (Celle(root, "", celle.omrade, celle.periode) if of_these or split else None)


def _comparable(grunn: Grunn, key: str, indikator: Indikator) -> bool:
    other = grunn.katalog[key]
    return other.is_count == indikator.is_count and other.enhet != "prosent" and indikator.enhet != "prosent"


def _category_in_label(grunn: Grunn, celle: Celle, root: str, least: int) -> Celle | None:
    """The sibling category («Ny jobb») that a label («sluttet på grunn av ny jobb …, herav») names."""
    said = set(content_stems(grunn.indikator(celle).etikett)) | set(grunn.indikator(celle).etikett.lower().split())
    for key, sibling in grunn.katalog.indikatorer.items():
        if not f"{key}_".startswith(f"{root}_") or not sibling.dimensjon or key == celle.indikator:
            continue
        for name in grunn.bilde.beregning.bok.kategorier(key, celle.omrade, celle.periode.ar):
            wanted = set(name.lower().split())
            if len(wanted) >= least and wanted <= {word.strip(",.()") for word in said}:
                return Celle(key, name, celle.omrade, celle.periode)
    return None


def v05_balance(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V04, V05, V07: closing stock = opening stock + in − out, when all four are known."""
    if celle.kategori:
        return
    for balance in grunn.katalog.balanser_for.get(celle.indikator, ()):
        yield from _balance(grunn, balance, celle)


def _balance(grunn: Grunn, balance: Balanse, celle: Celle) -> Iterator[Funn]:
    def cell(key: str) -> Celle:
        return Celle(key, "", celle.omrade, celle.periode)

    start = Celle(balance.slutt, "", celle.omrade, celle.periode.previous())
    values = [grunn.verdi(c) for c in (start, cell(balance.inn), cell(balance.ut), cell(balance.slutt))]
    opening, came, went, closing = values
    if came is not None and went is not None and opening is not None and closing is not None:
        if opening + came - went != closing:
            show = [grunn.tekst(cell(balance.slutt), v) for v in (opening, came, went, closing)]
            text = (
                f"{grunn.navn(cell(balance.slutt))} er {show[3]}, men "
                f"{show[0]} ved start + {show[1]} inn − {show[2]} ut gir "
                f"{grunn.tekst(cell(balance.slutt), opening + came - went)}. Rett det tallet som er feil."
            )
            known = (closing, opening + came - went)
            yield finding(grunn, (_balance_id(balance), Niva[balance.niva]), cell(balance.slutt), text, known)
    elif closing is None and came is not None and went is not None and went > came * Decimal("1.05") and went - came > 3:
        text = (
            f"{grunn.navn(cell(balance.ut))} ({grunn.tekst(cell(balance.ut), went)}) er mer enn "
            f"{grunn.navn(cell(balance.inn))} ({grunn.tekst(cell(balance.inn), came)}). "
            "Før beholdningen ved start og slutt, eller rett tallene."
        )
        yield finding(grunn, (_balance_id(balance), Niva.ADVARSEL), cell(balance.ut), text, (went, came))


def _balance_id(balance: Balanse) -> str:
    if balance.slutt.startswith("meldinger"):
        return "V04"
    return "V05" if balance.niva == "STOPP" else "V07"


def v09_overlapping(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V09: overlapping categories that cover everything (they have an «andre») make at least the whole."""
    for dimension in grunn.katalog.dimensjoner:
        if celle.indikator != dimension.hel or dimension.slag is not DimensjonSlag.OVERLAPPER:
            continue
        keys = [category.indikator for category in dimension.kategorier]
        if not any(key.endswith("_andre") for key in keys):
            continue
        values = [grunn.verdi(Celle(key, "", celle.omrade, celle.periode)) for key in keys]
        core = [v for key, v in zip(keys, values, strict=True) if not grunn.katalog[key].valgfri]
        got = sum((value for value in values if value is not None), Decimal(0))
        if all(value is not None for value in core) and got < verdi:
            text = (
                f"{dimension.navn} summerer til {grunn.tekst(celle, got)}, "
                f"færre enn {grunn.navn(celle)} ({grunn.tekst(celle, verdi)}). "
                "Hver melding har minst én melder, så noe mangler."
            )
            yield finding(grunn, ("V09", Niva.ADVARSEL), celle, text, (got, verdi))


def v17_summed_stock(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterable[Funn]:
    """V17: the year of a stock looks like the sum of its quarters."""
    return _year_of_stock(grunn, celle, verdi) if celle.periode.korn is Korn.AR else ()


def _year_of_stock(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    if grunn.indikator(celle).kv is not Kv.BEHOLDNING or grunn.typed(celle) is None:
        return
    quarters = [grunn.typed(celle.at(q)) for q in celle.periode.quarters()]
    known = [value for value in quarters if value is not None]
    if len(known) >= 2 and verdi > Decimal("1.5") * max(known):
        text = (
            f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)} for året, "
            f"men høyeste kvartal er {grunn.tekst(celle, max(known))}. "
            "En beholdning summeres ikke; året er 4. kvartal."
        )
        yield finding(grunn, ("V17", Niva.ADVARSEL), celle, text, (verdi, max(known)))


def v18_falling_accounts(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V18: accounts so far this year do not fall from one quarter to the next without a note."""
    if grunn.indikator(celle).kv is not Kv.HITTIL or celle.periode.korn is not Korn.KVARTAL or celle.periode.forste == 1:
        return
    before = celle.at(celle.periode.previous())
    earlier = grunn.typed(before)
    if earlier is not None and verdi < earlier and not grunn.merknad(celle):
        text = (
            f"{grunn.navn(celle)} hittil i år er {grunn.tekst(celle, verdi)}, "
            f"mindre enn kvartalet før ({grunn.tekst(celle, earlier)}). "
            "Er tallet for bare ett kvartal? Rett det, eller skriv hvorfor."
        )
        yield finding(grunn, ("V18", Niva.ADVARSEL), celle, text, (verdi, earlier))


def v20_unique_bounds(grunn: Grunn, celle: Celle, verdi: Decimal) -> Iterator[Funn]:
    """V20: unique children in the year are at least the largest stock of the year, and at most opening stock + new ones."""
    indikator = grunn.indikator(celle)
    if indikator.kv is not Kv.UNIKE or celle.periode.korn is not Korn.AR or not indikator.id.endswith("_aret"):
        return
    stock = indikator.id.removesuffix("_aret") + "_slutt"
    if stock not in grunn.katalog:
        return
    closing = [grunn.verdi(Celle(stock, "", celle.omrade, q)) for q in celle.periode.quarters()]
    top = max((value for value in closing if value is not None), default=None)
    if top is not None and verdi < top:
        text = (
            f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)}, færre enn {grunn.katalog[stock].etikett.lower()} "
            f"({grunn.tekst(celle, top)}). Alle i beholdningen er med i året."
        )
        yield finding(grunn, ("V20", Niva.ADVARSEL), celle, text, (verdi, top))
    yield from _at_most(grunn, celle, verdi, stock)


def _at_most(grunn: Grunn, celle: Celle, verdi: Decimal, stock: str) -> Iterator[Funn]:
    balance = next((b for b in grunn.katalog.balanser if b.slutt == stock), None)
    if balance is None:
        return
    opening = grunn.verdi(Celle(stock, "", celle.omrade, celle.periode.previous()))
    came = grunn.verdi(Celle(balance.inn, "", celle.omrade, celle.periode))
    if opening is not None and came is not None and verdi > opening + came:
        text = (
            f"{grunn.navn(celle)} er {grunn.tekst(celle, verdi)}, flere "
            f"enn {grunn.tekst(celle, opening)} ved årets start og "
            f"{grunn.tekst(celle, came)} nye. Rett tallet."
        )
        yield finding(grunn, ("V20", Niva.ADVARSEL), celle, text, (verdi, opening + came))
