"""Fakes of Kit, Brevo, SendGrid and Resend: drafts under one path, in four dialects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.export.fake_service import Answer, Asked, FakeService

CLICKED = [("https://a.example/", 3), ("https://b.example/", 9)]
"""What every fake tells of the links in an issue."""


class _Dialect(FakeService):
    """Drafts below one path; subclasses say how they are wrapped and what they begin with."""

    root = ""
    listing = ""
    """The name under which all are listed."""
    wrapping = ""
    """The name under which one is answered; "" for none."""
    hello: tuple[str, object] = ("", None)
    created = 201
    born: dict[str, Any] = {}  # noqa: RUF012 - never changed
    header = ("authorization", "Bearer ")
    prefix = ""

    def authorised(self, asked: Asked) -> bool:
        name, before = self.header
        return asked.headers.get(name) == before + self.key

    def handle(self, asked: Asked) -> Answer:
        method, path = asked.method, asked.path
        if path == self.hello[0]:
            return Answer(200, self.hello[1])
        if (method, path) == ("GET", self.root):
            newest = list(reversed(self.drafts.values()))
            start = self.start(asked.query, [str(one["id"]) for one in newest])
            page, more = newest[start : start + 100], len(newest) > start + 100
            page = [self.briefly(one) for one in page]
            return Answer(200, {self.listing: page, **self.paged(newest, start, more=more)})
        if (method, path) == ("POST", self.root):
            new = f"{self.prefix}{self.new_id()}"
            self.drafts[new] = {
                "created_at": self.now(), **self.born, **self.taken(asked.json), "id": new,
            }  # fmt: skip
            return Answer(self.created, self.wrapped(new))
        match = re.fullmatch(re.escape(self.root) + r"/([\w-]+)", path)
        if match is None or match[1] not in self.drafts:
            return self.told(asked) or Answer(404, {"message": "not found"})
        if method in ("PUT", "PATCH"):
            self.drafts[match[1]].update(self.taken(asked.json))
        return Answer(200, self.wrapped(match[1]))

    def start(self, query: Mapping[str, str], ids: list[str]) -> int:
        """Return where the page that is asked for begins; here it is said by an id."""
        return ids.index(query["after"]) + 1 if "after" in query else 0

    def paged(self, newest: list[dict[str, Any]], start: int, *, more: bool) -> dict[str, Any]:
        """Return what stands beside a page; `more` tells whether there is a further one."""
        return {}

    def briefly(self, draft: dict[str, Any]) -> dict[str, Any]:
        """Return what a list tells of a draft; by default all of it."""
        return draft

    def told(self, asked: Asked) -> Answer | None:
        """Answer what is asked of readers; None for anything else."""
        return None

    def taken(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return what the service makes of a body."""
        return body

    def wrapped(self, name: str) -> dict[str, Any]:
        """Return one draft as it is answered."""
        draft = self.drafts[name]
        return {self.wrapping: draft} if self.wrapping else draft


class FakeKit(_Dialect):
    """Is scheduled by an hour, and public by a word."""

    root, listing, wrapping = "/broadcasts", "broadcasts", "broadcast"
    hello = ("/account", {"account": {"name": "Daily"}})
    header = ("x-kit-api-key", "")

    def paged(self, newest: list[dict[str, Any]], start: int, *, more: bool) -> dict[str, Any]:
        last = newest[start : start + 100][-1:]
        cursor = str(last[0]["id"]) if last else None
        return {"pagination": {"has_next_page": more, "end_cursor": cursor}}

    def told(self, asked: Asked) -> Answer | None:
        match = re.fullmatch(r"/broadcasts/(\w+)/(stats|clicks)", asked.path)
        if match is None or match[1] not in self.drafts:
            return None
        stats = {"recipients": 900, "emails_opened": 410, "total_clicks": 12, "unsubscribes": 1}
        clicks = [{"url": url, "unique_clicks": count} for url, count in CLICKED]
        told = {"stats": stats} if match[2] == "stats" else {"clicks": clicks}
        return Answer(200, {"broadcast": {"id": match[1], **told}})

    def taken(self, body: dict[str, Any]) -> dict[str, Any]:
        """Take what is not said as its default, as for who gets it."""
        template = {"id": body.get("email_template_id", 1), "name": "Its own"}
        every: dict[str, Any] = {
            "subscriber_filter": [{"all": [{"type": "all_subscribers"}]}],
            "email_address": "desk@example.org",
            "thumbnail_url": None,
        }
        return {**every, **body, "email_template": template}

    def schedule(self, draft_id: str) -> None:
        self.drafts[draft_id]["send_at"] = "2999-01-01T08:00:00Z"

    def send(self, draft_id: str) -> None:
        self.drafts[draft_id]["send_at"] = "2001-01-01T08:00:00Z"


