"""What the rows of foreign sheets are called there: guessed by likeness, chosen by the user, remembered in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from bvdesk.domain.tall.indikator import Art, Indikator, Niva
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innstilling_store

BORTE = ""
"""Chosen for a row that shall not be read."""
MAX_KEPT = 500
MAX_SUGGESTED = 3
_SETTING = "radnavn"
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = frozenset({"antall", "alle", "andel", "det", "for", "fra", "med", "per", "som", "til", "ved"})
_LIKE_ENOUGH = 0.3
_STEM = 4
_KIND_OF = 0.8

Radnavn = Mapping[str, str | None]
"""Name of a row, small letters → indicator, `BORTE`, or None when it is not known what it is."""


def choosable(fil: Tjenestefil) -> tuple[Indikator, ...]:
    """The indicators whose figures are typed for each kommune."""
    return tuple(i for i in fil.active() if i.art is Art.TASTET and i.niva is Niva.KOMMUNE)


def suggestions(fil: Tjenestefil, navn: str) -> tuple[Indikator, ...]:
    """The indicators that a name is most like, the likest first; none when it is like nothing."""
    words = _words(navn)
    scored = [(_likeness(words, _words(i.etikett)), i) for i in choosable(fil)]
    near = sorted((pair for pair in scored if pair[0] >= _LIKE_ENOUGH), key=lambda pair: -pair[0])
    return tuple(indikator for _, indikator in near[:MAX_SUGGESTED])


def remembered(fil: Tjenestefil) -> dict[str, str | None]:
    """The names chosen before; those of indicators that are no longer in use are left out."""
    known = {i.id for i in choosable(fil)} | {BORTE}
    return {navn: key for navn, key in _stored(fil).items() if key in known}


def remember(fil: Tjenestefil, chosen: Radnavn) -> None:
    """Keep what was chosen for the next sheet; the newest choices when there are very many."""
    if not chosen:
        return
    older = {navn: key for navn, key in _stored(fil).items() if navn not in chosen}
    newer = {navn: key for navn, key in chosen.items() if key is not None}
    kept = list((older | newer).items())[-MAX_KEPT:]
    with fil.database.atomic():
        innstilling_store.put(fil.database, _SETTING, json.dumps(dict(kept), ensure_ascii=False))


def as_key(navn: str) -> str:
    """A name as it is looked up: the same however it is spaced and capitalized."""
    return " ".join(navn.split()).casefold()


def foreign(names: Iterable[str], own: Container[str]) -> tuple[str, ...]:
    """The names that are not among our own, each once, in order."""
    return tuple({as_key(navn): navn for navn in names if as_key(navn) not in own}.values())


def _stored(fil: Tjenestefil) -> dict[str, str]:
    stored = innstilling_store.get(fil.database, _SETTING)
    return dict(json.loads(stored)) if stored else {}


@lru_cache(maxsize=1 << 10)
def _words(navn: str) -> tuple[str, ...]:
    found = dict.fromkeys(_WORD.findall(navn.casefold()))
    return tuple(word for word in found if word not in _EMPTY_WORDS) or tuple(found)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 1: how much of the words of both have a likeness in the other."""
    if not one or not other:
        return 0.0
    found = [max(_same(word, w) for w in other) for word in one] + [max(_same(word, w) for w in one) for word in other]
    return sum(found) / len(found)


def _same(one: str, other: str) -> float:
    """Inflected forms have the beginning in common, and a compound ends in the word it is a kind of."""
    if one == other:
        return 1.0
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if common >= _STEM:
        return common / max(len(one), len(other))
    short, long = sorted((one, other), key=len)
    return _KIND_OF if len(short) > _STEM and long.endswith(short) else 0.0
