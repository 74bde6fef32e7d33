"""Which issue is open, what a score is made of, what an edit changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reewriter.desk import calendar, labels, writing
from reewriter.desk.ranking import Ranker
from reewriter.errors import UsageError
from reewriter.model import Highlight, Image, Issue, IssueStatus, Publication, Story

PUBLICATION = Publication("Exchange", "Inbox", timezone="America/New_York", first_number=214)
FRIDAY_EARLY = datetime(2026, 3, 6, 12, 59, tzinfo=UTC)  # 07:59 in New York


@pytest.mark.parametrize(
    ("now", "taken", "expected"),
    [
        (FRIDAY_EARLY, {}, date(2026, 3, 6)),
        (FRIDAY_EARLY.replace(hour=13, minute=0), {}, date(2026, 3, 9)),
        (FRIDAY_EARLY, {date(2026, 3, 6): IssueStatus.SENT}, date(2026, 3, 9)),
        (FRIDAY_EARLY, {date(2026, 3, 6): IssueStatus.PUSHED}, date(2026, 3, 6)),
        # Sunday evening in New York is Monday in UTC: the local day counts.
        (datetime(2026, 3, 9, 2, 0, tzinfo=UTC), {}, date(2026, 3, 9)),
    ],
)
def test_current_issue_is_the_next_publishing_day_not_yet_due(
    now: datetime, taken: dict[date, IssueStatus], expected: date
) -> None:
    assert calendar.next_date(PUBLICATION, now, taken) == expected


def test_due_time_follows_the_change_to_summer_time() -> None:
    assert calendar.due_at(PUBLICATION, date(2026, 3, 6)) == datetime(2026, 3, 6, 13, 0, tzinfo=UTC)
    assert calendar.due_at(PUBLICATION, date(2026, 3, 9)) == datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3h", datetime(2026, 3, 6, 15, 59, tzinfo=UTC)),
        ("tomorrow", datetime(2026, 3, 7, 5, 0, tzinfo=UTC)),
        ("1d", datetime(2026, 3, 7, 5, 0, tzinfo=UTC)),
        # Behind the change to summer time midnight in New York comes an hour sooner.
        ("3d", datetime(2026, 3, 9, 4, 0, tzinfo=UTC)),
        ("1w", datetime(2026, 3, 13, 4, 0, tzinfo=UTC)),
        (" 2026-03-08 ", datetime(2026, 3, 8, 5, 0, tzinfo=UTC)),
        ("afternoon", datetime(2026, 3, 6, 18, 0, tzinfo=UTC)),
        ("evening", datetime(2026, 3, 6, 23, 0, tzinfo=UTC)),
        ("Monday", datetime(2026, 3, 9, 4, 0, tzinfo=UTC)),
        ("fri", datetime(2026, 3, 13, 4, 0, tzinfo=UTC)),
        ("18:30", datetime(2026, 3, 6, 23, 30, tzinfo=UTC)),
        ("6:15", datetime(2026, 3, 7, 11, 15, tzinfo=UTC)),  # it is 7:59: of tomorrow
        ("monday 14:00", datetime(2026, 3, 9, 18, 0, tzinfo=UTC)),
        ("2026-03-08  09:05", datetime(2026, 3, 8, 13, 5, tzinfo=UTC)),
        ("tomorrow 7:30", datetime(2026, 3, 7, 12, 30, tzinfo=UTC)),
        ("2d 0:00", datetime(2026, 3, 8, 5, 0, tzinfo=UTC)),
    ],
)
def test_later_is_a_span_or_the_midnight_of_a_day(written: str, expected: datetime) -> None:
    assert calendar.later_than(PUBLICATION, FRIDAY_EARLY, written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-06",
        "2026-03-01",
        "0d",
        "h",
        "soon",
        "2m",
        "",
        "mo",
        "mondays",
        "25:00",
        "12:60",
        "3h 14:00",
        "2026-03-06 07:00",
        "14:00 monday",
        ":30",
    ],
)
def test_later_is_never_now_or_past(written: str) -> None:
    with pytest.raises(UsageError):
        calendar.later_than(PUBLICATION, FRIDAY_EARLY, written)


def test_what_later_may_mean_is_offered_once_and_never_past() -> None:
    offered = [word for word, _ in calendar.later_choices(PUBLICATION, FRIDAY_EARLY)]
    assert offered == ["afternoon", "evening", "tomorrow", "monday", "1w"]
    sunday_evening = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    offered = [word for word, _ in calendar.later_choices(PUBLICATION, sunday_evening)]
    assert offered == ["tomorrow", "1w"], "tomorrow is Monday, and it is evening already"


def test_numbers_rise_by_one_and_gaps_are_reported() -> None:
    assert calendar.next_number(PUBLICATION, []) == 214
    assert calendar.next_number(PUBLICATION, [214, 217]) == 218
    assert calendar.gaps([214, 217, 218]) == [215, 216]
    assert calendar.gaps([]) == []


def test_bad_date_says_how_dates_are_written() -> None:
    with pytest.raises(UsageError, match="2026-03-02"):
        calendar.parse_date("next monday")
    for slip in ("0203-03-02", "0001-01-01", "9999-12-31"):
        with pytest.raises(UsageError, match="no year of ours"):
            calendar.parse_date(slip)


def test_score_is_the_sum_of_its_reasons_and_the_longest_keyword_wins() -> None:
    ranker = Ranker({"rare earth": 5, "rare earth magnet": 7, "football": -4, "C++ (x)": 1})
    reasons = ranker.reasons("Rare earth magnets", "football, football", feed_weight=1.5)
    assert {r.label: r.points for r in reasons} == {
        "rare earth magnet": 14.0,
        "football": -3.2,
        "this feed": 1.5,
    }
    assert ranker.score("Rare earth magnets", "football, football", feed_weight=1.5) == 12.3
    assert str(reasons[0]) == "+14 rare earth magnet"
    assert Ranker({}).score("Rare earth", "") == 0


def test_edit_names_only_what_differs() -> None:
    story = Story(1, headline="Same", tags=("a",), images=(Image("a.png", "A"),))
    assert writing.edit_story(story, {"headline": "Same", "tags": ["a"]}) == ()
    assert writing.edit_story(story, {"images": (Image("a.png", "A"),)}) == ()
    (edit,) = writing.edit_story(story, {"headline": "Other", "tags": ("a",)})
    assert (edit.before, edit.after) == ({"headline": "Same"}, {"headline": "Other"})


def test_unknown_field_and_format_are_refused() -> None:
    with pytest.raises(UsageError, match="“colour”"):
        writing.edit_story(Story(1), {"colour": "red"})
    with pytest.raises(UsageError, match="no story format"):
        writing.edit_story(Story(1), {"format": "../x"})


def test_highlights_that_stay_make_no_edit() -> None:
    story = Story(1, highlights=(Highlight("A"), Highlight("B"), Highlight("C")))
    edits = writing.set_highlights(story, [Highlight("A"), Highlight("X")])
    assert [(e.key, e.after is None) for e in edits] == [((1, 1), False), ((1, 2), True)]


@pytest.mark.parametrize(
    ("text", "complete"),
    [("word " * 200, True), ("short", False), ("word " * 200 + "Read more", False)],
)
def test_teaser_is_not_taken_for_the_article(text: str, complete: bool) -> None:
    assert writing.looks_complete(text) is complete


def test_overdue_issue_is_told_from_a_sent_one() -> None:
    issue = Issue(1, date(2026, 3, 6), "2026-03-06", 214, due_at=FRIDAY_EARLY)
    assert calendar.is_overdue(issue, FRIDAY_EARLY)
    assert not calendar.is_overdue(replace(issue, status=IssueStatus.SENT), FRIDAY_EARLY)


def test_a_highlight_is_told_by_what_was_done_to_it() -> None:
    one, two, other = (Highlight(text) for text in ("One", "Two", "Another"))
    story = Story(id=1, format="critique", headline="A port", highlights=(one, two))
    said = {
        (one,): "removed the highlight “Two”",
        (two, one): "moved a highlight of “A port”",
        (one, other): "reworded a highlight of “A port”",
        (one, other, two): "wrote a highlight of “A port”",
        (one, two): "",
        (other, two, one): "",
        (other, other): "",
    }
    assert {lines: labels.of_highlights(story, lines) for lines in said} == said
