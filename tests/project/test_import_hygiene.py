"""Foreign libraries stay in their one home, and a quick command loads none of them."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import reewriter
from tests.fresh import command

PACKAGE = Path(reewriter.__file__).parent

HOMES = {
    "aiohttp": ("tui/serving.py",),
    "click": ("cli/", "__main__.py"),
    "css_inline": ("render/",),
    "feedparser": ("feeds/parse.py",),
    "html_to_markdown": ("text/html.py",),
    "http.client": ("net/",),
    "http.server": ("net/",),
    "jinja2": ("render/",),
    "lxml": ("feeds/article.py",),
    "markdown_it": ("render/",),
    "nh3": ("text/html.py",),
    "readability": ("feeds/article.py",),
    "rich": ("tui/",),
    "smtplib": ("net/smtp.py",),
    "socket": ("net/",),
    "sqlite3": ("store/",),
    "sqlite_utils": ("store/",),
    "ssl": ("net/",),
    "textual": ("tui/",),
    "textual_serve": ("tui/serving.py",),
    "trafilatura": ("feeds/article.py",),
    "urllib3": ("net/",),
}
"""Library → where alone it may be imported."""

NOWHERE = ("ftplib", "pickle", "poplib", "telnetlib", "urllib.request", "xmlrpc")
"""What nobody may import: other ways into the network."""

SLOW = (
    *("css_inline", "feedparser", "html_to_markdown", "jinja2", "lxml", "markdown_it"),
    *("readability", "sqlite3", "sqlite_utils", "textual", "trafilatura", "urllib3"),
)
"""What costs a command tens of milliseconds, and therefore is imported where it is needed."""

ROOMS = ("checks", "cli", "config", "desk", "feeds", "net", "render", "samples", "text")
"""Rooms that load none of the slow ones by themselves."""


def _imports(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # `from urllib import request` is an import of urllib.request.
            yield node.module, node.lineno
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def _is_in(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


def _misplaced(path: str, source: str) -> list[str]:
    wrong = []
    for name, line in _imports(source):
        homes = next((HOMES[library] for library in HOMES if _is_in(name, library)), None)
        banned = any(_is_in(name, library) for library in NOWHERE)
        if banned or (homes is not None and not path.startswith(homes)):
            wrong.append(f"{path}:{line} imports {name}")
    return wrong


def test_foreign_libraries_are_imported_in_their_homes_only() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        wrong += _misplaced(name, path.read_text(encoding="utf-8"))
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("feeds/fetch.py", "import feedparser"),
        ("workspace/byhand.py", "from trafilatura import extract"),
        ("desk/triage.py", "def f():\n    from sqlite3 import connect\n"),
        ("cli/items.py", "import os, rich.table"),
        ("export/eml.py", "import smtplib"),
        ("feeds/fetch.py", "from urllib import request"),
        ("workspace/preview.py", "from http import server"),
        ("workspace/room.py", "from textual.app import App"),
    ],
)
def test_a_misplaced_import_is_seen(path: str, source: str) -> None:
    assert _misplaced(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("feeds/parse.py", "import feedparser"),
        ("store/items.py", "import sqlite3"),
        ("feeds/fetch.py", "from urllib.parse import urlsplit"),
        ("feeds/fetch.py", "from http import HTTPStatus"),
        ("desk/triage.py", "from . import socket"),
    ],
)
def test_an_import_at_home_is_fine(path: str, source: str) -> None:
    assert _misplaced(path, source) == []


def _loaded_after(code: str, names: Sequence[str] = SLOW) -> set[str]:
    """Return which of these a fresh process has loaded after running `code`."""
    ask = f"import json, sys\nprint(json.dumps([n for n in {names!r} if n in sys.modules]))"
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ask}"], capture_output=True, text=True, check=True
    )
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["fetch", "--help"]])
def test_help_loads_nothing_slow(arguments: list[str]) -> None:
    assert _loaded_after(command(arguments)) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_loads_nothing_slow_by_itself(room: str) -> None:
    assert _loaded_after(f"import reewriter.{room}") == set()


@pytest.mark.parametrize("room", ["export", "store", "workspace"])
def test_a_room_with_the_database_loads_sqlite_and_nothing_else_slow(room: str) -> None:
    assert _loaded_after(f"import reewriter.{room}") == {"sqlite3"}


def test_the_first_room_opens_without_what_is_needed_later() -> None:
    later = (
        *("reewriter.tui.screens.story", "reewriter.tui.screens.issue", "reewriter.text.differ"),
        *("reewriter.export", "reewriter.render", "reewriter.checks", "email.message"),
        *("textual.widgets._text_area", "tree_sitter", "jinja2", "urllib3", "aiohttp"),
        *("reewriter.net", "reewriter.tui.screens.asking", "reewriter.workspace.groups"),
        *("reewriter.desk.citing", "reewriter.text.html", "reewriter.text.mojibake", "nh3"),
        *("html_to_markdown", "reewriter.text.headlines", "reewriter.text.sequences"),
    )
    opened = "import reewriter.tui.app, reewriter.tui.screens.inbox, reewriter.workspace.services"
    assert not _loaded_after(opened, later)


def test_an_issue_is_rendered_without_what_only_checks_and_services_need(tmp_path: Path) -> None:
    rendered = (
        "from pathlib import Path\nfrom tests.workshop import make_workspace\n"
        f"with make_workspace(Path({str(tmp_path / 'desk')!r})) as desk:\n"
        "    desk.press.write(desk.issues.current())"
    )
    later = ("reewriter.checks", "reewriter.export", "reewriter.text.copy_desk", "urllib3", "PIL")
    assert not _loaded_after(rendered, (*later, "reewriter.text.facts", "email.message"))
