"""A fake of WordPress, after the documents of its REST API: posts in raw form, a bin, a library."""

from __future__ import annotations

import base64
import re
from typing import Any

from tests.export.fake_service import Answer, Asked, FakeService

_ROOT = "/wp-json/wp/v2"


class FakeWordPress(FakeService):
    """Searches content, keeps the state that an update does not name."""

    page = "https://site.example/?p={name}"

    @property
    def settings(self) -> dict[str, str | bool | int]:
        return {"url": self.url, "user": "desk"}

    def authorised(self, asked: Asked) -> bool:
        scheme, _, pair = asked.headers.get("authorization", "").partition(" ")
        return scheme == "Basic" and base64.b64decode(pair) == f"desk:{self.key}".encode()

    def handle(self, asked: Asked) -> Answer:
        method, path = asked.method, asked.path.removeprefix(_ROOT)
        if path == "/users/me":
            return Answer(200, {"id": 1, "name": "Desk"})
        if path == "/media":
            self.uploads.append(asked.body)
            return Answer(201, {"source_url": f"https://cdn.example/{len(self.uploads)}.png"})
        if (method, path) == ("GET", "/posts"):
            wanted = asked.query["search"]
            found = [name for name, one in self.drafts.items() if wanted in one["content"]]
            return Answer(200, [self._post(name) for name in found])
        if (method, path) == ("POST", "/posts"):
            new = self.new_id()
            self.drafts[new] = dict(asked.json)
            return Answer(201, self._post(new))
        match = re.fullmatch(r"/posts/(\d+)", path)
        if match is None or match[1] not in self.drafts:
            return Answer(404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."})
        if method == "PUT":
            self.drafts[match[1]].update(asked.json)
        return Answer(200, self._post(match[1]))

    def _post(self, name: str) -> dict[str, Any]:
        draft = self.drafts[name]
        raw = {part: {"raw": draft[part]} for part in ("title", "content", "excerpt")}
        link = draft.get("link") or self.page.format(name=name)
        return {"id": int(name), "status": draft["status"], "link": link, **raw}

    def edit(self, draft_id: str) -> None:
        self.drafts[draft_id]["title"] = "Edited there"

    def schedule(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "future"

    def send(self, draft_id: str) -> None:
        self.drafts[draft_id]["status"] = "publish"

    def writes_draft(self, asked: Asked) -> bool:
        return asked.writes and "/posts" in asked.path
