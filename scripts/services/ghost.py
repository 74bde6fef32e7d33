"""A real Ghost on this machine: drafts, conflicts, pictures, and what its readers would get.

Only here, where a test wants to see what a reader gets, is anything ever published; the mail ends
in a stand-in for the company that would deliver it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from reewriter.export.answers import at, items, word
from scripts.services.running import Answer, answers, asked, free_port, running
from scripts.services.trial import must

__all__ = ["RealGhost", "started"]

_PERSON = {"email": "editor@example.test", "password": "Quarry-Ledger-77-Kestrel"}
_READER = "reader@example.test"


@dataclass
class RealGhost:
    """A Ghost that runs, and somebody logged in to it as its owner."""

    url: str
    version: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> Mapping[str, str]:
        """What a browser at its admin page would say."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Origin": self.url, "Cookie": cookie} if cookie else {"Origin": self.url}

    def ask(self, method: str, path: str, body: object = None) -> object:
        """Ask its admin API as the owner; returns what it answers, read."""
        answer = self.answer(method, path, body)
        must(answer.status < 300, f"{method} {path}: {answer.status} {answer.body[:200]!r}")
        return answer.json

    def answer(self, method: str, path: str, body: object = None) -> Answer:
        """Do the same, and return the answer as it came."""
        return asked(method, f"{self.url}/ghost/api/admin{path}", body, headers=self.headers)

    def settle(self) -> None:
        """Set the site up and log in, as a person does on the first day."""
        site = self.ask("GET", "/site/")
        self.version = word(site, "site", "version")
        owner = {**_PERSON, "name": "Editor", "blogTitle": "The trial"}
        self.ask("POST", "/authentication/setup/", {"setup": [owner]})
        entered = self.answer(
            "POST", "/session/", {"username": _PERSON["email"], "password": _PERSON["password"]}
        )
        must(entered.status == 201, f"nobody can log in: {entered.status} {entered.body[:200]!r}")
        jar = SimpleCookie(entered.headers.get("set-cookie", ""))
        self._cookies = {name: morsel.value for name, morsel in jar.items()}

    def integration_key(self) -> str:
        """Make an integration, as a person does for reewriter; returns its key."""
        made = self.ask(
            "POST", "/integrations/?include=api_keys", {"integrations": [{"name": "reewriter"}]}
        )
        keys = items(made, "integrations", 0, "api_keys")
        return next(word(one, "secret") for one in keys if word(one, "type") == "admin")

    def staff_token(self) -> str:
        """Return the owner's own staff token."""
        found = self.ask("GET", "/users/me/token/")
        secret = word(found, "apiKey", "secret")
        return secret if ":" in secret else f"{word(found, 'apiKey', 'id')}:{secret}"

    def post(self, post_id: str) -> object:
        """Return a post with its HTML."""
        return at(self.ask("GET", f"/posts/{post_id}/?formats=html,lexical"), "posts", 0)

    def edit(self, post_id: str, title: str) -> None:
        """Edit a post's title, as a person does."""
        post = {"title": title, "updated_at": word(self.post(post_id), "updated_at")}
        self.ask("PUT", f"/posts/{post_id}/", {"posts": [post]})

    def add_reader(self) -> str:
        """Sign up one reader; returns their id."""
        made = self.ask("POST", "/members/", {"members": [{"email": _READER}]})
        return word(made, "members", 0, "id")

    def publish(self, post_id: str) -> None:
        """Publish a post and mail it to all readers: a trial may, the product cannot."""
        updated = word(self.post(post_id), "updated_at")
        post = {"status": "published", "email_only": True, "updated_at": updated}
        query = "newsletter=default-newsletter&email_segment=all"
        self.ask("PUT", f"/posts/{post_id}/?{query}", {"posts": [post]})

    def letters_of(self, reader: str) -> int:
        """Tell how many newsletters a reader still gets."""
        return len(items(self.ask("GET", f"/members/{reader}/"), "members", 0, "newsletters"))

    def clicks(self, post_id: str) -> int:
        """Wait until a click has been counted; returns how many there are."""
        for _ in range(40):
            query = "include=count.clicks"
            found = at(self.ask("GET", f"/posts/{post_id}/?{query}"), "posts", 0, "count", "clicks")
            if isinstance(found, int) and found:
                return found
            time.sleep(0.5)
        return 0


@contextmanager
def started(
    package: Path, folder: Path, *, node: str, client: str, mails: str
) -> Iterator[RealGhost]:
    """Start a Ghost with an empty database, ready to be used, until the block ends.

    `mails` is the address of the stand-in for the company that delivers its newsletters.
    """
    content = folder / "content"
    shutil.copytree(package / "content", content)
    for name in ("data", "images", "logs", "settings", "adapters", "files", "media", "public"):
        (content / name).mkdir(exist_ok=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {
        "NODE_ENV": "development",
        "url": url,
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": client,
        "database__connection__filename": str(content / "data" / "ghost.db"),
        "database__useNullAsDefault": "true",
        "mail__from": "news@example.test",
        "mail__transport": "stub",
        "bulkEmail__mailgun__baseUrl": f"{mails}/v3",
        "bulkEmail__mailgun__apiKey": "key-of-the-trial",
        "bulkEmail__mailgun__domain": "example.test",
        "paths__contentPath": str(content),
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
        "privacy__useRpcPing": "false",
        "privacy__useStructuredData": "false",
        "security__staffDeviceVerification": "false",
        "logging__level": "info",
        "logging__transports": '["stdout"]',
    }
    command = [node, "index.js"]
    ready = answers(f"{url}/ghost/api/admin/site/")
    log = folder / "ghost.log"
    with running(command, ready=ready, cwd=package, log=log, environ=environ):
        ghost = RealGhost(url)
        ghost.settle()
        yield ghost
