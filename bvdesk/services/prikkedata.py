"""The disclosure control as plain data: a publication with its answer, and the engine on any cells and relations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bvdesk.domain.tall.celle import Celle
from bvdesk.importing.tall_csv import read_text
from bvdesk.prikking.modell import run_text, write_model
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.publikasjon import parse_id
from bvdesk.services.tjenestefil import Tjenestefil


def as_json(fil: Tjenestefil, made: Frigivelse) -> dict[str, Any]:
    """The whole publication as plain data, for `bvdesk prikk --json`."""
    said = {c.id: _said(fil, parse_id(c.id)) for c in made.publikasjon.celler}
    return write_model(made.publikasjon, made.policy, (made.monster, made.revisjon), said)


def _said(fil: Tjenestefil, celle: Celle) -> dict[str, object]:
    omrade = fil.omrade(celle.omrade).navn if celle.omrade in fil.omrader else celle.omrade
    return {"indikator": celle.indikator, "kategori": celle.kategori, "omrade": omrade, "periode": celle.periode.kode}


def run_model(path: Path) -> dict[str, Any]:
    """Protect and audit the cells and relations of a JSON file."""
    return run_text(read_text(path))
