from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bvdesk.reports.tagged import Document, FontFiles, Fonts, Metadata

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="session")
def font_files() -> FontFiles:
    folder = RESOURCES / "fonts"
    cuts = ("Regular", "SemiBold", "Bold", "Regular_Italic")
    return FontFiles(*(folder / f"SourceSans3-{cut}.ttf" for cut in cuts))


@pytest.fixture(scope="session")
def fonts(font_files: FontFiles) -> Fonts:
    return Fonts(font_files)


@pytest.fixture(scope="session")
def icc_profile() -> bytes:
    return (RESOURCES / "srgb.icc").read_bytes()


@pytest.fixture(scope="session")
def metadata() -> Metadata:
    return Metadata("Årsmelding 2024 – Nordvik", "Tjenesten", datetime(2025, 3, 1, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def make_document(metadata: Metadata, font_files: FontFiles, icc_profile: bytes) -> Callable[..., Document]:
    def make(**changes: object) -> Document:
        return Document(**{"metadata": metadata, "fonts": font_files, "icc_profile": icc_profile, **changes})

    return make
