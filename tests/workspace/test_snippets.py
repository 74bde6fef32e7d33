"""Boilerplate of the house: found in feeds.toml and in files, for the desk and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.config import check_text
from reewriter.errors import ConfigError, NotFoundError
from reewriter.tui.screens.snippets import fitting
from reewriter.workspace.snippets import Snippet, listed, named
from tests.workshop import CONFIG, make_workspace

_TOML = '''
[snippets]
position = """
We urge buyers

to count."""
"U.S. rule" = "The rule of 2025."
'''


def test_they_stand_in_the_configuration_and_in_files(tmp_path: Path) -> None:
    folder = tmp_path / "snippets"
    folder.mkdir()
    (folder / "Bottom line.md").write_bytes(b"\xef\xbb\xbfIn short:\x1b[31m\r\nno.\n\n")
    (folder / "Position.md").write_text("The file of a name that feeds.toml has.")
    (folder / "empty.md").write_text("\n")
    (folder / "notes.txt").write_text("no snippet")
    workspace = make_workspace(tmp_path, config=CONFIG + _TOML)
    assert listed(workspace) == [
        Snippet("Bottom line", "In short:[31m\nno.", "snippets/Bottom line.md"),
        Snippet("position", "We urge buyers\n\nto count.", "feeds.toml"),
        Snippet("U.S. rule", "The rule of 2025.", "feeds.toml"),
    ]
    assert named(workspace, "POSITION").origin == "feeds.toml"
    with pytest.raises(NotFoundError, match="no snippet “positon”") as caught:
        named(workspace, "positon")
    assert caught.value.hint == "Did you mean “position”?"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[snippets]\nposition = 3\n", "position in [snippets] must be text, not"),
        ('[snippets]\nposition = ""\n', "position in [snippets] is empty"),
        ("[snippets.position]\ntext = 'x'\n", "the snippet “position” must have a text"),
        ("[snippets]\na = 'x'\nA = 'y'\n", "the snippet “A” is already there, in line"),
        ("[snipets]\na = 'x'\n", "unknown table [snipets]"),
    ],
)
def test_mistakes_are_told_with_their_line(toml: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_text(f"{CONFIG}\n{toml}", "feeds.toml")
    assert said in str(caught.value)
    assert caught.value.line is not None
    assert caught.value.line > CONFIG.count("\n")
    if "snipets" in toml:
        assert "[snippets]" in caught.value.hint


def test_names_come_before_words() -> None:
    made = [Snippet("law", "A long position.", ""), Snippet("position", "We hold.", "")]
    assert [one.name for one in fitting(made, "pos")] == ["position", "law"]
    assert [one.name for one in fitting(made, "long pos")] == ["law"]
    assert fitting(made, "nowhere") == []
