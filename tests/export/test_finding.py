"""Our draft is found again among many others, and what is told of it is what the service means."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest

from reewriter.errors import ExportError, NetworkError, RemoteError, UnlistedError
from reewriter.export.deciding import Choice
from reewriter.export.remote import Standing
from reewriter.model import Action
from reewriter.store import deliveries
from tests.export.fake_service import Answer, Asked, Fault
from tests.export.service_desk import Desk
from tests.export.test_services import NEWER

PAGED = ("brevo", "buttondown", "kit", "mailchimp", "resend", "sendgrid")
FOREIGN: dict[str, dict[str, Any]] = {
    "brevo": {"name": "Another", "htmlContent": "x"},
    "buttondown": {"subject": "Another", "body": "x" * 150_000, "metadata": {}},
    "listmonk": {"name": "Another", "tags": ["theirs"]},
    "kit": {"subject": "Another", "description": None},
    "mailchimp": dict.fromkeys(
        ("title", "subject_line", "preview_text", "from_name", "reply_to", "html"), "x"
    ),
    "resend": {"name": "Another"},
    "sendgrid": {"name": "Another", "email_config": {}},
}
"""What else stands there."""


def crowd(desk: Desk, many: int, *, status: str = "sent") -> None:
    """Let others make drafts after ours."""
    for number in range(5000, 5000 + many):
        desk.fake.drafts[str(number)] = {"id": str(number), "status": status, **FOREIGN[desk.kind]}


@pytest.mark.parametrize("desk", PAGED, indirect=True)
def test_a_draft_is_found_again_behind_hundreds_of_others(desk: Desk) -> None:
    desk.push()
    before = len(desk.fake.seen)
    crowd(desk, 250)
    if desk.kind == "buttondown":  # drafts have a list of their own: ours went out meanwhile
        desk.fake.send(next(iter(desk.fake.drafts)))
    with desk.store.write():
        desk.store.execute("DELETE FROM delivery", ())
    with suppress(ExportError):  # sent, or found where no digest tells what is in it
        desk.push()
    assert len(desk.fake.drafts) == 251
    assert len([asked for asked in desk.fake.seen[before:] if not asked.writes]) < 12


@pytest.mark.parametrize("desk", PAGED, indirect=True)
def test_a_long_list_is_walked_to_its_end(desk: Desk) -> None:
    crowd(desk, 1500)
    assert desk.push().action is Action.CREATED
    assert len(desk.fake.seen) < 45


@pytest.mark.parametrize("desk", [*PAGED, "listmonk"], indirect=True)
def test_a_draft_is_found_again_behind_thousands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    if desk.kind == "listmonk":
        monkeypatch.setattr(desk.fake, "filter", "no word for it")
    desk.push()
    ours = desk.only_draft
    crowd(desk, 2200)
    with desk.store.write():
        desk.store.execute("DELETE FROM delivery", ())
    desk.push(NEWER, choice=Choice.OVERWRITE)
    assert desk.known is not None
    assert desk.known.remote_id == ours
    assert len(desk.fake.drafts) == 2201


@pytest.mark.parametrize("desk", PAGED, indirect=True)
def test_where_a_list_has_no_end_nothing_is_made_but_what_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reewriter.export.paging.MOST_PAGES", 1)
    crowd(desk, 1500)
    with pytest.raises(UnlistedError, match=r"more than 1,?00?0? mailings") as caught:
        desk.push()
    assert "--new-draft" in caught.value.hint
    assert len(desk.fake.drafts) == 1500
    assert desk.known is None
    assert desk.push(choice=Choice.NEW).action is Action.CREATED
    assert desk.push().action is Action.UNCHANGED
    assert len(desk.fake.drafts) == 1501


@pytest.mark.parametrize("desk", ["listmonk"], indirect=True)
@pytest.mark.parametrize("understood", ["tag", "tags"])
def test_listmonk_is_asked_in_the_words_of_its_source_and_of_its_documents(
    desk: Desk, understood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.fake, "filter", understood)
    crowd(desk, 900)
    assert desk.push().action is Action.CREATED
    with desk.store.write():
        desk.store.execute("DELETE FROM delivery", ())
    before = len(desk.fake.seen)
    assert desk.push().action is Action.UNCHANGED
    assert len(desk.fake.seen) - before < 4  # narrowed down there, not walked through
    assert len(desk.fake.drafts) == 901


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_long_issues_of_years_are_not_in_the_way(desk: Desk) -> None:
    crowd(desk, 120, status="draft")  # 18 MB, if bodies were told
    assert desk.push().action is Action.CREATED


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_what_a_service_calls_deleted_is_gone_and_not_sent(desk: Desk) -> None:
    desk.push()
    desk.fake.drafts[desk.only_draft]["status"] = "deleted"
    assert desk.look() is Standing.CHANGED
    with pytest.raises(RemoteError, match="deleted there"):
        desk.push(NEWER)
    assert desk.push(NEWER, choice=Choice.NEW).action is Action.CREATED


@pytest.mark.parametrize(
    ("desk", "told", "state"),
    [
        ("resend", {"status": "scheduled", "scheduled_at": None}, Standing.SCHEDULED),
        ("resend", {"status": "queued", "scheduled_at": "2999-01-01T08:00:00Z"},
         Standing.SCHEDULED),
        ("resend", {"status": "queued", "scheduled_at": None}, Standing.SENT),
        ("resend", {"status": "queued", "scheduled_at": "2001-01-01 08:00:00+00"}, Standing.SENT),
        ("resend", {"status": "canceled"}, Standing.SENT),
        ("kit", {"status": "sending"}, Standing.SENT),
        ("wordpress", {"status": "pending"}, Standing.SCHEDULED),
    ],
    indirect=["desk"],
)  # fmt: skip
def test_states_mean_what_the_service_means(
    desk: Desk, told: dict[str, str | None], state: Standing
) -> None:
    desk.push()
    draft = desk.only_draft
    desk.fake.drafts[draft].update(told)
    assert desk.look() is state
    with pytest.raises(ExportError, match="not touched"):
        desk.push(NEWER)
    desk.fake.drafts[draft]["status"] = "draft"
    taken_back = Standing.SENT if state is Standing.SENT else Standing.IN_SYNC
    assert desk.look() is taken_back
    assert deliveries.latest(desk.store, desk.issue.id, "there") is not None


@pytest.mark.parametrize("desk", ["sendgrid"], indirect=True)
def test_a_design_that_was_put_over_our_text_is_an_edit(desk: Desk) -> None:
    desk.push()
    desk.fake.drafts[desk.only_draft]["email_config"]["design_id"] = "d-1"
    assert desk.look() is Standing.CHANGED
    with pytest.raises(RemoteError) as caught:
        desk.push(NEWER)
    assert "+d-1" in caught.value.difference


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_a_draft_that_was_deleted_before_anybody_looked_is_made_anew(desk: Desk) -> None:
    desk.fake.faults = [Fault.DROP_AFTER] * 3
    with pytest.raises(NetworkError):
        desk.push()
    desk.fake.drafts.clear()
    # Its idempotency key makes the service say the old answer again: there is nothing behind it.
    with pytest.raises(ExportError, match="taken, but it is not there"):
        desk.push()
    with pytest.raises(RemoteError, match="deleted there"):
        desk.push()
    assert desk.push(choice=Choice.NEW).action is Action.CREATED
    assert desk.look() is Standing.IN_SYNC
    assert desk.only_draft


def test_a_draft_that_can_be_read_a_little_later_only_is_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.fake.handle

    def late(asked: Asked) -> Answer:
        answer = real(asked)
        missing = asked.method == "GET" and re.search(r"s/(?!4$)[\w-]*\d[\w-]*/?$", asked.path)
        return Answer(404, {"message": "not yet"}) if missing else answer

    monkeypatch.setattr(desk.fake, "handle", late)
    with suppress(ExportError, NetworkError):
        desk.push()
    monkeypatch.setattr(desk.fake, "handle", real)
    assert desk.look() in (Standing.IN_SYNC, Standing.AHEAD)
    desk.push()
    assert desk.look() is Standing.IN_SYNC
    assert desk.only_draft
