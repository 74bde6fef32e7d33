"""What targets that send a test mail have in common: few named people, each test anew; no list."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from reewriter.errors import AnswerError, ConfigError, ExportError
from reewriter.export.eml import build
from reewriter.export.outside import Outside
from reewriter.export.settings import Setting, read_settings
from reewriter.export.target import AtTarget, Draft, ExportContext, Payload, Receipt, digest_of
from reewriter.export.variables import assert_variable
from reewriter.model import Action, Delivery, Finding, Rendered
from reewriter.net import redact
from reewriter.text import clean_line

__all__ = ["MailTarget"]

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250})")


class MailTarget(ABC):
    """Sends a test mail, marked as one, each time it is asked to."""

    service = False
    """A test mail shows what is still wrong: errors do not stop it, but for law and embargo."""
    kind: ClassVar[str] = ""
    """The type's name, as `type` of feeds.toml says it."""
    own_settings: ClassVar[tuple[Setting, ...]]
    writes: ClassVar[str] = ""
    """What comes of an export, for the documents."""
    vendors: ClassVar[tuple[str, ...]] = ()
    """Words by which variables are known that hold its key."""
    most: ClassVar[int] = 1
    """How many people it can be for."""

    def __init__(self, name: str, settings: Mapping[str, str | bool | int]) -> None:
        self._name = name
        self.settings = read_settings(name, settings, self.all_settings())
        self.to = self._recipients()
        variable = self.text("key_env")
        assert_variable(name, variable, account=self.account, vendors=self.vendors)
        self._outside: Outside | None = None

    @classmethod
    def all_settings(cls) -> tuple[Setting, ...]:
        """Return every setting of this type, as feeds.toml may hold them."""
        return (
            *cls.own_settings,
            Setting("account", "Under which name its key is kept; else the target's."),
            Setting("key_env", "The environment variable that holds the key."),
        )

    @property
    def name(self) -> str:
        """The name by which `--to` calls it."""
        return self._name

    @property
    def wants_key(self) -> bool:
        """Whether it asks for a key at all."""
        return True

    @property
    def account(self) -> str:
        """The name under which its key is kept."""
        return self.text("account") or self._name

    def text(self, setting: str) -> str:
        """Return a setting as text; "" where it is not set."""
        return str(self.settings.get(setting, ""))

    def attach(self, outside: Outside) -> None:
        """Give it the world; without it nothing can be sent."""
        self._outside = outside

    @property
    def outside(self) -> Outside:
        """The world; raises ExportError where it was not given any."""
        if self._outside is None:
            raise ExportError(f"{self._name}: nothing can be sent from here")
        return self._outside

    def greet(self) -> str:
        """Make a harmless read call; returns whom we are taken for, "" where there is none."""
        return ""

    @abstractmethod
    def hand_over(self, content: bytes, *, sender: str) -> tuple[str, ...]:
        """Hand the mail over for `to`; return the addresses that were refused."""

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Build the mail as `eml` does, addressed to the testers."""
        content = build(rendered, ctx, testers=self.to)
        mail = Draft({"mail": content, "sender": ctx.publication.sender_email})
        return Payload(digest_of(content), f"mailto:{','.join(self.to)}", draft=mail)

    def check(self, payload: Payload) -> list[Finding]:
        """Object to nothing: what is wrong is what a test mail is for."""
        return []

    def look(self, payload: Payload, known: Delivery | None) -> AtTarget:
        """See nothing: every test is sent anew."""
        return AtTarget(same=False, remote_version="")

    def push(self, payload: Payload, known: Delivery | None) -> Receipt:
        """Hand the mail over; whoever was refused is named in the error."""
        mail = payload.draft.fields if payload.draft else {}
        content, sender = mail.get("mail"), mail.get("sender")
        if not isinstance(content, bytes):
            raise ExportError(f"{self._name}: there is no mail to be sent")
        try:
            refused = self.hand_over(content, sender=str(sender))
        except AnswerError as error:
            said = redact(clean_line(error.message, limit=300)).removeprefix(f"{self._name}: ")
            raise AnswerError(
                f"{self._name}: {said}", status=error.status, hint=error.hint
            ) from None
        if refused:
            raise ExportError(
                f"{self._name}: refused for {', '.join(refused)}",
                hint="The others have got it. Mend `to` in feeds.toml.",
            )
        return Receipt(Action.WRITTEN, "", payload.url, payload.digest)

    def _recipients(self) -> tuple[str, ...]:
        found = tuple(filter(None, re.split(r"[,;\s]+", self.text("to"))))
        wrong = [one for one in found if not _ADDRESS.fullmatch(one)]
        if wrong or not 0 < len(found) <= self.most:
            what = f"{clean_line(wrong[0], limit=60)} is no address" if wrong else "is too long"
            few = f'1 to {self.most} addresses, as to = "me@example.org, you@example.org"'
            raise ConfigError(
                f"target {self._name}: to {what}",
                file="feeds.toml",
                hint=few if self.most > 1 else 'One address, as to = "me@example.org"',
            )
        return found
