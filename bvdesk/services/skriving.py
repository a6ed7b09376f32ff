"""What the page for writing needs: the chapters, how a chapter reads now, and the fields and sentences to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bvdesk.domain.errors import UserError
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.bygger import assemble, build_report, renumbered
from bvdesk.domain.rapport.felt import forslag, syntaks, utvalg
from bvdesk.domain.rapport.felt.forslag import Forslag
from bvdesk.domain.rapport.felt.syntaks import Felt
from bvdesk.domain.rapport.felt.utvalg import Feltvalg
from bvdesk.domain.rapport.kapittelinnhold import Tekstfeil, Verksted
from bvdesk.domain.rapport.klarering import Port, SlippAlt
from bvdesk.domain.rapport.modell import Rapport, Utgave
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.services import felt, inndeling, mal, rapport, tekst, trykking
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import Rolle
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed, Tekstversjon

MADE_BY_PROGRAM = frozenset({"tabellvedlegg", "definisjoner", "personvern", "rettelser"})
ONE_SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Skrivekapittel:
    """A chapter to write in: its key, title and level, what it should hold, and what the program makes there."""

    nummer: str
    tittel: str
    niva: int
    veiledning: str
    innhold: str = ""


@dataclass(frozen=True, slots=True)
class Kapittelprove:
    """A chapter as it reads now: a report with that chapter alone, and what is wrong with its text."""

    rapport: Rapport
    feil: tuple[Tekstfeil, ...]


def chapters(fil: Tjenestefil, malform: Malform) -> tuple[Skrivekapittel, ...]:
    """The chapters one can write in, in the order of the template in use."""
    guide = mal.guidance()
    return tuple(
        Skrivekapittel(k.nummer, k.title(malform), k.niva, guide.get(k.nummer, ""), k.innhold)
        for k in mal.in_use(fil).kapitler
        if k.innhold not in MADE_BY_PROGRAM and not k.skjult
    )


def area_of(sted: Tekststed) -> OmradeId:
    """Whose figures a text is read with: its own area's, the service's for the common text."""
    return OmradeId(sted.omrade) if sted.omrade else TJENESTEN


def printed_numbers(fil: Tjenestefil, sted: Tekststed) -> dict[str, str]:
    """The number on paper of each chapter in the report a text is for; a chapter with nothing to print has none."""
    omrade, valg = area_of(sted), choice(sted)
    coarse = SlippAlt("", tabellvalg=inndeling.table_choice(fil, sted.periode))
    u = rapport.view(fil, omrade, valg, Port(fil.beregning, coarse))
    return build_report(u, rapport.order(fil, omrade, valg)).numre


def try_chapter(
    fil: Tjenestefil, sted: Tekststed, markdown: str, rolle: Rolle = Rolle.FELLES, nummer: str = ""
) -> Kapittelprove:
    """The chapter with this text in place of the stored one, with every figure: for the eyes of the writer only.

    An area's own text that is an addition stands after the common one, as it will be printed.
    """
    omrade, valg = area_of(sted), choice(sted)
    bestilling = rapport.order(fil, omrade, valg)
    parts = (common(fil, sted), markdown) if rolle is Rolle.TILLEGG else (markdown,)
    text = "\n\n".join(part for part in parts if part.strip())
    skrevet = replace(bestilling.skrevet, tekster={sted.kapittel: text} if text else {})
    u = rapport.view(fil, omrade, valg, rapport.free_port(fil))
    alone = replace(u.disposisjon, kapitler=(replace(u.disposisjon[sted.kapittel], niva=1),))
    verksted = Verksted(replace(u, disposisjon=alone), skrevet)
    made = assemble(verksted, replace(bestilling, skrevet=skrevet))
    numbered = tuple(renumbered(k, nummer) for k in made.kapitler)
    return Kapittelprove(replace(made, kapitler=numbered), tuple(verksted.feil))


def draw_chapter(fil: Tjenestefil, sted: Tekststed, markdown: str, rolle: Rolle, nummer: str = "") -> tuple[str, bytes]:
    """What is wrong with a text, in words, and the chapter's pages as PDF; no pages when there is nothing in it."""
    tried = try_chapter(fil, sted, markdown, rolle, nummer)
    faults = " ".join(f"{f.feil.text} {f.feil.advice}" for f in tried.feil)
    return faults, trykking.render(tried.rapport) if tried.rapport.kapitler else b""


def common(fil: Tjenestefil, sted: Tekststed) -> str:
    """The common text of the chapter, which an area's own is added to or replaces; empty for the common text itself."""
    return tekst.get(fil, replace(sted, omrade=tekst.COMMON)).markdown if sted.omrade else ""


def fields(fil: Tjenestefil, sted: Tekststed) -> tuple[Feltvalg, ...]:
    """Every field to choose from, with what it says now; those of the chapter first."""
    found = utvalg.available(felt.source(fil, view(fil, sted)))
    return tuple(sorted(found, key=lambda valg: valg.kapittel != sted.kapittel))


def field_variants(fil: Tjenestefil, sted: Tekststed, valgt: Felt) -> tuple[Feltvalg, ...]:
    """The other things a field can say."""
    return utvalg.variants(felt.source(fil, view(fil, sted)), valgt)


def read_field(fil: Tjenestefil, kode: str) -> Felt | None:
    """A field as it is written in a text; None when it cannot be read."""
    try:
        return syntaks.parse(kode, fil.katalog.indikatorer)
    except UserError:
        return None


def suggestions(fil: Tjenestefil, sted: Tekststed) -> tuple[Forslag, ...]:
    """Sentences to start from in a chapter, then texts to stand by its charts."""
    kilde, bank = felt.source(fil, view(fil, sted)), felt.sentence_bank()
    ready = forslag.suggestions(kilde, bank, sted.kapittel)
    charts = dict.fromkeys(d.indikator for d in kilde.utsnitt.disposisjon[sted.kapittel].diagram if d.indikator)
    by_charts = (forslag.figure_text(kilde, bank, fil.katalog[key]) for key in charts if key in fil.katalog)
    return tuple(dict.fromkeys((*ready, *(f for f in by_charts if f))))


def versions(fil: Tjenestefil, sted: Tekststed) -> tuple[Tekstversjon, ...]:
    """What a text has been, newest first: one for every ten minutes somebody sat with it, and the very first."""
    standing = tekst.history(fil, sted)
    kept: list[Tekstversjon] = []
    for version in standing:
        if not kept or version == standing[-1] or kept[-1].person != version.person or _apart(version.tid, kept[-1].tid):
            kept.append(version)
    return tuple(kept)


def _apart(before: str, after: str) -> bool:
    return datetime.fromisoformat(after) - datetime.fromisoformat(before) > ONE_SITTING


def view(fil: Tjenestefil, sted: Tekststed) -> Utsnitt:
    """A text's area and period with every figure: for the eyes of the writer only."""
    return rapport.view(fil, area_of(sted), choice(sted), rapport.free_port(fil))


def choice(sted: Tekststed) -> Rapportvalg:
    """The report a text would be printed in."""
    omrade = area_of(sted)
    return Rapportvalg((omrade,), sted.periode, Utgave.OFFENTLIG, sted.malform)
