import csv

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.katalog import CSV_COLUMNS, NYNORSK_COLUMN, from_row, parse_own, to_row
from bvdesk.services.tjenestefil import katalog, kommuneregister
from tests.conftest import SHARED

HEADER = ";".join(CSV_COLUMNS) + "\n"


def test_the_whole_catalogue_is_here() -> None:
    assert len(katalog().indikatorer) == 171
    assert sum(not i.valgfri for i in katalog().indikatorer.values()) == 140


@pytest.mark.skipif(not SHARED.exists(), reason="the source of the catalogue is not here")
def test_semantics_follow_the_source() -> None:
    with (SHARED / "fakta" / "indikatorer.csv").open(encoding="utf-8") as source:
        for row in csv.DictReader(source, delimiter=";"):
            i = katalog()[row["id"]]
            columns = ("etikett", "enhet", "korn", "niva", "type", "kv", "kom", "pv", "kap")
            ours = (i.etikett, i.enhet, ",".join(i.korn), i.niva, i.art, i.kv, i.kom, str(i.pv), i.kapittel)
            assert ours == tuple(row[c] for c in columns)
            assert i.valgfri == (row["kjerne"] == "0")


def test_dimensions_name_known_indicators() -> None:
    for dimensjon in katalog().dimensjoner:
        assert all(k.indikator in katalog() for k in dimensjon.kategorier)
        assert not dimensjon.hel or dimensjon.hel in katalog()


def test_all_kommuner_with_numbers_through_three_reforms() -> None:
    register = kommuneregister()
    assert len(register.kommuner) == 357
    kragero = register.find("Kragerø")
    assert [kragero.number(ar) for ar in (2019, 2021, 2025)] == ["0815", "3814", "4014"]
    namsos = register.find("Namsos")
    assert namsos.number(2016) is None
    assert namsos.number(2025) == "5007"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Id;X;antall;K;kom;T;;S;S;1;4.2;;;0;", "small"),
        ("x;X;antall;Q;kom;T;;S;S;1;4.2;;;0;", "korn"),
        ("x;X;antall;K;kom;A;;S;S;1;4.2;;;0;", "formel"),
        ("x;X;antall;K;kom;T;;S;S;7;4.2;;;0;", "personvern"),
        ("x;X;antall;K;kom;T;;S;S;1;9.9;;;0;", "kapittel"),
        ("x;;antall;K;kom;T;;S;S;1;4.2;;;0;", "etikett"),
        ("x;X;antall", "kolonner"),
    ],
)
def test_own_indicators_are_checked(row: str, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_own(HEADER + row + "\n", "egne.csv")
    assert "egne.csv, rad 2" in caught.value.details[0]
    assert reason.replace("small", "små") in caught.value.details[0]


def test_a_circle_and_an_unknown_operand_are_refused() -> None:
    ring = parse_own(HEADER + "aa;A;antall;K;kom;A;bb;S;S;1;4.2;;;0;\nbb;B;antall;K;kom;A;aa;S;S;1;4.2;;;0;\n", "f")
    with pytest.raises(UserError, match="ring"):
        katalog().with_own(ring)
    with pytest.raises(UserError, match="som ikke finnes"):
        katalog().with_own(parse_own(HEADER + "aa;A;antall;K;kom;A;zz;S;S;1;4.2;;;0;\n", "f"))


def test_every_kommune_has_one_number_now() -> None:
    numbers = [kommune.current_number for kommune in kommuneregister().kommuner]
    assert len(set(numbers)) == 357
    assert kommuneregister().find("Stavanger").current_number == "1103"


def test_own_indicators_may_have_nynorsk_names() -> None:
    row = "x;Barn på venteliste;antall;K;kom;T;;S;S;1;4.2;;;0;"
    (plain,) = parse_own(f"{HEADER}{row}\n", "f")
    (named,) = parse_own(f"{HEADER.strip()};{NYNORSK_COLUMN}\n{row};Born på venteliste\n", "f")
    assert (plain.etikett_nn, named.etikett_nn) == ("", "Born på venteliste")
    for one in (plain, named):
        assert from_row(to_row(one)) == one
    assert NYNORSK_COLUMN not in to_row(plain)
    with pytest.raises(UserError, match="feil overskrift"):
        parse_own(f"{HEADER.strip()};noe_annet\n{row};\n", "f")
