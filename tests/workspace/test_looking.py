"""Services are asked side by side, within one deadline; who is silent is unknown, and says so."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reewriter.errors import NetworkError
from reewriter.workspace import Workspace, looking
from reewriter.workspace.deliveries import ended, told
from reewriter.workspace.looking import everywhere
from tests.export.fake_service import KEY, Answer, Asked, Fault
from tests.export.fakes_first import FakeButtondown
from tests.export.fakes_site import FakeWordPress
from tests.workshop import CONFIG, invent, make_workspace

NAMES = ("one", "two", "three")


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[FakeButtondown]]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    for name in (*NAMES, "site"):
        monkeypatch.setenv(f"REEWRITER_{name.upper()}_KEY", KEY)
    with ExitStack() as stack:
        yield [stack.enter_context(FakeButtondown()) for _ in NAMES]


@pytest.fixture
def site() -> Iterator[FakeWordPress]:
    with FakeWordPress() as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path, fakes: list[FakeButtondown], site: FakeWordPress) -> Workspace:
    targets = "".join(
        f'\n[targets.{name}]\ntype = "buttondown"\nurl = "{fake.url}"\n'
        for name, fake in zip(NAMES, fakes, strict=True)
    )
    targets += f'\n[targets.site]\ntype = "wordpress"\nurl = "{site.url}"\nuser = "desk"\n'
    items = [invent(number) for number in (1, 2, 3)]
    made = make_workspace(tmp_path / "desk", items, config=CONFIG + targets)
    for number in (1, 2, 3):
        made.triage.keep([number])
        made.issues.place(number, section="Policy")
        made.writing.edit(number, {"headline": f"Plant {number} applies again"})
    made.issues.edit(None, {"subject": "What the count leaves out"})
    made.posts.push(made.issues.current(), "site")
    for name in NAMES:
        made.press.export(made.issues.current(), name, anyway="to see it")
    return made


def test_silent_services_are_waited_for_together_and_are_unknown(
    workspace: Workspace,
    fakes: list[FakeButtondown],
    site: FakeWordPress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "LOOK_SECONDS", 1.5)
    monkeypatch.setattr("reewriter.workspace.posts.LOOK_SECONDS", 1.5)
    issue = workspace.issues.current()
    for fake in (fakes[0], fakes[1], site):
        fake.pace = 9.0
    began = time.monotonic()
    states, posts = everywhere(workspace, issue, look=True)
    assert time.monotonic() - began < 4.4  # not 1.5 for each of three stories, nor 9
    found = {one.target: one for one in states}
    for name in ("one", "two"):
        assert found[name].state == "unknown"
        said = "127.0.0.1: not done within 1.5 s. Try again in a while: what arrived is found"
        assert found[name].trouble.rstrip(".") == said
    assert (found["three"].state, found["three"].trouble) == ("in sync", "")
    assert posts == {"site": {"trouble": 3}}

    for fake in (fakes[0], fakes[1], site):
        fake.pace = 0.0
    states, posts = everywhere(workspace, issue, look=True)
    assert [one.state for one in states if one.target in NAMES] == ["in sync"] * 3
    assert posts == {"site": {"in sync": 3}}


def test_all_are_asked_at_the_same_time(
    workspace: Workspace, fakes: list[FakeButtondown], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answers only when all have been asked."""
    together = threading.Barrier(len(fakes), timeout=8.0)
    for fake in fakes:
        real = fake.handle

        def handle(asked: Asked, real: Callable[[Asked], Answer] = real) -> Answer:
            together.wait()
            return real(asked)

        monkeypatch.setattr(fake, "handle", handle)
    states = workspace.services.states(workspace.issues.current(), look=True)
    assert [one.state for one in states if one.target in NAMES] == ["in sync"] * 3


def test_a_site_that_is_silent_is_not_waited_for_story_by_story(
    workspace: Workspace, site: FakeWordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        workspace.writing.edit(number, {"headline": f"Plant {number} has applied"})
    outside = workspace.services.outside
    object.__setattr__(outside, "seconds", 0.5)
    site.pace = 5.0
    began = time.monotonic()
    done = workspace.posts.push(workspace.issues.current(), "site")
    assert time.monotonic() - began < 1.5
    assert [bool(one.trouble) for one in done] == [True] * 3
    assert done[2].trouble == "not tried: site does not answer"


def test_what_was_sent_stays_sent_though_nobody_answers(
    workspace: Workspace, fakes: list[FakeButtondown], monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = workspace.issues.current()
    fakes[0].send(next(iter(fakes[0].drafts)))
    workspace.services.states(issue, look=True)
    monkeypatch.setattr(looking, "LOOK_SECONDS", 0.4)
    fakes[0].pace = fakes[1].pace = 3.0
    states = {one.target: one for one in workspace.services.states(issue, look=True)}
    assert (states["one"].state, states["two"].state) == ("sent", "unknown")
    assert states["one"].trouble


def test_an_export_during_a_look_is_not_overruled_by_what_was_seen_before(
    workspace: Workspace, fakes: list[FakeButtondown], monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = workspace.issues.current()
    real = looking._look

    def meanwhile(question: looking._Question, within: float, *, wants: bool) -> looking._Seen:
        if question.name == "one":  # what was known is known no more when it answers
            with workspace.fork() as other:
                other.issues.edit(None, {"subject": "Edited while somebody looked"})
                other.press.export(other.issues.current(), "one", anyway="to see it")
        return real(question, within, wants=wants)

    monkeypatch.setattr(looking, "_look", meanwhile)
    workspace.services.states(issue, look=True)
    monkeypatch.setattr(looking, "_look", real)
    states = {one.target: one for one in workspace.services.states(workspace.issues.current())}
    assert states["one"].state == "in sync"


def test_who_just_failed_is_not_asked_again(
    workspace: Workspace, fakes: list[FakeButtondown]
) -> None:
    for fake in fakes:
        fake.seen.clear()
    states = workspace.services.states(
        workspace.issues.current(), look=True, failed={"one": "one: it is down"}
    )
    assert (states[0].state, states[0].trouble) == ("unknown", "one: it is down")
    assert fakes[0].seen == []
    assert fakes[1].seen
    fakes[1].seen.clear()
    workspace.services.states(workspace.issues.current(), look=True, only=["three"])
    assert fakes[1].seen == []
    assert fakes[2].seen


def test_a_beginning_is_told_only_while_nobody_knows_its_end(
    workspace: Workspace, fakes: list[FakeButtondown]
) -> None:
    issue = workspace.issues.current()
    lines = [told(one) for one in ended(workspace.issues.deliveries(issue))]
    assert [line for line in lines if "/" not in line] == [
        "delivered to three", "delivered to two", "delivered to one",
    ]  # fmt: skip
    workspace.issues.edit(None, {"subject": "Another"})
    fakes[0].faults = [Fault.DROP_AFTER] * 9
    with pytest.raises(NetworkError):
        workspace.press.export(workspace.issues.current(), "one", anyway="to see it")
    lines = [told(one) for one in ended(workspace.issues.deliveries(issue))]
    assert lines[0] == "begun, and nobody knows how it ended: one"
    fakes[0].drafts.clear()
    workspace.services.states(issue, look=True)
    lines = [told(one) for one in ended(workspace.issues.deliveries(issue))]
    assert lines[0] == "found deleted at one"
    assert not any("intended" in line or "nobody knows" in line for line in lines)
