"""The report both writers print: 5 chapters, 150 paragraphs, 45 headings, 20 tables, 12 charts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

SENTENCES = (
    "Tjenesten mottok flere meldinger enn året før, og de fleste ble avklart innen fristen.",
    "Det har vært stor aktivitet i forkant av innføringen av nytt fagsystem.",
    "Antallet undersøkelser som varte lenger enn tre måneder, gikk ned gjennom hele året.",
    "Barnevernsloven § 1-1 slår fast at barn skal få nødvendig hjelp, omsorg og beskyttelse til rett tid.",
    "Samarbeidet med skole, barnehage og helsestasjon er formalisert i en egen avtale.",
    "Vi har fortsatt for få fosterhjem, særlig til de eldste barna.",
    "Tallene kan sammenlignes med landet og med kommuner på samme størrelse.",
    "Internkontrollen viste at de fleste barn har en oppdatert plan, og at planene blir evaluert.",
)
WORDS = ("Meldinger", "Undersøkelser", "Hjelpetiltak", "Fosterhjem", "Planer", "Ansatte", "Økonomi", "Tilsyn")


class HeadingItem(NamedTuple):
    level: int
    text: str


class TextItem(NamedTuple):
    text: str


class TableItem(NamedTuple):
    caption: str
    rows: tuple[tuple[str, ...], ...]


class ChartItem(NamedTuple):
    caption: str
    values: tuple[int, ...]


Item = HeadingItem | TextItem | TableItem | ChartItem


def report() -> list[Item]:
    chance = random.Random(2024)
    return [item for chapter in range(1, 6) for item in _chapter(chapter, chance)]


def _chapter(chapter: int, chance: random.Random) -> Iterator[Item]:
    yield HeadingItem(1, f"{chapter} {WORDS[chapter]} og utvikling")
    for section in range(1, 9):
        yield HeadingItem(2, f"{chapter}.{section} {WORDS[section - 1]} i kapittel {chapter}")
        for _ in range(4 if section <= 6 else 3):
            yield TextItem(" ".join(chance.choices(SENTENCES, k=chance.randint(4, 8))))
        if section % 2:
            yield _table(chapter, section, chance)
        elif section <= 4 or (section == 6 and chapter <= 2):
            yield ChartItem(f"Figur {chapter}.{section}. Meldinger", tuple(chance.choices(range(20, 90), k=8)))


def _table(chapter: int, section: int, chance: random.Random) -> TableItem:
    head = ("Indikator", "1. kv.", "2. kv.", "3. kv.", "4. kv.", "Året", "Endring")
    rows = [head]
    for word in WORDS[:6]:
        figures = [chance.randint(40, 900) for _ in range(4)]
        change = f"{chance.randint(-120, 120) / 10:.1f} %".replace(".", ",").replace("-", "−")
        rows.append((word, *map(str, figures), f"{sum(figures)}", change))
    return TableItem(f"Tabell {chapter}.{section}. {WORDS[section - 1]} per kvartal", tuple(rows))
