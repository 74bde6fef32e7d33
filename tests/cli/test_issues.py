"""Issues without the desk: made, set, dumped, loaded, edited."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reewriter.model import IssueStatus
from reewriter.workspace.copydesk import editor_command
from tests.cli.conftest import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """An issue with stories 1 and 2 above the line and 3 on the bench."""
    cli("item", "keep", 1, 2, 3)
    cli("story", "place", 1, 2)
    cli("issue", "set", "--subject", "Licences", "--preheader", "And magnets")
    return cli


def _dump(desk: Cli) -> str:
    return desk("issue", "dump").out


def _load(desk: Cli, text: str) -> int:
    return desk("issue", "load", "-", stdin=text.encode()).code


def _stories(desk: Cli) -> list[tuple[int, str, bool]]:
    stories = desk("issue", "show", "--json").json["stories"]
    return [(s["id"], s["section"], s["bench"]) for s in stories]


def test_a_new_issue_is_that_of_the_next_morning_and_made_once(empty: Cli) -> None:
    intro = empty.root / "intro.md"
    intro.write_text("Good morning.\n", encoding="utf-8")
    first = empty("issue", "new", "--subject", "S", "--intro-file", intro, "--json").json
    assert (first["edition"], first["number"], first["status"]) == ("2026-03-02", 214, "draft")
    assert first["due_at"] == "2026-03-02T13:00:00Z"
    assert (first["subject"], first["intro"]) == ("S", "Good morning.")
    again = empty("issue", "new", "--date", "2026-03-02", "--json").json
    assert again == first
    assert len(empty("issue", "list", "--json").json) == 1


def test_an_edition_names_its_day(empty: Cli) -> None:
    made = empty("issue", "new", "--edition", "2026-03-06-weekly", "--json").json
    assert (made["edition"], made["date"], made["number"]) == (
        "2026-03-06-weekly",
        "2026-03-06",
        214,
    )
    assert empty("issue", "new", "--edition", "weekly").code == 2
    wrong = empty("issue", "new", "--date", "2026-03-06", "--edition", "2026-03-07")
    assert wrong.code == 2


def test_words_are_set_and_what_is_not_named_stays(desk: Cli) -> None:
    done = desk(
        "issue", "set", "--alternative", "B", "--alternative", "C", "--status", "ready",
        "--due", "2026-03-02 09:15", "--json",
    ).json  # fmt: skip
    assert (done["subject"], done["preheader"]) == ("Licences", "And magnets")
    assert (done["subjects"], done["status"]) == (["B", "C"], "ready")
    assert done["due_at"] == "2026-03-02T14:15:00Z"
    assert desk("issue", "set", "--status", "sent").code == 2


def test_list_shows_every_issue_newest_first(desk: Cli) -> None:
    desk("issue", "new", "--date", "2026-03-03")
    assert [i["edition"] for i in desk("issue", "list", "--json").json] == [
        "2026-03-03",
        "2026-03-02",
    ]
    assert "Licences" in desk("issue", "list").out


def test_a_sent_issue_never_changes(desk: Cli) -> None:
    with desk.open() as workspace:
        workspace.issues.edit("2026-03-02", {"status": IssueStatus.SENT})
    for words in (
        ("issue", "set", "2026-03-02", "--subject", "Other"),
        ("story", "place", 3, "--issue", "2026-03-02"),
        ("story", "rm", 1, "--issue", "2026-03-02"),
    ):
        answer = desk(*words)
        assert answer.code == 1
        assert "has been sent" in answer.line
    assert desk("issue", "show", "2026-03-02", "--json").json["subject"] == "Licences"


def test_a_dump_that_is_loaded_changes_nothing(desk: Cli) -> None:
    before = (desk("issue", "show", "--json").json, desk("story", "list", "--json").json)
    text = _dump(desk)
    answer = desk("issue", "load", "-", stdin=text.encode())
    assert answer.code == 0
    assert "No story was changed" in answer.err
    assert (desk("issue", "show", "--json").json, desk("story", "list", "--json").json) == before
    assert _dump(desk) == text


def test_a_loaded_file_changes_words_order_and_makes_stories_once(desk: Cli) -> None:
    text = _dump(desk)
    text = text.replace("subject: Licences", "subject: Changed")
    ours = "# Markets\n\n## new: Ours\n\ntags: a, b\n\n### Critique\n\nText.\n"
    text = text.replace("# Markets\n", ours)
    assert _load(desk, text) == 0
    assert desk("issue", "show", "--json").json["subject"] == "Changed"
    assert _stories(desk) == [
        (1, "Policy", False),
        (2, "Policy", False),
        (4, "Markets", False),
        (3, "Policy", True),
    ]
    (made,) = desk("story", "show", 4, "--json").json
    assert (made["headline"], made["tags"], made["critique"]) == ("Ours", ["a", "b"], "Text.")
    assert _load(desk, text) == 0
    assert len(desk("story", "list", "--json").json) == 4


def test_a_story_that_is_cut_out_waits_on_the_bench(desk: Cli) -> None:
    text = _dump(desk)
    cut = text[: text.index("## 1:")] + text[text.index("## 2:") :]
    answer = desk("issue", "load", "-", stdin=cut.encode())
    assert "Story 1 is no longer in the file: it waits on the bench." in answer.err
    assert (1, "Policy", True) in _stories(desk)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# Markets", "# Markts", "there is no section “Markts”"),
        ("## 2:", "## 99:", "there is no story 99"),
        ("\ndeck:", "\ndek:", "there is no field “dek”"),
        ("published: 2026", "published: last 2026", "is no time"),
        ("link: https:", "link: javascript:", "is no web address"),
        ("edition: 2026-03-02", "edition: 2026-03-09", "number 214 is that of 2026-03-02 here"),
        ("number: 214", "number: 215", "The number cannot be changed here"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_changed(
    desk: Cli, old: str, new: str, said: str
) -> None:
    before = _dump(desk)
    broken = before.replace("subject: Licences", "subject: Changed").replace(old, new, 1)
    path = desk.root / "broken.md"
    path.write_text(broken, encoding="utf-8")
    answer = desk("issue", "load", path)
    assert answer.code in (2, 4)
    assert said in answer.line
    if answer.code == 2:
        number = int(answer.line.split(f"{path}:")[1].split(":")[0])
        assert new.strip() in broken.split("\n")[number - 1]
    assert _dump(desk) == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00binary", b"just words\n"])
def test_what_is_no_manuscript_changes_nothing(desk: Cli, content: bytes) -> None:
    before = _dump(desk)
    assert desk("issue", "load", "-", stdin=content).code == 2
    assert _dump(desk) == before


def test_a_dump_goes_into_a_file(desk: Cli) -> None:
    path = desk.root / "deep" / "issue.md"
    assert desk("issue", "dump", "--out", path).out.strip() == str(path)
    assert path.read_text(encoding="utf-8") == _dump(desk)


def _editor(root: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let $EDITOR be a Python program that finds the file in `path`."""
    script = root / "an editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
        "text = path.read_text(encoding='utf-8')\n" + program,
        encoding="utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")


