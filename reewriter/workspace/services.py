"""The mailing services of a workspace: their keys, and how each issue stands there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from reewriter import __version__
from reewriter.config.values import ALWAYS_THERE
from reewriter.errors import NotFoundError, ReewriterError, UsageError
from reewriter.model import Delivery, Finding, Issue, IssueStatus, Rendered
from reewriter.store import deliveries
from reewriter.workspace.linktags import for_target, own_settings
from reewriter.workspace.service_state import ServiceState

if TYPE_CHECKING:
    from reewriter.export import ExportContext, Outside, ServiceTarget
    from reewriter.export.keys import KeyRing
    from reewriter.export.mail import MailTarget
    from reewriter.export.readership import Readership
    from reewriter.net import Secret
    from reewriter.workspace.workspace import Workspace

__all__ = ["LOUD_BEFORE", "ServiceState", "Services"]

LOUD_BEFORE = timedelta(minutes=10)
"""How long before an issue is due a draft that is not scheduled is told aloud."""


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

    def type_of(self, name: str) -> str:
        """Return the type of a target of feeds.toml; raises NotFoundError."""
        return self._workspace.config.target(name).type

    def part(self, name: str, what: str) -> ServiceTarget:
        """Return a service as the target of a part of an issue, as one story."""
        return self._service(name).part(what)

    def testers(self) -> list[str]:
        """List the targets that send a test mail to named people."""
        from reewriter.export.targets import MAIL

        return [spec.name for spec in self._workspace.config.targets if spec.type in MAIL]

    def key_source(self, name: str) -> str:
        """Say where a target's key is; "" where there is none. The key is not shown."""
        service = self._keyed(name)
        try:
            return self.keys.find(service.account, variable=service.text("key_env")).source
        except ReewriterError:
            return ""

    def log_in(self, name: str, secret: Secret, *, command: bool = False) -> str:
        """Store a service's key, or the command that prints it; returns where it is now."""
        if not secret:
            raise UsageError("that is no key", hint="Nothing was stored.")
        return self.keys.store(self._keyed(name).account, secret, command=command)

    def greet(self, name: str) -> str:
        """Make a harmless read call; returns whom the service takes us for. Raises errors."""
        from reewriter.export import ServiceTarget

        service = self._keyed(name)
        if not isinstance(service, ServiceTarget):
            return service.greet()
        with service.talking() as talk:
            return service.greet(talk)

    def states(self, issue: Issue, *, look: bool = False, wants: bool = True) -> list[ServiceState]:
        """Say how an issue stands at each service; with `look` they are asked first.

        `wants` lets those that were asked also tell what they still want of a draft. One that
        cannot be asked or read stops no other: its line says why.
        """
        names = self.names()
        if not names:
            return []
        composition = self._workspace.issues.composition(issue)
        try:
            whole: Rendered | None = self._workspace.press.render(issue, composition=composition)
        except ReewriterError:  # each says why, below
            whole = None
        found = [self._state(name, issue, look=look, whole=whole) for name in names]
        if not look or not wants:
            return found
        return [replace(one, wants=tuple(self._wants(issue, one))) for one in found]

    def alarm(self, issue: Issue) -> str:
        """Return what must be said aloud: pushed, nearly due, and nobody has scheduled it.

        Nothing is asked for this; "" where all is well.
        """
        now, due = self._workspace.now(), issue.due_at
        if due is None or issue.status is IssueStatus.SENT or now < due - LOUD_BEFORE:
            return ""
        # By the names of the file formats: asking the services' own code costs the first paint.
        specs = self._workspace.config.targets
        pushed = [
            known
            for name in (spec.name for spec in specs if spec.type not in ALWAYS_THERE)
            if (known := deliveries.latest(self._workspace.store, issue.id, name))
            and known.remote_id
        ]
        waiting = [one.target for one in pushed if one.status not in ("scheduled", "sent")]
        # Once it was sent from one service, drafts at others are copies that nobody misses.
        sent = any(one.status == "sent" for one in pushed)
        if not waiting or sent or now > due + timedelta(hours=12):
            return ""
        minutes = round((due - now).total_seconds() / 60)
        when = f"due in {minutes} min" if minutes > 0 else "due"
        return f"pushed but NOT scheduled: {', '.join(waiting)} · {when} · {issue.edition}"

    def readers(self, issue: Issue) -> dict[str, Readership]:
        """Ask each service that has an issue how it was read, by name; silent ones are left out.

        Raises errors: somebody wants to know.
        """
        found = {}
        for known in self.drafts(issue):
            service = self._service(known.target)
            with service.talking() as talk:
                told = service.readership(talk, known.remote_id)
            if told is not None:
                found[known.target] = told
        return found

    def drafts(self, issue: Issue) -> list[Delivery]:
        """Return the last delivery to each service where a draft of the issue is known."""
        last: dict[str, Delivery] = {}
        for one in deliveries.listed(self._workspace.store, issue.id):
            last.setdefault(one.target, one)
        specs = self._workspace.config.targets
        services = [spec.name for spec in specs if spec.type not in ALWAYS_THERE]
        return [last[name] for name in services if name in last and last[name].remote_id]

    def adopt(self, issue: Issue, remotes: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Note down drafts that a file names and this workspace knows nothing of.

        What it knows itself is newer than any file; the next look at the service tells the rest.
        """
        for target, remote_id, key, digest, fingerprint in remotes:
            if deliveries.latest(self._workspace.store, issue.id, target) is None:
                found = Delivery(
                    issue_id=issue.id, target=target, remote_id=remote_id,
                    remote_version=fingerprint, intent=f"{key} {digest}", digest=digest, url="",
                    at=self._workspace.now(), status="delivered",
                )  # fmt: skip
                deliveries.record(self._workspace.store, found)

    def wants(self, issue: Issue, name: str) -> list[Finding]:
        """Ask a service what it still wants before its draft of the issue can be sent.

        Raises nothing: that the question was not answered is a finding, too.
        """
        from reewriter.export.checklist import still_wanted

        known = deliveries.latest(self._workspace.store, issue.id, name)
        return still_wanted(self._service(name), known) if known else []

    def edited(self, issue: Issue, name: str) -> str:
        """Return what was edited in a draft at its service, as a unified diff; asks it."""
        from reewriter.export import difference_there

        rendered, ctx = self._rendered(name, issue)
        workspace = self._workspace
        return difference_there(
            workspace.store, self._service(name), rendered, issue=issue, ctx=ctx,
            now=workspace.now(),
        )  # fmt: skip

    def copies(self, issue: Issue, name: str) -> Mapping[str, str]:
        """Return subject, html, markdown and text as a service would get them; asks nobody."""
        rendered, ctx = self._rendered(name, issue)
        draft = self._service(name).prepare(rendered, ctx).draft
        return draft.copies if draft else {}

    # -- beneath -------------------------------------------------------------------------------

    def _wants(self, issue: Issue, state: ServiceState) -> list[Finding]:
        return [] if state.trouble else self.wants(issue, state.target)

    def _keyed(self, name: str) -> ServiceTarget | MailTarget:
        from reewriter.export import ServiceTarget, target_for
        from reewriter.export.mail import MailTarget

        specs = own_settings(self._workspace.config.targets)
        target = target_for(name, specs, outside=self.outside)
        if not isinstance(target, ServiceTarget | MailTarget):
            known = ", ".join((*self.names(), *self.testers()))
            raise NotFoundError(
                f"{name} is no mailing service, and needs no key",
                hint=f"Services here: {known or 'none in feeds.toml'}.",
            )
        return target

    def _service(self, name: str) -> ServiceTarget:
        from reewriter.export import ServiceTarget

        target = self._keyed(name)
        if not isinstance(target, ServiceTarget):
            raise NotFoundError(f"{name} is no mailing service: it keeps no drafts")
        return target

    def _rendered(
        self, name: str, issue: Issue, whole: Rendered | None = None
    ) -> tuple[Rendered, ExportContext]:
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

    def _state(
        self, name: str, issue: Issue, *, look: bool, whole: Rendered | None
    ) -> ServiceState:
        from reewriter.export import standing, watch

        workspace = self._workspace
        type_ = workspace.config.target(name).type
        known: Delivery | None = deliveries.latest(workspace.store, issue.id, name)
        trouble, digest = "", ""
        try:
            service = self._service(name)
            rendered, ctx = self._rendered(name, issue, whole)
            digest = service.prepare(rendered, ctx).digest
            if look:
                known = watch(
                    workspace.store, service, rendered, issue=issue, ctx=ctx, now=workspace.now()
                )
        except ReewriterError as error:
            trouble = str(error)
        return ServiceState(
            target=name,
            type=type_,
            state=standing(known, digest).value,
            url=known.url if known else "",
            at=known.at if known else None,
            remote_id=known.remote_id if known else "",
            gone=known is not None and known.status == "gone",
            trouble=trouble,
        )
