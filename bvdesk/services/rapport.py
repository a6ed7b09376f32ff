"""Reports from a file: choose area, period and edition; build as data; make and save the files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bvdesk.domain.errors import UserError
from bvdesk.domain.lesbar import plain_letters
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.bygger import Bestilling, assemble, build_report
from bvdesk.domain.rapport.felt.syntaks import FIELD
from bvdesk.domain.rapport.kapittelinnhold import Rettelse, Skrevet, Tekstfeil, Verksted
from bvdesk.domain.rapport.klarering import Port, Slipp, SlippAlt
from bvdesk.domain.rapport.modell import Rapport, Utgave
from bvdesk.domain.rapport.tekst.brikker import without_parts
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId, OmradeSlag
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll, kvartalstatus, mal, personvern, tekst, tekstvern, utgave
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.personvern import Fortalt, Frigivelse
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.services.trykking import Filformat, checked, render, words
from bvdesk.services.trykte_ord import all_words

if TYPE_CHECKING:
    from concurrent.futures import Future

_LONGEST = 60
"""Letters of a title or a name in the name of a file."""


@dataclass(frozen=True, slots=True)
class Rapportvalg:
    """What to print.

    Attributes:
        malform: the written language; None for each area's own.
        endelig: it is being published, and so no draft whatever has been approved.
    """

    omrader: tuple[OmradeId, ...]
    periode: Periode
    utgave: Utgave = Utgave.OFFENTLIG
    malform: Malform | None = None
    rettelser: tuple[Rettelse, ...] = ()
    formater: tuple[Filformat, ...] = (Filformat.PDF,)
    endelig: bool = False


def all_areas(fil: Tjenestefil, periode: Periode) -> tuple[OmradeId, ...]:
    """Every deltakerkommune in the period, then tjenesten."""
    return (*fil.tjeneste.members(periode), TJENESTEN)


def find_areas(fil: Tjenestefil, names: tuple[str, ...]) -> tuple[OmradeId, ...]:
    """The areas with these names; UserError for one that gets no report."""
    found = tuple(fil.find_omrade(name) for name in names)
    for omrade in found:
        if omrade.slag is OmradeSlag.SAMMENLIGNING:
            raise UserError(f"{omrade.navn} er ikke med i tjenesten.", "Velg en deltakerkommune eller tjenesten.")
    return tuple(omrade.id for omrade in found)


def build(fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg, port: Port | None = None) -> Rapport:
    """One report as data, its figures let through by `port` (by one of its own when None).

    UserError when the period has no figures at all, or a public text says what is withheld.
    """
    if not any(_has_figures(fil, o, valg.periode) for o in (omrade, TJENESTEN, *fil.tjeneste.members(valg.periode))):
        raise UserError(f"Det er ingen tall for {valg.periode.tekst}.", "Velg en periode som er registrert.")
    uferdig = () if valg.endelig else kvartalstatus.unapproved(fil, valg.periode)
    utsnitt, bestilling = view(fil, omrade, valg, port), replace(order(fil, omrade, valg), uferdig=uferdig)
    if valg.utgave is Utgave.OFFENTLIG:
        tekstvern.refuse_hidden(fil, valg.periode, all_words(utsnitt, bestilling), utsnitt.port.slipp)
    return build_report(utsnitt, bestilling)


def _words_of(skrevet: Skrevet, omrade: OmradeId) -> Kontrolltekst:
    """What people have typed: a live field is not a number and withholds by itself, and a table's place holds no words."""
    typed = without_parts("\n\n".join(skrevet.tekster.values()))
    return Kontrolltekst(FIELD.sub("…", typed), omrade)


def typed_words(fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg) -> Kontrolltekst:
    """What people have typed in one report, for the checker."""
    return _words_of(tekst.written(fil, omrade, valg.periode, language(fil, omrade, valg)), omrade)


def text_faults(fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg) -> tuple[Tekstfeil, ...]:
    """What is wrong with the texts of one report: fields that cannot be read, pictures that are missing or without words."""
    verksted = Verksted(
        view(fil, omrade, valg, free_port(fil)), tekst.written(fil, omrade, valg.periode, language(fil, omrade, valg))
    )
    assemble(verksted, order(fil, omrade, valg))
    return tuple(verksted.feil)


