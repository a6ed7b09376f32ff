"""Every text a user reads is free of the words in `resources/ord_vi_unngar.txt`: window, commands, manual and reports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NORWEGIAN = re.compile(r"[æøåÆØÅ«»]|\b(og|er|ikke|som|til|av|på|en|et|den|har|skal|kan|filen|tall)\b")
TEXT_FILES = [
    *sorted((ROOT / "resources" / "manual").glob("*.md")),
    *sorted((ROOT / "resources" / "rapport").glob("*.toml")),
    ROOT / "resources" / "indikatorer.toml",
    ROOT / "resources" / "om.txt",
    ROOT / "README.md",
]
WORDS_OF_OTHERS = {"linjer.py", "ord.py"}
"""Modules that know words to look for in what the user has written."""


def avoided() -> list[tuple[str, str]]:
    lines = (ROOT / "resources" / "ord_vi_unngar.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return [(word.strip(), better.strip()) for word, _, better in pairs]


def finder(words: list[str]) -> re.Pattern[str]:
    forms = [re.escape(word[:-1]) + r"\w*" if word.endswith("-") else re.escape(word) for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


FINDER = finder([word for word, _ in avoided()])


def literals(path: Path) -> Iterator[str]:
    """The texts of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments:
            yield node.value


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "bvdesk").rglob("*.py")) if path.name not in WORDS_OF_OTHERS]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_programs_own_texts_are_plain(path: Path) -> None:
    said = [text for text in literals(path) if NORWEGIAN.search(text)]
    assert not [(found.group(), text) for text in said if (found := FINDER.search(text))]


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_manual_reports_and_readme_are_plain(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [(found.group(), line) for line in lines if not line.startswith("#") and (found := FINDER.search(line))]


def test_each_word_has_a_better_one() -> None:
    assert len(avoided()) > 40
    assert all(word and better for word, better in avoided())
    assert FINDER.search("Vennligst benytt skjemaet")
    assert not FINDER.search("Bruk skjemaet")
