"""A sentence that states or completes a withheld figure never reaches a public edition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import kontroll, personvern, rapport, registrering, tekst, tekstvern
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker, Tjenestefil, create_file
from bvdesk.storage.tekst_store import Tekststed

P = Periode.year(2025)


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    """Flatanger has 2 messages in 2025 and 14 the year before; the two others have many."""
    fil = create_file(tmp_path / "t.bvdesk", bruker, "Tjenesten", ("Namsos", "Overhalla", "Flatanger"))
    for ar, values in ((2024, (44, 21, 14)), (2025, (40, 11, 2))):
        for omrade, value in zip(fil.deltakere(), values, strict=True):
            celle = Celle("meldinger_mottatt", "", omrade.id, Periode.year(ar))
            registrering.save(fil, [(celle, Registrering(Verdi(Decimal(value))))], "tall")
    yield fil
    fil.close()


def small(fil: Tjenestefil) -> OmradeId:
    return fil.find_omrade("Flatanger").id


def findings(fil: Tjenestefil, words: str) -> list[str]:
    slipp = personvern.clear(fil, P)
    return [
        m.funn.sted.utdrag for m in tekstvern.hidden_numbers(fil, P, Kontrolltekst(words, small(fil)), slipp) if m.funn.sted
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Flatanger mottok 2 bekymringsmeldinger i 2025.",
        "I Flatanger kom det to bekymringsmeldinger i 2025.",
        "Flatanger mottok 12 færre bekymringsmeldinger enn året før.",
    ],
)
def test_a_withheld_figure_in_words_is_found(fil: Tjenestefil, sentence: str) -> None:
    assert findings(fil, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tjenesten mottok 53 bekymringsmeldinger i 2025.",
        "Flatanger mottok færre enn 10 bekymringsmeldinger i 2025.",
        "Flatanger mottok {meldinger_mottatt} bekymringsmeldinger i 2025.",
        "Tjenesten har 2 kontorer, og Flatanger ligger ved kysten.",
    ],
)
def test_what_may_be_said_is_let_through(fil: Tjenestefil, sentence: str) -> None:
    assert not findings(fil, sentence)


def test_a_public_edition_is_refused_the_internal_is_not_and_a_reason_lets_it_through(fil: Tjenestefil) -> None:
    tekst.save(fil, Tekststed(P, small(fil), Malform.BOKMAL, "4.2"), "Flatanger mottok 2 bekymringsmeldinger i 2025.")
    public = Rapportvalg((small(fil),), P)
    with pytest.raises(UserError) as refused:
        rapport.build(fil, small(fil), public)
    assert "Flatanger" in refused.value.text
    assert "mottok 2 bekymringsmeldinger" in refused.value.details[0]
    rapport.build(fil, small(fil), Rapportvalg((small(fil),), P, Utgave.INTERN))
    words = Kontrolltekst("Flatanger mottok 2 bekymringsmeldinger i 2025.", small(fil))
    (found,) = tekstvern.hidden_numbers(fil, P, words, personvern.clear(fil, P))
    kontroll.accept(fil, found.funn, "Gjelder nabokommunen")
    rapport.build(fil, small(fil), public)
