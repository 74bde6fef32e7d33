"""Texts that a language model proposes: compared first, and only what is sound is ever put in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Literal

from reewriter.desk.suggesting import unsound
from reewriter.errors import ModelError, UnsoundError, UsageError
from reewriter.model import Finding, Issue, Source, Story
from reewriter.store import remembered

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Field", "Proposals", "Proposed"]

Field = Literal["critique", "tldr"]
_PARAGRAPHS: dict[Field, int] = {"critique": 5, "tldr": 1}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A paragraph or a subject, and what was found in it."""

    text: str
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> str:
        """Why it may not be put in; empty where it may."""
        found = unsound(self.findings)
        return found.message if found else ""


class Proposals:
    """What is asked of a model besides highlights. Asking writes nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def text(
        self, story: Story, field: Field, *, model: str = "", cancelled: Event | None = None
    ) -> tuple[Proposed, ...] | None:
        """Ask for a critique or a TL;DR, paragraph by paragraph; None when `cancelled` was set.

        Raises what `Drafting.propose` raises.
        """
        from reewriter.desk.drafting import paragraphs_in, prompt_view

        most = _PARAGRAPHS[field]
        sources = sorted(story.sources, key=lambda source: source != story.source)
        view = prompt_view(story, sources, publication=self._publication, count=most, asked=field)
        named = self._workspace.drafting.must_be_ready(story, model=model)
        answer = self._asked(field, view, named, cancelled)
        if answer is None:
            return None
        found = paragraphs_in(answer, most=most)
        if not found:
            raise ModelError(
                f"what {named} says holds no paragraph", hint=f"Change prompts/{field}.txt."
            )
        return self.compared(found, story.sources, _where(story, field))

    def take_text(self, story: Story, field: Field, proposed: Sequence[Proposed]) -> Story:
        """Put the sound paragraphs below what is written; each is compared once more.

        Raises UnsoundError where none is sound, and what `edit` raises.
        """
        texts = [one.text for one in proposed]
        again = self.compared(texts, story.sources, _where(story, field))
        sound = [one.text for one in again if not one.wrong]
        if not sound:
            raise UnsoundError(
                f"nothing of it may be put in: {again[0].wrong}", hint="Ask again, or write it."
            )
        there = story.critique if field == "critique" else story.tldr
        text = "\n\n".join(filter(None, (there.rstrip(), *sound)))
        with self._workspace.together(f"took a draft into story {story.id}", keep=True):
            return self._workspace.writing.edit(story.id, {field: text}, base=story)

    def going_out(self, issue: Issue) -> tuple[Story, ...]:
        """Return the stories that a subject may be about."""
        composition = self._workspace.issues.composition(issue)
        return tuple(placed.story for placed in composition.above)

    def subjects(
        self,
        issue: Issue,
        stories: Sequence[Story],
        *,
        model: str = "",
        cancelled: Event | None = None,
    ) -> tuple[Proposed, ...] | None:
        """Ask for subjects of an issue with these stories; None when `cancelled` was set.

        They are compared with what its stories rest on. Reads no database, so any thread may ask.
        Raises what `text` raises.
        """
        from reewriter.desk.drafting import prompt_view, subjects_in
        from reewriter.desk.skeleton import SUBJECTS, subjects_of

        if not stories:
            raise UsageError(
                "no story goes out yet: there is nothing to find a subject for",
                hint="Put one above the line: `reewriter story place ID`.",
            )
        view = prompt_view(
            Story(id=0),
            (),
            publication=self._publication,
            count=SUBJECTS,
            asked="subjects",
            stories=stories,
        )
        named = self._workspace.drafting.must_be_named(model=model)
        answer = self._asked("subjects", view, named, cancelled)
        if answer is None:
            return None
        found = subjects_in(answer, known=subjects_of(issue), most=SUBJECTS)
        if not found:
            raise ModelError(
                f"what {named} says holds no subject", hint="Change prompts/subjects.txt."
            )
        return self.compared(found, _sources(stories), _where(issue, "subject"))

    def take_subjects(self, issue: Issue, proposed: Sequence[Proposed]) -> Issue:
        """Put sound subjects beside those to choose from, as far as there is room for them.

        None is picked. Raises UnsoundError where none is sound, UsageError where there is no room.
        """
        from reewriter.desk.skeleton import SUBJECTS, subjects_of

        texts = [one.text for one in proposed]
        sources = _sources(self.going_out(issue))
        again = self.compared(texts, sources, _where(issue, "subject"))
        sound = [one.text for one in again if not one.wrong]
        if not sound:
            raise UnsoundError(
                f"none of them may be taken: {again[0].wrong}", hint="Ask again, or write one."
            )
        known = [text for text in subjects_of(issue) if text]
        if len(known) >= SUBJECTS:
            raise UsageError(
                f"{issue.edition} has {len(known)} subjects to choose from already",
                hint="Take one out to make room.",
            )
        subjects = tuple((*known, *sound)[:SUBJECTS])
        with self._workspace.together("took subjects to choose from"):
            return self._workspace.issues.edit(issue.edition, {"subjects": subjects}, base=issue)

    def show(self, about: Story | Issue, asked: str, found: Sequence[Proposed]) -> None:
        """Remember what was shown: what the next call takes is that, and no other answer."""
        texts = [one.text for one in found]
        name = f"proposed/{_where(about, asked)}"
        remembered.remember(self._workspace.store, name, json.dumps(texts))

    def shown(self, about: Story | Issue, asked: str) -> tuple[Proposed, ...]:
        """Return what was shown last and was not taken since, compared with what is here now."""
        where = _where(about, asked)
        said = remembered.remembered(self._workspace.store, f"proposed/{where}")
        kept = json.loads(said or "[]")
        stories = self.going_out(about) if isinstance(about, Issue) else (about,)
        return self.compared(kept, _sources(stories), where)

    def compared(
        self, texts: Sequence[str], sources: Sequence[Source], where: str
    ) -> tuple[Proposed, ...]:
        """Compare texts with sources; without a source nothing they quote or count is sound."""
        from reewriter.checks.facts import findings_in, unread_in
        from reewriter.checks.spec import Passage

        desk = self._workspace.facts
        readable = [source for source in sources if source.text.strip()]
        found: list[Proposed] = []
        for text in texts:
            passage = Passage(where, text, "this draft")
            if readable:
                pairs = findings_in(passage, readable, desk.house, desk.today)
                findings = tuple(finding for _, finding in pairs if finding is not None)
            else:
                findings = tuple(unread_in(passage, desk.house, desk.today))
            found.append(Proposed(text, findings))
        return tuple(found)

    @property
    def _publication(self) -> str:
        return self._workspace.brand.publication.name

    def _asked(
        self, name: str, view: Mapping[str, object], model: str, cancelled: Event | None
    ) -> str | None:
        from reewriter.net.machine import Question, ask
        from reewriter.render import prompt

        written = prompt(name, view, templates=self._workspace.templates)
        question = Question(model, written.system, written.text)
        return ask(question, seconds=self._workspace.config.llm_seconds, cancelled=cancelled)


def _where(about: Story | Issue, asked: str) -> str:
    whose = f"issue/{about.edition}" if isinstance(about, Issue) else f"story/{about.id}"
    return f"{whose}/{asked}"


def _sources(stories: Sequence[Story]) -> list[Source]:
    return [source for story in stories for source in story.sources]
