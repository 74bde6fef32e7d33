"""Issues and stories that a file brings to a workspace that does not know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reewriter.desk import manuscript, writing
from reewriter.errors import NotFoundError, UsageError
from reewriter.model import Edit, Issue, Source, Story
from reewriter.store import issues, stories

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Incoming"]

_RESTS = ("images", "moves", "extra", "citations")


class Incoming:
    """Takes in what stands in one file."""

    def __init__(self, workspace: Workspace, file: str) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._file = file

    @staticmethod
    def knows(workspace: Workspace, edition: str) -> bool:
        """Tell whether an issue is here, and more of it than its name and number."""
        issue = issues.by_edition(workspace.store, edition)
        if issue is None:
            return False
        bare = not (issue.subject or issue.preheader or issue.intro)
        return not bare or bool(issues.placements(workspace.store, issue.id))

    def issue(self, written: manuscript.Manuscript, edition: str) -> Issue:
        """Make the issue with the file's number; raises ManuscriptError where it has another's."""
        line = written.front.get("number")
        number = int(line.value) if line and line.value.isdecimal() and len(line.value) < 10 else 0
        try:
            day = date.fromisoformat(edition[:10])
            issue = self._workspace.issues.new(day, edition=edition, number=number or None)
        except (ValueError, UsageError) as error:
            said = error.message if isinstance(error, UsageError) else f"“{edition}” is no edition"
            hint = error.hint if isinstance(error, UsageError) else "As 2026-03-13."
            at = written.front["edition"].number
            raise manuscript.ManuscriptError(said, file=self._file, line=at, hint=hint) from None
        house = [name for name in self._workspace.config.sections if name in written.sections]
        if list(written.sections) != house:
            self._workspace.issues.edit(edition, {"sections": written.sections})
        return self._workspace.issues.get(issue.edition)

    def story(
        self, one: manuscript.Written, rest: manuscript.Rest, known: Mapping[int, Story]
    ) -> Story:
        """Return the story that a file tells whole, made where it is not here yet.

        Numbers are those of another workspace: what has the number here and another source is
        another story, and the file's gets a new number.
        """
        here = known.get(rest.story_id) or self._any(rest.story_id)
        if here is not None and rest.is_of(here) is False:
            here = next((story for story in known.values() if rest.is_of(story)), None)
        elif here is not None and rest.is_of(here) is None and rest.story_id not in known:
            here = here if here.headline == one.headline else None
        if here is None:
            return self._made(rest)
        return self._updated(here, rest)

    def waive(self, issue: Issue, written: manuscript.Manuscript, ids: Mapping[int, int]) -> int:
        """Let stand what the file says may stand; what may stand here already, still may.

        Returns how many findings the file has answered for anew.
        """
        count = 0
        now = {(w.check_id, w.where) for w in self._workspace.issues.composition(issue).waivers}
        own = {one.id: ids[one.line] for one in written.stories if one.id is not None}
        for check_id, where, reason in written.waivers:
            noun, _, rest = where.partition("/")
            number, slash, place = rest.partition("/")
            if noun == "story" and number.isdecimal():
                where = f"story/{own.get(int(number), int(number))}{slash}{place}"
            if (check_id, where) not in now:
                self._workspace.issues.waive(issue, check_id, where, reason)
                count += 1
        return count

    def _any(self, story_id: int) -> Story | None:
        try:
            return self._workspace.writing.story(story_id)
        except NotFoundError:
            return None

    def _made(self, rest: manuscript.Rest) -> Story:
        next_story, next_source = stories.next_ids(self._store)
        free = self._any(rest.story_id) is None
        story_id = rest.story_id if free and rest.story_id else next_story
        sources = [
            replace(source, id=next_source + at, story_id=story_id)
            for at, source in enumerate(rest.sources)
        ]
        # Its format is an edit like any other: one that is not known here is refused.
        edits = writing.new_story(None, (story_id, next_source), sources=sources)
        self._workspace.change(f"story {story_id} from a file", edits)
        return self._resting(self._workspace.writing.story(story_id), rest, sources)

    def _updated(self, story: Story, rest: manuscript.Rest) -> Story:
        """Give a story here the sources of the file; of two texts of one page the newer counts."""
        sources: list[Source] = []
        for one in rest.sources:
            mine = next((s for s in story.sources if s.url and s.url == one.url), None)
            mine = mine or next((s for s in story.sources if _is_same(s, one)), None)
            if mine is None:
                _, new_id = stories.next_ids(self._store)
                mine = replace(one, id=new_id, story_id=story.id)
                self._change(story, [writing.new_source(mine)])
            elif one.captured_at > mine.captured_at:
                self._change(story, writing.captured_anew(mine, one))
            sources.append(mine)
        return self._resting(self._workspace.writing.story(story.id), rest, sources)

    def _resting(self, story: Story, rest: manuscript.Rest, sources: Sequence[Source]) -> Story:
        wanted = rest.story(story, sources)
        fields = {name: getattr(wanted, name) for name in _RESTS}
        self._change(story, writing.edit_story(story, fields))
        if not story.highlights and wanted.highlights:
            # So that each line of the file that is one of these keeps what it rests on.
            self._change(story, writing.set_highlights(story, wanted.highlights))
        return self._workspace.writing.story(story.id)

    def _change(self, story: Story, edits: Sequence[Edit]) -> None:
        self._workspace.change(f"{writing.called(story)} from a file", edits)


def _is_same(mine: Source, other: Source) -> bool:
    return (mine.captured_at, mine.text_hash) == (other.captured_at, other.text_hash)
