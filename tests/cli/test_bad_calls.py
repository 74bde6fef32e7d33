"""Every file, id, edition, date, address and name that a command takes, given wrongly.

Whatever is wrong: one line that says what and where, the documented exit code, and nothing changed.
"""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import chdir, closing
from pathlib import Path

import click
import pytest

from reewriter.cli.main import root
from tests.cli.conftest import Answer, Cli
from tests.workshop import invent, make_workspace

READS = {
    "feeds import": ("feeds", "import", "{}"),
    "item text": ("item", "text", 1, "{}"),
    "add": ("add", "{}"),
    "paste": ("paste", "{}"),
    "clean": ("clean", "{}"),
    "suggest": ("suggest", "{}"),
    "verify draft": ("verify", "{}", "--source", "{good}"),
    "verify --source": ("verify", "{good}", "--source", "{}"),
    "verify --partial": ("verify", "{good}", "--partial", "{}"),
    "story edit --critique-file": ("story", "edit", 1, "--critique-file", "{}"),
    "story edit --part-file": ("story", "edit", 1, "--part-file", "tldr", "{}"),
    "story text": ("story", "text", 1, "{}"),
    "image add": ("image", "add", "{}", "--story", 1),
    "issue new": ("issue", "new", "--intro-file", "{}"),
    "issue set": ("issue", "set", "--intro-file", "{}"),
    "issue load": ("issue", "load", "{}"),
    "issue text": ("issue", "text", "2026-03-02", "{}"),
    "backup --restore": ("backup", "--restore", "{}"),
}


def fill(call: tuple[object, ...], path: Path, good: Path) -> list[str]:
    return [str(word).replace("{}", str(path)).replace("{good}", str(good)) for word in call]