class FakeBrevo(_Dialect):
    """Answers a change with nothing."""

    root, listing = "/emailCampaigns", "campaigns"
    hello = ("/account", {"companyName": "Daily"})
    born = {"status": "draft", "scheduledAt": None}  # noqa: RUF012 - never changed
    header = ("api-key", "")

    def start(self, query: Mapping[str, str], ids: list[str]) -> int:
        return int(query.get("offset", "0"))

    def paged(self, newest: list[dict[str, Any]], start: int, *, more: bool) -> dict[str, Any]:
        return {"count": len(newest)}

    def handle(self, asked: Asked) -> Answer:
        answer = super().handle(asked)
        if answer.status == 200 and "statistics" in asked.query:
            sums = {"sent": 900, "uniqueViews": 410, "uniqueClicks": 12, "unsubscriptions": 1}
            told = {"globalStats": sums, "linksStats": dict(CLICKED)}
            wanted = asked.query["statistics"]
            return Answer(200, {"statistics": {wanted: told[wanted]}})
        return Answer(204) if asked.method == "PUT" and answer.status == 200 else answer

    def schedule(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "queued"


class FakeSendGrid(_Dialect):
    """Writes its own plain text over ours unless it is told not to."""

    root, listing = "/marketing/singlesends", "result"
    hello = ("/scopes", {"scopes": ["marketing.read"]})
    born = {"status": "draft"}  # noqa: RUF012 - never changed

    def briefly(self, draft: dict[str, Any]) -> dict[str, Any]:
        told = {name: draft.get(name) for name in ("id", "name", "status", "created_at")}
        updated = {"updated_at": draft.get("created_at")}
        return {**told, **updated, "abtest": None, "is_abtest": False, "categories": []}

    def start(self, query: Mapping[str, str], ids: list[str]) -> int:
        return int(query.get("page_token", "0"))

    def paged(self, newest: list[dict[str, Any]], start: int, *, more: bool) -> dict[str, Any]:
        after = f"{self.url}{self.root}?page_size=100&page_token={start + 100}"
        return {"_metadata": {"count": len(newest), **({"next": after} if more else {})}}

    def told(self, asked: Asked) -> Answer | None:
        match = re.fullmatch(r"/marketing/stats/singlesends/(\w+)(/links)?", asked.path)
        if match is None or match[1] not in self.drafts:
            return None
        if not match[2]:
            stats = {"delivered": 900, "unique_opens": 410, "unique_clicks": 12}
            return Answer(200, {"results": [{"id": match[1], "stats": stats}]})
        second = asked.query.get("page_token") == "two"
        after = {} if second else {"next": f"{self.url}{asked.path}?page_size=1&page_token=two"}
        url, clicks = CLICKED[second]
        return Answer(200, {"results": [{"url": url, "clicks": clicks}], "_metadata": after})

    def taken(self, body: dict[str, Any]) -> dict[str, Any]:
        config = body["email_config"]
        if config.get("generate_plain_content", True):
            config = {**config, "plain_content": "made of the HTML"}
        return {**body, "email_config": config}

    def edit(self, draft_id: str) -> None:
        self.drafts[draft_id]["email_config"]["subject"] = "Edited there"

    def send(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "triggered"


class FakeResend(_Dialect):
    """Sends at once where it is told to."""

    root, listing = "/broadcasts", "data"
    hello = ("/segments/abc-1", {"object": "segment", "id": "abc-1", "name": "Daily"})
    born = {"object": "broadcast", "status": "draft"}  # noqa: RUF012 - never changed
    prefix = "b-"

    def handle(self, asked: Asked) -> Answer:
        """Tell of what was made or changed its id only."""
        answer = super().handle(asked)
        if asked.writes and answer.status < 300 and isinstance(answer.value, dict):
            return Answer(answer.status, {"object": "broadcast", "id": answer.value["id"]})
        return answer

    def briefly(self, draft: dict[str, Any]) -> dict[str, Any]:
        names = ("id", "name", "status", "created_at", "scheduled_at", "segment_id")
        return {name: draft.get(name) for name in names}

    @property
    def settings(self) -> dict[str, str | bool | int]:
        return {"url": self.url, "segment": "abc-1"}

    def paged(self, newest: list[dict[str, Any]], start: int, *, more: bool) -> dict[str, Any]:
        return {"object": "list", "has_more": more}

    def told(self, asked: Asked) -> Answer | None:
        match = re.fullmatch(r"/broadcasts/([\w-]+)/clicked-links", asked.path)
        if match is None or match[1] not in self.drafts:
            return None
        data = [{"id": url, "url": url, "clicks": clicks} for url, clicks in CLICKED]
        return Answer(200, {"object": "list", "has_more": False, "data": data})

    def taken(self, body: dict[str, Any]) -> dict[str, Any]:
        said = {name: value for name, value in body.items() if name != "send"}
        return {**said, **({"status": "sent"} if body.get("send") else {})}

    def schedule(self, draft_id: str) -> None:
        self.drafts[draft_id].update(status="scheduled", scheduled_at="2999-01-01 08:00:00+00")
