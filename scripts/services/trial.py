"""Plays the demonstration's issue through one target, step by step, as an editor would."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reewriter.errors import ReewriterError
from reewriter.export import Choice, ExportContext, ServiceTarget, target_for
from reewriter.export.remote import Mark, RemoteState
from reewriter.model import Action, Severity
from reewriter.workspace import Workspace, utc_now
from reewriter.workspace.demo import open_demo

__all__ = ["Step", "Trial", "WrongError", "demonstration", "must", "played"]

Step = tuple[str, Callable[[], str]]
"""What is tried, and the trial: returns a word about it, or raises."""


class WrongError(Exception):
    """What a service did is not what it must do."""


def must(true: object, otherwise: str) -> None:
    """Raise WrongError unless it is true."""
    if not true:
        raise WrongError(otherwise)


def played(steps: Sequence[Step]) -> int:
    """Try everything in order and print how it went; return how many steps failed."""
    failed = 0
    for title, step in steps:
        try:
            print(f"  ok    {title}: {step()}", flush=True)
        except (ReewriterError, WrongError) as error:
            failed += 1
            print(f"  WRONG {title}: {error}", flush=True)
    return failed


@contextmanager
def demonstration(targets: str) -> Iterator[Workspace]:
    """Make the demonstration with these targets, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        open_demo(root, now=utc_now).close()
        with (root / "feeds.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{targets}\n")
        with Workspace.open(root) as workspace:
            yield workspace


class Trial:
    """One target, tried as an editor would use it."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self.workspace = workspace
        self.name = name

    def run(self) -> int:
        """Try everything in order; return how many steps failed."""
        return played(self.steps())

    def steps(self) -> list[Step]:
        """List what is tried of a service, or of a target that sends a test mail."""
        if self.name in self.workspace.services.testers():
            return [("a test mail is handed over", self.mail)]
        return [
            ("the key is right", lambda: self.workspace.services.greet(self.name)),
            ("a draft is made", lambda: self.push(Action.CREATED)),
            ("what is unchanged is not pushed", lambda: self.push(Action.UNCHANGED)),
            ("a look finds it in sync", lambda: self.state("in sync")),
            ("it is found again by its mark", self._found),
            ("it is a draft with our subject, and no stray placeholder", self._content),
            ("an edit updates the same draft", self._update),
            ("a look finds it in sync again", lambda: self.state("in sync")),
        ]

    def push(self, wanted: Action, choice: Choice = Choice.ASK) -> str:
        """Export the issue; return where it stands. Raises WrongError for another action."""
        workspace = self.workspace
        issue = workspace.issues.current()
        for one in workspace.press.check(issue):
            if one.severity is Severity.ERROR and not one.waived and one.waivable:
                workspace.issues.waive(issue, one.id, one.where, "It is a trial.")
        done = workspace.press.export(issue, self.name, anyway="It is a trial.", choice=choice)
        must(done.receipt.action is wanted, f"{done.receipt.action}, not {wanted}")
        return done.receipt.url

    def mail(self) -> str:
        """Hand over a test mail."""
        return self.push(Action.WRITTEN)

    def state(self, wanted: str) -> str:
        """Look at the service; return the draft's id. Raises WrongError for another state."""
        issue = self.workspace.issues.current()
        states = self.workspace.services.states(issue, look=True)
        state = next(one for one in states if one.target == self.name)
        must(state.state == wanted, f"{state.state} {state.trouble}")
        return state.remote_id

    def service(self) -> ServiceTarget:
        """Return the target itself, able to ask."""
        workspace = self.workspace
        found = target_for(self.name, workspace.config.targets, outside=workspace.services.outside)
        if not isinstance(found, ServiceTarget):
            raise WrongError("it is no service")
        return found

    def _found(self) -> str:
        workspace, service = self.workspace, self.service()
        issue = workspace.issues.current()
        mark = Mark.first(workspace.brand.publication.name, issue.edition, self.name)
        with service.talking() as talk:
            found = [remote.id for remote in service.find(talk, mark)]
        must(bool(found), f"nothing bears {mark.key}")
        must(found == [self.state("in sync")], f"it is another one, or there are several: {found}")
        return mark.key

    def _content(self) -> str:
        workspace, service = self.workspace, self.service()
        issue = workspace.issues.current()
        ctx = ExportContext.of(issue, workspace.brand.publication, out_dir=workspace.root)
        digest = service.prepare(workspace.press.render(issue), ctx).digest
        with service.talking() as talk:
            remote = service.read(talk, self.state("in sync"))
        if remote is None:
            raise WrongError("it is gone")
        must(remote.state is RemoteState.DRAFT, remote.state.value)
        everything = " ".join(remote.fields.values())
        must(issue.subject in everything, "the subject is another one")
        must("⟦" not in everything, "a placeholder is left")
        return f"mark {'with' if remote.mark.digest == digest else 'without'} digest"

    def _update(self) -> str:
        before = self.state("in sync")
        issue = self.workspace.issues.current()
        changed = replace(issue, subject=f"{issue.subject}, again")
        self.workspace.issues.edit(issue.edition, {"subject": changed.subject})
        url = self.push(Action.UPDATED)
        must(self.state("in sync") == before, "it is another draft")
        return url