def everything(root: Path) -> set[tuple[str, object]]:
    """Read all that a workspace holds, but for what is written at any look at it."""
    with closing(sqlite3.connect(f"file:{root / 'reewriter.db'}?mode=ro", uri=True)) as base:
        found: set[tuple[str, object]] = {("", line) for line in base.iterdump()}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(("reewriter.db", "reewriter.log", "logs/")):
            found.add((name, path.read_bytes()))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A workspace with a story above the line, which none of these calls may change."""
    root = tmp_path_factory.mktemp("bad") / "desk"
    make_workspace(root, [invent(n) for n in range(1, 4)]).close()
    cli = Cli(root)
    cli("item", "keep", 1)
    cli("story", "place", 1)
    cli("story", "edit", 1, "--critique-file", "-", stdin=b"It leaves out the price.")
    return cli


@pytest.fixture
def refused(desk: Cli) -> Iterator[Callable[..., Answer]]:
    """Run a call that must change nothing, and say in one line what is wrong."""

    def call(*words: object, code: int) -> Answer:
        answer = desk(*words)
        assert (answer.code, answer.out) == (code, ""), answer
        assert answer.line.startswith("reewriter: "), answer
        assert "mistake of ours" not in answer.line
        assert "Traceback" not in answer.line
        return answer

    before = everything(desk.root)
    yield call
    assert everything(desk.root) ^ before == set()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.md"
    file.write_text("The kiln cost $5 million.\n", encoding="utf-8")
    return file


CONTENT = {
    "too large": b"x" * 20_000_001,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "nothing but NUL": b"\0" * 1000,
    "empty": b"",
    "a cut-off PDF": b"%PDF-1.7\n1 0 obj <<",
    "a web page": b"<!doctype html><html><body><p>Hi</p></body></html>",
}


def bad_file(tmp_path: Path, kind: str) -> Path:
    """Make what a person may name in place of a file that can be read."""
    path = tmp_path / f"{kind}.md"
    if kind in CONTENT:
        path.write_bytes(CONTENT[kind])
    elif kind == "a folder":
        path.mkdir()
    elif kind == "below a file":
        (tmp_path / "file").write_bytes(b"x")
        path = tmp_path / "file" / "below.md"
    elif kind == "a socket":
        # By its bare name: a whole path may be longer than the name of a socket.
        with chdir(tmp_path), closing(socket.socket(socket.AF_UNIX)) as end:
            end.bind(path.name)
    elif kind == "a name without end":
        path = tmp_path / ("x" * 300)
    return path


UNREADABLE = {
    "missing": 4,
    "a folder": 2,
    "below a file": 2,
    "a socket": 2,
    "a name without end": 2,
    "too large": 2,
    "a picture": 2,
    "nothing but NUL": 2,
}
"""What no command can read, with the exit code of all of them."""

MALFORMED = [
    *(("feeds import", kind) for kind in ("empty", "a cut-off PDF", "a web page")),
    *(("issue load", kind) for kind in ("empty", "a web page")),
    *(("image add", kind) for kind in ("empty", "a cut-off PDF", "a web page")),
    *(("backup --restore", kind) for kind in ("empty", "a cut-off PDF", "a web page")),
    *(("paste", kind) for kind in ("a cut-off PDF", "a web page")),
    *((name, "empty") for name in ("add", "item text", "story text", "issue text")),
    *((name, "a cut-off PDF") for name in ("add", "clean", "suggest", "verify --source")),
]
"""What some commands can read, and these cannot: a wrong call, too."""


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_named_and_changes_nothing(
    refused: Callable[..., Answer], tmp_path: Path, good: Path, name: str, kind: str
) -> None:
    path = bad_file(tmp_path, kind)
    answer = refused(*fill(READS[name], path, good), code=UNREADABLE[kind])
    assert str(path)[:200] in answer.line


@pytest.mark.parametrize(("name", "kind"), MALFORMED)
def test_a_file_of_the_wrong_kind_is_a_wrong_call(
    refused: Callable[..., Answer], tmp_path: Path, good: Path, name: str, kind: str
) -> None:
    refused(*fill(READS[name], bad_file(tmp_path, kind), good), code=2)


@pytest.mark.parametrize("name", sorted(READS.keys() - {"image add", "backup --restore"}))
def test_what_is_piped_in_is_called_so(desk: Cli, good: Path, name: str) -> None:
    answer = desk(*fill(READS[name], Path("-"), good), stdin=b"\0" * 1000)
    assert answer.code == 2
    assert "what was piped in: " in answer.line


WRITES = {
    "feeds export": ("feeds", "export", "{}"),
    "issue dump": ("issue", "dump", "--out", "{}"),
    "copy --out": ("copy", "--out", "{}"),
    "render": ("render", "--out", "{}"),
    "render --archive": ("render", "--archive", "--out", "{}"),
    "backup": ("backup", "{}"),
    "init": ("init", "{}"),
    "demo": ("demo", "--headless", "{}"),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("kind", ["below a file", "a name without end", "a socket"])
def test_what_cannot_be_written_is_named_and_changes_nothing(
    refused: Callable[..., Answer], tmp_path: Path, name: str, kind: str
) -> None:
    """1 where the rest could be done, 3 where a workspace or its copy cannot be made there."""
    path = bad_file(tmp_path, kind)
    code = 3 if name in ("backup", "init", "demo") and kind != "a name without end" else 1
    answer = refused(*fill(WRITES[name], path, path), code=code)
    assert str(path.parent if kind == "below a file" else path)[:200] in answer.line
    assert kind != "a socket" or path.is_socket()


ITEMS = (
    *("item show {}", "item keep {}", "item skip {}", "item later {}", "item reset {}"),
    *("item diff {}", "item text {}", "item join {} 1", "item split {}", "item apart {} 1"),
    *("story new --item {}", "story adopt 1 {}"),
)
STORIES = (
    *("story edit {} --note x", "story show {}", "story history {}", "story restore {} 1"),
    *("story diff {}", "story take-over {}", "story place {}", "story bench {}", "story rm {}"),
    *(
        "story move {} --up 1",
        "story adopt {}",
        "story text {}",
        "story fix {}",
        "story related {}",
    ),
    *("story moves {}", "story suggest {}", "story draft {}", "story cite {} words"),
    *("image list --story {}", "image rm 1 --story {}", "image set 1 --story {} --alt x"),
)
INSIDE = (
    *(
        "item diff 1 --version {}",
        "story restore 1 {}",
        "issue restore {}",
        "story text 1 --source {}",
    ),
    *("story cite 1 words --source {}", "image rm {} --story 1", "image set {} --story 1 --alt x"),
    *("story suggest 1 --take {}", "story related 1 --insert {}", "issue set --pick {}"),
    *("rules preview {}", "rules apply {}"),
)
EDITIONS = (
    *("item keep 2 --issue {}", "story new --issue {}", "story edit 1 --section Policy --issue {}"),
    *("story list --issue {}", "story place 1 --issue {}", "story bench 1 --issue {}"),
    *("story move 1 --up 1 --issue {}", "story rm 1 --issue {}", "issue new --like {}"),
    *("issue show {}", "issue set {} --subject x", "issue set --like {}", "issue dump {}"),
    *("issue move Policy --up --issue {}", "issue edit {}", "issue posts {} --to file"),
    *("issue text {}", "issue weigh {}", "issue deliveries {}", "issue history {}"),
    *("issue waive x --reason y --issue {}", "issue restore 1 {}", "issue suggest {}"),
    *("check {}", "render {}", "preview {}", "export {} --to file", "copy {}", "stats {}"),
)
DATES = (
    *("issue new --date {}", "issue new --edition {}", "issue set --due {}"),
    *("story edit 1 --embargo {}", "story edit 1 --source-date {}", "facts add 90% --until {}"),
    "item later 2 --until {}",
)
LINKS = ("story edit 1 --source-url {}", "story edit 1 --own-url {}", "facts add 90% --url {}")
NAMES = {
    "feeds remove {}": 4,
    "feeds pause {}": 4,
    "feeds resume {}": 4,
    "fetch {}": 4,
    "item keep 2 --section {}": 4,
    "story new --section {}": 4,
    "story edit 1 --section {}": 4,
    "story place 1 --section {}": 4,
    "issue move {} --up": 4,
    "feeds add https://a.example --section {}": 4,
    "issue waive {} --reason x": 4,
    "facts remove {}": 4,
    "snippets show {}": 4,
    "check --target {}": 4,
    "export --to {}": 4,
    "issue posts --to {}": 4,
    "copy --for {}": 4,
    "targets login {} --command true": 4,
    "templates copy {}": 4,
    "themes --use {}": 4,
    "story new --format {}": 2,
    "story edit 1 --format {}": 2,
    "story edit 1 --part {} text": 2,
    "story moves 1 --tick {}": 2,
    "story moves 1 --set {} text": 2,
    "story draft 1 {}": 2,
    "render --format {}": 2,
    "copy --format {}": 2,
    "issue set --status {}": 2,
    "story history 1 --field {}": 2,
    "story edit 1 --runs {}": 2,
    "issue posts --to file --edited {}": 2,
    "items --limit {}": 2,
    "preview --port {}": 2,
    "suggest - --count {}": 2,
}
QUERIES = ("state:maybe", "score:many", "newer:soon", "(a", "titel:x", "lang:english", "sort:up")


def filled(call: str, value: str) -> list[str]:
    return [word.replace("{}", value) for word in call.split(" ")]


@pytest.mark.parametrize("call", [*ITEMS, *STORIES, *INSIDE])
def test_a_number_that_nothing_has_is_not_found(refused: Callable[..., Answer], call: str) -> None:
    refused(*filled(call, "99"), code=4)


@pytest.mark.parametrize("value", ["x", "0", "-1", "1.5", "١x"])
@pytest.mark.parametrize("call", [*ITEMS, *STORIES, *INSIDE])
def test_what_is_no_number_is_a_wrong_call(
    refused: Callable[..., Answer], call: str, value: str
) -> None:
    refused(*filled(call, value), code=2)


@pytest.mark.parametrize("value", ["2099-01-01", "nonsense", "../x", ""])
@pytest.mark.parametrize("call", EDITIONS)
def test_an_edition_that_is_not_there_is_not_found(
    refused: Callable[..., Answer], call: str, value: str
) -> None:
    refused(*filled(call, value), code=4)


@pytest.mark.parametrize(
    "value", ["tomorrowish", "2026-02-30", "0001-01-01", "9999-12-31", "20260302x"]
)
@pytest.mark.parametrize("call", DATES)
def test_what_is_no_day_is_a_wrong_call(
    refused: Callable[..., Answer], call: str, value: str
) -> None:
    refused(*filled(call, value), code=2)


@pytest.mark.parametrize("value", ["javascript:alert(1)", "x", "data:text/html,x", "https://"])
@pytest.mark.parametrize("call", LINKS)
def test_what_is_no_web_address_is_a_wrong_call(
    refused: Callable[..., Answer], call: str, value: str
) -> None:
    refused(*filled(call, value), code=2)


@pytest.mark.parametrize("call", NAMES)
def test_a_name_that_nothing_has_is_told(refused: Callable[..., Answer], call: str) -> None:
    refused(*filled(call, "xyzzy"), code=NAMES[call])


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_that_makes_no_sense_is_a_wrong_call(
    refused: Callable[..., Answer], query: str
) -> None:
    refused("items", "--query", query, code=2)


def leaves(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from leaves(found, f"{path} {name}".strip())


def takes_words(parameter: click.Parameter) -> bool:
    return not (isinstance(parameter, click.Option) and parameter.is_flag)


def test_every_command_that_takes_something_is_among_these() -> None:
    tried = [" ".join(map(str, call)) for call in (*READS.values(), *WRITES.values())]
    tried += [*ITEMS, *STORIES, *INSIDE, *EDITIONS, *DATES, *LINKS, *NAMES, "items --query {}"]
    takes = {path for path, command in leaves(root) if any(map(takes_words, command.params))}
    missing = {path for path in takes if not any(f"{one} ".startswith(f"{path} ") for one in tried)}
    # What is typed there is right whatever it is; an unknown target is a line of the table it
    # prints; and a port that is taken is tried in test_processes.
    assert missing == {"facts coin", "facts word", "targets check", "serve"}
