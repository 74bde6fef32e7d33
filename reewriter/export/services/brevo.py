"""Drafts of campaigns at Brevo, which are drafts as long as nobody names an hour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reewriter.export.answers import Talk, at, count, names, word
from reewriter.export.dressing import Tags
from reewriter.export.paging import listed, whatever
from reewriter.export.readership import Readership, by_clicks
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import Abilities, ServiceTarget
from reewriter.export.settings import Setting, numbers
from reewriter.export.target import ExportContext
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret

__all__ = ["Brevo"]

_STATES = {"draft": RemoteState.DRAFT, "queued": RemoteState.SCHEDULED}


class Brevo(ServiceTarget):
    """Keeps one campaign an issue, found again by its internal name."""

    kind = "brevo"
    home = "https://api.brevo.com/v3"
    rules = Rules(
        calls=(
            Call("GET", "/account"),
            Call("GET", "/emailCampaigns", query=("limit", "offset", "sort", "excludeHtmlContent")),
            Call("GET", "/emailCampaigns/{id}", query=("statistics", "excludeHtmlContent")),
            Call("POST", "/emailCampaigns"),
            Call("PUT", "/emailCampaigns/{id}"),
        ),
        never=frozenset({"scheduledat", "sendatbesttime", "ipwarmupenable", "status", "recurring"}),
    )
    tags = Tags(
        {"unsubscribe_url": "{{ unsubscribe }}", "archive_url": "{{ mirror }}"},
        openers=("{{", "{%"),
        # Its older campaigns write attributes of a reader so: {FIRSTNAME}.
        also=re.compile(r"\{(?=[A-Z][A-Z0-9_]*\})"),
    )
    own_settings = (Setting("lists", "Numbers of the lists it is for.", example='"3, 7"'),)
    theirs = frozenset({"recipients", "sender"})
    largest = 1_000_000
    abilities = Abilities(
        title="Brevo",
        text="made by the service",
        preheader="yes (previewText)",
        found_again="its internal name",
        draft="a campaign without scheduledAt is a draft; none is ever said",
        readers="sums, and clicks by link",
        limits="HTML 1 MB",
        verified="a fake written after the types of its SDK",
        unverified=("a live account, and its numbers of readers",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the campaign; Brevo takes HTML only."""
        publication = ctx.publication
        found: dict[str, object] = {
            "name": f"{publication.name} {ctx.edition}",
            "subject": rendered.subject,
            "previewText": rendered.preheader,
            "htmlContent": rendered.html,
            "sender": {"name": publication.sender_name, "email": publication.sender_email},
        }
        if lists := self.text("lists"):
            found["recipients"] = {"listIds": numbers(self.name, "lists", lists)}
        return found

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the key."""
        return {"api-key": secret.reveal()}

    def greet(self, talk: Talk) -> str:
        """Ask whose account the key is for."""
        account = talk.ask("GET", "/account")
        return word(account, "companyName") or word(account, "email") or "an account"

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one campaign."""
        found = talk.ask("GET", "/emailCampaigns/{id}", {"id": remote_id}, missing=(404,))
        return None if found is None else _remote(found)

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look through the newest campaigns of any state for our name."""
        query = {"limit": "100", "sort": "desc", "excludeHtmlContent": "true"}
        for one in listed(talk, "/emailCampaigns", "campaigns", query=query, further=_next):
            if Mark.in_text(word(one, "name")).key == mark.key:
                yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the campaign."""
        return word(talk.ask("POST", "/emailCampaigns", body=_marked(fields, mark)), "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the campaign anew."""
        talk.ask("PUT", "/emailCampaigns/{id}", {"id": remote_id}, body=_marked(fields, mark))

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums, then the clicks of each link: Brevo tells one kind at a time."""
        sums = self._told(talk, remote_id, "globalStats")
        if sums is None:
            return None
        links = self._told(talk, remote_id, "linksStats")
        return Readership(
            sent=count(sums, "sent"),
            opens=count(sums, "uniqueViews"),
            clicks=count(sums, "uniqueClicks"),
            unsubscribed=count(sums, "unsubscriptions"),
            links=by_clicks((url, count(links, url)) for url in names(links)),
        )

    def _told(self, talk: Talk, remote_id: str, what: str) -> object:
        query = {"statistics": what, "excludeHtmlContent": "true"}
        found = talk.ask(
            "GET", "/emailCampaigns/{id}", {"id": remote_id}, query=query, missing=(404,)
        )
        return at(found, "statistics", what)


def _next(page: object, seen: int) -> dict[str, str]:
    return {"offset": str(seen)} if seen < (count(page, "count") or 0) else {}


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    return {**fields, "name": f"{fields['name']} {mark.label}"}


def _remote(found: object) -> Remote:
    state = RemoteState.said(word(found, "status"), _STATES)
    if state is RemoteState.DRAFT and word(found, "scheduledAt"):
        state = RemoteState.SCHEDULED
    return Remote(
        id=word(found, "id"),
        state=state,
        url=f"https://app.brevo.com/marketing-campaign/edit/{word(found, 'id')}",
        fields={name: word(found, name) for name in ("subject", "previewText", "htmlContent")},
        mark=Mark.in_text(word(found, "name")),
    )
