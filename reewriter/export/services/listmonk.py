"""Drafts at a listmonk of one's own: HTML, a plain text of its own, a bare template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

from reewriter.errors import AnswerError
from reewriter.export.answers import Talk, at, count, items, word
from reewriter.export.dressing import Tags
from reewriter.export.multipart import form
from reewriter.export.paging import listed, whatever
from reewriter.export.pictures import Picture
from reewriter.export.readership import Readership, by_clicks
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import OWN_ADDRESS, Abilities, ServiceTarget
from reewriter.export.settings import Setting, numbers
from reewriter.export.target import ExportContext
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret

__all__ = ["Listmonk"]

_STATES = {"draft": RemoteState.DRAFT, "scheduled": RemoteState.SCHEDULED}
_FIRST_DAY, _LAST_DAY = "2000-01-01", "2099-12-31"
"""It wants to know from when to when: always."""
_DIGEST = re.compile(r"digest-[0-9a-f]{32}")
_BARE = re.compile(r'\{\{-?\s*template\s+"content"\s+\.\s*-?\}\}')


class Listmonk(ServiceTarget):
    """Keeps one campaign an issue, found again by its tags."""

    kind = "listmonk"
    url_setting = OWN_ADDRESS
    rules = Rules(
        calls=(
            Call("GET", "/api/templates/{id}"),
            Call("GET", "/api/campaigns", query=("tag", "tags", "no_body", "page", "per_page")),
            Call("GET", "/api/campaigns/{id}"),
            Call("GET", "/api/campaigns/analytics/links", query=("id", "from", "to")),
            Call("POST", "/api/media", raw=True),
            Call("POST", "/api/campaigns", must={"type": "regular", "content_type": "html"}),
            Call("PUT", "/api/campaigns/{id}", must={"type": "regular", "content_type": "html"}),
        ),
        never=frozenset({"send_at", "status", "subscribers"}),
    )
    tags = Tags(
        {"unsubscribe_url": "{{ UnsubscribeURL }}", "archive_url": "{{ MessageURL }}"},
        openers=("{{",),
        # All from the nearest https:// before it becomes one link that is counted.
        also=re.compile(r"@(?=TrackLink)"),
    )
    own_settings = (
        Setting("user", "The name of the API user.", required=True, example='"reewriter"'),
        Setting("lists", "Numbers of the lists it is for.", required=True, example='"1, 3"'),
        Setting(
            "template", "Number of a template that is bare.", "number", required=True, example="1"
        ),
        Setting("sender", "From whom, as `Name <address>`; else listmonk's own setting."),
    )
    theirs = frozenset({"name", "lists", "from_email", "template_id", "messenger"})
    takes_pictures = True
    abilities = Abilities(
        title="listmonk",
        text="yes (altbody)",
        preheader="in the HTML",
        pictures="uploaded",
        found_again="tags",
        draft="a campaign is a draft until somebody starts it; its status is never written",
        readers="sums, and clicks by link",
        limits="name 2,000, subject 5,000 characters",
        verified="a fake written after its API documents, version 6",
        unverified=("a running listmonk, its pictures and its numbers of readers",),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the whole campaign; what is absent in an update keeps its old value there."""
        found: dict[str, object] = {
            "name": f"{ctx.publication.name} {ctx.edition}",
            "subject": rendered.subject,
            "lists": numbers(self.name, "lists", self.text("lists")),
            "type": "regular",
            "content_type": "html",
            "messenger": "email",
            "body": rendered.html,
            "altbody": rendered.text,
            "template_id": self.settings["template"],
        }
        if sender := self.text("sender"):
            found["from_email"] = sender
        return found

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the API user and its token."""
        return {"Authorization": f"token {self.text('user')}:{secret.reveal()}"}

    def greet(self, talk: Talk) -> str:
        """Look at the template: with any other the issue would stand in a second frame."""
        found = talk.ask("GET", "/api/templates/{id}", {"id": self.text("template")})
        self._assert_bare(found)
        return f"{self.text('user')}, template {word(found, 'data', 'name')}"

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one campaign; listmonk calls one that is gone a bad request."""
        found = talk.ask("GET", "/api/campaigns/{id}", {"id": remote_id}, missing=(400, 404))
        return None if found is None else self._remote(at(found, "data"))

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look for the campaign that has our tag, whatever its state.

        Its documents say `tags`, its source reads `tag`; where neither is understood all are
        listed, and looked through.
        """
        query = {"tag": mark.key, "tags": mark.key, "no_body": "true", "per_page": "100"}
        path = "/api/campaigns"
        for one in listed(talk, path, "data", "results", query=query, further=_next):
            if mark.key in items(one, "tags"):
                yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the campaign, in a template that is bare; who may not see templates is believed."""
        named = {"id": self.text("template")}
        self._assert_bare(talk.ask("GET", "/api/templates/{id}", named, missing=(403,)))
        return word(talk.ask("POST", "/api/campaigns", body=_marked(fields, mark)), "data", "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the campaign anew; its lists must be said, so those that stand there are."""
        found = at(talk.ask("GET", "/api/campaigns/{id}", {"id": remote_id}), "data")
        body = _marked(fields, mark, [word(one) for one in items(found, "tags")])
        lists = [count(one, "id") for one in items(found, "lists")]
        body["lists"] = [number for number in lists if number is not None]
        if not body["lists"] or None in lists:
            raise AnswerError(
                f"{self.name}: the draft there is for no list, and it takes no change without one",
                status=409,
                hint="Choose its lists at listmonk, then export again.",
            )
        body["name"] = word(found, "name")
        # What is attached and not said is taken off.
        attached = (count(one, "id") for one in items(found, "media"))
        body["media"] = [number for number in attached if number is not None]
        talk.ask("PUT", "/api/campaigns/{id}", {"id": remote_id}, body=body)

    def upload(self, talk: Talk, picture: Picture) -> str:
        """Upload a picture; its address may be told without the host."""
        content, kind = form("file", picture)
        made = talk.upload("/api/media", content, kind)
        told = word(made, "data", "url") or word(made, "data", "uri")
        return urljoin(f"{self.url}/", told) if told else ""

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the sums, and the clicks of each link."""
        found = talk.ask("GET", "/api/campaigns/{id}", {"id": remote_id}, missing=(400, 404))
        if found is None:
            return None
        whole = {"id": remote_id, "from": _FIRST_DAY, "to": _LAST_DAY}
        clicked = talk.ask("GET", "/api/campaigns/analytics/links", query=whole, missing=(400, 404))
        return Readership(
            sent=count(found, "data", "sent"),
            opens=count(found, "data", "views"),
            clicks=count(found, "data", "clicks"),
            links=by_clicks(
                (word(one, "url"), count(one, "count")) for one in items(clicked, "data")
            ),
        )

    def _assert_bare(self, found: object) -> None:
        """Raise AnswerError for a template in which the issue would stand in a second frame."""
        if _BARE.sub("", word(found, "data", "body")).strip():
            raise AnswerError(
                f"{self.name}: template {self.text('template')} is not bare, and would frame the "
                "issue twice",
                status=409,
                hint='Use one that holds nothing but {{ template "content" . }}.',
            )

    def _remote(self, found: object) -> Remote:
        tags = [word(one) for one in items(found, "tags")]
        return Remote(
            id=word(found, "id"),
            state=RemoteState.said(word(found, "status"), _STATES),
            url=f"{self.url}/admin/campaigns/{word(found, 'id')}",
            fields={name: word(found, name) for name in ("subject", "body", "altbody")},
            mark=Mark(
                next((tag for tag in tags if Mark(tag).is_sound), ""),
                next((tag.removeprefix("digest-") for tag in tags if _DIGEST.fullmatch(tag)), ""),
            ),
        )


def _next(page: object, seen: int) -> dict[str, str]:
    more = seen < (count(page, "data", "total") or 0)
    return {"page": str((count(page, "data", "page") or 1) + 1)} if more else {}


def _marked(
    fields: dict[str, object], mark: Mark, standing: Sequence[str] = ()
) -> dict[str, object]:
    ours = ["reewriter", mark.key, f"digest-{mark.digest}"]
    theirs = (tag for tag in standing if tag != "reewriter" and not _is_mark(tag))
    return {**fields, "tags": [*ours, *theirs]}


def _is_mark(tag: str) -> bool:
    """Tell a tag of ours from a person's, who may well call one digest-weekly."""
    return Mark(tag).is_sound or _DIGEST.fullmatch(tag) is not None
