"""The full text of an article: asked for once, kept, and given to the story that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.desk.writing import called
from reewriter.errors import (
    BlockedAddressError,
    HttpStatusError,
    NetworkError,
    NotFoundError,
    ParseError,
    UsageError,
)
from reewriter.model import FeedStatus, FullText, Highlight, Story
from reewriter.store import feeds
from reewriter.workspace import Workspace
from reewriter.workspace.fulltexts import told
from tests.farm import Farm, page
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace

PAGES = Path(__file__).parent.parent / "data" / "pages"
TEASER = "“A kiln that stands still costs us as much as one that turns.” Nobody had asked."


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as farm:
        for name in ("wordpress", "paywall", "front-page", "cookie-wall"):
            farm.add(f"/{name}", page((PAGES / f"{name}.html").read_bytes()))
        yield farm


@pytest.fixture
def workspace(tmp_path: Path, farm: Farm) -> Workspace:
    """A desk whose first feed is on the farm, with a teaser for each of its pages."""
    config = CONFIG.replace("feeds/basin.xml", farm.url("/feed"))
    paths = ("/wordpress", "/paywall", "/front-page", "/missing")
    parsed = [invent(n, url=farm.url(path), text=TEASER) for n, path in enumerate(paths, 1)]
    return make_workspace(tmp_path, parsed, config=config)


def load(workspace: Workspace, item_id: int, *, refresh: bool = False) -> FullText:
    with workspace.full_texts.loader(wait=lambda _: None) as loader:
        return loader.item(item_id, refresh=refresh)


def story_of(workspace: Workspace, item_id: int) -> Story:
    story = workspace.writing.of_item(item_id)
    assert story is not None
    return story


def test_a_page_is_asked_once_and_then_only_on_demand(workspace: Workspace, farm: Farm) -> None:
    found = load(workspace, 1)
    assert (found.title, found.author) == ("A third shift at the Dunmore kiln", "Mara Lindqvist")
    assert found.outlet == "The Basin Ledger"
    assert found.fetched_at == NOW
    assert "- a wall of four metres along the lane;" in found.markdown
    assert load(workspace, 1) == found
    assert farm.paths() == ["/wordpress"]
    load(workspace, 1, refresh=True)
    assert farm.paths() == ["/wordpress"] * 2


def test_the_server_is_told_who_asks(workspace: Workspace, farm: Farm) -> None:
    load(workspace, 1)
    assert farm.seen[0].headers["user-agent"].startswith("reewriter/")
    assert "cookie" not in farm.seen[0].headers


@pytest.mark.parametrize(
    ("item_id", "kind", "words"),
    [(3, ParseError, "no article"), (4, HttpStatusError, "does not have this page any more")],
)
def test_a_page_without_text_is_told_and_not_kept(
    workspace: Workspace, item_id: int, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        load(workspace, item_id)
    assert workspace.full_texts.of(workspace.triage.item(item_id).url) is None


def test_a_link_leads_to_no_private_server_that_its_feed_is_not_on(
    tmp_path: Path, farm: Farm
) -> None:
    config = CONFIG.replace("feeds/oxide.xml", farm.url("/feed"))
    desk = make_workspace(tmp_path, [invent(1, url=farm.url("/wordpress"))], config=config)
    with pytest.raises(BlockedAddressError):
        load(desk, 1)
    assert farm.paths() == []


def test_a_server_that_wants_to_be_left_alone_is(workspace: Workspace, farm: Farm) -> None:
    feed = next(f for f in feeds.listed(workspace.store) if f.url.startswith("http"))
    later = NOW.replace(hour=NOW.hour + 1)
    limited = replace(feed, status=FeedStatus.LIMITED, checked_at=NOW, due_at=later)
    feeds.record(workspace.store, limited)
    with pytest.raises(NetworkError, match="left alone for 60 minutes"):
        load(workspace, 1)
    assert farm.paths() == []


def test_an_item_without_an_address_has_no_page(tmp_path: Path) -> None:
    desk = make_workspace(tmp_path, [replace(invent(1), url="")])
    with pytest.raises(UsageError, match="no web address"):
        load(desk, 1)


def test_how_much_there_is_is_said(workspace: Workspace) -> None:
    whole, stub = load(workspace, 1), load(workspace, 2)
    assert told(whole) == f"full text: {whole.words} words"
    assert told(replace(whole, words=1240)) == "full text: 1,240 words"
    assert told(stub) == f"a stub: {stub.words} words, behind a paywall"
    assert told(replace(stub, words=900)) == "a part: 900 words, behind a paywall"


def test_the_fullest_text_is_read(workspace: Workspace) -> None:
    item = workspace.triage.item(1)
    assert workspace.full_texts.markdown(item) == (workspace.triage.markdown(item), None)
    found = load(workspace, 1)
    assert workspace.full_texts.markdown(item) == (found.markdown, found)
    assert workspace.full_texts.use_for_item(1).label == told(found)
    assert workspace.undo() is None


def test_a_stub_shorter_than_what_came_is_not_shown(workspace: Workspace, farm: Farm) -> None:
    url = farm.add("/stub", page((PAGES / "paywall.html").read_bytes()))
    bring(workspace, [invent(9, url=url, text="Many words came here. " * 60)])
    load(workspace, 5)
    item = workspace.triage.item(5)
    assert workspace.full_texts.markdown(item)[1] is None
    said = workspace.full_texts.use_for_item(5).label
    assert said.startswith("the page has ")
    assert said.endswith("words, behind a paywall; the 240 you have stay")


def test_what_is_kept_afterwards_rests_on_the_full_text(workspace: Workspace) -> None:
    found = load(workspace, 1)
    workspace.triage.keep([1, 2])
    source = story_of(workspace, 1).source
    assert source is not None
    assert (source.text, source.complete) == (found.markdown, True)
    assert source.reporter == "Ida Renn"
    teaser = story_of(workspace, 2).source
    assert teaser is not None
    assert not teaser.complete


def test_an_adopted_source_brings_its_full_text(workspace: Workspace) -> None:
    found = load(workspace, 1)
    workspace.triage.keep([2])
    story = story_of(workspace, 2)
    workspace.groups.join([1, 2])
    workspace.groups.adopt(story.id, [1])
    assert workspace.writing.story(story.id).sources[-1].text == found.markdown


def test_a_kept_story_gets_the_full_text_and_undo_takes_it_back(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    before = story_of(workspace, 1)
    found = load(workspace, 1)
    assert story_of(workspace, 1) == before
    assert workspace.full_texts.use_for_item(1).label == told(found)
    after = story_of(workspace, 1).source
    assert after is not None
    assert (after.text, after.complete) == (found.markdown, True)
    assert workspace.undo() == told(found)
    assert story_of(workspace, 1).sources == before.sources
    assert workspace.redo() == told(found)


def test_what_a_feed_left_out_is_filled_in_for_a_kept_story_too(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    story = story_of(workspace, 1)
    workspace.writing.edit_source(story.id, {"reporter": "", "published": None})
    before = story_of(workspace, 1)
    found = load(workspace, 1)
    workspace.full_texts.use_for_item(1)
    after = story_of(workspace, 1).source
    assert after is not None
    assert before.source is not None
    assert (after.reporter, after.published) == (found.author, found.published)
    assert after.outlet == before.source.outlet
    assert found.author
    assert found.published
    assert workspace.undo() == told(found)
    assert story_of(workspace, 1).sources == before.sources


def test_what_came_unasked_goes_with_the_keeping(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.triage.keep([2])
    load(workspace, 1)
    workspace.full_texts.use_for_item(1, unasked=True)
    source = story_of(workspace, 1).source
    assert source is not None
    assert source.complete
    undone = [str(workspace.undo()).partition(" “")[0] for _ in range(3)]
    assert undone == ["kept", "kept", "None"]
    assert workspace.writing.listed() == []
    assert [str(workspace.redo()).partition(" “")[0] for _ in range(2)] == ["kept", "kept"]
    again = story_of(workspace, 1).source
    assert again is not None
    assert again.text == source.text


def test_what_came_unasked_to_an_edited_source_is_a_change_of_its_own(
    workspace: Workspace,
) -> None:
    workspace.triage.keep([1])
    story = story_of(workspace, 1)
    workspace.writing.edit_source(story.id, {"outlet": "Another"})
    found = load(workspace, 1)
    workspace.full_texts.use_for_item(1, unasked=True)
    assert workspace.undo() == told(found)
    assert workspace.undo() != told(found)


def test_evidence_is_found_again_or_its_text_kept(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    story = story_of(workspace, 1)
    assert story.source is not None
    text = story.source.text
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("A kiln that", "Nobody had asked")]
    resting = [Highlight("Ours.", story.source.id, span) for span in spans]
    workspace.writing.set_highlights(story.id, resting)
    load(workspace, 1)
    done = workspace.full_texts.use_for_item(1)
    assert "stays beside it" in done.note
    story = story_of(workspace, 1)
    texts = {source.id: source.text for source in story.sources}
    for highlight, words in zip(story.highlights, ("A kiln that", "Nobody had asked"), strict=True):
        assert highlight.source_id is not None
        assert highlight.span is not None
        assert texts[highlight.source_id][slice(*highlight.span)] == words
    assert story.source is not None
    assert "Eleven people" in story.source.text
    assert len(story.sources) == 2
    workspace.undo()
    assert [s.text for s in story_of(workspace, 1).sources] == [text]


def test_loading_the_same_again_changes_nothing(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    load(workspace, 1)
    workspace.full_texts.use_for_item(1)
    story = story_of(workspace, 1)
    load(workspace, 1, refresh=True)
    assert workspace.full_texts.use_for_item(1, again=True).note == "nothing in it has changed"
    assert story_of(workspace, 1) == story


def test_a_corrected_page_counts_only_when_asked_anew(workspace: Workspace, farm: Farm) -> None:
    workspace.triage.keep([1])
    load(workspace, 1)
    workspace.full_texts.use_for_item(1)
    shorter = (PAGES / "wordpress.html").read_bytes().replace(b"Eleven people", b"Ten")
    farm.add("/wordpress", page(shorter))
    load(workspace, 1, refresh=True)
    assert workspace.full_texts.use_for_item(1).label.endswith("you have stay")
    workspace.full_texts.use_for_item(1, again=True)
    source = story_of(workspace, 1).source
    assert source is not None
    assert "Ten have been hired" in source.text


def test_a_page_that_went_behind_a_wall_takes_nothing_away(
    workspace: Workspace, farm: Farm
) -> None:
    workspace.triage.keep([1])
    load(workspace, 1)
    workspace.full_texts.use_for_item(1)
    farm.add("/wordpress", page((PAGES / "paywall.html").read_bytes()))
    load(workspace, 1, refresh=True)
    assert workspace.full_texts.use_for_item(1, again=True).label.endswith("you have stay")
    source = story_of(workspace, 1).source
    assert source is not None
    assert "Eleven people" in source.text


def test_a_source_that_was_written_by_hand_has_a_page_too(workspace: Workspace, farm: Farm) -> None:
    story = workspace.writing.new()
    workspace.writing.edit_source(story.id, {"url": farm.url("/wordpress")})
    with workspace.full_texts.loader() as loader:
        found = loader.source(story.id)
    workspace.full_texts.use_for_story(story.id, None)
    source = workspace.writing.story(story.id).source
    assert source is not None
    assert source.text == found.markdown


def test_a_pasted_text_is_attached_in_place(workspace: Workspace) -> None:
    workspace.triage.keep([2])
    story = story_of(workspace, 2)
    done = workspace.full_texts.attach(story.id, "Pasted words.\n\nAnd more.\n")
    assert done.label == f"attached 4 words to {called(story)}"
    source = story_of(workspace, 2).source
    assert source is not None
    assert (source.text, source.complete) == ("Pasted words.\n\nAnd more.", True)
    assert workspace.undo() == done.label
    assert story_of(workspace, 2).sources == story.sources


def test_what_is_not_there_is_told(workspace: Workspace) -> None:
    workspace.triage.keep([2])
    story = story_of(workspace, 2)
    with pytest.raises(UsageError, match="empty"):
        workspace.full_texts.attach(story.id, " \n")
    with pytest.raises(NotFoundError, match="no source 99"):
        workspace.full_texts.attach(story.id, "x", source_id=99)
    with pytest.raises(NotFoundError, match="not loaded"):
        workspace.full_texts.use_for_item(2)
    with pytest.raises(NotFoundError, match="not loaded"):
        workspace.full_texts.use_for_story(story.id, None)
