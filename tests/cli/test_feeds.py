"""The list of feeds in feeds.toml, and fetching them, good manners and bad."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeGuard
from xml.etree import ElementTree

import pytest

from reewriter.model import FeedStatus
from reewriter.net import Client
from reewriter.store import feeds
from tests.cli.conftest import Cli
from tests.conftest import Clock
from tests.farm import (
    Behaviour,
    Farm,
    hang,
    page,
    redirect,
    reset,
    unused_port,
    validated,
)
from tests.workshop import CONFIG, NOW, make_workspace

HOUR = timedelta(hours=1)

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ore Wire</title>
<link>https://ore.example/</link><item><title>Magnets wait</title><guid>1</guid>
<link>https://ore.example/1</link><description>Rare earth magnets wait.</description></item>
</channel></rss>"""

COMMENTED = CONFIG.replace(
    '[[feeds]]\nurl = "feeds/oxide.xml"',
    '# What the traders say.\n[[feeds]]\nurl = "feeds/oxide.xml"',
).replace("[keywords]", "\n# -- The beat, in words\n\n[keywords]")


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as farm:
        yield farm


def _desk(root: Path, *urls: str) -> Cli:
    """A workspace with these feeds and no other."""
    base = CONFIG[: CONFIG.index("[[feeds]]")] + CONFIG[CONFIG.index("[keywords]") :]
    feeds = "".join(f'\n[[feeds]]\nurl = "{url}"\n' for url in urls)
    make_workspace(root / "desk", config=base + feeds).close()
    return Cli(root / "desk")


def _config(cli: Cli) -> str:
    return (cli.root / "feeds.toml").read_text(encoding="utf-8")


def test_the_list_tells_health(cli: Cli) -> None:
    first, second = cli("feeds", "list", "--json").json
    assert (first["url"], first["items"], first["section"]) == ("feeds/oxide.xml", 0, "Markets")
    assert (second["title"], second["items"]) == ("The Basin Ledger", 10)


def test_a_feed_that_was_read_with_a_warning_is_odd(cli: Cli) -> None:
    with cli.open() as workspace, workspace.store.write():
        workspace.store.execute("UPDATE feed SET status = 'ok', error = 'not well-formed: 3:7'")
    assert all("not well-formed" in one["error"] for one in cli("feeds", "list", "--json").json)
    rows = cli("feeds", "list").out.splitlines()
    rows = [row for row in rows if row.strip()[:1].isdigit()]
    assert rows
    assert all("odd" in row and "not well-formed: 3:7" in row for row in rows)


def test_the_list_says_when_next_and_why_and_what_became_of_it_all(cli: Cli) -> None:
    with cli.open() as workspace:
        oxide, basin = workspace.wire.feeds()
        well = replace(basin, status=FeedStatus.OK, checked_at=NOW, succeeded_at=NOW,
                       due_at=NOW + 6 * HOUR, due_why="server says 6 h")  # fmt: skip
        feeds.record(workspace.store, well)
        ill = replace(oxide, status=FeedStatus.ERROR, error="no such host", failures=3,
                      checked_at=NOW, due_at=NOW + HOUR, due_why="after 3 failures",
                      succeeded_at=NOW - 72 * HOUR)  # fmt: skip
        feeds.record(workspace.store, ill)
        workspace.triage.keep([1, 2])
    first, second = cli("feeds", "list", "--json").json
    assert (first["next_at"], first["next_why"]) == ("2026-03-02T13:00:00Z", "after 3 failures")
    assert (first["succeeded_at"], first["summary"]) == ("2026-02-27T12:00:00Z", "no items yet")
    assert (second["next_at"], second["next_why"]) == ("2026-03-02T18:00:00Z", "server says 6 h")
    assert (second["per_week"], second["silent_days"]) == (10.0, 0)
    assert (second["kept"], second["kept_90_days"], second["ran"]) == (2, 2, 0)
    said = cli("feeds", "list").out
    assert "in 60 min, after 3 failures" in said
    assert "no such host, 3 times in a row" in said
    assert "in 6 h, server says 6 h" in said
    assert "10 items, 2 kept" in said


