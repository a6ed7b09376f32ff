"""Choosing indicators: optional ones on and off, the service's own notes, and indicators of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.lesbar import plain_letters
from bvdesk.domain.tall.indikator import Art, Indikator, Kom, Kv, Niva
from bvdesk.domain.tall.katalog import Katalog, from_row, to_row
from bvdesk.domain.tall.periode import Korn, date_in_words
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import indikator_store
from bvdesk.storage.indikator_store import Indikatorvalg

INDIKATOR_OPERATION = "indikator"

KORN_NAVN = {
    Korn.MANED: "hver måned",
    Korn.KVARTAL: "hvert kvartal",
    Korn.HALVAR: "hvert halvår",
    Korn.AR: "én gang i året",
}
NIVA_NAVN = {Niva.KOMMUNE: "per kommune", Niva.TJENESTE: "for hele tjenesten", Niva.NASJONAL: "for hele landet"}
ART_NAVN = {Art.TASTET: "Skrives inn", Art.IMPORTERT: "Hentes fra nasjonal statistikk", Art.AVLEDET: "Regnes ut"}
KV_NAVN = {
    Kv.SUM: "Året er summen av kvartalene.",
    Kv.BEHOLDNING: "Året er tallet ved utgangen av siste kvartal.",
    Kv.UNIKE: "Året telles for seg; det kan ikke regnes ut av kvartalene.",
    Kv.FORHOLD: "Året regnes ut på nytt av årets tall, ikke som snitt av kvartalene.",
    Kv.HITTIL: "Kvartalstallet er hittil i år, så året er 4. kvartal.",
    Kv.INGEN: "",
}
KOM_NAVN = {
    Kom.SUM: "Tjenesten er summen av kommunene.",
    Kom.SUM_OVERLAPP: "Tjenesten er summen av kommunene; et barn som flytter, telles to ganger.",
    Kom.FORHOLD: "Tjenesten regnes ut på nytt av kommunenes tall.",
    Kom.INGEN: "",
}


def definition(katalog: Katalog, indikator: Indikator) -> str:
    """What the figure means and how it may be added up, in sentences."""
    first = f"{ART_NAVN[indikator.art]} {NIVA_NAVN[indikator.niva]}, {KORN_NAVN[indikator.entered_korn]}."
    formula = formula_in_words(katalog, indikator)
    parts = [first, f"Formel: {formula}." if formula else "", KV_NAVN[indikator.kv]]
    if indikator.niva is Niva.KOMMUNE:
        parts.append(KOM_NAVN[indikator.kom])
    parts += [f"Brudd i serien fra {date_in_words(b.fra)}: {b.tekst}" for b in indikator.brudd]
    return " ".join(part for part in parts if part)


def set_active(fil: Tjenestefil, indikator: str, *, aktiv: bool) -> Change:
    """Show an indicator, or leave it out of sheets and reports. Its figures stay."""
    valg = replace(_choice(fil, indikator), aktiv=aktiv)
    return _store(fil, valg, f"{fil.katalog[indikator].etikett}: {'i bruk' if aktiv else 'ikke i bruk'}")


def set_note(fil: Tjenestefil, indikator: str, merknad: str) -> Change:
    """What the service means by the figure, where that differs; printed with the definitions."""
    valg = replace(_choice(fil, indikator), merknad=merknad.strip())
    return _store(fil, valg, f"{fil.katalog[indikator].etikett}: lokal definisjon endret")


def add_own(fil: Tjenestefil, row: Mapping[str, str]) -> Change:
    """Add an indicator of the service's own; `row` has the catalogue's columns. UserError says what is wrong."""
    try:
        indikator = from_row(row)
    except ValueError as fault:
        raise UserError("Indikatoren er ikke lagret.", f"Rett dette: {fault}.") from fault
    fil.katalog.with_own((indikator,))
    with fil.database.atomic():
        indikator_store.put_own(fil.database, to_row(replace(indikator, egen=True)))
        fil.log(INDIKATOR_OPERATION, f"Ny indikator: {indikator.etikett}")
    fil.reload()
    return Change(f"«{indikator.etikett}» er lagt til.", slag=INDIKATOR_OPERATION)


def set_nynorsk(fil: Tjenestefil, indikator: str, navn: str) -> Change:
    """What an own indicator is called in nynorsk reports; empty for the bokmål name there too."""
    own = replace(fil.katalog[indikator], etikett_nn=navn.strip())
    if not own.egen:
        raise UserError(f"«{own.etikett}» har allerede et navn på nynorsk.", "Bare egne indikatorer kan få et annet.")
    tekst = f"{own.etikett}: navn på nynorsk endret"
    with fil.database.atomic():
        indikator_store.put_own(fil.database, to_row(own))
        fil.log(INDIKATOR_OPERATION, tekst)
    fil.reload()
    return Change(tekst, slag=INDIKATOR_OPERATION)


def suggest_id(fil: Tjenestefil, etikett: str) -> str:
    """An id made of the label, not yet taken: «Barn på venteliste» → `barn_pa_venteliste`."""
    base = re.sub(r"[^a-z0-9]+", "_", plain_letters(etikett)).strip("_") or "indikator"
    base = base if base[0].isalpha() else f"i_{base}"
    taken = fil.katalog.indikatorer
    return next(name for n in range(1, len(taken) + 2) if (name := base if n == 1 else f"{base}_{n}") not in taken)


def formula_in_words(katalog: Katalog, indikator: Indikator) -> str:
    """«Meldinger henlagt» + «Meldinger til undersøkelse»; empty for what is no formula."""
    if indikator.formel is None:
        return ""
    labels = {key: f"«{katalog[key].etikett}»" for key in indikator.formel.ids}
    worded = re.sub(r"[a-z_][a-z0-9_]*", lambda found: labels.get(found[0], found[0]), indikator.formel.tekst)
    return re.sub(r"\s*([-+*/])\s*", r" \1 ", worded).replace(" * ", " · ").replace(" - ", " − ")


def _choice(fil: Tjenestefil, indikator: str) -> Indikatorvalg:
    return fil.valg.get(indikator, Indikatorvalg(indikator))


def _store(fil: Tjenestefil, valg: Indikatorvalg, tekst: str) -> Change:
    with fil.database.atomic():
        indikator_store.put_choice(fil.database, valg)
        fil.log(INDIKATOR_OPERATION, tekst)
    fil.reload()
    return Change(tekst, slag=INDIKATOR_OPERATION)
