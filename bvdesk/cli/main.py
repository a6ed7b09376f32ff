"""Reads the command and runs it: exit code 0, or 2 with a clear message and nothing changed."""

from __future__ import annotations

import gc
import sys

from bvdesk.cli import diagram, kontroll, prikk, publisering, rapport, selftest, tall, trygghet
from bvdesk.cli.parser import NorwegianParser
from bvdesk.cli.utskrift import patient_output
from bvdesk.domain.errors import UserError
from bvdesk.services.feil import understandable

_GROUPS = (tall, rapport, diagram, publisering, kontroll, prikk, trygghet)


def build_parser() -> NorwegianParser:
    """The whole command line."""
    parser = NorwegianParser(
        prog="bvdesk",
        description="Kvartalstall og årsmelding for en barnevernstjeneste. Uten kommando åpnes vinduet.",
    )
    commands = parser.add_subparsers(metavar="KOMMANDO", required=True, parser_class=NorwegianParser)
    for group in _GROUPS:
        group.add_commands(commands)
    return parser


def commands() -> frozenset[str]:
    """The words that are commands; anything else is a file to open in the window."""
    actions = build_parser()._subparsers._group_actions  # type: ignore[union-attr]  # noqa: SLF001
    return frozenset(actions[0].choices or ()) | {"-h", "--hjelp", "--help", selftest.OPTION}


def run(args: list[str]) -> int:
    """Run one command; returns the exit code. A reader of standard output who leaves is no fault."""
    # A command makes no rubbish in rings and is soon over: looking for it costs reports a fifth of their time.
    gc.disable()
    try:
        with patient_output():
            return _run(args)
    finally:
        gc.enable()


def _run(args: list[str]) -> int:
    if args == [selftest.OPTION]:
        return selftest.run()
    parsed = build_parser().parse_args(args)
    try:
        with understandable():
            parsed.run(parsed)
    except UserError as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    return 0
