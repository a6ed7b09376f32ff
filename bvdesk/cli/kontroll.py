"""The command kontroll: what the checker finds, for people or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path

from bvdesk.cli.oppstart import opened
from bvdesk.cli.parser import add_command
from bvdesk.domain.errors import UserError
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll
from bvdesk.services.kontroll import Kontrolltekst, Merknad
from bvdesk.services.tjenestefil import Tjenestefil


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    check = add_command(commands, "kontroll", "kontroller tallene i en periode, og en rapporttekst mot dem", _check)
    check.add_argument("--periode", metavar="P", required=True, help="for eksempel 2025 eller 2025K1-K3")
    check.add_argument("--tekst", metavar="TEKST.txt", type=Path, help="rapporttekst som skal kontrolleres")
    check.add_argument("--omrade", metavar="NAVN", default="tjenesten", help="kommunen eller tjenesten teksten gjelder")
    check.add_argument("--utgivelse", action="store_true", help="se også etter små tall som leserne kan regne ut")
    check.add_argument("--json", action="store_true", help="skriv funnene som JSON")


def _check(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        periode = Periode.parse(args.periode)
        tekst = _text(fil, args.tekst, args.omrade, periode) if args.tekst else None
        found = kontroll.run(fil, periode, tekst, utgivelse=args.utgivelse).merknader
    if args.json:
        json.dump([_as_json(merknad) for merknad in found], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print(found)


def _text(fil: Tjenestefil, path: Path, omrade: str, periode: Periode) -> Kontrolltekst:
    try:
        words = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise UserError(f"Fant ikke teksten {path}.", "Sjekk navnet på filen.") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise UserError(f"Kan ikke lese {path.name}.", "Lagre teksten som ren tekst i UTF-8.") from fault
    return Kontrolltekst(words, fil.find_omrade(omrade, periode.ar).id)


def _as_json(merknad: Merknad) -> dict[str, object]:
    funn = merknad.funn
    row: dict[str, object] = {
        "regel": funn.regel,
        "niva": funn.niva.name,
        "omrade": funn.omrade,
        "indikator": funn.indikator,
        "periode": funn.periode,
        "verdier": [_number(verdi) for verdi in funn.verdier],
        "melding": funn.melding,
        "utdrag": funn.sted.utdrag if funn.sted else "",
        "linje": funn.sted.linje if funn.sted else None,
        "forslag": funn.forslag,
    }
    return row | ({"godtatt": merknad.godtatt.grunn} if merknad.godtatt else {})


def _number(verdi: Decimal) -> int | float:
    return int(verdi) if verdi == verdi.to_integral_value() else float(verdi)


def _print(found: tuple[Merknad, ...]) -> None:
    for merknad in found:
        funn = merknad.funn
        print(f"{funn.niva.name} {funn.regel}: {funn.melding}")
        if funn.sted:
            print(f"    linje {funn.sted.linje}: «{funn.sted.utdrag}»")
        if merknad.godtatt:
            print(f"    godtatt av {merknad.godtatt.person}: {merknad.godtatt.grunn}")
    print(f"{len(found)} funn." if found else "Ingen funn.")
