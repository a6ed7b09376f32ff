"""A reader that stops reading (`bvdesk … | head`) ends nothing and says nothing."""

import contextlib
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import registrering
from bvdesk.services.tjenestefil import Bruker, create_file
from tests.domain.kontroll.bygg import celle


@pytest.fixture
def fil(tmp_path: Path, bruker: Bruker) -> Path:
    with contextlib.closing(create_file(tmp_path / "t.bvdesk", bruker, "Prøvetjenesten", ("Kragerø",))) as made:
        registrering.save(made, [(celle("meldinger_mottatt"), Registrering(Verdi(Decimal(-3))))], "førte tall")
    return tmp_path / "t.bvdesk"


COMMANDS = ("kontroll {} --periode 2025", "kontroll {} --periode 2025 --json", "importer --hjelp", "--hjelp")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_pipe_is_quiet(fil: Path, command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    args = [sys.executable, "-m", "bvdesk", *command.format(fil).split()]
    try:
        done = subprocess.run(args, stdout=write, stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
