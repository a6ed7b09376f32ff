"""What a package leaves out. Of Qt only what the program loads is kept; of the rest, what only developers use is dropped."""

from __future__ import annotations

import fnmatch
import shutil
from pathlib import Path

# PySide6's modules that the program and pyqtgraph import; tests/installer checks the list against the code.
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtOpenGL", "QtOpenGLWidgets", "QtNetwork")

# offscreen: for --selftest and printing where nobody is logged in.
QT_PLUGINS = (
    "platforms/*windows*", "platforms/*offscreen*", "styles/*", "imageformats/*qsvg*", "imageformats/*qico*",
    "imageformats/*qjpeg*", "iconengines/*",
)  # fmt: skip

_QT_KEPT = (
    "*.py", "support/*", "pyside6.abi3.dll", "msvcp140*.dll", "vcruntime140*.dll",
    *(f"{module}.pyd" for module in QT_MODULES),
    *(f"Qt6{module.removeprefix('Qt')}.dll" for module in QT_MODULES),
    *(f"plugins/{plugin}" for plugin in QT_PLUGINS),
)  # fmt: skip

# sqlite-utils asks for pip only to install its plugins; numpy.f2py compiles Fortran; Pillow's AVIF codec is as large as
# all the rest of Pillow.
_DROPPED = (
    ".lock", "bin/*", "pip/*", "pip-*/*", "*/__pycache__/*", "*.pyi", "*.lib", "*.pxd", "*.c", "*.h", "*.hpp", "*/tests/*",
    "numpy/f2py/*", "numpy/_core/include/*", "numpy/_core/lib/*", "pyqtgraph/examples/*", "pyqtgraph/opengl/*",
    "pyqtgraph/jupyter/*", "PIL/_avif*", "lxml/includes/*", "lxml/isoschematron/*", "shiboken6/include/*", "shiboken6/lib/*",
    "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json",
    "*.dist-info/sboms/*",
)  # fmt: skip


def kept(name: str) -> bool:
    """Whether a file, named from the root of the packages' folder with `/`, belongs in the package."""
    if name.startswith("PySide6/"):
        return _matches(name.removeprefix("PySide6/"), _QT_KEPT) and "__pycache__" not in name
    return not _matches(name, _DROPPED)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def trim(lib: Path) -> None:
    """Remove what is not kept, and the folders that are left empty."""
    for path in sorted(lib.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                shutil.rmtree(path)
        elif not kept(path.relative_to(lib).as_posix()):
            path.unlink()


# System libraries that Python itself or windows on X11 need and not every Linux has.
# The rest (glib, fontconfig, OpenGL, X11) belong to the desktop and must be its own.
_LINUX_BROUGHT = (
    "libssl.*", "libcrypto.*", "libsqlite3.*", "libffi.*", "libbz2.*", "liblzma.*", "libmpdec.*", "libuuid.*", "libpython3*",
    "libxcb-cursor*", "libxcb-icccm*", "libxcb-image*", "libxcb-keysyms*", "libxcb-render-util*", "libxcb-util*",
    "libxkbcommon-x11*",
)  # fmt: skip
_LINUX_DROPPED = (
    "PySide6/Qt/translations/*", "PySide6/Qt/qml/*", "PySide6/Qt/lib/libQt6Wayland*", "PySide6/Qt/lib/libQt6Wl*",
    "PySide6/Qt/lib/libQt6Egl*", "PySide6/Qt/lib/libQt6Pdf*", "PIL/_avif*", "pillow.libs/libavif*",
)  # fmt: skip
_LINUX_PLUGINS = (
    "platforms/libqxcb*", "platforms/libqoffscreen*", "imageformats/libqsvg*", "imageformats/libqico*",
    "imageformats/libqjpeg*", "iconengines/*", "xcbglintegrations/*", "printsupport/*",
    "platforminputcontexts/libcompose*", "platforminputcontexts/libibus*",
)  # fmt: skip


def kept_on_linux(name: str, source: str) -> bool:
    """Whether PyInstaller's find belongs in the Linux folder. `name` is its place there, `source` where it was found."""
    if name.startswith("PySide6/Qt/plugins/"):
        return _matches(name.removeprefix("PySide6/Qt/plugins/"), _LINUX_PLUGINS)
    if source.startswith(("/lib", "/usr/lib")) and "python3" not in source:
        return _matches(name.rpartition("/")[2], _LINUX_BROUGHT)
    return not _matches(name, _LINUX_DROPPED)
