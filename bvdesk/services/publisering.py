"""Publishing: a version is frozen with its files and what it was made from; a correction makes the next version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.kapittelinnhold import Rettelse
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll, mal, personvern, rapport, tilstand
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.rapport import Opplag, Rapportvalg, Told
from bvdesk.services.tilstand import Tilstand
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import logg_store, publikasjon_store
from bvdesk.storage.logg_store import Innslag
from bvdesk.storage.publikasjon_store import NyPublikasjon, Publikasjon, Publisertfil

ALL_AREAS = ""
PUBLISH_OPERATION = "publisering"
_SHOWN_FAULTS = 20


def publish(
    fil: Tjenestefil, valg: Rapportvalg, rettelser: Sequence[tuple[str, str]] = (), told: Told = lambda _d, _t, _text: None
) -> Publikasjon:
    """Freeze a version of a period's reports. `rettelser`: (area or empty for all, words), asked for from version 2 on.

    Raises:
        UserError: a finding stops it, a text has faults, or a new version does not say what it corrects.
    """
    _refuse_unready(fil, valg)
    earlier = versions(fil, valg.periode)
    if earlier and not rettelser:
        raise UserError("Skriv hva som er rettet siden forrige versjon.", "Rettelsene blir et eget vedlegg i meldingen.")
    versjon = earlier[-1].versjon + 1 if earlier else 1
    clock = fil.bruker.clock()
    new = tuple(Rettelse(versjon, clock.date().isoformat(), words, omrade) for omrade, words in rettelser)
    opplag = rapport.make_all(fil, replace(valg, rettelser=(*corrections(fil, valg.periode), *new)), told)
    made = _record(fil, valg, versjon, opplag, rettelser)
    return next(p for p in versions(fil, valg.periode) if p.nr == made)


def _record(fil: Tjenestefil, valg: Rapportvalg, versjon: int, opplag: Opplag, rettelser: Sequence[tuple[str, str]]) -> int:
    tid = fil.bruker.clock().isoformat(timespec="seconds")
    files = [
        Publisertfil(trykt.filnavn, omrade, valg.utgave.value, trykt.pdf)
        for omrade, trykt in zip(valg.omrader, opplag.rapporter, strict=True)
    ]
    with fil.database.atomic():
        release = None
        if isinstance(opplag.slipp, Frigivelse):
            release = personvern.record(fil, opplag.slipp, tuple((f.navn, f.sha256) for f in files))
        state = tilstand.pack(tilstand.capture(fil, valg))
        ny = NyPublikasjon(valg.periode, versjon, tid, fil.bruker.navn, release, state)
        words = f"Publiserte versjon {versjon} for {valg.periode.tekst}"
        logg_store.append(fil.database, Innslag(tid, fil.bruker.navn, PUBLISH_OPERATION, words), ())
        return publikasjon_store.add(fil.database, ny, files, rettelser)


def versions(fil: Tjenestefil, periode: Periode | None = None) -> tuple[Publikasjon, ...]:
    """The versions published, oldest first."""
    return publikasjon_store.versions(fil.database, periode)


def corrections(fil: Tjenestefil, periode: Periode) -> tuple[Rettelse, ...]:
    """The corrections published so far for a period's report."""
    rows = publikasjon_store.corrections(fil.database, periode)
    return tuple(Rettelse(versjon, tid[:10], words, omrade) for versjon, tid, omrade, words in rows)


def print_again(
    fil: Tjenestefil, nr: int, katalog: Path, told: Callable[[Path], None] = lambda _path: None
) -> tuple[Path, ...]:
    """Write the files of a version, byte for byte as they were. UserError when they are not what was recorded."""
    written = []
    for made, recorded in publikasjon_store.files(fil.database, nr):
        if sha256(made.innhold).hexdigest() != recorded:
            raise UserError(f"{made.navn} er ikke lenger slik den ble publisert.", "Hent en sikkerhetskopi av filen.")
        try:
            katalog.mkdir(parents=True, exist_ok=True)
            (katalog / made.navn).write_bytes(made.innhold)
        except OSError as fault:
            raise UserError(f"Kan ikke skrive i {katalog}.", "Velg en mappe du kan skrive i.") from fault
        written.append(katalog / made.navn)
        told(written[-1])
    return tuple(written)


