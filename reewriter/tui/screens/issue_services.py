"""Hands the open issue over to mailing services, as drafts; nothing is sent from here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from reewriter.errors import AnswerError, NetworkError, ReewriterError, RemoteError
from reewriter.tui.article import Article
from reewriter.tui.browser import browse
from reewriter.tui.handing_over import (
    reader_entries,
    still_wanted,
    types_told,
    ways_with_edited,
)
from reewriter.tui.proofing import exported_line, offers
from reewriter.tui.screens.asking import Choosing
from reewriter.tui.screens.issue_links import LinkRoom
from reewriter.tui.screens.returned import ReturnedScreen
from reewriter.tui.widgets.menu import Entry
from reewriter.tui.widgets.reader import Reader
from reewriter.workspace.clipboard import put

if TYPE_CHECKING:
    from reewriter.export.readership import Readership
    from reewriter.workspace import Workspace

__all__ = ["HandingRoom"]


class HandingRoom(LinkRoom, piece=True):
    """A room that knows services: their drafts may have been edited, scheduled or deleted."""

    def export_to(self, target: str) -> None:
        """Export to a target, or do with its draft what the menu's second word says."""
        if self._issue is None:
            return
        name, _, choice = target.partition(" ")
        if choice == "there":
            known = {one.target: one.url for one in self.workspace.services.states(self._issue)}
            browse(known[name])
            self.say(f"opened {known[name]}")
        elif choice == "recipe":
            self._show_recipe(name)
        elif choice == "types":
            self._show_types(name)
        elif choice in ("html", "text"):
            self._copy_behind(self._issue.edition, name, choice)
        elif choice == "edited":
            self.say(f"{name}: looking at what was edited …")
            self._edited_behind(self._issue.edition, name)
        else:
            self.say(f"{name}: exporting …")
            self._hand_over(self._issue.edition, name, choice)

    def action_test_mail(self) -> None:
        """Send the issue as a test mail to the people that feeds.toml names for it."""
        self.save_now(patient=True)
        if self._issue is None:
            return
        testers = self.workspace.services.testers()
        ready = [name for name in testers if not self.workspace.services.recipe(name).lacking]
        if not ready:
            self._show_recipe(testers[0] if testers else "")
            return
        self.say(f"{ready[0]}: sending a test mail …")
        self._hand_over(self._issue.edition, ready[0], "")

    def _show_recipe(self, target: str) -> None:
        """Show what to write into feeds.toml, so that there is somebody to export to."""
        services = self.workspace.services
        if target:
            recipe = services.recipe(target)
            problem = f"{target} is not set up: feeds.toml lacks its {', '.join(recipe.lacking)}"
            place = f"over what stands under [targets.{target}] in feeds.toml"
        else:
            recipe = services.recipe("test", "smtp-test")
            problem = "feeds.toml names nobody yet who would get a test mail"
            place = "at the end of feeds.toml"
        reader = Reader(id="numbered")
        reader.show(Article(title=f"To be written {place}", markdown=_fenced(recipe.lines, "toml")))
        hint = "With your own values. The desk takes it up as soon as the file is saved."
        ways = [Entry("copy", "copy the lines", f"to be pasted {place}")]
        self.app.push_screen(
            ReturnedScreen(problem, hint, reader, ways), partial(self._copy, recipe.lines, place)
        )

    def _show_types(self, target: str) -> None:
        """Show which types of targets there are, to somebody who wrote another one."""
        from reewriter.export import known_types
        from reewriter.text.nearest import nearest

        written = self.workspace.config.target(target).type
        close = nearest(written, known_types())
        hint = f"Did you mean “{close}”? " if close else ""
        reader = Reader(id="numbered")
        reader.show(Article(title="What a target may be", markdown=types_told()))
        problem = f"{target} cannot be exported to: there is no type “{written}”"
        place = f"Write one of these as type under [targets.{target}] in feeds.toml."
        self.app.push_screen(
            ReturnedScreen(problem, f"{hint}{place}", reader, [Entry("", "back", "to the menu")])
        )

    def _copy(self, lines: str, place: str, choice: str | None) -> None:
        if choice:
            with self.told():
                put(lines, os.environ, to_terminal=self.app.copy_to_clipboard)
                self.say(f"copied; paste the lines {place}", "good")

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _hand_over(self, edition: str, target: str, choice: str) -> None:
        from reewriter.export import Choice

        try:
            with self.workspace.fork() as workspace:
                issue = workspace.issues.get(edition)
                press = workspace.press
                done = press.export(issue, target, choice=Choice(choice))
                told = exported_line(workspace, target, done.receipt)
                told += still_wanted(done.findings, self.keyed("{desk.export}"))
                if choice == Choice.KEEP:
                    told = f"{target}: theirs stands as it was edited there; this issue differs"
                entries = self._offers(workspace, edition, target)
        except RemoteError as error:
            with self.workspace.fork() as workspace:
                entries = self._offers(workspace, edition, target)
            self.app.call_from_thread(self._must_decide, target, error, entries)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            if isinstance(error, NetworkError | AnswerError) and self.has_class("-choosing"):
                with self.workspace.fork() as workspace:
                    entries = offers(
                        workspace, edition, failed={target: error.message}, only=target
                    )
                self.app.call_from_thread(self._offer_copies, entries, target)
        else:
            self.app.call_from_thread(self._exported, told, entries, target)

    def _offers(self, workspace: Workspace, edition: str, target: str) -> list[Entry]:
        """Say anew what exports would do where a menu tells it; the others have just been asked."""
        return offers(workspace, edition, only=target) if self.has_class("-choosing") else []

    def _offer_copies(self, entries: Sequence[Entry], target: str) -> None:
        """Show beside what could not be exported how it is pasted there by hand."""
        if self.is_attached:
            self.offer_again(entries, target)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _copy_behind(self, edition: str, target: str, what: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                text = workspace.services.copies(workspace.issues.get(edition), target)[what]
            put(text, os.environ, to_terminal=self._to_terminal)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        told = f"copied the {what} as {target} wants it; paste it there"
        self.app.call_from_thread(self.say, told, "good")

    def _to_terminal(self, text: str) -> None:
        self.app.call_from_thread(self.app.copy_to_clipboard, text)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _edited_behind(self, edition: str, target: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                found = workspace.services.edited(workspace.issues.get(edition), target)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._show_edited, target, found)

    def _must_decide(self, target: str, error: RemoteError, entries: Sequence[Entry]) -> None:
        """Show what must be decided first, and offer the ways there are."""
        if not self.is_attached:
            return
        self.offer_again(entries, target)
        if error.difference:
            self._show_edited(target, error.difference)
        else:
            offers = self.keyed("{desk.export} offers what can be done")
            self.say(f"{error.message}: {offers}", "attention")

    def _show_edited(self, target: str, difference: str) -> None:
        """Show what was edited at a service, and ask what becomes of it."""
        if not self.is_attached:
            return
        if not difference:
            self.say(f"{target}: nothing that could be shown was edited there")
            return
        self.show_difference(target, difference, ways_with_edited(target), self._decided)

    def show_difference(
        self,
        target: str,
        difference: str,
        ways: Sequence[Entry],
        then: Callable[[str | None], None],
        *,
        noun: str = "draft",
    ) -> None:
        """Show what was edited of a draft or a post, and the ways to go on."""
        reader = Reader(id="numbered")
        reader.show(Article(title=f"At {target}", markdown=_fenced(difference, "diff")))
        problem = f"{target}: the {noun} was edited there"
        hint = "− is ours, + is what stands there now; nothing was written over."
        self.app.push_screen(ReturnedScreen(problem, hint, reader, ways), then)

    def _decided(self, choice: str | None) -> None:
        if choice:
            self.export_to(choice)

    def action_readers(self) -> None:
        """Ask the services how the issue was read."""
        if self._issue is not None:
            self.say("asking how it was read …")
            self._readers_behind(self._issue.edition)

    @work(thread=True, group="readers", exclusive=True, exit_on_error=False)
    def _readers_behind(self, edition: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                told, silent, _ = workspace.services.readers(workspace.issues.get(edition))
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._show_readers, told, silent)

    def _show_readers(self, found: Mapping[str, Readership], silent: Mapping[str, str]) -> None:
        if not self.is_attached:
            return
        entries = [entry for name, one in found.items() for entry in reader_entries(name, one)]
        if entries:
            entries += [Entry("", name, why, "attention") for name, why in silent.items()]
            self.app.push_screen(Choosing("how it was read; enter opens a link", entries), _open)
        else:
            none = self.keyed("no service has this issue yet; {desk.export} exports a draft of it")
            self.say(next(iter(silent.values()), none))


def _fenced(text: str, what: str) -> str:
    """Return a text as Markdown in which nothing of it is markup."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 3)
    return f"{fence}{what}\n{text}\n{fence}\n"


def _open(url: str | None) -> None:
    if url:
        browse(url)
