"""The accepted findings, as the internal edition prints them."""

import pytest

from bvdesk.domain.rapport.kontrollvedlegg import Godtatt, accepted_findings
from bvdesk.domain.rapport.modell import Tabell
from tests.domain.rapport.feltbok import kilde


@pytest.mark.parametrize(
    ("melding", "trykt"),
    [
        ("A er 47, mer enn B (3,5). En del kan ikke være størst. Er de byttet om? Rett et av dem.",
         "A er 47, mer enn B (3,5). En del kan ikke være størst."),
        ("A er 0, men var 5. Er det 0 eller ikke rapportert?", "A er 0, men var 5."),
        ("A mangler.", "A mangler."),
        ("Er A rett?", "Er A rett?"),
    ],
)  # fmt: skip
def test_a_finding_is_printed_without_its_advice(melding: str, trykt: str) -> None:
    blocks = accepted_findings(kilde([]).utsnitt, [Godtatt(melding, "Fordi.", "Kari", "2026-01-02")])
    (table,) = (b for b in blocks if isinstance(b, Tabell))
    assert [rad.navn for rad in table.rader] == [trykt]
