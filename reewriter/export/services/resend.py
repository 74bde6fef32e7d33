"""Drafts of broadcasts at Resend, which sends at once where it is told to; it never is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

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

__all__ = ["Resend"]

_TEXTS = ("subject", "preview_text", "html", "text")


class Resend(ServiceTarget):
    """Keeps one broadcast an issue, found again by its internal name."""

    kind = "resend"
    home = "https://api.resend.com"
    rules = Rules(
        calls=(
            Call("GET", "/segments/{id}"),
            Call("GET", "/broadcasts", query=("limit", "after")),
            Call("GET", "/broadcasts/{id}"),
            Call("GET", "/broadcasts/{id}/clicked-links", query=("limit",)),
            Call("POST", "/broadcasts", must={"send": False}),
            Call("PATCH", "/broadcasts/{id}"),
        ),
        never=frozenset({"send", "scheduled_at"}),
    )
    tags = Tags({"unsubscribe_url": "{{{RESEND_UNSUBSCRIBE_URL}}}"}, openers=("{{",))
    own_settings = (
        Setting(
            "segment",
            "The id of the segment it is for.",
            required=True,
            example='"the id of the segment"',
        ),
    )
    theirs = frozenset({"segment_id", "from"})
    abilities = Abilities(
        title="Resend",
        preheader="yes (preview_text)",
        found_again="its internal name",
        draft="send is always said to be false, and the state is read back",
        readers="clicks by link",
        verified="a fake written after its OpenAPI description",
        unverified=("a live account", "its clicks by link, which it calls a private beta"),
    )

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the broadcast."""
        publication = ctx.publication
        return {
            "name": f"{publication.name} {ctx.edition}",
            "segment_id": self.text("segment"),
            "from": f"{_plain(publication.sender_name)} <{publication.sender_email}>",
            "subject": rendered.subject,
            "preview_text": rendered.preheader,
            "html": rendered.html,
            "text": rendered.text,
        }

    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the key."""
        return {"Authorization": f"Bearer {secret.reveal()}"}

    def greet(self, talk: Talk) -> str:
        """Look for the segment."""
        found = talk.ask("GET", "/segments/{id}", {"id": self.text("segment")})
        return word(found, "name") or "a segment"

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Read one broadcast."""
        found = talk.ask("GET", "/broadcasts/{id}", {"id": remote_id}, missing=(404,))
        return None if found is None else _remote(found, self.outside.now())

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Look through the broadcasts for our name."""
        query = {"limit": "100"}
        for one in listed(talk, "/broadcasts", "data", query=query, further=_next):
            if Mark.in_text(word(one, "name")).key == mark.key:
                yield from whatever(self.read(talk, talk.id_in(one, "id")))

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make the broadcast."""
        body = {**_marked(fields, mark), "send": False}
        return word(talk.ask("POST", "/broadcasts", body=body), "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the broadcast anew."""
        talk.ask("PATCH", "/broadcasts/{id}", {"id": remote_id}, body=_marked(fields, mark))

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read the clicks of each link, where the account may see them; it tells no sums."""
        path = "/broadcasts/{id}/clicked-links"
        found = talk.ask("GET", path, {"id": remote_id}, query={"limit": "100"}, missing=(403, 404))
        if found is None:
            return None
        links = by_clicks((word(one, "url"), count(one, "clicks")) for one in items(found, "data"))
        return Readership(clicks=sum(clicks for _, clicks in links), links=links)


def _next(page: object, _: int) -> dict[str, str]:
    last = word(page, "data", -1, "id")
    return {"after": last} if at(page, "has_more") is True and last else {}


def _marked(fields: dict[str, object], mark: Mark) -> dict[str, object]:
    return {**fields, "name": f"{fields['name']} {mark.label}"}


def _plain(name: str) -> str:
    return "".join(char for char in name if char not in '<>"\\').strip()


def _remote(found: object, now: datetime) -> Remote:
    return Remote(
        id=word(found, "id"),
        state=_state(found, now),
        url=f"https://resend.com/broadcasts/{word(found, 'id')}",
        fields={name: word(found, name) for name in _TEXTS},
        mark=Mark.in_text(word(found, "name")),
        made=word(found, "created_at"),
    )


def _state(found: object, now: datetime) -> RemoteState:
    """Tell what is scheduled from what is being sent: both have been called "queued"."""
    status = word(found, "status")
    if status in ("", "draft"):
        return RemoteState.DRAFT if status else RemoteState.UNTOLD
    try:
        due = datetime.fromisoformat(word(found, "scheduled_at"))
    except ValueError:
        return RemoteState.SCHEDULED if status == "scheduled" else RemoteState.SENT
    ahead = (due if due.tzinfo else due.replace(tzinfo=UTC)) > now
    waits = status == "scheduled" or (status == "queued" and ahead)
    return RemoteState.SCHEDULED if waits else RemoteState.SENT
