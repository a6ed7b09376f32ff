"""The command rapport: a report per kommune and one for tjenesten, as PDF and other kinds of file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll, rapport
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.services.trykking import Filformat, parse_formats


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    report = commands.add_parser("rapport", help="skriv ut meldingen")
    report.add_argument("fil", metavar="FIL", type=Path)
    report.add_argument("--periode", metavar="P", required=True, help="for eksempel 2025 eller 2025K1-K3")
    which = report.add_mutually_exclusive_group(required=True)
    which.add_argument("--omrade", metavar="NAVN", nargs="+", action="extend", help="kommuner, eller «tjenesten»")
    which.add_argument("--alle", action="store_true", help="alle kommunene og tjenesten")
    report.add_argument("--ut", metavar="KATALOG", type=Path, required=True)
    report.add_argument("--utgave", choices=[u.value for u in Utgave], default=Utgave.OFFENTLIG.value)
    add_format(report)
    report.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> None:
    periode = Periode.parse(args.periode)
    with opened(args.fil) as fil:
        areas = rapport.all_areas(fil, periode) if args.alle else rapport.find_areas(fil, tuple(args.omrade))
        valg = rapport.Rapportvalg(areas, periode, Utgave(args.utgave), formater=formats(args))
        rapport.print_all(fil, valg, args.ut, lambda path: print(f"Skrev {path}"))
        _warn(fil, periode)


def add_format(command: argparse.ArgumentParser) -> None:
    """Let the command choose kinds of file."""
    kinds = ", ".join(Filformat)
    command.add_argument("--format", metavar="F", nargs="+", action="extend", help=f"{kinds}; flere med komma imellom")


def formats(args: argparse.Namespace) -> tuple[Filformat, ...]:
    """The kinds of file that are asked for; PDF when nothing is said."""
    return parse_formats(",".join(args.format or (Filformat.PDF,)))


def _warn(fil: Tjenestefil, periode: Periode) -> None:
    """Say what cannot be true and was printed all the same; the figures are the service's own."""
    findings = kontroll.stops(fil, periode)
    if findings:
        first = min(findings, key=lambda merknad: not merknad.funn.periode.startswith(str(periode.ar)))
        sys.stderr.write(f"Kontrollen har {len(findings)} funn som ikke kan stemme. Det første:\n")
        sys.stderr.write(f"  {first.funn.melding}\nSe alle med «bvdesk kontroll».\n")
