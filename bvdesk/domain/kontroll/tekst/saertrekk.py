"""What sets two figures with the same nouns apart: new, other, at the end of a period, in the course of it."""

from __future__ import annotations

import re
from functools import lru_cache

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.ord import content_stems
from bvdesk.domain.tall.indikator import Kv

_NYE = re.compile(r"\bnye?\b|\bnytt\b", re.IGNORECASE)
_ANDRE = re.compile(r"\bandre\b|\bann(?:en|et)\b|\bøvrige?\b", re.IGNORECASE)
_VED_SLUTTEN = re.compile(
    r"\bved (?:ut|inn)gangen\b|\bved årsskifte\w*|\bved (?:årets|periodens|kvartalets) slutt|\bved (?:periode|års)slutt"
    r"|\b(?:per|pr\.?) (?:\d{1,2}\.|desember|i dag|nå\b)",
    re.IGNORECASE,
)
_INNEN_FRIST = re.compile(r"\binnen (?:lovens |den lovpålagte )?frist", re.IGNORECASE)
_ETTER_FRIST = re.compile(r"\b(?:etter|over|ut over|utover) frist|fristbrudd", re.IGNORECASE)
_FUNKSJON = re.compile(r"(?<![\d,.])2[345]\d\b(?!\s?\d)")
_HJEMME = re.compile(r"\b(?:hjem|heim)", re.IGNORECASE)
_BORTE = re.compile(r"\buten?for|\butanfor|plasser|fosterh|institusjon|\b252", re.IGNORECASE)
_MOTSATT = ((_INNEN_FRIST, _ETTER_FRIST), (_ETTER_FRIST, _INNEN_FRIST))
_I_LOPET_AV = re.compile(r"\bi løpet av\b|\bgjennom (?:hele )?(?:året|20\d\d)\b|\btil sammen i\b", re.IGNORECASE)


_TREKK = (_NYE, _ANDRE, _VED_SLUTTEN, _I_LOPET_AV, _INNEN_FRIST, _ETTER_FRIST)


def contradicts(bilde: Tallbilde, text: str, emne: Emne) -> bool:
    """Whether a sentence says, or by silence means, something else than what the subject's name sets apart.

    «Andre akuttvedtak» is not meant where nothing is called other, «nye meldinger» are not those that were concluded,
    a stock is not what came in the course of a year, and what was within the limit is not what broke it.
    """
    indikator, said = emne.indikator, _says(text)
    if not _says(indikator.etikett) & {_NYE, _ANDRE} <= said:
        return True
    if _another_function(indikator.etikett, text) or any(
        one in _says(indikator.etikett) and other in said for one, other in _MOTSATT
    ):
        return True
    if _BORTE.search(indikator.etikett) and _HJEMME.search(text) and not _BORTE.search(text):
        return True
    balances = bilde.beregning.katalog.balanser_for.get(indikator.id, ())
    if _NYE in said and any(indikator.id in {balanse.ut, balanse.slutt} for balanse in balances):
        return True
    if indikator.kv is Kv.BEHOLDNING:
        return _I_LOPET_AV in said
    return indikator.kv is Kv.UNIKE and _VED_SLUTTEN in said


def _another_function(label: str, text: str) -> bool:
    """Whether a label is of one KOSTRA function, and the text names another or none: «Netto driftsutgifter 244 (…)»."""
    code = _FUNKSJON.search(label)
    if code is None:
        return False
    named = _FUNKSJON.findall(text)
    if named:
        return code.group() not in named
    does = frozenset(content_stems(label[code.end() :]))
    return bool(does) and does.isdisjoint(content_stems(text))


@lru_cache(maxsize=1024)
def _says(text: str) -> frozenset[re.Pattern[str]]:
    return frozenset(word for word in _TREKK if word.search(text))


def counts_children(emne: Emne, own: frozenset[str]) -> bool:
    """«Barn med melding» is not meant where only «meldinger» are spoken of."""
    return emne.stammer[:1] == ("barn",) and bool(own) and "barn" not in own
