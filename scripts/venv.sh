#!/bin/sh
# Make .venv and install the project into it.
# Usage: scripts/venv.sh [extra]     e.g. scripts/venv.sh dev
set -eu

stop() {
    echo "mapdash: $*" >&2
    exit 1
}

find_python() {
    for each in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$each"
            return
        fi
    done
}

make_venv() {
    "$1" -c 'import venv' 2>/dev/null ||
        stop "$1 has no venv module: install it (Debian: apt install python3-venv)"
    if "$1" -c 'import ensurepip' 2>/dev/null; then
        "$1" -m venv --clear .venv
    else
        # Debian ships ensurepip apart; a pip that is already there can do its work.
        "$1" -m pip --version >/dev/null 2>&1 ||
            stop "$1 has neither ensurepip nor pip: install one (Debian: apt install python3-venv)"
        "$1" -m venv --clear --without-pip .venv
        "$1" -m pip --python .venv/bin/python install --quiet pip ||
            stop "pip could not be put into .venv: see its message above"
    fi
    pwd >.venv/made-in
}

# The scripts of an environment hold its path: one that was moved is made anew.
if ! [ -x .venv/bin/python ] || [ "$(cat .venv/made-in 2>/dev/null)" != "$(pwd)" ]; then
    python=$(find_python)
    [ -n "$python" ] ||
        stop "Python 3.11 or newer is needed and was not found: install it, or name it with PYTHON=..."
    echo "Setting up .venv with $("$python" --version)"
    make_venv "$python"
fi

target=.
[ -z "${1:-}" ] || target=".[$1]"
echo "Installing mapdash and what it needs (once; takes a few minutes)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$target" ||
    stop "pip could not install what pyproject.toml asks for: see its message above"
