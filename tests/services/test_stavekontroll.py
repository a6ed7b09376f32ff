"""The spell check of a file: its texts are spelt right, its own words stay in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.tekst.brikker import without_chips
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, stavekontroll, tekstmerker, tjenestefil
from bvdesk.services.tekstmerker import Merkeslag
from bvdesk.services.tjenestefil import Bruker, Tjenestefil
from bvdesk.storage import tekst_store
from bvdesk.storage.tekst_store import Tekststed


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Iterator[Tjenestefil]:
    with eksempel.create(tmp_path / "e.bvdesk", bruker) as made:
        yield made


@pytest.mark.parametrize("malform", list(Malform))
def test_the_texts_of_the_example_are_spelt_right(fil: Tjenestefil, malform: Malform) -> None:
    ordbok = stavekontroll.dictionary(fil, malform)
    texts = tekst_store.in_period(fil.database, Periode.year(2025), malform).values()
    lines = [line for t in texts for line in without_chips(t.markdown).split("\n")]
    assert len(lines) > 10
    assert not [f.ord for line in lines for f in ordbok.misspelt(line)]


def test_words_of_the_trade_and_names_are_known(fil: Tjenestefil) -> None:
    ordbok = stavekontroll.dictionary(fil, Malform.BOKMAL)
    for word in ("omsorgsovertakelse", "bekymringsmelding", "Fjordbygda", "Nordvik", "Trøndelag", "fristbrudd", "deres"):
        assert ordbok.knows(word), word


def test_an_own_word_is_remembered_in_the_file_and_can_be_forgotten(fil: Tjenestefil, bruker: Bruker) -> None:
    sted = Tekststed(Periode.year(2025), "", Malform.BOKMAL, "6")
    assert [m.slag for m in tekstmerker.look_over(fil, sted, "Vi bruker skolelosxen.")] == [Merkeslag.STAVING]
    stavekontroll.add_word(fil, "skolelosxen")
    again = tjenestefil.open_reader(fil.path, bruker, None)
    assert stavekontroll.own_words(again) == ("skolelosxen",)
    assert not tekstmerker.look_over(again, sted, "Vi bruker skolelosxen.")
    again.close()
    stavekontroll.remove_word(fil, "skolelosxen")
    assert not stavekontroll.own_words(fil)


def test_only_a_word_can_be_added(fil: Tjenestefil) -> None:
    with pytest.raises(UserError):
        stavekontroll.add_word(fil, "to ord")
