"""The two Linux packages: a folder that runs where it is unpacked, and a Debian package. Python is inside."""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import sys
from pathlib import Path

import parts
from parts import BUILD, DIST, INSTALLER, VERSION, epoch, fresh, run

WORK = BUILD / "linux"
FOLDER = WORK / "dist" / "bvdesk"
DEBIAN = WORK / "debian"
LINUX = INSTALLER / "linux"
# Their symbols are larger than they are. numpy's libraries do not survive `strip`.
STRIPPED = ("libpython3*.so*", "page/*.so", "sqlcipher3/*.so", "highspy/*.so*", "*/lib-dynload/*.so")


def main() -> None:
    """Build both."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--fast", action="store_true", help="quick compression, for trying")
    level = 0 if reader.parse_args().fast else 6
    parts.need("dpkg-deb", "xz", "strip")
    build_folder()
    DIST.mkdir(exist_ok=True)
    for path in (write_archive(level), write_deb(level)):
        print(f"{path.relative_to(DIST.parent)}  {path.stat().st_size / 1e6:.1f} MB")


def build_folder() -> None:
    """The one folder, with only committed files in it."""
    parts.copy_program(fresh(WORK / "source"))
    # A fixed hash seed and time: without them sets and archives come out in another order each time.
    env = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(epoch())}
    paths = ("--distpath", FOLDER.parent, "--workpath", WORK / "work")
    spec = LINUX / "bvdesk.spec"
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR", *paths, spec, env=env)
    for pattern in STRIPPED:
        for library in (FOLDER / "_internal").rglob(pattern):
            if not library.is_symlink():
                run("strip", "--strip-unneeded", library)
    copy_system_licenses(FOLDER / "_internal")
    for name in ("bvdesk.desktop", "bvdesk.xml"):
        shutil.copyfile(LINUX / name, FOLDER / name)
    (FOLDER / "bvdesk.png").write_bytes(parts.draw_icon(256))
    print(run(FOLDER / "bvdesk", "--selftest"))  # what does not work is not packed
    parts.set_times(FOLDER)


def copy_system_licenses(folder: Path) -> None:
    """The terms of the system's libraries that come along, as the system tells them."""
    target = folder / "resources" / "licenses" / "system"
    target.mkdir()
    brought = [path for path in folder.glob("lib*.so*") if not path.is_symlink() and "python" not in path.name]
    for library in sorted(brought):
        file = next(Path("/usr/lib").glob(f"*/{library.name}")).resolve()
        package = run("dpkg", "-S", f"*/{file.name}").partition(":")[0]
        shutil.copyfile(Path("/usr/share/doc") / package / "copyright", target / f"{package}.txt")


def write_archive(level: int) -> Path:
    """The folder as an archive, its files in order and owned by nobody in particular."""
    path = DIST / f"bvdesk-{VERSION}-linux-x86_64.tar.xz"
    order = ("--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{epoch()}")
    how = (f"--use-compress-program=xz -{level} -T1", f"--transform=s,^bvdesk,bvdesk-{VERSION},")
    run("tar", "--create", *how, *order, "--file", path, "--directory", FOLDER.parent, "bvdesk")
    return path


def write_deb(level: int) -> Path:
    """The folder under /opt, with start-menu entry, file type and icon."""
    path = DIST / f"bvdesk_{VERSION}_amd64.deb"
    share = fresh(DEBIAN) / "usr" / "share"
    shutil.copytree(FOLDER, DEBIAN / "opt" / "bvdesk", symlinks=True)
    _put(LINUX / "bvdesk.desktop", share / "applications" / "bvdesk.desktop")
    _put(LINUX / "bvdesk.xml", share / "mime" / "packages" / "bvdesk.xml")
    _put(FOLDER / "bvdesk.png", share / "icons" / "hicolor" / "256x256" / "apps" / "bvdesk.png")
    _put(parts.ROOT / "LICENSE", share / "doc" / "bvdesk" / "copyright")
    changes = gzip.compress((parts.ROOT / "CHANGELOG.md").read_bytes(), 9, mtime=0)
    (share / "doc" / "bvdesk" / "changelog.gz").write_bytes(changes)
    (DEBIAN / "usr" / "bin").mkdir()
    (DEBIAN / "usr" / "bin" / "bvdesk").symlink_to("/opt/bvdesk/bvdesk")
    size = sum(file.lstat().st_size for file in DEBIAN.rglob("*")) // 1024
    (DEBIAN / "DEBIAN").mkdir()
    (DEBIAN / "DEBIAN" / "control").write_text((LINUX / "control").read_text().format(version=VERSION, size=size))
    parts.set_times(DEBIAN)
    how = ("--root-owner-group", "-Zxz", f"-z{level}")
    run("dpkg-deb", *how, "--build", DEBIAN, path, env={"SOURCE_DATE_EPOCH": str(epoch())})
    return path


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    os.umask(0o022)
    main()
