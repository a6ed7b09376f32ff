"""Texts of the report: written once for all kommuner, with additions or replacements per area, and never lost."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.lesbar import printable
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.kapittelinnhold import Skrevet
from bvdesk.domain.rapport.modell import Bilde
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import felt
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import bilde_store, innsats_store, tekst_store
from bvdesk.storage.tekst_store import Tekst, Tekststed, Tekstversjon

COMMON = ""
MAX_TEXT = 200_000
TEXT_OPERATION = "tekst"


class Rolle(StrEnum):
    """What a text is: common to all, or an area's own beside or instead of the common one."""

    FELLES = "felles"
    TILLEGG = "tillegg"
    ERSTATNING = "erstatning"


def get(fil: Tjenestefil, sted: Tekststed) -> Tekst:
    """The text that stands in a place; an empty one where nothing has been written."""
    return tekst_store.get(fil.database, sted) or Tekst("", Rolle.TILLEGG if sted.omrade else Rolle.FELLES)


def save(fil: Tjenestefil, sted: Tekststed, markdown: str, rolle: Rolle | None = None) -> Change:
    """Write a text; committed and remembered when it returns. Nothing happens when it is what stands there."""
    before = get(fil, sted)
    after = Tekst(printable(markdown), rolle or before.rolle)
    if after == before:
        return Change("Ingenting er endret.", slag=TEXT_OPERATION)
    if len(markdown) > MAX_TEXT:
        raise UserError("Teksten er for lang til å lagres.", f"Del den opp. Et kapittel kan ha {MAX_TEXT // 1000} 000 tegn.")
    if (after.rolle == Rolle.FELLES) != (sted.omrade == COMMON):
        raise ValueError("the common text is common, an area's own is not")
    tekst = f"Skrev i kapittel {sted.kapittel}, {_where(fil, sted)}"
    return _write(fil, sted, after, tekst)


def restore(fil: Tjenestefil, sted: Tekststed, versjon: int) -> Change:
    """Bring back what a text has been; that too is a change one can take back."""
    found = next((v for v in history(fil, sted) if v.nr == versjon), None)
    if found is None:
        raise UserError("Versjonen finnes ikke lenger.")
    return _write(fil, sted, found.tekst, f"Hentet tilbake kapittel {sted.kapittel} fra {found.tid[:16].replace('T', ' ')}")


def history(fil: Tjenestefil, sted: Tekststed) -> tuple[Tekstversjon, ...]:
    """What a text has been, newest first."""
    return tekst_store.history(fil.database, sted)


def last_year(fil: Tjenestefil, sted: Tekststed) -> Tekst:
    """The text of the same chapter a year before; of the whole year when there is none for the same months."""
    before = sted.periode.year_before()
    found = tekst_store.get(fil.database, replace(sted, periode=before))
    return found or get(fil, replace(sted, periode=Periode.year(before.ar)))


def effective(fil: Tjenestefil, omrade: OmradeId, periode: Periode, malform: Malform) -> dict[str, str]:
    """What each chapter says for an area: the common text, with the area's own after it or in its place.

    A chapter that nobody has written in nynorsk is taken from the bokmål texts.
    """
    texts = _in_language(fil, omrade, periode, malform)
    if malform is Malform.BOKMAL:
        return texts
    return {**_in_language(fil, omrade, periode, Malform.BOKMAL), **texts}


def written(fil: Tjenestefil, omrade: OmradeId, periode: Periode, malform: Malform) -> Skrevet:
    """Everything people have put into an area's report."""

    def picture(key: str) -> Bilde | None:
        found = bilde_store.get(fil.database, key)
        return Bilde(key, "", innhold=found.innhold, storrelse=(found.bredde, found.hoyde)) if found else None

    return Skrevet(
        effective(fil, omrade, periode, malform),
        felt.counted_words(),
        lambda navn: felt.find_area(fil, navn, periode),
        picture,
        innsats_store.measures(fil.database, periode.ar + 1, omrade, malform)
        or innsats_store.measures(fil.database, periode.ar + 1, COMMON, malform),
        innsats_store.measures(fil.database, periode.ar, omrade, malform)
        or innsats_store.measures(fil.database, periode.ar, COMMON, malform),
    )


def carry_over(fil: Tjenestefil, periode: Periode) -> Change:
    """Begin a year with last year's texts, where nothing has been written yet; the fields bring them up to date."""
    before = periode.year_before()
    count = 0
    with fil.database.atomic():
        nr = fil.log(TEXT_OPERATION, f"Hentet tekstene fra {before.tekst} til {periode.tekst}")
        for malform in Malform:
            standing = tekst_store.in_period(fil.database, periode, malform)
            for key, tekst in tekst_store.in_period(fil.database, before, malform).items():
                if key not in standing:
                    tekst_store.put(fil.database, Tekststed(periode, key[0], malform, key[1]), tekst, nr)
                    count += 1
    return Change(f"{count} tekster er hentet fra {before.tekst}.", slag=TEXT_OPERATION)


def _in_language(fil: Tjenestefil, omrade: OmradeId, periode: Periode, malform: Malform) -> dict[str, str]:
    texts = tekst_store.in_period(fil.database, periode, malform)
    found = {kapittel: t.markdown for (area, kapittel), t in texts.items() if area == COMMON}
    for (area, kapittel), tekst in texts.items():
        if area == omrade:
            common = found.get(kapittel, "") if tekst.rolle == Rolle.TILLEGG else ""
            found[kapittel] = f"{common}\n\n{tekst.markdown}".strip()
    return {kapittel: markdown for kapittel, markdown in found.items() if markdown.strip()}


def _where(fil: Tjenestefil, sted: Tekststed) -> str:
    place = fil.name(OmradeId(sted.omrade)) if sted.omrade else "felles"
    return place if sted.malform is Malform.BOKMAL else f"{place}, nynorsk"


def _write(fil: Tjenestefil, sted: Tekststed, tekst: Tekst, beskrivelse: str) -> Change:
    with fil.database.atomic():
        tekst_store.put(fil.database, sted, tekst, fil.log(TEXT_OPERATION, beskrivelse))
    return Change(beskrivelse, slag=TEXT_OPERATION)
