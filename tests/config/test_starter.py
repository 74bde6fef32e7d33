"""The feeds.toml at the root: a working example, what `init` copies, and what its page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reewriter.config import (
    EXAMPLE_POSTAL_ADDRESS,
    EXAMPLE_UNSUBSCRIBE_URL,
    TABLES,
    check_text,
    load,
    starter,
    starter_text,
)
from reewriter.config.table import Table
from reewriter.export.targets import target_for
from scripts import gen_config_docs

ROOT = Path(__file__).resolve().parents[2]


def test_the_root_file_is_a_working_example_with_real_feeds() -> None:
    config = load(ROOT / "feeds.toml")

    urls = {feed.url for feed in config.feeds}
    assert {"https://rareearthexchanges.com/feed/", "https://www.mining.com/feed/"} <= urls
    assert len(config.feeds) >= 12
    assert all(feed.url.startswith("https://") and feed.section for feed in config.feeds)
    assert len(config.keywords) >= 40
    assert any(weight < 0 for weight in config.keywords.values())
    assert [target.type for target in config.targets] == ["file", "eml", "zip"]
    assert len(config.sections) >= 5


def test_the_starter_carries_the_masthead_and_the_exact_sign_up_texts() -> None:
    publication = load(ROOT / "feeds.toml").publication

    assert publication.name == "Rare Earth Exchanges"
    assert publication.title == publication.signup_title == "Straight Into Your Inbox"
    assert publication.signup_sentence == (
        "Receive a Daily News Update Intended to Help You Keep Pace With the Rapidly Evolving "
        "REE Market."
    )
    assert publication.copyright == (
        "Rare Earth Exchanges™ – Accelerating Transparency, Accuracy, and Insight Across the "
        "Rare Earth & Critical Minerals Supply Chain."
    )
    assert publication.authors[0].bio


def test_the_starter_s_address_and_link_are_the_examples_the_checks_know() -> None:
    publication = load(ROOT / "feeds.toml").publication

    assert publication.postal_address == EXAMPLE_POSTAL_ADDRESS
    assert publication.unsubscribe_url == EXAMPLE_UNSUBSCRIBE_URL


def test_what_is_commented_out_works_when_it_is_not() -> None:
    from reewriter.tui.commands import keymap_of

    text = starter_text()
    before, marked, examples = text.partition("# [targets.buttondown]")
    uncommented = re.sub(r"(?m)^# (?=\[|[\"a-z_.-]+ = )", "", marked + examples)
    config = check_text(before + uncommented, "feeds.toml")

    kinds = {target.type for target in config.targets}
    assert {"buttondown", "ghost", "listmonk", "smtp-test"} <= kinds
    for target in config.targets:
        target_for(target.name, config.targets)  # raises for a setting that its type does not know
    assert config.retention_days == 90
    assert config.contact
    assert set(config.snippets) == {"position"}
    assert set(keymap_of(config)) == {"inbox.later", "desk.quit"}


def test_init_copies_the_root_file() -> None:
    assert starter_text() == (ROOT / "feeds.toml").read_text(encoding="utf-8")


def test_an_empty_starter_differs_in_the_feeds_only() -> None:
    full, empty = (
        check_text(text, "feeds.toml") for text in (starter_text(), starter_text(empty=True))
    )

    assert empty.feeds == ()
    assert (empty.publication, empty.sections) == (full.publication, full.sections)
    assert (empty.keywords, empty.targets[0].type) == (full.keywords, full.targets[0].type)


def test_an_empty_starter_still_explains_feeds_and_says_how_to_add_one() -> None:
    text = starter_text(empty=True)

    assert "[[feeds]]" not in text
    assert text.count("reewriter feeds add") == 1
    assert "# -- The feeds --" in text
    assert "Take the pause out" not in text


def test_a_wheel_s_copy_goes_before_the_repository_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "reewriter"
    (package / "starter").mkdir(parents=True)
    (tmp_path / "feeds.toml").write_text("checkout", encoding="utf-8")
    monkeypatch.setattr(starter, "_PACKAGE", package)
    assert starter_text() == "checkout"

    (package / "starter" / "feeds.toml").write_text("wheel", encoding="utf-8")
    assert starter_text() == "wheel"


def test_the_page_is_up_to_date() -> None:
    assert gen_config_docs.main(["--check"]) == 0


def test_a_stale_page_is_noticed_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gen_config_docs, "PAGE", tmp_path / "config.md")
    assert gen_config_docs.main(["--check"]) == 1

    gen_config_docs.main([])
    assert gen_config_docs.main(["--check"]) == 0


SMALLEST = {
    "[publication]": '[publication]\nname = "P"',
    "[[sections]]": '[[sections]]\nname = "Mining & Processing"',
}


@pytest.mark.parametrize(
    ("table", "name", "example"),
    [(table, key.name, key.example) for table in TABLES for key in table.keys],
)
def test_every_example_of_the_page_is_accepted(table: Table, name: str, example: str) -> None:
    """Write the example into a small file, under the header the page shows for it."""
    header = table.header.replace("NAME", "one")
    key = name.replace("COMMAND", "inbox.keep")
    lines = [header, f"{key} = {example}"]
    lines += [f"{other.name} = {other.example}" for other in table.keys if other.required]
    rest = [text for start, text in SMALLEST.items() if start != header]

    check_text("\n".join([*rest, *dict.fromkeys(lines)]), "feeds.toml")
