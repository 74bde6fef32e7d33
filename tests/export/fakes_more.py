"""Fakes of Ghost and Mailchimp, after what they document and what Ghost was seen to answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time

from tests.export.fake_service import Answer, Asked, FakeService


class FakeGhost(FakeService):
    """Checks the token, wants updated_at, keeps HTML cards."""

    secret = "00112233445566778899aabbccddeeff"

    def reset(self) -> None:
        super().reset()
        self.key = f"64hex:{self.secret}"
        self._stamp = 0

    def authorised(self, asked: Asked) -> bool:
        scheme, _, token = asked.headers.get("authorization", "").partition(" ")
        head, claims, signature = token.encode().split(b".")
        wanted = hmac.digest(bytes.fromhex(self.secret), head + b"." + claims, hashlib.sha256)
        said = json.loads(base64.urlsafe_b64decode(claims + b"=="))
        right = base64.urlsafe_b64encode(wanted).rstrip(b"=") == signature
        fresh = said["exp"] - said["iat"] <= 300 and abs(time.time() - said["iat"]) < 60
        return scheme == "Ghost" and right and fresh and said["aud"] == "/admin/"

    def handle(self, asked: Asked) -> Answer:
        method, path = asked.method, asked.path.removeprefix("/ghost/api/admin")
        if path == "/site/":
            return Answer(200, {"site": {"title": "The site"}})
        if path == "/images/upload/":
            self.uploads.append(asked.body)
            return Answer(
                201, {"images": [{"url": f"https://cdn.example/{len(self.uploads)}.png"}]}
            )
        if (method, path) == ("GET", "/posts/"):
            wanted = asked.query.get("filter", "").removeprefix("tag:hash-")
            found = [one for one in self.drafts.values() if {"name": f"#{wanted}"} in one["tags"]]
            return Answer(200, {"posts": found})
        if (method, path) == ("POST", "/posts/"):
            new = f"{int(self.new_id()):024x}"
            self.drafts[new] = {"id": new, **asked.json["posts"][0], "updated_at": self._now()}
            return Answer(201, {"posts": [self.drafts[new]]})
        match = re.fullmatch(r"/posts/(\w+)/", path)
        if match is None or match[1] not in self.drafts:
            return Answer(404, {"errors": [{"message": "Post not found."}]})
        draft = self.drafts[match[1]]
        if method == "PUT":
            change = dict(asked.json["posts"][0])
            stamp = change.pop("updated_at", None)
            if stamp is None:
                return Answer(422, {"errors": [{"message": "updated_at is missing"}]})
            if stamp != draft["updated_at"]:
                return Answer(409, {"errors": [{"message": "Saving failed!"}]})
            draft.update(change, updated_at=self._now())
        return Answer(200, {"posts": [draft]})

    def edit(self, draft_id: str) -> None:
        self.drafts[draft_id].update(title="Edited there", updated_at=self._now())

    def send(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "published"

    def writes_draft(self, asked: Asked) -> bool:
        return asked.writes and "/posts/" in asked.path

    def _now(self) -> str:
        self._stamp += 1
        return f"2026-03-13T10:30:{self._stamp:02}.000Z"


class FakeMailchimp(FakeService):
    """Keeps settings and content apart; both are written by requests of their own."""

    @property
    def settings(self) -> dict[str, str | bool | int]:
        return {"url": self.url, "server": "us21", "list": "abc123"}

    def authorised(self, asked: Asked) -> bool:
        scheme, _, pair = asked.headers.get("authorization", "").partition(" ")
        return scheme == "Basic" and base64.b64decode(pair) == f"reewriter:{self.key}".encode()

    def handle(self, asked: Asked) -> Answer:
        method, path = asked.method, asked.path
        if path == "/lists/abc123":
            return Answer(200, {"id": "abc123", "name": "Daily"})
        if path == "/file-manager/files":
            self.uploads.append(asked.body)
            return Answer(200, {"full_size_url": f"https://cdn.example/{len(self.uploads)}.png"})
        if (method, path) == ("GET", "/campaigns"):
            found = [self._campaign(one) for one in reversed(self.drafts)]
            return Answer(200, {"campaigns": found, "total_items": len(found)})
        if (method, path) == ("POST", "/campaigns"):
            new = f"c{self.new_id()}"
            self.drafts[new] = {"status": "save", **asked.json["settings"]}
            return Answer(200, self._campaign(new))
        match = re.fullmatch(r"/(campaigns|reports)/(\w+)(/content)?", path)
        if match is None or match[2] not in self.drafts:
            return Answer(404, {"title": "Resource Not Found", "detail": "It is not here."})
        draft = self.drafts[match[2]]
        if match[1] == "reports":
            opens, clicks = {"unique_opens": 410}, {"unique_subscriber_clicks": 77}
            return Answer(200, {"emails_sent": 900, "opens": opens, "clicks": clicks})
        if match[3]:
            if method == "PUT":
                draft.update(asked.json)
            return Answer(200, {name: draft.get(name) for name in ("html", "plain_text")})
        if method == "PATCH":
            draft.update(asked.json["settings"])
        return Answer(200, self._campaign(match[2]))

    def _campaign(self, name: str) -> dict[str, object]:
        draft = self.drafts[name]
        settings = {key: draft[key] for key in ("subject_line", "preview_text", "title")}
        return {"id": name, "web_id": 7, "status": draft["status"], "settings": settings}

    def edit(self, draft_id: str) -> None:
        self.drafts[draft_id]["subject_line"] = "Edited there"

    def schedule(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "schedule"
