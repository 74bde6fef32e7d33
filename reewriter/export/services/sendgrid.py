"""Drafts of single sends at SendGrid, with a plain text of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urlsplit

from reewriter.export.answers import Talk, at, count, items, word
from reewriter.export.dressing import Tags
from reewriter.export.paging import listed, whatever
from reewriter.export.readership import Readership, by_clicks
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import Abilities, ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.target import ExportContext
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret
from reewriter.text.words import counted

__all__ = ["SendGrid"]

_PATH = "/marketing/singlesends"
_STATS = "/marketing/stats/singlesends"
_PAGES = 20
"""Pages of fifty links that are asked for at most."""
_STATES = {"draft": RemoteState.DRAFT, "scheduled": RemoteState.SCHEDULED}
_LONGEST_NAME = 40
_SET_THERE = ("sender_id", "suppression_group_id", "custom_unsubscribe_url", "ip_pool")
"""What a person chooses there; of the two ways to leave a list only one may be said."""


class SendGrid(ServiceTarget):
    """Keeps one single send an issue, found again by its internal name."""

    kind = "sendgrid"
    home = "https://api.sendgrid.com/v3"
    rules = Rules(
        calls=(
            Call("GET", "/scopes"),
            Call("GET", _PATH, query=("page_size", "page_token")),
            Call("GET", f"{_PATH}/{{id}}"),
            Call("GET", f"{_STATS}/{{id}}"),
            Call("GET", f"{_STATS}/{{id}}/links", query=("page_size", "page_token")),
            # Else SendGrid writes a plain text of its own over ours.
            Call("POST", _PATH, must={"email_config.generate_plain_content": False}),
            Call("PATCH", f"{_PATH}/{{id}}", must={"email_config.generate_plain_content": False}),
        ),
        never=frozenset({"send_at", "status"}),
    )
    tags = Tags({"unsubscribe_url": "{{{unsubscribe}}}"}, openers=("{{",))
    own_settings = (
        Setting("sender", "Number of the verified sender.", "number"),
        Setting("lists", "Ids of the lists it is for, with commas between them."),
        Setting("suppression_group", "Number of the group that readers leave.", "number"),
    )
    theirs = frozenset({"send_to"})
    abilities = Abilities(
        title="SendGrid",
        preheader="in the HTML",
        found_again="its internal name",
        draft="a single send is a draft until somebody schedules it; send_at is never said",
        readers="sums, and clicks by link",
        limits="name 100 characters",
        verified="a fake written after its OpenAPI description",
        unverified=("a live account, and its numbers of readers",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the single send."""
        config: dict[str, object] = {
            "subject": rendered.subject,
            "html_content": rendered.html,
            "plain_content": rendered.text,
            "generate_plain_content": False,
            "editor": "code",
        }
        if "sender" in self.settings:
            config["sender_id"] = self.settings["sender"]
        if "suppression_group" in self.settings:
            config["suppression_group_id"] = self.settings["suppression_group"]
        found: dict[str, object] = {"name": ctx.edition[:_LONGEST_NAME], "email_config": config}
        lists = [one.strip() for one in self.text("lists").split(",") if one.strip()]
        if lists:
            found["send_to"] = {"list_ids": lists}
        return found

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the key."""
        return {"Authorization": f"Bearer {secret.reveal()}"}

    def greet(self, talk: Talk) -> str:
        """Ask what the key may do."""
        rights = len(items(talk.ask("GET", "/scopes"), "scopes"))
        return counted(rights, "right")

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one single send."""
        found = talk.ask("GET", f"{_PATH}/{{id}}", {"id": remote_id}, missing=(404,))
        return None if found is None else _remote(found)

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look through the newest for our name."""
        query = {"page_size": "100"}
        for one in listed(talk, _PATH, "result", query=query, further=_next):
            if Mark.in_text(word(one, "name")).key == mark.key:
                yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the single send."""
        return word(talk.ask("POST", _PATH, body=_marked(fields, mark)), "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the single send anew, from whom and for which group it stands there by now."""
        found = talk.ask("GET", f"{_PATH}/{{id}}", {"id": remote_id})
        body, config = _marked(fields, mark), fields["email_config"]
        ours = dict(config) if isinstance(config, dict) else {}
        stands = {name: at(found, "email_config", name) for name in _SET_THERE}
        said = {name: value for name, value in stands.items() if value not in (None, "")}
        kept = {name: value for name, value in ours.items() if name not in _SET_THERE}
        body["email_config"] = {**kept, **said}
        talk.ask("PATCH", f"{_PATH}/{{id}}", {"id": remote_id}, body=body)

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums, and the clicks of each link."""
        found = talk.ask("GET", f"{_STATS}/{{id}}", {"id": remote_id}, missing=(404,))
        if found is None:
            return None
        stats = at(found, "results", 0, "stats")
        return Readership(
            sent=count(stats, "delivered"),
            opens=count(stats, "unique_opens"),
            clicks=count(stats, "unique_clicks"),
            unsubscribed=count(stats, "unsubscribes"),
            links=by_clicks(
                (word(one, "url"), count(one, "clicks")) for one in self._links(talk, remote_id)
            ),
        )

    def _links(self, talk: Talk, remote_id: str) -> Iterator[object]:
        """Go through the pages."""
        query = {"page_size": "50"}
        for _ in range(_PAGES):
            path = f"{_STATS}/{{id}}/links"
            page = talk.ask("GET", path, {"id": remote_id}, query=query, missing=(404,))
            yield from items(page, "results")
            if not (after := _next(page, 0)):
                return
            query |= after


def _next(page: object, _: int) -> dict[str, str]:
    """Go on where the address of a next page leads; of it only the token counts."""
    after = parse_qs(urlsplit(word(page, "_metadata", "next")).query).get("page_token")
    return {"page_token": after[0]} if after else {}


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    return {**fields, "name": f"{fields['name']} {mark.label}"}


def _remote(found: object) -> Remote:
    config = at(found, "email_config")
    texts = {name: word(config, name) for name in ("subject", "html_content", "plain_content")}
    # With a design of its own it uses none of them: then somebody has made another mail of it.
    if design := word(config, "design_id"):
        texts["design_id"] = design
    return Remote(
        id=word(found, "id"),
        state=RemoteState.said(word(found, "status"), _STATES),
        url=f"https://mc.sendgrid.com/single-sends/{word(found, 'id')}/editor",
        fields=texts,
        mark=Mark.in_text(word(found, "name")),
        made=word(found, "created_at"),
    )
