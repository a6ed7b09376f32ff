"""What sets two figures with the same nouns apart: new, other, at the end of a period, in the course of it."""

from __future__ import annotations

import re
from functools import lru_cache

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.tall.indikator import Kv

_NYE = re.compile(r"\bnye?\b|\bnytt\b", re.IGNORECASE)
_ANDRE = re.compile(r"\bandre\b|\bann(?:en|et)\b|\bøvrige?\b", re.IGNORECASE)
_VED_SLUTTEN = re.compile(
    r"\bved (?:ut|inn)gangen\b|\bved årsskifte\w*|\bved (?:årets|periodens|kvartalets) slutt|\bved (?:periode|års)slutt"
    r"|\b(?:per|pr\.?) (?:\d{1,2}\.|desember|i dag|nå\b)",
    re.IGNORECASE,
)
_I_LOPET_AV = re.compile(r"\bi løpet av\b|\bgjennom (?:hele )?(?:året|20\d\d)\b|\btil sammen i\b", re.IGNORECASE)


def contradicts(bilde: Tallbilde, text: str, emne: Emne) -> bool:
    """Whether a sentence says, or by silence means, something else than what the subject's name sets apart.

    «Andre akuttvedtak» is not meant where nothing is called other, «nye meldinger» are not those that were concluded,
    and a stock is not what came in the course of a year.
    """
    indikator, said = emne.indikator, _says(text)
    if not _says(indikator.etikett) & {_NYE, _ANDRE} <= said:
        return True
    balances = bilde.beregning.katalog.balanser_for.get(indikator.id, ())
    if _NYE in said and any(indikator.id in {balanse.ut, balanse.slutt} for balanse in balances):
        return True
    if indikator.kv is Kv.BEHOLDNING:
        return _I_LOPET_AV in said
    return indikator.kv is Kv.UNIKE and _VED_SLUTTEN in said


@lru_cache(maxsize=1024)
def _says(text: str) -> frozenset[re.Pattern[str]]:
    return frozenset(word for word in (_NYE, _ANDRE, _VED_SLUTTEN, _I_LOPET_AV) if word.search(text))