def changes_since(fil: Tjenestefil, valg: Rapportvalg) -> tuple[tuple[str, str], ...]:
    """What has been changed since the last version, as (area, words) to begin the list of corrections with.

    A figure is named only where it is shown now and was shown then: the list is published too.
    """
    published = [p for p in versions(fil, valg.periode) if p.utgivelse is not None or valg.utgave is Utgave.INTERN]
    if not published:
        return ()
    before = tilstand.unpack(publikasjon_store.state(fil.database, published[-1].nr)[0])
    now = tilstand.capture(fil, valg)
    return (*_changed_texts(fil, before, now), *_changed_figures(fil, valg, published[-1], (before, now)))


def _changed_texts(fil: Tjenestefil, before: Tilstand, now: Tilstand) -> tuple[tuple[str, str], ...]:
    titles = {k.nummer: k.title(Malform.BOKMAL) for k in mal.in_use(fil).kapitler}
    places = dict.fromkeys(
        (omrade, kapittel)
        for key in (*before.tekster, *now.tekster)
        if before.tekster.get(key) != now.tekster.get(key)
        for _language, omrade, kapittel in (key,)
    )
    return tuple((omrade, f"Teksten i «{titles.get(kapittel, kapittel)}» er endret.") for omrade, kapittel in places)


def _changed_figures(
    fil: Tjenestefil, valg: Rapportvalg, last: Publikasjon, states: tuple[Tilstand, Tilstand]
) -> tuple[tuple[str, str], ...]:
    before, now = states
    slipp = rapport.gate(fil, valg)
    shown_then = _shown(fil, last, before)
    changed = [c for c in now.tall if c in before.tall and now.tall[c] != before.tall[c]]
    return tuple(
        (c.omrade if c.omrade in valg.omrader else ALL_AREAS, _in_words(fil, c, before.tall[c][0], now.tall[c][0]))
        for c in changed
        if not slipp.hides(c) and c in shown_then and before.tall[c][0] and now.tall[c][0]
    )


def _shown(fil: Tjenestefil, last: Publikasjon, before: Tilstand) -> frozenset[Celle]:
    """The cells that the last version showed; every registered one for a version that never left the house."""
    if last.utgivelse is None:
        return frozenset(before.tall)
    return personvern.shown_in(fil, last.utgivelse) | {c for c in before.tall if not personvern.counts_people(fil, c)}


def _in_words(fil: Tjenestefil, celle: Celle, before: str, now: str) -> str:
    label = fil.katalog[celle.indikator].etikett + (f": {celle.kategori}" if celle.kategori else "")
    return f"{label}, {fil.name(OmradeId(celle.omrade))}, {celle.periode.tekst}: {before} er rettet til {now}."


def _refuse_unready(fil: Tjenestefil, valg: Rapportvalg) -> None:
    faults = [
        f"{fil.name(omrade)}, kapittel {f.kapittel}: {f.feil.text} {f.feil.advice}".rstrip()
        for omrade in valg.omrader
        for f in rapport.text_faults(fil, omrade, valg)
    ]
    if faults:
        raise UserError("Tekstene har feil som må rettes før publisering.", "", tuple(faults[:_SHOWN_FAULTS]))
    stops = kontroll.stops(fil, valg.periode)
    if stops:
        raise UserError(
            "Kontrollen stopper publiseringen.",
            "Rett tallene, eller godta funnene med en grunn på siden Kontroll.",
            tuple(m.funn.melding for m in stops[:_SHOWN_FAULTS]),
        )
