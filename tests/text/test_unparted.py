"""One agency's text in two papers is one story also where no words are set apart."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reewriter.text.copies import Telling, is_copy, prints
from reewriter.text.reposts import tells_again

_SET = Path(__file__).parents[1] / "data" / "grouping" / "unparted.toml"
STORIES: dict[str, Any] = tomllib.loads(_SET.read_text(encoding="utf-8"))
LANGUAGES = [pytest.param(story, id=name) for name, story in STORIES.items()]


def joined(story: dict[str, Any], text: str, *, lines: bool = False) -> str:
    """Return sentences as a feed has them: in one paragraph, or each in its own."""
    between = "\n" if lines else "" if "。" in text else " "
    return between.join(text.strip().split("\n"))


def found(one: Telling, other: Telling) -> bool:
    """Say whether two tellings are folded: they share marks, and are one text."""
    here, there = prints(one.text), prints(other.text)
    enough = min(2, len(here), len(there))
    return enough > 0 and len({*here} & {*there}) >= enough and is_copy(one, other)


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("story", LANGUAGES)
def test_two_papers_open_the_same_text_differently(story: dict[str, Any], lines: bool) -> None:
    own = Telling(story["title"], joined(story, story["text"], lines=lines))
    rest = story["text"].strip().split("\n")[1:]
    for opening in (
        story["other_opening"],
        story["again"],
        story["other_opening"] + story["again"],
    ):
        text = joined(story, "\n".join([opening, *rest]))
        other = Telling(story["other_title"], text)
        assert found(own, other), opening
        assert found(other, own), opening


@pytest.mark.parametrize("story", LANGUAGES)
def test_a_text_is_known_cut_and_edited(story: dict[str, Any]) -> None:
    sentences = story["text"].strip().split("\n")
    own = Telling(story["title"], joined(story, story["text"]))
    for kept in (sentences[:4], sentences[:2] + sentences[3:], sentences[1:]):
        assert found(own, Telling(story["other_title"], joined(story, "\n".join(kept)))), kept[0]


@pytest.mark.parametrize("story", LANGUAGES)
def test_another_story_on_the_subject_is_another(story: dict[str, Any]) -> None:
    own = Telling(story["title"], joined(story, story["text"]))
    later = Telling(story["follow_title"], joined(story, story["follow"]))
    assert not is_copy(own, later)
    assert not is_copy(later, own)
    assert len({*prints(own.text)} & {*prints(later.text)}) < 2


@pytest.mark.parametrize("story", LANGUAGES)
def test_the_form_of_another_day_is_another(story: dict[str, Any]) -> None:
    title, text = story["form_title"], joined(story, story["form"])
    today = Telling(title, text)
    for old, new in story["form_swap"]:
        assert old in text, old
        title, text = title.replace(old, new), text.replace(old, new)
    assert found(today, Telling(today.title, today.text + " "))
    assert not is_copy(today, Telling(title, text))
    assert not is_copy(today, Telling(today.title, text))


@pytest.mark.parametrize("story", LANGUAGES)
def test_a_page_tells_a_story_again_with_its_teaser_and_no_other_under_its_title(
    story: dict[str, Any],
) -> None:
    title, text = story["title"], joined(story, story["text"])
    teaser = joined(story, "\n".join(story["text"].strip().split("\n")[:2]))
    assert tells_again(title, title, text, teaser)
    assert not tells_again(title, title, text, joined(story, story["follow"]))


def test_two_numbers_of_a_series_are_two() -> None:
    text = joined(STORIES["zh"], STORIES["zh"]["text"])
    for one, other in (("第四期", "第五期"), ("周一", "周二"), ("3月2日", "4月5日")):
        assert is_copy(Telling(f"稀土出口通报{one}", text), Telling(f"稀土出口通报{one}：", text))
        assert not is_copy(
            Telling(f"稀土出口通报{one}", text), Telling(f"稀土出口通报{other}", text)
        )


def test_marks_are_those_of_other_texts_where_sentences_are_theirs() -> None:
    sentences = [
        f"The ministry said that plant number {n} may ship its magnets to {place} again"
        for n, place in enumerate(("Oslo", "Lima", "Delhi", "Accra", "Perth"))
    ]
    plain, mixed = ". ".join(sentences), "稀土：" + ". ".join(["Licences", *sentences])
    assert len({*prints(plain)} & {*prints(mixed)}) >= 2


def test_a_short_notice_is_a_copy_of_nothing() -> None:
    short = "商务部公告，对镝、铽等物项实施出口许可管理。"
    assert not is_copy(Telling("镝铽出口许可", short), Telling("镝铽出口许可", short))
