"""A draft is compared with its sources on the command line, without a workspace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

SOURCE = """\
Narva will get its second kiln in May, its owner said. The kiln costs €40 million.

“We have never once missed a delivery,” said Juho Aho, who runs the works.
"""
GOOD = "Aho: “We have never once missed a delivery.” The kiln costs 40 million euros.\n"
BAD = "An expert said: “We have once missed a delivery.” The kiln costs $40 million.\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with a source and two drafts."""
    folder = tmp_path / "plain"
    folder.mkdir()
    for name, text in (("source.txt", SOURCE), ("good.md", GOOD), ("bad.md", BAD)):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_a_true_draft_is_code_0(empty: Cli, files: Path) -> None:
    answer = empty.bare("verify", "good.md", "--source", "source.txt", "--json")
    assert answer.code == 0
    assert answer.json == {
        "quotations": [
            {"text": "We have never once missed a delivery.", "verdict": "exact", "differences": []}
        ],
        "figures": [{"text": "40 million euros", "supported": True}],
    }
    assert answer.line == "1 quotation (1 exact), 1 figure."


def test_an_altered_one_is_code_1_and_says_what_differs(empty: Cli, files: Path) -> None:
    answer = empty.bare("verify", "bad.md", "--source", "source.txt", "--json")
    assert answer.code == 1
    assert answer.json == {
        "quotations": [
            {
                "text": "We have once missed a delivery.",
                "verdict": "near",
                "differences": [{"draft": "", "source": "never", "severe": True}],
            }
        ],
        "figures": [{"text": "$40 million", "supported": False}],
    }


def test_people_read_the_true_wording_and_the_speaker(empty: Cli, files: Path) -> None:
    answer = empty.bare("verify", "bad.md", "--source", "source.txt")
    assert answer.out.splitlines() == [
        "near          “We have once missed a delivery.”",
        "              left out: never (severe)",
        "              the source has: We have never once missed a delivery",
        "              the source names Juho Aho; “An expert” says less",
        "unsupported   $40 million",
    ]
    assert answer.line == "1 quotation (1 near), 1 figure (1 unsupported)."


def test_a_reckoning_that_does_not_hold_is_told_what_it_comes_to(empty: Cli, files: Path) -> None:
    Path("sum.txt").write_text("A loan of $90 million. There was a grant of $60 million.")
    Path("draft.md").write_text("Add $90 million and $60 million: that makes $160 million.")
    answer = empty.bare("verify", "draft.md", "--source", "sum.txt")
    assert answer.code == 1
    assert answer.out.splitlines()[-2:] == [
        "unsupported   $160 million",
        "              $90 million and $60 million make $150 million",
    ]


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [(("-", "--source", "source.txt"), GOOD), (("good.md", "--source", "-"), SOURCE)],
)
def test_either_side_may_come_from_standard_input(
    empty: Cli, files: Path, arguments: tuple[str, ...], stdin: str
) -> None:
    answer = empty.bare("verify", *arguments, stdin=stdin.encode())
    assert (answer.code, answer.line) == (0, "1 quotation (1 exact), 1 figure.")


def test_several_sources_support_together(empty: Cli, files: Path) -> None:
    (files / "other.txt").write_text("It costs $40 million.", encoding="utf-8")
    both = ("--source", "other.txt", "--source", "source.txt")
    answer = empty.bare("verify", "bad.md", *both, "--json", "--details")
    assert answer.json["figures"][0]["source"] == "other.txt"
    assert answer.json["quotations"][0]["source"] == "source.txt"
    assert answer.json["copied"] == []


def test_from_a_partial_source_nothing_is_missing(empty: Cli, files: Path) -> None:
    draft = b"He spoke of \xe2\x80\x9ca winter without end\xe2\x80\x9d."
    whole = empty.bare("verify", "-", "--source", "source.txt", stdin=draft)
    part = empty.bare("verify", "-", "--partial", "source.txt", stdin=draft)
    assert (whole.code, part.code) == (1, 0)
    assert part.out == "unverifiable  “a winter without end”\n"
    ours = empty.bare(
        "verify", "-", "--source", "source.txt", "--coined", "a winter without end", stdin=draft
    )
    assert (ours.code, ours.line) == (0, "0 quotations, 0 figures.")


def test_copied_words_are_shown(empty: Cli, files: Path) -> None:
    draft = b"Narva will get its second kiln in May, its owner said yesterday."
    answer = empty.bare("verify", "-", "--source", "source.txt", stdin=draft)
    assert "copied        Narva will get its second kiln in May, its owner said (11 words)" in (
        answer.out
    )
    assert answer.code == 0


def test_a_saved_page_is_read_as_its_article(empty: Cli, files: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in SOURCE.split("\n\n"))
    page = (
        "<!DOCTYPE html><html><head><title>Second Kiln</title></head><body><nav>Subscribe for"
        f" $40 million</nav><article>{paragraphs}</article></body></html>"
    )
    (files / "page.html").write_text(page, encoding="utf-8")
    answer = empty.bare("verify", "good.md", "--source", "page.html")
    assert (answer.code, answer.line) == (0, "1 quotation (1 exact), 1 figure.")
    assert empty.bare("verify", "bad.md", "--source", "page.html").code == 1


def test_what_was_pieced_together_is_said_and_not_printed(empty: Cli, files: Path) -> None:
    draft = "“We have never once missed a delivery. Narva will get its second kiln in May.”"
    answer = empty.bare("verify", "-", "--source", "source.txt", stdin=draft.encode())
    assert answer.out.splitlines()[1:] == [
        "              pieced together: its parts are not one speaker’s",
        "              the source has: We have never once missed a delivery …"
        " Narva will get its second kiln in May",
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("good.md",), 2),
        (("-", "--source", "-"), 2),
        (("none.md", "--source", "source.txt"), 4),
        (("good.md", "--source", "none.txt"), 4),
    ],
)
def test_wrong_calls_are_told_in_one_line(
    empty: Cli, files: Path, arguments: tuple[str, ...], code: int
) -> None:
    answer = empty.bare("verify", *arguments)
    assert answer.code == code
    assert answer.line.startswith("reewriter: ")


def test_nothing_heavy_is_imported(files: Path) -> None:

    ask = (
        "import sys; from reewriter.cli.main import run;"
        " run(['verify', 'good.md', '--source', 'source.txt']);"
        " print([n for n in ('textual', 'sqlite3', 'feedparser', 'jinja2', 'nh3', 'lxml')"
        " if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
