"""The three Windows packages, made on Linux: per-user set-up, all-users MSI, zip.

The tree is the official embeddable Python, the pinned wheels for Windows and the program, side by side:
`python/`, `lib/`, `src/`. It is started by the Python Software Foundation's own signed `pythonw.exe`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msi
import parts
import trim
import wine
from closure import missing_libraries
from parts import BUILD, DIST, INSTALLER, VERSION, epoch, fresh, run

PYTHON, PLATFORM = "3.13", "x86_64-pc-windows-msvc"
STAGE = BUILD / "windows" / "bvdesk"
SIGN = INSTALLER / "sign.sh"
COMMAND = '@"%~dp0python\\python.exe" "%~dp0src\\main.py" %*\r\n'
STARTER = '@start "" "%~dp0python\\pythonw.exe" "%~dp0src\\main.py" %*\r\n'


def main() -> None:
    """Build what is asked for."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--python-zip", type=Path, help="an embeddable Python of your own, such as one from python.org")
    reader.add_argument("--sha256", help="the sum that file must have")
    reader.add_argument("--sign", action="store_true", help="sign with the certificate that sign.sh is told of")
    reader.add_argument("--fast", action="store_true", help="quick compression, for trying")
    args = reader.parse_args()
    parts.need("makensis", "wixl", "objdump", *(["osslsigncode"] if args.sign else []))
    stage(args.python_zip, args.sha256)
    if args.sign:
        sign(*sorted(path for path in STAGE.rglob("*") if path.suffix in (".exe", ".dll", ".pyd")))
    DIST.mkdir(exist_ok=True)
    setup, package = write_setup("zlib" if args.fast else "lzma", signed=args.sign), msi.write(STAGE)
    if args.sign:
        sign(setup, package)
    for path in (setup, package, write_zip()):
        print(f"{path.relative_to(DIST.parent)}  {path.stat().st_size / 1e6:.1f} MB")


def stage(python_zip: Path | None, sha256: str | None) -> None:
    """The tree that all three packages carry."""
    fresh(STAGE)
    unpack_python(STAGE / "python", python_zip, sha256)
    parts.install_packages(STAGE / "lib", PLATFORM, PYTHON)
    trim.trim(STAGE / "lib")
    parts.copy_program(STAGE / "src")
    parts.write_ico(STAGE / "bvdesk.ico")
    (STAGE / "bvdesk.cmd").write_text(COMMAND, newline="")
    (STAGE / "Start bvdesk.cmd").write_text(STARTER, newline="")
    missing = missing_libraries(STAGE)
    if missing:
        raise SystemExit(f"Libraries that nothing brings: {missing}")
    compile_python()
    parts.set_times(STAGE)


def unpack_python(target: Path, given: Path | None, sha256: str | None) -> None:
    """The embeddable Python, pinned by hash, with the way to `lib` and `src`."""
    if given and hashlib.sha256(given.read_bytes()).hexdigest() != sha256:
        raise SystemExit(f"{given} does not have the sum {sha256}")
    archive, prefix = (given, "") if given else (pinned_python(fresh(BUILD / "python")), "cp313/")
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            if name.startswith(prefix) and not name.endswith("/"):
                path = target / name.removeprefix(prefix)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(files.read(name))
    (target / "python313._pth").write_text("python313.zip\r\n.\r\n..\\lib\r\n..\\src\r\n", newline="")


def pinned_python(folder: Path) -> Path:
    """The archive within the pinned sdist. Its hash is checked before it is opened, and its own set-up is never used."""
    run(
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--require-hashes",
        "--dest", folder, "--requirement", INSTALLER / "python-runtime.txt",
    )  # fmt: skip
    with tarfile.open(next(folder.glob("*.tar.gz"))) as files:
        content = files.extractfile(next(m for m in files.getmembers() if m.name.endswith("/data.zip")))
        assert content
        (folder / "python.zip").write_bytes(content.read())
    return folder / "python.zip"


def compile_python() -> None:
    """Byte code, made under Wine by the very Python that will run it: under Program Files nothing can be written later."""
    folders = [wine.windows_path(STAGE / name) for name in ("lib", "src")]
    command = ("-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", wine.windows_path(STAGE))
    wine.run(STAGE / "python" / "python.exe", *command, *folders)


def sign(*files: Path) -> None:
    """Sign what nobody has signed: Python's and Qt's own files keep their makers' signatures."""
    run(SIGN, *files)
    parts.set_times(STAGE)


def write_zip() -> Path:
    """The tree as a plain archive, for machines where set-up programs are not allowed."""
    path = DIST / f"bvdesk-{VERSION}-windows.zip"
    time = datetime.fromtimestamp(epoch(), UTC).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(p for p in STAGE.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"bvdesk-{VERSION}/{file.relative_to(STAGE).as_posix()}", time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    return path


def write_setup(compressor: str, *, signed: bool) -> Path:
    """The per-user set-up program. Its uninstaller can only be signed while it is made."""
    path = DIST / f"bvdesk-{VERSION}-setup.exe"
    size = sum(file.stat().st_size for file in STAGE.rglob("*") if file.is_file()) // 1024
    values = {"VERSION": VERSION, "STAGE": STAGE, "OUT": path, "SIZE": size, "COMPRESSOR": compressor}
    values |= {"SIGN": SIGN} if signed else {}
    settings = [f"-D{name}={value}" for name, value in values.items()]
    run("makensis", "-V2", *settings, INSTALLER / "windows" / "bvdesk.nsi", env={"SOURCE_DATE_EPOCH": str(epoch())})
    return path


if __name__ == "__main__":
    os.umask(0o022)
    main()
