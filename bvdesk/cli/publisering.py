"""The commands publiser and publisert: freeze a version of a period's reports, list versions, write one out again."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.cli.parser import add_command
from bvdesk.cli.rapport import add_choices, chosen
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import publisering
from bvdesk.services.publisering import ALL_AREAS
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.publikasjon_store import Publikasjon


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    publish = add_command(commands, "publiser", "frys en versjon av meldingene, med tekster, tall og filer", _publish)
    add_choices(publish)
    publish.add_argument(
        "--rettelse", metavar="TEKST", action="append", default=[], help="hva en ny versjon retter; kan gis flere ganger"
    )
    publish.add_argument("--ut", metavar="KATALOG", type=Path, help="skriv filene hit også")
    published = add_command(commands, "publisert", "vis publiserte versjoner, eller skriv ut en av dem på nytt", _published)
    published.add_argument("--periode", metavar="P", help="bare denne perioden")
    published.add_argument("--skriv-ut", metavar="VERSJON", type=int, help="skriv ut filene i en versjon, byte for byte")
    published.add_argument("--ut", metavar="KATALOG", type=Path)
    published.add_argument("--json", action="store_true", help="skriv listen som JSON")


def _publish(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        valg = chosen(fil, args)
        made = publisering.prepare(fil, valg, tuple((ALL_AREAS, words) for words in args.rettelse))
        for warning in made.varsler:
            sys.stderr.write(f"Se på: {warning}\n")
        version = publisering.freeze(fil, made)
        print(f"Publiserte versjon {version.versjon} for {valg.periode.tekst}.")
        if args.ut:
            publisering.print_again(fil, version.nr, args.ut, _told)


def _told(path: Path) -> None:
    print(f"Skrev {path}")


def _published(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        found = publisering.versions(fil, Periode.parse(args.periode) if args.periode else None)
        if args.skriv_ut is not None:
            _print_again(fil, found, args)
        elif args.json:
            print(json.dumps([_as_json(fil, version) for version in found], ensure_ascii=False, indent=1))
        else:
            _list(fil, found)


def _print_again(fil: Tjenestefil, found: tuple[Publikasjon, ...], args: argparse.Namespace) -> None:
    if args.ut is None:
        raise UserError("Kommandoen mangler --ut.", "Skriv hvor filene skal ligge: --ut KATALOG.")
    wanted = [version for version in found if version.versjon == args.skriv_ut]
    if not wanted:
        raise UserError(f"Versjon {args.skriv_ut} finnes ikke.", "Se listen med «bvdesk publisert FIL».")
    if len(wanted) > 1:
        raise UserError(f"Flere perioder har versjon {args.skriv_ut}.", "Velg en av dem med --periode.")
    publisering.print_again(fil, wanted[0].nr, args.ut, _told)


def _list(fil: Tjenestefil, found: tuple[Publikasjon, ...]) -> None:
    for version in found:
        print(f"{version.periode.tekst}, versjon {version.versjon}: {version.tid[:10]}, {version.person}")
        for omrade, navn, checksum in publisering.contents(fil, version.nr):
            print(f"    {omrade}: {navn}  sha256 {checksum}")
        for rettelse in publisering.corrected_in(fil, version):
            print(f"    rettet: {rettelse.tekst}")
    if not found:
        print("Ingenting er publisert.")


def _as_json(fil: Tjenestefil, version: Publikasjon) -> dict[str, object]:
    return {
        "periode": version.periode.kode,
        "versjon": version.versjon,
        "tid": version.tid,
        "person": version.person,
        "filer": [
            {"omrade": omrade, "navn": navn, "sha256": checksum}
            for omrade, navn, checksum in publisering.contents(fil, version.nr)
        ],
        "rettelser": [rettelse.tekst for rettelse in publisering.corrected_in(fil, version)],
    }
