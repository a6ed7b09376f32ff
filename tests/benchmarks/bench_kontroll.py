"""How much the checker finds of the known mistakes in two published reports, and how seldom it cries wolf.

Run: `python -m tests.benchmarks.bench_kontroll [-v] [folder]`; the folder holds `vestmar` and `kristiansand` with
`avvik.csv`, `holder.csv` and `tekst.txt` (default: `../shared/kilder` beside the repository). Skips when it is not there.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn
from bvdesk.domain.kontroll.tallbilde import Ramme, Tallbilde
from bvdesk.domain.kontroll.tallkontroll import check_all, check_change
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekstkontroll import check_text
from bvdesk.domain.tall.beregning import Beregning
from bvdesk.domain.tall.celle import Celle, Tallbok
from bvdesk.domain.tall.indikator import Art, Kv
from bvdesk.domain.tall.indikator import Niva as Indikatorniva
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.omrade import TJENESTEN, Deltakelse, Omrade, OmradeId, OmradeSlag, Tjeneste
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import eksempel, kontroll
from bvdesk.services.tjenestefil import Bruker, katalog, kommuneregister

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


def speed() -> None:
    """Ten years of quarters for six kommuner: the whole check and one edit, beside resolving every figure once."""
    beregning, ramme = large_service()
    start = time.process_time()
    for omrade in ramme.omrader:
        for ar in ramme.ar:
            for celle, _ in beregning.bok.cells(omrade.id, ar):
                beregning.resolve(celle)
    baseline = time.process_time() - start
    beregning, ramme = large_service()
    start = time.process_time()
    found = check_all(Grunn(Tallbilde(beregning, ramme), date(2026, 1, 15)))
    whole = time.process_time() - start
    grunn = Grunn(Tallbilde(beregning, ramme, sparse=False), date(2026, 1, 15))
    celle = Celle("meldinger_mottatt", "", ramme.omrader[0].id, Periode.quarter(2025, 3))
    edits = []
    for _ in range(20):
        beregning.changed(celle)
        start = time.process_time()
        check_change(grunn, [celle])
        edits.append(time.process_time() - start)
    edit = sorted(edits)[len(edits) // 2]
    print(f"Ti år, seks kommuner: alle regler {whole:.2f} s ({len(found)} funn), en endring {1000 * edit:.1f} ms")
    print(f"  mot å slå opp hvert tall én gang ({baseline:.2f} s): {whole / baseline:.1f} ganger")
    beregning, ramme = large_service()
    words = long_text(beregning, ramme)
    start = time.process_time()
    bilde = Tallbilde(beregning, ramme)
    lest = Lesning.of(words, 2025, tuple(o.navn for o in ramme.omrader[:-1]))
    checked = check_text(words, lest, bilde, kommuneregister())
    found = check_all(Grunn(bilde, date(2026, 1, 15), omtalt=checked.omtalt, nevnt=checked.nevnt))
    seconds = time.process_time() - start
    print(f"  med en tekst på {len(words.split())} ord ({len(checked.treff)} tall): {seconds:.2f} s i alt")


def long_text(beregning: Beregning, ramme: Ramme) -> str:
    """Some 40 pages about the figures: each figure told with last year's, among sentences without a number."""
    paragraphs = []
    for n, indikator in enumerate(sorted({celle.indikator for celle, _ in beregning.bok.cells(ramme.omrader[0].id, 2025)})):
        name = beregning.katalog[indikator].etikett.lower()
        said = []
        for omrade in ramme.omrader[n % 2 :: 3]:
            values = [beregning.resolve(Celle(indikator, "", omrade.id, Periode.year(ar))).verdi for ar in (2025, 2024)]
            if None not in values:
                said.append(f"I {omrade.navn} var {name} {values[0]} i 2025, mot {values[1]} året før.")
        paragraphs.append(f"## Om {name}\n\n{' '.join(said)}\n\n{_PROSE}")
    return "\n\n".join(paragraphs)


_PROSE = (
    "Tjenesten har arbeidet med å gi barn og familier rett hjelp til rett tid. Ledergruppa går gjennom fristene hver måned, "
    "og avvik følges opp sammen med de ansatte. Samarbeidet med skoler, barnehager og helsestasjoner er styrket, og flere "
    "av rutinene er skrevet på nytt. Vi ser at barna medvirker mer enn før, og at foreldrene i større grad blir hørt."
)


def large_service() -> tuple[Beregning, Ramme]:
    """An invented service with some 18 000 figures that mostly agree with each other, as real ones do."""
    rng = random.Random(1)
    catalogue = katalog()
    level = sound_levels(catalogue)
    kommuner = tuple(Omrade(OmradeId(f"k{n}"), f"Kommune {n}", OmradeSlag.DELTAKER) for n in range(6))
    blocks: dict[tuple[OmradeId, int], dict[tuple[str, str], dict[Periode, Registrering]]] = {}
    for omrade in kommuner:
        for ar in range(2016, 2026):
            block = blocks.setdefault((omrade.id, ar), {})
            for key, size in level.items():
                i = catalogue[key]
                periods = Periode.year(ar).quarters() if Korn.KVARTAL in i.korn else (Periode.year(ar),)
                steps = enumerate(periods, start=1) if i.kv is Kv.HITTIL else ((1, p) for p in periods)
                block[(key, "")] = {p: figure(size * step + rng.randint(0, 1) * (i.kv is Kv.HITTIL)) for step, p in steps}
    tjeneste = Tjeneste("Stor", tuple(Deltakelse(o.id) for o in kommuner))
    beregning = Beregning(catalogue, tjeneste, Tallbok(lambda omrade, ar: blocks.get((omrade, ar), {})))
    areas = (*kommuner, Omrade(TJENESTEN, "tjenesten", OmradeSlag.TJENESTE))
    return beregning, Ramme(Periode.year(2025), TJENESTEN, areas, tuple(range(2016, 2026)))


def sound_levels(catalogue: Katalog) -> dict[str, int]:
    """A size per indicator such that parts are smaller than wholes; wholes with parts are left to be computed."""
    own = (i for i in catalogue.indikatorer.values() if i.art is not Art.AVLEDET and not i.valgfri)
    level = {i.id: 40 for i in own if i.niva is Indikatorniva.KOMMUNE and i.id not in catalogue.partitions}
    level |= {key: 4000 for key in level if "folketall" in key or "drift" in key or "budsjett" in key}
    level |= {key: 200 for key in level if key.endswith("_aret")}
    for _ in range(4):
        for limit in catalogue.grenser:
            if limit.del_ in level:
                level[limit.del_] = min(level[limit.del_], max(1, level.get(limit.hel, 20) - 5))
    return level


def figure(size: int) -> Registrering:
    """A registered figure with a note, so that no comment is missing."""
    return Registrering(Verdi(Decimal(size)), "forklart")


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
    speed()
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
