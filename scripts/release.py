"""Makes a release: bumps, dates the changelog, checks, commits and tags; never pushes."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

VERSION = re.compile(r'^__version__ = "(\d+)\.(\d+)\.(\d+)"$', re.MULTILINE)
UNRELEASED = "## [Unreleased]\n"


class ReleaseError(Exception):
    """Why there is no release."""


def next_version(current: tuple[int, int, int], wish: str) -> str:
    """Return the version that `wish` means: a version, or major, minor, patch."""
    major, minor, patch = current
    steps = {
        "major": (major + 1, 0, 0),
        "minor": (major, minor + 1, 0),
        "patch": (major, minor, patch + 1),
    }
    if wish in steps:
        return ".".join(map(str, steps[wish]))
    if not re.fullmatch(r"\d+\.\d+\.\d+", wish):
        raise ReleaseError(f"{wish} is no version: say 1.2.3, major, minor or patch")
    if tuple(map(int, wish.split("."))) <= current:
        raise ReleaseError(f"{wish} is not newer than {'.'.join(map(str, current))}")
    return wish


def current_version(source: str) -> tuple[int, int, int]:
    """Read the version out of the package's __init__.py."""
    found = VERSION.search(source)
    if not found:
        raise ReleaseError("reewriter/__init__.py holds no __version__")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch


def dated(changelog: str, version: str, day: date) -> str:
    """Give what is unreleased its version and date, and begin an empty Unreleased above it."""
    _, found, rest = changelog.partition(UNRELEASED)
    if not found:
        raise ReleaseError("CHANGELOG.md has no Unreleased section")
    if not re.search(r"^- ", rest.split("\n## ")[0], re.MULTILINE):
        raise ReleaseError("CHANGELOG.md says nothing under Unreleased")
    heading = f"{UNRELEASED}\n## [{version}] - {day.isoformat()}\n"
    return changelog.replace(UNRELEASED, heading, 1)


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def release(root: Path, wish: str, day: date) -> str:
    """Release the checkout at `root` and return the tag; a failed check changes nothing."""
    if _git(root, "status", "--porcelain"):
        raise ReleaseError("the checkout has uncommitted changes")
    package, changelog = root / "reewriter" / "__init__.py", root / "CHANGELOG.md"
    before = {path: path.read_text(encoding="utf-8") for path in (package, changelog)}
    version = next_version(current_version(before[package]), wish)
    tag = f"v{version}"
    if _git(root, "tag", "--list", tag):
        raise ReleaseError(f"{tag} exists already")
    after = {
        package: VERSION.sub(f'__version__ = "{version}"', before[package]),
        changelog: dated(before[changelog], version, day),
    }
    try:
        for path, text in after.items():
            path.write_text(text, encoding="utf-8")
        if subprocess.run(["make", "check"], cwd=root, check=False).returncode:
            raise ReleaseError("make check failed; nothing was committed")
    except BaseException:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
        raise
    _git(
        root, "commit", "--quiet", "--message", f"chore: release {version}", "--", *map(str, after)
    )
    _git(root, "tag", "--annotate", tag, "--message", f"reewriter {version}")
    return tag


def main(arguments: Sequence[str] | None = None, *, root: Path | None = None) -> int:
    """Read the command line, release, and say what is left to do."""
    parser = argparse.ArgumentParser(prog="make release ARGS=VERSION", description=__doc__)
    parser.add_argument("version", help="1.2.3, or major, minor, patch")
    wish = parser.parse_args(arguments).version
    try:
        tag = release(root or Path(__file__).parent.parent, wish, datetime.now(UTC).date())
    except ReleaseError as error:
        print(f"reewriter: no release: {error}.", file=sys.stderr)
        return 1
    print(f"{tag} is committed and tagged. Publish it with: git push --follow-tags")
    return 0


if __name__ == "__main__":
    sys.exit(main())
