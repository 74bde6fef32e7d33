"""Themes of files, and the one that was chosen last."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.config import colours
from reewriter.errors import ConfigError
from reewriter.tui.app import DeskApp
from reewriter.workspace.looks import chosen, looks
from tests.cli.conftest import Cli
from tests.tui.morning import at_desk
from tests.workshop import CONFIG, invent, make_workspace

NIGHT = 'like = "slate"\n[colours]\naccent = "#ffd27f"\n'


def write(root: Path, name: str, text: str) -> None:
    (root / "themes").mkdir(parents=True, exist_ok=True)
    (root / "themes" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_theme_says_what_is_otherwise_than_in_another() -> None:
    night = colours.read(NIGHT, file="themes/night.toml", name="night")
    slate = colours.SHIPPED[0]
    assert night.values == {**slate.values, "accent": "#ffd27f"}
    assert night.dark
    assert colours.weak(night) == []
    assert [colours.weak(one) for one in colours.SHIPPED] == [[]] * 4


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("like = ", "not TOML"),
        ('like = "slat"', "There are slate, paper"),
        ("[colors]", "Did you mean “colours”?"),
        ('[colours]\nacent = "#ffffff"', "Did you mean “accent”?"),
        ('[colours]\naccent = "orange"', "“orange” is no colour. Write #rrggbb."),
        ("[colours]\naccent = 3", "“3” is no colour"),
        ('dark = "yes"', "true or false"),
    ],
)
def test_a_broken_theme_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        colours.read(text, file="themes/x.toml", name="x")
    assert str(caught.value).startswith("themes/x.toml: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_hard_to_read_is_told_the_worst_first() -> None:
    faint = colours.read('[colours]\ntext = "#333333"', file="x", name="x")
    told = colours.weak(faint)
    assert len(told) == 5
    assert told[0].startswith("text on cursor 1.")


async def test_the_theme_of_yesterday_is_that_of_today(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    write(tmp_path, "night", NIGHT)
    write(tmp_path, "broken", "[colours]\naccent = 3")
    async with at_desk(workspace) as editor:
        assert "themes/broken.toml: accent: “3” is no colour" in editor.said
        assert editor.app.theme == "slate"
        await editor.press("f9", "f9", "f9", "f9")
        assert editor.app.theme == "night"
        assert editor.app.available_themes["night"].primary == "#ffd27f"
    assert DeskApp(workspace).theme == "night"
    (tmp_path / "themes" / "night.toml").unlink()
    assert DeskApp(workspace).theme == "slate", "it is gone"


def test_feeds_toml_is_stronger(tmp_path: Path) -> None:
    config = CONFIG.replace("[keywords]", '[desk]\ntheme = "paper"\n\n[keywords]')
    workspace = make_workspace(tmp_path, [], config=config)
    assert DeskApp(workspace).theme == "paper"
    other = make_workspace(tmp_path / "b", [], config=config.replace("paper", "papr"))
    app = DeskApp(other)
    assert app.theme == "slate"
    assert "there is no theme “papr”" in app.greeting[0]


def test_themes_without_the_desk(tmp_path: Path) -> None:
    make_workspace(tmp_path, [invent(1)]).close()
    cli = Cli(tmp_path)
    assert [t["name"] for t in cli("themes", "--json").json if t["chosen"]] == ["slate"]
    used = cli("themes", "--use", "paper", "--json")
    assert (used.code, [t["name"] for t in used.json if t["chosen"]]) == (0, ["paper"])
    with make_workspace(tmp_path) as workspace:
        assert chosen(workspace) == "paper"
        assert not looks(workspace).problems
    assert cli("themes", "--use", "papr").code == 4
    write(tmp_path, "faint", '[colours]\nquiet = "#222222"')
    listed = cli("themes")
    assert listed.code == 1
    assert "themes/faint.toml: hard to read: quiet on" in listed.err
