"""Feeds are put into, taken out of and paused in feeds.toml, and nothing else in it changes."""

from __future__ import annotations

import tomllib
from random import Random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reewriter.config import FeedSpec, check_text, starter_text
from reewriter.config.edit import add_feeds, move_feed, remove_feed, set_paused
from reewriter.errors import ConfigError, NotFoundError

FILE = "feeds.toml"
HEAD = '[publication]\nname = "N"\n\n[[sections]]\nname = "Policy & Trade"\n'
TEXT = (
    HEAD
    + """
# About the first.
[[feeds]]
url = "https://a.example/feed" # the first
title = "A"
tags = [
  "x", # [not a table]
  "y",
]

[[feeds]]
url = "https://b.example/feed"
paused = true # for now

# -- The beat ---

[keywords]
"rare earth" = 5
"""
)


def _urls(text: str) -> list[str]:
    return [feed.url for feed in check_text(text, FILE).feeds]


def test_a_feed_comes_behind_the_last_and_before_the_next_comment() -> None:
    text = add_feeds(TEXT, [FeedSpec(url="https://c.example/feed")], file=FILE)
    assert text == TEXT.replace(
        "# for now\n", '# for now\n\n[[feeds]]\nurl = "https://c.example/feed"\n'
    )


def test_only_what_is_not_the_default_is_written() -> None:
    spec = FeedSpec(
        url="https://c.example/feed", title='The "C" \\ wire', section="Policy & Trade",
        tags=("a", "é"), weight=1.5, live="06:00-08:00", paused=True,
    )  # fmt: skip
    text = add_feeds(TEXT, [spec], file=FILE)
    (found,) = [feed for feed in check_text(text, FILE).feeds if feed.url == spec.url]
    for name in ("title", "section", "tags", "weight", "live", "paused"):
        assert getattr(found, name) == getattr(spec, name)
    added = text.split('url = "https://c.example/feed"')[1].split("\n\n")[0]
    assert added.count("\n") == 6


def test_the_first_feed_takes_the_place_of_the_note_that_there_is_none() -> None:
    text = starter_text(empty=True)
    added = add_feeds(text, [FeedSpec(url="https://c.example/feed")], file=FILE)
    assert len(added.splitlines()) == len(text.splitlines()) + 1
    assert _urls(added) == ["https://c.example/feed"]
    assert _urls(add_feeds(HEAD, [FeedSpec(url="https://c.example/feed")], file=FILE))


def test_a_feed_goes_with_the_comment_right_above_it() -> None:
    assert remove_feed(TEXT, "https://a.example/feed", file=FILE) == TEXT.replace(
        TEXT[TEXT.index("# About the first.") : TEXT.index('[[feeds]]\nurl = "https://b')], ""
    )
    assert remove_feed(TEXT, "https://b.example/feed", file=FILE) == TEXT.replace(
        TEXT[TEXT.index('[[feeds]]\nurl = "https://b') : TEXT.index("# -- The beat")], ""
    )


def test_pausing_and_resuming_touches_one_line() -> None:
    a, b = "https://a.example/feed", "https://b.example/feed"
    paused = set_paused(TEXT, a, True, file=FILE)
    assert paused == TEXT.replace('  "y",\n]\n', '  "y",\n]\npaused = true\n')
    assert set_paused(paused, a, False, file=FILE) == TEXT
    resumed = set_paused(TEXT, b, False, file=FILE)
    assert resumed == TEXT.replace("paused = true # for now", "paused = false # for now")
    assert set_paused(resumed, b, True, file=FILE) == TEXT
    assert set_paused(TEXT, b, True, file=FILE) == TEXT


def test_tables_in_any_order_stay_where_they_are() -> None:
    text = '[[feeds]]\nurl = "https://a.example/f"\n\n' + HEAD + '\n[[feeds]]\nurl = "b.xml"\n'
    added = add_feeds(text, [FeedSpec(url="c.xml")], file=FILE)
    assert added == text + '\n[[feeds]]\nurl = "c.xml"\n'
    assert remove_feed(added, "https://a.example/f", file=FILE).startswith("[publication]")


