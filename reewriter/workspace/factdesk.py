"""The fact desk of a workspace, for both front ends: what the house answers for, and mending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from reewriter.config import house as house_file
from reewriter.config.house import FILE
from reewriter.config.house_file import house_of, text_of
from reewriter.errors import UsageError
from reewriter.formats import with_text
from reewriter.model import FileEdit, Finding, Story
from reewriter.text.house import House, HouseFact

if TYPE_CHECKING:
    from reewriter.checks.spelling import Speller
    from reewriter.text.copy_desk import HouseStyle
    from reewriter.text.glossary import Glossary
    from reewriter.workspace.workspace import Workspace

__all__ = ["FactDesk", "Mend"]


@lru_cache(8)
def _with_names(house: House, names: Glossary) -> House:
    return replace(house, names=names)


_DASHES = {"em": "—", "em spaced": " — ", "en spaced": " – ", "": ""}


@dataclass(frozen=True, slots=True)
class Mend:
    """One text of a story, as it is and as it would be."""

    where: str
    before: str
    after: str
    done: tuple[str, ...]
    """What was mended in it, in words."""


class FactDesk:
    """Vouches, coins, reviews and mends."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def house(self) -> House:
        """What the house answers for."""
        from reewriter.workspace.glossary import names_of

        return _with_names(house_of(self._workspace.root)[0], names_of(self._workspace.root))

    @property
    def problem(self) -> str:
        """What is wrong with facts.toml, or nothing."""
        return house_of(self._workspace.root)[1]

    def must_be_readable(self) -> None:
        """Raise ConfigError where facts.toml cannot be read."""
        path = self._workspace.root / FILE
        if path.exists():
            house_file.read_house(text_of(path))

    @property
    def today(self) -> date:
        """The day on which facts must still hold, where the publication is."""
        from reewriter.desk.calendar import zone

        workspace = self._workspace
        return workspace.now().astimezone(zone(workspace.brand.publication)).date()

    def vouch(
        self, figure: str, *, entity: str = "", url: str = "", until: date | None = None
    ) -> HouseFact:
        """Answer for a figure from now on; raises UsageError where it is none, or over already."""
        from reewriter.text import safe_url
        from reewriter.text.facts import check_figures

        found = check_figures(figure, ())
        if len(found) != 1:
            what = "no figure" if not found else f"{len(found)} figures"
            raise UsageError(f"“{figure}” holds {what}", hint="As 90%, $1.3 billion, 4,200 tonnes.")
        address = safe_url(url) if url else ""
        if url and not address.startswith(("http://", "https://")):
            raise UsageError(f"“{url[:80]}” is no web address", hint="It begins with https://.")
        if until is not None and until <= self.today:
            raise UsageError(f"{until} is over", hint="Name a day to come, or none.")
        fact = HouseFact(found[0].text, " ".join(entity.split()), address, until)
        whose = f" of {fact.entity}" if fact.entity else ""
        label = f"vouched for {fact.figure}{whose}"
        self._rewrite(label, lambda text: house_file.add_fact(text, fact))
        return fact

    def answers(self, text: str, span: tuple[int, int] | None) -> bool:
        """Tell whether the house answers for the figure there: whose it is must be named, too."""
        from reewriter.text.facts import check_figures

        house = self.house
        found = check_figures(text, (), vouched=house.facts, on=self.today, glossary=house.names)
        return any(one.supported and one.span == span for one in found)

    def withdraw(self, figure: str, *, entity: str | None = None) -> None:
        """Answer for a figure no longer; raises NotFoundError."""
        self._rewrite(
            f"no longer vouched for {figure}",
            lambda text: house_file.remove(text, "facts", figure, entity=entity, file=FILE),
        )

    def coin(self, phrase: str) -> str:
        """Put a phrase on the list of those that are ours; returns it as it stands there."""
        words = " ".join(phrase.split()).strip('“”"‘’ .,;')
        if not any(sign.isalnum() for sign in words):
            raise UsageError(
                "there is no phrase to put on the list", hint="Give its words, as: magnet winter."
            )
        self._rewrite(f"called “{words}” ours", lambda text: house_file.add_coined(text, words))
        return words

    def uncoin(self, phrase: str) -> None:
        """Take a phrase off that list; raises NotFoundError."""
        self._rewrite(
            f"no longer called “{phrase}” ours",
            lambda text: house_file.remove(text, "coined", phrase, file=FILE),
        )

    def learn(self, word: str) -> str:
        """Put a word on the list of those that are spelt right; returns it as it stands there."""
        ours = " ".join(word.split()).strip("“”\"‘’' .,;")
        if not any(sign.isalpha() for sign in ours) or " " in ours:
            raise UsageError(f"“{ours[:80]}” is no word", hint="One at a time, as: lixiviant.")
        label = f"called “{ours}” a word of the house"
        self._rewrite(label, lambda text: house_file.add_word(text, ours))
        return ours

    def unlearn(self, word: str) -> None:
        """Take a word off that list; raises NotFoundError."""
        self._rewrite(
            f"no longer called “{word}” a word of the house",
            lambda text: house_file.remove(text, "words", word, file=FILE),
        )

    def _rewrite(self, label: str, edit: Callable[[str], str]) -> None:
        """Edit facts.toml, undoably; raises ConfigError where it is broken, and leaves it then."""
        path = self._workspace.root / FILE
        with self._workspace.store.write():  # one at a time, whoever it is
            before = text_of(path) if path.exists() else None
            after = edit(before or "")
            if after != before:
                self._workspace.change_file(label, FileEdit(FILE, before, after))

    def review(self, story: Story) -> list[Finding]:
        """Compare the texts of a story with its sources, wherever it stands."""
        from reewriter.checks.facts import review

        most = self._workspace.config.quoted_words
        return list(review(story, self.house, self.today, quoted_words=most))

    def review_suggestions(self, story: Story) -> list[tuple[Finding, ...]]:
        """Compare each suggestion of a story with its sources."""
        from reewriter.checks.facts import in_suggestions

        return [
            tuple(finding for _, finding in found if finding is not None)
            for found in in_suggestions(story, self.house, self.today)
        ]

    @property
    def speller(self) -> Speller:
        """How words are spelt here now."""
        from reewriter.checks.spelling import Speller
        from reewriter.workspace.glossary import names_of

        workspace = self._workspace
        locale = workspace.brand.publication.locale
        return Speller(locale, self.house, names_of(workspace.root))

    def entities(self, sentence: str) -> list[str]:
        """Return what of the beat a sentence names."""
        from reewriter.text.glossary import find_tags
        from reewriter.workspace.glossary import names_of

        return [tag.name for tag in find_tags(sentence, names_of(self._workspace.root))]

    def true_wordings(
        self, story: Story, *, where: str = "", span: tuple[int, int] | None = None
    ) -> list[Mend]:
        """Return what the texts of a story would be with their sources' wording in quotations.

        `where` and `span` name one quotation; without them, all that are near.
        """
        return [mend for mend, _ in self._worded(story, where, span) if mend.done]

    def unmendable(
        self, story: Story, *, where: str = "", span: tuple[int, int] | None = None
    ) -> list[tuple[str, str]]:
        """Return the quotations that no wording of the source would mend: the text, and why not."""
        return [
            (mend.where, why)
            for mend, refused in self._worded(story, where, span)
            for why in refused
        ]

    def _worded(
        self, story: Story, where: str, span: tuple[int, int] | None
    ) -> Iterator[tuple[Mend, list[str]]]:
        """Yield each text of a story with the wordings that fit, and why others do not."""
        from reewriter.checks.fact_marks import source_text
        from reewriter.checks.facts import readable
        from reewriter.checks.spec import story_passages
        from reewriter.text.facts import check_quotations
        from reewriter.text.facts.mending import true_wording, why_none

        sources = tuple(map(source_text, readable(story)))
        for passage in story_passages(story) if sources else ():
            if where and passage.where != where:
                continue
            text, done, refused = passage.text, [], []
            marked, ours = passage.marked()
            found = check_quotations(marked, sources, coined=self.house.coined)
            for one in sorted(found, key=lambda one: one.span, reverse=True):
                start, end = ours(one.span)
                if span is not None and (start, end) != span:
                    continue
                if one.verdict == "near":
                    words = true_wording(marked, one, sources)
                    if words is not None:
                        marked = marked[: one.span[0]] + words + marked[one.span[1] :]
                        text = text[:start] + words + text[end:]
                        done.append(f"“{one.text}” → “{words}”")
                        continue
                if one.verdict in ("near", "missing"):
                    refused.append(why_none(one))
            mend = Mend(passage.where, passage.text, text, tuple(reversed(done)))
            yield mend, refused[::-1]

    def style_mends(self, story: Story) -> list[Mend]:
        """Return what the texts of a story would be in the house's style, slips mended."""
        from reewriter.checks.spec import story_passages
        from reewriter.text.copy_desk import mended, proofread

        mends: list[Mend] = []
        style = self._style()
        for passage in story_passages(story):
            remarks = [one for one in proofread(passage.text, style) if one.better is not None]
            after = mended(passage.text, remarks)
            if after != passage.text:
                done = dict.fromkeys(one.message for one in remarks)
                mends.append(Mend(passage.where, passage.text, after, tuple(done)))
        return mends

    def _style(self) -> HouseStyle:
        from reewriter.text.copy_desk import HouseStyle

        written = dict(self._workspace.config.style)
        if "dash" in written:
            written["dash"] = _DASHES[written["dash"]]
        return HouseStyle(**written)  # type: ignore[arg-type]  # the config has checked each

    def apply(self, story: Story, mends: Iterable[Mend], label: str) -> Story:
        """Write mended texts into a story, as one change; each text before becomes a version."""
        workspace = self._workspace
        texts = {mend.where.split("/", 2)[2]: mend.after for mend in mends}
        with workspace.together(label, keep=True):
            for name, text in texts.items():
                if not name.startswith("highlight/"):
                    own = name in ("headline", "deck")
                    changes = {name: text} if own else with_text(story, name, text)
                    story = workspace.writing.edit(story.id, changes, base=story)
            lines = [
                replace(line, text=texts.get(f"highlight/{number}", line.text))
                for number, line in enumerate(story.highlights, 1)
            ]
            if tuple(lines) != story.highlights:
                story = workspace.writing.set_highlights(story.id, lines, base=story)
        return story
