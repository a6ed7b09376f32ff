"""The appendix that tells what each figure is, where it comes from, and how a year is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bvdesk.domain.rapport.felt.ordform import Ordform
from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Kolonne, Punkter, Rad, Tabell
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.formel import Formel
from bvdesk.domain.tall.indikator import Art, Brudd, DimensjonSlag, Indikator, Kom, Kv
from bvdesk.domain.tall.periode import date_in_words

_WIDTHS = (31.0, 42.0, 27.0)
_RATIO = re.compile(r"(?:(100|1000)\*)?(\w+)/(\w+)")


def definitions(u: Utsnitt, shown: Sequence[Indikator]) -> Iterator[Blokk]:
    """How to read the table, then the table: a row per figure of the report, in the order of the chapters."""
    if not shown:
        return
    ways = [kv for kv in Kv if any(i.kv is kv and not _told_by_formula(i) for i in shown)]
    yield Avsnitt((u.ord("definisjoner_ingress"),))
    yield Punkter(
        tuple(Avsnitt((f"{u.ord(f'maten_{kv.name.lower()}')}: {u.ord(f'forklart_{kv.name.lower()}')}",)) for kv in ways)
    )
    yield from _abbreviations(u, shown)
    columns = tuple(Kolonne(u.ord(key), tall=False) for key in ("indikator", "definisjon", "kilde"))
    yield Tabell(u.ord("definisjoner_tittel"), columns, tuple(_rows(u, shown)), bredder=_WIDTHS)


def _abbreviations(u: Utsnitt, shown: Sequence[Indikator]) -> Iterator[Avsnitt]:
    """What the abbreviations in the sources stand for."""
    words: Mapping[str, str] = u.ord.tekster["forkortelser"]
    used = {word for i in shown for word in re.findall(r"\w+", i.kilde)}
    told = [f"{short} {u.ord('er')} {full}" for short, full in words.items() if short in used]
    if told:
        yield Avsnitt((u.ord("forkortelser_i_kildene", liste=Ordform(u.ord).listed(tuple(told))),))


def _rows(u: Utsnitt, shown: Sequence[Indikator]) -> Iterator[Rad]:
    ordered = sorted(shown, key=lambda i: u.disposisjon.place(i.kapittel))
    for chapter, members in groupby(ordered, lambda i: i.kapittel):
        yield Rad(u.disposisjon.title(chapter, u.ord.malform), gruppe=True)
        for i in members:
            yield Rad(u.name_of(i), (definition(u, i), _source(u, i) or u.ord("egne_tall")))


def _source(u: Utsnitt, indikator: Indikator) -> str:
    """Where the figure is found; the catalogue says it in the same few phrases, which the report's words translate."""
    told = u.ord.either(indikator.kilde, indikator.kilde_nn)
    phrases: Mapping[str, str] = u.ord.tekster.get("kilder", {})
    for bokmal, own in phrases.items():
        told = told.replace(bokmal, own)
    return told


def definition(u: Utsnitt, indikator: Indikator) -> str:
    """How the figure is made, in words."""
    whole = next((d for d in u.beregning.katalog.dimensjoner if d.hel == indikator.id), None)
    if indikator.formel is not None and indikator.art is Art.AVLEDET:
        summed = whole is not None and whole.slag is DimensjonSlag.DELER
        parts = [
            u.ord("sum_av_deler", navn=u.dimension_name(whole)) if whole and summed else f"{_in_words(u, indikator.formel)}."
        ]
    else:
        parts = [f"{u.ord(f'maten_{indikator.kv.name.lower()}')}."]
    parts += [u.ord("definisjon_overlapp")] if indikator.kom is Kom.SUM_OVERLAPP else []
    parts += [_break(u, b) for b in indikator.brudd]
    note = u.merknader.get(indikator.id)
    return " ".join([*parts, *([u.ord("lokal_merknad", merknad=note)] if note else [])])


def _told_by_formula(indikator: Indikator) -> bool:
    return indikator.formel is not None and indikator.art is Art.AVLEDET


def _break(u: Utsnitt, brudd: Brudd) -> str:
    return u.ord("brudd", dato=date_in_words(brudd.fra), tekst=u.ord.either(brudd.tekst, brudd.tekst_nn))


def _in_words(u: Utsnitt, formel: Formel) -> str:
    """«Undersøkelser med fristbrudd» i prosent av «Undersøkelser avsluttet»; other formulas with their signs."""
    ratio = _RATIO.fullmatch(formel.tekst.replace(" ", ""))
    if ratio:
        factor, part, whole = ratio.groups()
        key = {"100": "i_prosent_av", "1000": "per_tusen", None: "delt_pa"}[factor]
        return u.ord(key, del_=_quoted(u, part), hel=_quoted(u, whole))
    text = re.sub(r"[A-Za-z_]\w*", lambda found: _quoted(u, found.group()), formel.tekst)
    return re.sub(r"\s*([-+*/])\s*", lambda sign: _SIGNS[sign.group(1)], text)


_SIGNS = {"*": " · ", "/": " / ", "+": " + ", "-": " − "}


def _quoted(u: Utsnitt, key: str) -> str:
    return f"«{u.name_of(u.beregning.katalog[key])}»"
