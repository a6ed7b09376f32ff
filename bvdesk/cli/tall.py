"""Commands for figures: ny, importer, oppslag, eksporter, eksempel."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.services import eksempel, importering, oppslag, sikkerhetskopi
from bvdesk.services.bruker import machine_user
from bvdesk.services.tjenestefil import create_file


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    new = commands.add_parser("ny", help="lag en ny fil for en tjeneste")
    new.add_argument("fil", metavar="FIL", type=Path)
    new.add_argument("--tjeneste", metavar="NAVN", required=True, help="navnet på tjenesten")
    new.add_argument("--kommune", metavar="NAVN_ELLER_NR", nargs="+", action="extend", required=True)
    new.add_argument("--vertskommune", metavar="NAVN_ELLER_NR", default="")
    new.set_defaults(run=_new)

    read = commands.add_parser("importer", help="les inn tall fra en CSV-fil")
    read.add_argument("fil", metavar="FIL", type=Path)
    read.add_argument("tall", metavar="TALL.csv", type=Path)
    read.add_argument("--tillegg", metavar="TILLEGG.csv", type=Path, help="tjenestens egne indikatorer")
    read.set_defaults(run=_import)

    look = commands.add_parser("oppslag", help="slå opp tall")
    look.add_argument("fil", metavar="FIL", type=Path)
    look.add_argument("sporsmal", metavar="SPORSMAL.csv", type=Path)
    look.set_defaults(run=_look_up)

    write = commands.add_parser("eksporter", help="skriv alle tall til en CSV-fil")
    write.add_argument("fil", metavar="FIL", type=Path)
    write.add_argument("--ut", metavar="TALL.csv", type=Path, required=True)
    write.add_argument("--tillegg", metavar="TILLEGG.csv", type=Path, help="skriv også tjenestens egne indikatorer")
    write.set_defaults(run=_export)

    example = commands.add_parser("eksempel", help="lag en fil med en ferdig eksempeltjeneste")
    example.add_argument("fil", metavar="FIL", type=Path)
    example.add_argument("navn", metavar="NAVN", nargs="?", default=eksempel.DEFAULT, help=f"{', '.join(eksempel.names())}")
    example.set_defaults(run=_example)


def _new(args: argparse.Namespace) -> None:
    fil = create_file(args.fil, machine_user(), args.tjeneste, tuple(args.kommune), args.vertskommune)
    print(f"Laget {args.fil} for {fil.tjeneste.navn} med {', '.join(o.navn for o in fil.deltakere())}.")
    fil.close()


def _import(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        sikkerhetskopi.before_import(fil)
        print(importering.import_figures(fil, args.tall, args.tillegg).tekst)


def _look_up(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        sys.stdout.buffer.write(oppslag.answer_file(fil, args.sporsmal))


def _export(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        args.ut.write_bytes(oppslag.export_figures(fil))
        if args.tillegg:
            args.tillegg.write_bytes(oppslag.export_own(fil))
    print(f"Skrev {args.ut}.")


def _example(args: argparse.Namespace) -> None:
    with eksempel.create(args.fil, machine_user(), args.navn) as fil:
        print(f"Laget {args.fil} med eksempeltjenesten {fil.tjeneste.navn}.")
