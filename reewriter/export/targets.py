"""Finds the target a name means: from feeds.toml, built in, or brought by an installed package."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from typing import Protocol

from reewriter.errors import NotFoundError
from reewriter.export.eml import EmlTarget
from reewriter.export.files import FileTarget
from reewriter.export.folder import Settings
from reewriter.export.mail import MailTarget
from reewriter.export.outside import Outside
from reewriter.export.service import ServiceTarget
from reewriter.export.services.brevo import Brevo
from reewriter.export.services.buttondown import Buttondown
from reewriter.export.services.ghost import Ghost
from reewriter.export.services.kit import Kit
from reewriter.export.services.listmonk import Listmonk
from reewriter.export.services.mailchimp import Mailchimp
from reewriter.export.services.resend import Resend
from reewriter.export.services.sendgrid import SendGrid
from reewriter.export.services.wordpress import WordPress
from reewriter.export.ses import Ses
from reewriter.export.smtptest import SmtpTest
from reewriter.export.target import Target
from reewriter.export.zipped import ZipTarget
from reewriter.text.nearest import did_you_mean

__all__ = [
    "ENTRY_POINTS",
    "MAIL",
    "SERVICES",
    "TYPES",
    "Factory",
    "Spec",
    "is_known",
    "is_service",
    "known_types",
    "names",
    "target_for",
]

Factory = Callable[[str, Settings], Target]
"""Makes a target from its name and settings; raises ConfigError for settings it does not know."""

MAIL: dict[str, type[MailTarget]] = {SmtpTest.kind: SmtpTest, Ses.kind: Ses}
"""Types that send a test mail; each must be named in feeds.toml, with its settings."""

TYPES: dict[str, Factory] = {"file": FileTarget, "eml": EmlTarget, "zip": ZipTarget}
"""The built-in types; each is also a target of its own name, whatever feeds.toml says."""

SERVICES: dict[str, type[ServiceTarget]] = {
    service.kind: service
    for service in (Buttondown, Ghost, Listmonk, Mailchimp, Kit, Brevo, SendGrid, Resend, WordPress)
}
"""The types that are mailing services; each must be named in feeds.toml, with its settings."""

_BUILT_IN: dict[str, Factory] = {**TYPES, **SERVICES, **MAIL}

ENTRY_POINTS = "reewriter.targets"
"""The entry-point group under which packages bring further types."""

_log = logging.getLogger(__name__)


class Spec(Protocol):
    """A target as feeds.toml describes it."""

    @property
    def name(self) -> str:
        """The name by which `--to` calls it."""

    @property
    def type(self) -> str:
        """The type it is of."""

    @property
    def settings(self) -> Settings:
        """What its type makes of it."""


def known_types() -> list[str]:
    """List every type of target there is, without loading any package."""
    return list(
        dict.fromkeys(
            (*TYPES, *SERVICES, *MAIL, *(e.name for e in entry_points(group=ENTRY_POINTS)))
        )
    )


def names(specs: Sequence[Spec]) -> list[str]:
    """List every target there is, those of feeds.toml first."""
    return list(dict.fromkeys((*(spec.name for spec in specs), *TYPES)))


def target_for(name: str, specs: Sequence[Spec] = (), *, outside: Outside | None = None) -> Target:
    """Return the target of this name; raises NotFoundError, which names the nearest.

    A service can be asked only with `outside`: without, it prepares and checks.
    """
    spec = next((spec for spec in specs if spec.name == name), None)
    if spec is not None:
        target = _factory(spec.type, of=name)(name, spec.settings)
        if outside is not None and isinstance(target, ServiceTarget | MailTarget):
            target.attach(outside)
        return target
    if name in TYPES:
        return TYPES[name](name, {})
    raise NotFoundError(f"there is no target “{name}”", hint=_nearest(name, names(specs)))


def _factory(type_: str, *, of: str) -> Factory:
    factory = _BUILT_IN.get(type_) or _plugin(type_)
    if factory is None:
        raise NotFoundError(
            f"target {of}: there is no type “{type_}”", hint=_nearest(type_, known_types())
        )
    return factory


def _plugin(type_: str) -> Factory | None:
    for entry in entry_points(group=ENTRY_POINTS, name=type_):
        try:
            factory: Factory = entry.load()
        except Exception as error:  # somebody else's code: whatever it raises, it is skipped
            _log.warning("target type %s of %s does not load: %s", type_, entry.value, error)
            continue
        return factory
    return None


def is_known(type_: str) -> bool:
    """Tell whether there are targets of this type, here or in a package that loads."""
    return type_ in _BUILT_IN or _plugin(type_) is not None


def is_service(type_: str) -> bool:
    """Tell whether targets of this type keep drafts at a service.

    A type that no installed package brings is taken for one: its line says what is missing.
    """
    if type_ in SERVICES or type_ in _BUILT_IN:
        return type_ in SERVICES
    factory = _plugin(type_)
    return factory is None or (isinstance(factory, type) and issubclass(factory, ServiceTarget))


def _nearest(word: str, known: list[str]) -> str:
    return did_you_mean(word, known, otherwise=f"There are {', '.join(known)}.")
