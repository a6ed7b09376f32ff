"""Published versions: frozen, corrected in the open, printed again byte for byte."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.innsats import Tiltak, Tiltaksstatus
from bvdesk.domain.rapport.modell import Tabell, Utgave
from bvdesk.domain.rapport.utgaveoppsett import Behandling
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import (
    innsats,
    klarhet,
    kontroll,
    personvern,
    publisering,
    rapport,
    registrering,
    tekst,
    tilstand,
    utgave,
)
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import COMMON
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.services.trykking import Filformat
from bvdesk.storage import publikasjon_store
from bvdesk.storage.publikasjon_store import Publikasjon
from bvdesk.storage.tekst_store import Tekststed

P2025 = Periode.year(2025)
PUBLIC = Rapportvalg((TJENESTEN,), P2025)
INTERNAL = replace(PUBLIC, utgave=Utgave.INTERN)


def publish(fil: Tjenestefil, valg: Rapportvalg, rettelser: Sequence[tuple[str, str]] = ()) -> Publikasjon:
    return publisering.freeze(fil, publisering.prepare(fil, valg, rettelser))


def set_figure(fil: Tjenestefil, indikator: str, more: int, periode: str = "2025K2") -> Celle:
    celle = Celle(indikator, "", fil.deltakere()[0].id, Periode.parse(periode))
    entered = fil.bok.get(celle)
    assert entered
    assert entered.verdi.tall is not None
    registrering.save(fil, [(celle, Registrering(Verdi(entered.verdi.tall + Decimal(more))))], "Rettet")
    return celle


def test_a_version_is_printed_again_byte_for_byte(eksempelfil: Tjenestefil, tmp_path: Path) -> None:
    published = publish(eksempelfil, replace(INTERNAL, formater=tuple(Filformat)))
    first = {p.name: p.read_bytes() for p in publisering.print_again(eksempelfil, published.nr, tmp_path / "a")}
    set_figure(eksempelfil, "meldinger_mottatt", 3)
    tekst.save(eksempelfil, Tekststed(P2025, COMMON, Malform.BOKMAL, "6"), "Nytt.")
    second = {p.name: p.read_bytes() for p in publisering.print_again(eksempelfil, published.nr, tmp_path / "b")}
    assert first == second
    assert {name.rpartition(".")[2] for name in first} == set(Filformat)
    recorded = {f.navn: checksum for f, checksum in publikasjon_store.files(eksempelfil.database, published.nr)}
    assert {name: sha256(content).hexdigest() for name, content in first.items()} == recorded


def test_a_new_version_says_what_it_corrects(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    publish(fil, INTERNAL)
    with pytest.raises(UserError, match="hva som er rettet"):
        publish(fil, INTERNAL)
    set_figure(fil, "folketall_0_17", 3, "2025")
    tekst.save(fil, Tekststed(P2025, COMMON, Malform.BOKMAL, "6"), "Nytt.")
    proposed = publisering.changes_since(fil, INTERNAL)
    assert next(words for _, words in proposed) == "Teksten i «Utfordringsbildet» er endret."
    assert any("er rettet til" in words for _, words in proposed)
    second = publish(fil, INTERNAL, proposed)
    assert second.versjon == 2
    listed = publisering.corrections(fil, P2025)
    report = rapport.build(fil, TJENESTEN, replace(INTERNAL, rettelser=listed))
    appendix = report.kapitler[-1]
    assert (appendix.nummer, appendix.tittel) == ("C", "Rettelser")
    table = appendix.innhold[0]
    assert isinstance(table, Tabell)
    assert [r.navn for r in table.rader] == ["2", "2"]


def test_publishing_for_the_public_is_noted_in_the_ledger(eksempelfil: Tjenestefil) -> None:
    published = publish(eksempelfil, PUBLIC)
    assert published.utgivelse in [u.nr for u in personvern.released(eksempelfil)]
    assert publish(eksempelfil, INTERNAL, [("", "Intern utgave.")]).utgivelse is None


def test_a_hidden_figure_is_never_named_among_the_corrections(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    publish(fil, PUBLIC)
    slipp = rapport.gate(fil, PUBLIC)
    hidden = [
        c
        for c, r in fil.bok.cells(fil.deltakere()[2].id, 2025)
        if slipp.hides(c) and r.verdi.tall is not None and c.periode.kode == "2025K1"
    ]
    assert hidden
    for celle in hidden[:3]:
        entered = fil.bok.get(celle)
        assert entered
        assert entered.verdi.tall is not None
        registrering.save(fil, [(celle, Registrering(Verdi(entered.verdi.tall + 1)))], "Rettet")
    names = [fil.katalog[c.indikator].etikett for c in hidden[:3]]
    said = " ".join(words for _, words in publisering.changes_since(fil, PUBLIC))
    place = fil.deltakere()[2].navn
    assert not [n for n in names if f"{n}, {place}, 1. kvartal 2025" in said]


def test_faults_in_texts_stop_publishing_and_name_the_place(eksempelfil: Tjenestefil) -> None:
    tekst.save(eksempelfil, Tekststed(P2025, COMMON, Malform.BOKMAL, "4.2"), "Vi fikk {meldinger_motatt}.")
    with pytest.raises(UserError, match="feil som må rettes") as fault:
        publish(eksempelfil, INTERNAL)
    assert "kapitlet «Meldinger»" in fault.value.details[0]
    assert "meldinger_mottatt" in fault.value.details[0]
    assert publisering.versions(eksempelfil) == ()


def test_what_is_published_cannot_be_changed(eksempelfil: Tjenestefil) -> None:
    publish(eksempelfil, INTERNAL)
    for statement in ("UPDATE publikasjon_fil SET innhold = x'00'", "DELETE FROM publikasjon"):
        with pytest.raises(Exception, match="on record"):
            eksempelfil.database.execute(statement)


def test_the_state_reads_back_as_itself(eksempelfil: Tjenestefil) -> None:
    tekst.save(eksempelfil, Tekststed(P2025, COMMON, Malform.NYNORSK, "6"), "Ei melding.")
    state = tilstand.capture(eksempelfil, INTERNAL)
    assert tilstand.unpack(tilstand.pack(state)) == state
    assert len(state.tall) > 1000


def test_measures_and_treatment_are_frozen_and_a_change_of_them_is_told(eksempelfil: Tjenestefil) -> None:
    fil, own = eksempelfil, eksempelfil.deltakere()[0].id
    valg = replace(INTERNAL, omrader=(own,))
    goal = Tiltak("Færre fristbrudd", "Ukentlig gjennomgang")
    innsats.save(fil, 2026, "", Malform.BOKMAL, [goal])
    publish(fil, valg)
    first = tilstand.capture(fil, valg)
    innsats.save(fil, 2026, "", Malform.BOKMAL, [replace(goal, status=Tiltaksstatus.GJENNOMFORT, oppfolging="Nådd i mai.")])
    assert publisering.changes_since(fil, valg) == (("", "Mål og tiltak er endret."),)
    utgave.set_treatment(fil, valg.periode, own, (Behandling("2026-03-12", "Kommunestyret"),))
    assert tilstand.capture(fil, valg).oppsett != first.oppsett


def test_another_kommune_is_no_correction(eksempelfil: Tjenestefil) -> None:
    """The first publication of an area corrects nothing, whatever has been published for others."""
    fil, own = eksempelfil, eksempelfil.deltakere()[0].id
    publish(fil, INTERNAL)
    first = publish(fil, replace(INTERNAL, omrader=(own,)))
    assert first.versjon == 2
    assert [row[:2] for row in publisering.contents(fil, first.nr)] == [
        ("Nordvik", "kvalitetsmelding-nordvik-2025-intern.pdf")
    ]
    with pytest.raises(UserError, match="hva som er rettet"):
        publish(fil, replace(INTERNAL, omrader=(own,)))


def test_a_stop_refuses_publishing_until_it_is_accepted(eksempelfil: Tjenestefil) -> None:
    fil = eksempelfil
    set_figure(fil, "undersokelser_fristbrudd", 500)
    stops = kontroll.stops(fil, P2025)
    assert stops
    with pytest.raises(UserError, match="Kontrollen stopper") as refused:
        publish(fil, INTERNAL)
    assert stops[0].funn.melding in refused.value.details
    assert publisering.versions(fil) == ()
    for merknad in stops:
        kontroll.accept(fil, merknad.funn, "Kontrollert mot fagsystemet.")
    assert publish(fil, INTERNAL).versjon == 1


def test_what_the_texts_say_is_looked_at_before_publishing(eksempelfil: Tjenestefil) -> None:
    fil, place = eksempelfil, Tekststed(P2025, COMMON, Malform.BOKMAL, "4.2")
    tekst.save(fil, place, "Vi fikk {meldinger_mottatt} meldinger. Tre barn i samme familie flyttet i fosterhjem.")
    found = klarhet.examine(fil, INTERNAL)
    assert found.klar
    assert any("i samme familie" in said for said in found.varsler)
    assert not any("{" in said for said in found.varsler)
    tekst.save(fil, place, "Barnet har nummer 010115 12345 hos oss.")
    refused = klarhet.examine(fil, INTERNAL)
    assert not refused.klar
    assert any("fødselsnummer" in said for said in refused.stopp)


def test_what_was_prepared_is_not_recorded_when_something_has_changed(eksempelfil: Tjenestefil) -> None:
    made = publisering.prepare(eksempelfil, INTERNAL)
    set_figure(eksempelfil, "meldinger_mottatt", 1)
    with pytest.raises(UserError, match="Noe ble endret"):
        publisering.freeze(eksempelfil, made)
    assert publisering.versions(eksempelfil) == ()
