"""What the publication ran already on a story's subject, for both front ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reewriter.desk.related import Related, best, sentence, shared, subject_of
from reewriter.errors import UsageError
from reewriter.model import Composition, Finding, Story
from reewriter.store import past_stories

if TYPE_CHECKING:
    from reewriter.text.facts import SourceText
    from reewriter.workspace.workspace import Workspace

__all__ = ["Coverage"]

_SHOWN = 8
_COMPARED = 20
_REMEMBERED = 256
_earlier: dict[tuple[object, ...], tuple[SourceText, ...]] = {}
"""What was run on the subject of each story: checks ask with every change of any of them."""


class Coverage:
    """Looks back at what went out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def related(self, story: Story, *, most: int = _SHOWN) -> list[Related]:
        """Return what was run on a story's subject before, what shares most with it first."""
        from reewriter.workspace.glossary import names_of

        workspace = self._workspace
        glossary = names_of(workspace.root)
        subject = subject_of(story, glossary)
        if not subject.match:
            return []
        today = workspace.facts.today
        publication = workspace.brand.publication
        found: list[tuple[Related, float]] = []
        for past in past_stories.search(
            workspace.store, subject.match, besides=story.id, before=self._day(story)
        ):
            common = shared(subject, past.headline, "\n".join([past.body, *past.tags]), glossary)
            if common:
                one = Related(
                    past.headline,
                    past.own_url or publication.page_of(past.edition),
                    past.date,
                    common,
                    story_id=past.id,
                    edition=past.edition,
                    number=past.number,
                    text=f"{past.headline}\n\n{past.body}",
                )
                found.append((one, past.rank))
        known = {source.url for source in story.sources}
        for item in past_stories.own_items(
            workspace.store, subject.match, self._own_feeds(), before=today
        ):
            common = shared(subject, item.title, item.text, glossary)
            if common and item.url not in known:
                own = Related(item.title, item.url, item.date, common, item_id=item.id)
                found.append((own, item.rank))
        return best(found)[:most]

    def earlier(self, composition: Composition) -> dict[int, tuple[SourceText, ...]]:
        """Return by each story's id what was run on its subject before, the newest first."""
        workspace = self._workspace
        now = (workspace.root, past_stories.state(workspace.store))
        found: dict[int, tuple[SourceText, ...]] = {}
        for placed in composition.above:
            story = placed.story
            key = (*now, self._day(story), composition.issue.id, story.id, story.revision)
            if key not in _earlier:
                if len(_earlier) >= _REMEMBERED:
                    _earlier.clear()
                _earlier[key] = self.past_texts(story)
            found[story.id] = _earlier[key]
        return found

    def past_texts(self, story: Story) -> tuple[SourceText, ...]:
        """Return the texts that were run on a story's subject, the newest first."""
        from reewriter.text.facts import SourceText

        ran = [one for one in self.related(story, most=_COMPARED) if one.text]
        ran.sort(key=lambda one: (one.date, one.edition), reverse=True)
        return tuple(SourceText(one.text, one.label) for one in ran)

    def notes(self, story: Story) -> list[Finding]:
        """Return what earlier issues, and its sources among themselves, say otherwise."""
        from reewriter.checks.fact_notes import notes
        from reewriter.checks.facts import readable
        from reewriter.checks.spec import story_passages
        from reewriter.workspace.glossary import names_of

        texts, glossary = list(story_passages(story)), names_of(self._workspace.root)
        return list(notes(story, texts, readable(story), self.past_texts(story), glossary))

    def _day(self, story: Story) -> date:
        """Return the day before which an issue is an earlier one.

        On the evening before, this morning's issue is an earlier one of a story for tomorrow's.
        """
        today = self._workspace.facts.today
        return max(today, past_stories.day_of(self._workspace.store, story.id) or today)

    def _own_feeds(self) -> list[int]:
        """Return the feeds of the publication's own site."""
        home = _host(self._workspace.brand.publication.home_url)
        feeds = self._workspace.wire.feeds() if home else []
        return [feed.id for feed in feeds if home in (_host(feed.url), _host(feed.site))]

    def sentence(self, related: Related) -> str:
        """Return the sentence that tells readers what was reported before."""
        publication = self._workspace.brand.publication
        day = f"{related.date:%B} {related.date.day}, {related.date.year}"
        return sentence(related, publication.name, day)

    def insert(self, story_id: int, related: Related) -> Story:
        """Put that sentence behind the critique, as one change."""
        story = self._workspace.writing.story(story_id)
        said = self.sentence(related)
        if said in story.critique:
            raise UsageError("the critique says so already", hint="Choose another.")
        critique = f"{story.critique.rstrip()}\n\n{said}" if story.critique.strip() else said
        with self._workspace.together(f"earlier coverage in story {story_id}"):
            return self._workspace.writing.edit(story_id, {"critique": critique}, base=story)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
