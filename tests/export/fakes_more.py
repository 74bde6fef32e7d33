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
        self.staff = True
        """Whether the key is a person's: only theirs sees links."""

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
            return Answer(200, {"posts": self._filtered(asked.query.get("filter", ""))})
        if (method, path) == ("POST", "/posts/"):
            return self._create(asked.json["posts"][0])
        if path == "/links/":
            return self._links(asked.query["filter"])
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
        mailed = {"email": {"email_count": 900, "opened_count": 410}, "count": {"clicks": 12}}
        return Answer(200, {"posts": [draft | (mailed if "include" in asked.query else {})]})

    def _create(self, post: dict[str, object]) -> Answer:
        new = f"{int(self.new_id()):024x}"
        if self._filtered(f"slug:'{post['slug']}'"):
            post["slug"] = f"{post['slug']}-2"
        self.drafts[new] = {"id": new, **post, "updated_at": self._now()}
        return Answer(201, {"posts": [self.drafts[new]]})

    def _filtered(self, how: str) -> list[dict[str, object]]:
        kind, _, wanted = how.partition(":")
        tag = {"name": f"#{wanted.removeprefix('hash-')}"}
        return [
            one
            for one in self.drafts.values()
            if (one["slug"] == wanted.strip("'") if kind == "slug" else tag in one["tags"])
        ]

    def _links(self, wanted: str) -> Answer:
        if not self.staff:
            return Answer(501, {"errors": [{"message": "not implemented"}]})
        post = wanted.removeprefix("post_id:'").removesuffix("'")
        assert post in self.drafts
        clicked = [("https://a.example/", 3), ("https://b.example/", 9)]
        return Answer(
            200,
            {"links": [{"post_id": post, "link": {"from": "https://x.example/r/1", "to": url},
                        "count": {"clicks": clicks}} for url, clicks in clicked]},
        )  # fmt: skip

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

    checklist = (
        {"type": "success", "id": 1, "heading": "List", "details": "1,200 recipients"},
        {"type": "error", "id": 502, "heading": "From email", "details": "Verify its domain."},
        {"type": "warning", "id": 801, "heading": "Tracking", "details": ""},
        {"type": "error", "id": 7, "heading": "", "details": ""},
        {"type": "?", "heading": 7},
    )

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
            start = int(asked.query.get("offset", "0"))
            page = found[start : start + int(asked.query.get("count", "10"))]
            return Answer(200, {"campaigns": page, "total_items": len(found)})
        if (method, path) == ("POST", "/campaigns"):
            new = f"c{self.new_id()}"
            born = {"status": "save", "create_time": self.now()}
            self.drafts[new] = {**born, **asked.json["settings"]}
            return Answer(200, self._campaign(new))
        match = re.fullmatch(
            r"/(campaigns|reports)/(\w+)(/content|/send-checklist|/click-details)?", path
        )
        if match is None or match[2] not in self.drafts:
            return Answer(404, {"title": "Resource Not Found", "detail": "It is not here."})
        draft = self.drafts[match[2]]
        if match[1] == "reports" or match[3] == "/send-checklist":
            return Answer(200, self._told(path))
        if match[3]:
            if method == "PUT":
                draft.update(asked.json)
            return Answer(200, {name: draft.get(name) for name in ("html", "plain_text")})
        if method == "PATCH":
            draft.update(asked.json["settings"])
        return Answer(200, self._campaign(match[2]))

    def _told(self, path: str) -> dict[str, object]:
        if path.endswith("/send-checklist"):
            return {"is_ready": False, "items": self.checklist}
        if path.endswith("/click-details"):
            clicked = [("https://a.example/", 3), ("https://b.example/", 9)]
            told = [{"url": url, "total_clicks": n, "unique_clicks": 1} for url, n in clicked]
            return {"urls_clicked": told, "total_items": 2}
        opens, clicks = {"unique_opens": 410}, {"unique_subscriber_clicks": 77}
        return {"emails_sent": 900, "opens": opens, "clicks": clicks}

    def _campaign(self, name: str) -> dict[str, object]:
        draft = self.drafts[name]
        told = ("subject_line", "preview_text", "title", "from_name", "reply_to")
        settings = {key: draft[key] for key in told}
        other = {"long_archive_url": draft.get("long_archive_url", "")}
        other |= {key: draft.get(key, "") for key in ("status", "create_time")}
        return {"id": name, "web_id": 7, "settings": settings, **other}

    def edit(self, draft_id: str) -> None:
        self.drafts[draft_id]["subject_line"] = "Edited there"

    def schedule(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "schedule"