def test_silent_feeds_are_told(cli: Cli) -> None:
    later = Cli(cli.root, now=lambda: NOW + 24 * 40 * HOUR)
    assert [feed["silent_days"] for feed in later("feeds", "list", "--json").json] == [0, 40]
    assert "silent for 40 days" in later("feeds", "list").out


KEYED = "https://ore.example/feed?api_key=hush&n=9"


def test_a_key_in_an_address_is_masked_wherever_feeds_are_listed(tmp_path: Path) -> None:
    desk = _desk(tmp_path, KEYED)
    masked = "https://ore.example/feed?api_key=***&n=9"
    assert desk("feeds", "list", "--json").json[0]["url"] == masked
    assert desk("feeds", "pause", KEYED, "--json").json[0]["url"] == masked
    assert desk("fetch", "--json").json["feeds"][0]["url"] == masked
    out = tmp_path / "feeds.opml"
    assert "1" in desk("feeds", "export", out).line
    shown = [desk("feeds", "list"), desk("feeds", "export"), desk("feeds", "resume", "1")]
    shown += [desk("feeds", "export", "--json"), desk("doctor")]
    for text in (out.read_text(), *(answer.out + answer.err for answer in shown)):
        assert "hush" not in text
    assert KEYED in _config(desk), "where it is needed it stays"
    left = _desk(tmp_path / "other")("feeds", "import", out, "--json")
    assert left.json == []
    assert f"left out: {masked}: its key was left out" in left.err


@pytest.mark.parametrize(
    "address", ["https://ann:hush@ore.example/feed", "ann:hush@ore.example/feed"]
)
def test_a_feed_behind_a_password_is_refused_in_one_line(cli: Cli, address: str) -> None:
    before = _config(cli)
    answer = cli("feeds", "add", address)
    assert answer.code == 2
    assert "user name and a password" in answer.line
    assert "file" in answer.line, "what to do instead"
    assert "hush" not in answer.line
    assert _config(cli) == before


def test_a_password_in_feeds_toml_is_refused_and_not_shown(cli: Cli) -> None:
    text = _config(cli).replace('"feeds/oxide.xml"', '"https://ann:hush@ore.example/feed"')
    (cli.root / "feeds.toml").write_text(text, encoding="utf-8")
    answer = cli("feeds", "list")
    assert answer.code == 3
    assert "must not carry a user name or password" in answer.line
    assert "hush" not in answer.line


@pytest.mark.parametrize("address", ["feeds/missing.xml", "missing.xml", "file:missing.xml"])
def test_a_file_that_is_missing_is_said_so(cli: Cli, address: str) -> None:
    answer = cli("feeds", "add", address)
    assert answer.code == 4
    assert f"{address}: no such file in the workspace" in answer.line


@pytest.mark.parametrize(
    "address",
    ["/etc/passwd", "file:///etc/passwd", "../other.xml", "file://host/x.xml", "outside.xml"],
)
def test_a_file_outside_of_the_workspace_is_a_wrong_call(cli: Cli, address: str) -> None:
    (cli.root / "outside.xml").unlink(missing_ok=True)
    (cli.root / "outside.xml").symlink_to("/etc/passwd")
    before = _config(cli)
    answer = cli("feeds", "add", address)
    assert answer.code == 2
    assert f"{address}: is not inside the workspace" in answer.line
    assert _config(cli) == before


