"""What the documents point to is there, and they keep their own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reewriter.cli.main import root
from scripts import gen_manual_docs

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("0*.md"))

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|(?:src|href)=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _anchors(page: Path) -> set[str]:
    """Return the anchors that forges make of a page's headings."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def _dead_links(page: Path) -> Iterator[str]:
    for markdown, html in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        target = markdown or html
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in _anchors(file)):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_within_the_documents_lead_somewhere(page: Path) -> None:
    assert list(_dead_links(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_make_target_that_a_page_names_is_there(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    quoted = re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.M)
    assert set(quoted) <= set(targets)


def test_every_target_that_help_lists_is_documented_and_phony() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.sub(r"\\\n", " ", text).split(".PHONY:")[1].split("\n")[0].split())
    assert set(re.findall(r"^([a-z-]+):", text, re.M)) == phony
    for name in [
        "setup",
        "run",
        "demo",
        "dev",
        "test",
        "snapshots",
        "lint",
        "format",
        "types",
        "imports",
        "docs",
        "check",
    ]:
        assert re.search(rf"^{name}:.*## \w", text, re.M), name


def test_every_page_is_linked_from_another() -> None:
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in PAGES
        if page.name != "CHANGELOG.md"  # nobody looks for a page there
        for pair in LINK.findall(page.read_text(encoding="utf-8"))
        for target in pair
        if (page.parent / target.partition("#")[0]).resolve() != page
    }
    assert [_name(page) for page in PAGES if page not in linked] == ["README.md"], "none links them"


def _shown_commands(page: Path) -> Iterator[list[str]]:
    """Yield the words of every command that a page shows, in a line of its own or in a sentence."""
    text = page.read_text(encoding="utf-8")
    quoted = re.findall(r"`reewriter ([^`\n]+)`", FENCE.sub("", text))
    for block in FENCE.findall(text):
        if not block.startswith(("```ini", "```toml")):
            quoted += re.findall(r"(?:^|&& |\$ )reewriter ((?:(?! &&|  #| +<).)+)", block, re.M)
    for line in quoted:
        line = re.sub(r"^(?:\[?-w \S+\]? )?|\[|\]", "", line)
        if not line.startswith("COMMAND"):
            yield line.split()


def test_every_command_that_a_page_shows_is_there_with_its_options() -> None:
    shown = [(page, words) for page in PAGES for words in _shown_commands(page)]
    assert len(shown) > 80
    for page, words in shown:
        command: click.Command = root
        context = click.Context(root)
        rest = list(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            found = command.get_command(context, rest.pop(0))
            assert found is not None, f"{_name(page)}: reewriter {' '.join(words)}"
            command, context = found, click.Context(found, context)
        options = {name for option in command.get_params(context) for name in option.opts}
        options |= {name for option in command.params for name in option.secondary_opts}
        named = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert named <= options, f"{_name(page)}: reewriter {' '.join(words)}"


@pytest.mark.parametrize("page", DECISIONS, ids=_name)
def test_a_decision_is_one_short_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert re.findall(r"^## (\w+)$", text, re.M) == [
        "Context",
        "Decision",
        "Rejected",
        "Consequences",
    ]


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\((0\S+\.md)\)", listed) == [page.name for page in DECISIONS]


def test_the_changelog_has_what_is_unreleased_on_top() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", rest) for rest in headings[1:])


def test_the_manual_says_what_the_commands_and_keys_are(tmp_path: Path) -> None:
    assert gen_manual_docs.main(["--check"]) == 0, "run make docs"
    assert gen_manual_docs.main(["--check"], folder=tmp_path) == 1
    assert gen_manual_docs.main([], folder=tmp_path) == 0
    assert gen_manual_docs.main(["--check"], folder=tmp_path) == 0


def test_every_promise_names_tests_that_are_there() -> None:
    page = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert len(named) >= 35
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"
