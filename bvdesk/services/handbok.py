"""The user's manual: pages in plain Markdown, searchable, and printable as a report of our own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bvdesk import __version__, resources
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Bilde, Blokk, Kapittel, Rapport, Utgave, numbered
from bvdesk.domain.rapport.tekst.markdown import Plassert, parse_text
from bvdesk.services import trykking


@dataclass(frozen=True, slots=True)
class Side:
    """One page. `nokkel` is what the window knows it by («registrering»)."""

    nokkel: str
    tittel: str
    markdown: str

    @property
    def for_screen(self) -> str:
        """The text as Qt's Markdown reads it, with the pictures' files."""
        return self.markdown.replace("](bilde:", "](").replace(' "', '.png "')


@lru_cache(maxsize=1)
def pages() -> tuple[Side, ...]:
    """Every page in reading order."""
    return tuple(_page(path) for path in sorted(resources.path("manual").glob("[0-9]*.md")))


def page(nokkel: str) -> Side:
    """The page with this key; the first when there is none."""
    return next((side for side in pages() if side.nokkel == nokkel), pages()[0])


def search(words: str) -> tuple[Side, ...]:
    """The pages that hold every word, those with the words in the title first; all pages for an empty search."""
    wanted = words.casefold().split()
    found = [side for side in pages() if all(word in side.markdown.casefold() for word in wanted)]
    return tuple(sorted(found, key=lambda side: not all(word in side.tittel.casefold() for word in wanted)))


def news_of(version: str) -> str:
    """What the manual's page of news says first of a version; empty when it says nothing."""
    _, _, after = page("nytt").markdown.partition(f"## Versjon {version}\n")
    return after.strip().partition("\n")[0]


def as_report(dato: str) -> Rapport:
    """The whole manual as a report, for print; `dato` is ISO."""
    chapters = tuple(_chapter(number, side) for number, side in enumerate(pages(), 1))
    return Rapport(
        tittel="Brukerhåndbok",
        undertittel="bvdesk",
        periode=f"Versjon {__version__}",
        avsender="bvdesk",
        dato=dato,
        utgave=Utgave.OFFENTLIG,
        malform=Malform.BOKMAL,
        stempel="",
        kolofon=(),
        kapitler=numbered(chapters),
    )


def save_pdf(path: Path, dato: str) -> None:
    """The manual as an accessible PDF."""
    path.write_bytes(trykking.checked(trykking.render(as_report(dato)), path.name))


def _page(path: Path) -> Side:
    text = path.read_text(encoding="utf-8")
    return Side(path.stem.partition("-")[2], text.splitlines()[0].removeprefix("# "), text)


def _chapter(number: int, side: Side) -> Kapittel:
    body = side.markdown.partition("\n")[2].replace("\n## ", "\n# ")
    return Kapittel(str(number), side.tittel, tuple(_blocks(body)), ny_side=True)


def _blocks(markdown: str) -> Iterator[Blokk]:
    for block in parse_text(markdown):
        if isinstance(block, Bilde):
            yield _with_picture(block)
        elif not isinstance(block, Plassert):
            yield block


def _with_picture(bilde: Bilde) -> Bilde:
    content = resources.path("manual", "bilder", f"{bilde.kilde}.png").read_bytes()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    return replace(bilde, innhold=content, storrelse=(width, height))