def test_a_file_of_the_workspace_is_added(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    (desk.root / "wire@home.xml").write_bytes(RSS)
    assert desk("feeds", "add", "wire@home.xml", "--json").json[0]["title"] == "Ore Wire"


@pytest.mark.parametrize(
    "address",
    [
        "http://mine.example:99999/feed",
        "http://mine.example:x/",
        "http://a.example:0/",
        "http://[::1",
    ],
)
def test_an_address_with_no_such_port_is_a_wrong_call(cli: Cli, address: str) -> None:
    answer = cli("feeds", "add", address)
    assert answer.code == 2
    assert f"{address} is no web address" in answer.line


@pytest.mark.parametrize("address", ["ftp://mine.example/feed", "GOPHER://x", " ftp://x "])
def test_an_address_of_another_kind_is_a_wrong_call(cli: Cli, address: str) -> None:
    before = _config(cli)
    answer = cli("feeds", "add", address)
    assert answer.code == 2
    assert "https, http or file" in answer.err
    assert _config(cli) == before


def test_a_site_is_enough_to_find_its_feed(tmp_path: Path, farm: Farm) -> None:
    farm.add("/", page('<link rel="alternate" type="application/rss+xml" href="/the/feed">'))
    url = farm.add("/the/feed", page(RSS))
    desk = _desk(tmp_path)
    answer = desk("feeds", "add", farm.url("/"), "--section", "markets", "--tag", "mines",
                  "--weight", "2", "--json")  # fmt: skip
    (feed,) = answer.json
    assert (feed["url"], feed["title"], feed["section"]) == (url, "Ore Wire", "Markets")
    assert (feed["tags"], feed["weight"]) == (["mines"], 2.0)
    assert desk("items", "--json").json == []
    assert desk("fetch", "--json").json["new"] == 1  # typed in `feeds add`: named by that


@pytest.mark.parametrize("first", [hang, page("<title>A site whose other pages hang</title>")])
def test_a_site_that_hangs_is_given_up_once_and_for_all_its_pages(
    tmp_path: Path, farm: Farm, monkeypatch: pytest.MonkeyPatch, first: Behaviour
) -> None:
    monkeypatch.setattr("reewriter.workspace.finding.LONGEST_LOOK", 0.4)
    farm.add("/", first)
    for path in ("/feed/", "/rss", "/rss.xml", "/atom.xml"):
        farm.add(path, hang)
    desk = _desk(tmp_path)
    begun = time.monotonic()
    answer = desk("feeds", "add", farm.url("/"))
    assert time.monotonic() - begun < 5
    assert (answer.code, answer.out) == (5, "")
    assert "127.0.0.1: no feed found within 0.4 s" in answer.line


@pytest.mark.parametrize("address", ["", "  ", "feed://"])
def test_no_address_is_asked_for(cli: Cli, address: str) -> None:
    answer = cli("feeds", "add", address)
    assert answer.code == 2
    assert "no address was given" in answer.line


def test_an_address_for_feed_readers_is_added_as_one_of_the_web(tmp_path: Path, farm: Farm) -> None:
    url = farm.add("/feed", page(RSS))
    (feed,) = _desk(tmp_path)("feeds", "add", f"feed:{url}", "--json").json
    assert feed["url"] == url


def test_adding_and_removing_leaves_comments_and_order(tmp_path: Path, farm: Farm) -> None:
    url = farm.add("/feed", page(RSS))
    make_workspace(tmp_path / "desk", config=COMMENTED).close()
    desk = Cli(tmp_path / "desk")
    assert desk("feeds", "add", url).code == 0
    added = _config(desk)
    block = f'\n\n[[feeds]]\nurl = "{url}"\ntitle = "Ore Wire"'
    assert added == COMMENTED.replace("weight = 1.0", "weight = 1.0" + block)
    assert desk("feeds", "remove", url).code == 0
    assert _config(desk) == COMMENTED


def test_a_paused_feed_is_kept_and_not_fetched(tmp_path: Path, farm: Farm) -> None:
    url = farm.add("/feed", page(RSS))
    desk = _desk(tmp_path, url)
    before = _config(desk)
    assert desk("feeds", "pause", url, "--json").json[0]["status"] == "paused"
    assert desk("fetch", "--force", "--json").json["feeds"][0]["status"] in ("paused", "not_due")
    assert farm.paths() == []
    assert desk("feeds", "resume", url, "--json").json[0]["status"] == "never"
    assert _config(desk) == before
    assert desk("fetch", "--json").json["new"] == 1


def test_a_feed_that_was_gone_is_resumed(tmp_path: Path, farm: Farm) -> None:
    url = farm.add("/feed", page(b"", status=410))
    desk = _desk(tmp_path, url)
    assert desk("fetch").code == 1
    assert "gone for good; it is paused" in desk("feeds", "list").out
    farm.add("/feed", page(RSS))
    assert desk("fetch", "--force", "--json").json["new"] == 0
    assert desk("feeds", "resume", url, "--json").json[0]["status"] == "never"
    assert desk("fetch", "--json").json["new"] == 1


def test_in_its_live_hours_of_the_publication_a_feed_is_due_again_in_five_minutes(
    tmp_path: Path, farm: Farm
) -> None:
    url = farm.add("/feed", validated(RSS, etag='"1"'))
    desk = _desk(tmp_path, url)
    text = _config(desk).replace(f'url = "{url}"', f'url = "{url}"\nlive = "06:00-08:00"')
    (desk.root / "feeds.toml").write_text(text, encoding="utf-8")
    desk("fetch")  # it is noon in UTC, seven in New York
    assert "in 5 min, live hours" in desk("feeds", "list").out
    for minutes, status in ((4, "not_due"), (5, "unchanged"), (10, "unchanged")):
        later = Cli(desk.root, now=Clock(NOW + timedelta(minutes=minutes)))
        assert later("fetch", "--json").json["feeds"][0]["status"] == status
    over = Cli(desk.root, now=lambda: NOW + HOUR)
    assert "in 10 min, hourly" in over("feeds", "list").out


def test_a_removed_feed_leaves_what_it_brought(cli: Cli) -> None:
    assert cli("feeds", "remove", "feeds/basin.xml").code == 0
    assert [f["url"] for f in cli("feeds", "list", "--json").json] == ["feeds/oxide.xml"]
    assert len(cli("items", "--json").json) == 10


def test_several_are_changed_or_none(cli: Cli) -> None:
    before = _config(cli)
    assert cli("feeds", "pause", "feeds/basin.xml", "nowhere").code == 4
    assert _config(cli) == before


@pytest.mark.parametrize(
    ("path", "behaviour", "code", "said"),
    [
        ("/site", page("<title>No feed here</title>"), 4, "no feed found"),
        ("/feed", page(b"<rss version='2.0'><channel"), 1, "127.0.0.1"),
        ("/feed", page(b"gone", status=404), 4, "no feed found"),
        ("/feed", reset, 5, "127.0.0.1"),
    ],
)
def test_what_cannot_be_read_is_not_added(
    tmp_path: Path, farm: Farm, path: str, behaviour: Behaviour, code: int, said: str
) -> None:
    desk = _desk(tmp_path)
    before = _config(desk)
    answer = desk("feeds", "add", farm.add(path, behaviour))
    assert answer.code == code
    assert said in answer.line
    assert _config(desk) == before


def test_a_section_that_is_none_is_told_before_anything_is_fetched(
    tmp_path: Path, farm: Farm
) -> None:
    desk = _desk(tmp_path)
    answer = desk("feeds", "add", farm.add("/feed", page(RSS)), "--section", "Sport")
    assert answer.code == 4
    assert farm.paths() == []


def test_a_feeds_toml_that_cannot_be_written_is_code_3(
    tmp_path: Path, farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = _desk(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "feeds.toml")

    monkeypatch.setattr("reewriter.atomic._write_new", full)
    before = _config(desk)
    answer = desk("feeds", "add", farm.add("/feed", page(RSS)))
    assert answer.code == 3
    assert "No space left" in answer.line
    assert _config(desk) == before


OPML = """<opml version="2.0"><body>
<outline text="Markets">
<outline text="A" xmlUrl="https://a.example/feed" category="mines"/></outline>
<outline text="B" xmlUrl="https://a.example/feed/"/><outline text="C" xmlUrl="http://10.0.0.1/f"/>
</body></opml>"""


def test_opml_comes_in_and_goes_out(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    answer = desk("feeds", "import", "-", "--json", stdin=OPML.encode())
    (feed,) = answer.json
    assert (feed["url"], feed["title"]) == ("https://a.example/feed", "A")
    assert (feed["section"], feed["tags"]) == ("Markets", ["mines"])
    assert "left out: C: a private address" in answer.err
    assert answer.code == 1, "done, but not all of it"
    assert desk("feeds", "import", "-", "--json", stdin=OPML.encode()).json == []
    wide = desk("feeds", "import", "-", "--allow-private", "--json", stdin=OPML.encode())
    assert wide.code == 0
    assert [f["url"] for f in wide.json] == ["http://10.0.0.1/f"]
    out = tmp_path / "out.opml"
    printed = desk("feeds", "export").out
    desk("feeds", "export", out)
    assert out.read_text(encoding="utf-8") == printed
    again = _desk(tmp_path / "other")
    assert len(again("feeds", "import", out, "--allow-private", "--json").json) == 2


TREE = """<opml version="2.0"><body>
<outline text="Markets" open="yes"><outline text="Ores"><outline text="Policy" id="7">
<outline text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" zeta="2" custom="x"/>
</outline></outline><outline text="B" xmlUrl="https://b.example/feed"/></outline>
<outline text="C" xmlUrl="feed://c.example/feed" category="mines" note="a &lt;b&gt;&#10;&amp; c"/>
<outline text="Ores"><outline text="D" xmlUrl="https://d.example/feed"/></outline>
</body></opml>"""

Tree = list["tuple[str, Tree] | dict[str, str]"]


def _tree(element: ElementTree.Element) -> Tree:
    """What a list says: folders by name with what lies in them, and of feeds all but our own."""
    found: Tree = []
    for one in element:
        told = dict(one.attrib)
        if "xmlUrl" in told:
            for name in ("type", "title", "category"):
                told.pop(name, None)
            found.append(told)
        else:
            told.pop("title", None)
            found.append((" ".join(told.values()), _tree(one)))
    return found


def _outlines(text: str) -> Tree:
    body = ElementTree.fromstring(text.encode()).find("body")
    assert body is not None
    return _tree(body)


def test_a_list_goes_out_as_it_came(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert desk("feeds", "import", "-", stdin=TREE.encode()).code == 0
    first = desk("feeds", "list", "--json").json[0]
    assert (first["section"], first["tags"]) == ("Markets", ["Ores", "Policy"])
    wanted = _outlines(TREE.replace("feed://c", "https://c").replace("&#10;", " "))
    out = desk("feeds", "export").out
    assert _outlines(out) == wanted
    again = _desk(tmp_path / "other")
    again("feeds", "import", "-", stdin=out.encode())
    assert again("feeds", "export").out == out


def test_a_feed_filed_elsewhere_since_goes_out_where_it_lies(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    desk("feeds", "import", "-", stdin=TREE.encode())
    text = _config(desk).replace('["Ores", "Policy"]', '["Policy"]').replace('["Ores"]', '["Tin"]')
    (desk.root / "feeds.toml").write_text(text, encoding="utf-8")
    out = desk("feeds", "export").out
    assert [name for name, _ in filter(_is_folder, _outlines(out))] == ["Markets yes", "Tin"]
    assert '<outline text="Policy" title="Policy" id="7">' in out
    assert '<outline text="Ores"' not in out


def _is_folder(one: object) -> TypeGuard[tuple[str, object]]:
    return isinstance(one, tuple)


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"<!DOCTYPE x><opml/>"])
def test_what_is_no_opml_is_a_wrong_call(tmp_path: Path, content: bytes) -> None:
    desk = _desk(tmp_path)
    assert desk("feeds", "import", "-", stdin=content).code == 2


def test_fetch_tells_what_is_new_and_then_that_nothing_is(tmp_path: Path, farm: Farm) -> None:
    url = farm.add("/feed", validated(RSS, etag='"1"'))
    desk = _desk(tmp_path, url)
    first = desk("fetch", "--json")
    assert (first.code, first.err) == (0, "")
    assert first.json["feeds"][0]["status"] == "ok"
    assert (first.json["new"], first.json["changed"], first.json["failed"]) == (1, 0, 0)
    assert desk("fetch", "--json").json["feeds"][0]["status"] == "not_due"
    again = desk("fetch", "--force", "--json").json
    assert (again["feeds"][0]["status"], again["new"]) == ("unchanged", 0)
    assert desk("fetch", url, "--json").json["feeds"][0]["status"] == "unchanged"
    assert len(farm.seen) == 3


def test_a_feed_that_was_read_with_a_warning_is_no_ok_of_a_fetch(
    tmp_path: Path, farm: Farm
) -> None:
    desk = _desk(tmp_path, farm.add("/feed", page(RSS.replace(b"</channel>", b""))))
    answer = desk("fetch")
    assert answer.code == 0
    assert answer.err.startswith("odd: ")
    assert "not well-formed" in answer.err


def test_a_server_that_wants_a_pause_gets_it_from_the_next_call_too(
    tmp_path: Path, farm: Farm
) -> None:
    limit = page(b"", status=429, headers={"Retry-After": "7200"})
    asked, other = farm.add("/asked", limit), farm.add("/other", page(RSS))
    desk = _desk(tmp_path, asked)
    desk("fetch")
    text = _config(desk).replace("[keywords]", f'[[feeds]]\nurl = "{other}"\n\n[keywords]')
    (desk.root / "feeds.toml").write_text(text, encoding="utf-8")
    for words in ((), (other,)):
        told = {one["url"]: one for one in desk("fetch", *words, "--json").json["feeds"]}
        assert told[other]["status"] == "not_due"
        assert told[other]["why"] == "the server wants to be left alone for another 2 h"
    assert farm.paths() == ["/asked"]
    assert "left alone for another 2 h; --force asks" in desk("fetch", other).line
    assert desk("fetch", other, "--force", "--json").json["new"] == 1


@pytest.mark.parametrize(
    ("behaviour", "code", "status"),
    [
        (page(b""), 1, "error"),
        (page("<!doctype html><title>Not a feed</title>"), 1, "error"),
        (page(b"missing", status=404), 5, "error"),
        (page(b"broken", status=500), 5, "error"),
        (page(b"gone", status=410), 1, "gone"),
        (reset, 5, "error"),
        (hang, 5, "error"),
    ],
    ids=["empty", "html", "404", "500", "410", "reset", "timeout"],
)
def test_a_feed_that_fails_is_one_line_and_stores_nothing(
    tmp_path: Path,
    farm: Farm,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: Behaviour,
    code: int,
    status: str,
) -> None:
    quick = functools.partial(Client, deadline=0.4)
    monkeypatch.setattr("reewriter.feeds.ingest.Client", quick)
    desk = _desk(tmp_path, farm.add("/feed", behaviour))
    answer = desk("fetch", "--json")
    assert answer.code == code
    assert answer.json["feeds"][0]["status"] == status
    assert answer.json["failed"] == 1
    assert answer.line.startswith(f"{status}: ")
    assert desk("items", "--json").json == []
    assert desk("doctor", "--json").code == 0


def test_one_bad_feed_never_stops_the_rest(tmp_path: Path, farm: Farm) -> None:
    good = farm.add("/good", page(RSS))
    bad = farm.add("/bad", page("<html>"))
    nobody = f"http://127.0.0.1:{unused_port()}/feed"
    desk = _desk(tmp_path, bad, good, nobody, "feeds/missing.xml")
    answer = desk("fetch", "--json")
    assert answer.code == 1
    states = {feed["url"]: feed["status"] for feed in answer.json["feeds"]}
    assert states == {bad: "error", good: "ok", nobody: "error", "feeds/missing.xml": "error"}
    assert answer.err.count("\n") == 3
    assert len(desk("items", "--json").json) == 1
    text = desk("fetch", "--force").out
    assert text == "4 feeds: no new items (3 failed, 1 unchanged)\n"


def test_no_feeds_is_no_failure(tmp_path: Path) -> None:
    answer = _desk(tmp_path)("fetch", "--json")
    assert (answer.code, answer.json["feeds"]) == (0, [])
    assert "feeds add" in answer.line


def test_a_feed_that_has_moved_is_told_and_written_down(tmp_path: Path, farm: Farm) -> None:
    new = farm.add("/new", page(RSS))
    old = farm.add("/old", redirect("/new", 308))
    desk = _desk(tmp_path, old)
    assert desk("fetch").line == f"moved: Ore Wire: has moved for good to {new}"
    tomorrow = Cli(desk.root, now=lambda: NOW + 24 * HOUR)
    assert tomorrow("fetch").line == f"moved: Ore Wire: moved from {old} to {new}"
    (feed,) = tomorrow("feeds", "list", "--json").json
    assert (feed["url"], feed["moved_from"], feed["status"]) == (new, old, "ok")
    assert f"moved from {old}" in tomorrow("feeds", "list").out


def test_a_bar_is_drawn_only_where_somebody_watches(tmp_path: Path, farm: Farm) -> None:
    desk = _desk(tmp_path, farm.add("/feed", page(RSS)))
    watched = desk("fetch", "--json", tty=True)
    assert "1/1" in watched.err
    assert watched.json["new"] == 1
    assert desk("fetch", "--force").err == ""
