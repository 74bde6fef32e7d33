"""What is pasted on the command line comes out as Markdown, or mended; without a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

PASTED = """\
Second Kiln Lit at Narva

Mar 2, 2026

By Anna Kask

  • It makes 7% of what is needed.

The kilns have been running for a year now, and nobody in the town complains about the noise.

Spread the word:

Leave a Reply
"""
BRIEFING = "Kilns\n\nBottom Line\n\nThe kilns run at a loss.\n\nNarva’s Kilns Burn Money\n\n"
BRIEFING += "By Jaan Tamm\n\n" + (
    "The kilns at Narva have been running for a year now, and nobody complains of them.\n\n" * 3
)


@pytest.fixture
def nowhere(tmp_path: Path) -> Cli:
    """The command line in a folder without a workspace."""
    return Cli(tmp_path)


def test_a_paste_comes_out_as_markdown_and_what_was_cut_is_told(nowhere: Cli) -> None:
    answer = nowhere.bare("paste", "-", stdin=PASTED.encode())

    assert answer.code == 0
    assert answer.out.startswith("# Second Kiln Lit at Narva\n\n- It makes 7%")
    assert "Spread" not in answer.out
    assert answer.line.startswith("Left out 4 pieces: “Mar 2, 2026”, “By Anna Kask”, “Spread the")


def test_json_has_the_data(nowhere: Cli) -> None:
    value = nowhere.bare("paste", "-", "--json", stdin=PASTED.encode()).json

    assert value["meta"]["title"] == "Second Kiln Lit at Narva"
    assert value["meta"]["date"] == "2026-03-02"
    assert value["meta"]["byline"] == "Anna Kask"
    assert value["cut"][-1] == "Leave a Reply"
    assert value["proposed_split"] is None


def test_the_whole_of_it(nowhere: Cli, tmp_path: Path) -> None:
    file = tmp_path / "paste.txt"
    file.write_text(PASTED, encoding="utf-8")

    answer = nowhere.bare("paste", str(file), "--whole")

    assert "Leave a Reply" in answer.out
    assert answer.err == ""


def test_a_source_beneath_is_told_and_taken_only_when_asked(nowhere: Cli) -> None:
    whole = nowhere.bare("paste", "-", stdin=BRIEFING.encode())
    assert "## Narva’s Kilns Burn Money" in whole.out
    assert "This may be two texts: the source seems to begin at “Narva’s Kilns Burn" in whole.line

    source = nowhere.bare("paste", "-", "--part", "source", stdin=BRIEFING.encode())
    assert source.out.startswith("## Narva’s Kilns Burn Money\n\nThe kilns at Narva")

    briefing = nowhere.bare("paste", "-", "--part", "briefing", stdin=BRIEFING.encode())
    assert briefing.out == "# Kilns\n\n## Bottom Line\n\nThe kilns run at a loss.\n"


def test_one_text_has_no_parts(nowhere: Cli) -> None:
    answer = nowhere.bare("paste", "-", "--part", "source", stdin=PASTED.encode())

    assert answer.code == 2
    assert "no source was found" in answer.line


def test_broken_letters_are_mended_and_guesses_told_with_their_lines(nowhere: Cli) -> None:
    broken = "Healthy.\nItโ€s the โ€œfirstโ€ oneโ€”so far.\n"

    answer = nowhere.bare("clean", "-", stdin=broken.encode())

    assert answer.out == "Healthy.\nIt’s the “first” one—so far.\n"
    assert answer.err.splitlines()[0] == "Mended 4 places (read as cp874), 2 of them guessed."
    assert answer.err.splitlines()[1].startswith("  line 2: … ")
    guesses = nowhere.bare("clean", "-", "--json", stdin=broken.encode()).json["guesses"]
    assert [guess["line"] for guess in guesses] == [2, 2]


def test_what_stays_broken_is_told_with_its_line(nowhere: Cli) -> None:
    broken = "Fine.\nÃ\ufffdlvaro dice: Â«AsÃ\xad esÂ»\n".encode()

    answer = nowhere.bare("clean", "-", stdin=broken)

    assert "«Así es»" in answer.out
    assert "broken, since letters were lost" in answer.err
    assert "  line 2: … Ã\ufffdlvaro dice" in answer.err
    left = nowhere.bare("clean", "-", "--json", stdin=broken).json["left"]
    assert [place["line"] for place in left] == [2]
    told = nowhere.bare("paste", "-", "--json", stdin=broken)
    assert "One place stays broken" in told.err
    assert set(told.json) == {"markdown", "meta", "cut", "proposed_split"}


def test_a_healthy_text_stays_as_it_is(nowhere: Cli) -> None:
    text = "Привет, “мир”\n\n  indented — ทุกวัน\n"

    answer = nowhere.bare("clean", "-", stdin=text.encode())

    assert answer.out == text
    assert answer.line == "Nothing was broken."


def test_the_codes_of_a_terminal_go_as_a_whole(nowhere: Cli) -> None:
    text = "\x1b[31mred\x1b[0m \x1b[?25l\x1b]8;;https://a.example\x1b\\link\x1b]8;;\x07 \x1b(B[0m"

    answer = nowhere.bare("clean", "-", stdin=text.encode())

    assert answer.out == "red link [0m\n"
    assert answer.line == "Dropped 6 codes of a terminal."
    again = nowhere.bare("clean", "-", stdin=answer.out.encode())
    assert (again.out, again.line) == (answer.out, "Nothing was broken.")


def test_an_added_paste_has_its_title_its_author_and_its_day(cli: Cli) -> None:
    added = cli("add", "-", "--json", stdin=PASTED.encode()).json
    (shown,) = cli("item", "show", added["id"], "--json").json

    assert shown["title"] == "Second Kiln Lit at Narva"
    assert shown["author"] == "Anna Kask"
    assert shown["published"].startswith(("2026-03-01T", "2026-03-02T"))
    assert shown["body_markdown"].startswith("- It makes 7% of what is needed.")
    assert "Leave a Reply" not in shown["text"]
    again = cli("add", "-", stdin=PASTED.encode())
    assert "Left out 4 pieces" in again.err
    whole = cli("add", "-", "--whole", "--json", stdin=PASTED.encode()).json
    assert whole["id"] != added["id"]


ARTICLE = """\
The plant at Narva doubled its output of terbium oxide to 90 tonnes in 2025. It rained. “So what?”
The owners told the ministry that without a price floor they would close the plant before 2030.
"""


def test_sentences_and_names_are_suggested(nowhere: Cli) -> None:
    pasted = f"{ARTICLE}\n© 2026 Terbium Journal of Narva, Estonia, all rights reserved."
    answer = nowhere.bare("suggest", "-", "--count", "1", stdin=pasted.encode())

    assert answer.code == 0
    assert answer.out.splitlines() == [
        "- The plant at Narva doubled its output of terbium oxide to 90 tonnes in 2025.",
        "",
        "Estonia 1 · terbium 1 · price floor 1",
    ]


def test_nothing_to_suggest_is_said(nowhere: Cli) -> None:
    answer = nowhere.bare("suggest", "-", stdin=b"")

    assert answer.code == 0
    assert answer.out == ""
    assert answer.line == "No sentence that could be a highlight."


def test_a_workspace_changes_the_glossary(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    own = '[[entries]]\nname = "Narva Works"\naliases = ["plant at Narva"]\nkind = "company"\n'
    (cli.root / "glossary.toml").write_text(own, encoding="utf-8")

    named = cli("suggest", "-", "--json", stdin=ARTICLE.encode()).json
    assert named["tags"][0] == {"name": "Narva Works", "kind": "company", "count": 1}

    monkeypatch.chdir(cli.root)
    assert cli.bare("suggest", "-", "--json", stdin=ARTICLE.encode()).json == named


@pytest.mark.parametrize("written", [b"[[entries]]\nkind = 'company'\n", b"name = '\xff'"])
def test_a_mistake_in_the_glossary_is_told_with_its_file(cli: Cli, written: bytes) -> None:
    (cli.root / "glossary.toml").write_bytes(written)

    answer = cli("suggest", "-", stdin=ARTICLE.encode())

    assert answer.code == 3
    assert "glossary.toml" in answer.line


@pytest.mark.parametrize("command", ["paste", "clean", "suggest"])
def test_what_is_no_text_is_refused(nowhere: Cli, command: str) -> None:
    answer = nowhere.bare(command, "-", stdin=b"PK\x03\x04\x14\0")

    assert answer.code == 2
    assert "not text. Open it, copy its text" in answer.line


def test_the_source_of_a_page_is_sent_to_where_it_is_read(nowhere: Cli) -> None:
    answer = nowhere.bare("paste", "-", stdin=b"<!doctype html><p>Kilns.</p>")

    assert answer.code == 2
    assert "`reewriter add -` reads saved pages" in answer.line


def test_notepad_s_unicode_is_read(nowhere: Cli) -> None:
    assert nowhere.bare("clean", "-", stdin="Kiln’s\r\n".encode("utf-16")).out == "Kiln’s\n"


def test_a_long_file_is_mended_to_its_end(nowhere: Cli) -> None:
    broken = "Healthy words of a very long file.\n" * 6_000 + "Itâ€™s late.\n"

    answer = nowhere.bare("clean", "-", stdin=broken.encode())

    assert answer.out.endswith("\nIt’s late.\n")
    assert answer.line == "Mended one place (read as cp1252)."


def test_a_text_without_a_title_is_called_by_its_first_highlight(cli: Cli) -> None:
    pasted = b"Highlights\n- Kilns cost more than they bring in.\nThe kilns run, and that is all."

    added = cli("add", "-", "--json", stdin=pasted).json

    assert added["title"] == "Kilns cost more than they bring in."


def test_the_site_behind_a_page_s_title_is_cut_and_can_be_had(cli: Cli) -> None:
    page = (
        b"<!doctype html><title>Kiln Lit - Baltic Daily</title><h1>Kiln Lit</h1><article><p>"
        + b"The kiln was lit on Monday after three years, the ministry said. " * 4
        + b"</p></article>"
    )
    added = cli("add", "-", "--json", stdin=page).json
    assert added["title"] == "Kiln Lit"
    assert "- Baltic Daily" in cli("add", "-", stdin=page).err
    whole = cli("add", "-", "--whole", "--json", stdin=page).json
    assert whole["title"] == "Kiln Lit - Baltic Daily"
