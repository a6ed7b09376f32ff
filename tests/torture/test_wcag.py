"""Every edition as HTML passes axe's rules for WCAG 2.2 A and AA in a real browser, light and dark.

Needs Chromium, and axe as the Python package `axe-playwright-python` carries it (installed without what that depends on).
"""

from __future__ import annotations

import html as entities
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bvdesk.domain.rapport.klarering import Port
from bvdesk.domain.rapport.modell import Utgave
from bvdesk.domain.tall.periode import Periode
from bvdesk.services import eksempel, rapport
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tjenestefil import Bruker
from bvdesk.services.trykking import Filformat, render
from tests.torture.counts import times

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = importlib.util.find_spec("axe_playwright_python")
PERIODS = {"vestmar": "2024", "kristiansand": "2024", "midtre_namdal": "2025K1-K3", "fjordbygda": "2025"}
SERVICES, EDITIONS, AREAS = times(4, 1), times(2, 1), times(9, 1)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY, POLICY_NAME = 'http-equiv="Content-Security-Policy"', 'name="policy"'
"""The report lets no script run in it; the copy that axe looks at must."""
LEAST_RULES = 20
"""So many rules have something to judge in a report; fewer means that axe did not see the page."""

RUN = f"""
axe.run(document, {{runOnly: {json.dumps(TAGS)}}}).then(found => {{
  const faults = found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html));
  const text = JSON.stringify({{faults: faults, passed: found.passes.map(rule => rule.id)}});
  document.documentElement.innerHTML = '<body></body>';
  document.body.textContent = text;
}});
"""

needs_axe = pytest.mark.skipif(CHROMIUM is None or AXE is None, reason="needs Chromium and axe")


@needs_axe
@pytest.mark.parametrize("navn", [*PERIODS][:SERVICES])
def test_every_edition_is_accessible_in_a_browser(navn: str, tmp_path: Path, bruker: Bruker) -> None:
    periode = Periode.parse(PERIODS[navn])
    with eksempel.create(tmp_path / "t.bvdesk", bruker, navn) as fil:
        for utgave in [*Utgave][:EDITIONS]:
            valg = Rapportvalg(rapport.all_areas(fil, periode), periode, utgave, formater=(Filformat.HTML,))
            port = Port(fil.beregning, rapport.gate(fil, valg))
            for omrade in valg.omrader[:AREAS]:
                page = render(rapport.build(fil, omrade, valg, port), Filformat.HTML).decode()
                for dark in (False, True):
                    judged = _judge(page, tmp_path, dark=dark)
                    assert judged["faults"] == []
                    assert len(judged["passed"]) >= LEAST_RULES


@needs_axe
def test_a_fault_is_seen(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html><head><title>x</title></head><body><main><img src="data:,"></main></body></html>'
    rules = {fault.split(":")[0] for fault in _judge(page, tmp_path, dark=False)["faults"]}
    assert {"image-alt", "html-has-lang"} <= rules


def _judge(page: str, folder: Path, *, dark: bool) -> dict[str, Any]:
    """What axe says of the page: {'faults': ["rule: element"], 'passed': [rule]}."""
    axe = Path(str(AXE and AXE.origin)).with_name("axe.min.js").read_text(encoding="utf-8")
    before, after = page.replace(POLICY, POLICY_NAME, 1).rsplit("</body>", 1)
    file = folder / "side.html"
    file.write_text(f"{before}<script>{axe}</script><script>{RUN}</script></body>{after}", encoding="utf-8")
    command = [
        str(CHROMIUM),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
    ]
    command += [f"--user-data-dir={folder / 'profil'}", "--virtual-time-budget=60000", "--dump-dom"]
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    dom = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r"<body>(.*)</body>", dom, re.DOTALL)
    judged: dict[str, Any] = json.loads(entities.unescape(found[1] if found else ""))
    return judged
