"""Publishing: a version is frozen with its files and what it was made from; a correction makes the next version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.kapittelinnhold import Rettelse
from bvdesk.domain.rapport.klarering import Port, Slipp
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.services import klarhet, mal, personvern, rapport, tilstand
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.rapport import Opplag, Rapportvalg, Told
from bvdesk.services.tilstand import Tilstand
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import publikasjon_store
from bvdesk.storage.publikasjon_store import NyPublikasjon, Publikasjon, Publisertfil

ALL_AREAS = ""
PUBLISH_OPERATION = "publisering"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Klargjort:
    """A version that is made and not yet recorded: plain values, so it may come from a worker with a reader of its own."""

    valg: Rapportvalg
    versjon: int
    opplag: Opplag
    rettelser: tuple[tuple[str, str], ...]
    varsler: tuple[str, ...]
    tilstand: bytes


def prepare(
    fil: Tjenestefil,
    valg: Rapportvalg,
    rettelser: Sequence[tuple[str, str]] = (),
    slipp: Frigivelse | None = None,
    told: Told = lambda _d, _t, _text: None,
) -> Klargjort:
    """Check and make the files of a version; nothing is written. `slipp`: the clearing, when it has been made already.

    `rettelser`: (area or empty for all, words), asked for from version 2 on. UserError: a finding stops it, a text has
    faults, or a new version does not say what it corrects.
    """
    ready = klarhet.examine(fil, valg, slipp, lambda: told(0, len(valg.omrader), "Kontrollerer tall og tekster …"))
    klarhet.require(ready)
    rettelser = tuple((omrade, words.strip()) for omrade, words in rettelser if words.strip())
    if _latest(fil, valg) and not rettelser:
        raise UserError(
            "Skriv hva som er rettet siden forrige versjon.",
            "Rettelsene blir et eget vedlegg i meldingen.",
            tuple(words for _, words in changes_since(fil, valg)[:_SHOWN]),
        )
    versjon = next_version(fil, valg.periode)
    day = fil.bruker.clock().date().isoformat()
    new = tuple(Rettelse(versjon, day, words, omrade) for omrade, words in rettelser)
    listed = replace(valg, rettelser=(*corrections(fil, valg.periode), *new), endelig=True)
    opplag = rapport.make_all(fil, listed, told, ready.slipp)
    return Klargjort(valg, versjon, opplag, rettelser, ready.varsler, _state(fil, valg))


def freeze(fil: Tjenestefil, klargjort: Klargjort) -> Publikasjon:
    """Record what has been made. UserError when something has been changed since."""
    valg = klargjort.valg
    if klargjort.tilstand != _state(fil, valg) or klargjort.versjon != next_version(fil, valg.periode):
        raise UserError("Noe ble endret mens meldingene ble laget.", "Publiser en gang til.")
    files = [
        Publisertfil(made.navn, omrade, valg.utgave.value, made.innhold)
        for omrade, trykt in zip(valg.omrader, klargjort.opplag.rapporter, strict=True)
        for made in trykt.filer
    ]
    with fil.database.atomic():
        release = None
        if klargjort.opplag.fortalt is not None:
            release = personvern.record(fil, klargjort.opplag.fortalt, tuple((f.navn, f.sha256) for f in files))
        ny = NyPublikasjon(valg.periode, klargjort.versjon, fil.bruker.now(), fil.bruker.navn, release, klargjort.tilstand)
        words = f"Publiserte versjon {klargjort.versjon} for {valg.periode.tekst}"
        fil.log(PUBLISH_OPERATION, words)
        made = publikasjon_store.add(fil.database, ny, files, klargjort.rettelser)
    return next(p for p in versions(fil, valg.periode) if p.nr == made)


def _state(fil: Tjenestefil, valg: Rapportvalg) -> bytes:
    return tilstand.pack(tilstand.capture(fil, valg))


def next_version(fil: Tjenestefil, periode: Periode) -> int:
    """The number of a period's next version."""
    return max((p.versjon for p in versions(fil, periode)), default=0) + 1


def _latest(fil: Tjenestefil, valg: Rapportvalg) -> Publikasjon | None:
    """The version to correct: of the last ones that hold these areas' editions, the oldest. None for a first edition."""
    last: dict[str, Publikasjon] = {}
    for published in versions(fil, valg.periode):
        held = publikasjon_store.held(fil.database, published.nr)
        last |= {omrade: published for omrade, utgave in held if omrade in valg.omrader and utgave == valg.utgave}
    return min(last.values(), key=lambda p: p.nr, default=None)


def corrects_something(fil: Tjenestefil, valg: Rapportvalg) -> bool:
    """Whether any of these editions has been published before, so that a new version must say what it corrects."""
    return _latest(fil, valg) is not None


def contents(fil: Tjenestefil, nr: int) -> tuple[tuple[str, str, str], ...]:
    """(area's name, name of the file, its checksum) of everything a version holds."""
    listed = publikasjon_store.listed(fil.database, nr)
    return tuple((fil.name(OmradeId(o)) if o in fil.omrader else o, navn, checksum) for o, navn, checksum in listed)


