"""What the editor shows in place of codes: what each field says now, and which table, chart or picture stands where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bvdesk import prikking
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, fill_in
from bvdesk.domain.rapport.felt.syntaks import Felt, parse
from bvdesk.domain.rapport.kapittelinnhold import Verksted
from bvdesk.domain.rapport.modell import Bilde, Figur, Tabell
from bvdesk.domain.rapport.tekst.brikker import Brikkeslag
from bvdesk.domain.rapport.tekst.markdown import parse_text
from bvdesk.domain.tall.celle import Celle
from bvdesk.services import felt, personvern, publikasjon, rapport, skriving, tallas
from bvdesk.services.leserregning import cell_id, whole_number
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import bilde_store
from bvdesk.storage.tekst_store import Tekststed

_WITHHELD = "Tallet er lite eller låst, og skjules i den offentlige utgaven. Skriv gjerne om noe annet."


@dataclass(frozen=True, slots=True)
class Brikke:
    """A chip: the words it shows, what it is, and whether something must be mended, filled in or known."""

    tekst: str
    navn: str
    mangler: bool = False


@dataclass(frozen=True, slots=True)
class Delvalg:
    """A table or chart one can place in a chapter; `egen`: put together by the user."""

    kode: str
    navn: str
    egen: bool

    @property
    def markdown(self) -> str:
        """How a text says where it stands."""
        return f"[[{self.kode}]]"


def chips(fil: Tjenestefil, sted: Tekststed, koder: Iterable[str]) -> Mapping[str, Brikke]:
    """What each chip of a text shows now, by how it is written."""
    asked = tuple(dict.fromkeys(koder))
    kinds = {kode: Brikkeslag.of(kode) for kode in asked}
    kilde = felt.source(fil, skriving.view(fil, sted))
    placed = {p.markdown: p for p in parts(fil, sted)} if Brikkeslag.DEL in kinds.values() else {}
    small = small_count(fil)
    found = {kode: _field(kilde, kode, small) for kode in asked if kinds[kode] is Brikkeslag.FELT}
    found |= {kode: _part(placed.get(kode), kode) for kode in asked if kinds[kode] is Brikkeslag.DEL}
    return found | {kode: _picture(fil, kode) for kode in asked if kinds[kode] is Brikkeslag.BILDE}


def small_count(fil: Tjenestefil) -> Callable[[Celle], bool]:
    """Whether a figure is so small that no public edition prints it. What else is hidden, a clearing finds out."""
    rules, held = personvern.policy(fil), tallas.locks(fil)

    def is_small(celle: Celle) -> bool:
        value = whole_number(fil, celle)
        if value is None or not publikasjon.subject(fil.katalog[celle.indikator]):
            return False
        made = prikking.Celle(cell_id(celle), value, gruppe=f"pv{fil.katalog[celle.indikator].pv}")
        locked = tallas.locked(held, made)
        return not locked.last and rules.is_small(locked)

    return is_small


def parts(fil: Tjenestefil, sted: Tekststed) -> tuple[Delvalg, ...]:
    """The tables and charts of a chapter, as they come without anybody placing them."""
    omrade, valg = skriving.area_of(sted), skriving.choice(sted)
    view = skriving.view(fil, sted)
    chapter = view.disposisjon[sted.kapittel]
    own = {p.kode for p in chapter.plassert}
    made = Verksted(view, rapport.order(fil, omrade, valg).skrevet).parts(chapter)
    return tuple(Delvalg(p.kode, _named(p), p.kode in own) for p in made)


def _named(part: Tabell | Figur) -> str:
    return f"{'Tabell' if isinstance(part, Tabell) else 'Figur'}: {part.tittel}"


def _field(kilde: Feltkilde, kode: str, small: Callable[[Celle], bool]) -> Brikke:
    try:
        read = parse(kode, kilde.kjente)
        filled = fill_in(kilde, read)
    except UserError as fault:
        return Brikke(kode, f"{fault.text} {fault.advice}", mangler=True)
    words, name = kilde.ordform.felt, _field_name(kilde, read)
    if filled.mangel:
        return Brikke(f"{name} {words[f'grunn_{filled.mangel.grunn}']}", name, mangler=True)
    celle = filled.figur.celle if filled.figur else None
    if celle is not None and small(celle):
        return Brikke(f"{filled.tekst} (skjules)", f"{name}. {_WITHHELD}", mangler=True)
    return Brikke(filled.tekst, name)


def _field_name(kilde: Feltkilde, read: Felt) -> str:
    words = kilde.utsnitt.ord.tekster["felt"]
    if read.fakta:
        return str(words[f"fakta_{read.fakta}"])
    katalog = kilde.utsnitt.beregning.katalog
    details = [read.kategori, read.omrade, read.periode, f"av {katalog[read.andel_av].etikett}" if read.andel_av else ""]
    details += [words[f"valg_{key}"].lower() for key in (read.form, read.visning) if key]
    said = ", ".join(d for d in details if d)
    name = kilde.utsnitt.name_of(katalog[read.navn])
    return f"{name} ({said})" if said else name


def _part(part: Delvalg | None, kode: str) -> Brikke:
    if part is None:
        return Brikke(f"{kode.strip('[]')} har ingen tall å vise", "Tabell eller figur uten tall", mangler=True)
    return Brikke(part.navn, part.navn)


def _picture(fil: Tjenestefil, kode: str) -> Brikke:
    block = next(iter(parse_text(kode)))
    assert isinstance(block, Bilde)
    if bilde_store.get(fil.database, block.kilde) is None:
        return Brikke("Bilde som ikke finnes lenger", "Bilde", mangler=True)
    if not block.alt:
        return Brikke("Bilde uten tekst om hva det viser", block.tittel or "Bilde", mangler=True)
    return Brikke(f"Bilde: {block.alt}", block.tittel or "Bilde")
