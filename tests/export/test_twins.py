"""Two machines that export for the first time at one moment: both hear of it, and agree."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.errors import NetworkError, ReewriterError, RemoteError, TwiceError
from reewriter.export.answers import Talk
from reewriter.export.deciding import Choice
from reewriter.export.remote import Mark, Remote, RemoteState, Standing, the_draft
from reewriter.export.service import ServiceTarget
from reewriter.model import Action, Rendered
from reewriter.store import Store
from tests.export.conftest import make_rendered
from tests.export.fake_service import Answer, Asked, Fault
from tests.export.service_desk import Desk
from tests.export.test_finding import crowd
from tests.export.test_services import NEWER
from tests.sample_issue import NOW

AT_RANDOM = frozenset({"buttondown", "mailchimp", "resend", "sendgrid"})
"""Services whose ids say nothing of age; elsewhere they are numbers, or begin with the time."""


@pytest.fixture
def elsewhere(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Return the desk of another machine: the same issue and service, a database of its own."""
    path = tmp_path / "elsewhere" / "reewriter.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(desk.store.path)) as here, closing(sqlite3.connect(path)) as there:
        here.backup(there)
    with Store.open(path, now=lambda: NOW) as store:
        yield replace(desk, store=store)


def _at_once(
    one: Desk, other: Desk, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> list[ReewriterError | Action]:
    """Let both look, then both create, then both go on."""
    real, looked, stored = one.fake.handle, threading.Barrier(2), threading.Barrier(2)
    born = {"n": 0}

    def together(asked: Asked) -> Answer:
        if asked.method != "POST" or not one.fake.writes_draft(asked) or born["n"] >= 2:
            return real(asked)
        looked.wait(10)
        born["n"] += 1
        answer = real(asked)
        stored.wait(10)
        return answer

    def push(pair: tuple[Desk, Rendered]) -> ReewriterError | Action:
        desk, wanted = pair
        with Store.open(desk.store.path, now=lambda: NOW) as store:
            try:
                return replace(desk, store=store).push(wanted).action
            except ReewriterError as error:
                return error

    monkeypatch.setattr(one.fake, "handle", together)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(push, [(one, make_rendered()), (other, rendered)]))
    monkeypatch.setattr(one.fake, "handle", real)
    return done


