"""Choices, settings and the log as the leader reads it."""

from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.diagram.spec import Rolle, Slag
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Verdi
from bvdesk.services import (
    diagram,
    endringslogg,
    importering,
    indikatorer,
    innskriving,
    innstillinger,
    oppslag,
    rapport,
    registrering,
)
from bvdesk.services.diagram import Diagramvalg, Tidsrom
from bvdesk.services.endringslogg import Loggfilter
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file, open_file
from bvdesk.storage import indikator_store

OWN = {"enhet": "antall", "korn": "K", "niva": "kom", "type": "T", "formel": "", "kv": "S", "kom": "S", "pv": "1",
       "kap": "4.2", "fro": "", "kilde": "", "kjerne": "0", "dimensjon": ""}  # fmt: skip


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Tjenestefil:
    return create_file(tmp_path / "t.bvdesk", bruker, "Midtre Namdal", ("Namsos", "Overhalla"))


def test_optional_indicators_are_switched_on_and_remembered(fil: Tjenestefil, bruker: Bruker) -> None:
    assert "melder_nav" not in {i.id for i in fil.active()}
    change = indikatorer.set_active(fil, "melder_nav", aktiv=True)
    assert change.slag == indikatorer.INDIKATOR_OPERATION
    indikatorer.set_note(fil, "melder_nav", " bare skriftlige ")
    path = fil.path
    fil.close()
    again = open_file(path, bruker)
    assert "melder_nav" in {i.id for i in again.active()}
    assert again.valg["melder_nav"].merknad == "bare skriftlige"


def test_an_own_indicator_is_added_checked_and_named(fil: Tjenestefil) -> None:
    assert indikatorer.suggest_id(fil, "Barn på venteliste (kø)") == "barn_pa_venteliste_ko"
    assert indikatorer.suggest_id(fil, "Meldinger mottatt") == "meldinger_mottatt_2"
    indikatorer.add_own(fil, OWN | {"id": "barn_pa_venteliste", "etikett": "Barn på venteliste"})
    assert fil.katalog["barn_pa_venteliste"].egen
    with pytest.raises(UserError, match="ikke lagret"):
        indikatorer.add_own(fil, OWN | {"id": "x", "etikett": ""})
    with pytest.raises(UserError, match="ikke finnes"):
        indikatorer.add_own(fil, OWN | {"id": "x", "etikett": "X", "type": "A", "formel": "tull*2"})


def test_an_own_indicator_is_called_by_its_nynorsk_name_in_nynorsk_reports(fil: Tjenestefil, tmp_path: Path) -> None:
    indikatorer.add_own(fil, OWN | {"id": "barn_pa_venteliste", "etikett": "Barn på venteliste"})
    assert b"etikett_nn" not in oppslag.export_own(fil)
    assert "etikett_nn" not in indikator_store.own_rows(fil.database)[0]
    indikatorer.set_nynorsk(fil, "barn_pa_venteliste", "Born på venteliste")
    with pytest.raises(UserError, match="Bare egne"):
        indikatorer.set_nynorsk(fil, "meldinger_mottatt", "Meldingar")
    namsos = fil.find_omrade("Namsos").id
    for kvartal in range(1, 5):
        celle = Celle("barn_pa_venteliste", "", namsos, Periode.quarter(2025, kvartal))
        innskriving.write_values(fil, [(celle, Verdi(Decimal(12 + kvartal)))])
    for malform, name, other in ((Malform.NYNORSK, "Born", "Barn"), (Malform.BOKMAL, "Barn", "Born")):
        valg = Rapportvalg((TJENESTEN,), Periode.year(2025), Utgave.INTERN, malform)
        said = repr(rapport.build(fil, TJENESTEN, valg))
        assert f"{name} på venteliste" in said
        assert f"{other} på venteliste" not in said
    own = oppslag.export_own(fil)
    assert own.splitlines()[0].endswith(b";etikett_nn")
    (tmp_path / "egne.csv").write_bytes(own)
    (tmp_path / "tall.csv").write_bytes(oppslag.export_figures(fil))
    copy = create_file(tmp_path / "b.bvdesk", fil.bruker, "Kopi", ("Namsos", "Overhalla"))
    importering.import_figures(copy, tmp_path / "tall.csv", tmp_path / "egne.csv")
    assert oppslag.export_own(copy) == own


def test_a_definition_is_sentences_a_leader_can_read(fil: Tjenestefil) -> None:
    share = indikatorer.definition(fil.katalog, fil.katalog["andel_meldinger_fristbrudd"])
    assert share == (
        "Regnes ut per kommune, hvert kvartal. Formel: 100 · «Meldinger avklart etter mer enn 7 dager» / "
        "«Meldinger konkludert». Året regnes ut på nytt av årets tall, ikke som snitt av kvartalene. "
        "Tjenesten regnes ut på nytt av kommunenes tall."
    )
    every = [indikatorer.definition(fil.katalog, i) for i in fil.katalog.indikatorer.values()]
    assert all(text.endswith(".") for text in every)
    broken = [text for text in every if "Brudd i serien" in text]
    assert any("Brudd i serien fra 1. januar 2026: " in text for text in broken)


