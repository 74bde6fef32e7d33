"""Who gets a draft and how it is set are a person's once it exists: an update leaves them alone."""

from __future__ import annotations

from typing import Any

import pytest

from reewriter.errors import ExportError
from reewriter.model import Action
from tests.export.service_desk import Desk
from tests.export.test_services import NEWER

SET_THERE: dict[str, dict[str, Any]] = {
    "brevo": {"recipients": {"listIds": [99]}, "sender": {"name": "Boss", "email": "b@x.example"}},
    "buttondown": {
        "template": "classic", "canonical_url": "https://x.example/theirs",
        "image": "https://x.example/p.png",
        "metadata": {"theirs": "1"},
    },
    "ghost": {
        "tags": [{"name": "Policy"}, {"name": "#hidden"}], "slug": "theirs",
        "authors": [{"slug": "boss"}], "feature_image": "https://x.example/p.png",
    },
    "kit": {
        "email_template": {"id": 7, "name": "Its own"}, "email_template_id": 7,
        "subscriber_filter": [{"all": [{"type": "segment", "ids": [9]}], "any": None}],
        "email_address": "boss@x.example", "thumbnail_url": "https://x.example/p.png",
    },
    "listmonk": {
        "lists": [{"id": 77, "name": "List 77"}], "from_email": "Boss <b@x.example>",
        "template_id": 9, "name": "Renamed",
        "tags": ["digest-weekly", "rw-team", "reewriter-desk", "theirs"],
        "media": [{"id": 5, "filename": "5.pdf"}],
    },
    "mailchimp": {"from_name": "Boss", "reply_to": "b@x.example"},
    "resend": {"segment_id": "theirs-1", "from": "Boss <b@x.example>"},
    "sendgrid": {
        "send_to": {"list_ids": ["zzz"]},
        "email_config": {"sender_id": 8, "suppression_group_id": 9},
    },
    "wordpress": {"slug": "theirs", "categories": [3]},
}  # fmt: skip
"""What a person changes in each draft; lists and names are added to, the rest is written over."""


def _holds(there: Any, wanted: Any) -> bool:
    """Tell whether a draft still holds what was set, among whatever else."""
    if isinstance(wanted, dict):
        return all(_holds(there.get(name), value) for name, value in wanted.items())
    return bool(there == wanted)


def test_what_a_person_set_outlives_every_update(desk: Desk) -> None:
    desk.push()
    draft = desk.fake.drafts[desk.only_draft]
    for name, value in SET_THERE[desk.kind].items():
        stands = draft.get(name)
        if name == "tags":
            draft[name] = [*value, *draft[name]]
        elif isinstance(value, dict) and name in ("metadata", "email_config"):
            draft[name] = {**draft[name], **value}
        else:
            assert stands != value
            draft[name] = value
    assert desk.push(NEWER).action is Action.UPDATED
    assert desk.push(NEWER, again=True).action is Action.UPDATED
    draft = desk.fake.drafts[desk.only_draft]
    assert "Newer words" in desk.fake.words(desk.only_draft)
    for name, value in SET_THERE[desk.kind].items():
        if name == "tags":
            assert all(one in draft[name] for one in value), draft[name]
            assert len(draft[name]) == len(value) + (1 if desk.kind == "ghost" else 3)
        else:
            assert _holds(draft[name], value), (name, draft[name])


@pytest.mark.parametrize("desk", ["sendgrid"], indirect=True)
def test_how_readers_leave_is_chosen_there_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A group and an address of one's own exclude each other: ours must not come back."""
    settings = {"url": desk.fake.url, "suppression_group": 5, "sender": 3}
    monkeypatch.setattr(type(desk.fake), "settings", settings)
    desk.push()
    config = desk.fake.drafts[desk.only_draft]["email_config"]
    assert (config["suppression_group_id"], config["sender_id"]) == (5, 3)
    theirs = {"custom_unsubscribe_url": "https://x.example/leave", "ip_pool": "daily"}
    config.update(theirs, suppression_group_id=None)
    desk.push(NEWER)
    config = desk.fake.drafts[desk.only_draft]["email_config"]
    assert _holds(config, {**theirs, "sender_id": 3})
    assert config.get("suppression_group_id") is None


@pytest.mark.parametrize("desk", ["listmonk"], indirect=True)
def test_a_file_that_is_gone_there_is_no_longer_named(desk: Desk) -> None:
    desk.push()
    attached = [{"id": None, "filename": "gone.pdf"}, {"id": 5, "filename": "5.pdf"}]
    desk.fake.drafts[desk.only_draft]["media"] = attached
    desk.push(NEWER)
    assert desk.fake.drafts[desk.only_draft]["media"] == [{"id": 5, "filename": "5.pdf"}]


@pytest.mark.parametrize("desk", ["listmonk"], indirect=True)
@pytest.mark.parametrize("lists", [[], [{"name": "No number"}], [{"id": 1}, {"id": None}]])
def test_a_campaign_for_no_list_that_can_be_read_is_not_written(
    desk: Desk, lists: list[object]
) -> None:
    desk.push()
    desk.fake.drafts[desk.only_draft]["lists"] = lists
    before = desk.fake.words(desk.only_draft)
    with pytest.raises(ExportError, match="for no list"):
        desk.push(NEWER)
    assert desk.fake.words(desk.only_draft) == before
