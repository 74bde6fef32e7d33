"""The `ses` target: the issue as a test mail through Amazon SES to one person, never to a list."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar
from urllib.parse import urlsplit

from reewriter.errors import ConfigError
from reewriter.export.answers import Talk, at
from reewriter.export.mail import MailTarget
from reewriter.export.settings import Setting
from reewriter.export.sigv4 import signature
from reewriter.net import Call, Rules, Sent

__all__ = ["Ses"]

_ACCOUNT = "/v2/email/account"
_MAILS = "/v2/email/outbound-emails"
_REGION = re.compile(r"[a-z]{2}(-[a-z]{2,12}){1,3}-\d{1,2}")
_ACCESS_KEY = re.compile(r"[A-Z0-9]{16,128}")


class Ses(MailTarget):
    """Hands over one raw mail; SES keeps no drafts, so there is nothing else to do with it."""

    kind = "ses"
    writes = "nothing: sends the issue as a test mail to one address, through Amazon SES"
    most = 1
    vendors = ("AWS", "SES")
    own_settings: ClassVar[tuple[Setting, ...]] = (
        Setting("region", "Where the sender is verified.", required=True, example='"eu-west-1"'),
        Setting("access_key_id", "The id of the access key; its secret half is the key.",
                required=True, example='"AKIAIOSFODNN7EXAMPLE"'),
        Setting("to", "Who gets it: one address.", required=True, example='"you@example.org"'),
        Setting("url", "Another address, for trials on this machine only."),
    )  # fmt: skip

    def __init__(self, name: str, settings: Mapping[str, str | bool | int]) -> None:
        super().__init__(name, settings)
        for setting, pattern in (("region", _REGION), ("access_key_id", _ACCESS_KEY)):
            if not pattern.fullmatch(self.text(setting)):
                raise self._wrong(f"{setting} is none that SES has")
        home = f"https://email.{self.text('region')}.amazonaws.com"
        self.url = (self.text("url") or home).rstrip("/")
        if self.url != home and urlsplit(self.url).hostname not in ("127.0.0.1", "::1"):
            raise self._wrong("url leads elsewhere than to SES")

    @property
    def account(self) -> str:
        """The name under which its key is kept; on this machine it is not the real one."""
        elsewhere = self.text("url")
        host = urlsplit(elsewhere).hostname
        return f"{super().account}@{host}" if elsewhere else super().account

    @property
    def rules(self) -> Rules:
        """All that can be asked: who we are, and one mail to this one person."""
        person = {"ToAddresses": list(self.to)}
        return Rules(
            calls=(
                Call("GET", _ACCOUNT),
                Call("POST", _MAILS, must={"Destination": person}),
            ),
            never=frozenset({"bulkemailentries", "listmanagementoptions", "template", "simple"}),
        )

    def greet(self) -> str:
        """Ask how far the account may send."""
        with self._talking() as talk:
            account = talk.ask("GET", _ACCOUNT)
        return "may send to anybody" if at(account, "ProductionAccessEnabled") else "in the sandbox"

    def hand_over(self, content: bytes, *, sender: str) -> tuple[str, ...]:
        """Hand it over as it is; SES takes the whole or nothing."""
        body = {
            "FromEmailAddress": sender,
            "Destination": {"ToAddresses": list(self.to)},
            "Content": {"Raw": {"Data": base64.b64encode(content).decode("ascii")}},
        }
        with self._talking() as talk:
            talk.ask("POST", _MAILS, body=body)
        return ()

    @contextmanager
    def _talking(self) -> Iterator[Talk]:
        outside = self.outside
        secret = outside.key(self.account, self.text("key_env"))

        def sign(url: str, sent: Sent) -> Mapping[str, str]:
            return signature(
                secret, sent.method, url, sent.body or b"", access_key=self.text("access_key_id"),
                region=self.text("region"), service="ses", at=outside.now(),
            )  # fmt: skip

        with outside.line(self.url, self.rules, sign) as line:
            yield Talk(line, self.name)

    def _wrong(self, how: str) -> ConfigError:
        return ConfigError(
            f"target {self.name}: {how}",
            file="feeds.toml",
            hint='For example: region = "eu-west-1", access_key_id = "AKIA…", and no url.',
        )
