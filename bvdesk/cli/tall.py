"""Commands for figures: ny, importer, oppslag, eksporter, eksempel."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.cli.parser import add_command
from bvdesk.services import eksempel, importering, oppslag, sikkerhetskopi
from bvdesk.services.bruker import machine_user
from bvdesk.services.tjenestefil import create_file


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    new = add_command(commands, "ny", "lag en ny fil for en tjeneste", _new)
    new.add_argument("--tjeneste", metavar="NAVN", required=True, help="navnet på tjenesten")
    new.add_argument("--kommune", metavar="NAVN_ELLER_NR", nargs="+", action="extend", required=True)
    new.add_argument("--vertskommune", metavar="NAVN_ELLER_NR", default="")

    read = add_command(commands, "importer", "les inn tall fra en CSV-fil", _import)
    read.add_argument("tall", metavar="TALL.csv", type=Path)
    read.add_argument("--tillegg", metavar="TILLEGG.csv", type=Path, help="tjenestens egne indikatorer")

    look = add_command(commands, "oppslag", "slå opp tall", _look_up)
    look.add_argument("sporsmal", metavar="SPORSMAL.csv", type=Path)

    write = add_command(commands, "eksporter", "skriv alle tall til en CSV-fil", _export)
    write.add_argument("--ut", metavar="TALL.csv", type=Path, required=True)
    write.add_argument("--tillegg", metavar="TILLEGG.csv", type=Path, help="skriv også tjenestens egne indikatorer")

    example = add_command(commands, "eksempel", "lag en fil med en ferdig eksempeltjeneste", _example)
    example.add_argument("navn", metavar="NAVN", nargs="?", default=eksempel.DEFAULT, help=f"{', '.join(eksempel.names())}")


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
