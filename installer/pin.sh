#!/bin/sh
# Pins every package by version and hash for Linux, Windows and macOS: run after a change of dependencies in pyproject.toml.
# Add --upgrade to take newer versions. The files hold no address: pip asks whatever registry the machine is set up with.
set -eu
cd "$(dirname "$0")/.."
pin() {
    "${UV:-.venv/bin/uv}" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"
}
pin --output-file installer/requirements.txt "$@"
pin --output-file installer/requirements-dev.txt --extra dev --constraint installer/requirements.txt "$@"
if grep -nE '[a-z]+://' installer/requirements*.txt; then
    echo "An address came into the requirements" >&2
    exit 1
fi
