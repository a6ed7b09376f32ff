"""Nothing that identifies a child reaches paper: audited on what is read out of the printed files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk import prikking
from bvdesk.domain.rapport.klarering import Klarert, Port, Tegn
from bvdesk.domain.rapport.modell import Rapport
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import eksempel, personvern, rapport, registrering, trykking
from bvdesk.services.leserregning import cell_id
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from bvdesk.services.trykking import Filformat
from tests.services.lesing import read_figures, tables

PERIODS = {"vestmar": "2024", "kristiansand": "2024", "midtre_namdal": "2025K1-K3"}


def print_everything(fil: Tjenestefil, periode: str, folder: Path) -> tuple[personvern.Frigivelse, dict[str, Decimal]]:
    """All public editions of a period printed to files of every kind, and every number read out of them again."""
    period = Periode.parse(periode)
    valg = Rapportvalg(rapport.all_areas(fil, period), period, formater=tuple(Filformat))
    made = personvern.clear_for_print(fil, period)
    printed: dict[bytes, Rapport] = {}

    def rendered(report: Rapport, fmt: Filformat) -> bytes:
        content = trykking.render(report, fmt)
        printed[content] = report
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rapport, "render", rendered)
        paths = rapport.print_all(fil, valg, folder)
    read: dict[str, Decimal] = {}
    for path in paths:
        content = path.read_bytes()
        report = printed[content]
        found = read_figures(content, Filformat(path.suffix[1:]), report)
        assert found or not any(char.isdigit() for row in report.tall for char in row.tekst), path
        read |= found
    return made, read


def disclosed(made: personvern.Frigivelse, read: dict[str, Decimal]) -> tuple[str, ...]:
    """What an independent reader of the files can derive: everything that was not read counts as unknown."""
    unseen = [c.id for c in made.publikasjon.celler if c.id not in read and not c.last]
    return prikking.audit(made.publikasjon, unseen, made.policy).avslorte_celler


def test_no_small_count_can_be_derived_from_the_printed_files(kilde: str, tmp_path: Path, bruker: Bruker) -> None:
    with eksempel.create(tmp_path / "t.bvdesk", bruker, kilde) as fil:
        made, read = print_everything(fil, PERIODS[kilde], tmp_path / "ut")
        assert len(read) > 20
        for key, number in read.items():
            if key in made.publikasjon:
                assert number == made.publikasjon.celle(key).verdi
                assert key not in made.skjulte
        assert disclosed(made, read) == ()


def put(fil: Tjenestefil, omrade: OmradeId, values: dict[str, int], indikator: str = "meldinger_mottatt") -> None:
    rows = [(Celle(indikator, "", omrade, Periode.parse(p)), Registrering(Verdi(Decimal(v)))) for p, v in values.items()]
    registrering.save(fil, rows, "tall")


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    fil = create_file(tmp_path / "t.bvdesk", bruker, "Tjenesten", ("Namsos", "Overhalla", "Flatanger"))
    yield fil
    fil.close()


def test_quarter_after_quarter_then_the_year_then_a_correction(fil: Tjenestefil, tmp_path: Path) -> None:
    big, middle, small = (o.id for o in fil.deltakere())
    quarters = [(40, 11, 2), (38, 9, 1), (45, 12, 0), (39, 10, 3)]
    for number, (a, b, c) in enumerate(quarters, 1):
        for omrade, value in zip((big, middle, small), (a, b, c), strict=True):
            put(fil, omrade, {f"2025K{number}": value})
        period = f"2025K{number}" if number < 4 else "2025"
        made, read = print_everything(fil, period, tmp_path / f"ut{number}")
        assert disclosed(made, read) == ()
    put(fil, small, {"2025K2": 2})
    made, read = print_everything(fil, "2025", tmp_path / "rettet")
    assert made.revisjon.godkjent
    assert disclosed(made, read) == ()
    assert len(personvern.released(fil)) == 5


def test_what_was_hidden_stays_hidden_and_what_was_shown_is_known(fil: Tjenestefil, tmp_path: Path) -> None:
    big, middle, small = (o.id for o in fil.deltakere())
    for omrade, value in ((big, 40), (middle, 11), (small, 2)):
        put(fil, omrade, {"2025K1": value})
    first, _ = print_everything(fil, "2025K1", tmp_path / "a")
    again = personvern.clear(fil, Periode.parse("2025K1"))
    assert again.skjulte == first.skjulte
    shown = [c for c in again.publikasjon.celler if c.vises and c.id not in again.skjulte]
    assert shown
    assert all(c.last for c in shown)


def test_a_release_that_was_never_shared_can_be_withdrawn(fil: Tjenestefil, tmp_path: Path) -> None:
    put(fil, fil.deltakere()[0].id, {"2025K1": 40})
    print_everything(fil, "2025K1", tmp_path / "a")
    personvern.withdraw(fil, 1, "Utskriften ble ikke delt")
    assert [u.trukket for u in personvern.released(fil)] == ["Utskriften ble ikke delt"]
    assert not any(c.last for c in personvern.gather(fil, Periode.parse("2025K1")).celler)


def test_a_share_of_a_hidden_count_is_hidden_everywhere(fil: Tjenestefil) -> None:
    big, middle, small = (o.id for o in fil.deltakere())
    for omrade, late, all_ in ((big, 12, 60), (middle, 6, 30), (small, 1, 9)):
        put(fil, omrade, {"2025K1": late}, "undersokelser_fristbrudd")
        put(fil, omrade, {"2025K1": all_}, "undersokelser_avsluttet")
    period = Periode.parse("2025K1")
    report = rapport.build(fil, small, Rapportvalg((small,), period))
    figures = [
        r for t in tables(report.kapitler) for rad in t.rader for r in rad.ruter if isinstance(r, Klarert) and r.celle
    ]
    share = "andel_undersokelser_fristbrudd"
    shares = [f for f in figures if f.celle and f.celle.indikator == share and f.celle.omrade == small]
    assert shares
    assert all(f.skjult for f in shares)


def test_what_is_unknown_is_blank_and_not_withheld(fil: Tjenestefil) -> None:
    big = fil.deltakere()[0].id
    put(fil, big, {"2025": 40})
    period = Periode.year(2025)
    report = rapport.build(fil, big, Rapportvalg((big,), period))
    signs = {r.tegn for t in tables(report.kapitler) for rad in t.rader for r in rad.ruter if isinstance(r, Klarert)}
    assert Tegn.SKJULT not in signs
    assert all(k.tittel != "Endring" for t in tables(report.kapitler) for k in t.kolonner)


def test_a_published_rate_is_shown_until_it_gives_a_count_away(fil: Tjenestefil) -> None:
    period, share = Periode.year(2025), "andel_undersokelser_fristbrudd"
    put(fil, TJENESTEN, {"2025": 12}, share)
    rate = Celle(share, "", TJENESTEN, period)

    def cleared() -> Klarert:
        return Port(fil.beregning, personvern.clear(fil, period)).clear(rate)

    assert cleared().tekst == "12,0"
    put(fil, TJENESTEN, {"2025": 25}, "undersokelser_avsluttet")
    assert cleared().skjult


@pytest.mark.parametrize(("area", "span"), [(0, "2025"), (-1, "2025K1"), (-1, "2025")])
def test_a_published_rate_is_withheld_beside_another_count_of_its_year(fil: Tjenestefil, area: int, span: str) -> None:
    """The half-year's 3,6 % and the year's 25 told that it was 2 of 55: the counts of the half-year were not printed."""
    small, share = fil.deltakere()[-1].id, "andel_undersokelser_fristbrudd"
    half = Periode.parse("2025H1")
    put(fil, small, {half.kode: 4}, share)
    assert not Port(fil.beregning, personvern.clear(fil, half)).clear(Celle(share, "", small, half)).skjult
    put(fil, (TJENESTEN, small)[area], {span: 25}, "undersokelser_avsluttet")
    assert Port(fil.beregning, personvern.clear(fil, half)).clear(Celle(share, "", small, half)).skjult


def test_a_total_with_one_part_missing_protects_the_part(fil: Tjenestefil) -> None:
    big, middle, small = (o.id for o in fil.deltakere())
    put(fil, big, {"2025K1": 40})
    put(fil, middle, {"2025K1": 11})
    put(fil, TJENESTEN, {"2025K1": 53})
    made = personvern.clear(fil, Periode.parse("2025K1"))
    implied = cell_id(Celle("meldinger_mottatt", "", small, Periode.parse("2025K1")))
    assert made.publikasjon.celle(implied).verdi == 2
    assert made.revisjon.godkjent
    assert made.skjulte - {implied}


def test_a_count_the_publication_does_not_know_is_withheld(fil: Tjenestefil) -> None:
    put(fil, fil.deltakere()[0].id, {"2025K1": 40})
    made = personvern.clear(fil, Periode.parse("2025K1"))
    known = next(personvern.publikasjon.parse_id(c.id) for c in made.publikasjon.celler)
    assert not made.hides(known)
    assert made.hides(known.at(Periode.parse("2031K1")))


def test_the_rules_are_the_services_own(fil: Tjenestefil) -> None:
    put(fil, fil.deltakere()[0].id, {"2025K1": 4})
    period = Periode.parse("2025K1")
    assert not personvern.current(fil, period).hidden_count
    personvern.set_policy(fil, {"terskel": 4})
    assert personvern.current(fil, period).hidden_count
    assert personvern.policy(fil).terskel == 4


def test_no_byte_of_any_file_depends_on_what_is_withheld(tmp_path: Path, bruker: Bruker) -> None:
    """Two services that differ only in withheld figures print the same: text, charts, alternative texts and metadata."""
    printed: list[dict[str, bytes]] = []
    patterns = []
    for middle, small in ((11, 2), (12, 1)):
        folder = tmp_path / f"{small}"
        folder.mkdir()
        with closing(create_file(folder / "t.bvdesk", bruker, "T", ("Namsos", "Overhalla", "Flatanger"))) as fil:
            for omrade, value in zip((o.id for o in fil.deltakere()), (40, middle, small), strict=True):
                put(fil, omrade, {"2023": 31, "2024": 35, "2025": value})
            made, _ = print_everything(fil, "2025", folder / "ut")
            patterns.append(made.skjulte)
            printed.append({path.name: path.read_bytes() for path in (folder / "ut").iterdir()})
    assert patterns[0] == patterns[1]
    assert len(patterns[0]) >= 2
    assert len(printed[0]) == 4 * len(Filformat)
    assert [name for name in printed[0] if printed[0][name] != printed[1][name]] == []


def test_what_the_first_release_tells_is_what_was_gathered_for_its_clearing(fil: Tjenestefil, tmp_path: Path) -> None:
    for omrade, value in zip((o.id for o in fil.deltakere()), (40, 11, 2), strict=True):
        put(fil, omrade, {"2025K1": value})
    first = personvern.clear(fil, Periode.parse("2025K1"))
    assert first.alene is not None
    assert personvern.told(fil, first) == personvern.told(fil, replace(first, alene=None))
    print_everything(fil, "2025K1", tmp_path / "a")
    assert personvern.clear(fil, Periode.parse("2025K1")).alene is None
