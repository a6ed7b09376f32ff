"""Typing into cells: values and notes, with the lock of approved quarters kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.lesbar import printable
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Niva
from bvdesk.domain.tall.omrade import LANDET, Omrade, OmradeSlag
from bvdesk.domain.tall.verdi import Registrering, Status, Verdi
from bvdesk.services import registrering
from bvdesk.services.kvartalstatus import approved, is_locked
from bvdesk.services.tjenestefil import Tjenestefil

_BLANK = Verdi(None, Status.IKKE_RAPPORTERT)


def write_values(fil: Tjenestefil, values: Sequence[tuple[Celle, Verdi | None]]) -> Change:
    """Save values as one operation; notes and sources stay. UserError, and nothing saved, when a quarter is approved."""
    refuse_locked(fil, [celle for celle, _ in values])
    _ensure_landet(fil, [celle for celle, _ in values])
    rows = [(celle, _with_value(fil.bok.get(celle), verdi)) for celle, verdi in values]
    return registrering.save(fil, rows, _label(fil, [celle for celle, _ in values]))


def write_note(fil: Tjenestefil, celle: Celle, merknad: str, kilde: str) -> Change:
    """Save a comment and a source for a cell; a cell without a figure can have them too."""
    refuse_locked(fil, [celle])
    before = fil.bok.get(celle) or Registrering(_BLANK)
    after = replace(before, merknad=printable(merknad).strip(), kilde=printable(kilde).strip())
    empty = after.verdi == _BLANK and not after.merknad and not after.kilde
    return registrering.save(fil, [(celle, None if empty else after)], f"Kommentar til {cell_name(fil, celle)}")


def cell_name(fil: Tjenestefil, celle: Celle) -> str:
    """«Meldinger mottatt, Namsos, 3. kvartal 2025»; the indicator's id when it or the area is not in this file."""
    if celle.indikator not in fil.katalog or celle.omrade not in fil.omrader:
        return celle.indikator
    etikett = fil.katalog[celle.indikator].etikett
    kategori = f" ({celle.kategori})" if celle.kategori else ""
    return f"{etikett}{kategori}, {fil.name(celle.omrade)}, {celle.periode.tekst}"


def _with_value(before: Registrering | None, verdi: Verdi | None) -> Registrering | None:
    """A new value with the old note; a cell with a note is emptied to «ikke rapportert» and keeps it."""
    if before is None:
        return None if verdi is None else Registrering(verdi)
    if verdi is None:
        return replace(before, verdi=_BLANK) if before.merknad else None
    return replace(before, verdi=verdi)


def _label(fil: Tjenestefil, celler: Sequence[Celle]) -> str:
    if len(celler) == 1:
        return cell_name(fil, celler[0])
    perioder = sorted({celle.periode for celle in celler})
    hvor = perioder[0].tekst if len(perioder) == 1 else f"{perioder[0].kode}–{perioder[-1].kode}"
    return f"{len(celler)} celler, {hvor}"


def refuse_locked(fil: Tjenestefil, celler: Sequence[Celle]) -> None:
    """UserError when any of the cells is in an approved quarter."""
    quarters = approved(fil)
    locked = tuple(cell_name(fil, celle) for celle in celler if is_locked(celle, quarters))
    if locked:
        raise UserError("Kvartalet er godkjent og låst. Ingenting er endret.", "Åpne det igjen først.", locked)


def _ensure_landet(fil: Tjenestefil, celler: Sequence[Celle]) -> None:
    if any(fil.katalog[celle.indikator].niva is Niva.NASJONAL for celle in celler):
        registrering.ensure_area(fil, Omrade(LANDET, "landet", OmradeSlag.SAMMENLIGNING))
