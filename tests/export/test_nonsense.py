"""A service that answers nonsense, or changes its mind, harms nobody: errors are ours, and true."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from reewriter.errors import ExportError, NetworkError, ReewriterError, RemoteError
from reewriter.export.deciding import Choice
from reewriter.export.remote import Standing
from reewriter.model import Action
from reewriter.store import deliveries
from tests.export.fake_service import Answer, Asked
from tests.export.service_desk import Desk
from tests.export.test_services import NEWER

DEEP = b"[" * 200_000
NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "an empty object": b"{}",
    "a number": b"1" * 5000,
    "a page": b"<!doctype html><p>Sign in</p>",
    "no text": b"\xff\xfe\x00",
    "no end": DEEP,
    "other types": json.dumps(
        {name: [{"id": {"deep": 1}, "status": 7, "content": True}] for name in
         ("data", "posts", "results", "campaigns", "broadcasts", "broadcast", "result", "metadata")}
    ).encode(),
    "an id that leads elsewhere": json.dumps(
        {"id": "../../send", "status": "draft", "data": {"id": "1/send", "status": "draft"},
         "posts": [{"id": "1/publish", "status": "draft"}], "broadcast": {"id": "1?send=1"}}
    ).encode(),
}  # fmt: skip


def _answers(status: int, kind: str) -> list[Answer]:
    return [Answer(status, NONSENSE[kind])] * 9


@pytest.mark.parametrize("status", [200, 400])
def test_nonsense_is_told_and_nothing_follows_from_it(desk: Desk, status: int) -> None:
    desk.push()
    before = desk.fake.words(desk.only_draft)
    for kind in NONSENSE:
        desk.fake.refuses = _answers(status, kind)
        with suppress(ReewriterError):
            desk.look()
        desk.fake.refuses = _answers(status, kind)
        with suppress(ReewriterError), desk.target.talking() as talk:
            desk.target.greet(talk)
            desk.target.readership(talk, "1")
        for choice in (Choice.ASK, Choice.OVERWRITE):
            desk.fake.refuses = _answers(status, kind)
            with pytest.raises(ReewriterError) as caught:
                desk.push(NEWER, choice=choice)
            assert str(caught.value).isprintable()
            assert caught.value.hint
        desk.fake.refuses = []
        assert desk.fake.words(desk.only_draft) == before
        assert desk.look() is Standing.IN_SYNC
    assert desk.push().action is Action.UNCHANGED


@pytest.mark.parametrize("kind", ["nothing", "an empty object", "an id that leads elsewhere"])
def test_a_draft_that_is_made_with_a_nonsensical_answer_is_found_again(
    desk: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.fake.handle
    monkeypatch.setattr(
        desk.fake,
        "handle",
        lambda asked: real(asked) and Answer(200, NONSENSE[kind]) if asked.writes else real(asked),
    )
    with pytest.raises(NetworkError):
        desk.push()
    monkeypatch.setattr(desk.fake, "handle", real)
    assert desk.look() in (Standing.IN_SYNC, Standing.AHEAD)
    desk.push()
    assert desk.look() is Standing.IN_SYNC
    assert desk.only_draft


def test_an_answer_that_tells_no_state_is_not_taken_for_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.push()
    before, real = desk.fake.words(desk.only_draft), desk.fake.handle

    def silent(asked: Asked) -> Answer:
        answer = real(asked)
        said = json.dumps(answer.value).replace('"status":', '"was":')
        return replace(answer, value=json.loads(said.replace('"send_at":', '"goes":')))

    monkeypatch.setattr(desk.fake, "handle", silent)
    for choice in Choice:
        with pytest.raises(NetworkError, match="whether it is still a draft"):
            desk.push(NEWER, choice=choice)
    with pytest.raises(NetworkError, match="whether it is still a draft"):
        desk.look()
    monkeypatch.setattr(desk.fake, "handle", real)
    assert desk.fake.words(desk.only_draft) == before
    assert desk.look() is Standing.IN_SYNC
    assert desk.push(NEWER).action is Action.UPDATED


@pytest.mark.parametrize("act", ["schedule", "send", "edit"])
def test_a_draft_that_is_scheduled_while_we_export_is_not_touched(
    desk: Desk, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.push()
    draft = desk.only_draft
    change: Callable[[str], None] = getattr(desk.fake, act)
    real = deliveries.record

    def meanwhile(*args: object, **more: object) -> None:
        real(*args, **more)  # type: ignore[arg-type]  # handed on as they come
        monkeypatch.setattr(deliveries, "record", real)
        change(draft)

    monkeypatch.setattr(deliveries, "record", meanwhile)  # the last thing before it leaves
    with pytest.raises(ExportError, match="just now"):
        desk.push(NEWER)
    assert "Newer words" not in desk.fake.words(draft)
    wanted = {"schedule": Standing.SCHEDULED, "send": Standing.SENT, "edit": Standing.CHANGED}
    assert desk.look() is wanted[act]


def test_half_a_character_can_be_shown_and_kept(desk: Desk) -> None:
    desk.push()
    (draft,) = desk.fake.drafts.values()

    def halved(value: object) -> object:
        if isinstance(value, dict):
            return {name: halved(one) for name, one in value.items()}
        if isinstance(value, list):
            return [halved(one) for one in value]
        return value.replace("A price floor", "Half \ud800") if isinstance(value, str) else value

    draft.update(halved(dict(draft)))  # type: ignore[call-overload]  # a dict becomes a dict
    with pytest.raises(RemoteError) as caught:
        desk.push(NEWER)
    assert "Half ?" in caught.value.difference
    assert caught.value.difference.encode()  # else no terminal could show it
    assert desk.push(choice=Choice.KEEP).action is Action.UNCHANGED