def corrected_in(fil: Tjenestefil, published: Publikasjon) -> tuple[Rettelse, ...]:
    """What one version corrects."""
    return tuple(r for r in corrections(fil, published.periode) if r.versjon == published.versjon)


def versions(fil: Tjenestefil, periode: Periode | None = None) -> tuple[Publikasjon, ...]:
    """The versions published, oldest first."""
    return publikasjon_store.versions(fil.database, periode)


def corrections(fil: Tjenestefil, periode: Periode) -> tuple[Rettelse, ...]:
    """The corrections published so far for a period's report."""
    rows = publikasjon_store.corrections(fil.database, periode)
    return tuple(Rettelse(versjon, tid[:10], words, omrade) for versjon, tid, omrade, words in rows)


def files(fil: Tjenestefil, nr: int) -> tuple[Publisertfil, ...]:
    """The files of a version as they were published. UserError when they are not what was recorded."""
    found = publikasjon_store.files(fil.database, nr)
    for made, recorded in found:
        if made.sha256 != recorded:
            raise UserError(f"{made.navn} er ikke lenger slik den ble publisert.", "Hent en sikkerhetskopi av filen.")
    return tuple(made for made, _ in found)


def print_again(
    fil: Tjenestefil, nr: int, katalog: Path, told: Callable[[Path], None] = lambda _path: None
) -> tuple[Path, ...]:
    """Write the files of a version, byte for byte as they were; nothing when one of them is not what was recorded."""
    written = []
    for made in files(fil, nr):
        try:
            katalog.mkdir(parents=True, exist_ok=True)
            (katalog / made.navn).write_bytes(made.innhold)
        except OSError as fault:
            raise UserError(f"Kan ikke skrive i {katalog}.", "Velg en mappe du kan skrive i.") from fault
        written.append(katalog / made.navn)
        told(written[-1])
    return tuple(written)


def changes_since(fil: Tjenestefil, valg: Rapportvalg, slipp: Slipp | None = None) -> tuple[tuple[str, str], ...]:
    """What has been changed since the last version, as (area, words) to begin the list of corrections with.

    A figure is named only where it is shown now and was shown then: the list is published too.
    """
    published = _latest(fil, valg)
    if published is None:
        return ()
    before = tilstand.unpack(publikasjon_store.state(fil.database, published.nr)[0])
    now = tilstand.capture(fil, valg)
    return (*_changed_texts(fil, before, now), *_changed_figures(fil, valg, published, (before, now), slipp))


def _changed_texts(fil: Tjenestefil, before: Tilstand, now: Tilstand) -> tuple[tuple[str, str], ...]:
    titles = {k.nummer: k.title(Malform.BOKMAL) for k in mal.in_use(fil).kapitler}
    places = dict.fromkeys(
        (omrade, kapittel)
        for key in (*before.tekster, *now.tekster)
        if before.tekster.get(key) != now.tekster.get(key)
        for _language, omrade, kapittel in (key,)
    )
    told = [(omrade, f"Teksten i «{titles.get(kapittel, kapittel)}» er endret.") for omrade, kapittel in places]
    listed = {key for key, _ in before.innsats.items() ^ now.innsats.items()}
    return (*told, *((omrade, "Mål og tiltak er endret.") for omrade in sorted({omrade for _, omrade, _ in listed})))


def _changed_figures(
    fil: Tjenestefil, valg: Rapportvalg, last: Publikasjon, states: tuple[Tilstand, Tilstand], slipp: Slipp | None
) -> tuple[tuple[str, str], ...]:
    before, now = states
    port = Port(fil.beregning, slipp or rapport.gate(fil, valg))
    shown_then = _shown(fil, last, before)
    changed = [c for c in now.tall if c in before.tall and now.tall[c] != before.tall[c]]
    return tuple(
        (c.omrade if c.omrade in valg.omrader else ALL_AREAS, _in_words(fil, c, before.tall[c][0], now.tall[c][0]))
        for c in changed
        if port.clear(c).verdi is not None and c in shown_then and before.tall[c][0] and now.tall[c][0]
    )


def _shown(fil: Tjenestefil, last: Publikasjon, before: Tilstand) -> frozenset[Celle]:
    """The cells that the last version showed; every registered one for a version that never left the house."""
    if last.utgivelse is None:
        return frozenset(before.tall)
    return personvern.shown_in(fil, last.utgivelse) | {c for c in before.tall if not personvern.counts_people(fil, c)}


def _in_words(fil: Tjenestefil, celle: Celle, before: str, now: str) -> str:
    indikator = fil.katalog[celle.indikator]
    label = indikator.etikett + (f": {celle.kategori}" if celle.kategori else "")
    was, stands = (format_tall(Decimal(number), indikator.desimaler) for number in (before, now))
    return f"{label}, {fil.name(OmradeId(celle.omrade))}, {celle.periode.tekst}: {was} er rettet til {stands}."
