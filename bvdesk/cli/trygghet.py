"""Commands for the file itself: kopi, kopier, gjenopprett, redd, passord, helse, sammenlign, logg."""

from __future__ import annotations

import argparse
from pathlib import Path

from bvdesk.cli.oppstart import ask, opened
from bvdesk.cli.parser import add_command
from bvdesk.domain.errors import UserError
from bvdesk.services import endringslogg, gjenoppretting, innskriving, passord, sammenslaing, sikkerhetskopi
from bvdesk.services.endringslogg import Loggfilter, value_text
from bvdesk.services.sammenslaing import Forslag
from bvdesk.services.tjenestefil import needs_password

_MAX_SHOWN = 50


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    copy = add_command(commands, "kopi", "lag en sikkerhetskopi nå", _copy)
    copy.add_argument("--til", metavar="MAPPE", type=Path, help="legg den også her, for eksempel på en minnepenn")
    add_command(commands, "kopier", "vis sikkerhetskopiene", _list)

    back = add_command(commands, "gjenopprett", "gjør filen lik en sikkerhetskopi", _restore)
    back.add_argument("kopi", metavar="KOPI", type=Path, nargs="?", help="uten KOPI: den nyeste")
    back.add_argument("--vis", action="store_true", help="vis hva som blir annerledes, og endre ingenting")
    back.add_argument("--angre", action="store_true", help="angre siste gjenoppretting")

    save = add_command(commands, "redd", "redd det som kan leses i en skadet fil", _salvage)
    save.add_argument("ny", metavar="NY", type=Path, help="den nye filen")

    word = add_command(commands, "passord", "lås filen med passord, eller bytt passordet", _password)
    word.add_argument("--fjern", action="store_true", help="fjern passordet")

    add_command(commands, "helse", "undersøk om filen er hel, og om noen har endret den utenom programmet", _examine)

    compare = add_command(commands, "sammenlign", "sammenlign med en annen utgave av filen, celle for celle", _compare)
    compare.add_argument("annen", metavar="ANNEN", type=Path)
    compare.add_argument("--hent", action="store_true", help="hent det som bare er endret i den andre filen")

    log = add_command(commands, "logg", "skriv endringsloggen til en CSV-fil", _log)
    log.add_argument("--ut", metavar="LOGG.csv", type=Path, required=True)


def _copy(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        print(f"Laget {sikkerhetskopi.make(fil).path}")
        if args.til:
            print(f"Laget {sikkerhetskopi.copy_to(fil, args.til)}")


def _list(args: argparse.Namespace) -> None:
    found = sikkerhetskopi.all_copies(args.fil)
    for kopi in found:
        print(f"{kopi.tid:%d.%m.%Y %H.%M}  {sikkerhetskopi.KIND_TEXT[kopi.slag]:<20} {kopi.path}")
    if not found:
        print(f"{args.fil.name} har ingen sikkerhetskopier på denne maskinen.")


def _restore(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        if args.angre:
            print(f"{gjenoppretting.undo_restore(fil).tekst}.")
            return
        kopi = args.kopi or _newest(args.fil)
        seen = gjenoppretting.preview(fil, kopi)
        print(seen.tekst)
        if not args.vis and not seen.forskjeller.like:
            print(f"{gjenoppretting.restore(fil, kopi).tekst}.")


def _newest(path: Path) -> Path:
    found = sikkerhetskopi.all_copies(path)
    if not found:
        raise UserError(f"{path.name} har ingen sikkerhetskopier på denne maskinen.", "Skriv hvilken fil som er kopien.")
    return found[0].path


def _salvage(args: argparse.Namespace) -> None:
    nokkel = passord.unlock(args.fil, ask("Passord: ")) if needs_password(args.fil) else None
    found = gjenoppretting.salvage(args.fil, args.ny, nokkel)
    print(f"Laget {args.ny} med {found.rader.get('registrering', 0) + found.fra_logg} tall.")
    for line in found.helse.describe()[:_MAX_SHOWN]:
        print(f"  {line}")


def _password(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        if args.fjern:
            passord.remove_password(fil, ask("Passordet en gang til: "))
            print("Passordet er fjernet.")
            return
        new = ask("Nytt passord: ")
        passord.require_good(new, ask("Gjenta det nye passordet: "))
        done = passord.set_password(fil, new)
    print("Filen og sikkerhetskopiene er låst. Skriv ut gjenopprettingsnøkkelen og legg den på et trygt sted:")
    print(done.gjenopprettingsnokkel)
    for kopi in done.ikke_laast:
        print(f"Denne kopien kunne ikke låses: {kopi}")


def _examine(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        found = sikkerhetskopi.examine(fil)
    if not found.good:
        raise UserError(f"{args.fil.name} er ikke som den skal.", "Se sikkerhetskopiene.", found.describe()[:_MAX_SHOWN])
    print("Filen er hel, endringsloggen er urørt, og hvert tall er det loggen sier.")


def _compare(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        other = sammenslaing.load_copy(fil, args.annen)
        found = sammenslaing.compare(fil, other)
        for f in found.celler[:_MAX_SHOWN]:
            print(f"{innskriving.cell_name(fil, f.celle)}: {value_text(f.min)} / {value_text(f.andre)} ({f.forslag})")
        print(f"{len(found.celler)} tall er ulike.")
        if args.hent:
            chosen = [f for f in found.celler if f.forslag is Forslag.ANDRE]
            print(f"{sammenslaing.merge(fil, other, chosen).tekst}.")


def _log(args: argparse.Namespace) -> None:
    with opened(args.fil) as fil:
        args.ut.write_bytes(endringslogg.export(fil, Loggfilter()))
    print(f"Skrev {args.ut}.")
