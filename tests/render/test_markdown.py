"""Markdown in its three shapes: HTML for mail, clean CommonMark, plain text."""

from __future__ import annotations

import re

import pytest

from reewriter.render.markdown import to_html, to_markdown, to_plain
from tests.render.page import read

TABLE = (
    "| Metal | Use | Where |\n|:--|--:|---|\n| Dy | hot *motors* | a \\| b |\n| Tb | `x` | c |\n"
)


def test_bad_links_lose_their_link_and_keep_their_words() -> None:
    html = to_html(
        "[one](javascript:alert(1)) [two](data:text/html,x) [three](/relative) [ok](https://x.example/)"
    )
    assert "one two three" in re.sub(r"<[^>]+>", "", html)
    assert read(html).links == ["https://x.example/"]


def test_raw_html_is_shown_as_text() -> None:
    page = read(to_html("<script>alert(1)</script>\n\nA <b onclick=x>bold</b> word."))
    assert page.tags == {"p"}
    assert "<script>alert(1)</script>" in page.all("p")[0].text


def test_images_become_links_to_themselves() -> None:
    page = read(to_html("![A *mine*](https://x.example/mine.png) ![](https://x.example/2.png)"))
    assert [(e.text, e.attrs["href"]) for e in page.all("a")] == [
        ("A mine", "https://x.example/mine.png"),
        ("Image", "https://x.example/2.png"),
    ]
    assert not page.all("img")


def test_an_image_inside_a_link_is_its_words() -> None:
    page = read(to_html("[![Pit](https://x.example/p.png)](https://x.example/)"))
    assert [(e.text, e.attrs["href"]) for e in page.all("a")] == [("Pit", "https://x.example/")]


def test_a_link_without_words_shows_its_address() -> None:
    assert read(to_html("[](https://x.example/a)")).all("a")[0].text == "https://x.example/a"


@pytest.mark.parametrize(
    ("levels", "shifted"),
    [([1, 2, 3], [4, 5, 6]), ([2, 4, 2], [4, 5, 4]), ([5, 1, 6, 6], [4, 4, 5, 5])],
)
def test_headings_are_shifted_without_a_gap(levels: list[int], shifted: list[int]) -> None:
    markdown = "\n\n".join(f"{'#' * level} H" for level in levels)
    assert [level for level, _ in read(to_html(markdown)).headings] == shifted
    assert [line.count("#") for line in to_markdown(markdown).splitlines() if line] == shifted


def test_empty_headings_vanish() -> None:
    assert to_html("#\n\nText") == to_html("Text")


def test_table_cells_have_scope_alignment_and_a_name_for_phones() -> None:
    page = read(to_html(TABLE))
    assert [cell.attrs.get("scope") for cell in page.all("th")] == ["col"] * 3
    assert [cell.attrs.get("style") for cell in page.all("td")][:3] == [
        "text-align:left",
        "text-align:right",
        None,
    ]
    names = [span.text for span in page.all("span") if span.attrs["class"] == "tl"]
    assert names == ["Use: ", "Where: ", "Use: ", "Where: "]


def test_a_table_of_two_columns_fits_a_phone_as_it_is() -> None:
    page = read(to_html("| a | b |\n|---|---|\n| 1 | 2 |"))
    assert not page.all("span")
    assert "class" not in page.all("table")[0].attrs


def test_alignment_is_each_tables_own() -> None:
    html = to_html("| a |\n|--:|\n| 1 |\n\ntext\n\n| b |\n|---|\n| 2 |")
    assert [cell.attrs.get("style") for cell in read(html).all("td")] == ["text-align:right", None]


def test_nothing_is_typeset_or_linked_that_was_not_marked() -> None:
    html = to_html('"quoted" -- (c) https://x.example www.x.example')
    assert html.strip() == '<p>"quoted" -- (c) https://x.example www.x.example</p>'


def test_a_text_too_long_is_cut_where_it_can_be_seen() -> None:
    html = to_html("word " * 40_000)
    assert len(html) < 110_000
    assert "[…]" in html


