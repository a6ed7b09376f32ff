"""The command diagram: one chart as a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.cli.parser import add_command
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import diagrambilde
from bvdesk.services.diagram import Diagramvalg, Tidsrom


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    chart = add_command(commands, "diagram", "lagre et diagram som bilde (PNG eller SVG)", _chart)
    chart.add_argument("--indikator", metavar="ID", required=True, help="for eksempel meldinger_mottatt")
    chart.add_argument("--omrade", metavar="NAVN", nargs="+", action="extend", required=True, help="kommuner, «tjenesten» …")
    chart.add_argument("--periode", metavar="P", required=True, help="den siste perioden, eller den kommunene vises for")
    chart.add_argument("--vis", choices=[t.value for t in Tidsrom], default=Tidsrom.AR.value)
    chart.add_argument("--intern", action="store_true", help="vis alle tall; bildet stemples")
    chart.add_argument("--ut", metavar="BILDE", type=Path, required=True, help="navnet slutter på .png eller .svg")


def _chart(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        if args.indikator not in fil.katalog:
            raise UserError(f"Indikatoren {args.indikator} finnes ikke.", "Se indikatorene på siden Indikatorer.")
        omrader = tuple(fil.find_omrade(name).id for name in args.omrade)
        valg = Diagramvalg(args.indikator, omrader, Tidsrom(args.vis), Periode.parse(args.periode))
        made = (diagrambilde.internal if args.intern else diagrambilde.public)(fil, valg)
        diagrambilde.save(fil, made, args.ut, diagrambilde.as_file(made, args.ut))
        print(f"Skrev {args.ut}")
