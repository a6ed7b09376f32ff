"""What few documents need is loaded when it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bvdesk.reports.tagged.later import put_off

_TWO_THREADS = """
import sys, threading
import bvdesk.reports.tagged
assert "PIL._imaging" not in sys.modules
from PIL import Image
import PIL.Image
assert PIL.Image is Image
met = []
together = threading.Barrier(8)
def ask():
    together.wait()
    met.append(Image.new("RGB", (2, 2)).size)
threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert met == [(2, 2)] * 8, met
from PIL import ImageOps
assert isinstance(ImageOps.contain(Image.new("RGB", (4, 4)), (2, 2)), Image.Image)
"""


def test_pictures_are_loaded_when_first_asked_for_by_many_at_once() -> None:
    subprocess.run([sys.executable, "-c", _TWO_THREADS], check=True)


def test_what_is_loaded_stays_as_it_is() -> None:
    put_off("json.decoder")
    import json.decoder

    before = json.decoder
    put_off("json.decoder")
    assert sys.modules["json.decoder"] is before


def test_what_a_module_does_not_hold_is_missing() -> None:
    from PIL import Image

    with pytest.raises(AttributeError, match=r"PIL\.Image.*no attribute 'nothing'"):
        Image.nothing  # noqa: B018
