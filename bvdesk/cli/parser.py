"""argparse with Norwegian words: exit code 2 and a clear message when the command cannot be read."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

_WORDS = (
    (r"the following arguments are required: (.*)", r"mangler: \1"),
    (r"unrecognized arguments: (.*)", r"ukjente ord: \1"),
    (r"argument (.*?): expected one argument", r"\1 mangler en verdi"),
    (r"argument (.*?): expected at least one argument", r"\1 mangler en verdi"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: \2 finnes ikke, velg mellom \3"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 og \2 kan ikke brukes sammen"),
    (r"one of the arguments (.*) is required", r"velg en av: \1"),
)


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], None],
) -> argparse.ArgumentParser:
    """A command on a file, which `run` does; its parser, for what else can be said."""
    parser = commands.add_parser(name, help=text)
    parser.add_argument("fil", metavar="FIL", type=Path)
    parser.set_defaults(run=run)
    return parser


class NorwegianParser(argparse.ArgumentParser):
    """An argument parser that speaks Norwegian."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(add_help=False, **kwargs)  # type: ignore[arg-type]
        self.add_argument("-h", "--hjelp", "--help", action="help", help="vis denne hjelpen")
        self._optionals.title = "valg"
        self._positionals.title = "ord"

    def format_usage(self) -> str:
        """«bruk:» for «usage:»."""
        return super().format_usage().replace("usage:", "bruk:", 1)

    def format_help(self) -> str:
        """The help text with Norwegian headings."""
        return super().format_help().replace("usage:", "bruk:", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and stop with exit code 2."""
        for pattern, words in _WORDS:
            message = re.sub(pattern, words, message)
        sys.stderr.write(f"Kommandoen kan ikke leses: {message}\n{self.format_usage()}")
        raise SystemExit(2)
