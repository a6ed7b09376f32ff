"""Texts and the privacy control: what people have typed must not say what the tables withhold."""

from __future__ import annotations

from collections.abc import Iterator

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Emne
from bvdesk.domain.kontroll.tekst.lesning import around
from bvdesk.domain.kontroll.tekst.ord import Forbehold
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.rapport.klarering import Port, Slipp
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import kontroll
from bvdesk.services.kontroll import Kontrolltekst, Merknad
from bvdesk.services.tjenestefil import Tjenestefil

_LOOSE = frozenset({Forbehold.OVER, Forbehold.UNDER})


def hidden_numbers(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst, slipp: Slipp) -> tuple[Merknad, ...]:
    """V38: the numbers of a text that state a withheld figure, or a change that gives one away.

    The number is read with the words around it, as the checker reads it; a live field is not a number, and withholds by
    itself. «Over 10» and «under 10» state nothing.
    """
    port = Port(fil.beregning, slipp)
    hits = kontroll.check_report_text(fil, periode, tekst).treff
    return kontroll.with_acceptance(fil, _told(fil, port, hits))


def refuse_hidden(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst, slipp: Slipp) -> None:
    """UserError with the sentences that say what is withheld; those accepted with a reason on the page Kontroll pass."""
    if not tekst.tekst.strip():
        return
    standing = [m.funn for m in hidden_numbers(fil, periode, tekst, slipp) if not m.godtatt]
    if standing:
        area = "tjenesten" if tekst.omrade == TJENESTEN else fil.name(tekst.omrade)
        raise UserError(
            f"Teksten i meldingen for {area} oppgir tall som ikke vises av personvernhensyn.",
            "Skriv om setningene, eller bytt tallet med et levende felt. Er det et helt annet tall, godta funnet på siden "
            "Kontroll, «En tekst».",
            tuple(f"«{funn.sted.utdrag}»" for funn in standing if funn.sted),
        )


def _told(fil: Tjenestefil, port: Port, hits: tuple[Treff, ...]) -> Iterator[Funn]:
    for hit in hits:
        if hit.emne and hit.periode and hit.tall.forbehold not in _LOOSE and _tells(port, hit, hit.emne, hit.periode):
            yield _finding(fil, hit, hit.emne, hit.periode)


def _tells(port: Port, hit: Treff, emne: Emne, periode: Periode) -> bool:
    celle = Celle(emne.indikator.id, emne.kategori, hit.omrade, periode)
    if hit.dom is Dom.BEKREFTET:
        return port.clear(celle).skjult
    return hit.dom is Dom.AVLEDET and port.change(celle).skjult


def _finding(fil: Tjenestefil, hit: Treff, emne: Emne, periode: Periode) -> Funn:
    area = "tjenesten" if hit.omrade == TJENESTEN else fil.name(hit.omrade)
    what = "er" if hit.dom is Dom.BEKREFTET else "viser endringen i"
    text = (
        f"{hit.tall.raa} {what} {emne.navn.lower()} for {area} i {periode.tekst}. Tallet vises ikke av personvernhensyn, og "
        "kan ikke stå i teksten til en offentlig melding. Ta det bort, eller sett inn et levende felt."
    )
    sted = around(hit.setning, hit.tall.start, hit.tall.slutt, 40)
    return Funn("V38", Niva.STOPP, text, area, emne.indikator.id, periode.kode, (hit.tall.verdi,), sted)
