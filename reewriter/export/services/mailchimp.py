"""Drafts of campaigns at Mailchimp: HTML and a plain text of its own, in two steps."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping

from reewriter.errors import ConfigError
from reewriter.export.answers import Talk, count, items, word
from reewriter.export.dressing import Tags
from reewriter.export.paging import listed, whatever
from reewriter.export.pictures import Picture
from reewriter.export.readership import Readership, by_clicks
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import Abilities, ServiceTarget
from reewriter.export.settings import Setting
from reewriter.export.target import ExportContext
from reewriter.model import Finding, Rendered, Severity
from reewriter.net import Call, Rules, Secret
from reewriter.text import clean_line

__all__ = ["Mailchimp"]

_SERVER = re.compile(r"[a-z]{2}\d{1,3}")
_STATES = {"save": RemoteState.DRAFT, "schedule": RemoteState.SCHEDULED}
_WEIGHTS = {"error": Severity.ERROR, "warning": Severity.WARNING}
"""Lines of its checklist that ask for something; the others say that all is well."""
_MARK = re.compile(r"\[(rw-[a-z0-9-]+)\]")


class Mailchimp(ServiceTarget):
    """Keeps one campaign an issue, found again by its internal title."""

    kind = "mailchimp"
    rules = Rules(
        calls=(
            Call("GET", "/lists/{id}"),
            Call(
                "GET", "/campaigns", query=("count", "fields", "offset", "sort_field", "sort_dir")
            ),
            Call("GET", "/campaigns/{id}"),
            Call("GET", "/campaigns/{id}/content"),
            Call("GET", "/campaigns/{id}/send-checklist"),
            Call("GET", "/reports/{id}"),
            Call("GET", "/reports/{id}/click-details", query=("count",)),
            Call("POST", "/campaigns", must={"type": "regular"}),
            Call("PATCH", "/campaigns/{id}"),
            Call("PUT", "/campaigns/{id}/content"),
            Call("POST", "/file-manager/files"),
        ),
        never=frozenset(
            {"schedule_time", "send_time", "status", "timewarp", "batch_delivery", "rss_opts"}
        ),
    )
    tags = Tags({"unsubscribe_url": "*|UNSUB|*", "archive_url": "*|ARCHIVE|*"}, openers=("*|",))
    own_settings = (
        Setting("server", "The end of the key: us21.", required=True, example='"us21"'),
        Setting("list", "The id of the audience.", required=True, example='"a1b2c3d4e5"'),
    )
    takes_pictures = True
    abilities = Abilities(
        title="Mailchimp",
        preheader="yes (preview_text)",
        pictures="uploaded",
        found_again="its internal title",
        draft="a campaign is a draft until somebody sends it; its status is never written",
        readers="sums, and clicks by link",
        verified="a fake written after its API's documents",
        unverified=("a live account, its send checklist and its numbers of readers",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return settings and content, which Mailchimp takes in two requests."""
        publication = ctx.publication
        return {
            "settings": {
                "subject_line": rendered.subject,
                "preview_text": rendered.preheader,
                "title": f"{publication.name} {ctx.edition}",
                "from_name": publication.sender_name,
                "reply_to": publication.sender_email,
            },
            "content": {"html": rendered.html, "plain_text": rendered.text},
        }

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the key as a password; the name does not matter."""
        pair = base64.b64encode(b"reewriter:" + secret.reveal().encode()).decode("ascii")
        return {"Authorization": f"Basic {pair}"}

    def greet(self, talk: Talk) -> str:
        """Look for the audience."""
        return word(talk.ask("GET", "/lists/{id}", {"id": self.text("list")}), "name")

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read settings, then content."""
        found = talk.ask("GET", "/campaigns/{id}", {"id": remote_id}, missing=(404,))
        return None if found is None else self._remote(talk, found)

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look through the newest campaigns of any state for our title."""
        # Of each only what is looked at: then a thousand are one short answer.
        told = "campaigns.id,campaigns.settings.title,total_items"
        query = {
            "count": "1000", "fields": told, "sort_field": "create_time", "sort_dir": "DESC",
        }  # fmt: skip
        for one in listed(talk, "/campaigns", "campaigns", query=query, further=_next):
            if f"[{mark.key}]" in word(one, "settings", "title"):
                yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the campaign, then fill it."""
        body = {
            "type": "regular",
            "recipients": {"list_id": self.text("list")},
            "settings": _marked(fields, mark),
        }
        made = talk.id_in(talk.ask("POST", "/campaigns", body=body), "id")
        talk.ask("PUT", "/campaigns/{id}/content", {"id": made}, body=fields["content"])
        return made

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write settings and content anew, from whom it stands there by now."""
        found = talk.ask("GET", "/campaigns/{id}", {"id": remote_id})
        stands = {name: word(found, "settings", name) for name in ("from_name", "reply_to")}
        theirs = {name: value for name, value in stands.items() if value}
        body = {"settings": {**_marked(fields, mark), **theirs}}
        talk.ask("PATCH", "/campaigns/{id}", {"id": remote_id}, body=body)
        talk.ask("PUT", "/campaigns/{id}/content", {"id": remote_id}, body=fields["content"])

    def upload(self, talk: Talk, picture: Picture) -> str:
        """Upload a picture to the account's files."""
        data = base64.b64encode(picture.content).decode("ascii")
        body = {"name": picture.name, "file_data": data}
        return word(talk.ask("POST", "/file-manager/files", body=body), "full_size_url")

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums of the report, and the clicks of each link."""
        found = talk.ask("GET", "/reports/{id}", {"id": remote_id}, missing=(404,))
        if found is None:
            return None
        clicked = talk.ask(
            "GET", "/reports/{id}/click-details", {"id": remote_id},
            query={"count": "1000"}, missing=(404,),
        )  # fmt: skip
        return Readership(
            sent=count(found, "emails_sent"),
            opens=count(found, "opens", "unique_opens"),
            clicks=count(found, "clicks", "unique_subscriber_clicks"),
            unsubscribed=count(found, "unsubscribed"),
            links=by_clicks(
                (word(one, "url"), count(one, "total_clicks"))
                for one in items(clicked, "urls_clicked")
            ),
        )

    def checklist(self, talk: Talk, remote_id: str) -> list[Finding]:
        """Read what Mailchimp itself still wants before a person may send the campaign."""
        found = talk.ask("GET", "/campaigns/{id}/send-checklist", {"id": remote_id}, missing=(404,))
        return [
            self.finding(
                "checklist", clean_line(": ".join(filter(None, said)), limit=300),
                where="draft", severity=_WEIGHTS[word(one, "type")],
                hint="Mend it there, or here and export again.",
            )
            for one in items(found, "items")
            if word(one, "type") in _WEIGHTS
            and any(said := (word(one, "heading"), word(one, "details")))
        ]  # fmt: skip

    def _remote(self, talk: Talk, found: object) -> Remote:
        name = talk.id_in(found, "id")
        content = talk.ask("GET", "/campaigns/{id}/content", {"id": name}, missing=(404,))
        mark = _MARK.search(word(found, "settings", "title"))
        return Remote(
            id=name,
            state=RemoteState.said(word(found, "status"), _STATES),
            url=f"https://{self.text('server')}.admin.mailchimp.com/campaigns/edit"
            f"?id={count(found, 'web_id') or ''}",
            fields={
                "subject": word(found, "settings", "subject_line"),
                "preheader": word(found, "settings", "preview_text"),
                "html": word(content, "html"),
                "text": word(content, "plain_text"),
            },
            page=word(found, "long_archive_url"),
            made=word(found, "create_time"),
            mark=Mark(mark[1] if mark else ""),
        )

    def _address(self) -> str:
        server = self.text("server")
        if not _SERVER.fullmatch(server):
            raise ConfigError(
                f"target {self.name}: server must be like us21",
                file="feeds.toml",
                hint="It is what stands behind the hyphen of the key.",
            )
        return self.hosted(f"https://{server}.api.mailchimp.com/3.0")


def _next(page: object, seen: int) -> dict[str, str]:
    return {"offset": str(seen)} if seen < (count(page, "total_items") or 0) else {}


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    settings = fields["settings"]
    if not isinstance(settings, dict):
        raise TypeError("settings")
    return {**settings, "title": f"{settings['title']} [{mark.key}]"}
