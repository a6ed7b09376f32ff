"""Invented reports with planted mistakes: how many are found, and how many true sentences are warned about.

A mistake stands as `[[class|words]]` in `tests/data/kontroll/*.txt`; every other sentence with a number is true by
`tall.txt` or by itself.
"""

from __future__ import annotations

import re
from pathlib import Path

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from tests.domain.kontroll.bygg import text_result

DATA = Path(__file__).resolve().parents[2] / "data" / "kontroll"
REPORTS = sorted(path for path in DATA.glob("*.txt") if path.name != "tall.txt")
PLANTED = re.compile(r"\[\[([^|]+)\|([^\]]+)\]\]")


def near(funn: Funn, words: str) -> bool:
    """Whether a finding points into these words."""
    excerpt = " ".join(funn.sted.utdrag.split()) if funn.sted else ""
    return bool(excerpt) and (excerpt in words or words in excerpt)


def measure(path: Path) -> tuple[list[tuple[str, str, bool]], list[tuple[str, list[Funn]]]]:
    """(class, words, found) of each planted mistake; (sentence, warnings) of each true sentence."""
    marked = path.read_text(encoding="utf-8")
    text = PLANTED.sub(lambda match: match.group(2), marked)
    found = text_result(text, (DATA / "tall.txt").read_text(encoding="utf-8")).funn
    planted = [(kind, words, any(near(f, words) for f in found)) for kind, words in PLANTED.findall(marked)]
    lest = Lesning.of(text, 2025, ("Vik", "Dal"))
    wrong = [words for _, words, _ in planted]
    true = [s.tekst for s, n in lest.pairs() if n and not any(s.tekst in w or w in s.tekst for w in wrong)]
    grave = [f for f in found if f.niva >= Niva.ADVARSEL]
    return planted, [(sentence, [f for f in grave if near(f, sentence)]) for sentence in true]


def test_mistakes_of_every_class_are_found_in_reports_never_seen() -> None:
    planted = [row for path in REPORTS for row in measure(path)[0]]
    missed = [row[:2] for row in planted if not row[2]]
    assert len(planted) >= 40
    assert len(missed) <= 0.1 * len(planted), missed


def test_true_sentences_are_left_alone() -> None:
    true = [row for path in REPORTS for row in measure(path)[1]]
    flagged = [(sentence, [f.melding for f in found]) for sentence, found in true if found]
    assert len(true) >= 40
    assert len(flagged) <= 0.03 * len(true), flagged
