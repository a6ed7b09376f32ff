"""Live fields of an open file: where they find their figures, and the list to choose from."""

from __future__ import annotations

from functools import lru_cache

from bvdesk import resources
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.forslag import Setningsbank
from bvdesk.domain.rapport.felt.oppslag import Feltkilde
from bvdesk.domain.rapport.felt.ordform import Telleord
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil


def source(fil: Tjenestefil, utsnitt: Utsnitt) -> Feltkilde:
    """Where the fields of a report's texts find their figures."""
    return Feltkilde(utsnitt, counted_words(), lambda navn: find_area(fil, navn, utsnitt.periode))


def find_area(fil: Tjenestefil, navn: str, periode: Periode) -> OmradeId:
    """The area a field names; UserError when there is none, or no figure for it."""
    omrade = fil.find_omrade(navn, periode.ar)
    if omrade.id not in fil.omrader:
        raise UserError(f"Det er ingen tall for {omrade.navn}.", "Les inn tallene først, eller velg et annet område.")
    return omrade.id


@lru_cache(maxsize=1)
def counted_words() -> Telleord:
    """What each indicator counts, in both written languages."""
    return Telleord.parse(resources.text("rapport", "telleord.toml"))


@lru_cache(maxsize=1)
def sentence_bank() -> Setningsbank:
    """The sentences to start from."""
    return Setningsbank.parse(resources.text("rapport", "forslag.toml"))
