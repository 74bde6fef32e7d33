"""Texts lent to a person's editor: what is saved there is stored, nothing typed is ever lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reewriter.errors import ConflictError, ReewriterError
from reewriter.workspace import Workspace
from reewriter.workspace.lending import Lent, kept, lend, lent_as
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1, 2])
    workspace.issues.place(1, bench=False)
    workspace.issues.edit(workspace.issues.current().edition, {"subject": "Licences"})
    return workspace


def editor(tmp_path: Path, program: str) -> list[str]:
    """Return an editor that is a Python program; `save` writes a version and waits a moment."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, time\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
        "text = path.read_text(encoding='utf-8')\n" + program,
        encoding="utf-8",
    )
    return [sys.executable, str(script)]


def lent(workspace: Workspace) -> Lent:
    return lend(workspace, workspace.issues.current())


def deck(workspace: Workspace, story_id: int = 1) -> str:
    return workspace.writing.story(story_id).deck


def test_each_saved_version_is_stored_while_the_editor_is_open(
    workspace: Workspace, tmp_path: Path
) -> None:
    # The program goes on only once it has seen in the database what it saved.
    see = (
        "import sqlite3\n"
        f"db = sqlite3.connect({str(workspace.root / 'reewriter.db')!r})\n"
        "for _ in range(400):\n"
        "    if db.execute('SELECT deck FROM story WHERE id = 1').fetchone() == ('Half',): break\n"
        "    time.sleep(0.02)\n"
        "else: sys.exit(3)\n"
    )
    half = "path.write_text(text.replace('\\ndeck:', '\\ndeck: Half', 1))\n"
    whole = "path.write_text(text.replace('\\ndeck:', '\\ndeck: Whole', 1))\n"
    out = lent(workspace)
    done = out.edit(editor(tmp_path, half + see + whole), label="issue in your editor")
    assert done.problem is None
    assert len(done.loaded) == 2
    assert deck(workspace) == "Whole"
    assert list((workspace.root / "backups").iterdir()) == []
    assert workspace.undo() == "issue in your editor"
    assert deck(workspace) == "", "one undo takes all of it back"


def test_a_broken_version_is_kept_offered_again_and_can_be_mended(
    workspace: Workspace, tmp_path: Path
) -> None:
    program = (
        "text = text.replace('\\ndeck:', '\\ndeck: New', 1)\n"
        "path.write_text(text.replace('\\ntags:', '\\ntgas:', 1))\n"
    )
    done = lent(workspace).edit(editor(tmp_path, program), label="")
    assert done.problem is not None
    assert getattr(done.problem, "line", 0) > 5
    assert "Did you mean “tags”" in done.problem.hint
    assert deck(workspace) == ""
    left = kept(workspace, workspace.issues.current())
    assert left is not None
    assert "deck: New" in left.text
    left.path.write_text(left.text.replace("tgas", "tags"))
    left.load()
    assert deck(workspace) == "New"
    assert kept(workspace, workspace.issues.current()) is None


def test_what_somebody_else_wrote_meanwhile_stays_and_both_are_shown(
    workspace: Workspace, tmp_path: Path
) -> None:
    out = lent(workspace)
    with workspace.fork() as other:
        other.writing.edit(1, {"deck": "Theirs"})
        other.writing.edit(2, {"deck": "Untouched by us"})
    program = "path.write_text(text.replace('\\ndeck:', '\\ndeck: Ours', 1))\n"
    done = out.edit(editor(tmp_path, program), label="")
    assert isinstance(done.problem, ConflictError)
    assert deck(workspace) == "Theirs"
    theirs, mine = out.versions()
    assert ("deck: Theirs" in theirs, "deck: Ours" in mine) == (True, True)
    assert "deck: Untouched by us" in mine, "only what we changed is written over"
    assert deck(workspace) == "Theirs", "to look at both changes nothing"
    out.load(over=True)
    assert (deck(workspace), deck(workspace, 2)) == ("Ours", "Untouched by us")
    assert ("deck", "Theirs") in {(r.field, r.value) for r in workspace.writing.history(1)}


def test_what_others_changed_elsewhere_in_the_issue_survives_a_save(
    workspace: Workspace, tmp_path: Path
) -> None:
    out = lent(workspace)
    with workspace.fork() as other:
        other.writing.edit(2, {"deck": "Theirs"})
        other.issues.edit(other.issues.current().edition, {"preheader": "Theirs, too"})
    program = "path.write_text(text.replace('\\ndeck:', '\\ndeck: Ours', 1))\n"
    assert out.edit(editor(tmp_path, program), label="").problem is None
    assert (deck(workspace), deck(workspace, 2)) == ("Ours", "Theirs")
    assert workspace.issues.current().preheader == "Theirs, too"


def test_a_new_story_is_made_once_however_often_its_headline_is_saved(
    workspace: Workspace,
) -> None:
    out = lent(workspace)
    text = out.text
    for headline in ("A", "A por", "A port that waits"):
        out.path.write_text(text.replace("# Policy\n", f"# Policy\n\n## new: {headline}\n"))
        out._store(workspace, out.text, over=False)
    headlines = [story.headline for story in workspace.writing.listed()]
    assert len(headlines) == 3
    assert headlines[0] == "A port that waits"


def test_an_editor_that_fails_leaves_the_text_in_its_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    out = lent(workspace)
    program = "path.write_bytes(b'an hour of work \\xe9\\n')\nsys.exit(3)\n"
    done = out.edit(editor(tmp_path, program), label="")
    assert "ended with an error (3)" in str(done.problem)
    assert out.path.read_bytes() == b"an hour of work \xe9\n"
    left = kept(workspace, workspace.issues.current())
    assert left is not None
    assert left.shown == "an hour of work �\n"
    assert left.leave().read_bytes() == b"an hour of work \xe9\n"
    assert kept(workspace, workspace.issues.current()) is None


def test_one_story_is_lent_and_only_it_changes(workspace: Workspace, tmp_path: Path) -> None:
    story = workspace.writing.story(2)
    program = "path.write_text(text.replace('### Critique', '### Critique\\n\\nIt counts.', 1))\n"
    assert lend(workspace, story).edit(editor(tmp_path, program), label="").problem is None
    assert workspace.writing.story(2).critique == "It counts."
    assert workspace.writing.story(1).critique == ""


def test_the_terminal_is_given_back_and_nothing_left_when_no_editor_starts(
    workspace: Workspace,
) -> None:
    asked = []

    @contextmanager
    def aside() -> Iterator[None]:
        asked.append("aside")
        try:
            yield
        finally:
            asked.append("back")

    with pytest.raises(ReewriterError, match="cannot be started"):
        lent(workspace).edit(["/nowhere/vi"], label="", aside=aside)
    assert asked == ["aside", "back"]
    assert list((workspace.root / "backups").iterdir()) == []


def test_a_file_that_was_lent_is_compared_with_what_it_was_made_from(workspace: Workspace) -> None:
    out = lent(workspace)
    with workspace.fork() as other:
        other.writing.edit(1, {"deck": "Theirs"})
    again = lent_as(workspace, out.path)
    assert again is not None
    assert again.before == out.before
    out.path.write_text(out.text.replace("\ndeck:", "\ndeck: Ours", 1))
    with pytest.raises(ConflictError):
        again.load()
    assert lent_as(workspace, workspace.root / "other.md") is None
