"""How much the checker finds of the known mistakes in two published reports, and how seldom it cries wolf.

Run: `python -m tests.benchmarks.bench_kontroll [-v] [folder]`; the folder holds `vestmar` and `kristiansand` with
`avvik.csv`, `holder.csv` and `tekst.txt` (default: `../shared/kilder` beside the repository). Skips when it is not there.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, kontroll
from bvdesk.services.tjenestefil import Bruker

PACKS = {"vestmar": "2024", "kristiansand": "2024"}
CHECKABLE = {"entry-check", "prose-number-check", "cross-table-check"}
DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "kilder"


def plain(text: str) -> str:
    """A snippet without case, marks and double spaces, so that only the words count."""
    return " ".join(re.sub(r"[^\w,%]+", " ", text.lower()).split())


def overlaps(excerpt: str, snippet: str) -> bool:
    """One holds the other, or they share most of the shorter one's words in a row."""
    a, b = plain(excerpt), plain(snippet)
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    need = max(3, round(0.7 * len(short)))
    joined = f" {' '.join(long)} "
    return any(f" {' '.join(short[i : i + need])} " in joined for i in range(len(short) - need + 1))


def numbers(text: str) -> set[Decimal]:
    """The numbers of a «values» column."""
    found = set()
    for raw in re.findall(r"-?\d+(?:[.,]\d+)?", text):
        try:
            found.add(Decimal(raw.replace(",", ".")).normalize())
        except InvalidOperation:
            continue
    return found


def points_at(funn: Funn, row: dict[str, str]) -> bool:
    """Whether a finding points at a row: at its words, or (among the figures) at two of its values."""
    if funn.sted:
        return any(overlaps(funn.sted.utdrag, row[side]) for side in ("snippet_a", "snippet_b"))
    years = set(re.findall(r"20\d\d", row["description"] + row["snippet_a"] + row["snippet_b"]))
    if years and funn.periode[:4] not in years:
        return False
    wanted = numbers(row["values"])
    got = {value.normalize() for value in funn.verdier}
    return len(got & wanted) >= min(2, len(wanted)) and bool(wanted)


def run_pack(folder: Path, name: str) -> tuple[list[Funn], float]:
    """All findings of a pack and the seconds of processor time they took."""
    bruker = Bruker("måling", lambda: datetime(2026, 1, 15, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as scratch, eksempel.create(Path(scratch) / "t.bvdesk", bruker, name) as fil:
        text = kontroll.Kontrolltekst((folder / name / "tekst.txt").read_text(encoding="utf-8"))
        start = time.process_time()
        found = kontroll.run(fil, Periode.parse(PACKS[name]), text)
        seconds = time.process_time() - start
    return [merknad.funn for merknad in found.merknader], seconds


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


Score = dict[tuple[str, str], list[bool]]


def measure(folder: Path, *, verbose: bool = False) -> tuple[Score, Score, list[float]]:
    """(mistakes found, true statements warned about, seconds) by class and certainty."""
    caught: Score = defaultdict(list)
    cried: Score = defaultdict(list)
    seconds = []
    for name in PACKS:
        found, spent = run_pack(folder, name)
        seconds.append(spent)
        for row in read(folder / name / "avvik.csv"):
            hits = [funn for funn in found if points_at(funn, row)]
            caught[(row["could_software_catch"], row["certainty"])].append(bool(hits))
            if verbose:
                show(name, row, hits[:3])
        grave = [funn for funn in found if funn.niva >= Niva.ADVARSEL]
        for row in read(folder / name / "holder.csv"):
            hits = [funn for funn in grave if points_at(funn, row)]
            cried[(row["could_software_catch"], row["certainty"])].append(bool(hits))
            if verbose and hits:
                show(f"{name} HOLDER", row, hits[:3])
    return caught, cried, seconds


def show(name: str, row: dict[str, str], hits: Iterable[Funn]) -> None:
    """One row and what was said about it."""
    print(f"{name} {row['id']} [{row['could_software_catch']}, {row['certainty']}] {row['description']}")
    for funn in hits:
        print(f"    {funn.regel} {funn.niva.name}: {funn.melding}\n        «{funn.sted.utdrag if funn.sted else ''}»")


def rate(rows: list[bool]) -> str:
    """«19 av 19 (100 %)»."""
    return f"{sum(rows):3} av {len(rows):3} ({100 * sum(rows) / len(rows):5.1f} %)" if rows else "  –"


def main(args: list[str]) -> int:
    """Print both tables."""
    folder = next((Path(arg) for arg in args if not arg.startswith("-")), DEFAULT)
    if not folder.exists():
        print(f"Fant ikke {folder}; ingenting å måle.")
        return 0
    caught, cried, seconds = measure(folder, verbose="-v" in args)
    print("\nKjente feil som meldes")
    for certainty in ("sikker", "sannsynlig", "svak"):
        rows = [hit for (kind, sure), hits in caught.items() if sure == certainty and kind in CHECKABLE for hit in hits]
        for kind in sorted(CHECKABLE):
            print(f"  {certainty:12} {kind:20} {rate(caught[(kind, certainty)])}")
        print(f"  {certainty:12} {'i alt':20} {rate(rows)}")
    print("Riktige påstander som gir ADVARSEL eller STOPP")
    for kind in sorted(CHECKABLE):
        print(f"  {'':12} {kind:20} {rate([hit for (k, _), hits in cried.items() if k == kind for hit in hits])}")
    print(f"  {'':12} {'i alt':20} {rate([hit for hits in cried.values() for hit in hits])}")
    print(f"Tid: {', '.join(f'{s:.2f} s' for s in seconds)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
