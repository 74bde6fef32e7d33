"""`init` and `demo`: from nothing to a workspace, and the whole path without a terminal."""

from __future__ import annotations

import email
import zipfile
from email import policy
from pathlib import Path

import pytest

from reewriter.config import load
from reewriter.workspace.demo import default_folder
from tests.cli.conftest import Cli
from tests.workshop import CONFIG


def _demo(cli: Cli, folder: Path, *words: str) -> list[Path]:
    answer = cli.bare("demo", str(folder), "--headless", "--json", *words)
    assert answer.code == 0, answer.err
    return [Path(name) for name in answer.json["files"]]


def test_init_makes_a_workspace_that_can_be_worked_in(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "desk"
    answer = cli.bare("init", str(folder), "--json")
    assert answer.json == {"workspace": str(folder)}
    assert (folder / "reewriter.db").is_file()
    config = load(folder / "feeds.toml")
    assert config.publication.title == "Straight Into Your Inbox"
    assert len(config.feeds) > 5
    assert Cli(folder)("items", "--json").json == []


def test_init_empty_has_no_feeds_and_takes_the_first(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "desk2"
    cli.bare("init", str(folder), "--empty")
    desk = Cli(folder)
    assert desk("feeds", "list", "--json").json == []
    text = (folder / "feeds.toml").read_text(encoding="utf-8")
    opml = b'<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>'
    assert desk("feeds", "import", "-", stdin=opml).code == 0
    added = (folder / "feeds.toml").read_text(encoding="utf-8")
    assert added.count("\n[[feeds]]\n") == 1
    assert "# No feeds yet" in text
    assert "# No feeds yet" not in added


def test_init_never_writes_over_a_workspace(cli: Cli) -> None:
    before = (cli.root / "feeds.toml").read_bytes()
    answer = cli.bare("init", str(cli.root))
    assert answer.code == 3
    assert "exists already" in answer.line
    assert (cli.root / "feeds.toml").read_bytes() == before


def test_init_in_a_place_that_cannot_be_written_is_code_3(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = cli.bare("init", str(tmp_path / "file" / "desk"))
    assert answer.code == 3


def test_the_whole_path_runs_without_a_terminal(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    answer = cli.bare("demo", str(folder))
    assert answer.code == 0
    paths = [Path(line) for line in answer.out.splitlines()]
    assert all(path.is_file() for path in paths)
    assert {path.suffix for path in paths} == {".html", ".md", ".txt", ".eml", ".zip"}
    assert "one fails on purpose: Kiln Street Journal" in answer.err
    for step in ("fetch", "issue", "check", "render", "export"):
        assert f"\n{step} " in f"\n{answer.err}"


def test_its_issue_is_one_somebody_would_read(cli: Cli, tmp_path: Path) -> None:
    files = {path.name: path for path in _demo(cli, tmp_path / "demo")}
    desk = Cli(tmp_path / "demo")
    issue = desk("issue", "show", "--json").json
    above = [story for story in issue["stories"] if not story["bench"]]
    assert len(above) >= 3
    assert len(above) < len(issue["stories"])
    assert issue["subject"]
    assert desk("check").code == 0
    assert len(desk("issue", "list", "--json").json) >= 2
    html = files[f"{issue['edition']}.html"].read_text(encoding="utf-8")
    assert "Recent" in html
    assert "⟦" not in html
    message = email.message_from_bytes(
        files[f"{issue['edition']}.eml"].read_bytes(), policy=policy.default
    )
    assert message["Subject"] == issue["subject"]
    assert message.get_content_type() == "multipart/alternative"
    with zipfile.ZipFile(files[f"{issue['edition']}.zip"]) as archive:
        assert sum(name.endswith(".html") for name in archive.namelist()) == 1


def test_a_demonstration_is_opened_again_and_its_edits_stay(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    _demo(cli, folder)
    Cli(folder)("issue", "set", "--subject", "Mine")
    again = cli.bare("demo", str(folder), "--headless")
    assert "there already" in again.err
    assert Cli(folder)("issue", "show", "--json").json["subject"] == "Mine"
    _demo(cli, folder, "--fresh")
    assert Cli(folder)("issue", "show", "--json").json["subject"] != "Mine"


def test_a_desk_that_is_left_says_where_everything_is(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reewriter.tui.run", lambda _workspace: 0)
    folder = tmp_path / "demo"
    answer = cli.bare("demo", str(folder), tty=True)
    assert answer.code == 0
    assert f"Saved in {folder}; what was exported is in {folder / 'out'}." in answer.err


def test_what_breaks_the_desk_is_in_its_log(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_workspace: object) -> int:
        raise RuntimeError("no such pane")

    monkeypatch.setattr("reewriter.tui.run", broken)
    answer = cli.bare("demo", str(tmp_path / "demo"), tty=True)
    assert answer.code == 1
    kept = tmp_path / "demo" / "logs" / "reewriter.log"
    assert f"The traceback is in {kept}" in answer.line
    assert "RuntimeError: no such pane" in kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [[], ["--fresh"]])
def test_a_real_workspace_is_never_taken_for_a_demonstration(cli: Cli, words: list[str]) -> None:
    before = (cli.root / "reewriter.db").read_bytes()
    answer = cli.bare("demo", str(cli.root), "--headless", *words)
    assert answer.code == 3
    assert "not the demonstration" in answer.line
    assert (cli.root / "reewriter.db").read_bytes() == before
    assert (cli.root / "feeds.toml").read_text(encoding="utf-8") == CONFIG


def test_fresh_leaves_what_is_not_its_own(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    _demo(cli, folder)
    (folder / "my notes.txt").write_text("mine", encoding="utf-8")
    _demo(cli, folder, "--fresh")
    assert (folder / "my notes.txt").read_text(encoding="utf-8") == "mine"


def test_it_stands_beside_the_checkouts_files_or_here(tmp_path: Path) -> None:
    assert default_folder(tmp_path) == tmp_path / "demo"
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "reewriter"\n', encoding="utf-8")
    (tmp_path / "docs").mkdir()
    assert default_folder(tmp_path / "docs") == tmp_path / "demo"