@pytest.mark.parametrize(
    "markdown",
    [
        "# A\n\n## B ##\n\ntext\\\nbreak",
        "- a\n- b\n  - c\n\n    para\n- d",
        "3. x\n4. y\n\n1) z",
        "- a\n\n* b",
        "> quote\n>\n> - list\n\ntext",
        "*em* **strong** ***both*** ~~struck~~ `co``de` `` ` ``",
        "```\nfenced\n\n  more\n```\n\n    indented",
        "[a](https://x.example/(b)) <https://x.example/> <me@x.example>",
        "a \\* b \\_ c_d _e_ \\# \\[x\\] &amp; &lt;b&gt; \\`",
        "1986\\. A year\n\n\\- no list\n\n\\+ none\n\n\\> none\n\n\\# none",
        "text\n\n---\n\nafter",
        TABLE,
        "| a\\|b | `c\\|d` |\n|---|:-:|\n| \\* | **x** |",
        "a!\\[x] [y](https://x.example/) !\\![z](https://x.example/)",
    ],
)
def test_clean_markdown_says_what_the_original_said(markdown: str) -> None:
    cleaned = to_markdown(markdown)
    assert to_html(cleaned) == to_html(markdown)
    assert to_markdown(cleaned) == cleaned


def test_reference_links_are_written_inline_so_that_stories_cannot_mix_them_up() -> None:
    assert to_markdown("[a][1]\n\n[1]: https://x.example/") == "[a](https://x.example/)"


def test_plain_text_numbers_links_and_counts_on() -> None:
    plain = to_plain(
        "[a](https://x.example/a), [b](https://x.example/b), [a](https://x.example/a)",
        links=("https://x.example/0",),
    )
    assert plain.text == "a [2], b [3], a [2]"
    assert plain.links == ("https://x.example/0", "https://x.example/a", "https://x.example/b")


def test_plain_text_has_no_marks_of_markdown() -> None:
    plain = to_plain("# T\n\n*a* **b** `c` ~~d~~\n\n> q\n\n- x\n  1. y").text
    assert plain == "T\n-\n\na b c [struck out: d]\n\n> q\n\n- x\n  1. y"


def test_plain_text_aligns_tables_by_what_a_terminal_shows() -> None:
    plain = to_plain("| 元素 | n |\n|---|---|\n| 镝 | 1 |\n| Tb | 22 |").text
    assert plain == "元素  n\n----  --\n镝    1\nTb    22"


def test_a_table_too_wide_for_columns_is_told_row_by_row() -> None:
    head = "|".join(f"column {n}" for n in range(12))
    row = "|".join("a long enough cell" for _ in range(12))
    plain = to_plain(f"{head}\n{'|'.join(['---'] * 12)}\n{row}").text
    assert plain.startswith("column 0: a long enough cell\ncolumn 1: ")


@pytest.mark.parametrize("width", [30, 40, 78])
def test_plain_text_is_no_wider_than_asked(width: int) -> None:
    markdown = f"{'word ' * 60}\n\n> {'quoted ' * 30}\n\n- {'item ' * 30}\n\n{TABLE}\n\n{'x' * 200}"
    assert max(map(len, to_plain(markdown, width=width).text.splitlines())) <= width


def test_formats_share_what_was_parsed_and_leave_it_as_it_was() -> None:
    address = f"https://x.example/{'a' * 80}"
    markdown = f"# Head\n\n## Below\n\n<{address}>"
    deep, shallow = to_html(markdown, heading=5), to_html(markdown, heading=2)
    assert read(deep).headings == [(5, "Head"), (6, "Below")]
    assert read(shallow).headings == [(2, "Head"), (3, "Below")]
    assert read(deep).all("a")[0].text.endswith("aaa…")
    assert to_markdown(markdown, heading=2) == f"## Head\n\n### Below\n\n<{address}>"
    assert to_plain(markdown).links == (address,)


def test_words_beside_an_address_in_a_link_stay_in_plain_text() -> None:
    said = "[All of it at https://x.example/a for you](https://x.example/b)"
    assert to_plain(said).text == "All of it at https://x.example/a for you [1]"
    assert to_plain("<https://x.example/a>").text == "x.example [1]"
