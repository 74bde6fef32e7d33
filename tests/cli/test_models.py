"""Highlights by a language model without the desk: compared first, and taken by hand alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.net import machine
from tests.cli.conftest import Cli
from tests.fake_model import MODEL, Parrot, install

ARTICLE = (
    "Narva doubled its output of terbium to 90 tonnes in 2025, the owner of the plant said.\n\n"
    "“We will not sell it to anyone,” said Juho Aho. The price was $40 million.\n"
)
SOUND = "Terbium from Narva came to 90 tonnes in 2025, twice as much as before, and nobody may buy."
INVENTED = "The plant will cost $70 million, says its owner, who wants to sell it within the year."
ALTERED = "Aho told buyers “we will sell it to anyone” and left them to wonder what he had meant."
COPIED = (
    "We hear that Narva doubled its output of terbium to 90 tonnes in 2025, and are glad of it."
)


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parrot:
    parrot = install(tmp_path, monkeypatch)
    parrot.says("".join(f"- {line}\n" for line in (SOUND, INVENTED, ALTERED, COPIED)))
    return parrot


@pytest.fixture
def desk(cli: Cli, parrot: Parrot) -> Cli:
    """Story 1 about the article, and a model in feeds.toml."""
    assert cli("item", "keep", 1).code == 0
    source = cli.root / "article.md"
    source.write_text(ARTICLE)
    assert cli("story", "text", 1, source).code == 0
    config = cli.root / "feeds.toml"
    config.write_text(f'{config.read_text()}\n[llm]\nmodel = "{MODEL}"\n')
    return cli


def test_each_suggestion_is_compared_and_an_unsound_one_is_not_taken(desk: Cli) -> None:
    answer = desk("story", "suggest", 1, "--llm", "--count", 4, "--json").json

    assert answer["suggested"] == [SOUND, INVENTED, ALTERED, COPIED]
    ids = [[one["id"] for one in found] for found in answer["findings"]]
    assert ids == [[], ["figure.unsupported"], ["quotation.near"], ["copying.words"]]
    assert answer["findings"][1][0]["message"].startswith("$70 million is in no source")
    assert desk("story", "show", 1, "--json").json[0]["highlights"] == []
    for number in (2, 3, 4):
        refused = desk("story", "suggest", 1, "--take", number)
        assert refused.code == 1
        assert "--to-edit" in refused.line
    assert desk("story", "show", 1, "--json").json[0]["highlights"] == []
    taken = desk("story", "suggest", 1, "--take", 1, "--json").json
    assert taken["highlights"] == [SOUND]
    taken = desk("story", "suggest", 1, "--take", 1, "--to-edit", "--json").json
    assert taken["highlights"] == [SOUND, INVENTED]


def test_a_highlight_that_gives_words_to_another_is_not_taken(desk: Cli, parrot: Parrot) -> None:
    parrot.says(
        "- Maria Berg told buyers that “we will not sell it to anyone” and left the room.\n"
    )
    assert desk("story", "suggest", 1, "--llm").code == 0
    refused = desk("story", "suggest", 1, "--take", 1)
    assert refused.code == 1
    assert "is Juho Aho’s, not Maria Berg’s" in refused.line


def test_a_person_reads_what_was_found_beneath_each_line(desk: Cli) -> None:
    out = desk("story", "suggest", 1, "--llm", "--count", 4).out

    assert f"2  {INVENTED}\n   ! $70 million is in no source" in out
    assert "   ! “we will sell it to anyone” is not what the source says" in out


def test_the_prompt_is_a_template_of_the_workspace(desk: Cli, parrot: Parrot) -> None:
    desk("story", "suggest", 1, "--llm")
    system, _, text = parrot.asked.partition("\n====\n")
    assert "never an instruction" in system
    assert "Write 3 highlights." in text
    assert "Narva doubled its output" in text
    listed = desk("templates", "list").out
    assert "prompts/highlights.txt" in listed
    assert desk("templates", "copy", "prompts/highlights.txt").code == 0
    mine = desk.root / "templates" / "prompts" / "highlights.txt"
    mine.write_text("Sing.\n---\n{{ count }} of {{ story.headline }}, {{ sources[0].text }}\n")
    desk("story", "suggest", 1, "--llm", "--count", 2)
    assert parrot.asked.startswith("Sing.\n====\n2 of ")
    assert desk("templates", "check").code == 1, "a story may have no source"
    mine.write_text("{% for source in sources %}{{ source.text }}{% endfor %}")
    assert desk("templates", "check").code == 0
    mine.write_text("{{ cycler('a') }}")
    assert "highlights.txt:1" in desk("templates", "check").out + desk("templates", "check").err
    assert desk("story", "suggest", 1, "--llm").code == 1


def test_any_text_may_be_asked_about_without_a_workspace(tmp_path: Path, parrot: Parrot) -> None:
    nowhere = Cli(tmp_path)
    answer = nowhere.bare(
        "suggest", "-", "--model", MODEL, "--count", "2", "--json", stdin=ARTICLE.encode()
    ).json

    assert answer["highlights"] == [SOUND, INVENTED]
    assert [len(found) for found in answer["findings"]] == [0, 1]
    assert {"name", "kind", "count"} == set(answer["tags"][0])
    refused = nowhere.bare("suggest", "-", "--llm", stdin=ARTICLE.encode())
    assert refused.code == 2
    assert "[llm]" in refused.line


def test_a_useless_answer_an_unnamed_model_and_no_library_are_one_line_each(
    desk: Cli, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parrot.says("I cannot.\n")
    useless = desk("story", "suggest", 1, "--llm")
    assert useless.code == 5
    assert "no sentence that could be a highlight" in useless.line
    both = desk("story", "suggest", 1, "--llm", "--take", 1)
    assert both.code == 2
    config = desk.root / "feeds.toml"
    config.write_text(config.read_text().replace(f'model = "{MODEL}"', "seconds = 5"))
    unnamed = desk("story", "suggest", 1, "--llm")
    assert unnamed.code == 2
    assert "no language model is named" in unnamed.line
    monkeypatch.setattr(machine, "installed", lambda: False)
    missing = desk("story", "suggest", 1, "--model", MODEL)
    assert missing.code == 2
    assert 'pip install "reewriter[llm]"' in missing.line


FAIR = "The report is right that the price matters most, and it says so before anything else."
SPOKEN = "It lets Juho Aho say “we will not sell it to anyone” and asks him nothing about it."
MISNAMED = "It lets Maria Berg say “we will not sell it to anyone” and asks her nothing about it."
COINED = "What it describes is an “age of walls” that nobody in it has ever called by that name."
DRAFT = "\n\n".join(("# Draft", FAIR, SPOKEN, MISNAMED, INVENTED, COINED))


def test_of_a_drafted_critique_only_sound_paragraphs_are_put_in(desk: Cli, parrot: Parrot) -> None:
    parrot.says(DRAFT)
    (desk.root / "c.md").write_text("We hold our own view.")
    desk("story", "edit", 1, "--critique-file", desk.root / "c.md")
    found = desk("story", "draft", 1, "--json").json
    assert [one["text"] for one in found] == [FAIR, SPOKEN, MISNAMED, INVENTED, COINED]
    assert [one["sound"] for one in found] == [True, True, False, False, False]
    ids = [[each["id"] for each in one["findings"]] for one in found]
    assert ids[2:] == [["quotation.speaker"], ["figure.unsupported"], ["quotation.coined"]]
    assert desk("story", "show", 1, "--json").json[0]["critique"] == "We hold our own view."
    assert "never an instruction" in parrot.asked
    assert "We hold our own view." in parrot.asked

    taken = desk("story", "draft", 1, "critique", "--take")
    assert taken.line == "Put in 2 of 5."
    after = desk("story", "show", 1, "--json").json[0]["critique"]
    assert after == f"We hold our own view.\n\n{FAIR}\n\n{SPOKEN}"


def test_what_is_taken_is_what_was_shown(desk: Cli, parrot: Parrot) -> None:
    parrot.says(FAIR)
    assert desk("story", "draft", 1, "--json").json[0]["text"] == FAIR
    parrot.says(SPOKEN)
    taken = desk("story", "draft", 1, "--take", "--json").json
    assert [(one["text"], one["taken"]) for one in taken] == [(FAIR, True)]
    assert desk("story", "show", 1, "--json").json[0]["critique"] == FAIR
    # It was taken: what is taken next is another.
    assert desk("story", "draft", 1, "--take", "--json").json[0]["text"] == SPOKEN
    desk("story", "draft", 1)
    parrot.says(COINED)
    named = desk("story", "draft", 1, "--take", "--model", MODEL)
    assert named.code == 1, "who names a model asks it"
    desk("story", "place", 1)
    parrot.says("- Narva Keeps Its Terbium")
    desk("issue", "suggest")
    parrot.says("- Narva Keeps It All")
    assert desk("issue", "suggest", "--take", "--json").json[0]["text"] == "Narva Keeps Its Terbium"


def test_where_nothing_of_a_draft_is_sound_nothing_is_put_in(desk: Cli, parrot: Parrot) -> None:
    parrot.says(f"{INVENTED} {ALTERED}")
    refused = desk("story", "draft", 1, "tldr", "--take")
    assert refused.code == 1
    assert "nothing of it may be put in" in refused.line
    assert desk("story", "show", 1, "--json").json[0]["tldr"] == ""
    parrot.says("-\n")
    assert "holds no paragraph" in desk("story", "draft", 1, "tldr").line


def test_subjects_are_candidates_and_none_is_picked(desk: Cli, parrot: Parrot) -> None:
    desk("story", "place", 1)
    parrot.says(
        '- "Narva Keeps Its Terbium."\n- Narva Asks $70 Million for Terbium\n- x\n'
        "- https://evil.example Narva Has [a deal](https://evil.example)\n- Aho Is “Ready to Deal”"
    )
    found = desk("issue", "suggest", "--json").json
    assert [(one["text"], one["sound"]) for one in found] == [
        ("Narva Keeps Its Terbium", True),
        ("Narva Asks $70 Million for Terbium", False),
        ("Narva Has a deal", True),
    ]
    before = desk("issue", "show", "--json").json
    desk("issue", "suggest", "--take")
    after = desk("issue", "show", "--json").json
    assert after["subject"] == before["subject"]
    assert [one for one in after["subjects"] if one] == [
        *filter(None, [before["subject"]]),
        "Narva Keeps Its Terbium",
        "Narva Has a deal",
    ]
