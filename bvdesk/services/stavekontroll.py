"""Spell check of an open file: the word list of the language, the words of the trade, and the service's own."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from bvdesk import resources
from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.tekst.staving import Ordbok
from bvdesk.services.tjenestefil import Tjenestefil, kommuneregister
from bvdesk.storage import innstilling_store

FOLDER, WORDS_OPERATION, MAX_OWN = "ordlister", "ordliste", 5000
_SETTING = "egne_ord"
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VALUE = re.compile(r'"([^"\n]*)"')


def dictionary(fil: Tjenestefil, malform: Malform) -> Ordbok:
    """The dictionary for texts in a language. Reading it takes a tenth of a second the first time: ask in a job."""
    names = {word for omrade in fil.omrader.values() for word in _TOKEN.findall(omrade.omrade.navn)}
    labels = (i.etikett if malform is Malform.BOKMAL else i.etikett_nn or "" for i in fil.katalog.indikatorer.values())
    trade = {word for label in labels for word in _TOKEN.findall(label)}
    return _ordbok(malform, frozenset({*names, *own_words(fil), *trade, *(word.lower() for word in trade)}))


def own_words(fil: Tjenestefil) -> tuple[str, ...]:
    """The words somebody has added to this file's list."""
    return tuple(innstilling_store.get(fil.database, _SETTING).split())


def add_word(fil: Tjenestefil, word: str) -> Change:
    """Remember a word; it is never marked again in this file."""
    if not _TOKEN.fullmatch(word) or len(own_words(fil)) >= MAX_OWN:
        raise UserError(
            f"«{word}» kan ikke legges i ordlisten.", "Legg til ett ord om gangen, bare bokstaver og bindestrek."
        )
    return _store(fil, {*own_words(fil), word}, f"«{word}» er lagt i ordlisten.")


def remove_word(fil: Tjenestefil, word: str) -> Change:
    """Forget a word."""
    return _store(fil, {*own_words(fil)} - {word}, f"«{word}» er tatt ut av ordlisten.")


def _store(fil: Tjenestefil, words: set[str], said: str) -> Change:
    with fil.database.atomic():
        innstilling_store.put(fil.database, _SETTING, "\n".join(sorted(words)))
    return Change(said, slag=WORDS_OPERATION)


@lru_cache(maxsize=4)
def _ordbok(malform: Malform, egne: frozenset[str]) -> Ordbok:
    return Ordbok(_listed(malform), egne | _of_the_program(malform))


@lru_cache(maxsize=2)
def _listed(malform: Malform) -> bytes:
    """The sorted list as it lies in its file, unpacked."""
    return gzip.decompress(resources.path(FOLDER, f"{malform.value}.txt.gz").read_bytes())


@lru_cache(maxsize=2)
def _of_the_program(malform: Malform) -> frozenset[str]:
    """The closed classes, the report's own words, and the names of the kommuner."""
    closed = resources.text(FOLDER, f"tillegg_{malform.value}.txt").split()
    quoted = " ".join(_VALUE.findall(resources.text("rapport", f"ord_{malform.value}.toml")))
    register = kommuneregister()
    names = (*(k.navn for k in register.kommuner), *register.fylker(), *register.distrikter)
    places = (word for name in names for word in _TOKEN.findall(name))
    spoken = set(_TOKEN.findall(re.sub(r"\{[^}]*\}", " ", quoted)))
    return frozenset({*closed, *places, *spoken, *(word.lower() for word in spoken)})
