"""Try the Linux packages on a machine with nothing but Debian 12: a debootstrap folder, entered with chroot. Needs root.

Installs the .deb with the packages it asks for, runs `--selftest`, prints a report for three kommuner from the command line,
walks a new user's first five minutes in the window (`linux/five_minutes.sh`), removes it and looks for what is left.
The archive is unpacked and run in the same place.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from pathlib import Path

from parts import BUILD, DIST, INSTALLER, VERSION, fresh, need, run

MACHINE = BUILD / "trial"
PICTURES = BUILD / "trial-pictures"
LINUX = INSTALLER / "linux"
THREE = 3
DEB = f"bvdesk_{VERSION}_amd64.deb"
ARCHIVE = f"bvdesk-{VERSION}-linux-x86_64.tar.xz"
REPORTS = """
cd /root
bvdesk eksempel min.bvdesk
bvdesk rapport min.bvdesk --periode 2025 --omrade Nordvik Elvedal Fjellheim --ut rapporter
ls rapporter/*.pdf
"""


def main() -> None:
    """Each step stops the trial when it fails."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--base", type=Path, help="a debootstrap folder (minbase) to copy, instead of making one")
    args = reader.parse_args()
    need("debootstrap")
    make_machine(args.base)
    try:
        try_deb()
        try_archive()
    finally:
        run("umount", MACHINE / "proc")
    print("Linux packages: installed, tested themselves, printed three reports, walked five minutes in the window, removed.")


def make_machine(base: Path | None) -> None:
    """A bare Debian 12, set up to reach packages as this machine does."""
    shutil.rmtree(MACHINE, ignore_errors=True)
    if base:
        run("cp", "-a", base, MACHINE)
    else:
        run("debootstrap", "--variant=minbase", "bookworm", MACHINE)
    settings = [Path(name) for name in ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt")]
    settings += [*Path("/etc/apt/apt.conf.d").glob("*"), *Path("/etc/apt/sources.list.d").glob("*.sources")]
    for source in settings:
        target = MACHINE / source.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        # Never through a link: it would lead out of the trial's machine.
        target.unlink(missing_ok=True)
        shutil.copyfile(source, target)
    (MACHINE / "etc/apt/sources.list").write_text("")
    run("mount", "-t", "proc", "proc", MACHINE / "proc")


def try_deb() -> None:
    """The Debian package, from installation to removal."""
    shutil.copyfile(DIST / DEB, MACHINE / "root" / DEB)
    inside("apt-get update -qq && apt-get install -y -qq --no-install-recommends /root/" + DEB)
    print(inside("bvdesk --selftest"))
    print(inside(REPORTS))
    walk_the_first_five_minutes()
    inside("apt-get remove -y -qq bvdesk")
    left = [
        path
        for path in ("opt/bvdesk", "usr/bin/bvdesk", "usr/share/applications/bvdesk.desktop")
        if (MACHINE / path).exists()
    ]
    if left or not (MACHINE / "root" / "min.bvdesk").exists():
        raise SystemExit(f"Left behind: {left}, or the user's file is gone")


def walk_the_first_five_minutes() -> None:
    """A new user's path from the first start to saved reports, on a virtual screen, with a picture of every step."""
    inside("apt-get install -y -qq --no-install-recommends xvfb openbox xdotool imagemagick")
    shutil.copyfile(LINUX / "five_minutes.sh", MACHINE / "root" / "five_minutes.sh")
    made = inside("sh /root/five_minutes.sh /root/bilder /root/meldinger").splitlines()
    shutil.copytree(MACHINE / "root" / "bilder", fresh(PICTURES), dirs_exist_ok=True)
    if sum(name.endswith(".pdf") for name in made) < THREE:
        raise SystemExit(f"The first five minutes gave {made}; see the pictures in {PICTURES}")


def try_archive() -> None:
    """The archive, which asks for nothing but what the Debian package left installed."""
    shutil.copyfile(DIST / ARCHIVE, MACHINE / "root" / ARCHIVE)
    inside("apt-get install -y -qq --no-install-recommends xz-utils")
    print(inside(f"cd /root && tar xf {ARCHIVE} && bvdesk-{VERSION}/bvdesk --selftest"))


def inside(commands: str) -> str:
    """Run commands in the bare machine; stops when one fails."""
    env = {
        "HOME": "/root",
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "LC_ALL": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
    }
    kept = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    command = ["chroot", str(MACHINE), "sh", "-ec", commands]
    done = subprocess.run(command, env={**env, **kept}, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        raise SystemExit(f"{commands}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout.strip()


if __name__ == "__main__":
    main()
