"""Drafts of broadcasts at Kit: never public, never with an hour to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from reewriter.export.answers import Talk, at, count, items, names, word
from reewriter.export.dressing import Tags
from reewriter.export.paging import listed, whatever
from reewriter.export.readership import Readership, by_clicks
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import Abilities, ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.target import ExportContext
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret

__all__ = ["Kit"]

_SET_THERE = ("email_address", "thumbnail_url", "thumbnail_alt")
"""What a person chooses there, in the form in which Kit both tells and takes it."""


class Kit(ServiceTarget):
    """Keeps one broadcast an issue, found again by its internal description."""

    kind = "kit"
    home = "https://api.kit.com/v4"
    rules = Rules(
        calls=(
            Call("GET", "/account"),
            Call("GET", "/broadcasts", query=("per_page", "after")),
            Call("GET", "/broadcasts/{id}"),
            Call("GET", "/broadcasts/{id}/stats"),
            Call("GET", "/broadcasts/{id}/clicks"),
            Call("POST", "/broadcasts", must={"send_at": None, "public": False}),
            Call("PUT", "/broadcasts/{id}", must={"send_at": None, "public": False}),
        ),
        never=frozenset({"published_at", "send_at"}),
    )
    tags = Tags({"unsubscribe_url": "{{ unsubscribe_url }}"}, openers=("{{", "{%"))
    own_settings = (
        Setting("template", "Number of the account's template; else its default.", "number"),
    )
    abilities = Abilities(
        title="Kit",
        text="made by the service",
        preheader="yes (preview_text)",
        found_again="its internal description",
        draft="send_at is always null and public always false, and both are read back",
        readers="sums, and clicks by link",
        verified="a fake written after its API's documents, version 4",
        unverified=("a live account, and its numbers of readers",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the broadcast; Kit takes HTML only."""
        found: dict[str, object] = {
            "subject": rendered.subject,
            "preview_text": rendered.preheader,
            "content": rendered.html,
            "description": ctx.edition,
            "public": False,
            "send_at": None,
        }
        if "template" in self.settings:
            found["email_template_id"] = self.settings["template"]
        return found

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the key."""
        return {"X-Kit-Api-Key": secret.reveal()}

    def greet(self, talk: Talk) -> str:
        """Ask whose account the key is for."""
        return word(talk.ask("GET", "/account"), "account", "name") or "an account"

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one broadcast."""
        found = talk.ask("GET", "/broadcasts/{id}", {"id": remote_id}, missing=(404,))
        return None if found is None else _remote(at(found, "broadcast"), self.outside.now())

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look through the broadcasts for our description."""
        query = {"per_page": "100"}
        for one in listed(talk, "/broadcasts", "broadcasts", query=query, further=_next):
            if Mark.in_text(word(one, "description")).key == mark.key:
                yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the broadcast."""
        return word(talk.ask("POST", "/broadcasts", body=_marked(fields, mark)), "broadcast", "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the broadcast anew, for whom and from whom it stands there by now.

        Kit takes what is not said as its default, so that it would go to all subscribers.
        """
        found = at(talk.ask("GET", "/broadcasts/{id}", {"id": remote_id}), "broadcast")
        body = _marked(fields, mark)
        template = count(found, "email_template", "id")
        if template is not None:
            body["email_template_id"] = template
        body |= {name: said for name in _SET_THERE if (said := word(found, name))}
        if _chosen(chosen := at(found, "subscriber_filter")):
            body["subscriber_filter"] = chosen
        talk.ask("PUT", "/broadcasts/{id}", {"id": remote_id}, body=body)

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums, and how many readers clicked each link."""
        named = {"id": remote_id}
        found = talk.ask("GET", "/broadcasts/{id}/stats", named, missing=(404,))
        if found is None:
            return None
        clicked = talk.ask("GET", "/broadcasts/{id}/clicks", named, missing=(404,))
        stats = at(found, "broadcast", "stats")
        return Readership(
            sent=count(stats, "recipients"),
            opens=count(stats, "emails_opened"),
            clicks=count(stats, "total_clicks"),
            unsubscribed=count(stats, "unsubscribes"),
            links=by_clicks(
                (word(one, "url"), count(one, "unique_clicks"))
                for one in items(clicked, "broadcast", "clicks")
            ),
        )


def _next(page: object, _: int) -> dict[str, str]:
    more = at(page, "pagination", "has_next_page") is True
    cursor = word(page, "pagination", "end_cursor")
    return {"after": cursor} if more and cursor else {}


def _chosen(whom: object) -> bool:
    """Tell whether somebody chose who gets it: all subscribers are its default, and not said."""
    kinds = [word(one, "type") for group in _groups(whom) for one in group]
    return bool(kinds) and kinds != ["all_subscribers"]


def _groups(whom: object) -> list[Sequence[object]]:
    return [items(one, how) for one in items(whom) for how in ("all", "any", "none")]


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    return {**fields, "description": f"{fields['description']} {mark.label}"}


def _remote(found: object, now: datetime) -> Remote:
    return Remote(
        id=word(found, "id"),
        state=_state(found, now),
        url=f"https://app.kit.com/campaigns/{word(found, 'id')}/draft",
        fields={name: word(found, name) for name in ("subject", "preview_text", "content")},
        mark=Mark.in_text(word(found, "description")),
    )


def _state(found: object, now: datetime) -> RemoteState:
    if "send_at" not in names(found):
        return RemoteState.UNTOLD
    if at(found, "public") is True:
        return RemoteState.SENT
    if at(found, "send_at") is None:
        # Its documents show a status; where it is told, it has the last word.
        return RemoteState.DRAFT if word(found, "status") in ("", "draft") else RemoteState.SENT
    try:
        due = datetime.fromisoformat(word(found, "send_at"))
    except ValueError:
        return RemoteState.SENT
    due = due if due.tzinfo else due.replace(tzinfo=UTC)
    return RemoteState.SCHEDULED if due > now else RemoteState.SENT
