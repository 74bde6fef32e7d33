"""A daily issue as typed values for any test: five stories, one on the bench, nothing rendered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reewriter.model import Author, Brand, Composition, Issue, Placed, Publication, RecentStory
from tests.sample_stories import BENCH_MARK, NOTE_MARK, sample_stories

__all__ = [
    "BENCH_MARK",
    "NOTE_MARK",
    "NOW",
    "long_composition",
    "sample_brand",
    "sample_composition",
    "sample_stories",
    "with_story",
]

NOW = datetime(2026, 3, 13, 10, 30, tzinfo=UTC)
"""The morning of the issue: half past six in New York."""


def sample_brand() -> Brand:
    """Build the masthead, with one section that this issue leaves empty."""
    return Brand(
        publication=Publication(
            name="Rare Earth Exchanges",
            title="Straight Into Your Inbox",
            tagline="The rare earth market, read critically, every working day",
            sender_name="Rare Earth Exchanges",
            sender_email="desk@reex.example",
            home_url="https://reex.example/",
            postal_address="Rare Earth Exchanges, 12 Monazite Way, Suite 57, Salt Lake City, "
            "UT 84101, USA",
            signup_title="Straight Into Your Inbox",
            signup_sentence="Receive a Daily News Update Intended to Help You Keep Pace With "
            "the Rapidly Evolving REE Market.",
            signup_url="https://reex.example/sign-up",
            copyright="Rare Earth Exchanges™ – Independent Reporting on the Rare Earth & "
            "Critical Minerals Supply Chain.",
            unsubscribe_url="https://reex.example/unsubscribe",
            archive_url="https://reex.example/archive",
            list_id="daily.reex.example",
            timezone="America/New_York",
            locale="en-US",
            authors=(
                Author(
                    name="Mara Ellison",
                    bio="Edits the daily desk, and ran a solvent-extraction lab before writing "
                    "about one.",
                    url="https://reex.example/authors/mara-ellison",
                ),
                Author(
                    name="Tomás Įgnat",
                    bio="Reports on magnets and motors from Tallinn.",
                ),
            ),
        ),
        sections=("Policy", "Mining & Processing", "Magnets", "Markets", "Company News"),
    )


def sample_composition() -> Composition:
    """Build the whole issue: No. 214 of Friday, 13 March 2026."""
    return Composition(
        issue=Issue(
            id=1,
            date=date(2026, 3, 13),
            edition="2026-03-13",
            number=214,
            subject="A price floor, and what it leaves out",
            preheader="Plus: the first heavies from Gebeng, and the night shift in Narva",
            intro="Good morning. Money is moving, and for once it moves *towards* the mine. "
            "Today we read five pieces that cheer, and ask of each what it did not count.",
            due_at=datetime(2026, 3, 13, 12, 0, tzinfo=UTC),
        ),
        placed=sample_stories(),
        recent=(
            RecentStory(
                "Samarium Is the Quiet One", "https://reex.example/samarium", date(2026, 3, 12)
            ),
            RecentStory("Who Reads a Licence?", "https://reex.example/licence", date(2026, 3, 11)),
            RecentStory("Brazil's Clays, Again", "https://reex.example/clays", date(2026, 3, 11)),
            RecentStory("The Furnace Gap", "https://reex.example/furnace", date(2026, 3, 10)),
            RecentStory("Recycling: Count the Scrap", "https://reex.example/s", date(2026, 3, 9)),
        ),
    )


def with_story(composition: Composition, **changes: object) -> Composition:
    """Return the composition with fields of its first story replaced."""
    first = composition.placed[0]
    # Field names and types are the caller's word: this serves tests that try odd values.
    story = replace(first.story, **changes)  # type: ignore[arg-type]
    return replace(composition, placed=(replace(first, story=story), *composition.placed[1:]))


def long_composition(stories: int = 10) -> Composition:
    """Build an issue of so many stories by repeating the sample's, with ids of their own."""
    sample = sample_composition()
    whole = [p for p in sample.above if p.story.format == "critique"]
    placed: list[Placed] = []
    for number in range(stories):
        base = whole[number * len(whole) // stories]
        position = sum(1 for p in placed if p.section == base.section)
        story = replace(base.story, id=number + 1, headline=f"{base.story.headline} ({number + 1})")
        placed.append(Placed(story, section=base.section, position=position, bench=False))
    return replace(sample, placed=tuple(placed))
