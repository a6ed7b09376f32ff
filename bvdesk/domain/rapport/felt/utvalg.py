"""The fields to choose from, with what they say now, and a search that forgives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bvdesk.domain.lesbar import plain_letters
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, fill_in
from bvdesk.domain.rapport.felt.syntaks import Fakta, Felt, Form, Visning
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator
from bvdesk.domain.tall.periode import Periode


@dataclass(frozen=True, slots=True)
class Feltvalg:
    """A field in the list: how it is written, what it is called, and what it says now (empty when it says nothing).

    `mangler`: the quarters it lacks, where it has some and not all.
    """

    felt: Felt
    navn: str
    kapittel: str
    eksempel: str
    mangler: tuple[Periode, ...] = ()

    @property
    def kode(self) -> str:
        """What is put into the text."""
        return self.felt.kode


def available(kilde: Feltkilde) -> tuple[Feltvalg, ...]:
    """Facts about the report, then one field per indicator in use, in reading order."""
    facts = (_choice(kilde, Felt(fact), kilde.utsnitt.ord.tekster["felt"][f"fakta_{fact}"], "") for fact in Fakta)
    figures = (_choice(kilde, Felt(i.id), kilde.utsnitt.name_of(i), i.kapittel) for i in kilde.utsnitt.indikatorer)
    return (*facts, *figures)


def variants(kilde: Feltkilde, felt: Felt) -> tuple[Feltvalg, ...]:
    """The other things a field can say about the same figure: last year, the change, as words, for each area."""
    if felt.fakta:
        return ()
    u = kilde.utsnitt
    name, indikator = u.ord.tekster["felt"], u.beregning.katalog[felt.navn]
    forms = (replace(felt, form=form, visning=Visning.ENHET) for form in Form)
    wordings = (replace(felt, visning=v) for v in (Visning.TELT, Visning.ORD)) if indikator.is_count else ()
    areas = (replace(felt, omrade=u.navn(k)) for k in u.kommuner)
    others = (replace(felt, mot=u.navn(o)) for o in u.sammenligninger)
    parts = (replace(felt, kategori=k) for k in u.categories(indikator)) if indikator.dimensjon else ()
    return tuple(
        _choice(kilde, one, name[f"valg_{key}"].format(navn=detail), indikator.kapittel)
        for key, one, detail in _named(indikator, (*forms, *wordings, *areas, *others, *parts))
    )


def search(valg: Iterable[Feltvalg], sokeord: str) -> tuple[Feltvalg, ...]:
    """The fields that every word of the query fits, the best first; all of them for an empty query."""
    words = plain_letters(sokeord).split()
    scored = [(score, i, v) for i, v in enumerate(valg) if (score := _score(v, words)) is not None]
    return tuple(v for _, _, v in sorted(scored, key=lambda item: item[:2]))


def _choice(kilde: Feltkilde, felt: Felt, navn: str, kapittel: str) -> Feltvalg:
    filled = fill_in(kilde, felt)
    celle = filled.figur.celle if filled.figur else None
    lacking = frozenset[Periode]() if filled.tekst or celle is None else missing_quarters(kilde.utsnitt.beregning, celle)
    some = celle is not None and bool(lacking) and lacking < set(celle.periode.quarters())
    return Feltvalg(felt, navn, kapittel, filled.tekst, tuple(sorted(lacking)) if some else ())


def missing_quarters(beregning: Beregning, celle: Celle) -> frozenset[Periode]:
    """The quarters that a figure lacks, by itself or in what it is reckoned from."""
    found: set[Periode] = set()
    for lacking in beregning.resolve(celle).mangler:
        if lacking != celle and lacking.periode == celle.periode:
            found |= missing_quarters(beregning, lacking)
        else:  # a stretch may lack only some of its quarters
            found |= {
                quarter for quarter in lacking.periode.quarters() if beregning.resolve(lacking.at(quarter)).term is None
            }
    return frozenset(found)


def _named(indikator: Indikator, fields: Iterable[Felt]) -> Iterator[tuple[str, Felt, str]]:
    """Each field with the key of its name and what fills it."""
    for felt in fields:
        detail = felt.omrade or felt.mot or felt.kategori
        if detail:
            yield ("omrade" if felt.omrade else "mot" if felt.mot else "kategori"), felt, detail
        else:
            yield (felt.visning or felt.form or "verdi"), felt, indikator.etikett


def _score(valg: Feltvalg, words: list[str]) -> int | None:
    """How far from the query: 0 when the name is it; None when a word does not fit at all."""
    name = plain_letters(valg.navn)
    text = f"{name} {plain_letters(valg.felt.navn)} {valg.felt.navn.replace('_', ' ')} {valg.kapittel}"
    if not all(word in text for word in words):
        return None
    query = " ".join(words)
    if name.startswith(query):
        return 0 if name == query else 1
    starts = name.replace(":", " ").split()
    return 2 if all(any(part.startswith(word) for part in starts) for word in words) else 3
