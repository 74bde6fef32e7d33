"""The full text of articles by the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.farm import Farm, page
from tests.workshop import CONFIG, invent, make_workspace

PAGES = Path(__file__).parent.parent / "data" / "pages"
TEASER = "A third shift at the kiln, it says, and not much more."


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as farm:
        for name in ("wordpress", "paywall"):
            farm.add(f"/{name}", page((PAGES / f"{name}.html").read_bytes()))
        farm.add("/report.pdf", page(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}))
        yield farm


@pytest.fixture
def cli(tmp_path: Path, farm: Farm) -> Cli:
    return cli_of(tmp_path / "desk", farm)


def cli_of(root: Path, farm: Farm, more: str = "") -> Cli:
    config = CONFIG.replace("feeds/basin.xml", farm.url("/feed")) + more
    paths = ("/wordpress", "/paywall", "/report.pdf", "/missing")
    items = [invent(n, url=farm.url(path), text=TEASER) for n, path in enumerate(paths, 1)]
    make_workspace(root, items, config=config).close()
    return Cli(root)


def test_the_text_of_an_item_is_loaded_once_and_anew_on_demand(cli: Cli, farm: Farm) -> None:
    (answer,) = cli("item", "text", 1, "--json").json
    text = answer["full_text"]
    assert (text["words"], text["missing"], text["author"]) == (199, "", "Mara Lindqvist")
    assert "> A kiln that stands still" in text["markdown"]
    assert answer["state"] == "new"
    assert answer["story"] is None
    assert "full text: 199 words" in cli("item", "text", 1).out
    assert farm.paths() == ["/wordpress"]
    assert cli("item", "text", 1, "--refresh").code == 0
    assert farm.paths() == ["/wordpress"] * 2


def test_what_is_shown_is_the_fullest_text(cli: Cli) -> None:
    assert "Eleven people" not in cli("item", "show", 1).out
    cli("item", "text", 1)
    shown = cli("item", "show", 1)
    assert "full text: 199 words" in shown.out
    assert "Eleven people" in shown.out
    (one,) = cli("item", "show", 1, "--json").json
    assert "Eleven people" not in one["body_markdown"]
    assert "Eleven people" in one["full_text"]["markdown"]
    assert cli("item", "show", 2, "--json").json[0]["full_text"] is None


def test_a_kept_item_gives_it_to_its_story(cli: Cli) -> None:
    cli("item", "keep", 1)
    (answer,) = cli("item", "text", 1, "--json").json
    story = cli("story", "show", answer["story"], "--json").json[0]
    assert story["sources"][0]["complete"]
    assert story["sources"][0]["characters"] > 1000


@pytest.mark.parametrize(
    ("item_id", "code", "words"),
    [(3, 1, "this is a PDF of 0.0 MB, no web page"), (4, 5, "does not have this page any more")],
)
def test_why_there_is_none_is_one_line(cli: Cli, item_id: int, code: int, words: str) -> None:
    answer = cli("item", "text", item_id)
    assert answer.code == code
    assert words in answer.line


def test_a_stub_says_how_much_it_is(cli: Cli) -> None:
    assert "a stub: 74 words, behind a paywall" in cli("item", "text", 2).out


def test_the_source_of_a_story_is_loaded_and_replaced_by_hand(cli: Cli, farm: Farm) -> None:
    cli("item", "keep", 1)
    answer = cli("story", "text", 1, "--json")
    assert answer.json["sources"][0]["complete"]
    assert "full text: 199 words" in answer.err
    pasted = cli("story", "text", 1, "-", "--json", stdin=b"Only these words.\n")
    assert pasted.json["sources"][0]["characters"] == len("Only these words.")
    assert "attached 3 words to “" in pasted.err
    assert cli("story", "text", 1, "--source", 9).code == 4
    assert farm.paths() == ["/wordpress"]


def test_a_story_without_a_source_gets_the_pasted_text(cli: Cli) -> None:
    story = cli("story", "new", "--json").json["id"]
    answer = cli("story", "text", story, "-", "--json", stdin=b"Pasted.").json
    assert [source["characters"] for source in answer["sources"]] == [7]
    assert cli("story", "text", story).code == 2


def test_a_file_is_not_asked_anew(cli: Cli) -> None:
    assert cli("item", "text", 1, "-", "--refresh", stdin=b"x").code == 2
    cli("item", "keep", 1)
    assert cli("story", "text", 1, "-", "--refresh", stdin=b"x").code == 2


def test_what_is_kept_is_loaded_where_the_workspace_wants_it(tmp_path: Path, farm: Farm) -> None:
    wanting = cli_of(tmp_path / "wants", farm, '\n[fetch]\nfull_text = "kept"\n')
    kept = wanting("item", "keep", 1, 4, "--json")
    assert kept.code == 0
    assert "1: full text: 199 words" in kept.err
    assert "4: 127.0.0.1 does not have this page any more" in kept.err
    assert wanting("story", "show", 1, "--json").json[0]["sources"][0]["complete"]
    farm.seen.clear()
    other = cli_of(tmp_path / "does-not", farm)
    assert other("item", "keep", 1).code == 0
    assert farm.paths() == []


def test_a_mistake_in_the_setting_is_told(tmp_path: Path, farm: Farm) -> None:
    wrong = cli_of(tmp_path / "good", farm)
    config = wrong.root / "feeds.toml"
    config.write_text(config.read_text() + '\n[fetch]\nfull_text = "keep"\n', encoding="utf-8")
    answer = wrong("items")
    assert answer.code == 3
    assert 'must be "on demand" or "kept"' in answer.line
