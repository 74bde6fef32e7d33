"""`--json` of every command: exactly one value on stdout, in the shape scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
import pytest

from reewriter.cli.main import root
from reewriter.samples import build
from reewriter.workspace import Workspace
from tests.cli.conftest import Cli, clipboard
from tests.workshop import ARTICLE, NOW, bring, invent

INTERACTIVE = {"preview", "issue edit", "serve"}
"""They need a terminal and a person."""
ASKING = {"story draft", "issue suggest"}
"""They need a language model: test_models.py tries them."""

OPML = '<opml version="2.0"><body><outline xmlUrl="https://a.example/feed"/></body></opml>'

DOT = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
"""A picture of one white pixel."""

CALLS: dict[str, tuple[list[str], bytes]] = {
    "init": (["fresh"], b""),
    "demo": (["demo"], b""),
    "fetch": ([], b""),
    "feeds list": ([], b""),
    "feeds add": (["feeds/magnet-dispatch.json"], b""),
    "feeds remove": (["feeds/basin.xml"], b""),
    "feeds pause": (["feeds/basin.xml"], b""),
    "feeds resume": (["feeds/basin.xml"], b""),
    "feeds import": (["-"], OPML.encode()),
    "feeds export": ([], b""),
    "items": ([], b""),
    "item show": (["1", "2"], b""),
    "item keep": (["2"], b""),
    "item skip": (["2"], b""),
    "item later": (["2"], b""),
    "item reset": (["2"], b""),
    "item text": (["2", "-"], b"The whole text."),
    "item join": (["2", "3"], b""),
    "item split": (["4"], b""),
    "item apart": (["2", "3"], b""),
    "add": (["-"], b"A title\n\nAnd a text."),
    "rules list": ([], b""),
    "rules preview": ([], b""),
    "rules apply": ([], b""),
    "paste": (["-"], b"A Title\n\nAnd a text.\n\nLeave a Reply"),
    "clean": (["-"], "Itâ€™s mended.".encode()),
    "verify": (["-", "--source", __file__], "It cost $5 and was “never cheap”.".encode()),
    "facts list": ([], b""),
    "facts add": (["90%", "--entity", "China"], b""),
    "facts coin": (["magnet winter"], b""),
    "facts word": (["monazitic"], b""),
    "facts remove": (["77%"], b""),
    "story cite": (["1", "counting what goes through it"], b""),
    "story fix": (["1"], b""),
    "story related": (["1"], b""),
    "suggest": (["-"], b"The kiln at Narva doubled its output of terbium in 2025."),
    "story new": ([], b""),
    "story edit": (["1", "--headline", "H"], b""),
    "story list": ([], b""),
    "story show": (["1"], b""),
    "story place": (["1"], b""),
    "story bench": (["1"], b""),
    "story move": (["1", "--down", "1"], b""),
    "story rm": (["1"], b""),
    "story adopt": (["1"], b""),
    "story text": (["1", "-"], b"The whole text."),
    "item diff": (["1"], b""),
    "story diff": (["1"], b""),
    "story take-over": (["1"], b""),
    "story history": (["1"], b""),
    "issue history": ([], b""),
    "issue restore": (["2"], b""),
    "story restore": (["1", "1"], b""),
    "story moves": (["1", "--tick", "concession"], b""),
    "story suggest": (["1"], b""),
    "snippets list": ([], b""),
    "snippets show": (["thanks"], b""),
    "themes": ([], b""),
    "issue deliveries": ([], b""),
    "issue text": ([], b""),
    "issue weigh": ([], b""),
    "issue move": (["Top Story", "--up"], b""),
    "issue waive": (
        ["subject.length", "--where", "issue.subject", "--reason", "It is short."],
        b"",
    ),
    "image add": (["dot.gif", "--story", "1"], b""),
    "image set": (["1", "--story", "1", "--alt", "A kiln"], b""),
    "image list": (["--story", "1"], b""),
    "image rm": (["1", "--story", "1"], b""),
    "issue new": ([], b""),
    "issue list": ([], b""),
    "issue show": ([], b""),
    "issue set": (["--subject", "S"], b""),
    "issue dump": ([], b""),
    "issue load": (["-"], b"---\nedition: 2026-03-02\n---\n"),
    "check": ([], b""),
    "render": ([], b""),
    "export": (["--to", "file"], b""),
    "targets list": ([], b""),
    "targets check": ([], b""),
    "copy": (["--format", "text"], b""),
    "stats": ([], b""),
    "issue posts": (["--to", "site", "--dry-run"], b""),
    "targets login": (["weekly"], b"a-key-of-nobody\n"),
    "templates list": ([], b""),
    "templates copy": (["daily.html"], b""),
    "templates check": ([], b""),
    "backup": ([], b""),
    "doctor": ([], b""),
}


def _leaves(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


LEAVES = dict(_leaves(root))


@pytest.fixture
def desk(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A workspace with story 1, whose headline was changed once, and two groups of two."""
    monkeypatch.chdir(cli.root)
    build(cli.root / "samples", NOW)
    (cli.root / "samples" / "feeds").rename(cli.root / "feeds")
    (cli.root / "facts.toml").write_text('[[facts]]\nfigure = "77%"\n')
    with (cli.root / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write('\n[snippets]\nthanks = "Thank you for reading."\n')
        file.write('\n[targets.weekly]\ntype = "buttondown"\nurl = "http://127.0.0.1:9"\n')
        file.write('[targets.site]\ntype = "wordpress"\nurl = "http://127.0.0.1:9"\nuser = "x"\n')
    cli("item", "keep", 1)
    cli("story", "edit", 1, "--headline", "Another")
    cli("story", "place", 1, "--section", "Top Story")
    cli("issue", "set", "--subject", "One")
    cli("issue", "set", "--subject", "Two")
    change(cli.root)
    (cli.root / "dot.gif").write_bytes(DOT)
    clipboard(cli.root / "bin", monkeypatch)
    cli("image", "add", "dot.gif", "--story", 1)
    cli("item", "join", 1, 5)
    cli("item", "join", 3, 4)
    return cli


def change(root: Path) -> None:
    """Let the publisher of item 1 change it, an hour later."""
    with Workspace.open(root, now=lambda: NOW + timedelta(hours=1)) as workspace:
        bring(workspace, [invent(1, text=ARTICLE.format(n=1).replace("Monday", "Friday"))])


def test_every_command_is_tried_here() -> None:
    assert set(CALLS) | INTERACTIVE | ASKING == set(LEAVES)


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_that_needs_nobody_takes_json(name: str) -> None:
    options = {word for param in LEAVES[name].params for word in param.opts}
    assert ("--json" in options) == (name not in INTERACTIVE)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_json_is_exactly_one_value(desk: Cli, name: str) -> None:
    words, stdin = CALLS[name]
    answer = desk(*name.split(), *words, "--json", stdin=stdin)
    assert answer.code in (0, 1, 5 if name == "fetch" else 0), answer.err
    value, end = json.JSONDecoder().raw_decode(answer.out)
    assert answer.out[end:] == "\n"
    assert isinstance(value, dict | list)
    assert not list((desk.root / "logs").glob("*"))


@pytest.mark.parametrize("name", sorted(CALLS))
def test_for_people_there_is_a_text_and_no_colour_in_a_pipe(desk: Cli, name: str) -> None:
    words, stdin = CALLS[name]
    answer = desk(*name.split(), *words, stdin=stdin)
    assert answer.code in (0, 1, 5 if name == "fetch" else 0), answer.err
    assert answer.out + answer.err != ""
    assert "\x1b" not in answer.out + answer.err
    for line in (answer.out + answer.err).splitlines():
        assert line == line.rstrip(), repr(line)


ITEM = {"id", "title", "url", "feed", "published", "state", "score", "group", "changed", "lang"}
FEED = {
    "id", "url", "title", "site", "section", "tags", "weight", "status", "error", "failures",
    "checked_at", "due_at", "items", "kept", "ran", "kept_90_days", "per_week", "silent_days",
    "summary", "succeeded_at", "next_at", "next_why", "live", "moved_from",
}  # fmt: skip
STORY = {
    "id", "format", "headline", "deck", "tldr", "critique", "extra", "highlights", "tags",
    "authors", "own_url", "runs", "headline_link", "embargo_until", "note", "revision", "editions",
    "sources", "evidence", "citations",
}  # fmt: skip
ISSUE = {
    "edition", "date", "number", "status", "due_at", "subject", "subjects", "preheader", "intro",
    "revision", "own_text",
    "sections",
}  # fmt: skip
FINDING = {
    "id",
    "severity",
    "message",
    "where",
    "hint",
    "waived",
    "about",
    "span",
    "source",
    "source_span",
}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("init", {"workspace"}),
        ("demo", {"workspace", "edition", "files"}),
        ("fetch", {"feeds", "new", "changed", "failed"}),
        ("feeds list", FEED),
        ("feeds pause", FEED),
        ("items", ITEM),
        ("item show", ITEM | {"author", "story", "body_markdown", "text", "full_text"}),
        ("item keep", ITEM | {"story"}),
        ("add", ITEM),
        ("paste", {"markdown", "meta", "cut", "proposed_split"}),
        ("clean", {"text", "page", "count", "guessed", "guesses", "left"}),
        ("verify", {"quotations", "figures"}),
        ("suggest", {"highlights", "tags"}),
        ("story new", STORY),
        ("story edit", STORY),
        ("story place", STORY),
        ("story history", {"id", "field", "value", "saved_at"}),
        ("issue new", ISSUE | {"stories", "deliveries"}),
        ("issue list", ISSUE),
        ("issue dump", ISSUE | {"markdown"}),
        ("check", FINDING),
        ("render", {"files", "bytes"}),
        ("export", {"target", "action", "remote_id", "url", "digest"}),
        ("targets list", {"name", "type", "service", "key", "trouble"}),
        ("templates list", {"name", "path", "origin"}),
        ("backup", {"file", "bytes"}),
        ("doctor", FINDING),
    ],
)
def test_the_keys_are_those_that_were_promised(desk: Cli, name: str, keys: set[str]) -> None:
    words, stdin = CALLS[name]
    value = desk(*name.split(), *words, "--json", stdin=stdin).json
    for entry in value if isinstance(value, list) else [value]:
        assert set(entry) == keys
    assert value


def test_fetch_tells_each_feed(desk: Cli) -> None:
    value = desk("fetch", "--json").json
    for feed in value["feeds"]:
        assert set(feed) == {"url", "status", "new", "changed", "error", "why", "seconds"}


def test_json_is_ascii_where_the_terminal_can_say_no_more(cli: Cli) -> None:
    cli("add", "-", stdin="Preis für Dysprosium – 鏑".encode())
    query = ("items", "--query", "Preis", "--json")
    plain, full = cli(*query, encoding="ascii"), cli(*query)
    assert plain.out.isascii()
    assert plain.json == full.json
    assert "鏑" in full.out


def test_a_feed_of_the_sample_files_is_added_once(desk: Cli) -> None:
    first = desk("feeds", "add", "feeds/magnet-dispatch.json", "--json")
    again = desk("feeds", "add", "./feeds/magnet-dispatch.json", "--json")
    assert first.json == again.json
    assert "already" in again.err
    assert Path(desk.root / "feeds.toml").read_text(encoding="utf-8").count("magnet-dispatch") == 1
