"""What every mailing service must do, whatever happens: one draft, never sent, and a true state."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.errors import (
    AnswerError,
    DeadlineError,
    ExportError,
    NetworkError,
    ReewriterError,
    RemoteError,
)
from reewriter.export import ServiceTarget, target_for
from reewriter.export.answers import Talk
from reewriter.export.deciding import Choice
from reewriter.export.readership import by_clicks
from reewriter.export.remote import Mark, Remote, Standing, standing
from reewriter.export.targets import SERVICES
from reewriter.model import Action, Delivery
from reewriter.net import redact
from reewriter.store import Store, deliveries
from tests.export.conftest import make_ctx, make_rendered
from tests.export.fake_service import STORED, Answer, Asked, Fault
from tests.export.fakes_more import FakeGhost
from tests.export.service_cases import CASES
from tests.export.service_desk import Desk
from tests.export.test_targets import Spec
from tests.sample_issue import NOW

NEWER = make_rendered(
    subject="Another subject",
    html="<!doctype html><p>Newer words ⟦unsubscribe_url⟧</p>",
    markdown="Newer words\n",
    text="Newer words ⟦unsubscribe_url⟧\n",
)


def test_every_service_is_tried_here() -> None:
    assert set(CASES) == set(SERVICES)


def test_a_draft_is_made_updated_and_left_alone(desk: Desk) -> None:
    first = desk.push()
    assert first.action is Action.CREATED
    assert first.url.startswith("http")
    assert desk.look() is Standing.IN_SYNC
    written = [asked for asked in desk.fake.seen if asked.writes]
    assert desk.push().action is Action.UNCHANGED
    assert [asked for asked in desk.fake.seen if asked.writes] == written

    second = desk.push(NEWER)
    assert second.action is Action.UPDATED
    assert second.remote_id == first.remote_id
    assert "Newer words" in desk.fake.words(desk.only_draft)
    assert desk.look() is Standing.AHEAD  # the first version is no longer what stands there


def test_tags_are_the_services_own_and_no_placeholder_is_left(desk: Desk) -> None:
    desk.push()
    words = desk.fake.words(desk.only_draft)
    assert "⟦" not in words
    tag = desk.target.tags.values.get("unsubscribe_url", "unsubscribe")
    assert json.dumps(tag, ensure_ascii=False)[1:-1] in words


def test_the_same_issue_gives_the_same_payload(desk: Desk) -> None:
    digests = {desk.target.prepare(make_rendered(), desk.ctx).digest for _ in range(2)}
    assert len(digests) == 1
    assert desk.target.prepare(NEWER, desk.ctx).digest not in digests


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    assert desk.push(dry_run=True).action is Action.DRY_RUN
    assert desk.fake.drafts == {}
    assert desk.known is None


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("existing", [False, True], ids=["create", "update"])
def test_whatever_goes_wrong_there_is_one_draft_and_a_true_state(
    desk: Desk, fault: Fault, existing: bool
) -> None:
    if existing:
        desk.push(NEWER)
    desk.seconds = 0.8 if fault in (Fault.SLOW, Fault.DRIP) else 20.0
    desk.fake.faults = [fault] * 3
    with suppress(ReewriterError):  # what is raised differs; what is true afterwards does not
        desk.push()
    desk.fake.faults.clear()
    desk.seconds = 20.0
    if not desk.fake.drafts:
        assert fault not in STORED
        assert desk.look() in (Standing.NEVER, Standing.UNKNOWN)
    else:
        # Who says that an update was not taken, and took it, is found to hold something else.
        lied = fault is Fault.LIE and existing
        assert desk.look() in (Standing.IN_SYNC, Standing.AHEAD, *([Standing.CHANGED] * lied))
    assert desk.look() is not Standing.UNKNOWN  # the look has resolved it
    choice = Choice.OVERWRITE if desk.look() is Standing.CHANGED else Choice.ASK
    assert desk.push(choice=choice).action in (Action.CREATED, Action.UPDATED, Action.UNCHANGED)
    assert "Another subject" not in desk.fake.words(desk.only_draft)
    assert desk.look() is Standing.IN_SYNC


@pytest.mark.parametrize("fault", list(Fault))
def test_a_draft_that_cannot_be_read_back_is_unknown_until_somebody_looks(
    desk: Desk, fault: Fault
) -> None:
    desk.seconds = 0.8 if fault in (Fault.SLOW, Fault.DRIP) else 20.0
    desk.fake.deaf = [fault] * 9
    with pytest.raises((NetworkError, AnswerError)):
        desk.push()
    desk.fake.deaf.clear()
    desk.seconds = 20.0
    assert desk.only_draft
    assert desk.look() in (Standing.IN_SYNC, Standing.AHEAD)
    assert desk.push().action in (Action.UNCHANGED, Action.UPDATED)
    assert desk.look() is Standing.IN_SYNC
    assert desk.only_draft


@pytest.mark.parametrize("existing", [False, True], ids=["create", "update"])
@pytest.mark.parametrize("status", [401, 403, 409, 422, 429, 503])
def test_whichever_request_is_refused_there_is_one_draft_and_a_true_state(
    desk: Desk, status: int, existing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the key is taken back, or the service wants a pause, in the midst of an export."""
    real = desk.fake.handle
    for last in range(6):
        with desk.store.write():
            desk.store.execute("DELETE FROM delivery", ())
            desk.store.execute("DELETE FROM remote_copy", ())
        seen = desk.fake.seen
        desk.fake.reset()
        desk.fake.seen = seen
        if existing:
            desk.push(NEWER, choice=Choice.OVERWRITE)
        left = last

        def refusing(asked: Asked) -> Answer:
            nonlocal left
            left -= 1
            return real(asked) if left >= 0 else Answer(status, {"message": "not now"})

        monkeypatch.setattr(desk.fake, "handle", refusing)
        with suppress(ReewriterError):
            desk.push()
        monkeypatch.setattr(desk.fake, "handle", real)
        there = len(desk.fake.drafts)
        assert there <= 1
        states = (Standing.IN_SYNC, Standing.AHEAD) if there else (Standing.NEVER,)
        assert desk.look() in states, last
        assert desk.push().action in (Action.CREATED, Action.UPDATED, Action.UNCHANGED)
        assert "Another subject" not in desk.fake.words(desk.only_draft)
        assert desk.look() is Standing.IN_SYNC


