"""Templates: the program's own outline, the service's own versions of it, and exchange of templates as files."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bvdesk import resources
from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.disposisjon import Disposisjon
from bvdesk.domain.rapport.mal import MAX_BYTES, read_template, write_template
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import mal_store

STANDARD = ""
STANDARD_NAME = "Standard"
SUFFIX = ".bvmal"
TEMPLATE_OPERATION = "mal"


@lru_cache(maxsize=1)
def standard() -> Disposisjon:
    """The outline that comes with the program."""
    return read_template(resources.text("rapport", "disposisjon.toml"))


@lru_cache(maxsize=1)
def guidance() -> dict[str, str]:
    """What a chapter should hold, by chapter key: what the law, the outline and an audit expect."""
    return tomllib.loads(resources.text("rapport", "veiledning.toml"))


def is_own(nummer: str) -> bool:
    """Whether a chapter is one that the service has made, and so can be taken away and not only hidden."""
    return all(k.nummer != nummer for k in standard().kapitler)


def names(fil: Tjenestefil) -> tuple[str, ...]:
    """The program's own template, then the service's."""
    return (STANDARD, *mal_store.names(fil.database))


def in_use(fil: Tjenestefil) -> Disposisjon:
    """The outline that reports are made from."""
    return get(fil, mal_store.in_use(fil.database))


def get(fil: Tjenestefil, navn: str) -> Disposisjon:
    """A template by name; what it says of indicators that no longer exist is an error the user can mend."""
    stored = mal_store.get(fil.database, navn) if navn else None
    if navn and stored is None:
        raise UserError(f"Malen «{navn}» finnes ikke.", f"Velg mellom {', '.join(names(fil)[1:]) or STANDARD_NAME}.")
    return read_template(stored, fil.katalog.indikatorer) if stored else standard()


def save(fil: Tjenestefil, mal: Disposisjon) -> Change:
    """Store a template under its name."""
    navn = _good_name(mal.navn)
    text = write_template(replace(mal, navn=navn))
    read_template(text, fil.katalog.indikatorer)
    with fil.database.atomic():
        mal_store.put(fil.database, navn, text)
        return _log(fil, f"Malen «{navn}» er lagret")


def copy(fil: Tjenestefil, fra: str, navn: str) -> Change:
    """A template of the service's own, like another."""
    return add(fil, replace(get(fil, fra), navn=navn))


def add(fil: Tjenestefil, mal: Disposisjon) -> Change:
    """A new template; UserError when its name is taken."""
    _refuse_taken(fil, mal.navn)
    return save(fil, mal)


def rename(fil: Tjenestefil, fra: str, navn: str) -> Change:
    """Give a template another name; it stays in use when it was."""
    mal, used = get(fil, fra), mal_store.in_use(fil.database) == fra
    if fra == STANDARD:
        raise UserError("Standardmalen kan ikke få et annet navn.", "Lag en kopi av den først.")
    _refuse_taken(fil, navn)
    new = _good_name(navn)
    with fil.database.atomic():
        mal_store.put(fil.database, new, write_template(replace(mal, navn=new)))
        mal_store.remove(fil.database, fra)
        if used:
            mal_store.use(fil.database, new)
        return _log(fil, f"Malen «{fra}» heter nå «{new}»")


def use(fil: Tjenestefil, navn: str) -> Change:
    """Make reports from this template from now on."""
    get(fil, navn)
    with fil.database.atomic():
        mal_store.use(fil.database, navn)
        return _log(fil, f"Meldingene lages nå etter malen «{navn or STANDARD_NAME}»")


def name_in_use(fil: Tjenestefil) -> str:
    """Which template reports are made from; empty for the program's own."""
    return mal_store.in_use(fil.database)


def remove(fil: Tjenestefil, navn: str) -> Change:
    """Take a template of the service's own away; texts stay where they are."""
    get(fil, navn)
    if navn == STANDARD:
        raise UserError("Standardmalen kan ikke slettes.")
    with fil.database.atomic():
        mal_store.remove(fil.database, navn)
        return _log(fil, f"Malen «{navn}» er slettet")


def export_file(fil: Tjenestefil, navn: str, path: Path) -> None:
    """Write a template to a file."""
    try:
        path.write_text(write_template(get(fil, navn)), encoding="utf-8")
    except OSError as fault:
        raise UserError(f"Kan ikke skrive {path.name}.", "Velg en mappe du kan skrive i.") from fault


def read_file(fil: Tjenestefil, path: Path) -> Disposisjon:
    """A template from a file, under its own name or the file's; UserError when it cannot be used. Nothing is stored."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"{path.name} er for stor til å være en mal.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UserError(f"{path.name} kan ikke leses.", "Velg en mal som er eksportert fra bvdesk.") from fault
    read = read_template(text, fil.katalog.indikatorer)
    return replace(read, navn=read.navn.strip() or path.stem)


def free_name(fil: Tjenestefil, navn: str) -> str:
    """A name like this one that is not taken: «Vår mal», «Vår mal 2»."""
    taken = set(names(fil))
    return next(name for n in range(1, len(taken) + 2) if (name := navn if n == 1 else f"{navn} {n}") not in taken)


def _good_name(navn: str) -> str:
    if not navn.strip():
        raise UserError("Malen mangler navn.", "Skriv et navn, for eksempel «Kort melding».")
    return navn.strip()


def _refuse_taken(fil: Tjenestefil, navn: str) -> None:
    if navn.strip() in (*mal_store.names(fil.database), STANDARD_NAME):
        raise UserError(f"Det finnes allerede en mal som heter «{navn.strip()}».", "Gi en av dem et annet navn først.")


def _log(fil: Tjenestefil, tekst: str) -> Change:
    fil.log(TEMPLATE_OPERATION, tekst)
    return Change(f"{tekst}.", slag=TEMPLATE_OPERATION)