def test_windows_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    done = set_paused(text, "https://b.example/feed", False, file=FILE)
    assert done == text.replace("paused = true", "paused = false")
    assert _urls(remove_feed(text, "https://b.example/feed", file=FILE)) == _urls(TEXT)[:1]


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (FeedSpec(url="https://a.example/feed/"), "already there"),
        (FeedSpec(url="https://c.example/feed", section="Sport"), "no section"),
        (FeedSpec(url="../../etc/passwd"), "file of the workspace"),
    ],
)
def test_a_feed_that_would_be_wrong_is_refused(spec: FeedSpec, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        add_feeds(TEXT, [spec], file=FILE)


def test_an_unknown_feed_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        remove_feed(TEXT, "https://z.example/feed", file=FILE)
    with pytest.raises(NotFoundError):
        set_paused(TEXT, "https://z.example/feed", True, file=FILE)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_feeds_in_a_list_of_lines_keep_their_comments(end: str) -> None:
    lines = """\
# Ours.
feeds = [
  # The first.
  {url = "https://a.example/f", tags = ["x"]}, # as long as it lasts
  { url = "https://b.example/f" }  # no comma
] # all of them
"""
    text = (lines + HEAD).replace("\n", end)

    more = add_feeds(text, [FeedSpec(url="c.xml", title="C"), FeedSpec(url="d.xml")], file=FILE)
    assert more == text.replace(
        "  # no comma",
        f',  # no comma{end}  {{url = "c.xml", title = "C"}},{end}  {{url = "d.xml"}}',
    )
    gone = remove_feed(text, "https://a.example/f", file=FILE)
    assert gone == (
        "# Ours.\nfeeds = [\n"
        '  { url = "https://b.example/f" }  # no comma\n] # all of them\n' + HEAD
    ).replace("\n", end)
    assert remove_feed(more, "d.xml", file=FILE) == more.replace(
        f',{end}  {{url = "d.xml"}}', f",{end.removesuffix(end)}"
    )
    still = set_paused(text, "https://b.example/f", True, file=FILE)
    assert still == text.replace('b.example/f" }', 'b.example/f", paused = true }')
    assert set_paused(still, "https://b.example/f", False, file=FILE) == still.replace(
        "paused = true", "paused = false"
    )
    moved = move_feed(text, "https://a.example/f", "https://new.example/", file=FILE)
    assert moved == text.replace("a.example/f", "new.example/")


def test_feeds_in_a_list_on_one_line_stay_there() -> None:
    text = 'feeds = [{url = "a.xml"}, {url = "b.xml"},] # two\n' + HEAD

    more = add_feeds(text, [FeedSpec(url="c.xml", paused=True)], file=FILE)
    assert more == text.replace('"b.xml"}', '"b.xml"}, {url = "c.xml", paused = true}')
    assert remove_feed(text, "a.xml", file=FILE) == text.replace('{url = "a.xml"}, ', "")
    assert remove_feed(text, "b.xml", file=FILE) == text.replace(', {url = "b.xml"},', "")


@pytest.mark.parametrize(
    "table",
    [
        '{ url = "a.xml", }',
        '{\n  url = "a.xml", # ,\n  title = "}", # its name\n  # the end }\n}',
        '{\n  url = "a.xml"\n  , weight = 2 # two\n}',
    ],
)
def test_a_table_in_a_list_may_have_lines_and_a_comma_at_its_end(table: str) -> None:
    text = f'feeds = [{table}, {{url = "b.xml"}}]\n{HEAD}'
    paused = set_paused(text, "a.xml", True, file=FILE)
    before, after = (tomli.loads(each)["feeds"] for each in (text, paused))
    assert after == [before[0] | {"paused": True}, before[1]]
    assert paused.replace(", paused = true", "", 1) == text
    assert tomli.loads(set_paused(paused, "a.xml", False, file=FILE))["feeds"][0]["paused"] is False
    assert _urls(remove_feed(text, "a.xml", file=FILE)) == ["b.xml"]


def test_the_last_feed_of_a_list_leaves_one_that_is_empty_and_can_be_added_to() -> None:
    for text in ('feeds = [{url = "a.xml"}]\n', 'feeds = [\n  {url = "a.xml"},\n]\n'):
        none = remove_feed(text + HEAD, "a.xml", file=FILE)
        assert _urls(none) == []
        assert _urls(add_feeds(none, [FeedSpec(url="b.xml")], file=FILE)) == ["b.xml"]
    assert _urls(add_feeds("feeds = []\n" + HEAD, [FeedSpec(url="b.xml")], file=FILE)) == ["b.xml"]


def test_a_text_that_ends_like_a_comment_is_not_taken_for_one() -> None:
    sections = '[[sections]]\nname = "Policy"\n'
    motto = f'{sections}[publication]\nname = "N"\ntagline = """\nkept\n# and kept"""\n'
    text = motto + '[[feeds]]\nurl = "a.xml"\n[[feeds]]\nurl = "b.xml"\n'

    assert remove_feed(text, "a.xml", file=FILE) == motto + '[[feeds]]\nurl = "b.xml"\n'


def test_in_a_list_too() -> None:
    odd = 'feeds = [\n{url = "a.xml", title = """A\n# a"""},\n'
    text = odd + '{url = "b.xml"},\n]\n' + HEAD
    assert remove_feed(text, "b.xml", file=FILE) == odd + "]\n" + HEAD


ELEMENTS = (
    '{{url = "{}", title = """\n#"""}}',
    '{{url = "{}"}}', "{{ url='{}' }}", '{{"url" = "{}", tags = ["]", "#"]}}',
    '{{title = "}},{{", url = "{}"}}', '{{url = "{}", paused = true}}', '{{paused=false,url="{}"}}',
)  # fmt: skip
GAPS = ("", " ", "\n", "\n  ", " # after\n  ", "\n  # above\n  ", "\n# a\n\n# b\n\t")


@given(st.data())
def test_lists_of_feeds_say_afterwards_what_they_should(data: st.DataObject) -> None:
    urls = [f"{n}.xml" for n in range(data.draw(st.integers(1, 4)))]
    text = "feeds = ["
    for url in urls:
        text += data.draw(st.sampled_from(GAPS)) + data.draw(st.sampled_from(ELEMENTS)).format(url)
        text += data.draw(st.sampled_from(("", " "))) + ("," if url != urls[-1] else "")
    text += data.draw(st.sampled_from(("", ",", ", "))) + data.draw(st.sampled_from(GAPS)) + "]\n"
    text += HEAD
    chosen = data.draw(st.sampled_from(urls))
    before = tomllib.loads(text)
    rest = [feed for feed in before["feeds"] if feed["url"] != chosen]
    one = next(feed for feed in before["feeds"] if feed["url"] == chosen)

    one_more = add_feeds(text, [FeedSpec(url="n.xml")], file=FILE)
    for edited, feeds in (
        (remove_feed(text, chosen, file=FILE), rest),
        (one_more, [*before["feeds"], {"url": "n.xml"}]),
        (set_paused(text, chosen, True, file=FILE), [*rest, one | {"paused": True}]),
        (move_feed(text, chosen, "m.xml", file=FILE), [*rest, one | {"url": "m.xml"}]),
    ):
        said = tomllib.loads(edited)
        assert sorted(said["feeds"], key=str) == sorted(feeds, key=str)
        assert said | {"feeds": []} == before | {"feeds": []}


@given(
    titles=st.lists(st.text(max_size=30), min_size=1, max_size=4),
    order=st.randoms(use_true_random=False),
)
def test_added_and_removed_feeds_leave_the_starter_as_it_was(
    titles: list[str], order: Random
) -> None:
    text = starter_text()
    specs = [
        FeedSpec(url=f"https://{n}.example/feed", title=title) for n, title in enumerate(titles)
    ]
    added = add_feeds(text, specs, file=FILE)
    before, after = tomllib.loads(text), tomllib.loads(added)
    assert after["feeds"][: len(before["feeds"])] == before["feeds"]
    assert [f.get("title", "") for f in after["feeds"][len(before["feeds"]) :]] == titles
    urls = [spec.url for spec in specs]
    order.shuffle(urls)
    for url in urls:
        added = remove_feed(added, url, file=FILE)
    assert added == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_feed_that_moves_keeps_its_place_and_all_comments(end: str) -> None:
    text = TEXT.replace("\n", end)
    moved = move_feed(text, "https://a.example/feed", 'https://new.example/?q="x"', file=FILE)
    written = 'url = "https://new.example/?q=\\"x\\"" # the first'
    assert moved == text.replace('url = "https://a.example/feed" # the first', written)
    single = text.replace('"https://b.example/feed"', "'https://b.example/feed'")
    again = move_feed(single, "https://b.example/feed", "https://c.example/", file=FILE)
    assert again == single.replace("'https://b.example/feed'", '"https://c.example/"')


def test_a_feed_moves_neither_from_nowhere_nor_onto_another() -> None:
    with pytest.raises(NotFoundError):
        move_feed(TEXT, "https://c.example/", "https://d.example/", file=FILE)
    with pytest.raises(ConfigError):
        move_feed(TEXT, "https://a.example/feed", "https://b.example/feed", file=FILE)


@pytest.mark.parametrize(
    "odd",
    [
        HEAD + '[[feeds]]\nurl = """\nhttps://a.example/feed"""\n',
    ],
)
def test_a_move_that_is_not_understood_changes_nothing(odd: str) -> None:
    with pytest.raises(ConfigError, match="not changed here"):
        move_feed(odd, "https://a.example/feed", "https://new.example/", file=FILE)


@pytest.mark.parametrize("text", [TEXT, TEXT.rstrip("\n"), HEAD, HEAD.rstrip("\n"),
                                  TEXT[: TEXT.index("# -- The")].rstrip("\n")])  # fmt: skip
def test_a_file_keeps_its_ends_of_line(text: str) -> None:
    def edited(text: str) -> list[str]:
        spec = FeedSpec(url="https://c.example/feed", title="C")
        added = add_feeds(text, [spec], file=FILE)
        paused = set_paused(added, spec.url, True, file=FILE)
        resumed = set_paused(paused, spec.url, False, file=FILE)
        return [added, paused, resumed, remove_feed(added, spec.url, file=FILE)]

    wanted = [one.replace("\n", "\r\n") for one in edited(text)]
    assert edited(text.replace("\n", "\r\n")) == wanted
