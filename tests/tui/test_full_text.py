"""The full text of what is read, by one key, while everything else goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from textual.events import Paste
from textual.message import Message

from reewriter.model import Highlight
from reewriter.tui.behind.loading import FullTextLoaded, FullTextLoader, Wanted
from reewriter.tui.widgets.reader import Reader
from reewriter.workspace import Workspace
from tests.farm import Farm, Handler, page
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import CONFIG, invent, make_workspace

PAGES = Path(__file__).parent.parent / "data" / "pages"
TEASER = (
    "The Dunmore smelter has added a third shift to its rotary kiln. A teaser for all the rest."
)


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as farm:
        for name in ("wordpress", "paywall", "front-page"):
            farm.add(f"/{name}", page((PAGES / f"{name}.html").read_bytes()))
        yield farm


def desk_of(
    tmp_path: Path, farm: Farm, *paths: str, text: str = TEASER, more: str = ""
) -> Workspace:
    config = CONFIG.replace("feeds/basin.xml", farm.url("/feed")) + more
    parsed = [invent(n, url=farm.url(path), text=text) for n, path in enumerate(paths, 1)]
    return make_workspace(tmp_path, parsed, config=config)


async def loaded(editor: Editor) -> None:
    await editor.until(lambda: bool(editor.said) and not editor.said.startswith("loading"))
    await editor.rest()


def marked(editor: Editor) -> list[str]:
    """Return the lines of the sentence that is marked."""
    return [line.strip() for line in editor.lines if line.lstrip().startswith("▌")]


async def test_t_brings_the_article_to_the_reader(tmp_path: Path, farm: Farm) -> None:
    async with at_desk(desk_of(tmp_path, farm, "/wordpress"), WIDE) as editor:
        await editor.press("enter")
        assert (
            "18 words from the feed; the page may have more: t loads it, P pastes." in editor.text
        )
        await editor.press("t")
        await loaded(editor)
        assert editor.said == "full text: 199 words"
        assert "Eleven people" in editor.text
        assert "no lorries between ten at night" in editor.text
        assert "from the feed" not in editor.text
        assert farm.paths() == ["/wordpress"]
        await editor.press("t")
        await editor.until(lambda: len(farm.paths()) == 2)
        await loaded(editor)


async def test_on_a_narrow_screen_t_opens_the_reader(tmp_path: Path, farm: Farm) -> None:
    async with at_desk(desk_of(tmp_path, farm, "/wordpress"), NARROW) as editor:
        await editor.press("t")
        await loaded(editor)
        assert "Eleven people" in editor.text
        assert editor.focused == "reader"


async def test_nothing_waits_for_a_page_that_does_not_come(tmp_path: Path, farm: Farm) -> None:
    farm.add("/never", Handler.hang)
    desk = desk_of(tmp_path, farm, "/never")
    async with at_desk(desk, WIDE) as editor:
        await editor.press("t")
        assert editor.said == "loading full text…"
        await editor.until(lambda: farm.paths() == ["/never"])
        await editor.press("t")
        assert editor.said == "the full text is on its way"
        await editor.press("y")
        assert editor.said.startswith("kept “")
        assert desk.writing.of_item(1) is not None
    assert farm.paths() == ["/never"]


async def test_a_stub_says_how_much_it_is(tmp_path: Path, farm: Farm) -> None:
    async with at_desk(desk_of(tmp_path, farm, "/paywall"), WIDE) as editor:
        await editor.press("t")
        await loaded(editor)
        assert editor.said == "a stub: 74 words, behind a paywall"
        assert "A stub: 74 words, behind a paywall; P pastes the rest." in editor.text


@pytest.mark.parametrize(
    ("path", "words"),
    [("/front-page", "there is no article"), ("/gone", "does not have this page any more (404)")],
)
async def test_why_there_is_none_is_one_line(
    tmp_path: Path, farm: Farm, path: str, words: str
) -> None:
    async with at_desk(desk_of(tmp_path, farm, path), WIDE) as editor:
        await editor.press("t")
        await loaded(editor)
        assert words in editor.said
        assert TEASER[:20] in editor.text


async def test_the_passage_that_was_read_stays_in_sight(tmp_path: Path, farm: Farm) -> None:
    teaser = (
        "Something that only the feed says.</p><p>Eleven people have been hired so far. Another"
        " twenty are wanted, but the wages offered are lower</p><p>" + "—<br>" * 60
    )
    async with at_desk(desk_of(tmp_path, farm, "/wordpress", text=teaser), NARROW) as editor:
        await editor.press("enter")
        reader = editor.app.screen.query_one(Reader)
        await editor.press("j")
        assert marked(editor)[0].startswith("▌Eleven people have been hired")
        await editor.press("t")
        await loaded(editor)
        assert reader.article is not None
        assert "no lorries between ten at night" in reader.article.markdown
        assert marked(editor)[0].startswith("▌Eleven people have been hired")


async def test_a_kept_story_gets_its_source_and_u_takes_it_back(tmp_path: Path, farm: Farm) -> None:
    desk = desk_of(tmp_path, farm, "/wordpress")
    async with at_desk(desk, WIDE) as editor:
        await editor.press("e")
        assert "from the feed" in editor.text
        await editor.press("t")
        await loaded(editor)
        assert editor.said == "full text: 199 words"
        assert "Eleven people" in editor.text
        await editor.press("u")
        assert editor.said == "undo: full text: 199 words"
        assert "Eleven people" not in editor.text
        await editor.press("ctrl+r", "t")
        await loaded(editor)
        assert editor.said == "full text: 199 words · nothing in it has changed"


async def test_evidence_stays_when_the_text_changes(tmp_path: Path, farm: Farm) -> None:
    desk = desk_of(tmp_path, farm, "/wordpress")
    story = desk.writing.new(item_id=1)
    assert story.source is not None
    at = story.source.text.index("A teaser")
    desk.writing.set_highlights(story.id, [Highlight("Ours.", story.source.id, (at, at + 8))])
    async with at_desk(desk, WIDE) as editor:
        await editor.press("f2", "t")
        await loaded(editor)
        assert "the text before stays beside it" in editor.said
        assert "Eleven people" in editor.text
    after = desk.writing.story(story.id)
    sources = {source.id: source.text for source in after.sources}
    [highlight] = after.highlights
    assert highlight.source_id is not None
    assert highlight.span is not None
    assert sources[highlight.source_id][slice(*highlight.span)] == "A teaser"


async def test_a_text_pasted_onto_the_source_takes_its_place(tmp_path: Path, farm: Farm) -> None:
    desk = desk_of(tmp_path, farm, "/paywall")
    desk.triage.keep([1])
    async with at_desk(desk, WIDE) as editor:
        await editor.press("f2")
        editor.app.screen.post_message(Paste("Too few words."))
        await editor.rest()
        assert editor.said.startswith("3 words pasted: too few for an article")
        words = "What the whole article says.\n\n" + "It has very many words. " * 9
        editor.app.screen.post_message(Paste(words))
        await editor.rest()
        assert editor.said.startswith("attached 50 words to “")
        assert "What the whole article says." in editor.text
        assert "from the feed" not in editor.text
        await editor.press("u")
        assert "from the feed" in editor.text
        await editor.press("c")
        editor.app.screen.post_message(Paste(words))
        await editor.rest()
        assert "from the feed" in editor.text


async def test_the_text_of_a_source_is_written_in_the_editors_own_program(
    tmp_path: Path, farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reewriter.tui.screens import story_sources

    seen: list[str] = []

    def fake(_: object, text: str, *, keep_in: Path, name: str) -> str:
        seen.append(text)
        return "All of it."

    monkeypatch.setattr(story_sources, "edit_text", fake)
    desk = desk_of(tmp_path, farm, "/paywall")
    desk.triage.keep([1])
    async with at_desk(desk, WIDE) as editor:
        await editor.press("f2", "P")
        assert seen == [TEASER]
        assert "All of it." in editor.text
        source = desk.writing.story(1).source
        assert source is not None
        assert (source.text, source.complete) == ("All of it.", True)


async def test_what_is_kept_is_loaded_unasked_and_one_u_takes_all_back(
    tmp_path: Path, farm: Farm
) -> None:
    wanting = '\n[fetch]\nfull_text = "kept"\n'
    desk = desk_of(tmp_path, farm, "/wordpress", more=wanting)
    async with at_desk(desk, WIDE) as editor:
        await editor.press("y")
        await editor.until(lambda: complete(desk))
        assert editor.said.startswith("kept “")
        await editor.press("u")
        assert editor.said.startswith("undo: kept “")
        assert desk.writing.listed() == []
        await editor.press("ctrl+r")
        assert complete(desk)


async def test_nothing_is_said_of_a_text_that_nobody_asked_for(tmp_path: Path, farm: Farm) -> None:
    wanting = '\n[fetch]\nfull_text = "kept"\n'
    async with at_desk(desk_of(tmp_path, farm, "/front-page", more=wanting), WIDE) as editor:
        await editor.press("y")
        await editor.until(lambda: farm.paths() == ["/front-page"])
        await editor.until(lambda: not editor.app._texts._queue)
        await editor.rest()
        assert editor.said.startswith("kept “")


def complete(workspace: Workspace) -> bool:
    story = workspace.writing.of_item(1)
    return story is not None and story.source is not None and story.source.complete


def test_texts_are_loaded_one_after_the_other(tmp_path: Path, farm: Farm) -> None:
    desk = desk_of(tmp_path, farm, "/wordpress", "/front-page")
    told: SimpleQueue[FullTextLoaded] = SimpleQueue()

    def post(message: Message) -> None:
        assert isinstance(message, FullTextLoaded)
        told.put(message)

    loader = FullTextLoader(desk, post)
    first, second = Wanted(item_id=1), Wanted(item_id=2, quiet=True)
    assert loader.want(first)
    assert loader.want(second)
    assert not loader.want(Wanted(item_id=2, again=True))
    assert told.get(timeout=60) == FullTextLoaded(first)
    last = told.get(timeout=60)
    assert last.wanted == second
    assert "no article" in last.problem
    assert loader.want(Wanted(item_id=1))
    assert told.get(timeout=60).problem == ""
    assert farm.paths() == ["/wordpress", "/front-page"]


async def test_a_text_that_comes_back_as_it_was_is_told_so(
    tmp_path: Path, farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reewriter.tui.screens import inbox_citing, story_sources

    for module in (story_sources, inbox_citing):
        monkeypatch.setattr(module, "edit_text", lambda *_, **__: None)
    desk = desk_of(tmp_path, farm, "/paywall")
    async with at_desk(desk, WIDE) as editor:
        await editor.press("P")
        assert editor.said == "nothing was changed"
        assert desk.writing.listed() == [], "nothing was kept"
        await editor.press("y", "f2", "P")
        assert editor.said == "nothing was changed"