def test_two_exports_at_once_make_one_draft(desk: Desk) -> None:
    """Two desks, or a desk and cron: each has a connection of its own to the one database."""
    desk.fake.pace = 0.15

    def push(_: int) -> Action:
        with Store.open(desk.store.path, now=lambda: NOW) as store:
            return replace(desk, store=store).push().action

    with ThreadPoolExecutor(3) as pool:
        done = sorted(pool.map(push, range(3)))
    assert done == [Action.CREATED, Action.UNCHANGED, Action.UNCHANGED]
    assert desk.only_draft
    assert desk.look() is Standing.IN_SYNC


def test_a_mark_that_somebody_wrote_over_is_not_taken_for_ours(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.push()
    desk.fake.edit(desk.only_draft)
    real = type(desk.target).read

    def read(target: ServiceTarget, talk: Talk, remote_id: str) -> Remote | None:
        found = real(target, talk, remote_id)
        return replace(found, mark=Mark("rw-x y-z \x1b", "no digest")) if found else None

    monkeypatch.setattr(type(desk.target), "read", read)
    desk.push(choice=Choice.KEEP)
    assert desk.known is not None
    assert Mark.of(desk.known).is_sound
    assert Mark("rw-x-y").next().key == "rw-x-2"
    made = desk.push(choice=Choice.NEW)
    assert made.action is Action.CREATED
    assert Mark.of(desk.known).is_sound


def test_what_was_edited_there_drives_no_terminal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.push()
    real = type(desk.target).read

    def read(target: ServiceTarget, talk: Talk, remote_id: str) -> Remote | None:
        found = real(target, talk, remote_id)
        return replace(found, fields={"subject": "\x1b[2J\x9b1m\u202eEvil"}) if found else None

    monkeypatch.setattr(type(desk.target), "read", read)
    with pytest.raises(RemoteError) as caught:
        desk.push(NEWER)
    assert "Evil" in caught.value.difference
    assert all(line.isprintable() for line in caught.value.difference.splitlines())


def test_no_more_of_an_endless_answer_is_taken_than_fits(desk: Desk) -> None:
    desk.fake.faults = [Fault.ENDLESS]
    with suppress(NetworkError):
        desk.push()
    assert 1_000_000 <= desk.fake.streamed < 40_000_000


@pytest.mark.parametrize("act", ["schedule", "send"])
def test_a_service_that_makes_more_than_a_draft_of_it_is_told_with_an_alarm(
    desk: Desk, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.fake.handle

    def overzealous(asked: Asked) -> Answer:
        answer = real(asked)
        if asked.writes and desk.fake.writes_draft(asked):
            getattr(desk.fake, act)(desk.only_draft)
        return answer

    monkeypatch.setattr(desk.fake, "handle", overzealous)
    # Mailchimp takes two requests: there the second already finds no draft any more.
    with pytest.raises(ExportError, match=r"ALARM|scheduled|sent") as caught:
        desk.push()
    assert caught.value.hint
    monkeypatch.setattr(desk.fake, "handle", real)
    wanted = {"schedule": Standing.SCHEDULED, "send": Standing.SENT}
    assert desk.look() is wanted[act]
    with pytest.raises(ExportError, match="not touched"):
        desk.push(NEWER)


def test_a_cut_connection_is_unknown_until_somebody_looks(desk: Desk) -> None:
    desk.fake.faults = [Fault.DROP_AFTER] * 3
    with pytest.raises(NetworkError):
        desk.push()
    digest = desk.target.prepare(make_rendered(), desk.ctx).digest
    assert standing(desk.known, digest) is Standing.UNKNOWN
    assert desk.look() in (Standing.IN_SYNC, Standing.AHEAD)


def test_one_broken_connection_is_made_good_or_told_truly(desk: Desk) -> None:
    desk.push(NEWER)
    desk.fake.faults = [Fault.DROP_AFTER]
    with suppress(NetworkError):
        desk.push()
    assert desk.look() in (Standing.IN_SYNC, Standing.AHEAD)
    assert desk.push().action in (Action.UNCHANGED, Action.UPDATED)
    assert desk.look() is Standing.IN_SYNC
    assert desk.only_draft


def test_a_process_that_died_after_the_request_finds_its_draft(desk: Desk) -> None:
    """As after kill -9: the intent is stored, the draft is there, nothing else was noted down."""
    target, rendered = desk.target, make_rendered()
    payload = target.prepare(rendered, desk.ctx)
    mark = Mark.first(desk.ctx.publication.name, desk.ctx.edition, "there")
    mark = Mark(mark.key, payload.digest)
    intended = Delivery(desk.issue.id, "there", "", "", mark.intent, "", "", NOW, "intended")
    deliveries.record(desk.store, intended)
    target.push(payload, intended)
    desk.push()
    assert desk.only_draft
    assert desk.look() is Standing.IN_SYNC


def test_a_lost_database_finds_the_draft_again(desk: Desk) -> None:
    desk.push()
    with desk.store.write():
        desk.store.execute("DELETE FROM delivery", ())
    if desk.push(choice=Choice.OVERWRITE).action is not Action.UNCHANGED:
        assert desk.look() is Standing.IN_SYNC
    assert desk.only_draft


def test_a_draft_edited_there_is_shown_and_not_overwritten(desk: Desk) -> None:
    desk.push()
    draft = desk.only_draft
    desk.fake.edit(draft)
    before = desk.fake.words(draft)
    assert desk.look() is Standing.CHANGED
    with pytest.raises(RemoteError) as caught:
        desk.push(NEWER)
    assert "+Edited there" in caught.value.difference
    assert "--overwrite" in caught.value.hint
    assert desk.fake.words(draft) == before

    assert desk.push(choice=Choice.KEEP).action is Action.UNCHANGED
    assert desk.look() is Standing.CHANGED  # what stands there is theirs, and not this issue
    for again in (False, True):
        with pytest.raises(RemoteError, match="as you chose") as caught:
            desk.push(again=again)
        assert "+Edited there" in caught.value.difference
    with pytest.raises(RemoteError):
        desk.push(NEWER)
    assert desk.fake.words(draft) == before

    assert desk.push(NEWER, choice=Choice.OVERWRITE).action is Action.UPDATED
    assert "Edited there" not in desk.fake.words(desk.only_draft)


def test_an_edit_there_that_was_taken_back_leaves_the_draft_ours(desk: Desk) -> None:
    desk.push()
    draft = desk.only_draft
    ours = deepcopy(desk.fake.drafts[draft])
    desk.fake.edit(draft)
    desk.push(choice=Choice.KEEP)
    assert desk.look() is Standing.CHANGED
    desk.fake.drafts[draft].update(ours)
    assert desk.look() is Standing.IN_SYNC
    assert desk.push(NEWER).action is Action.UPDATED


def test_one_deadline_holds_for_all_that_an_export_asks(desk: Desk, picture: Path) -> None:
    """A slow service is not waited for anew at each step: the look, each picture, the draft."""
    desk.push()
    desk.seconds = 1.5
    pictured = make_rendered(
        html='<p><img src="media/a%20mine.png" alt="A mine"></p><a href="⟦unsubscribe_url⟧">x</a>',
        images=(picture,),
    )
    desk.fake.pace = 0.6
    began = time.monotonic()
    with pytest.raises(DeadlineError, match=r"not done within 1\.5 s"):
        desk.push(pictured if desk.target.takes_pictures else NEWER)
    assert time.monotonic() - began < 3.0
    desk.fake.pace = 0.0
    assert desk.look() in (Standing.AHEAD, Standing.IN_SYNC)
    assert desk.only_draft


def test_why_it_leaves_in_spite_of_errors_is_kept(desk: Desk) -> None:
    desk.push(reason="The lawyer has read it.")
    assert desk.known is not None
    assert desk.known.reason == "The lawyer has read it."
    desk.push(NEWER)
    assert desk.known.reason == ""


def test_an_overwrite_that_was_cut_off_is_done_again(desk: Desk) -> None:
    desk.push()
    desk.fake.edit(desk.only_draft)
    desk.fake.faults = [Fault.DROP_BEFORE] * 9
    with pytest.raises(NetworkError):
        desk.push(choice=Choice.OVERWRITE)
    desk.fake.faults.clear()
    assert desk.look() is Standing.AHEAD
    assert desk.push().action is Action.UPDATED
    assert "Edited there" not in desk.fake.words(desk.only_draft)


def test_a_further_draft_leaves_the_edited_one_alone(desk: Desk) -> None:
    first = desk.push()
    desk.fake.edit(desk.only_draft)
    before = desk.fake.words(first.remote_id)
    second = desk.push(choice=Choice.NEW)
    assert second.action is Action.CREATED
    assert second.remote_id != first.remote_id
    assert desk.fake.words(first.remote_id) == before
    assert desk.push().action is Action.UNCHANGED
    assert len(desk.fake.drafts) == 2


@pytest.mark.parametrize(
    ("act", "state"), [("schedule", Standing.SCHEDULED), ("send", Standing.SENT)]
)
def test_what_is_no_draft_any_more_is_never_touched(desk: Desk, act: str, state: Standing) -> None:
    desk.push()
    draft = desk.only_draft
    change: Callable[[str], None] = getattr(desk.fake, act)
    change(draft)
    before = desk.fake.words(draft)
    for choice in Choice:
        with pytest.raises(ExportError, match=r"not touched"):
            desk.push(NEWER, choice=choice)
    assert desk.look() is state
    assert desk.fake.words(draft) == before
    assert desk.known is not None
    assert desk.known.url


def test_what_was_sent_before_anybody_looked_gets_no_second_draft(desk: Desk) -> None:
    desk.fake.faults = [Fault.DROP_AFTER] * 9
    with suppress(ExportError, NetworkError):
        desk.push()
    desk.fake.faults.clear()
    draft = desk.only_draft
    desk.fake.send(draft)
    before = desk.fake.words(draft)
    for choice in Choice:
        with pytest.raises(ExportError, match=r"sent from there, and is not touched"):
            desk.push(NEWER, choice=choice)
    assert desk.fake.words(desk.only_draft) == before
    assert desk.look() is Standing.SENT


def test_what_was_sent_stays_sent_whatever_the_service_says_later(desk: Desk) -> None:
    desk.push()
    draft = desk.only_draft
    state = dict(desk.fake.drafts[draft])
    desk.fake.send(draft)
    assert desk.look() is Standing.SENT
    for later in ({}, {draft: state}):  # gone, and a draft once more
        desk.fake.drafts = dict(later)
        assert desk.look() is Standing.SENT
        for choice in Choice:
            with pytest.raises(ExportError, match=r"sent from there, and is not touched"):
                desk.push(NEWER, choice=choice)
        assert desk.fake.drafts == later


def test_a_draft_deleted_there_is_made_anew_only_when_wanted(desk: Desk) -> None:
    desk.push()
    desk.fake.drafts.clear()
    with pytest.raises(RemoteError, match="deleted") as caught:
        desk.push(NEWER)
    assert "--new-draft" in caught.value.hint
    assert desk.fake.drafts == {}
    assert desk.look() is Standing.CHANGED
    assert desk.push(NEWER, choice=Choice.NEW).action is Action.CREATED
    assert desk.push(NEWER).action is Action.UNCHANGED
    assert desk.only_draft


def test_each_refusal_is_one_helpful_line_without_the_key(desk: Desk) -> None:
    for status in (400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503):
        desk.fake.seen.clear()
        desk.pauses = []
        key = desk.fake.key
        half = key.rpartition(":")[2]  # Ghost's has two, and the second is the secret
        wrong = {"message": f"no, {key} ({half})\x1b[2J\nis wrong"}
        desk.fake.refuses = [Answer(status, wrong, {"Retry-After": "7"})] * 9
        with pytest.raises((AnswerError, NetworkError)) as caught, desk.target.talking() as talk:
            desk.target.greet(talk)
        told = str(caught.value)
        assert half not in told
        assert told.isprintable()
        assert "there" in told
        assert caught.value.hint
        retried = status in (429, 503)
        assert len(desk.fake.seen) == (3 if retried else 1), status
        assert desk.pauses == ([7.0, 7.0] if retried else []), status


def test_what_an_account_has_not_paid_for_is_a_refusal(desk: Desk) -> None:
    desk.fake.refuses = [Answer(402, {"message": "Payment required"})] * 9
    with pytest.raises(AnswerError, match="plan does not include"), desk.target.talking() as talk:
        desk.target.greet(talk)


@pytest.mark.parametrize("desk", ["ghost"], indirect=True)
def test_a_token_that_the_service_says_again_is_not_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echo(asked: Asked) -> Answer:
        return Answer(400, {"errors": [{"message": f"bad: {asked.headers['authorization']}"}]})

    monkeypatch.setattr(desk.fake, "handle", echo)
    with pytest.raises(AnswerError) as caught, desk.target.talking() as talk:
        desk.target.greet(talk)
    sent = desk.fake.seen[-1].headers["authorization"].removeprefix("Ghost ")
    assert "bad: Ghost ***" in str(caught.value)
    assert sent[:40] not in str(caught.value)
    assert redact(f"?x={sent}&y") == "?x=***&y"
    assert redact("eyJust words. And more.") == "eyJust words. And more."


def test_the_key_is_tried_by_a_call_that_changes_nothing(desk: Desk) -> None:
    with desk.target.talking() as talk:
        assert desk.target.greet(talk)
    assert not any(asked.writes for asked in desk.fake.seen)


def test_the_key_is_in_no_record(desk: Desk) -> None:
    key = desk.fake.key  # of Ghost it is an id and a secret
    desk.push()
    desk.fake.refuses = [Answer(401, {"message": key})] * 9
    with pytest.raises(ReewriterError) as caught:
        desk.push(NEWER)
    assert key not in str(caught.value)
    assert key not in repr(deliveries.listed(desk.store, desk.issue.id))
    for file in desk.store.path.parent.glob(f"{desk.store.path.name}*"):
        assert key.encode() not in file.read_bytes()


def test_pictures_are_brought_there_once_or_a_finding_says_what_to_do(
    desk: Desk, picture: Path
) -> None:
    pictured = make_rendered(
        html='<p><img src="media/a%20mine.png" alt="A mine"></p><a href="⟦unsubscribe_url⟧">x</a>',
        images=(picture,),
    )
    payload = desk.target.prepare(pictured, desk.ctx)
    if not desk.target.takes_pictures:
        (found,) = [one for one in desk.target.check(payload) if one.id == "target.pictures"]
        assert "a mine.png" in found.message
        assert "web site" in found.hint
        assert desk.target.abilities.pictures == "no"
        return
    assert desk.target.abilities.pictures == "uploaded"
    desk.push(pictured)
    desk.push(replace(pictured, subject="Another"))
    (upload,) = desk.fake.uploads
    content = picture.read_bytes()
    assert content in upload or base64.b64encode(content) in upload
    words = desk.fake.words(desk.only_draft)
    assert "1.png" in words
    assert "pictures.invalid" not in words
    assert "a%20mine" not in words


TELLS_LINKS = ("brevo", "ghost", "kit", "listmonk", "mailchimp", "resend", "sendgrid")


def test_readers_are_counted_where_the_service_tells(desk: Desk) -> None:
    made = desk.push()
    desk.fake.send(desk.only_draft)
    with desk.target.talking() as talk:
        read = desk.target.readership(talk, made.remote_id)
        assert desk.target.readership(talk, "999") is None
    told = desk.target.abilities.readers
    assert (read is None) is (told == "no")
    if read is not None:
        assert (read.sent, read.opens) == ((900, 410) if "sums" in told else (None, None))
        links = (("https://b.example/", 9), ("https://a.example/", 3))
        assert read.links == (links if desk.kind in TELLS_LINKS else ())
        assert ("by link" in told) or not read.links


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
@pytest.mark.parametrize("inline", [True, False])
def test_buttondown_tells_of_readers_in_one_of_two_places(
    desk: Desk, inline: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.push()
    monkeypatch.setattr(desk.fake, "inline", inline)
    with desk.target.talking() as talk:
        read = desk.target.readership(talk, made.remote_id)
        assert (read is None) is inline  # until it has been sent
        desk.fake.send(desk.only_draft)
        read = desk.target.readership(talk, made.remote_id)
    assert read is not None
    assert (read.sent, read.opens, read.clicks) == (900, 410, 77)


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_buttondown_frames_our_html_in_nothing_of_its_own(desk: Desk) -> None:
    """A new email takes no template; left halfway, it gets it with the next export."""
    desk.push()
    assert desk.fake.drafts[desk.only_draft]["template"] == "naked"
    desk.fake.reset()
    with desk.store.write():
        desk.store.execute("DELETE FROM delivery", ())
    desk.fake.faults = [Fault.DROP_BEFORE] * 9  # of the requests after the first
    real = desk.fake.writes_draft
    desk.fake.writes_draft = (  # type: ignore[method-assign]  # this one desk's fake only
        lambda asked: real(asked) and asked.method == "PATCH"
    )
    with pytest.raises(NetworkError):
        desk.push()
    assert desk.fake.drafts[desk.only_draft]["template"] is None
    desk.fake.faults.clear()
    del desk.fake.writes_draft
    assert desk.look() is Standing.AHEAD
    assert desk.push().action is Action.UPDATED
    assert desk.fake.drafts[desk.only_draft]["template"] == "naked"
    assert desk.look() is Standing.IN_SYNC


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_buttondown_says_what_to_set_where_a_plan_has_no_such_frame(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.fake.handle

    def poor(asked: Asked) -> Answer:
        if asked.method == "PATCH" and asked.json.get("template") == "naked":
            return Answer(402, {"detail": "The naked template is for paying customers."})
        return real(asked)

    monkeypatch.setattr(desk.fake, "handle", poor)
    for kind in (NetworkError, AnswerError, AnswerError):  # made halfway, then found so
        with pytest.raises(kind, match="naked template is for paying") as caught:
            desk.push()
        assert 'write template = "modern" in [targets.there]' in caught.value.hint
    modern = {**desk.fake.settings, "template": "modern"}
    monkeypatch.setattr(type(desk.fake), "settings", modern)
    assert desk.push().action is Action.UPDATED
    assert desk.fake.drafts[desk.only_draft]["template"] == "modern"
    assert desk.look() is Standing.IN_SYNC


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_buttondown_is_told_of_another_frame_once_and_a_persons_choice_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_to(template: str) -> None:
        changed = {**desk.fake.settings, "template": template}
        monkeypatch.setattr(type(desk.fake), "settings", changed)

    desk.push()
    draft = desk.fake.drafts[desk.only_draft]
    draft["template"] = "classic"  # a person's, there
    assert desk.push(NEWER).action is Action.UPDATED
    assert draft["template"] == "classic"
    set_to("modern")  # and then ours, in feeds.toml
    assert desk.push(NEWER, dry_run=True).action is Action.DRY_RUN
    assert desk.push(NEWER).action is Action.UPDATED
    assert draft["template"] == "modern"
    assert desk.push(NEWER).action is Action.UNCHANGED
    set_to("none")
    assert desk.push(NEWER).action is Action.UPDATED
    assert draft["template"] is None
    assert desk.push(NEWER).action is Action.UNCHANGED
    assert desk.only_draft


def test_a_link_listed_twice_is_one_and_what_is_no_address_is_none() -> None:
    told = [("https://a.example/", 2), ("https://a.example/", 3), ("*|UNSUB|*", 9), ("", 1),
            ("javascript:alert(1)", 7), ("file:///etc/passwd", 7), ("https://b.example/", None),
            ("mailto:desk@example.org", 2), ("https://c.example/", -5)]  # fmt: skip
    assert by_clicks(told) == (
        ("https://a.example/", 5), ("https://b.example/", 0), ("https://c.example/", 0),
    )  # fmt: skip


@pytest.mark.parametrize("desk", ["ghost"], indirect=True)
def test_ghost_makes_no_second_post_of_the_same_address(desk: Desk) -> None:
    desk.push()
    draft = desk.only_draft
    slug = desk.fake.drafts[draft]["slug"]
    desk.push(NEWER)
    desk.fake.edit(draft)
    second = desk.push(NEWER, choice=Choice.NEW)  # a further one of ours has an address of its own
    assert desk.fake.drafts[second.remote_id]["slug"] == f"{slug}-2"
    with desk.store.write():
        desk.store.execute("DELETE FROM delivery", ())
    # Made by hand, or by somebody who took our tag away: Ghost would call ours "-2" unasked.
    desk.fake.drafts = {draft: {**desk.fake.drafts[draft], "tags": [{"name": "Policy"}]}}
    before = desk.fake.words(draft)
    with pytest.raises(AnswerError, match=f"address {slug} there, and is not ours"):
        desk.push()
    assert desk.fake.words(desk.only_draft) == before
    assert desk.look() is Standing.NEVER
    desk.fake.drafts[draft]["slug"] = "by-hand"
    assert desk.push().action is Action.CREATED


@pytest.mark.parametrize("desk", ["listmonk"], indirect=True)
def test_listmonk_gets_no_campaign_in_a_template_with_a_frame(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = '{{ template "content" . }}'
    monkeypatch.setattr(desk.fake, "template", f"<html><h1>Ours</h1>{bare}</html>")
    with pytest.raises(AnswerError, match="not bare"):
        desk.push()
    assert desk.fake.drafts == {}
    assert desk.look() is Standing.NEVER
    monkeypatch.setattr(desk.fake, "template", bare)
    assert desk.push().action is Action.CREATED


@pytest.mark.parametrize("desk", ["ghost", "buttondown", "mailchimp", "wordpress"], indirect=True)
def test_what_went_out_is_shown_where_readers_find_it(desk: Desk) -> None:
    desk.push()
    draft = desk.fake.drafts[desk.only_draft]
    page = "https://example.org/2026-03-13/"
    named = ("url", "absolute_url", "long_archive_url", "link")
    draft.update(dict.fromkeys(named, page))
    desk.look()
    assert desk.known is not None
    assert desk.known.url != page  # a draft is shown where it is edited
    desk.fake.send(desk.only_draft)
    assert desk.look() is Standing.SENT
    assert desk.known.url == page
    with pytest.raises(ExportError, match="not touched") as caught:
        desk.push(NEWER)
    assert page in caught.value.hint


@pytest.mark.parametrize("desk", ["wordpress"], indirect=True)
def test_a_page_that_is_no_address_is_not_shown(desk: Desk) -> None:
    desk.push()
    draft = desk.only_draft
    desk.fake.send(draft)
    desk.fake.drafts[draft]["link"] = "javascript:alert(1)"
    desk.look()
    assert desk.known is not None
    assert desk.known.url.startswith("http")


def test_ghosts_mail_keeps_our_type() -> None:
    """Its newsletter writes quotation marks in a style as entities, and breaks off at them."""
    page = make_rendered(
        html="<body><p style=\"font:16px/24px -apple-system,'Segoe UI',Arial;color:red\">"
        "He said 'Segoe UI'.</p><i style=\"background:url('https://a.example/b')\">x</i>"
        '<a href="⟦unsubscribe_url⟧">x</a></body>',
    )
    with FakeGhost() as fake:
        target = target_for("there", [Spec("there", "ghost", fake.settings)])
        draft = target.prepare(page, make_ctx()).draft
    assert draft is not None
    markup = str(draft.fields["html"])
    assert 'style="font:16px/24px -apple-system,Segoe UI,Arial;color:red"' in markup
    assert "He said 'Segoe UI'." in markup
    assert "url('https://a.example/b')" in markup
