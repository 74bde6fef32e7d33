"""Finds what no editor should leave in a text file; knows nothing of what the file says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent

LARGEST = 600_000
"""Bytes; the pictures of the README are the largest files we keep."""

VERBATIM = ("tests/data/", "tests/golden/", "tests/__snapshots__/", "reewriter/samples/")
"""Folders whose bytes are the point: awkward feeds, expected output, pictures."""

TIDY = {".cfg", ".css", ".json", ".lock", ".md", ".py", ".sh", ".tcss", ".toml", ".yaml", ".yml"}
CONFLICT = ("<" * 7 + " ", ">" * 7 + " ")
BANNER = re.compile(r"\s*# ?-{2,}.*-{8,}$")
"""Code that wants a heading inside a file wants a file, or a class, of its own."""


def complaints(name: str, data: bytes) -> Iterator[str]:
    """Say what is untidy in a file, line by line."""
    if len(data) > LARGEST:
        yield f"{name}: {len(data):,} bytes; more than {LARGEST:,} do not belong into the history"
    if name.startswith(VERBATIM) or not (
        Path(name).suffix in TIDY or Path(name).name == "Makefile"
    ):
        return
    text = data.decode("utf-8", "replace")
    if "\r" in text:
        yield f"{name}: line ends of Windows"
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        yield f"{name}: ends without a line end, or with more than one"
    for number, line in enumerate(text.split("\n"), start=1):
        if line.endswith((" ", "\t")):
            yield f"{name}:{number}: blanks at the end of the line"
        if line.startswith(CONFLICT):
            yield f"{name}:{number}: an unfinished merge"
        if name.endswith(".py") and BANNER.match(line):
            yield f"{name}:{number}: a banner; split the file, or do without"


def tracked() -> list[str]:
    """List the files of the checkout; none outside of one."""
    command = ["git", "ls-files", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in done.stdout.split("\0") if name]


def main(names: Sequence[str]) -> int:
    """Look at the named files, or at all tracked ones."""
    found = [
        line
        for name in names or tracked()
        if (ROOT / name).is_file()
        for line in complaints(name, (ROOT / name).read_bytes())
    ]
    print("".join(f"{line}\n" for line in found), end="", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
