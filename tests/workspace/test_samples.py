"""The demonstration's feeds and half-made issue hold together, at any time they are built."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reewriter.config import Config, load
from reewriter.errors import ParseError
from reewriter.feeds.parse import parse
from reewriter.model import ParsedItem
from reewriter.samples import SampleStory, build, half_made
from reewriter.samples.workspace import fill
from reewriter.text.words import count_words

SAMPLES = Path(__file__).resolve().parents[2] / "reewriter" / "samples"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

Feeds = dict[str, tuple[ParsedItem, ...]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo")
    build(root, NOW)
    return root


@pytest.fixture(scope="module")
def config(workspace: Path) -> Config:
    return load(workspace / "feeds.toml")


@pytest.fixture(scope="module")
def feeds(workspace: Path, config: Config) -> Feeds:
    found: Feeds = {}
    for spec in config.feeds:
        if "kiln-street" not in spec.url:
            body = (workspace / spec.url).read_bytes()
            found[spec.url.removeprefix("feeds/")] = parse(body, url=spec.url).items
    return found


@pytest.fixture(scope="module")
def items(feeds: Feeds) -> dict[str, ParsedItem]:
    return {item.guid: item for items in feeds.values() for item in items}


def test_there_are_enough_items_in_all_four_forms(feeds: Feeds) -> None:
    counts = {name: len(items) for name, items in feeds.items()}

    assert counts == {
        "basin-ledger.xml": 12,
        "strait-tribune.atom": 10,
        "oxide-and-alloy.rdf": 9,
        "magnet-dispatch.json": 9,
        "harbour-wire.xml": 5,
        "tailings-review.xml": 4,
    }


def test_every_item_reads_like_an_article(items: dict[str, ParsedItem]) -> None:
    assert len(items) == 49
    for item in items.values():
        assert item.title
        assert item.url.startswith(("https://", "http://"))
        assert 120 <= count_words(item.text) <= 450, item.guid


def test_every_item_is_fresh_and_older_than_now(items: dict[str, ParsedItem]) -> None:
    for item in items.values():
        assert item.published is not None
        assert timedelta(0) < NOW - item.published <= timedelta(days=3), item.guid


def test_one_story_is_told_by_three_feeds_under_different_addresses(feeds: Feeds) -> None:
    told = [
        (name, item)
        for name, items in feeds.items()
        for item in items
        if "dysprosium-licence-queue" in item.url
    ]

    assert {name for name, _ in told} == {
        "basin-ledger.xml",
        "strait-tribune.atom",
        "harbour-wire.xml",
    }
    assert len({item.url for _, item in told}) == 3
    assert len({item.title for _, item in told}) == 3
    assert len({item.url_key for _, item in told}) == 1


def test_no_other_story_shares_an_address(items: dict[str, ParsedItem]) -> None:
    counts = Counter(item.url_key for item in items.values())

    assert [count for count in counts.values() if count > 1] == [3]


def test_mojibake_is_in_the_file_and_repaired_on_reading(workspace: Path, feeds: Feeds) -> None:
    raw = (workspace / "feeds" / "oxide-and-alloy.rdf").read_text(encoding="utf-8")
    assert "Europeâ€™s Magnet Makers" in raw

    item = next(item for item in feeds["oxide-and-alloy.rdf"] if "estonia" in item.url)
    assert item.title == "Europe’s Magnet Makers Want the Scrap First — and a Price for It"
    assert "in Münster" in item.text


def test_a_feed_that_lies_about_its_encoding_is_read(workspace: Path, feeds: Feeds) -> None:
    raw = (workspace / "feeds" / "harbour-wire.xml").read_bytes()
    assert raw.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")

    titles = [item.title for item in feeds["harbour-wire.xml"]]
    assert "Café owners fight the new harbour toll – “à la carte, s’il vous plaît”" in titles


def test_the_hostile_headline_arrives_disarmed(workspace: Path, feeds: Feeds) -> None:
    raw = (workspace / "feeds" / "tailings-review.xml").read_text(encoding="utf-8")
    assert "[/]" in raw
    assert "&#27;[31m" in raw
    assert "&#x202E;" in raw

    item = feeds["tailings-review.xml"][0]
    assert "[/]" in item.title
    assert not re.search(r"[\x00-\x1f\u202a-\u202e]", item.title)
    assert "<script" not in item.body
    assert "javascript:" not in item.body
    assert "onclick" not in item.body


def test_a_page_instead_of_a_feed_fails(workspace: Path) -> None:
    body = (workspace / "feeds" / "kiln-street.xml").read_bytes()

    with pytest.raises(ParseError):
        parse(body, url="feeds/kiln-street.xml")


def test_the_demonstration_has_the_starter_s_masthead(config: Config) -> None:
    starter = load(SAMPLES.parents[1] / "feeds.toml")

    assert config.sections == starter.sections
    assert config.publication.first_number == 212
    for name in ("name", "title", "signup_sentence", "copyright", "postal_address", "authors"):
        assert getattr(config.publication, name) == getattr(starter.publication, name)


def test_building_twice_gives_the_same_bytes_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")

    def content() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    build(tmp_path, NOW)
    first = content()
    build(tmp_path, NOW + timedelta(microseconds=7))
    assert content() == first
    assert (tmp_path / "mine.txt").exists()

    build(tmp_path, NOW + timedelta(hours=1))
    assert content() != first


def test_placeholders_become_times_and_nothing_else_is_touched() -> None:
    text = "{{-1d2h30m rfc3339}} {{-3h rfc822}} {{-0d weekday}} {{ title }} {% x %}"

    assert fill(text, NOW) == (
        "2026-03-01T09:30:00Z Mon, 02 Mar 2026 09:00:00 +0000 Monday {{ title }} {% x %}"
    )


def test_no_placeholder_is_left_over(workspace: Path) -> None:
    for path in (workspace / "feeds").glob("*-*.*"):
        assert b"{{-" not in path.read_bytes()


ISSUE = half_made()


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_issue_has_words_for_every_field(config: Config) -> None:
    assert 10 <= len(ISSUE.subject) <= 60
    assert ISSUE.subject in ISSUE.subjects
    assert 40 <= len(ISSUE.preheader) <= 140
    assert 40 <= count_words(ISSUE.intro) <= 120
    assert len(ISSUE.stories) == 5
    assert len(ISSUE.bench) == 2
    order = [config.sections.index(story.section) for story in ISSUE.stories]
    assert order == sorted(order)
    assert [earlier.days for earlier in ISSUE.earlier] == [2, 1]
    assert sum(len(earlier.stories) for earlier in ISSUE.earlier) >= 5


@pytest.mark.parametrize("story", [*ISSUE.stories, *ISSUE.bench], ids=lambda story: story.guid)
def test_a_story_names_an_item_and_its_outlet(
    story: SampleStory, items: dict[str, ParsedItem], feeds: Feeds, config: Config
) -> None:
    item = items[story.guid]
    title = {spec.url.removeprefix("feeds/"): spec.title for spec in config.feeds}
    outlet = next(title[name] for name, found in feeds.items() if item in found)

    assert story.outlet == outlet
    assert story.reporter == item.author
    assert story.headline != item.title
    assert story.section in config.sections


@pytest.mark.parametrize("story", ISSUE.stories, ids=lambda story: story.guid)
def test_a_story_keeps_the_house_s_measures(story: SampleStory) -> None:
    assert [15 <= len(text.split()) <= 20 for text in story.highlights] == [True] * 3
    assert 120 <= count_words(story.critique) <= 220
    assert story.outlet in story.critique or story.outlet in story.critique.replace("*", "")


@pytest.mark.parametrize("story", ISSUE.stories, ids=lambda story: story.guid)
def test_every_quotation_and_figure_stands_in_the_item(
    story: SampleStory, items: dict[str, ParsedItem]
) -> None:
    text = _flat(items[story.guid].text)
    blocks = re.findall(r"(?m)^> (.+)$", story.critique)
    spans = re.findall(r"“([^”]+)”", story.critique)
    figures = re.findall(r"\$?\d[\d.,]*\d|\d", " ".join([*story.highlights, story.critique]))

    assert blocks
    for quotation in [*blocks, *spans]:
        assert quotation.strip("“”") in text
    assert [figure for figure in figures if figure not in text] == []


@pytest.mark.parametrize(
    "story",
    [story for earlier in ISSUE.earlier for story in earlier.stories],
    ids=lambda story: story.url,
)
def test_an_earlier_headline_leads_to_an_item(
    story: object, items: dict[str, ParsedItem], config: Config
) -> None:
    url = getattr(story, "url", "")

    assert any(item.url.startswith(url) for item in items.values())
    assert getattr(story, "section", "") in config.sections


def test_the_samples_are_labelled_and_lead_nowhere() -> None:
    assert "sample" in (SAMPLES / "README.md").read_text(encoding="utf-8").lower()
    for path in (SAMPLES / "feeds").iterdir():
        hosts = re.findall(r"https?://([^/\s\"<>]+)", path.read_text(encoding="utf-8"))
        real = {host for host in hosts if not host.endswith(".example")}
        assert real <= {"purl.org", "www.w3.org", "jsonfeed.org"}
    assert tomllib.loads((SAMPLES / "issue.toml").read_text(encoding="utf-8"))
