"""The program's own folder is where platformdirs says, though it is not asked at every start."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from bvdesk.storage import mapper


@pytest.mark.parametrize("named", ["", "  ", "/srv/data", "/srv/med mellomrom"])
def test_the_folder_is_the_one_platformdirs_finds(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(mapper.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", named)
    assert mapper.data_folder() == platformdirs.user_data_path("bvdesk", appauthor=False)


def test_the_variable_of_the_program_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(mapper.VARIABLE, str(tmp_path))
    assert mapper.data_folder() == tmp_path
