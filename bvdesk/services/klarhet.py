"""Whether a period's reports are ready to be published: figures, texts and privacy, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.malform import Malform
from bvdesk.domain.oppramsing import enumerate_names
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.services import kontroll, kvartalstatus, mal, personvern, rapport, tekstvern
from bvdesk.services.kontroll import Merknad
from bvdesk.services.kvartalstatus import Kvartalstatus
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Tjenestefil

SHOWN = 20
_ABOUT_FIELDS = "V40"


@dataclass(frozen=True, slots=True)
class Klarhet:
    """What was found, in sentences.

    Attributes:
        stopp: figures and texts that cannot be true, or that the public may not read.
        tekstfeil: fields that cannot be read, pictures without words.
        varsler: what one should look at before publishing: quarters without figures or approval, and the texts.
        avslort: small figures that a reader could work out, whatever is withheld.
        skjulte: how many figures the public editions withhold, None for an internal one.
        slipp: the clearing the reports are made with, None when it failed or the edition is internal.
    """

    stopp: tuple[str, ...]
    tekstfeil: tuple[str, ...]
    varsler: tuple[str, ...]
    avslort: tuple[str, ...] = ()
    skjulte: int | None = None
    slipp: Frigivelse | None = None

    @property
    def klar(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.stopp or self.tekstfeil or self.avslort)


def examine(
    fil: Tjenestefil, valg: Rapportvalg, slipp: Frigivelse | None = None, step: Callable[[], object] = lambda: None
) -> Klarhet:
    """Everything that is looked at before publishing. `slipp`: the clearing, when it has been made for what stands now."""
    public = valg.utgave is Utgave.OFFENTLIG
    cleared = (slipp or personvern.current(fil, valg.periode)) if public else None
    step()
    numbers = [m.funn.melding for m in kontroll.stops(fil, valg.periode)]
    texts: list[tuple[Niva, str]] = []
    for omrade in valg.omrader:
        step()
        texts += _text_findings(fil, omrade, valg, cleared)
    return Klarhet(
        tuple(dict.fromkeys([*numbers, *(said for niva, said in texts if niva is Niva.STOPP)])),
        text_faults(fil, valg),
        tuple(dict.fromkeys([*unfinished(fil, valg), *(said for niva, said in texts if niva is Niva.ADVARSEL)])),
        _disclosed(cleared) if cleared else (),
        cleared.hidden_count if cleared else None,
        cleared,
    )


def require(found: Klarhet) -> None:
    """UserError with what stands in the way, the texts' own faults first."""
    if found.tekstfeil:
        raise UserError("Tekstene har feil som må rettes før publisering.", "", found.tekstfeil[:SHOWN])
    if found.stopp:
        raise UserError(
            "Kontrollen stopper publiseringen.",
            "Rett tallene og tekstene, eller godta funnene med en grunn på siden Kontroll.",
            found.stopp[:SHOWN],
        )
    if found.avslort:
        raise UserError(
            "Noen små tall kan regnes ut av det som vises eller har vært vist før.",
            "Se siden Personvern for veier ut, eller publiser bare en intern utgave.",
            found.avslort[:SHOWN],
        )


def unfinished(fil: Tjenestefil, valg: Rapportvalg) -> tuple[str, ...]:
    """The quarters of the period that have no figures, or that nobody has approved, with the kommuner they are so for."""
    empty, waiting = [], []
    for kvartal in valg.periode.quarters():
        members = fil.tjeneste.members(kvartal)
        asked = [omrade for omrade in members if omrade in valg.omrader or TJENESTEN in valg.omrader]
        states = {fil.name(omrade): kvartalstatus.status(fil, omrade, kvartal) for omrade in asked}
        blank = [name for name, state in states.items() if state is Kvartalstatus.TOM]
        begun = [name for name, state in states.items() if state in (Kvartalstatus.PABEGYNT, Kvartalstatus.KLAR)]
        if blank:
            empty.append(f"{kvartal.tekst} har ingen tall for {_names(blank, asked)}.")
        if begun:
            waiting.append(f"{kvartal.tekst} er ikke godkjent for {_names(begun, asked)}.")
    return (*empty, *waiting)


def _names(some: Sequence[str], all_asked: Sequence[OmradeId]) -> str:
    if len(some) == len(all_asked) > 1:
        return "noen av kommunene"
    return enumerate_names(some)


def text_faults(fil: Tjenestefil, valg: Rapportvalg) -> tuple[str, ...]:
    """What is wrong in the texts of the reports, with place and advice."""
    title = partial(mal.in_use(fil).title, malform=Malform.BOKMAL)
    return tuple(
        f"{fil.name(omrade)}, kapitlet «{title(fault.kapittel)}»: {fault.feil.text} {fault.feil.advice}".rstrip()
        for omrade in valg.omrader
        for fault in rapport.text_faults(fil, omrade, valg)
    )


def _text_findings(
    fil: Tjenestefil, omrade: OmradeId, valg: Rapportvalg, cleared: Frigivelse | None
) -> Iterator[tuple[Niva, str]]:
    """What the checker says of one report's words, with their place; live fields have been looked at by themselves."""
    typed = rapport.typed_words(fil, omrade, valg)
    if not typed.tekst.strip():
        return
    found = [m for m in kontroll.check_typed(fil, valg.periode, typed) if m.funn.regel != _ABOUT_FIELDS]
    hidden = tekstvern.hidden_numbers(fil, valg.periode, typed, cleared) if cleared else ()
    for merknad in (*hidden, *found):
        if not merknad.godtatt:
            yield merknad.funn.niva, _with_place(fil.name(omrade), merknad)


def _with_place(navn: str, merknad: Merknad) -> str:
    sted = merknad.funn.sted
    return f"{navn}, «{sted.utdrag}»: {merknad.funn.melding}" if sted else f"{navn}: {merknad.funn.melding}"


def _disclosed(cleared: Frigivelse) -> tuple[str, ...]:
    return tuple(f"{cleared.publikasjon.celle(key).omtale}." for key in cleared.revisjon.avslorte_celler)
