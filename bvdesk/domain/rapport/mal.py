"""Templates as files: an outline with a name, read from and written to TOML and JSON.

Anybody may have made the file, so every value in it is checked for type, size and the words it may hold.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.disposisjon import (
    CHARTS,
    CONTENTS,
    Diagramvalg,
    Disposisjon,
    Kapittelvalg,
    Nokkeltallvalg,
    Plassering,
    Plasseringsslag,
)

MAX_BYTES, MAX_CHAPTERS, MAX_PLACED, MAX_TEXT = 500_000, 120, 40, 500
_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
_CODE = re.compile(r"[a-z0-9_:.-]{1,80}")


def read_template(tekst: str, kjente: Collection[str] = ()) -> Disposisjon:
    """Read a template (TOML or JSON). UserError when it is not one, or names indicators that are not `kjente`."""
    return _Leser(frozenset(kjente)).read(_data(tekst))


def write_template(mal: Disposisjon) -> str:
    """The template as JSON, the opposite of `read_template`."""
    data = {
        "navn": mal.navn,
        "nokkeltall": [{"indikator": n.indikator, "best": n.best} for n in mal.nokkeltall],
        "kapittel": [_chapter_data(k) for k in mal.kapitler],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _chapter_data(k: Kapittelvalg) -> dict[str, Any]:
    return {
        "nummer": k.nummer,
        "tittel": dict(k.titler),
        "niva": k.niva,
        "innhold": k.innhold,
        "ingress": list(k.ingress),
        "diagram": [{"slag": d.slag, "indikator": d.indikator, "dimensjon": d.dimensjon, "mot": d.mot} for d in k.diagram],
        "plassert": [_placed_data(p) for p in k.plassert],
        "skjult": k.skjult,
        "automatikk": k.automatikk,
        "lovtekst": k.lovtekst,
        "uten": sorted(k.uten),
        "endringer": {code: dict(change) for code, change in k.endringer.items()},
    }


def _placed_data(p: Plassering) -> dict[str, Any]:
    lists = {"indikatorer": list(p.indikatorer), "omrader": list(p.omrader), "perioder": list(p.perioder)}
    return {"kode": p.kode, "slag": p.slag.value, **lists, "tittel": p.tittel, "kilde": p.kilde, "alt": p.alt}


def _data(tekst: str) -> Mapping[str, Any]:
    if len(tekst.encode()) > MAX_BYTES:
        raise _unfit(f"den er større enn {MAX_BYTES // 1000} kB")
    try:
        data = json.loads(tekst) if tekst.lstrip().startswith("{") else tomllib.loads(tekst)
    except (ValueError, RecursionError) as fault:
        raise _unfit("den er verken gyldig TOML eller JSON") from fault
    if not isinstance(data, dict):
        raise _unfit("den inneholder ikke kapitler")
    return data


def _unfit(why: str) -> UserError:
    return UserError(f"Malen kan ikke brukes: {why}.", "Velg en mal som er eksportert fra bvdesk.")


class _Leser:
    """Reads plain data from a file nobody vouches for: every value has its type, size and set of allowed words."""

    def __init__(self, kjente: frozenset[str]) -> None:
        self.kjente = kjente

    def read(self, data: Mapping[str, Any]) -> Disposisjon:
        rows = self._list(data, "kapittel", MAX_CHAPTERS)
        kapitler = tuple(self._chapter(row) for row in rows)
        keys = [k.nummer for k in kapitler]
        if not keys or len(set(keys)) != len(keys):
            raise _unfit("kapitlene må ha hver sin nøkkel")
        if kapitler[0].niva != 1:
            raise _unfit("det første kapitlet kan ikke være et underkapittel")
        key_figures = tuple(
            Nokkeltallvalg(self._indicator(row.get("indikator")), self._word(row, "best", frozenset({"", "hoy", "lav"})))
            for row in self._list(data, "nokkeltall", MAX_CHAPTERS)
        )
        return Disposisjon(key_figures, kapitler, self._text(data, "navn"))

    def _chapter(self, row: Mapping[str, Any]) -> Kapittelvalg:
        nummer = self._text(row, "nummer")
        if not _KEY.fullmatch(nummer):
            raise _unfit(f"kapittelnøkkelen «{nummer}» kan ikke brukes")
        titler = self._table(row, "tittel")
        if not titler or not set(titler) <= {m.value for m in Malform} or not all(titler.values()):
            raise _unfit(f"kapittel {nummer} mangler tittel")
        niva = row.get("niva", 2 if "." in nummer else 1)
        if niva not in (1, 2):
            raise _unfit(f"kapittel {nummer} har et nivå som ikke finnes")
        return Kapittelvalg(
            nummer,
            titler,
            niva,
            innhold=self._word(row, "innhold", CONTENTS),
            ingress=tuple(self._indicator(key) for key in self._items(row, "ingress")),
            diagram=tuple(self._chart(d) for d in self._list(row, "diagram", MAX_PLACED)),
            plassert=tuple(self._placed(p) for p in self._list(row, "plassert", MAX_PLACED)),
            skjult=row.get("skjult") is True,
            automatikk=row.get("automatikk") is not False,
            lovtekst=row.get("lovtekst") is not False,
            uten=frozenset(self._items(row, "uten")),
            endringer={code: self._changes(change) for code, change in self._mapping(row, "endringer").items()},
        )

    def _chart(self, row: Mapping[str, Any]) -> Diagramvalg:
        shown, against = (self._indicator(key) if (key := self._text(row, name)) else "" for name in ("indikator", "mot"))
        return Diagramvalg(self._word(row, "slag", CHARTS), shown, self._text(row, "dimensjon"), against)

    def _placed(self, row: Mapping[str, Any]) -> Plassering:
        kode = self._text(row, "kode")
        if not _CODE.fullmatch(kode):
            raise _unfit(f"«{kode}» kan ikke være navnet på en tabell eller figur")
        slag = Plasseringsslag(self._word(row, "slag", frozenset(s.value for s in Plasseringsslag)))
        indikatorer = tuple(self._indicator(key) for key in self._items(row, "indikatorer"))
        if not indikatorer:
            raise _unfit(f"«{kode}» viser ingen indikatorer")
        spans, areas = tuple(self._items(row, "perioder")), tuple(self._items(row, "omrader"))
        words = (self._text(row, key) for key in ("tittel", "kilde", "alt"))
        return Plassering(kode, slag, indikatorer, areas, spans, *words)

    def _changes(self, change: Any) -> dict[str, str]:
        found = self._table({"endring": change}, "endring")
        if not set(found) <= {"tittel", "alt", "kilde"}:
            raise _unfit("en endring kan bare gjelde tittel, alternativ tekst og kilde")
        return found

    def _indicator(self, key: Any) -> str:
        if not isinstance(key, str) or (self.kjente and key not in self.kjente):
            raise _unfit(f"den bruker indikatoren «{str(key)[:60]}», som ikke finnes her")
        return key

    def _text(self, row: Mapping[str, Any], key: str) -> str:
        value = row.get(key, "")
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            raise _unfit(f"«{key}» er ikke en kort tekst")
        return value

    def _word(self, row: Mapping[str, Any], key: str, allowed: Collection[str]) -> str:
        value = self._text(row, key)
        if value not in allowed:
            raise _unfit(f"«{value[:60]}» er ikke et valg for «{key}»")
        return value

    def _list(self, row: Mapping[str, Any], key: str, longest: int) -> list[Mapping[str, Any]]:
        rows = row.get(key, [])
        if not isinstance(rows, list) or len(rows) > longest or not all(isinstance(r, dict) for r in rows):
            raise _unfit(f"«{key}» er ikke en liste på høyst {longest}")
        return rows

    def _items(self, row: Mapping[str, Any], key: str) -> list[str]:
        items = row.get(key, [])
        if (
            not isinstance(items, list)
            or len(items) > MAX_PLACED
            or not all(isinstance(i, str) and len(i) <= 80 for i in items)
        ):
            raise _unfit(f"«{key}» er ikke en liste med korte tekster")
        return items

    def _mapping(self, row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = row.get(key, {})
        if not isinstance(found, dict) or len(found) > MAX_PLACED:
            raise _unfit(f"«{key}» kan ikke leses")
        return found

    def _table(self, row: Mapping[str, Any], key: str) -> dict[str, str]:
        found = self._mapping(row, key)
        return {name: self._text(found, name) for name in found}
