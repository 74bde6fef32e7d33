"""A whole issue as a file: what is written is read back exactly, and every mistake has its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.desk.manuscript import (
    ManuscriptError,
    dump,
    dump_story,
    edition_of,
    issue_changes,
    order,
    read,
    read_story,
    sections_of,
    story_changes,
)
from reewriter.formats import FORMATS, PARTS
from reewriter.model import Composition, Highlight, Issue, Placed, Placement, Source, Story
from reewriter.text import clean
from tests.sample_issue import sample_brand, sample_composition

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECTIONS = ("Top Story", "Policy", "Markets")

# Texts that look like the form itself, and whatever else people and feeds write.
_HEADINGS = st.sampled_from(
    ["# Top Story", "## 12: Headline", "## new: x", "### Critique", "###  highlights ", "---", "#",
     "### Overview", "### text", "### Bottom line ", "a | b",
     "\\# Top Story", "\\\\## 1: x", "- point", "deck: x", "    # code", "```", "edition: 1", ""]
)  # fmt: skip
_LINES = st.one_of(_HEADINGS, st.text(max_size=30))
_TEXTS = st.lists(_LINES, max_size=6).map("\n".join)
_LINE = st.one_of(_HEADINGS, st.text(max_size=40))
_WORDS = st.lists(_LINE, max_size=3).map(tuple)
_TIMES = st.none() | st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))


@st.composite
def _stories(draw: st.DrawFn) -> Story:
    source = Source(
        id=7, story_id=5, item_id=None, outlet=draw(_LINE), reporter=draw(_LINE), url=draw(_LINE),
        published=draw(_TIMES), text="frozen", text_hash="", captured_at=NOW, complete=True,
        primary=True,
    )  # fmt: skip
    return Story(
        id=5,
        format=draw(st.sampled_from([*FORMATS, "verdict"]) | _LINE),
        headline=draw(_LINE),
        deck=draw(_LINE),
        tldr=draw(_TEXTS),
        extra=draw(st.dictionaries(st.sampled_from(sorted(PARTS)), _TEXTS, max_size=3)),
        critique=draw(_TEXTS),
        tags=draw(_WORDS),
        authors=draw(_WORDS),
        own_url=draw(_LINE),
        embargo_until=draw(_TIMES),
        note=draw(_TEXTS),
        highlights=tuple(Highlight(text) for text in draw(_WORDS)),
        sources=draw(st.sampled_from([(), (source,)])),
    )


def _composition(*placed: Placed, issue: Issue | None = None) -> Composition:
    given_ = issue or Issue(id=1, date=date(2026, 3, 2), edition="2026-03-02", number=214)
    return Composition(given_, placed)


def _placements(composition: Composition) -> list[Placement]:
    return [
        Placement(composition.issue.id, p.story.id, p.section, p.position, p.bench)
        for p in composition.placed
    ]


@given(_stories())
def test_a_story_that_nobody_changed_has_no_changes(story: Story) -> None:
    written = read_story(dump_story(story, zone=ZONE), file="story.md")
    assert not story_changes(story, written, zone=ZONE, file="story.md")


@given(
    stories=st.lists(_stories(), max_size=4),
    intro=_TEXTS,
    subject=_LINE,
    preheader=_LINE,
    subjects=_WORDS,
    own_text=st.lists(_LINES, max_size=6).map("\n".join),
    places=st.lists(st.tuples(st.sampled_from([*SECTIONS, "Gone"]), st.booleans()), min_size=4),
)
def test_an_issue_that_nobody_changed_has_no_changes(
    stories: list[Story],
    intro: str,
    subject: str,
    preheader: str,
    subjects: tuple[str, ...],
    own_text: str,
    places: list[tuple[str, bool]],
) -> None:
    by_hand = clean(own_text).strip("\n")
    by_hand = f"{by_hand}\n" if by_hand.strip() else ""
    issue = Issue(
        id=1, date=date(2026, 3, 2), edition="2026-03-02", number=214, subject=subject,
        subjects=subjects, preheader=preheader, intro=intro, own_text=by_hand,
        own_text_of="0a1b" if by_hand else "",
    )  # fmt: skip
    counts: dict[tuple[str, bool], int] = {}
    placed = []
    for number, story in enumerate(stories, 1):
        where = places[number - 1]
        counts[where] = counts.get(where, -1) + 1
        placed.append(Placed(replace(story, id=number), where[0], counts[where], where[1]))
    ranks = {name: rank for rank, name in enumerate([*SECTIONS, "Gone"])}
    placed.sort(key=lambda p: (p.bench, ranks[p.section], p.position))
    composition = _composition(*placed, issue=issue)

    known = sections_of(composition, SECTIONS)
    manuscript = read(dump(composition, SECTIONS, zone=ZONE), known, file="issue.md")

    assert issue_changes(issue, manuscript) == {}
    ids = {one.line: one.id or 0 for one in manuscript.stories}
    assert list(ids.values()) == [p.story.id for p in placed]
    above = {p.story.id for p in composition.above}
    now = _placements(composition)
    assert order(manuscript, ids, now, above, issue_id=1, sections=known) == ()


@given(old=_stories(), new=_TEXTS, headline=_LINE)
def test_what_was_changed_in_the_file_is_what_is_changed(
    old: Story, new: str, headline: str
) -> None:
    edited = replace(old, critique=new, headline=headline)
    written = read_story(dump_story(edited, zone=ZONE), file="story.md")

    changes = story_changes(old, written, zone=ZONE, file="story.md")
    after = replace(old, **dict(changes.fields))  # type: ignore[arg-type] # only texts can be here

    assert set(changes.fields) <= {"critique", "headline"}
    assert not changes.source
    assert not story_changes(after, written, zone=ZONE, file="story.md")
    plain = [line for line in new.split("\n") if line.strip()]
    if new.isascii() and new.replace("\n", "").isprintable() and plain:
        kept = [line for line in after.critique.split("\n") if line.strip()]
        assert kept == plain


def test_the_sample_issue_reads_like_a_page_somebody_would_edit() -> None:
    composition = sample_composition()
    text = dump(composition, sample_brand().sections, zone=ZONE)
    first = composition.above[0].story
    assert text.startswith("---\n# The whole issue in one file.")
    assert f"\nsubject: {composition.issue.subject}\n" in text
    assert f"\n# {composition.above[0].section}\n\n## {first.id}: {first.headline}\n" in text
    assert f"\n- {first.highlights[0].text}\n" in text
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    assert edition_of(text, file="x") == composition.issue.edition


def test_times_are_those_of_the_publication_both_ways() -> None:
    source = Source(
        id=1, story_id=1, item_id=None, outlet="", reporter="", url="", published=NOW, text="",
        text_hash="", captured_at=NOW, complete=True, primary=True,
    )  # fmt: skip
    story = Story(id=1, sources=(source,))
    text = dump_story(story, zone=ZONE)
    assert "published: 2026-03-02 07:00" in text
    later = text.replace("07:00", "09:30")
    changes = story_changes(story, read_story(later, file="f"), zone=ZONE, file="f")
    assert changes.source == {"published": NOW + timedelta(hours=2, minutes=30)}
    named = text.replace("2026-03-02 07:00", "2026-03-02T07:00+09:00")
    changes = story_changes(story, read_story(named, file="f"), zone=ZONE, file="f")
    there = datetime(2026, 3, 2, 7, tzinfo=timezone(timedelta(hours=9)))
    assert changes.source == {"published": there}


def test_a_line_that_is_missing_leaves_its_field_and_an_empty_one_empties_it() -> None:
    story = Story(id=1, headline="H", deck="Deck", note="Note", tags=("a",), critique="Text")
    text = "## 1: H\n\ndeck:\n"
    changes = story_changes(story, read_story(text, file="f"), zone=ZONE, file="f")
    assert changes.fields == {"deck": ""}
    assert changes.highlights is None


def test_highlights_keep_what_they_rest_on() -> None:
    old = (Highlight("One", 7, (0, 3)), Highlight("Two", 7, (4, 7)), Highlight("Three"))
    story = Story(id=1, highlights=old)
    text = "## 1:\n\n### Highlights\n\n- Three\n- Two\n  and a half\n- One\n"
    changes = story_changes(story, read_story(text, file="f"), zone=ZONE, file="f")
    assert changes.highlights == (
        Highlight("Three"),
        Highlight("Two and a half", 7, (4, 7)),
        Highlight("One", 7, (0, 3)),
    )


def test_headings_of_ones_own_are_text() -> None:
    text = "## 1: H\n\n### Critique\n\n### What it leaves out\n\n#### Much\n\n\\## Not a story\n"
    assert read_story(text, file="f").texts == {
        "critique": "### What it leaves out\n\n#### Much\n\n## Not a story"
    }


def test_a_briefing_has_its_parts_and_a_critique_has_not() -> None:
    text = (
        "## 1: H\n\nformat: briefing\n\n### Overview\n\nShort.\n\n### Text\n\n### Conclusion\n\nx\n"
        "\n### Expert views\n\nAna Ruiz | Port Institute | “So many.”\n"
    )
    story = Story(id=1, headline="H", format="briefing", extra={"outlook": "kept", "overview": "x"})
    changes = story_changes(story, read_story(text, file="f"), zone=ZONE, file="f")
    assert changes.fields == {
        "critique": "### Conclusion\n\nx",
        "extra": {
            "outlook": "kept",
            "overview": "Short.",
            "experts": "Ana Ruiz | Port Institute | “So many.”",
        },
    }
    with pytest.raises(ManuscriptError, match="a critique has no part “Overview”"):
        read_story(text.replace("briefing", "critique"), file="f")


def test_a_sponsor_is_a_line_of_the_story() -> None:
    story = Story(id=1, headline="H", format="sponsor", extra={"sponsor": "Lode & Sons"})
    file = dump_story(story, zone=ZONE)
    assert "sponsor: Lode & Sons\n" in file
    edited = read_story(file.replace("& Sons", "AG"), file="f")
    changes = story_changes(story, edited, zone=ZONE, file="f")
    assert changes.fields == {"extra": {"sponsor": "Lode AG"}}


HEAD = "---\nedition: 2026-03-02\n---\n\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "must begin with ---"),
        ("\n\nnothing\n", 3, "must begin with ---"),
        ("---\nedition: 2026-03-02\nsubject: x\n", 3, "that ends the head is missing"),
        ("---\nsubject: x\n---\n", 1, "names no edition"),
        ("---\nedition: 2026-03-02\nsubjet: x\n---\n", 3, "Did you mean “subject”?"),
        ("---\nedition: 2026-03-02\nsubject: x\nsubject: y\n---\n", 4, "twice"),
        (HEAD + "Intro\n\n# Polcy\n", 7, "Did you mean “Policy”?"),
        (HEAD + "# Policy\n\nlost words\n", 7, "between a section and its first story"),
        (HEAD + "## 1: Alone\n", 5, "outside of any story or section"),
        (HEAD + "# Policy\n\n## Headline\n", 7, "begins no story"),
        (HEAD + "# Policy\n\n## 1: H\n\nwords\n", 9, "is no field"),
        (HEAD + "# Policy\n\n## 1: H\n\ndek: x\n", 9, "Did you mean “deck”?"),
        (HEAD + "# Policy\n\n## 1: H\ndeck: x\ndeck: y\n", 9, "twice"),
        (HEAD + "# Policy\n\n## 1: H\n\n### Critique\nx\n### Critique\ny\n", 11, "twice"),
        (HEAD + "# Policy\n\n## 1: H\n\n### Highlights\n\nno dash\n", 11, "begins with “- ”"),
        (HEAD + "# Policy\n\n## 1: H\n\n## 1: again\n", 9, "there already, in line 7"),
        (HEAD + "# Policy\n\n## 1: H\n\n### Critique\n\n# Whole new part\n", 11, "no section"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ManuscriptError) as raised:
        read(text, SECTIONS, file="issue.md")
    assert raised.value.line == line
    assert f"issue.md:{line}: " in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("link: javascript:alert(1)", "no web address"),
        ("own_url: nowhere", "no web address"),
        ("published: yesterday", "is no time"),
        ("embargo: 2026-13-01", "is no time"),
        ("format: very long!", "no story format"),
        ("format:", "no story format"),
    ],
)
def test_a_value_that_is_none_is_told_with_its_line(field: str, words: str) -> None:
    written = read_story(f"## 1: H\n\n{field}\n", file="f.md")
    with pytest.raises(ManuscriptError, match=words) as raised:
        story_changes(Story(id=1, headline="H"), written, zone=ZONE, file="f.md")
    assert raised.value.line == 3


@pytest.mark.parametrize("line", ["edition: 2026-03-03", "number: 7"])
def test_edition_and_number_are_not_changed_by_a_file(line: str) -> None:
    composition = _composition()
    text = dump(composition, SECTIONS, zone=ZONE)
    name = line.split(":")[0]
    old = next(row for row in text.split("\n") if row.startswith(f"{name}:"))
    manuscript = read(text.replace(old, line), SECTIONS, file="f")
    with pytest.raises(ManuscriptError, match="cannot be changed here"):
        issue_changes(composition.issue, manuscript)


def _placed(*spots: tuple[int, str, bool]) -> Composition:
    counts: dict[tuple[str, bool], int] = {}
    entries = []
    for number, section, bench in spots:
        at = counts[section, bench] = counts.get((section, bench), -1) + 1
        entries.append(Placed(Story(id=number, headline=f"H{number}"), section, at, bench))
    return _composition(*entries)


def _ordered(text: str, seen: Composition, now: Composition) -> dict[int, tuple[str, int, bool]]:
    manuscript = read(text, SECTIONS, file="f")
    ids = {one.line: one.id or 99 for one in manuscript.stories}
    above = {p.story.id for p in seen.above}
    found = {p.story_id: (p.section, p.position, p.bench) for p in _placements(now)}
    for edit in order(manuscript, ids, _placements(now), above, issue_id=1, sections=SECTIONS):
        after = dict(edit.after or {})
        found[int(edit.key[1])] = (
            str(after["section"]), int(str(after["position"])), bool(after["bench"])
        )  # fmt: skip
    return found


def test_stories_stand_where_the_file_has_them() -> None:
    before = _placed((1, "Policy", False), (2, "Policy", False), (3, "Markets", True))
    text = HEAD + "# Top Story\n## 3: H3\n# Policy\n## 2: H2\n## 1: H1\n"
    assert _ordered(text, before, before) == {
        1: ("Policy", 1, False),
        2: ("Policy", 0, False),
        3: ("Top Story", 0, False),
    }


def test_a_story_taken_out_of_the_file_waits_on_the_bench() -> None:
    before = _placed((1, "Policy", False), (2, "Policy", False), (3, "Markets", True))
    text = HEAD + "# Policy\n## 2: H2\n"
    assert _ordered(text, before, before) == {
        1: ("Policy", 0, True),
        2: ("Policy", 0, False),
        3: ("Markets", 0, True),
    }


def test_what_came_while_the_file_was_edited_stays() -> None:
    seen = _placed((1, "Policy", False))
    now = _placed((1, "Policy", False), (4, "Policy", False), (5, "Policy", True))
    text = HEAD + "# Policy\n## 1: H1\n"
    assert _ordered(text, seen, now) == {
        1: ("Policy", 0, False),
        4: ("Policy", 1, False),
        5: ("Policy", 0, True),
    }


def test_a_section_that_is_called_bench_is_not_the_bench() -> None:
    sections = ("Bench", "Policy")
    composition = _composition(
        Placed(Story(id=1), "Bench", 0, False), Placed(Story(id=2), "Bench", 0, True)
    )
    manuscript = read(dump(composition, sections, zone=ZONE), sections, file="f")
    assert [(one.id, one.section, one.bench) for one in manuscript.stories] == [
        (1, "Bench", False),
        (2, "", True),
    ]