def _kept(desk: Cli) -> list[Path]:
    return sorted((desk.root / "backups").glob("*.md"))


def test_a_whole_issue_is_edited_in_the_persons_editor(
    desk: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(desk.root, monkeypatch, "path.write_text(text.replace('Licences', 'Edited'))\n")
    assert desk("issue", "edit").code == 0
    assert desk("issue", "show", "--json").json["subject"] == "Edited"
    assert _kept(desk) == []


def test_what_cannot_be_loaded_is_kept_and_can_be_mended(
    desk: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(
        desk.root,
        monkeypatch,
        "path.write_text(text.replace('Licences', 'Edited').replace('# Markets', '# Sport'))\n",
    )
    answer = desk("issue", "edit")
    assert answer.code == 2
    (path,) = _kept(desk)
    assert f"reewriter issue load {path}" in answer.line
    assert desk("issue", "show", "--json").json["subject"] == "Licences"
    text = path.read_text(encoding="utf-8").replace("# Sport", "# Markets")
    path.write_text(text, encoding="utf-8")
    assert desk("issue", "load", path).code == 0
    assert desk("issue", "show", "--json").json["subject"] == "Edited"


def test_what_was_changed_elsewhere_meanwhile_is_not_overwritten(
    desk: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = (
        "import subprocess\n"
        f"command = [sys.executable, '-m', 'reewriter', '-w', {str(desk.root)!r}]\n"
        "subprocess.run([*command, 'story', 'edit', '1', '--deck', 'Theirs'], check=True,"
        " stdout=subprocess.DEVNULL)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    _editor(
        desk.root, monkeypatch, other + "path.write_text(text.replace('deck:', 'deck: Ours'))\n"
    )
    answer = desk("issue", "edit")
    assert answer.code == 1
    assert "changed elsewhere" in answer.line
    assert desk("story", "show", 1, "--json").json[0]["deck"] == "Theirs"
    assert len(_kept(desk)) == 1


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("false", "ended with an error"),
        ("/nowhere/vim", "cannot be started"),
        ("vim 'unclosed", "Close its quotes"),
    ],
)
def test_an_editor_that_fails_leaves_nothing_behind(
    desk: Cli, monkeypatch: pytest.MonkeyPatch, editor: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    answer = desk("issue", "edit")
    assert answer.code == 2
    assert said in answer.line
    assert _kept(desk) == []


def test_the_editor_is_an_argument_list_and_never_a_shell() -> None:
    assert editor_command({"EDITOR": "code --wait"}) == ["code", "--wait"]
    assert editor_command({"EDITOR": "e; rm -rf ~"}) == ["e;", "rm", "-rf", "~"]
    assert editor_command({"EDITOR": "e", "VISUAL": "v"}) == ["v"]
    assert editor_command({}) == ["vi"]


def test_one_story_is_edited_alone(desk: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(desk.root, monkeypatch, "path.write_text(text.replace('deck:', 'deck: New'))\n")
    assert desk("story", "edit", 1, "--editor", "--json").json["deck"] == "New"
    _editor(desk.root, monkeypatch, "path.write_text(text.replace('## 1:', '## 2:'))\n")
    answer = desk("story", "edit", 1, "--editor")
    assert answer.code == 2
    assert "this is story 1, not 2" in answer.line
    assert len(_kept(desk)) == 1
