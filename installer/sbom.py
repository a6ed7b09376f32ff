"""The list of parts (SBOM) as CycloneDX 1.6: every pinned package with its hashes and licence, Python, and the typeface."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime

from licenses import read_list
from parts import DIST, REQUIREMENTS, VERSION, epoch

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)(?: ; (.*?))?(?: \\)?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main() -> None:
    """Write the list beside the packages."""
    DIST.mkdir(exist_ok=True)
    path = DIST / f"bvdesk-{VERSION}.cdx.json"
    path.write_text(json.dumps(document(REQUIREMENTS.read_text()), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path.relative_to(DIST.parent)}  {path.stat().st_size / 1e3:.0f} kB")


def document(requirements: str) -> dict[str, object]:
    """The whole list."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'bvdesk-{VERSION}-{epoch()}-sbom')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch(), UTC).isoformat().replace("+00:00", "Z"),
            "component": {"type": "application", "name": "bvdesk", "version": VERSION, "bom-ref": "bvdesk"},
        },
        "components": [*_packages(requirements), *_others()],
    }


def _packages(requirements: str) -> list[dict[str, object]]:
    """The pins. A package pinned differently for two Pythons is two components."""
    found: list[dict[str, object]] = []
    licences = {_plain(part.navn): part.lisens for part in read_list()}
    for block in re.split(r"\n(?=\S)", requirements):
        pin = _PIN.match(block.splitlines()[0])
        if pin:
            name, version, marker = pin.groups()
            found.append(_component(_plain(name), version, licences.get(_plain(name), ""), marker, _HASH.findall(block)))
    return found


def _component(name: str, version: str, licence: str, marker: str | None, hashes: list[str]) -> dict[str, object]:
    """One package. A wheel for each platform: a hash each, so they are listed as the files the package may come as."""
    return {
        "type": "library",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"license": {"name": licence}}] if licence else [],
        "properties": [
            *([{"name": "bvdesk:marker", "value": marker}] if marker else []),
            *({"name": "bvdesk:file-sha256", "value": value} for value in hashes),
        ],
    }


def _others() -> list[dict[str, object]]:
    """What is not among the pins: Python, the typeface, what starts the Linux folder."""
    pinned = {_plain(name) for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", REQUIREMENTS.read_text())}
    return [
        {
            "type": "library",
            "bom-ref": part.navn,
            "name": part.navn,
            "version": part.versjon,
            "licenses": [{"license": {"name": part.lisens}}],
        }
        for part in read_list()
        if _plain(part.navn) not in pinned and part.navn != "bvdesk"
    ]


def _plain(name: str) -> str:
    """The name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
