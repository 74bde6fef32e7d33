"""What all mailing services have in common: settings, key, rules, drafts. Knows no single one.

A service is a class with a few facts and six small methods; `docs/targets.md` shows one whole.
Which drafts may be touched, and when, is decided elsewhere, for all services alike.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from typing import ClassVar, Self
from urllib.parse import urlsplit

from reewriter.errors import ExportError, NetworkError
from reewriter.export.abilities import Abilities
from reewriter.export.answers import Talk
from reewriter.export.dressing import Tags, dressed
from reewriter.export.fitting import copies_of, not_taken, too_large
from reewriter.export.outside import Outside
from reewriter.export.pictures import Picture, read_pictures, relink_html, relink_markdown
from reewriter.export.readership import Readership
from reewriter.export.remote import GONE, Mark, Remote, RemoteState, the_draft
from reewriter.export.settings import HERE, Setting, address_of, read_settings
from reewriter.export.sound import assert_as_seen, sound
from reewriter.export.target import AtTarget, Draft, ExportContext, Payload, Receipt, digest_of
from reewriter.export.twins import seen_beside
from reewriter.export.variables import assert_variable
from reewriter.model import Action, Delivery, Finding, Rendered, Severity
from reewriter.net import Deadline, Rules, Secret
from reewriter.render.bound import publication_urls
from reewriter.text import safe_url

__all__ = ["OWN_ADDRESS", "Abilities", "Outside", "ServiceTarget"]

OWN_ADDRESS = Setting("url", "Its address.", required=True, example='"https://mail.example.org"')
"""For services that people host themselves."""
_PICTURES = "https://pictures.invalid/"
"""Where pictures stand in a draft until their addresses are known."""


class ServiceTarget(ABC):
    """A mailing service that keeps drafts. Subclasses say how; none can send.

    `rules` lists every call there is. The client refuses all others, whatever a method asks.
    """

    service = wants_key = True
    kind: ClassVar[str] = ""
    """The type's name, as `type` of feeds.toml says it."""
    home: ClassVar[str] = ""
    """Its one address; "" where the setting `url` must say it."""
    rules: ClassVar[Rules]
    tags: ClassVar[Tags] = Tags()
    abilities: ClassVar[Abilities]
    own_settings: ClassVar[tuple[Setting, ...]] = ()
    url_setting: ClassVar[Setting] = Setting("url", "Another address, for trials only.")
    """Says whether feeds.toml must tell its address, as `OWN_ADDRESS` does."""
    theirs: ClassVar[frozenset[str]] = frozenset()
    """Fields of a new draft alone: afterwards they are a person's."""
    largest: ClassVar[int] = 0
    """Bytes of HTML it takes; 0 where no limit is known."""
    takes_pictures: ClassVar[bool] = False

    def __init__(self, name: str, settings: Mapping[str, str | bool | int]) -> None:
        self._name = self.marked_as = name
        self.settings = read_settings(name, settings, self.all_settings())
        self.url = self._address()
        at_home = self.url_setting is not OWN_ADDRESS and not self._is_trial
        vendors = (self.kind.upper(),) if at_home else ()
        assert_variable(name, self.text("key_env"), account=self.account, vendors=vendors)
        self._outside: Outside | None = None
        self._deadline: Deadline | None = None

    @classmethod
    def all_settings(cls) -> tuple[Setting, ...]:
        """Return every setting of this type, as feeds.toml may hold them."""
        return (
            cls.url_setting,
            *cls.own_settings,
            Setting("account", "Under which name its key is kept; else the target's."),
            Setting("key_env", "The environment variable that holds the key."),
        )  # fmt: skip

    @property
    def name(self) -> str:
        """The name by which `--to` calls it."""
        return self._name

    @property
    def account(self) -> str:
        """The name under which its key is kept, and for which host where feeds.toml says it."""
        name = self.text("account") or self._name
        own = self.url_setting is OWN_ADDRESS or self._is_trial
        return f"{name}@{urlsplit(self.url).hostname}" if own else name

    @property
    def _is_trial(self) -> bool:
        """Whether a hosted service is looked for on this machine: not with its real key."""
        return bool(self.text("url")) and urlsplit(self.url).hostname in HERE

    def text(self, setting: str) -> str:
        """Return a setting as text; "" where it is not set."""
        return str(self.settings.get(setting, ""))

    def part(self, what: str) -> Self:
        """Return the same service as the target of a part of an issue, with the same key."""
        found = copy(self)
        found.settings = {**self.settings, "account": self.text("account") or self._name}
        found._name, found.marked_as = f"{self._name}/{what}", self._name
        return found

    def attach(self, outside: Outside) -> None:
        """Give it the world; without it nothing can be asked."""
        self._outside = outside

    def begin(self, deadline: Deadline | None = None) -> None:
        """Give all that is asked from here on one deadline, by default that of an export."""
        self._deadline = deadline or Deadline(self.outside.seconds)

    @property
    def outside(self) -> Outside:
        """The world; raises ExportError where it was not given any."""
        if self._outside is None:
            raise ExportError(f"{self._name}: nothing can be asked from here")
        return self._outside

    @abstractmethod
    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        """Return the draft in the service's own names, but for the mark; tags are bound."""

    @abstractmethod
    def sign(self, secret: Secret) -> Mapping[str, str]:
        """Return the headers that carry the key; called for each request."""

    @abstractmethod
    def greet(self, talk: Talk) -> str:
        """Make a harmless read call; returns whom the service takes us for."""

    @abstractmethod
    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        """Return what stands there under an id; None where there is nothing any more."""

    @abstractmethod
    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        """Yield what bears this mark's key, whatever its state: one draft, or two made at once."""

    @abstractmethod
    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        """Make a draft that bears the mark; returns its id."""

    @abstractmethod
    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        """Write the draft anew, but for `theirs`; `version` is that of the draft looked at."""

    def readership(self, talk: Talk, remote_id: str) -> Readership | None:
        """Read back how an issue was read; None where the service tells nothing."""
        return None

    def checklist(self, talk: Talk, remote_id: str) -> list[Finding]:
        """Read what the service itself still wants before a person may send the draft."""
        return []

    def host(self, picture: Picture) -> str:
        """Bring one picture to where the service keeps them; returns its public address."""
        with self.talking() as talk:
            address = safe_url(self.upload(talk, picture))
        if not address.startswith("http"):
            raise NetworkError(
                f"{self._name}: {picture.path.name} was uploaded, but nobody knows where to",
                hint="Look at the service, then export again.",
            )
        return address

    def upload(self, talk: Talk, picture: Picture) -> str:
        """Upload a picture; returns its public address."""
        raise ExportError(
            f"{self._name}: {picture.path} cannot be uploaded there",
            hint="Put the picture on your web site and use its address.",
        )

    def objections(self, fields: Mapping[str, object], ctx: ExportContext) -> list[Finding]:
        """Return what the service would not take, as far as can be told without asking."""
        return []

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Bind merge tags and build the draft; asks nobody."""
        pictures = {_PICTURES + one.name: one for one in read_pictures(rendered.images)}
        of = tuple(pictures.values())
        moved = replace(
            rendered,
            html=relink_html(rendered.html, of, _made_up),
            markdown=relink_markdown(rendered.markdown, of, _made_up),
        )
        addresses = {k: v for k, v in publication_urls(ctx.publication, ctx.edition).items() if v}
        filled, findings = dressed(moved, self.tags, name=self._name, addresses=addresses)
        fields = self.fields(filled, ctx)
        said = json.dumps(fields, sort_keys=True, ensure_ascii=False)
        findings += (
            *self.objections(fields, ctx),
            *too_large(self.finding, filled, self.largest),
            *(() if self.takes_pictures else not_taken(self.finding, of)),
        )
        return Payload(
            digest=digest_of(said.encode(), *(one.content for one in of)),
            url="",
            findings=findings,
            draft=Draft(fields, pictures, copies_of(filled)),
        )

    def check(self, payload: Payload) -> list[Finding]:
        """Say what this target would object to."""
        return list(payload.findings)

    def look(self, payload: Payload, known: Delivery | None) -> AtTarget:
        """Ask what stands there: by its id, else by its mark."""
        with self.talking() as talk:
            remote = self._standing(talk, known)
        return AtTarget(same=False, remote_version=remote.stamp if remote else "", remote=remote)

    def push(self, payload: Payload, known: Delivery | None) -> Receipt:
        """Write the draft and read it back; `known` says which one, and bears the mark."""
        if payload.draft is None or known is None:
            raise ExportError(f"{self._name}: a draft needs a mark before it is written")
        mark, fields = Mark.of(known), dict(payload.draft.fields)
        version = known.remote_version.partition(" ")[2]
        with self.talking() as talk, talk.whole():
            remote_id = known.remote_id
            if remote_id:
                # While pictures were brought there, somebody may have scheduled it.
                assert_as_seen(self._name, sound(talk, self.read(talk, remote_id)), known)
                ours = {name: fields[name] for name in fields if name not in self.theirs}
                self.update(talk, remote_id, ours, mark, version=version)
            else:
                remote_id = talk.id_in(self.create(talk, fields, mark))
            remote = sound(talk, self.read(talk, remote_id))
            others = () if known.remote_id else seen_beside(talk, self.find(talk, mark), remote_id)
        action = Action.UPDATED if known.remote_id else Action.CREATED
        if remote is None:
            return Receipt(action, remote_id, "", payload.digest)
        return Receipt(
            action, remote.id, remote.url, payload.digest,
            remote_version=remote.stamp, remote=remote, others=others,
        )  # fmt: skip

    @contextmanager
    def talking(self) -> Iterator[Talk]:
        """Open a line to the service, with its key and the deadline that was begun."""
        outside = self.outside
        secret = outside.header_key(self.account, self.text("key_env"))
        signed = outside.line(
            self.url, self.rules, lambda *_: self.sign(secret), deadline=self._deadline
        )
        with signed as line:
            yield Talk(line, self._name)

    def _standing(self, talk: Talk, known: Delivery | None) -> Remote | None:
        if known is None:
            return None
        if known.remote_id:
            remote = sound(talk, self.read(talk, known.remote_id))
            # Of two that were made at once somebody may have deleted ours: the other counts then.
            # Once is enough: what is watched would have all that is listed read again and again.
            if remote is not None or known.status in (GONE, RemoteState.SENT.value):
                return remote
            return the_draft(seen_beside(talk, self.find(talk, Mark.of(known)), known.remote_id))
        return the_draft(self._bearing(talk, Mark.of(known)))

    def _bearing(self, talk: Talk, mark: Mark) -> list[Remote]:
        found = {one.id: one for one in self.find(talk, mark) if sound(talk, one)}
        return list(found.values())

    def _address(self) -> str:
        return self.hosted(self.home)

    def hosted(self, home: str) -> str:
        """Return the address to use where the service's own is `home`; "" for a self-hosted one."""
        return address_of(self._name, self.kind, self.text("url"), home)

    def finding(
        self, what: str, message: str, *, where: str, hint: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """Make a finding in this target's name."""
        return Finding(f"target.{what}", severity, f"{self._name}: {message}", where, hint)


def _made_up(picture: Picture) -> str:
    return _PICTURES + picture.name