def order(fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg) -> Bestilling:
    """What is asked for: the edition, today's date, what has been written, and how the area's edition looks."""
    oppsett = utgave.setup(fil, omrade)
    skrevet = tekst.written(fil, omrade, valg.periode, language(fil, omrade, valg))
    skrevet = replace(skrevet, rettelser=tuple(r for r in valg.rettelser if r.omrade in ("", omrade)))
    if valg.utgave is Utgave.INTERN:
        skrevet = replace(skrevet, godtatte=kontroll.accepted(fil, valg.periode, _words_of(skrevet, omrade)))
    return Bestilling(
        valg.utgave,
        fil.bruker.clock().date().isoformat(),
        skrevet,
        oppsett,
        utgave.treatment(fil, valg.periode, omrade),
        utgave.logo(fil, oppsett),
        utgave.case_number(fil, valg.periode, omrade),
    )


def cover(fil: Tjenestefil, omrade: OmradeId, periode: Periode) -> Rapport:
    """A report with nothing but its cover, to see how an edition looks."""
    valg = Rapportvalg((omrade,), periode)
    u = view(fil, omrade, valg, free_port(fil))
    empty = replace(u, disposisjon=replace(u.disposisjon, kapitler=()))
    bestilling = order(fil, omrade, valg)
    return assemble(Verksted(empty, bestilling.skrevet), bestilling)


def language(fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg) -> Malform:
    """The written language of one report."""
    return valg.malform or utgave.malform(fil, omrade)


def free_port(fil: Tjenestefil) -> Port:
    """A gate that lets everything through, for the eyes of the writer."""
    return Port(fil.beregning, SlippAlt(""))


def view(fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg, port: Port | None = None) -> Utsnitt:
    """An area's figures behind the gate, with the report's words."""
    ordliste = words(language(fil, omrade, valg))
    port = port or Port(fil.beregning, gate(fil, valg))
    return Utsnitt(
        port=port.stamped(ordliste("stempel_intern")) if valg.utgave is Utgave.INTERN else port,
        omrade=omrade,
        periode=valg.periode,
        indikatorer=fil.active(),
        sammenligninger=tuple(o.id for o in fil.comparisons()),
        navn=fil.name,
        ord=ordliste,
        disposisjon=mal.in_use(fil),
        merknader={key: v.merknad for key, v in fil.valg.items() if v.merknad},
    )


def _has_figures(fil: Tjenestefil, omrade: OmradeId, periode: Periode) -> bool:
    return any(celle.periode in periode for celle, _ in fil.bok.cells(omrade, periode.ar))


def gate(fil: Tjenestefil, valg: Rapportvalg) -> Slipp:
    """What decides what is shown: the privacy control for the public, everything (and a stamp) for the internal edition."""
    if valg.utgave is Utgave.INTERN:
        return SlippAlt(words(valg.malform or Malform.BOKMAL)("stempel_intern"))
    return personvern.clear_for_print(fil, valg.periode)


@dataclass(frozen=True, slots=True)
class Fil:
    """A file with its name."""

    navn: str
    innhold: bytes


@dataclass(frozen=True, slots=True)
class Trykt:
    """One report, made and checked, in every kind of file that was asked for; a PDF first when there is one."""

    omrade: str
    filer: tuple[Fil, ...]

    @property
    def filnavn(self) -> str:
        """The name of the first file."""
        return self.filer[0].navn

    @property
    def pdf(self) -> bytes:
        """The pages to look at and print; empty when no PDF was asked for."""
        return self.filer[0].innhold if self.filnavn.endswith(Filformat.PDF) else b""


@dataclass(frozen=True, slots=True)
class Opplag:
    """The reports of one run, what decided what they show, and what they tell the public (None: they are internal)."""

    rapporter: tuple[Trykt, ...]
    slipp: Slipp
    fortalt: Fortalt | None = None

    @property
    def filer(self) -> tuple[Fil, ...]:
        """Every file, area by area."""
        return tuple(made for trykt in self.rapporter for made in trykt.filer)


Told = Callable[[int, int, str], None]
"""(how many are done, of how many, what happens now)"""


