"""Plays the demonstration's issue through real services, as docs/services.md explains; never sends.

Usage: check_services.py SERVICES.toml [TARGET…]. The file holds [targets.NAME] tables; keys are
found where `reewriter targets login` put them. What it makes there are drafts, to be deleted by
whoever ran it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reewriter.errors import ReewriterError
from reewriter.export import ExportContext, ServiceTarget, target_for
from reewriter.export.remote import Mark, RemoteState
from reewriter.model import Action, Severity
from reewriter.workspace import Workspace, utc_now
from reewriter.workspace.demo import open_demo


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


class _WrongError(Exception):
    """What a service did is not what it must do."""


def _must(true: object, otherwise: str) -> None:
    if not true:
        raise _WrongError(otherwise)


class Trial:
    """One service, tried step by step."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self.workspace = workspace
        self.name = name
        self.failed = 0

    def run(self) -> int:
        """Try everything in order; return how many steps failed."""
        steps: list[tuple[str, Callable[[], str]]]
        if self.name in self.workspace.services.testers():
            steps = [("a test mail is handed over", self._mail)]
        else:
            steps = [
                ("the key is right", lambda: self.workspace.services.greet(self.name)),
                ("a draft is made", lambda: self._push(Action.CREATED)),
                ("what is unchanged is not pushed", lambda: self._push(Action.UNCHANGED)),
                ("a look finds it in sync", lambda: self._state("in sync")),
                ("it is found again by its mark", self._found),
                ("it is a draft with our subject, and no stray placeholder", self._content),
                ("an edit updates the same draft", self._update),
                ("a look finds it in sync again", lambda: self._state("in sync")),
            ]
        for title, step in steps:
            try:
                print(f"  ok    {title}: {step()}")
            except (ReewriterError, _WrongError) as error:
                self.failed += 1
                print(f"  WRONG {title}: {error}")
        return self.failed

    def _push(self, wanted: Action) -> str:
        workspace = self.workspace
        issue = workspace.issues.current()
        for one in workspace.press.check(issue):
            if one.severity is Severity.ERROR and not one.waived and one.waivable:
                workspace.issues.waive(issue, one.id, one.where, "It is a trial.")
        receipt = workspace.press.export(issue, self.name, anyway="It is a trial.").receipt
        _must(receipt.action is wanted, f"{receipt.action}, not {wanted}")
        return receipt.url

    def _mail(self) -> str:
        return self._push(Action.WRITTEN)

    def _state(self, wanted: str) -> str:
        issue = self.workspace.issues.current()
        states = self.workspace.services.states(issue, look=True)
        state = next(one for one in states if one.target == self.name)
        _must(state.state == wanted, f"{state.state} {state.trouble}")
        return state.remote_id

    def _service(self) -> ServiceTarget:
        workspace = self.workspace
        found = target_for(self.name, workspace.config.targets, outside=workspace.services.outside)
        if not isinstance(found, ServiceTarget):
            raise _WrongError("it is no service")
        return found

    def _found(self) -> str:
        workspace, service = self.workspace, self._service()
        issue = workspace.issues.current()
        mark = Mark.first(workspace.brand.publication.name, issue.edition, self.name)
        with service.talking() as talk:
            remote = service.find(talk, mark)
        if remote is None:
            raise _WrongError(f"nothing bears {mark.key}")
        _must(remote.id == self._state("in sync"), "it is another one")
        return mark.key

    def _content(self) -> str:
        workspace, service = self.workspace, self._service()
        issue = workspace.issues.current()
        ctx = ExportContext.of(issue, workspace.brand.publication, out_dir=workspace.root)
        digest = service.prepare(workspace.press.render(issue), ctx).digest
        with service.talking() as talk:
            remote = service.read(talk, self._state("in sync"))
        if remote is None:
            raise _WrongError("it is gone")
        _must(remote.state is RemoteState.DRAFT, remote.state.value)
        everything = " ".join(remote.fields.values())
        _must(issue.subject in everything, "the subject is another one")
        _must("⟦" not in everything, "a placeholder is left")
        return f"mark {'with' if remote.mark.digest == digest else 'without'} digest"

    def _update(self) -> str:
        before = self._state("in sync")
        issue = self.workspace.issues.current()
        changed = replace(issue, subject=f"{issue.subject}, again")
        self.workspace.issues.edit(issue.edition, {"subject": changed.subject})
        url = self._push(Action.UPDATED)
        _must(self._state("in sync") == before, "it is another draft")
        return url


def main() -> int:
    """Try the targets that are named, or all of the file; return 1 where a step failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a TOML file with [targets.NAME] tables")
    parser.add_argument("names", nargs="*", help="which of them; else all")
    given = parser.parse_args()
    failed = 0
    with demonstration(given.file.read_text(encoding="utf-8")) as workspace:
        services = workspace.services
        for name in given.names or [*services.names(), *services.testers()]:
            print(f"{name} ({workspace.config.target(name).type})")
            failed += Trial(workspace, name).run()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
