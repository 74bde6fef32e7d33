"""The stories of the sample issue: who wrote what, and the texts that lie in the data folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from reewriter.model import Highlight, Placed, Source, Story

__all__ = ["BENCH_MARK", "NOTE_MARK", "sample_stories"]

NOTE_MARK = "Internal: call the mine before noon"
"""Stands in a story's `note`; must never be seen in any format."""
BENCH_MARK = "The Story That Waits for Monday"
"""The headline of the story on the bench; must never be seen in any format."""

_DATA = Path(__file__).parent / "data" / "sample_issue"
_CAPTURED = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)
_LONG_URL = (
    "https://prices.spotdesk.example/dysprosium-oxide/rotterdam-versus-jiangxi/"
    "2026-03-12/weekly-assessment-of-heavy-rare-earth-oxides-delivered-in-warehouse"
    "?utm_source=wire&basis=CIF%20Rotterdam&unit=USD%2Fkg&series=DyOxide99.5&view=chart"
)


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What differs between the stories; the texts come from the data folder by name."""

    id: int
    name: str
    headline: str
    outlet: str
    reporter: str
    url: str
    published: datetime
    highlights: tuple[tuple[str, str], ...]
    """What we say, and the words of the source it rests on."""
    tags: tuple[str, ...] = ()
    deck: str = ""
    tldr: str = ""
    format: str = "critique"
    own_url: str = ""
    note: str = ""
    authors: tuple[str, ...] = ()


_SKETCHES: tuple[tuple[str, _Sketch], ...] = (
    (
        "Policy",
        _Sketch(
            id=1,
            name="floor",
            headline="A Price Floor Buys Time—But Not a Gram of Dysprosium",
            outlet="The Harbor Ledger",
            reporter="Ines Okafor",
            url="https://harborledger.example/2026/03/12/price-floor",
            published=datetime(2026, 3, 12, 14, 5, tzinfo=UTC),
            highlights=(
                (
                    "The Pentagon's contract guarantees $110 a kilogram for ten years, "
                    "nearly twice what the market paid.",
                    "The contract sets a floor of $110 per kilogram",
                ),
                (
                    "Lenders follow the guarantee: two banks have offered loans for a second "
                    "magnet factory.",
                    "Two of them have since offered the company loans",
                ),
                (
                    "Heavy rare earths stay outside the bargain, and with them every motor "
                    "that runs hot.",
                    "neodymium-praseodymium oxide",
                ),
            ),
            tags=("price floor", "MP Materials", "Pentagon"),
            deck="A careful account of a new kind of contract leaves out the two elements "
            "it does not cover.",
            note=NOTE_MARK,
            authors=("Mara Ellison",),
        ),
    ),
    (
        "Mining & Processing",
        _Sketch(
            id=2,
            name="lynas",
            headline="Inside Gebeng: First Heavies Outside China, and a Number Nobody Gives",
            outlet="Straits Metals Review",
            reporter="Tan Wei Ling",
            url="https://straitsmetals.example/features/gebeng-heavy-circuit",
            published=datetime(2026, 3, 11, 23, 40, tzinfo=UTC),
            highlights=(
                (
                    "Dysprosium left the Malaysian plant in May 2025 and terbium in June.",
                    "left the plant at Gebeng in May 2025, and terbium followed in June",
                ),
                (
                    "The new circuit takes up to 1,500 tonnes of mixed concentrate a year, "
                    "not of dysprosium.",
                    "up to 1,500 tonnes of mixed heavy concentrate a year",
                ),
            ),
            tags=("Lynas", "separation", "Malaysia"),
        ),
    ),
    (
        "Magnets",
        _Sketch(
            id=3,
            name="narva",
            headline="Night Shift in Narva: Europe Counts Furnaces, Not Feed",
            outlet="Põhjaranniku Majandus",
            reporter="Jaan Põldmäe",
            url="https://majandus.example/narva/%C3%B6%C3%B6vahetus?id=77&lang=et",
            published=datetime(2026, 3, 12, 4, 0, tzinfo=UTC),
            highlights=(
                (
                    "The Estonian factory can make 2,000 tonnes of magnets a year "
                    "in its first phase.",
                    "can make 2,000 tonnes a year in its first phase",
                ),
                (
                    "Europe wants to process 40 per cent of what it uses by 2030.",
                    "wants 40 per cent of what the bloc uses",
                ),
                (
                    "A grant of €18.7 million paid for machines, not for a mine.",
                    "received €18.7 million from the Just Transition Fund",
                ),
            ),
            tags=("Estonia", "magnets", "CRMA"),
            authors=("Tomás Įgnat",),
        ),
    ),
    (
        "Markets",
        _Sketch(
            id=4,
            name="spread",
            headline="One Powder, Two Prices",
            outlet="Spot Desk",
            reporter="",
            url=_LONG_URL,
            published=datetime(2026, 3, 12, 16, 30, tzinfo=UTC),
            highlights=(),
            format="brief",
        ),
    ),
    (
        "Markets",
        _Sketch(
            id=5,
            name="nitride",
            headline="Iron & Nitrogen Take the Easy Jobs",
            outlet="North Shore Engineer",
            reporter="Dag Lindqvist",
            url="https://northshore.example/iron-nitride",
            published=datetime(2026, 3, 10, 12, 0, tzinfo=UTC),
            highlights=(
                (
                    "Iron nitride magnets need no rare earths and already drive loudspeakers.",
                    "A pilot plant now makes small series for loudspeakers.",
                ),
                (
                    "Above roughly 200 °C the material loses its order, so motors stay with "
                    "neodymium.",
                    "The material loses its order above roughly 200 °C.",
                ),
            ),
            tags=("substitution", "iron nitride"),
            tldr="No replacement for neodymium, but a relief: every loudspeaker that does "
            "without it leaves more for motors.",
            own_url="https://reex.example/iron-nitride-easy-jobs",
        ),
    ),
)


def sample_stories() -> tuple[Placed, ...]:
    """Build the five stories that go out, in order, and one on the bench."""
    above: list[Placed] = []
    for section, sketch in _SKETCHES:
        position = sum(1 for p in above if p.section == section)
        above.append(Placed(_story(sketch), section=section, position=position, bench=False))
    waiting = Story(id=6, headline=BENCH_MARK, critique="Not before Monday.", tags=("bench",))
    return (*above, Placed(waiting, section="Policy", position=0, bench=True))


def _story(sketch: _Sketch) -> Story:
    text = (_DATA / f"{sketch.name}.source.md").read_text(encoding="utf-8")
    source = Source(
        id=sketch.id * 10,
        story_id=sketch.id,
        item_id=None,
        outlet=sketch.outlet,
        reporter=sketch.reporter,
        url=sketch.url,
        published=sketch.published,
        text=text,
        text_hash=blake2b(text.encode(), digest_size=16).hexdigest(),
        captured_at=_CAPTURED,
        complete=True,
        primary=True,
    )
    highlights = []
    for words, evidence in sketch.highlights:
        start = text.index(evidence)
        highlights.append(Highlight(words, source.id, (start, start + len(evidence))))
    return Story(
        id=sketch.id,
        format=sketch.format,
        headline=sketch.headline,
        deck=sketch.deck,
        tldr=sketch.tldr,
        critique=(_DATA / f"{sketch.name}.critique.md").read_text(encoding="utf-8"),
        tags=sketch.tags,
        authors=sketch.authors,
        own_url=sketch.own_url,
        note=sketch.note,
        highlights=tuple(highlights),
        sources=(source,),
    )