def make_all(
    fil: Tjenestefil,
    valg: Rapportvalg,
    told: Told = lambda _done, _total, _text: None,
    slipp: Slipp | None = None,
) -> Opplag:
    """The files of every area; nothing is written. Takes seconds: the window gives it a reader of its own in a job.

    The editions share one gate: half of what a kommune's report shows stands in the others too. A finished file is proved
    beside the making of the next (the proof is machine code that lets Python run on); the longest, the service's own, is
    made first, so that little is left to prove in the end.
    `slipp`: the clearing, when it has been made for what stands now.
    """
    from concurrent.futures import ThreadPoolExecutor

    total = len(valg.omrader)
    told(0, total, "Kontrollerer personvernet …")
    slipp = slipp or gate(fil, valg)
    port = Port(fil.beregning, slipp)
    formats = sorted(valg.formater, key=tuple(Filformat).index)
    made: dict[OmradeId, list[Future[Fil]]] = {}
    with ThreadPoolExecutor(max_workers=2) as prover:
        for omrade in sorted(valg.omrader, key=lambda area: area != TJENESTEN):
            navn = fil.name(omrade)
            told(len(made), total, f"Lager rapport for {navn} …")
            report = build(fil, omrade, valg, port)
            oppsett = utgave.setup(fil, omrade)
            name = partial(file_name, oppsett.tittel or oppsett.navn, navn, valg)
            rendered = [(fmt, name(fmt), render(report, fmt)) for fmt in formats]
            made[omrade] = [prover.submit(_proved, *file) for file in rendered]
        told(total, total, "Prøver de siste filene …")
        fortalt = personvern.told(fil, slipp) if isinstance(slipp, Frigivelse) else None
        reports = (Trykt(fil.name(area), tuple(file.result() for file in made[area])) for area in valg.omrader)
        return Opplag(tuple(reports), slipp, fortalt)


def _proved(fmt: Filformat, filnavn: str, content: bytes) -> Fil:
    return Fil(filnavn, checked(content, filnavn) if fmt is Filformat.PDF else content)


def save_all(fil: Tjenestefil, opplag: Opplag, katalog: Path, told: Callable[[Path], None] = lambda _path: None) -> None:
    """Write the reports; a public edition is noted in the ledger: from then on it counts as read by everybody."""
    try:
        katalog.mkdir(parents=True, exist_ok=True)
        for made in opplag.filer:
            (katalog / made.navn).write_bytes(made.innhold)
            told(katalog / made.navn)
    except OSError as fault:
        raise UserError(f"Kan ikke skrive i {katalog}.", "Velg en mappe du kan skrive i, og lukk åpne rapporter.") from fault
    note_release(fil, opplag)


def note_release(fil: Tjenestefil, opplag: Opplag) -> None:
    """A public edition leaves the house, as files or on paper."""
    if opplag.fortalt is not None:
        personvern.record(fil, opplag.fortalt, tuple((f.navn, sha256(f.innhold).hexdigest()) for f in opplag.filer))


def print_all(
    fil: Tjenestefil, valg: Rapportvalg, katalog: Path, told: Callable[[Path], None] = lambda _path: None
) -> tuple[Path, ...]:
    """Every area's files in a folder, all made before any is written; `told` hears of each."""
    opplag = make_all(fil, valg)
    save_all(fil, opplag, katalog, told)
    return tuple(katalog / made.navn for made in opplag.filer)


def periods(fil: Tjenestefil) -> tuple[Periode, ...]:
    """What one may want a report for, newest first: years, the first three quarters, half-years, quarters."""
    found: list[Periode] = []
    for year in (Periode.year(ar) for ar in reversed(fil.years())):
        halves = (Periode(year.ar, 7, 12), Periode(year.ar, 1, 6))
        found += [year, Periode.window(year.ar, 1, 3), *halves, *reversed(year.quarters())]
    return tuple(found)


def file_name(tittel: str, omrade: str, valg: Rapportvalg, fmt: Filformat) -> str:
    """«tilstandsrapport-namsos-2025.pdf», with «-intern» for an internal edition; letters every system can store."""
    edition = "-intern" if valg.utgave is Utgave.INTERN else ""
    return f"{_slug(tittel)}-{_slug(omrade)}-{valg.periode.kode.casefold()}{edition}.{fmt}"


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(words))[:_LONGEST].strip("-")
