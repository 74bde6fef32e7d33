"""Fakes of Buttondown and listmonk, after their documents; each does only what is written there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.export.fake_service import Answer, Asked, FakeService

_BEGUN: dict[str, Any] = {
    "status": "about_to_send", "template": None, "body": "", "description": "", "image": "",
    "canonical_url": "", "metadata": {}, "commenting_mode": "enabled", "archival_mode": "enabled",
    "featured": False, "should_trigger_pay_per_email_billing": False, "related_email_ids": [],
    "filters": {"filters": [], "groups": [], "predicate": "and"}, "source": "api",
}  # fmt: skip
"""What Buttondown takes where nothing is said, and tells of every email."""


class FakeButtondown(FakeService):
    """Sends to the whole list unless a new email says that it is a draft."""

    def reset(self) -> None:
        super().reset()
        self.inline = True
        """Whether an email tells its numbers itself, as it is described, or another address."""
        self._by_key: dict[str, Answer] = {}

    def handle(self, asked: Asked) -> Answer:
        method, path = asked.method, asked.path
        if (method, path) == ("GET", "/accounts/me"):
            return Answer(200, {"username": "desk", "email_address": "desk@example.org"})
        if (method, path) == ("POST", "/images"):
            self.uploads.append(asked.body)
            picture = f"https://cdn.example/{len(self.uploads)}.png"
            return Answer(201, {"id": "im_1", "creation_date": self.now(), "image": picture})
        if (method, path) == ("GET", "/emails"):
            return self._list(asked.query)
        if (method, path) == ("POST", "/emails"):
            return self._create(asked)
        match = re.fullmatch(r"/emails/([\w-]+)(/analytics)?", path)
        if match is None or match[1] not in self.drafts:
            return Answer(404, {"detail": "Not found."})
        told = {"recipients": 900, "opens": 410, "clicks": 77}
        if match[2]:
            return Answer(404, {"detail": "Not found."}) if self.inline else Answer(200, told)
        if method == "PATCH":
            # What is not said is its default, as for the picture, or stays; "none" is no frame.
            said = {"image": "", **asked.json}
            frame = {"template": None} if said.get("template") == "none" else {}
            self.drafts[match[1]].update({**said, **frame})
        sent = self.inline and self.drafts[match[1]]["status"] == "sent"
        return Answer(200, {**self.drafts[match[1]], "analytics": told if sent else None})

    def _list(self, query: Mapping[str, str]) -> Answer:
        """Begin with the oldest unless it is told otherwise; tell whole bodies likewise."""
        wanted, page = query.get("status"), int(query.get("page", "1"))
        found = [one for one in self.drafts.values() if wanted in (None, one["status"])]
        if query.get("ordering") == "-creation_date":
            found.reverse()
        without, start = query.get("excluded_fields"), 100 * (page - 1)
        if start and start >= len(found):
            return Answer(404, {"detail": "Not found."})
        more = f"{self.url}/emails?page={page + 1}" if len(found) > start + 100 else None
        told = [
            {name: value for name, value in one.items() if name != without}
            for one in found[start : start + 100]
        ]
        return Answer(200, {"results": told, "next": more, "count": len(found)})

    def _create(self, asked: Asked) -> Answer:
        key = asked.headers.get("x-idempotency-key", "")
        if key and key in self._by_key:  # said again word for word, whatever became of it
            return self._by_key[key]
        if asked.json["body"].startswith("---"):
            return Answer(400, {"code": "body_contains_frontmatter", "detail": "front matter"})
        new = f"em_{self.new_id()}"
        # Its frame is none of what a new email takes.
        taken = {name: value for name, value in asked.json.items() if name != "template"}
        begun = {**_BEGUN, "id": new, "absolute_url": f"https://buttondown.com/desk/archive/{new}/"}
        made = dict.fromkeys(("creation_date", "modification_date"), self.now())
        self.drafts[new] = {**begun, **made, **taken}
        self._by_key[key] = Answer(201, dict(self.drafts[new]))
        return self._by_key[key]

    def writes_draft(self, asked: Asked) -> bool:
        return asked.writes and asked.path != "/images"


class FakeListmonk(FakeService):
    """Keeps what an update does not name, and refuses what has been started."""

    def writes_draft(self, asked: Asked) -> bool:
        return asked.writes and asked.path != "/api/media"

    template = '{{ template "content" . }}'

    @property
    def settings(self) -> dict[str, str | bool | int]:
        return {"url": self.url, "user": "reewriter", "lists": "1, 3", "template": 4}

    def authorised(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"token reewriter:{self.key}"

    def handle(self, asked: Asked) -> Answer:
        method, path = asked.method, asked.path
        if (method, path) == ("GET", "/api/templates/4"):
            return Answer(200, {"data": {"id": 4, "name": "bare", "body": self.template}})
        if (method, path) == ("POST", "/api/media"):
            self.uploads.append(asked.body)
            return Answer(200, {"data": {"id": 1, "uri": f"/uploads/{len(self.uploads)}.png"}})
        if (method, path) == ("GET", "/api/campaigns"):
            return self._list(asked.query)
        if (method, path) == ("POST", "/api/campaigns"):
            new = self.new_id()
            self.drafts[new] = {
                "id": int(new),
                "status": "draft",
                "sent": 900,
                "views": 410,
                **self._taken(asked),
            }
            return Answer(200, {"data": self.drafts[new]})
        if path == "/api/campaigns/analytics/links":
            urls = [
                {"url": "https://a.example/", "count": 3},
                {"url": "https://b.example/", "count": 9},
            ]
            return Answer(200, {"data": urls})
        match = re.fullmatch(r"/api/campaigns/(\d+)", path)
        if match is None or match[1] not in self.drafts:
            return Answer(400, {"message": "Campaign not found."})
        draft = self.drafts[match[1]]
        if method == "PUT":
            if draft["status"] not in ("draft", "scheduled"):
                return Answer(400, {"message": "Cannot update a running or finished campaign."})
            draft.update(self._taken(asked))
        return Answer(200, {"data": draft})

    filter = "tag"
    """What narrows the list down: its documents say `tags`, its source reads `tag`."""

    def _list(self, query: Mapping[str, str]) -> Answer:
        """Begin with the newest; an empty page tells nothing of how many there are."""
        tag, page = query.get(self.filter), int(query.get("page", "1"))
        size = int(query["per_page"])
        found = [one for one in reversed(self.drafts.values()) if tag in (None, *one["tags"])]
        told = found[size * (page - 1) : size * page]
        if query.get("no_body") == "true":
            told = [{**one, "body": ""} for one in told]
        if not told:
            return Answer(200, {"data": {"results": []}})
        return Answer(200, {"data": {"results": told, "total": len(found), "page": page}})

    def _taken(self, asked: Asked) -> dict[str, object]:
        """Lists and files are named by number, and told with their names; none said is none."""
        lists = [{"id": one, "name": f"List {one}"} for one in asked.json["lists"]]
        media = [{"id": one, "filename": f"{one}.pdf"} for one in asked.json.get("media", [])]
        return {**asked.json, "lists": lists, "media": media}

    def send(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "finished"
