#!/bin/sh
# Makes .venv match requirements.lock and pyproject.toml, and does nothing, quickly, when it already does.
#
# The stamp holds what the environment was made from. A changed lock, another interpreter, a moved
# checkout or an interrupted run (no stamp) start from an empty environment, so that nothing half
# installed or no longer listed stays behind; a change in pyproject.toml alone renews only the project.
set -eu
cd "$(dirname "$0")/.."

venv_python=.venv/bin/python
stamp=.venv/.stamp-setup

say() { printf 'reewriter: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
sum() { cksum | tr -d ' \n'; }
environment() { { pwd; "$venv_python" -VV 2>&1 || true; cat requirements.lock; } | sum; }
project() { cat pyproject.toml reewriter/__init__.py | sum; }
wanted_python() { [ -z "${PYTHON:-}" ] || [ "$("$PYTHON" -V 2>&1)" = "$("$venv_python" -V 2>&1)" ]; }
recorded() { [ -f "$stamp" ] && sed -n "${1}p" "$stamp"; }

make_environment() {
    python=${PYTHON:-python3}
    command -v "$python" >/dev/null 2>&1 \
        || fail "no $python here. Install Python 3.11 or newer, or name yours: make setup PYTHON=/path/to/python3"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
        || fail "$python is $("$python" -V 2>&1), but 3.11 or newer is needed. Name another: make setup PYTHON=python3.12"
    "$python" -c 'import venv, ensurepip' 2>/dev/null \
        || fail "$python cannot make environments. Install its venv package (Debian: apt install python3-venv)"
    say "setting up .venv from requirements.lock (once, about a minute)"
    rm -rf .venv
    "$python" -m venv .venv
    # The lock is complete; to look for more would only make older pips stumble over extras.
    pip_install --require-hashes --no-deps -r requirements.lock
}

# Warnings of pip are noise here; its errors are shown, and end the set-up without a stamp.
pip_install() {
    "$venv_python" -m pip --disable-pip-version-check --quiet install --no-input "$@" \
        || fail "pip could not install everything, see above. Is the package index reachable? Then run make setup again"
}

if [ "$(recorded 1)" = "$(environment)" ] && wanted_python; then
    [ "$(recorded 2)" = "$(project)" ] && [ -x .venv/bin/reewriter ] && exit 0
    rm -f "$stamp"
else
    make_environment
fi
pip_install --no-deps --no-build-isolation --editable .
printf '%s\n%s\n' "$(environment)" "$(project)" >"$stamp.new"
mv "$stamp.new" "$stamp"
