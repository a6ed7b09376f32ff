"""Templates: the program's own outline, the service's own versions of it, and exchange of templates as files."""

from __future__ import annotations

import tomllib
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


@lru_cache(maxsize=1)
def standard() -> Disposisjon:
    """The outline that comes with the program."""
    return read_template(resources.text("rapport", "disposisjon.toml"))


@lru_cache(maxsize=1)
def guidance() -> dict[str, str]:
    """What a chapter should hold, by chapter key: what the law, the outline and an audit expect."""
    return tomllib.loads(resources.text("rapport", "veiledning.toml"))


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
    if not mal.navn.strip():
        raise UserError("Malen mangler navn.", "Skriv et navn, for eksempel «Kort melding».")
    text = write_template(mal)
    read_template(text, fil.katalog.indikatorer)
    with fil.database.atomic():
        mal_store.put(fil.database, mal.navn.strip(), text)
    return Change(f"Malen «{mal.navn}» er lagret.", slag="mal")


def use(fil: Tjenestefil, navn: str) -> Change:
    """Make reports from this template from now on."""
    get(fil, navn)
    with fil.database.atomic():
        mal_store.use(fil.database, navn)
    return Change(f"Meldingene lages nå etter malen «{navn or STANDARD_NAME}».", slag="mal")


def remove(fil: Tjenestefil, navn: str) -> Change:
    """Take a template of the service's own away; texts stay where they are."""
    get(fil, navn)
    if navn == STANDARD:
        raise UserError("Standardmalen kan ikke slettes.")
    with fil.database.atomic():
        mal_store.remove(fil.database, navn)
    return Change(f"Malen «{navn}» er slettet.", slag="mal")


def export_file(fil: Tjenestefil, navn: str, path: Path) -> None:
    """Write a template to a file."""
    try:
        path.write_text(write_template(get(fil, navn)), encoding="utf-8")
    except OSError as fault:
        raise UserError(f"Kan ikke skrive {path.name}.", "Velg en mappe du kan skrive i.") from fault


def import_file(fil: Tjenestefil, path: Path) -> Change:
    """Read a template from a file and keep it under its name, or the file's; UserError when it cannot be used."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"{path.name} er for stor til å være en mal.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UserError(f"{path.name} kan ikke leses.", "Velg en mal som er eksportert fra bvdesk.") from fault
    read = read_template(text, fil.katalog.indikatorer)
    named = Disposisjon(read.nokkeltall, read.kapitler, read.navn or path.stem)
    if named.navn in mal_store.names(fil.database):
        raise UserError(f"Det finnes allerede en mal som heter «{named.navn}».", "Gi en av dem et annet navn først.")
    return save(fil, named)