def test_two_machines_at_once_hear_of_both_drafts_and_agree_on_one(
    desk: Desk, elsewhere: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _at_once(desk, elsewhere, NEWER, monkeypatch)
    assert len(desk.fake.drafts) == 2
    assert all(isinstance(one, TwiceError) for one in done), done
    assert desk.known is not None
    assert elsewhere.known is not None
    assert desk.known.remote_id == elsewhere.known.remote_id
    assert {desk.known.status, elsewhere.known.status} == {"delivered", "changed"}
    counts, (surplus,) = desk.known.remote_id, desk.fake.drafts.keys() - {desk.known.remote_id}
    for error in done:
        assert isinstance(error, TwiceError)
        ours, theirs = error.message, error.hint
        if desk.kind != "mailchimp":  # shows a campaign under another number
            assert counts in ours
            assert surplus in theirs
        assert "Delete the other" in theirs
    # One of the two has its own content there; the other sees what differs, and is asked.
    states = {desk.look(), elsewhere.look()}
    assert states <= {Standing.IN_SYNC, Standing.CHANGED, Standing.AHEAD}
    del desk.fake.drafts[surplus]
    heard = []
    for one, rendered in ((desk, make_rendered()), (elsewhere, NEWER)):
        if one.look() is Standing.CHANGED:
            with pytest.raises(RemoteError) as caught:
                one.push(rendered)
            assert caught.value.difference
            heard.append(one.push(rendered, choice=Choice.OVERWRITE).action)
        else:
            heard.append(one.push(rendered).action)
    assert sorted(heard) in ([Action.UNCHANGED, Action.UPDATED], [Action.UPDATED, Action.UPDATED])
    assert desk.only_draft == counts
    desk.assert_nothing_sends()


def test_the_same_content_from_two_machines_is_in_sync_on_both(
    desk: Desk, elsewhere: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _at_once(desk, elsewhere, make_rendered(), monkeypatch)
    if desk.kind == "buttondown":  # its idempotency key makes one draft of both
        assert done == [Action.CREATED, Action.CREATED]
        assert desk.only_draft
    else:
        assert all(isinstance(one, TwiceError) for one in done), done
    assert desk.look() is Standing.IN_SYNC
    assert elsewhere.look() is Standing.IN_SYNC
    assert elsewhere.push().action is Action.UNCHANGED


def test_who_comes_later_gives_way_to_what_stands_there(
    desk: Desk, elsewhere: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first had looked round before there was a second draft: it never hears of one."""
    service = type(desk.target)
    before: list[str] = []
    real = service.create

    def create(self: ServiceTarget, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        if not before:
            before.append("elsewhere has looked, and found nothing")
            assert desk.push().action is Action.CREATED
            if desk.kind in AT_RANDOM:
                monkeypatch.setattr(desk.fake, "new_id", lambda: "1")
        return real(self, talk, fields, mark)

    monkeypatch.setattr(service, "create", create)
    with pytest.raises(TwiceError) as caught:
        elsewhere.push(NEWER)
    monkeypatch.undo()
    assert len(desk.fake.drafts) == 2
    assert desk.known is not None
    assert elsewhere.known is not None
    assert elsewhere.known.remote_id == desk.known.remote_id
    assert desk.look() is Standing.IN_SYNC
    if desk.kind != "mailchimp":  # shows a campaign under another number
        (surplus,) = desk.fake.drafts.keys() - {desk.known.remote_id}
        assert surplus in caught.value.hint


def test_where_the_one_that_counts_was_deleted_both_go_on_with_the_other(
    desk: Desk, elsewhere: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_once(desk, elsewhere, NEWER, monkeypatch)
    assert desk.known is not None
    del desk.fake.drafts[desk.known.remote_id]
    for one, rendered in ((desk, make_rendered()), (elsewhere, NEWER)):
        one.look()
        assert one.known is not None
        assert one.known.remote_id == desk.only_draft
        if one.known.status == "changed":
            with pytest.raises(RemoteError):
                one.push(rendered)
        else:
            one.push(rendered)
    assert desk.only_draft


@pytest.mark.parametrize("desk", ["kit", "resend"], indirect=True)
def test_a_draft_that_was_deleted_is_gone_though_a_list_has_no_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.push()
    desk.fake.drafts.clear()
    crowd(desk, 300)
    monkeypatch.setattr("reewriter.export.paging.MOST_PAGES", 2)
    desk.look()
    assert desk.known is not None
    assert desk.known.status == "gone"


def test_what_is_known_to_be_gone_is_not_looked_for_again_and_again(desk: Desk) -> None:
    """A desk that polls would walk through all that is listed there, every few minutes."""
    desk.push()
    desk.fake.drafts.clear()
    desk.look()
    before = len(desk.fake.seen)
    desk.look()
    assert len(desk.fake.seen) == before + 1


def test_who_else_made_a_draft_may_stay_unknown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft has arrived: that a list cannot be read afterwards is no failure of the export."""

    def silent(target: object, talk: object, mark: object) -> Iterator[Remote]:
        if any(asked.writes for asked in desk.fake.seen):
            raise NetworkError("nothing was reached")
        yield from ()

    monkeypatch.setattr(type(desk.target), "find", silent)
    assert desk.push().action is Action.CREATED
    assert desk.look() is Standing.IN_SYNC


def test_a_second_draft_that_was_seen_counts_though_the_list_broke_off(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = type(desk.target).find

    def broken(self: ServiceTarget, talk: Talk, mark: Mark) -> Iterator[Remote]:
        for one in real(self, talk, mark):
            yield replace(one, id="elsewhere", made="2000")
            raise NetworkError("nothing more was reached")

    monkeypatch.setattr(type(desk.target), "find", broken)
    with pytest.raises(TwiceError):
        desk.push()


@pytest.mark.parametrize("desk", ["brevo", "kit", "resend", "sendgrid"], indirect=True)
def test_a_list_of_thousands_keeps_nobody_waiting_once_the_draft_is_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.fake.handle

    def slow(asked: Asked) -> Answer:
        if asked.method == "GET" and any(one.writes for one in desk.fake.seen):
            time.sleep(0.2)
        return real(asked)

    crowd(desk, 5000)
    monkeypatch.setattr(desk.fake, "handle", slow)
    monkeypatch.setattr("reewriter.export.twins.GLANCE", 0.5)
    assert desk.push().action is Action.CREATED
    written = max(at for at, one in enumerate(desk.fake.seen) if one.writes)
    assert len(desk.fake.seen) - written < 8
    monkeypatch.setattr(desk.fake, "handle", real)
    assert desk.look() is Standing.IN_SYNC


@pytest.mark.parametrize("listed_by", ["when it is made", "later"])
def test_where_a_list_comes_late_a_draft_that_was_cut_off_is_told_as_soon_as_it_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, listed_by: str
) -> None:
    """By its idempotency key Buttondown has one draft all the same."""
    desk.fake.faults = [Fault.DROP_AFTER] * 3
    with pytest.raises(NetworkError):
        desk.push()
    desk.fake.faults.clear()
    (lost,) = desk.fake.drafts
    late = True
    real = type(desk.target).find

    def find(self: ServiceTarget, talk: Talk, mark: Mark) -> Iterator[Remote]:
        late_still = late and (listed_by == "later" or len(desk.fake.drafts) == 1)
        return iter(()) if late_still else real(self, talk, mark)

    monkeypatch.setattr(type(desk.target), "find", find)
    told: list[TwiceError] = []
    try:
        assert desk.push().action is Action.CREATED
    except TwiceError as error:
        told.append(error)
    late = False
    assert desk.known is not None
    if desk.kind == "buttondown":
        assert not told
        assert desk.only_draft == lost
    elif listed_by == "when it is made":
        (twice,) = told
        assert "or by an export that was cut off" in twice.message
        assert desk.known.remote_id == lost  # the older one counts
    else:
        assert not told
    # Whatever was heard: what is known stands there, and nothing more is made.
    count = len(desk.fake.drafts)
    if told and desk.kind == "mailchimp":  # cut off between its two steps: there is no content yet
        assert desk.look() is Standing.CHANGED
        assert desk.push(choice=Choice.OVERWRITE).action is Action.UPDATED
    assert desk.look() is Standing.IN_SYNC
    assert desk.push().action is Action.UNCHANGED
    assert desk.push(NEWER).action is Action.UPDATED
    assert len(desk.fake.drafts) == count
    desk.assert_nothing_sends()


def test_of_several_drafts_the_one_that_went_out_counts_then_the_older() -> None:
    def remote(name: str, state: RemoteState = RemoteState.DRAFT) -> Remote:
        return Remote(name, state, f"https://x.example/{name}", {})

    assert the_draft([]) is None
    assert the_draft([remote("10"), remote("9")]) == remote("9")
    sent = remote("10", RemoteState.SENT)
    assert the_draft([remote("9"), sent]) is sent