def test_the_log_is_filtered_told_in_words_and_exported(fil: Tjenestefil) -> None:
    namsos, overhalla = (o.id for o in fil.deltakere())
    k1, k2 = Periode.quarter(2025, 1), Periode.quarter(2025, 2)
    first = Celle("meldinger_mottatt", "", namsos, k1)
    innskriving.write_values(fil, [(first, Verdi(Decimal("12.5")))])
    innskriving.write_values(fil, [(Celle("meldinger_henlagt", "", overhalla, k2), Verdi(Decimal(3)))])
    registrering.undo(fil)
    indikatorer.set_note(fil, "meldinger_mottatt", "uten anonyme")
    everything = endringslogg.lines(fil, Loggfilter())
    assert [line.slag for line in everything] == ["Indikator", "Angret", "Registrering", "Registrering"]
    assert [(line.fra, line.til) for line in everything[1:]] == [("3", "tom"), ("tom", "3"), ("tom", "12,5")]
    assert len(endringslogg.lines(fil, Loggfilter(omrade=namsos))) == 1
    assert len(endringslogg.lines(fil, Loggfilter(periode="2025K2", indikator="meldinger_henlagt"))) == 2
    assert endringslogg.lines(fil, Loggfilter(person="En annen")) == ()
    assert endringslogg.people(fil) == ("Kari Leder",)
    assert [line.til for line in endringslogg.history(fil, first)] == ["12,5"]
    rows = endringslogg.export(fil, Loggfilter(omrade=namsos)).decode().splitlines()
    assert rows == [
        ";".join(endringslogg.COLUMNS),
        "2026-01-15T14:32:00+00:00;Kari Leder;Registrering;meldinger_mottatt;;Namsos;2025K1;tom;12,5",
    ]


def test_name_host_and_members_can_change(fil: Tjenestefil) -> None:
    innstillinger.rename(fil, "Ytre Namdal")
    assert fil.tjeneste.navn == "Ytre Namdal"
    overhalla = fil.deltakere()[1].id
    innstillinger.set_host(fil, overhalla)
    assert fil.tjeneste.vertskommune == overhalla
    innstillinger.add_kommune(fil, "Flatanger", 2026)
    innstillinger.end_membership(fil, overhalla, 2025)
    names = [[fil.name(key) for key in fil.tjeneste.members(Periode.year(year))] for year in (2025, 2026)]
    assert names == [["Namsos", "Overhalla"], ["Namsos", "Flatanger"]]
    with pytest.raises(UserError, match="allerede med"):
        innstillinger.add_kommune(fil, "Namsos", None)
    flatanger = fil.deltakere()[2].id
    with pytest.raises(UserError, match="kom med i 2026"):
        innstillinger.end_membership(fil, flatanger, 2020)


def test_a_chart_over_time_and_one_over_the_kommuner(eksempelfil: Tjenestefil) -> None:
    members = eksempelfil.tjeneste.members(Periode.year(2025))
    quarters = Diagramvalg("meldinger_mottatt", (*members, TJENESTEN), Tidsrom.KVARTAL, Periode.quarter(2025, 4))
    lines = diagram.build_diagram(eksempelfil, quarters)
    assert lines
    assert (lines.slag, len(lines.x_etiketter), len(lines.serier)) == (Slag.LINJE, 12, 4)
    assert lines.serier[0].rolle is Rolle.HOVED
    bars = diagram.build_diagram(
        eksempelfil, Diagramvalg("meldinger_mottatt", members, Tidsrom.KOMMUNER, Periode.year(2025))
    )
    assert bars
    assert bars.serier[0].shown == ((0, Decimal(242)), (1, Decimal(66)), (2, Decimal(23)))
    assert diagram.build_diagram(eksempelfil, Diagramvalg("melder_nav", members, Tidsrom.AR, Periode.year(2025))) is None


def test_the_log_is_read_a_piece_at_a_time_in_the_same_order(eksempelfil: Tjenestefil) -> None:
    wanted = Loggfilter(omrade=eksempelfil.deltakere()[1].id)
    everything = endringslogg.lines(eksempelfil, wanted)
    assert endringslogg.count(eksempelfil, wanted) == len(everything) > 200
    pieces = [endringslogg.lines(eksempelfil, wanted, 70, first) for first in range(0, len(everything), 70)]
    assert tuple(line for piece in pieces for line in piece) == everything
    assert len({(line.tid, line.celle) for line in everything}) == len(everything)
