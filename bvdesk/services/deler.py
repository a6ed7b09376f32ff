"""Tables and charts of the template in use: put together, altered, taken out; and which key figures come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.disposisjon import Disposisjon, Kapittelvalg, Nokkeltallvalg, Plassering, Plasseringsslag
from bvdesk.domain.rapport.kapittelinnhold import Verksted
from bvdesk.domain.rapport.modell import Figur, Tabell
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.services import mal, rapport, skriving
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed

OWN_TEMPLATE, MAX_KEY_FIGURES = "Vår mal", 30
QUARTERS, THIS_AND_LAST, THIS, YEARS = ("K1", "K2", "K3", "K4"), ("ar-1", "ar"), ("ar",), ()
_KIND_NAMES = {
    Plasseringsslag.TABELL: "Tabell",
    Plasseringsslag.LINJE: "Linjediagram",
    Plasseringsslag.SOYLE: "Søylediagram",
    Plasseringsslag.STABLET: "Stablede søyler",
    Plasseringsslag.LIGGENDE: "Liggende søyler",
}


@dataclass(frozen=True, slots=True)
class Utvalg:
    """What one may choose from for a part: (name, value) each, the chapter's own indicators first."""

    indikatorer: tuple[tuple[str, str], ...]
    omrader: tuple[tuple[str, str], ...]
    perioder: tuple[tuple[str, tuple[str, ...]], ...]
    slag: tuple[tuple[str, Plasseringsslag], ...]


def choices(fil: Tjenestefil, sted: Tekststed) -> Utvalg:
    """What a part can be made of."""
    u = skriving.view(fil, sted)
    ordered = sorted(u.indikatorer, key=lambda i: i.kapittel != sted.kapittel)
    areas = (*u.members, TJENESTEN, *u.sammenligninger)
    return Utvalg(
        tuple((u.label(i), i.id) for i in ordered),
        (("Den meldingen gjelder", ""), *((u.navn(o), u.navn(o)) for o in areas)),
        (
            ("Årene det finnes tall for", YEARS),
            ("I år og i fjor", THIS_AND_LAST),
            ("Bare i år", THIS),
            ("Kvartalene i år", QUARTERS),
        ),
        tuple((name, kind) for kind, name in _KIND_NAMES.items()),
    )


def suggested_kind(fil: Tjenestefil, valg: Plassering) -> Plasseringsslag:
    """What suits a choice: a table for different units, lying bars for one period, bars for quarters, else a line."""
    units = {fil.katalog[key].enhet for key in valg.indikatorer if key in fil.katalog}
    if len(units) > 1:
        return Plasseringsslag.TABELL
    if valg.perioder == THIS or (len(valg.omrader) > 1 and not valg.perioder):
        return Plasseringsslag.LIGGENDE
    return Plasseringsslag.SOYLE if valg.perioder in (QUARTERS, THIS_AND_LAST) else Plasseringsslag.LINJE


def try_part(fil: Tjenestefil, sted: Tekststed, valg: Plassering) -> Tabell | Figur | None:
    """How a part would look, with every figure; None when there is nothing to show. UserError for what cannot be read."""
    view = skriving.view(fil, sted)
    alone = replace(view.disposisjon[sted.kapittel], plassert=(valg,), automatikk=False)
    verksted = Verksted(view, rapport.order(fil, skriving.area_of(sted), skriving.choice(sted)).skrevet)
    made = next(iter(verksted.parts(alone)), None)
    if verksted.feil:
        raise verksted.feil[0].feil
    return made


def own_part(fil: Tjenestefil, kapittel: str, kode: str) -> Plassering | None:
    """A part the user has put together; None for one that comes by itself."""
    return next((p for p in mal.in_use(fil)[kapittel].plassert if p.kode == kode), None)


def alterations(fil: Tjenestefil, kapittel: str, kode: str) -> Mapping[str, str]:
    """The user's own title, source and alternative text of a part that comes by itself."""
    return mal.in_use(fil)[kapittel].endringer.get(kode, {})


def next_code(fil: Tjenestefil, kapittel: str) -> str:
    """A code nobody uses in the chapter yet."""
    taken = {p.kode for p in mal.in_use(fil)[kapittel].plassert}
    return next(code for number in count(1) if (code := f"egen:{number}") not in taken)


def save_part(fil: Tjenestefil, kapittel: str, valg: Plassering) -> Change:
    """Put a part in the chapter, or in the place of the one with its code."""
    if not valg.indikatorer:
        raise UserError("Det er ikke valgt noe å vise.", "Kryss av minst én indikator.")

    def put(k: Kapittelvalg) -> Kapittelvalg:
        others = tuple(valg if p.kode == valg.kode else p for p in k.plassert)
        return replace(k, plassert=others if valg in others else (*others, valg))

    return _edit(fil, kapittel, put)


def alter(fil: Tjenestefil, kapittel: str, kode: str, texts: Mapping[str, str]) -> Change:
    """Give a part that comes by itself another title («tittel»), source («kilde») or alternative text («alt»)."""
    kept = {key: text for key, text in texts.items() if text.strip()}

    def put(k: Kapittelvalg) -> Kapittelvalg:
        changes = {code: change for code, change in {**k.endringer, kode: kept}.items() if change}
        return replace(k, endringer=changes)

    return _edit(fil, kapittel, put)


def remove(fil: Tjenestefil, kapittel: str, kode: str) -> Change:
    """Take a part out of the chapter."""

    def put(k: Kapittelvalg) -> Kapittelvalg:
        if any(p.kode == kode for p in k.plassert):
            return replace(k, plassert=tuple(p for p in k.plassert if p.kode != kode))
        return replace(k, uten=k.uten | {kode})

    return _edit(fil, kapittel, put)


def has_removed(fil: Tjenestefil, kapittel: str) -> bool:
    """Whether something that comes by itself has been taken out."""
    return bool(mal.in_use(fil)[kapittel].uten)


def bring_back(fil: Tjenestefil, kapittel: str) -> Change:
    """Let everything that comes by itself come again."""
    return _edit(fil, kapittel, lambda k: replace(k, uten=frozenset()))


def key_figures(fil: Tjenestefil) -> tuple[Nokkeltallvalg, ...]:
    """The key figures, in order."""
    return mal.in_use(fil).nokkeltall


def set_key_figures(fil: Tjenestefil, valg: Sequence[Nokkeltallvalg]) -> Change:
    """Choose the key figures and their order; the page has room for the first ones that have a number."""
    if not 0 < len(valg) <= MAX_KEY_FIGURES:
        raise UserError(f"Det er valgt {len(valg)} nøkkeltall.", f"Velg mellom 1 og {MAX_KEY_FIGURES}.")
    return _store(fil, replace(_own(fil), nokkeltall=tuple(valg)))


def _edit(fil: Tjenestefil, kapittel: str, change: Callable[[Kapittelvalg], Kapittelvalg]) -> Change:
    outline = _own(fil)
    return _store(fil, outline.with_chapter(change(outline[kapittel])))


def _own(fil: Tjenestefil) -> Disposisjon:
    """The template in use; the program's own is left as it is, and a copy of it made."""
    used = mal.in_use(fil)
    if used.navn:
        return used
    names = (OWN_TEMPLATE if number == 1 else f"{OWN_TEMPLATE} {number}" for number in count(1))
    return replace(used, navn=next(name for name in names if name not in mal.names(fil)))


def _store(fil: Tjenestefil, outline: Disposisjon) -> Change:
    mal.save(fil, outline)
    return mal.use(fil, outline.navn)
