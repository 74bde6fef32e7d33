"""The mailing services of a workspace: their keys, and how each issue stands there."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reewriter import __version__
from reewriter.errors import NotFoundError, ReewriterError, UsageError
from reewriter.model import Finding, Issue
from reewriter.store import deliveries
from reewriter.workspace import remote_drafts
from reewriter.workspace.linktags import for_target, own_settings
from reewriter.workspace.service_state import ServiceState

if TYPE_CHECKING:
    from reewriter.export import ExportContext, Outside, ServiceTarget
    from reewriter.export.keys import KeyRing
    from reewriter.export.mail import MailTarget
    from reewriter.export.readership import Readership
    from reewriter.export.recipe import Recipe
    from reewriter.model import Rendered
    from reewriter.net import Deadline, Secret
    from reewriter.workspace.workspace import Workspace

__all__ = ["ServiceState", "Services"]


class Services:
    """The counter where issues are handed over."""

    def __init__(self, workspace: Workspace, *, environ: Mapping[str, str] | None = None) -> None:
        self._workspace = workspace
        self._environ = os.environ if environ is None else environ

    @cached_property
    def keys(self) -> KeyRing:
        """The person's keys, which are in no workspace."""
        from reewriter.export.keys import KeyRing

        return KeyRing(self._environ)

    @cached_property
    def outside(self) -> Outside:
        """What services need to be asked anything."""
        from reewriter.export import Outside

        contact = self._workspace.config.contact
        more = f"; {contact}" if contact else ""
        return Outside(
            key=lambda account, variable: self.keys.find(account, variable=variable).secret,
            now=self._workspace.now,
            user_agent=f"reewriter/{__version__} (newsletter desk{more})",
        )

    def names(self) -> list[str]:
        """List the targets that are services, in the order of feeds.toml."""
        from reewriter.export.targets import is_service

        return [spec.name for spec in self._workspace.config.targets if is_service(spec.type)]

    def part(self, name: str, what: str) -> ServiceTarget:
        """Return a service as the target of a part of an issue, as one story."""
        return self.service(name).part(what)

    def testers(self) -> list[str]:
        """List the targets that send a test mail to named people."""
        from reewriter.export.targets import MAIL

        return [spec.name for spec in self._workspace.config.targets if spec.type in MAIL]

    def untyped(self) -> dict[str, str]:
        """Return the targets of a type that nobody here knows, and the type that was written."""
        from reewriter.export.targets import is_known

        targets = self._workspace.config.targets
        return {spec.name: spec.type for spec in targets if not is_known(spec.type)}

    def recipe(self, name: str, kind: str = "") -> Recipe:
        """Say what a target lacks in feeds.toml; `kind` is its type where it is not there yet."""
        from reewriter.export.recipe import recipe

        spec = next((one for one in self._workspace.config.targets if one.name == name), None)
        return recipe(name, spec.type, spec.settings) if spec else recipe(name, kind, {})

    def key_source(self, name: str) -> str:
        """Say where a target's key is, not what it is; "" where it wants none.

        Raises NoKeyError and ExportError, and NotFoundError for what is no target that has a key.
        """
        target = self._keyed(name)
        if not target.wants_key:
            return ""
        return self.keys.find(target.account, variable=target.text("key_env")).source

    def assert_keyed(self, name: str) -> None:
        """Raise NotFoundError or ConfigError for what is no target that has a key."""
        self._keyed(name)

    def log_in(self, name: str, secret: Secret, *, command: bool = False) -> str:
        """Store a service's key, or the command that prints it; returns where it is now."""
        if not secret:
            raise UsageError("that is no key", hint="Nothing was stored.")
        return self.keys.store(self._keyed(name).account, secret, command=command)

    def key_ahead(self, name: str, stored: str) -> str:
        """Return where another key is that is used instead of the one just stored; "" if none."""
        target = self._keyed(name)
        return self.keys.ahead_of(stored, target.account, variable=target.text("key_env"))

    def greet(self, name: str) -> str:
        """Make a harmless read call; returns whom the service takes us for. Raises errors."""
        from reewriter.export import ServiceTarget

        service = self._keyed(name)
        if not isinstance(service, ServiceTarget):
            return service.greet()
        service.begin(_a_look())
        with service.talking() as talk:
            return service.greet(talk)

    def states(
        self,
        issue: Issue,
        *,
        look: bool = False,
        wants: bool = True,
        failed: Mapping[str, str] | None = None,
        only: Collection[str] | None = None,
        within: float = 0.0,
    ) -> list[ServiceState]:
        """Say how an issue stands at each service; with `look` all are asked first, at once.

        `wants` lets those that were asked also tell what they still want of a draft. One that
        cannot be asked or read stops no other: its line says why. `failed` are some that are not
        asked, and why, `only` those that are; `within` is how many seconds they have together.
        """
        from reewriter.workspace.looking import LOOK_SECONDS, states

        seconds = (within or LOOK_SECONDS) if look else 0.0
        return states(
            self._workspace, issue, seconds=seconds, wants=wants, failed=failed or {}, only=only
        )

    def readers(self, issue: Issue) -> tuple[dict[str, Readership], dict[str, str], list[str]]:
        """Ask each service from which an issue was sent how it was read.

        Returns what they tell, by name, why there is nothing of the others, in one line each, and
        which of these could not be asked.
        """
        states = {one.target: one for one in self.states(issue, look=True, wants=False)}
        told, silent, failed = {}, {}, []
        for known in remote_drafts.known(self._workspace, issue):
            name, state = known.target, states.get(known.target)
            if state is None:
                continue
            if state.state != "sent":
                silent[name] = state.trouble or f"not sent from there ({state.state})"
                failed += [name] if state.trouble else []
                continue
            try:
                service = self.service(name)
                with service.talking() as talk:
                    read = service.readership(talk, known.remote_id)
            except ReewriterError as error:
                silent[name] = str(error)
                failed.append(name)
                continue
            if read is None:
                silent[name] = "tells nothing of how it was read"
            else:
                told[name] = read
        said = {name: f"{name}: {why.removeprefix(f'{name}: ')}" for name, why in silent.items()}
        return told, said, failed

    def wants(self, issue: Issue, name: str) -> list[Finding]:
        """Ask a service what it still wants before its draft of the issue can be sent.

        Raises nothing: that the question was not answered is a finding, too.
        """
        from reewriter.export.checklist import still_wanted

        known, service = (
            deliveries.latest(self._workspace.store, issue.id, name),
            self.service(name),
        )
        service.begin(_a_look())
        return still_wanted(service, known) if known else []

    def edited(self, issue: Issue, name: str) -> str:
        """Return what was edited in a draft at its service, as a unified diff; asks it."""
        from reewriter.export import difference_there

        rendered, ctx = self.rendered(name, issue)
        workspace, service = self._workspace, self.service(name)
        service.begin(_a_look())
        return difference_there(
            workspace.store, service, rendered, issue=issue, ctx=ctx, now=workspace.now()
        )

    def copies(self, issue: Issue, name: str) -> Mapping[str, str]:
        """Return subject, html, markdown and text as a service would get them; asks nobody."""
        rendered, ctx = self.rendered(name, issue)
        draft = self.service(name).prepare(rendered, ctx).draft
        return draft.copies if draft else {}

    def service(self, name: str) -> ServiceTarget:
        """Return a service, able to ask; raises NotFoundError for a target that is none."""
        from reewriter.export import ServiceTarget

        target = self._keyed(name)
        if not isinstance(target, ServiceTarget):
            raise NotFoundError(
                f"{name} is no mailing service: it keeps no drafts", hint=self._which(self.names())
            )
        return target

    def rendered(
        self, name: str, issue: Issue, whole: Rendered | None = None
    ) -> tuple[Rendered, ExportContext]:
        """Return an issue as one target gets it; `whole` is how it is rendered for all."""
        from reewriter.export import ExportContext

        workspace = self._workspace
        rendered = for_target(
            whole or workspace.press.render(issue),
            name,
            workspace.config.targets,
            composition=workspace.issues.composition(issue),
            brand=workspace.brand,
        )
        folder = workspace.press.out_folder(issue)
        return rendered, ExportContext.of(issue, workspace.brand.publication, out_dir=folder)

    def _keyed(self, name: str) -> ServiceTarget | MailTarget:
        from reewriter.export import ServiceTarget, target_for
        from reewriter.export.mail import MailTarget

        specs = own_settings(self._workspace.config.targets)
        target = target_for(name, specs, outside=self.outside)
        if not isinstance(target, ServiceTarget | MailTarget):
            raise NotFoundError(
                f"{name} is no mailing service, and needs no key",
                hint=self._which((*self.names(), *self.testers())),
            )
        return target

    @staticmethod
    def _which(known: Sequence[str]) -> str:
        return f"Services here: {', '.join(known) or 'none in feeds.toml'}."


def _a_look() -> Deadline:
    """Return how long somebody waits who only wants to know."""
    from reewriter.net import Deadline
    from reewriter.workspace.looking import LOOK_SECONDS

    return Deadline(LOOK_SECONDS)
