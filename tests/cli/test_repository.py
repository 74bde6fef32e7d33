"""Issues as files in a repository: out of one workspace, into an empty one, and out again."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli
from tests.workshop import invent, make_workspace


def test_a_whole_file_is_the_same_issue_in_an_empty_workspace(cli: Cli, tmp_path: Path) -> None:
    first = make_workspace(tmp_path / "first", [invent(1)])
    first.triage.keep([1])
    first.issues.place(1, section="Policy")
    composition = first.issues.composition(first.issues.current())
    text = first.copydesk.dump(composition, whole=True)
    path = tmp_path / "issue.md"
    path.write_text(text, encoding="utf-8")
    loaded = cli("issue", "load", str(path))
    assert loaded.code == 0
    assert "Changed stories: 1." in loaded.err
    edition = composition.issue.edition
    assert cli("issue", "dump", edition, "--json").json["markdown"] == text
    assert cli("issue", "dump", edition, "--out", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == text
    short = cli("issue", "dump", edition, "--without-sources").out
    assert "\n# Sources" in text
    assert "\n# Sources" not in short

    # One without sources, or written by hand, makes an issue as well.
    path.write_text(short.replace(edition, "2026-03-05").replace("number: 214", "number: 217"))
    assert cli("issue", "load", str(path), "--json").json["number"] == 217


def test_an_issue_that_went_out_elsewhere_is_not_said_to_have_gone_nowhere(
    cli: Cli, tmp_path: Path
) -> None:
    first = make_workspace(tmp_path / "first", [invent(1)])
    first.triage.keep([1])
    first.issues.place(1, section="Policy")
    issue = first.issues.current()
    path = tmp_path / "issue.md"
    for out, said in ((False, "has gone nowhere yet"), (True, "went out, but not from here")):
        if out:
            first.press.export(issue, "eml")
        text = first.copydesk.dump(first.issues.composition(issue), whole=True)
        path.write_text(text, encoding="utf-8")
        assert cli("issue", "load", str(path)).code == 0
        assert said in cli("issue", "deliveries", issue.edition).line
