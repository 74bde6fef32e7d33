"""A release bumps, dates, checks, commits and tags, or leaves everything as it was."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from scripts import release

DAY = date(2026, 3, 2)
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- The desk.\n\n## [0.1.0] - 2026-01-01\n"
)


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "reewriter").mkdir(parents=True)
    (root / "reewriter" / "__init__.py").write_text('"""X."""\n\n__version__ = "0.1.0"\n')
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    (root / "Makefile").write_text("check:\n\t@grep -q 0.2.0 CHANGELOG.md\n")
    _git(root, "init", "--quiet")
    _git(root, "config", "user.name", "A Tester")
    _git(root, "config", "user.email", "tester@example.org")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message", "feat: begin")
    return root


@pytest.mark.parametrize(
    ("wish", "version"),
    [("patch", "1.2.4"), ("minor", "1.3.0"), ("major", "2.0.0"), ("1.10.0", "1.10.0")],
)
def test_the_next_version(wish: str, version: str) -> None:
    assert release.next_version((1, 2, 3), wish) == version


@pytest.mark.parametrize("wish", ["1.2.3", "1.2.2", "0.9.9", "v2.0.0", "2.0", "soon"])
def test_a_version_that_is_none_or_old_is_refused(wish: str) -> None:
    with pytest.raises(release.ReleaseError):
        release.next_version((1, 2, 3), wish)


def test_the_changelog_is_dated_and_begins_anew() -> None:
    assert release.dated(CHANGELOG, "0.2.0", DAY) == CHANGELOG.replace(
        "## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0] - 2026-03-02\n"
    )


@pytest.mark.parametrize(
    "changelog", ["# Changelog\n", "## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n\n- Old.\n"]
)
def test_nothing_unreleased_is_no_release(changelog: str) -> None:
    with pytest.raises(release.ReleaseError, match="Unreleased"):
        release.dated(changelog, "0.2.0", DAY)


def test_a_release_is_one_commit_with_a_tag(checkout: Path) -> None:
    assert release.release(checkout, "minor", DAY) == "v0.2.0"
    assert _git(checkout, "log", "-1", "--format=%s") == "chore: release 0.2.0"
    assert _git(checkout, "tag", "--points-at", "HEAD") == "v0.2.0"
    assert '__version__ = "0.2.0"' in (checkout / "reewriter" / "__init__.py").read_text()
    assert _git(checkout, "status", "--porcelain") == ""


def test_a_failed_check_leaves_the_checkout_as_it_was(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert release.main(["0.3.0"], root=checkout) == 1
    assert "nothing was committed" in capfd.readouterr().err
    assert _git(checkout, "status", "--porcelain") == ""
    assert _git(checkout, "tag") == ""


def test_uncommitted_changes_or_a_taken_tag_refuse_the_release(checkout: Path) -> None:
    _git(checkout, "tag", "v0.2.0")
    with pytest.raises(release.ReleaseError, match="exists"):
        release.release(checkout, "minor", DAY)
    (checkout / "new.txt").write_text("")
    with pytest.raises(release.ReleaseError, match="uncommitted"):
        release.release(checkout, "minor", DAY)
