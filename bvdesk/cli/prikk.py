"""The command prikk: what a period's publication shows and withholds, as data; or the engine on any table."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bvdesk.cli.oppstart import opened
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import personvern, prikkedata


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    suppress = commands.add_parser("prikk", help="vis hvilke tall som skjules av personvernhensyn")
    suppress.add_argument("fil", metavar="FIL", type=Path, nargs="?")
    suppress.add_argument("--periode", metavar="P", help="for eksempel 2025 eller 2025K3")
    suppress.add_argument("--modell", metavar="MODELL.json", type=Path, help="bruk celler og relasjoner fra en fil")
    suppress.add_argument("--json", action="store_true", help="skriv alt som JSON")
    suppress.set_defaults(run=_suppress)


def _suppress(args: argparse.Namespace) -> None:
    if args.modell:
        _print_json(prikkedata.run_model(args.modell))
        return
    if args.fil is None or args.periode is None:
        raise UserError("Kommandoen mangler FIL og --periode.", "Skriv for eksempel: bvdesk prikk FIL --periode 2025")
    with opened(args.fil) as fil:
        made = personvern.clear(fil, Periode.parse(args.periode))
        if args.json:
            _print_json(prikkedata.as_json(fil, made))
        else:
            _print_summary(made)


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False))


def _print_summary(made: personvern.Frigivelse) -> None:
    shown = [c for c in made.publikasjon.celler if c.vises]
    print(f"{made.hidden_count} av {len(shown)} tall vises ikke av personvernhensyn.")
    reasons = personvern.explain(made)
    for cell in shown:
        if cell.id in made.skjulte:
            print(f"  {cell.omtale}: {reasons[cell.id]}")
    print("Ingen små tall kan regnes ut." if made.revisjon.godkjent else "Noen små tall kan fortsatt regnes ut.")
