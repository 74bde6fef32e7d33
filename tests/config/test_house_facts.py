"""facts.toml: read strictly, edited by lines, and what it said last counts while it is broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reewriter.config.house import add_coined, add_fact, read_house, remove
from reewriter.errors import ConfigError, NotFoundError, UsageError
from reewriter.text.house import House, HouseFact
from tests.sample_issue import sample_composition
from tests.workshop import invent, make_workspace

WRITTEN = """\
# Ours. Nobody else's.

# From the yearbook of the survey.
[[facts]]
figure = "90%"
entity = "China"   # the country
url = "https://survey.example/yearbook"
until = 2027-01-31

[[coined]]
phrase = "magnet winter"

[[facts]]
figure = "4,200 tonnes"
"""
SHARE = HouseFact("90%", "China", "https://survey.example/yearbook", date(2027, 1, 31))


def test_everything_written_is_read() -> None:
    house = read_house(WRITTEN)
    assert house == House((SHARE, HouseFact("4,200 tonnes")), ("magnet winter",))


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('figure = "90%"', "figure = 90", 5, "must be text"),
        ('figure = "90%"', "", 4, "figure is missing"),
        ("until = 2027-01-31", 'until = "soon"', 8, "must be a date"),
        ("https://survey.example/yearbook", "javascript:x", 7, "no web address"),
        ("entity", "entitty", 6, "Did you mean “entity”?"),
        ("[[coined]]", "[[coind]]", 10, "Did you mean [[coined]]?"),
        ("[[coined]]", "[coined]", 10, "[[coined]]"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_house(WRITTEN.replace(old, new, 1))
    assert (caught.value.line, said in str(caught.value)) == (line, True)


def test_edits_leave_every_other_line_alone() -> None:
    added = add_coined(
        add_fact(WRITTEN, HouseFact("Q3", url="https://a.example/")), "so-called “x”"
    )
    assert added.startswith(WRITTEN.rstrip())
    assert read_house(added).coined == ("magnet winter", "so-called “x”")
    assert add_coined(added, "Magnet Winter") == added
    less = remove(added, "facts", "90%", entity="china", file="facts.toml")
    assert less.startswith("# Ours. Nobody else's.\n\n[[coined]]")
    assert "yearbook" not in less
    assert read_house(less).facts == read_house(added).facts[1:]


def test_the_first_entry_makes_a_file_and_a_newer_word_replaces_the_older() -> None:
    first = add_fact("", HouseFact("90%", "China"))
    assert first.startswith("# What the house itself answers for")
    again = add_fact(first, SHARE)
    assert read_house(again).facts == (SHARE,)
    assert remove(again, "facts", "90%", file="f").startswith("# What the house")
    with pytest.raises(NotFoundError, match="91%"):
        remove(again, "facts", "91%", file="facts.toml")


def test_what_was_good_counts_until_a_broken_file_is_mended(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    path = tmp_path / "facts.toml"
    workspace.facts.vouch("90 percent", entity="China", until=date(2027, 1, 1))
    assert [fact.figure for fact in workspace.facts.house.facts] == ["90 percent"]
    good = path.read_text()
    path.write_text(good + "[[facts]\n")
    with workspace.fork() as other:
        assert [fact.figure for fact in other.facts.house.facts] == ["90 percent"]
        assert other.facts.problem.startswith("facts.toml: not TOML")
    with pytest.raises(ConfigError):
        workspace.facts.coin("a phrase")
    assert path.read_text() == good + "[[facts]\n", "what is broken is left alone"
    path.write_text(good)
    assert workspace.facts.problem == ""


def test_what_cannot_be_vouched_for_is_refused(tmp_path: Path) -> None:
    facts = make_workspace(tmp_path, [invent(1)]).facts
    for figure, said in [("many", "no figure"), ("3 or 4%", "2 figures")]:
        with pytest.raises(UsageError, match=said):
            facts.vouch(figure)
    with pytest.raises(UsageError, match="is over"):
        facts.vouch("90%", until=date(2026, 3, 2))
    with pytest.raises(UsageError, match="web address"):
        facts.vouch("90%", url="file:///etc/passwd")


def test_a_figure_is_supported_everywhere_until_it_expires(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    workspace.triage.keep([1])
    writing, facts = workspace.writing, workspace.facts
    story = writing.edit(1, {"critique": "China refines 77% of it.", "deck": "All 77% of it."})
    assert {one.where for one in facts.review(story)} == {"story/1/critique", "story/1/deck"}
    facts.vouch("77 percent", entity="China", until=date(2026, 3, 3))
    assert [one.where for one in facts.review(story)] == ["story/1/deck"], "it names nobody"
    text = (tmp_path / "facts.toml").read_text().replace("2026-03-03", "2026-03-02")
    (tmp_path / "facts.toml").write_text(text + "# over\n")
    (said,) = [one for one in facts.review(story) if one.where == "story/1/critique"]
    assert said.message.startswith("77% was vouched for until 2026-03-02")
    assert story.critique[slice(*(said.span or (0, 0)))] == "77%"


def test_a_phrase_of_ours_is_no_quotation(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    workspace.triage.keep([1])
    workspace.writing.edit_source(1, {"complete": True})
    story = workspace.writing.edit(1, {"critique": "The “magnet winter” is here."})
    assert [one.id for one in workspace.facts.review(story)] == ["quotation.coined"]
    assert workspace.facts.coin("“Magnet winter,”") == "Magnet winter"
    assert workspace.facts.review(story) == []
    workspace.facts.uncoin("magnet winter")
    assert len(workspace.facts.review(story)) == 1


def test_a_word_of_ours_is_spelt_right(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    workspace.triage.keep([1])
    story = workspace.writing.edit(1, {"critique": "A monazitic ore, and a monazitic sand."})
    (found,) = workspace.facts.speller.in_story(story)
    assert (found.id, found.where) == ("spelling.word", "story/1/critique")
    assert story.critique[slice(*(found.span or (0, 0)))] == "monazitic"
    assert workspace.facts.learn("“Monazitic,”") == "Monazitic"
    assert list(workspace.facts.speller.in_story(story)) == []
    assert read_house((tmp_path / "facts.toml").read_text()).words == ("Monazitic",)
    with pytest.raises(UsageError, match="is no word"):
        workspace.facts.learn("two words")
    workspace.facts.unlearn("monazitic")
    assert len(list(workspace.facts.speller.in_story(story))) == 1


def test_the_true_wording_goes_into_a_bare_quotation_of_an_expert(tmp_path: Path) -> None:
    typed = "Bo | | “Nothing else.”\nAdeyemi | | A floor is a bridge, and you can cross a bridge."
    first = sample_composition().placed[0].story
    story = replace(first, format="briefing", highlights=(), extra={"experts": typed})
    with make_workspace(tmp_path) as workspace:
        (mend,) = workspace.facts.true_wordings(story, where="story/1/experts")
    assert mend.before == typed
    assert mend.after == typed.replace("cross", "finance")
