"""The lock pins all we declare, with hashes and no address, and is what is installed here."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PIN = re.compile(
    r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)(?: ; ([^\\\n]+?))?((?: \\\n    --hash=\S+)*)$", re.M
)

LINES = [(name, Version(at), marker, hashes) for name, at, marker, hashes in PIN.findall(LOCK)]
"""A name may be pinned twice, for older and for newer versions of Python."""
PINS = {
    name: (version, marker, hashes)
    for name, version, marker, hashes in LINES
    if not marker or Marker(marker).evaluate()
}
"""What is wanted here."""


def _declared() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *extras["dev"], *extras["serve"]]
    return [Requirement(line) for line in lines]


def test_every_line_of_the_lock_is_a_pin_with_hashes() -> None:
    assert PIN.sub("", LOCK).strip() == ""
    assert len(PINS) > 40
    for name, _, _, hashes in LINES:
        assert re.fullmatch(r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+", hashes), name


def test_the_lock_holds_no_address() -> None:
    assert not re.search(r"https?:|file:|//|--(?:extra-)?index|--find-links| @ ", LOCK)


@pytest.mark.parametrize("requirement", _declared(), ids=str)
def test_what_is_declared_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    name = canonicalize_name(requirement.name)
    assert name in PINS, "run make lock"
    assert PINS[name][0] in requirement.specifier, "run make lock"


def test_no_dependency_is_declared_twice() -> None:
    names = [canonicalize_name(requirement.name) for requirement in _declared()]
    assert len(names) == len(set(names))


def test_what_is_installed_here_is_what_is_locked() -> None:
    installed = {canonicalize_name(d.metadata["Name"]): Version(d.version) for d in distributions()}
    wanted = {name: version for name, (version, _, _) in PINS.items()}
    assert {name: installed.get(name) for name in wanted} == wanted
    # An environment of Python brings these itself; all else would be used without being declared.
    own = {"reewriter", "pip", "setuptools", "wheel"}
    assert set(installed) - set(wanted) <= own
    assert sys.prefix != sys.base_prefix, "run the tests with make test"
