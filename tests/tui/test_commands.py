"""The command table: one name, one key, one meaning; and everything that is made of it."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import reewriter.tui
from reewriter.tui import commands
from reewriter.tui.app import ROOM_NAMES
from reewriter.tui.chords import Chords
from reewriter.tui.frame import DeskScreen
from tests.tui.morning import at_desk
from tests.workshop import CONFIG, invent, make_workspace


def our_classes() -> list[type[DOMNode]]:
    """Return every widget, screen and app of the desk."""
    found: dict[str, type[DOMNode]] = {}
    for module in pkgutil.walk_packages(reewriter.tui.__path__, "reewriter.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(value, type)
                and issubclass(value, DOMNode)
                and value.__module__.startswith("reewriter.")
            ):
                found[f"{value.__module__}.{value.__name__}"] = value
    return [found[name] for name in sorted(found)]


def test_ids_are_unique() -> None:
    ids = [each.id for each in commands.table()]
    assert len(ids) == len(set(ids))


def test_a_key_means_one_command_on_every_screen() -> None:
    owner: dict[str, str] = {}
    for each in commands.table():
        for key in commands.keys_of(each.keys):
            assert owner.setdefault(key, each.id) == each.id, key


def test_no_key_begins_another() -> None:
    keys = {key for each in commands.table() for key in commands.keys_of(each.keys)}
    starts = {key.partition(" ")[0] for key in keys if " " in key}
    assert not keys & starts


def test_labels_and_sentences_fit_their_places() -> None:
    for each in commands.table():
        assert 0 < len(each.label) <= 14, each.id
        assert each.help.endswith("."), each.id
        assert "[" not in each.help, each.id
        assert len(each.help) <= 75, each.id


def test_no_key_is_typed_into_text_or_stops_the_terminal() -> None:
    for each in commands.table():
        for key in commands.keys_of(each.keys):
            assert not key.startswith("alt+"), key
            assert key not in ("ctrl+z", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+s", "ctrl+q,"), key


@pytest.mark.parametrize("kind", our_classes(), ids=lambda kind: kind.__name__)
def test_every_binding_comes_from_the_table_and_leads_somewhere(kind: type[DOMNode]) -> None:
    if issubclass(kind, App):
        return  # ctrl+c alone, which only says how to leave
    ids = {each.id: each for each in commands.table()}
    for binding in kind.__dict__.get("BINDINGS", ()):
        assert isinstance(binding, Binding)
        assert binding.id in ids
        name = binding.action.partition("(")[0]
        assert hasattr(kind, f"action_{name}"), f"{kind.__name__} has no action_{name}"


def test_every_place_of_the_table_is_somewhere() -> None:
    places = {"everywhere"}
    for kind in our_classes():
        if issubclass(kind, DeskScreen):
            places.add(kind.ROOM)
        elif issubclass(kind, Widget) and not issubclass(kind, Screen):
            places.add(str(getattr(kind, "PLACE", "")))
    assert {place for each in commands.table() for place in each.places} <= places


@pytest.mark.parametrize("room", ROOM_NAMES)
async def test_every_room_shows_at_most_five_keys_that_fit(tmp_path: Path, room: str) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    async with at_desk(workspace) as editor:
        editor.app.go(room)
        await editor.rest()
        screen = editor.app.screen
        assert isinstance(screen, DeskScreen)
        shown = screen.keys_shown()
        assert 1 <= len(shown) <= 5
        assert all(commands.command(each).label in editor.bar for each in shown)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("f1", "F1"), ("g i", "g i"), ("ctrl+p", "^p"), ("question_mark", "?"), ("escape", "esc")],
)
def test_keys_are_written_as_they_are_printed(key: str, shown: str) -> None:
    assert commands.key_name(key) == shown


def test_chords_of_the_keymap_replace_those_of_the_table() -> None:
    chords = Chords({"go.inbox": "ctrl+1", "go.feeds": "b f"})
    assert chords.choices({"everywhere"}) == []
    starts = commands.chord_starts({"go.inbox": "ctrl+1", "go.feeds": "b f"})
    assert starts["b"]["f"].id == "go.feeds"
    assert "i" not in starts["g"]


async def test_a_keymap_of_ones_own_is_used(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"inbox.keep" = "f7,K"\n"go.feeds" = "g x"\n'
    config = config.replace('"f7,K"', '"f7,U"')
    workspace = make_workspace(tmp_path, [invent(1), invent(2)], config=config)
    async with at_desk(workspace) as editor:
        await editor.press("y")
        assert len(workspace.triage.ids("state:kept")) == 0
        assert editor.bar.startswith(" f7 keep") or editor.bar.startswith(" F7 keep")
        await editor.press("f7", "U")
        assert len(workspace.triage.ids("state:kept")) == 2
        await editor.press("g", "f")
        assert editor.app.current_mode == "inbox"
        await editor.press("g", "x")
        assert editor.app.current_mode == "feeds"


async def test_a_clash_in_the_keymap_is_said_and_the_default_keys_stay(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"inbox.keep" = "x"\n'
    workspace = make_workspace(tmp_path, [invent(1), invent(2)], config=config)
    async with at_desk(workspace, (160, 40)) as editor:
        assert "feeds.toml:" in editor.said
        assert "inbox.skip" in editor.said
        await editor.press("y")
        assert len(workspace.triage.ids("state:kept")) == 1


async def test_an_unknown_command_in_the_keymap_is_said(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"inbox.keeep" = "F7"\n'
    workspace = make_workspace(tmp_path, [invent(1)], config=config)
    async with at_desk(workspace, (160, 40)) as editor:
        assert "inbox.keep" in editor.said
