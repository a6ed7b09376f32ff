"""The command rapport: a report per kommune and one for tjenesten, as PDF and other kinds of file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.cli.parser import add_command
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.services.trykking import Filformat, parse_formats


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    report = add_command(commands, "rapport", "skriv ut meldingen", _report)
    add_choices(report)
    report.add_argument("--ut", metavar="KATALOG", type=Path, required=True)


def _report(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        valg = chosen(fil, args)
        rapport.print_all(fil, valg, args.ut, lambda path: print(f"Skrev {path}"))
        _warn(fil, valg.periode)


def add_choices(command: argparse.ArgumentParser) -> None:
    """Let the command choose period, areas, edition and kinds of file."""
    command.add_argument("--periode", metavar="P", required=True, help="for eksempel 2025 eller 2025K1-K3")
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--omrade", metavar="NAVN", nargs="+", action="extend", help="kommuner, eller «tjenesten»")
    which.add_argument("--alle", action="store_true", help="alle kommunene og tjenesten")
    command.add_argument("--utgave", choices=[u.value for u in Utgave], default=Utgave.OFFENTLIG.value)
    kinds = ", ".join(Filformat)
    command.add_argument("--format", metavar="F", nargs="+", action="extend", help=f"{kinds}; flere med komma imellom")


def chosen(fil: Tjenestefil, args: argparse.Namespace) -> Rapportvalg:
    """The reports that are asked for; as PDF when nothing is said."""
    periode = Periode.parse(args.periode)
    areas = rapport.all_areas(fil, periode) if args.alle else rapport.find_areas(fil, tuple(args.omrade))
    return Rapportvalg(
        areas, periode, Utgave(args.utgave), formater=parse_formats(",".join(args.format or (Filformat.PDF,)))
    )


def _warn(fil: Tjenestefil, periode: Periode) -> None:
    """Say what cannot be true and was printed all the same; the figures are the service's own."""
    findings = kontroll.stops(fil, periode)
    if findings:
        first = min(findings, key=lambda merknad: not merknad.funn.periode.startswith(str(periode.ar)))
        sys.stderr.write(f"Kontrollen har {len(findings)} funn som ikke kan stemme. Det første:\n")
        sys.stderr.write(f"  {first.funn.melding}\nSe alle med «bvdesk kontroll».\n")
