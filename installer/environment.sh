#!/bin/sh
# What a checkout needs to run: `environment.sh packages FILE` makes .venv with the pinned packages of FILE,
# `environment.sh libraries` sees to the system libraries that Qt loads. Both are quick when nothing is missing.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

# Installs Debian packages when it may (root, or sudo without a password), else says what to install and stops.
install_debian() {
    command="apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null; then
        echo "Missing system packages, named in Debian: $*" >&2
        return 1
    elif [ "$(id -u)" = 0 ]; then
        as_root=env
    elif sudo -n true 2>/dev/null; then
        as_root="sudo env"
    else
        echo "Missing system packages. Please run: sudo $command" >&2
        return 1
    fi
    echo "Installing $*"
    $as_root apt-get update -qq
    $as_root DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
}

install_with_pip() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes --requirement "$1"
}

# uv needs a tenth of pip's time. pip fetches it by the same pin and hash, and does the work itself where uv cannot.
install_with_uv() {
    [ -x .venv/bin/uv ] || awk '/^[^ ]/ { wanted = /^uv==/ } wanted' installer/requirements-dev.txt | install_with_pip /dev/stdin || return
    index=$(.venv/bin/python -m pip config list | sed -n "s/^[^=]*\.index-url='\(.*\)'$/\1/p" | tail -n 1)
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes ${index:+--default-index "$index"} --requirement "$1"
}

make_environment() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "bvdesk needs Python 3.11 or newer; PYTHON=/path/to/python make run chooses one" >&2
        return 1
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_debian python3-venv
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    echo "Installing the pinned packages of $1"
    install_with_uv "$1" || install_with_pip "$1"
    # The checkout itself, without a build: found through a .pth file, started by a two-line script.
    pwd >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/bvdesk.pth"
    printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m bvdesk "$@"\n' >.venv/bin/bvdesk
    chmod +x .venv/bin/bvdesk
}

check_libraries() {
    qt=$(.venv/bin/python -c 'import importlib.util as u; print(*u.find_spec("PySide6").submodule_search_locations)')
    needed="$qt/QtWidgets.abi3.so $qt/Qt/plugins/platforms/libqoffscreen.so"
    [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || needed="$needed $qt/Qt/plugins/platforms/libqxcb.so"
    command -v ldd >/dev/null || return 0
    if ldd $needed | grep -q 'not found'; then
        # fonts-dejavu-core: the letters the bundled font lacks. The libxcb packages: windows on X11.
        install_debian libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 fonts-dejavu-core \
            libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    fi
}

case "$1" in
packages) make_environment "$2" ;;
libraries) check_libraries ;;
esac
