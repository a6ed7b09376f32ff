"""What every package is made of: names, places, time, the libraries, the program itself and its icon."""

from __future__ import annotations

import importlib.metadata
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
REQUIREMENTS = INSTALLER / "requirements.txt"
UV = Path(sys.executable).with_name("uv")

VERSION = re.findall(r'__version__ = "(.+)"', (ROOT / "bvdesk" / "__init__.py").read_text())[0]


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed; returns what it printed. What went wrong is shown as the tool said it."""
    words, settings = [str(word) for word in command], {**os.environ, **(env or {})}
    done = subprocess.run(words, cwd=cwd, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


_DEBIAN = {"makensis": "nsis", "wixl-heat": "wixl", "objdump": "binutils", "dpkg-deb": "dpkg", "xz": "xz-utils"}


def need(*tools: str) -> None:
    """Stop and name the Debian packages when a tool is not there."""
    missing = [_DEBIAN.get(tool, tool) for tool in tools if not shutil.which(tool)]
    if missing:
        raise SystemExit(f"Please run: apt-get install {' '.join(missing)}")


def epoch() -> int:
    """The time all files of a package carry (seconds): SOURCE_DATE_EPOCH, else that of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given) if given else int(run("git", "log", "-1", "--format=%ct"))


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def install_packages(target: Path, platform: str, python: str) -> None:
    """The pinned wheels for a platform. uv reads the markers for that platform; pip would read this machine's."""
    run(
        UV, "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "--link-mode", "copy",
        "--python-platform", platform, "--python-version", python, "--target", target, "--requirement", REQUIREMENTS,
    )  # fmt: skip


def modules_beside_the_program() -> list[str]:
    """The modules of this environment that belong to no package the program is pinned to, and pip's."""
    pinned = {name.lower() for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", REQUIREMENTS.read_text())} - {"pip"}
    return [
        module
        for module, packages in importlib.metadata.packages_distributions().items()
        if not any(re.sub(r"[-_.]+", "-", package).lower() in pinned for package in packages)
    ]


def copy_program(target: Path) -> None:
    """The program as it is committed: package, resources, start script, licence."""
    for name in run("git", "ls-files", "bvdesk", "resources", "main.py", "LICENSE", "CHANGELOG.md").splitlines():
        if not name.endswith("ARCHITECTURE.md"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def set_times(tree: Path) -> None:
    """Give every file and folder the time of `epoch`, so that two builds are alike."""
    time = epoch()
    for path in [tree, *tree.rglob("*")]:
        os.utime(path, (time, time), follow_symlinks=False)


def draw_icon(size: int) -> bytes:
    """The program's icon as PNG, `size` pixels wide."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "bvdesk.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def write_ico(path: Path) -> None:
    """The program's icon for Windows, drawn anew in each size."""
    from PIL import Image

    pictures = [Image.open(io.BytesIO(draw_icon(size))) for size in (16, 24, 32, 48, 64, 256)]
    pictures[-1].save(path, "ICO", append_images=pictures[:-1], sizes=[p.size for p in pictures])
