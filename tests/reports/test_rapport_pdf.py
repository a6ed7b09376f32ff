"""A printed report, read through its structure tree, says what the model says: in order, each text once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bvdesk import resources
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.modell import Rapport, Utgave
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.reports.rapport_pdf import Trykkeri, _Story, render_pdf
from bvdesk.reports.tagged import FontFiles, PageLook
from bvdesk.services import eksempel, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker
from tests.reports.tagged.proof import differences

CUTS = ("Regular", "SemiBold", "Bold", "Regular_Italic")


def trykkeri() -> Trykkeri:
    fonts = FontFiles(*(resources.path("fonts", f"SourceSans3-{cut}.ttf") for cut in CUTS))
    return Trykkeri(fonts, resources.path("srgb.icc").read_bytes(), rapport.words(Malform.BOKMAL))


def amiss(report: Rapport) -> list[str]:
    press = trykkeri()
    story = _Story(report, press, PageLook()).blocks()
    return differences(story, render_pdf(report, press), report.merke)


@pytest.mark.parametrize(
    ("kilde", "periode"), [("vestmar", "2024"), ("kristiansand", "2024"), ("midtre_namdal", "2025K1-K3")]
)
def test_the_file_says_what_the_model_says(kilde: str, periode: str, tmp_path: Path, bruker: Bruker) -> None:
    period = Periode.parse(periode)
    with eksempel.create(tmp_path / "t.bvdesk", bruker, kilde) as fil:
        for omrade, utgave in ((TJENESTEN, Utgave.INTERN), (fil.deltakere()[-1].id, Utgave.OFFENTLIG)):
            assert amiss(rapport.build(fil, omrade, Rapportvalg((omrade,), period, utgave))) == []
