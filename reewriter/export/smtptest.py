"""The `smtp-test` target: the issue as a test mail to a few named people, never to a list."""

from __future__ import annotations

from typing import Literal, cast

from reewriter.export.mail import MailTarget
from reewriter.export.settings import Setting
from reewriter.net.smtp import MOST, MailServer, deliver_mail

__all__ = ["SmtpTest"]

_PORTS = {"tls": 465, "starttls": 587, "none": 25}


class SmtpTest(MailTarget):
    """Hands a test mail to a mail server; its key is the password."""

    kind = "smtp-test"
    writes = f"nothing: sends the issue as a test mail to at most {MOST} named addresses"
    most = MOST
    own_settings = (
        Setting("host", "The mail server.", required=True, example='"mail.example.org"'),
        Setting("to", f"Who gets it: up to {MOST} addresses.", required=True,
                example='"you@example.org"'),
        Setting("port", "Its port; else the usual one.", "number"),
        Setting("security", "How the line is encrypted; none to this machine only.",
                choices=tuple(_PORTS)),
        Setting("user", "The name to log in with; else nobody logs in."),
    )  # fmt: skip

    @property
    def wants_key(self) -> bool:
        """Whether there is somebody to log in."""
        return bool(self.text("user"))

    @property
    def account(self) -> str:
        """The name under which the password is kept, and for which server."""
        return f"{super().account}@{self.text('host')}"

    def hand_over(self, content: bytes, *, sender: str) -> tuple[str, ...]:
        """Hand it to the mail server; return the addresses that it refused."""
        outside = self.outside
        security = self.text("security") or "starttls"
        user = self.text("user")
        server = MailServer(
            host=self.text("host"),
            port=int(self.settings.get("port", 0)) or _PORTS[security],
            security=cast('Literal["tls", "starttls", "none"]', security),  # one of the choices
            user=user,
            secret=outside.key(self.account, self.text("key_env")) if user else None,
        )
        return deliver_mail(
            server, content, sender=sender, recipients=self.to, seconds=outside.seconds
        )
