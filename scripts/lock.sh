#!/bin/sh
# Writes requirements.lock: every dependency pinned with hashes, for every platform, without any address.
# Versions that still fit stay; "make lock ARGS=--upgrade" takes the newest, "ARGS='-P textual'" one of them.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null 2>&1 || {
    echo "reewriter: the lock is made by uv, which is not here. Install it with: pipx install uv" >&2
    exit 1
}
uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
    --extra dev --extra import --extra llm --extra serve "$@" pyproject.toml -o requirements.lock
