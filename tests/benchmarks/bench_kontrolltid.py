"""What one waits for the checker: ten years of figures and a text of 40 pages, from the file on disk to the findings.

Run: `python -m tests.benchmarks.bench_kontrolltid`. Seconds of processor time. «Første gang» is in a program that has
opened a file but never checked one: the checker is read in, its patterns made, the file read. «Senere» is the best of
five more; the file is opened and read anew each time, as the page Kontroll does. Python's cycle collector rests, as it
does while the window or a command works. The goals are 1 s for the whole and 20 ms for an edit; the rest of
the sheet comes after it, in slices.
"""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Art, Kv
from bvdesk.domain.tall.indikator import Niva as Indikatorniva
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import registrering
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file, open_reader

KOMMUNER = ("Kragerø", "Drangedal", "Siljan", "Bamble", "Nome", "Tinn")
YEARS = range(2016, 2026)
YEAR = Periode.year(2025)
BRUKER = Bruker("Måler", lambda: datetime(2026, 1, 15, tzinfo=UTC))


def large_file(path: Path) -> None:
    """An invented service with some 18 000 figures that mostly agree with each other, as real ones do."""
    rng = random.Random(1)
    fil = create_file(path, BRUKER, "Tjenesten", KOMMUNER)
    cells = []
    for omrade in fil.deltakere():
        for ar in YEARS:
            for key, size in sound_levels(fil.katalog).items():
                i = fil.katalog[key]
                periods = Periode.year(ar).quarters() if Korn.KVARTAL in i.korn else (Periode.year(ar),)
                steps = enumerate(periods, start=1) if i.kv is Kv.HITTIL else ((1, p) for p in periods)
                for step, p in steps:
                    value = size * step + rng.randint(0, 1) * (i.kv is Kv.HITTIL)
                    cells.append((Celle(key, "", omrade.id, p), figure(value)))
    registrering.save(fil, cells, "ti år")
    fil.close()


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


def long_text(fil: Tjenestefil) -> str:
    """Some 40 pages about the figures: each figure told with last year's, among sentences without a number."""
    paragraphs = []
    kommuner = fil.deltakere()
    for n, indikator in enumerate(sorted({celle.indikator for celle, _ in fil.bok.cells(kommuner[0].id, 2025)})):
        name = fil.katalog[indikator].etikett.lower()
        said = []
        for omrade in kommuner[n % 2 :: 3]:
            cells = (Celle(indikator, "", omrade.id, Periode.year(ar)) for ar in (2025, 2024))
            values = [fil.beregning.resolve(celle).verdi for celle in cells]
            if None not in values:
                said.append(f"I {omrade.navn} var {name} {values[0]} i 2025, mot {values[1]} året før.")
        paragraphs.append(f"## Om {name}\n\n{' '.join(said)}\n\n{_PROSE}")
    return "\n\n".join(paragraphs)


_PROSE = (
    "Tjenesten har arbeidet med å gi barn og familier rett hjelp til rett tid. Ledergruppa går gjennom fristene hver måned, "
    "og avvik følges opp sammen med de ansatte. Samarbeidet med skoler, barnehager og helsestasjoner er styrket, og flere "
    "av rutinene er skrevet på nytt. Vi ser at barna medvirker mer enn før, og at foreldrene i større grad blir hørt."
)


def whole_check(path: Path, words: str) -> tuple[float, str]:
    """Seconds for the file on disk and a text to become findings, and what came of it."""
    start = time.process_time()
    from bvdesk.services import kontroll

    fil = open_reader(path, BRUKER, None)
    found = kontroll.run(fil, YEAR, kontroll.Kontrolltekst(words))
    seconds = time.process_time() - start
    fil.close()
    return seconds, f"{len(found.merknader)} funn, {len(found.treff)} tall i teksten"


def parts(path: Path, words: str) -> dict[str, float]:
    """Seconds of each part of a check, the best of five."""
    from bvdesk.services import kontroll

    best: dict[str, float] = {}
    for _ in range(5):
        fil = open_reader(path, BRUKER, None)
        marks = [time.process_time()]
        for area in fil.omrader:
            for ar in YEARS:
                list(fil.bok.cells(area, ar))
        marks.append(time.process_time())
        kontroll.check_report_text(fil, YEAR, kontroll.Kontrolltekst(words))
        marks.append(time.process_time())
        kontroll.run(fil, YEAR)
        marks.append(time.process_time())
        for name, start, end in zip(("fila leses", "teksten", "tallene"), marks, marks[1:], strict=False):
            best[name] = min(best.get(name, end - start), end - start)
        fil.close()
    return best


def edit(path: Path) -> tuple[float, float]:
    """Seconds for the rules on what one typed figure touches, and on the whole sheet after it; medians of twenty."""
    from bvdesk.services import ark
    from bvdesk.services.cellekontroll import Cellekontroll

    fil = open_reader(path, BRUKER, None)
    celle = Celle("meldinger_mottatt", "", fil.deltakere()[0].id, Periode.quarter(2025, 3))
    sheet = ark.kvartalsark(fil, celle.periode)
    cells = [found for rad in sheet.rader for kolonne in sheet.kolonner if (found := sheet.celle(rad, kolonne))]
    near, whole = [], []
    for _ in range(20):
        fil.beregning.changed([celle])
        start = time.process_time()
        checker = Cellekontroll(fil, celle.periode)
        for each in checker.touched([celle]):
            checker.check(each)
        near.append(time.process_time() - start)
        for each in cells:
            checker.check(each)
        whole.append(time.process_time() - start)
    fil.close()
    return sorted(near)[len(near) // 2], sorted(whole)[len(whole) // 2]


def first_time(path: Path, text: Path) -> float:
    """The whole check in a program that has not checked anything before."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_kontrolltid", str(path), str(text)]
    # An installed program has its modules compiled, whatever is usual where it is developed.
    compiled = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    compiled["PYTHONPYCACHEPREFIX"] = str(path.parent / "kompilert")
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=compiled).stdout)


def main(args: list[str]) -> int:
    """Print the times; with a file and a text, only the seconds of one check of them."""
    gc.disable()
    if args:
        print(whole_check(Path(args[0]), Path(args[1]).read_text(encoding="utf-8"))[0])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path, text = Path(folder) / "stor.bvdesk", Path(folder) / "tekst.txt"
        large_file(path)
        fil = open_reader(path, BRUKER, None)
        words = long_text(fil)
        fil.close()
        text.write_text(words, encoding="utf-8")
        first = min(first_time(path, text) for _ in range(4))
        later, what = min(whole_check(path, words) for _ in range(5))
        pieces = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in parts(path, words).items())
        print(f"Ti år, seks kommuner og en tekst på {len(words.split())} ord: {what}")
        print(f"  hele kontrollen: første gang {first:.2f} s, senere {later:.2f} s ({pieces})")
        near, sheet = edit(path)
        print(f"  en endring: {1000 * near:.1f} ms, hele arket etter den: {1000 * sheet:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
