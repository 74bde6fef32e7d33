"""The `smtp-test` target: the issue as a test mail to a few named people, never to a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, cast

from reewriter.errors import AnswerError, ConfigError, ExportError
from reewriter.export.eml import build
from reewriter.export.outside import Outside
from reewriter.export.settings import Setting, read_settings
from reewriter.export.target import Draft, ExportContext, Look, Payload, Receipt, digest_of
from reewriter.model import Action, Delivery, Finding, Rendered
from reewriter.net import redact
from reewriter.net.smtp import MOST, MailServer, deliver_mail
from reewriter.text import clean_line

__all__ = ["SmtpTest"]

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250})")
_PORTS = {"tls": 465, "starttls": 587, "none": 25}


class SmtpTest:
    """Sends a test mail, marked as one, each time it is asked to."""

    service = False
    """A test mail shows what is still wrong: errors do not stop it."""
    kind = "smtp-test"
    all_settings = (
        Setting("host", "The mail server.", required=True, example='"mail.example.org"'),
        Setting("to", f"Who gets it: up to {MOST} addresses.", required=True),
        Setting("port", "Its port; else the usual one.", "number"),
        Setting("security", "How the line is encrypted; none to this machine only.",
                choices=tuple(_PORTS)),
        Setting("user", "The name to log in with; else nobody logs in."),
        Setting("account", "Under which name the password is kept; else the target's."),
        Setting("key_env", "The environment variable that holds the password."),
    )  # fmt: skip

    def __init__(self, name: str, settings: Mapping[str, str | bool | int]) -> None:
        self._name = name
        self.settings = read_settings(name, settings, self.all_settings)
        self.to = self._recipients()
        self._outside: Outside | None = None

    @property
    def name(self) -> str:
        """The name by which `--to` calls it."""
        return self._name

    @property
    def account(self) -> str:
        """The name under which its password is kept."""
        return self.text("account") or self._name

    def text(self, setting: str) -> str:
        """Return a setting as text; "" where it is not set."""
        return str(self.settings.get(setting, ""))

    def attach(self, outside: Outside) -> None:
        """Give it the world; without it nothing can be sent."""
        self._outside = outside

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Build the mail as `eml` does, addressed to the testers."""
        content = build(rendered, ctx, testers=self.to)
        mail = Draft({"mail": content, "sender": ctx.publication.sender_email})
        return Payload(digest_of(content), f"mailto:{','.join(self.to)}", draft=mail)

    def check(self, payload: Payload) -> list[Finding]:
        """Object to nothing: what is wrong is what a test mail is for."""
        return []

    def look(self, payload: Payload, known: Delivery | None) -> Look:
        """See nothing: every test is sent anew."""
        return Look(same=False, remote_version="")

    def push(self, payload: Payload, known: Delivery | None) -> Receipt:
        """Hand the mail over; whoever was refused is named in the error."""
        mail = payload.draft.fields if payload.draft else {}
        content, sender = mail.get("mail"), mail.get("sender")
        if self._outside is None or not isinstance(content, bytes):
            raise ExportError(f"{self._name}: nothing can be sent from here")
        try:
            refused = deliver_mail(
                self._server(self._outside),
                content,
                sender=str(sender),
                recipients=self.to,
                seconds=self._outside.seconds,
            )
        except AnswerError as error:
            said = redact(clean_line(error.message, limit=300))
            raise AnswerError(
                f"{self._name}: {said}", status=error.status, hint=error.hint
            ) from None
        if refused:
            raise ExportError(
                f"{self._name}: refused for {', '.join(refused)}",
                hint="The others have got it. Mend `to` in feeds.toml.",
            )
        return Receipt(Action.WRITTEN, "", payload.url, payload.digest)

    def _server(self, outside: Outside) -> MailServer:
        security = self.text("security") or "starttls"
        user = self.text("user")
        return MailServer(
            host=self.text("host"),
            port=int(self.settings.get("port", 0)) or _PORTS[security],
            security=cast('Literal["tls", "starttls", "none"]', security),  # one of the choices
            user=user,
            secret=outside.key(self.account, self.text("key_env")) if user else None,
        )

    def _recipients(self) -> tuple[str, ...]:
        found = tuple(filter(None, re.split(r"[,;\s]+", self.text("to"))))
        wrong = [one for one in found if not _ADDRESS.fullmatch(one)]
        if wrong or not 0 < len(found) <= MOST:
            what = f"{clean_line(wrong[0], limit=60)} is no address" if wrong else "is too long"
            raise ConfigError(
                f"target {self._name}: to {what}",
                file="feeds.toml",
                hint=f'1 to {MOST} addresses, as to = "me@example.org, you@example.org"',
            )
        return found


def _sender(content: bytes) -> str:
    """Return the bare address of the mail's own From."""
    from email import message_from_bytes, policy
    from email.utils import parseaddr

    return parseaddr(str(message_from_bytes(content, policy=policy.compat32)["From"]))[1]
