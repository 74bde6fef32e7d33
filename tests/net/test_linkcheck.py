"""Links are asked whether they lead somewhere: gently, in bounded time, and nothing is guessed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.checks import web_links
from reewriter.errors import BlockedAddressError, NetworkError, TooLargeError, UnknownHostError
from reewriter.feeds.linkcheck import Verdict, judge, look
from reewriter.model import LinkState
from reewriter.net import Client, Response
from reewriter.workspace import Workspace
from tests.cli.conftest import Cli
from tests.tui.morning import WIDE, at_desk
from tests.workshop import NOW, invent, make_workspace

Said = int | str | NetworkError

FINE, BROKEN, UNSURE = LinkState.FINE, LinkState.BROKEN, LinkState.UNSURE


class Web:
    """A web of pages that say what they are told to: a status, where they lead, or an error."""

    def __init__(self, pages: Mapping[str, Said], other: Said = 200) -> None:
        self.pages = pages
        self.other = other
        self.asked: list[str] = []
        self.named: list[bool] = []
        self.wait: Callable[[str], object] = lambda _: None

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to close."""

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, named: bool = True
    ) -> Response:
        self.asked.append(url)
        self.named.append(named)
        self.wait(url)
        said = self.pages.get(url, self.other)
        if isinstance(said, NetworkError):
            raise said
        if isinstance(said, str):
            return Response(200, said, {}, b"")
        return Response(said, url, {}, b"")


@pytest.mark.parametrize(
    ("said", "state"),
    [
        *((status, FINE) for status in (200, 204, 206, 304)),
        *((status, BROKEN) for status in (404, 410)),
        *((status, UNSURE) for status in (401, 402, 403, 405, 429, 451, 500, 503, 999)),
        ("https://a.example/new-place", FINE),
        ("https://a.example/", UNSURE),
        (NetworkError("a.example: refuses the connection"), UNSURE),
        (TooLargeError("a.example: larger than we take"), FINE),
    ],
)
def test_what_an_answer_means(said: Said, state: LinkState) -> None:
    verdict = judge(Web({}, said), "https://a.example/story")
    assert verdict is not None
    assert verdict.state is state
    assert bool(verdict.why) is (state is not FINE)


def test_private_addresses_are_never_asked() -> None:
    web = Web({}, BlockedAddressError("blocked"))
    assert judge(web, "https://a.example/") is None
    assert web.named == [False]
    with Client(user_agent="test", allowed=frozenset({"127.0.0.1:9"})) as client:
        assert look(client, ["http://127.0.0.1:9/x", "http://10.0.0.1/"], seconds=5) == {}


def test_no_network_is_said_at_once() -> None:
    web = Web({}, UnknownHostError("no such host, or no network"))
    never = threading.Event()
    web.wait = lambda _: len(web.asked) > 12 and never.wait(20)  # the others never answer
    with pytest.raises(NetworkError, match="no network"):
        look(web, [f"https://{n}.example/" for n in range(40)])
    assert len(web.asked) < 40
    never.set()


def test_one_server_that_nobody_knows_is_lost_and_alone_it_may_be_us() -> None:
    gone = {"https://gone.example/a": UnknownHostError("no such host, or no network")}
    found = look(Web(gone), ["https://gone.example/a", "https://b.example/"])
    assert found["https://gone.example/a"] == Verdict(BROKEN, "there is no such server")
    assert found["https://b.example/"].state is FINE
    with pytest.raises(NetworkError, match=r"gone\.example: no such server, or no network"):
        look(Web(gone), list(gone))


def test_a_server_that_hangs_holds_nobody_up_for_long() -> None:
    web, never = Web({}), threading.Event()
    web.wait = lambda url: never.wait(20) if "slow" in url else None
    told: list[tuple[int, int]] = []
    found = look(
        web,
        ["https://slow.example/", "https://b.example/1", "https://b.example/2"],
        seconds=9,
        clock=lambda: 10.0 * (len(told) == 2),  # time is up once the others have answered
        on_seen=lambda done, total: told.append((done, total)),
    )
    never.set()
    assert set(found) == {"https://b.example/1", "https://b.example/2"}
    assert told == [(1, 3), (2, 3)]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1)
    text = "[a](https://dead.example/a), [b](https://shy.example/b), [c](http://localhost/c)"
    workspace.writing.edit(1, {"critique": text})
    return workspace


def found(desk: Workspace) -> dict[str, str]:
    findings = desk.press.check(desk.issues.listed()[-1])
    return {one.id: one.message for one in findings if one.id in ("links.dead", "links.unsure")}


def test_answers_are_kept_and_asked_again_when_they_are_old(desk: Workspace) -> None:
    composition = desk.issues.composition(desk.issues.current())
    web = Web({"https://dead.example/a": 404, "https://shy.example/b": 403})
    assert found(desk) == {}
    assert web.asked == []  # a check asks nobody
    looked = desk.links.look(composition, client=web)
    assert str(looked) == f"{len(web_links(composition))} links: 1 broken, 1 unsure"
    assert sorted(web.asked) == sorted(web_links(composition))
    assert not any("localhost" in url for url in web.asked)
    assert "dead.example/a: the page is not there (404)" in found(desk)["links.dead"]
    assert "(403)" in found(desk)["links.unsure"]
    web.asked.clear()
    assert desk.links.look(composition, client=web).asked == 0
    assert web.asked == []
    desk.now = lambda: NOW + timedelta(hours=7)
    assert set(found(desk)) == {"links.dead"}
    desk.links.look(composition, client=web)
    assert web.asked == ["https://shy.example/b"]
    desk.now = lambda: NOW + timedelta(days=3)
    assert found(desk) == {}
    desk.links.look(composition, client=Web({}))
    assert found(desk) == {}


def test_without_a_network_nothing_is_remembered(desk: Workspace) -> None:
    composition = desk.issues.composition(desk.issues.current())
    with pytest.raises(NetworkError):
        desk.links.look(composition, client=Web({}, UnknownHostError("no network")))
    assert desk.links.known(composition) == {}


def use(monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    monkeypatch.setattr("reewriter.workspace.links.Links._client", lambda _: web)


def test_check_asks_first_when_it_is_told_to(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = Cli(desk.root)
    use(monkeypatch, Web({"https://dead.example/a": 404}))
    assert "links.dead" not in cli("check").out
    answer = cli("check", "--links")
    assert "links.dead" in answer.out
    assert "1 broken" in answer.err
    with desk.store.write():
        desk.store.execute("DELETE FROM link_fact")
    use(monkeypatch, Web({}, UnknownHostError("no network")))
    answer = cli("check", "--links")
    assert answer.code == 5
    assert "no network" in answer.err
    assert "links.dead" not in answer.out
    assert answer.out  # the other findings are there all the same


async def test_the_desk_asks_behind_the_screen(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    web = Web({"https://dead.example/a": 404})
    web.wait = lambda url: "dead" in url and go_on.wait(20)
    use(monkeypatch, web)
    async with at_desk(desk, WIDE) as editor:
        await editor.press("g", "s", "g", "L")
        await editor.until(lambda: editor.said.startswith("asking the links 2/"))
        await editor.press("g", "L")
        assert editor.said == "the links are being asked"
        go_on.set()
        await editor.until(lambda: "1 broken" in editor.said)
        await editor.until(lambda: "dead.example" in editor.text)
        use(monkeypatch, Web({}, UnknownHostError("no network")))
        with desk.store.write():
            desk.store.execute("DELETE FROM link_fact")
        await editor.press("g", "L")
        await editor.until(lambda: "no network" in editor.said)
