"""What sets two figures with the same nouns apart: new, other, at the end of a period, in the course of it."""

from __future__ import annotations

import re

from bvdesk.domain.kontroll.tallbilde import Emne, Tallbilde
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
    indikator, new = emne.indikator, bool(_NYE.search(text))
    if any(word.search(indikator.etikett) and not word.search(text) for word in (_NYE, _ANDRE)):
        return True
    if new and any(indikator.id in {balanse.ut, balanse.slutt} for balanse in bilde.beregning.katalog.balanser):
        return True
    if indikator.kv is Kv.BEHOLDNING:
        return bool(_I_LOPET_AV.search(text))
    return indikator.kv is Kv.UNIKE and bool(_VED_SLUTTEN.search(text))
