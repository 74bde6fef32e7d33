"""The workspace's own templates: what they may do, what they may not, what a mistake says."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.errors import NotFoundError, TemplateError, UsageError
from reewriter.model import Rendered
from reewriter.render import (
    check_templates,
    copy_look,
    copy_template,
    own_formats,
    render,
    template_listing,
)
from reewriter.render.sandbox import environment
from reewriter.render.templates import MAX_TEMPLATE, Shelf, shipped_templates
from tests.sample_issue import NOW, sample_brand, sample_composition

INCLUDE = re.compile(r'{% include "([^"~]+)" %}')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    templates = tmp_path / "templates"
    templates.mkdir()
    return templates


def rendered(folder: Path | None) -> Rendered:
    return render(sample_composition(), sample_brand(), templates=folder, now=NOW)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def as_verdict(folder: Path, look: str) -> str:
    """Render the sample's first story alone, in a format of the workspace's own."""
    whole, brand = sample_composition(), sample_brand()
    first = replace(whole.placed[0], story=replace(whole.placed[0].story, format="verdict"))
    brand = replace(brand, look=replace(brand.look, name=look))
    composition = replace(whole, placed=(first,), recent=())
    return render(composition, brand, templates=folder, now=NOW).html


def mistake(folder: Path) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        rendered(folder)
    return caught.value


def test_escaping_is_decided_by_the_format_and_not_by_a_name(folder: Path) -> None:
    assert environment("html", Shelf()).autoescape is True
    assert environment("markdown", Shelf()).autoescape is False
    assert environment("text", Shelf()).autoescape is False
    write(folder, "stories/critique.html", '{% include "odd.html.j2.txt" %}')
    write(folder, "odd.html.j2.txt", "<tr><td>{{ story.headline }}</td></tr>")
    assert "Iron &amp; Nitrogen" in rendered(folder).html


def test_a_file_of_the_workspace_replaces_ours_alone(folder: Path) -> None:
    write(folder, "partials/footer.html", "<p>Our own footer ⟦unsubscribe_url⟧</p>")
    html = rendered(folder).html
    assert "Our own footer" in html
    assert "View in browser" not in html
    assert "A Price Floor" in html


def test_a_story_format_gets_a_layout_by_a_file_of_its_name(folder: Path) -> None:
    write(folder, "stories/brief.txt", "IN BRIEF: {{ story.headline }}\n")
    text = rendered(folder).text
    assert "IN BRIEF: One Powder, Two Prices" in text
    assert "A Price Floor Buys Time—But Not a Gram of Dysprosium [1]" in text


@pytest.mark.parametrize("look", ["daily", "plain"])
@pytest.mark.parametrize(
    "before", ["", "\n", "<!-- ours -->\n", "{# ours #}", "{% if 1 %}{% endif %}"]
)
def test_a_story_of_plain_html_stays_in_its_place(folder: Path, look: str, before: str) -> None:
    write(folder, "stories/verdict.html", before + "<p>VERDICT</p>{{ story.headline }}<b>END</b>")
    html = as_verdict(folder, look)
    masthead, verdict = html.index("<h1"), html.index("VERDICT")
    assert masthead < verdict < html.index("END</b>") < html.index("Unsubscribe")
    cell = html.rindex("<td", 0, verdict)
    assert 'class="text"' in html[cell : html.index(">", cell)]
    assert "</td>" not in html[cell:verdict]


def test_a_story_that_begins_with_a_variable_stays_in_its_place(folder: Path) -> None:
    write(folder, "stories/verdict.html", "{{ story.headline }}: <p>VERDICT</p>")
    html = as_verdict(folder, "daily")
    assert "&lt;t" not in html
    assert html.index("<h1") < html.index("VERDICT") < html.index("Unsubscribe")


@pytest.mark.parametrize("row", ["<tr>", '\n<!-- ours --><TR class="mine">', "<tbody><tr>"])
def test_a_story_of_rows_gets_no_other_row(folder: Path, row: str) -> None:
    write(folder, "stories/verdict.html", "")
    rows = as_verdict(folder, "daily").count("<tr")
    write(folder, "stories/verdict.html", row + "<td>VERDICT</td></tr>")
    html = as_verdict(folder, "daily")
    assert "VERDICT" in html
    assert html.count("<tr") == rows + 1


def test_a_changed_template_is_noticed(folder: Path) -> None:
    assert "Unsubscribe" in rendered(folder).html
    footer = write(folder, "partials/footer.html", "first")
    assert "Unsubscribe" not in rendered(folder).html
    footer.unlink()
    assert "Unsubscribe" in rendered(folder).html


def test_content_is_escaped_in_templates_that_forget_it(folder: Path) -> None:
    write(folder, "daily.html", "<p>{{ issue.subject }}{{ '{{' ~ issue.subject }}</p>")
    write(folder, "daily.md", "{{ issue.subject }}")
    composition = sample_composition()
    issue = replace(composition.issue, subject="<b> *x* {{ y }}")
    result = render(replace(composition, issue=issue), sample_brand(), templates=folder, now=NOW)
    shown = "&lt;b&gt; *x* &#123;&#123; y &#125;&#125;"
    assert f"<p>{shown}&#123;&#123;{shown}</p>" in result.html
    assert result.markdown == "\\<b> \\*x\\* {\u2060{ y }}\n"


def test_content_put_together_with_html_by_a_template_stays_neutral(folder: Path) -> None:
    write(folder, "daily.html", "<p>{{ issue.intro ~ issue.subject }}</p>")
    composition = sample_composition()
    issue = replace(composition.issue, intro="*in*", subject="{{ y }} <b>")
    result = render(replace(composition, issue=issue), sample_brand(), templates=folder, now=NOW)
    assert "&#123;&#123; y &#125;&#125; &lt;b&gt;" in result.html


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("daily.html", "<p>\n{{ nobody }}</p>", 2, "“nobody” is undefined"),
        ("daily.html", "<p>\n\n{{ issue.nothing }}</p>", 3, "nothing"),
        ("daily.txt", "\n{{ publication.nam }}", 2, "“nam” is not there, but “name” is"),
        ("daily.txt", "{{ labels.unsubscribed|wrap }}", 1, "but “unsubscribe” is"),
        ("daily.txt", "{{ issue.zzz }}", 1, "“zzz” is not there"),
        ("daily.md", "a\n{% if %}", 2, "Expected an expression"),
        ("daily.txt", "{% for x in %}", 1, "Expected an expression"),
        ("partials/footer.html", "\n\n\n{{ oops }}", 4, "“oops” is undefined"),
        ("daily.txt", "\n{{ issue.date|nofilter }}", 2, "nofilter"),
        ("daily.txt", '{% include "absent.txt" %}', 1, "absent.txt"),
        ("daily.txt", "{{ 1 / 0 }}", 1, "division by zero"),
        ("daily.txt", "\n{{ issue.date.__class__ }}", 2, "__class__"),
        ("daily.txt", "\n{{ issue.date.upper() }}", 2, "not safely callable"),
        ("daily.txt", "\n{{ 'x' * 1000000000 }}", 2, "numbers only"),
        ("daily.txt", "\n{{ 9 ** 99999999 }}", 2, "not available"),
        ("daily.txt", "\n{{ range(9) }}", 2, "“range” is undefined"),
    ],
)
def test_a_mistake_names_file_line_and_the_line_itself(
    folder: Path, name: str, text: str, line: int, said: str
) -> None:
    path = write(folder, name, text)
    error = mistake(folder)
    assert error.message.startswith(f"{path}:{line}: ")
    assert said in error.message
    assert text.split("\n")[line - 1].strip() in error.hint


def test_a_mistake_ends_with_one_full_stop(folder: Path) -> None:
    write(folder, "daily.txt", "{{ issue.date.__class__ }}")
    assert ".." not in str(mistake(folder))


def test_a_format_may_be_called_as_its_template_is(folder: Path) -> None:
    write(folder, "stories/Our_View.html", "<p>OURS</p>")
    write(folder, "stories/Our_View.rst", "")
    write(folder, "stories/no name.html", "")
    assert own_formats(folder) == ("Our_View",)
    assert own_formats(None) == ()
    whole = sample_composition()
    first = replace(whole.placed[0], story=replace(whole.placed[0].story, format="Our_View"))
    composition = replace(whole, placed=(first,))
    assert "OURS" in render(composition, sample_brand(), templates=folder, now=NOW).html


def test_a_template_that_includes_itself_is_a_mistake(folder: Path) -> None:
    write(folder, "daily.txt", '{% include "daily.txt" %}')
    assert "daily.txt" in mistake(folder).message


def test_a_template_too_large_is_refused(folder: Path) -> None:
    write(folder, "daily.txt", "x" * (MAX_TEMPLATE + 1))
    assert "larger than" in mistake(folder).message


def test_an_output_too_large_is_refused(folder: Path) -> None:
    loop = "{% for a in sections %}" * 8 + "x" * 1000 + "{% endfor %}" * 8
    write(folder, "daily.txt", loop * 3)
    assert "larger than" in mistake(folder).message


SILENT = {
    "loops": "{% for a in range %}" * 9 + "{% endfor %}" * 9,
    "loops of nothing": "{% for a in range %}" * 6
    + "{% for b in [] %}{% endfor %}"
    + "{% endfor %}" * 6,
    "macros": "{% macro m(n) %}{% if n %}{% set a = m(n - 1) %}{% set b = m(n - 1) %}{% endif %}"
    "{% endmacro %}{% set c = m(60) %}",
    "includes": "{% if depth is not defined %}{% set depth = 60 %}{% endif %}"
    '{% if depth %}{% set depth = depth - 1 %}{% include "daily.txt" %}{% include "daily.txt" %}'
    "{% endif %}",
    "recursion": "{% set ns = [[[[[[[[1, 2], 3], 4], 5], 6], 7], 8], 9] %}"
    "{% for a in range recursive %}{% set b = loop(range) %}{% endfor %}",
    "filters": "{% for a in range %}{% for b in range|map('upper') %}" * 5
    + "{% endfor %}{% endfor %}" * 5,
}


@pytest.mark.parametrize("template", SILENT.values(), ids=list(SILENT))
def test_a_template_that_prints_nothing_for_ever_ends_and_says_why(
    folder: Path, template: str
) -> None:
    numbers = ", ".join(f"'{n}'" for n in range(30))
    write(folder, "daily.txt", f"{{% set range = [{numbers}] %}}\n{template}")
    began = time.process_time()
    error = mistake(folder)
    assert time.process_time() - began < 5
    assert "daily.txt" in error.message
    assert "more than 1,000,000 steps" in error.message or "recursion" in error.message


_TEXT = "{% set a = 'xxxxxxxxxxxxxxxxxxxx' %}"
_LONG = _TEXT + "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}" * 5
GROWING = {
    "joined": _TEXT + "{% set a = a ~ a %}" * 40,
    "added": _TEXT + "{% set a = a + a %}" * 40,
    "lists": "{% set a = ['x', 'y'] %}" + "{% set a = a + a %}" * 40,
    "lists of lists": "{% set a = [1, 2] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
    "mappings": "{% set a = {} %}" + "{% set a = {1: a, 2: a} %}" * 40 + "{{ a == a|string }}",
    "tuples": "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 40 + "{{ [a]|unique|list }}",
    "replaced": _LONG + "{% set b = a|replace('x', a) %}",
    "replaced in HTML": _LONG + "{% set b = ('&' ~ a)|e|replace('', a) %}",
    "joined by filter": _LONG + "{% set b = a|list|join(a) %}",
    "blocks": _TEXT + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40,
    "macros": _LONG + "{% macro m() %}{% for i in a %}{{ a }}{% endfor %}{% endmacro %}"
    "{% set b = m() %}",
    "calls": _LONG + "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call m() %}" * 40 + "{{ a }}" + "{% endcall %}" * 40,
    "slices": _LONG + "{% set b = a[1:] %}" * 100,
    "copies": _LONG + "{% set b = a|replace('x', 'y') %}" * 100,
    "constants": "{{ 'x'" + "|replace('x', 'xxxxxxxxxxxxxxxx')" * 12 + " }}",
}  # fmt: skip


@pytest.mark.parametrize("fmt", ["html", "txt"])
@pytest.mark.parametrize("template", GROWING.values(), ids=list(GROWING))
def test_a_template_that_doubles_a_text_for_ever_ends_and_says_why(
    folder: Path, template: str, fmt: str
) -> None:
    write(folder, f"daily.{fmt}", template)
    began = time.process_time()
    error = mistake(folder)
    assert time.process_time() - began < 5
    assert f"daily.{fmt}:1" in error.message
    assert "puts together more than 40 million characters" in error.message


def test_a_number_is_rounded_to_places_that_it_has(folder: Path) -> None:
    write(folder, "daily.txt", "{{ 2.345|round(2) }} {{ 12|round(-1, 'floor') }}")
    assert "10.0" in rendered(folder).text
    write(folder, "daily.txt", "{{ 1.5|round(1000000000, 'ceil') }}")
    assert "15 places at most" in mistake(folder).message


def test_the_mark_of_a_list_is_short_however_long_it_was(folder: Path) -> None:
    write(folder, "daily.txt", _LONG + "{{ 'a b c'|bullet(a, 1) }}")
    assert "xxxxxxxxa\n        b\n        c" in rendered(folder).text


def test_an_issue_takes_a_small_part_of_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reewriter.render.spending.MOST_STEPS", 10_000)
    monkeypatch.setattr("reewriter.render.spending.MOST_BUILT", 400_000)
    assert rendered(None).html


def test_loops_know_where_they_are_though_they_are_counted(folder: Path) -> None:
    loop = "{% for a in ['x', 'y']|map('upper') %}{{ a }}{{ loop.index }}/{{ loop.length }}"
    write(folder, "daily.txt", loop + "{{ '.' if loop.last else ',' }}{% endfor %}")
    assert "X1/2,Y2/2." in rendered(folder).text


def test_a_template_that_is_not_utf8_is_a_mistake_with_a_line(folder: Path) -> None:
    path = folder / "daily.txt"
    path.write_bytes(b"ok\nfa\xe7ade")
    assert mistake(folder).message == f"{path}:2: the template is not UTF-8"


def test_templates_are_read_from_their_folders_only(folder: Path) -> None:
    secret = write(folder.parent, "secret.txt", "the password")
    write(folder, "daily.txt", '{% include "../secret.txt" %}')
    assert "../secret.txt" in mistake(folder).message
    write(folder, "daily.txt", '{% include "link.txt" %}')
    (folder / "link.txt").symlink_to(secret)
    assert "link.txt" in mistake(folder).message


def test_style_sheets_are_never_loaded_from_elsewhere(folder: Path) -> None:
    sheet = write(folder.parent, "x.css", "p{color:#123456}")
    write(folder, "daily.html", f'<link rel="stylesheet" href="file://{sheet}"><p>x</p>')
    assert "123456" not in rendered(folder).html


def test_listing_tells_ours_theirs_and_replaced_apart(folder: Path) -> None:
    write(folder, "daily.txt", "x")
    write(folder, "stories/verdict.html", "y")
    write(folder, ".hidden.html", "z")
    write(folder, "notes.rst", "z")
    origins = {file.name: file.origin for file in template_listing(folder)}
    assert origins["daily.txt"] == "overridden"
    assert origins["stories/verdict.html"] == "own"
    assert origins["daily.html"] == "shipped"
    assert ".hidden.html" not in origins
    assert "notes.rst" not in origins
    assert {file.origin for file in template_listing(None)} == {"shipped"}


def test_a_copy_is_what_we_ship_and_replaces_nothing_unasked(folder: Path) -> None:
    copy = copy_template("partials/footer.html", folder)
    assert copy == folder / "partials" / "footer.html"
    assert copy.read_bytes() == (shipped_templates() / "partials/footer.html").read_bytes()
    copy.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already"):
        copy_template("partials/footer.html", folder)
    assert copy.read_text(encoding="utf-8") == "mine"
    copy_template("partials/footer.html", folder, overwrite=True)
    assert copy.read_text(encoding="utf-8") != "mine"
    assert [path.name for path in copy.parent.iterdir()] == ["footer.html"]


def test_a_whole_look_is_copied_at_once_or_not_at_all(folder: Path) -> None:
    for look in ("daily", "plain"):
        place = folder / look
        copies = copy_look(look, place)
        names = {path.relative_to(place).as_posix() for path in copies}
        assert {f"{look}.html", "daily.md", "daily.txt", "stories/briefing.txt"} <= names
        assert ("partials/plain_styles.html" in names) is (look == "plain")
        assert ("partials/styles.html" in names) is (look == "daily")
        assert check_templates(place) == ()
        # Nothing that is left out is ever read.
        included = {name for path in copies for name in INCLUDE.findall(path.read_text())}
        assert included <= names
    with pytest.raises(UsageError, match="is there already"):
        copy_look("plain", folder / "plain")
    (folder / "half" / "partials").mkdir(parents=True)
    (folder / "half" / "partials" / "tail.txt").write_text("ours")
    with pytest.raises(UsageError, match=r"tail\.txt is there already"):
        copy_look("daily", folder / "half")
    assert [path.name for path in (folder / "half").rglob("*.*")] == ["tail.txt"]
    assert copy_look("daily.txt", folder) == (folder / "daily.txt",)
    with pytest.raises(NotFoundError):
        copy_look("dayli", folder)
    with pytest.raises(NotFoundError):
        copy_look("archive/index", folder)


@pytest.mark.parametrize("name", ["daily.htm", "../pyproject.toml", "", "/etc/passwd"])
def test_only_templates_are_copied(folder: Path, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        copy_template(name, folder)
    if name == "daily.htm":
        assert caught.value.hint == "Did you mean “daily.html”?"


def test_our_own_templates_have_no_mistakes(folder: Path) -> None:
    assert check_templates(folder) == ()
    for file in template_listing(None):
        copy_template(file.name, folder)
    assert check_templates(folder) == ()


def test_check_finds_the_mistake_of_each_override(folder: Path) -> None:
    write(folder, "daily.html", "{{ a_mistake }}")
    write(folder, "partials/footer.html", "\n{{ another }}")
    write(folder, "stories/brief.txt", "{{ a_third }}")
    write(folder, "daily.md", "⟦unsubscribe⟧")
    said = "\n".join(error.message for error in check_templates(folder))
    assert "daily.html:1: “a_mistake” is undefined" in said
    assert "footer.html:2: “another” is undefined" in said
    assert "brief.txt:1: “a_third” is undefined" in said
    assert "no target fills in ⟦unsubscribe⟧" in said


def test_check_tries_stories_in_which_everything_is_missing(folder: Path) -> None:
    write(folder, "stories/critique.md", "{% if not story.headline %}{{ oops }}{% endif %}")
    assert ["oops" in error.message for error in check_templates(folder)] == [True]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<script>go()</script>", "<script>"),
        ('<FORM action="https://x.example/"><input name="q"></FORM>', "<form>"),
        ('<input name="q">', "<input>"),
        ('<iframe src="https://x.example/"></iframe>', "<iframe>"),
        ("<svg><circle r='1'/></svg>", "<svg>"),
        ("<p title='>' onClick='go()'>x</p>", "onclick= in <p>"),
        ('<a href=" java&#115;cript:go()">x</a>', "javascript: in <a>"),
    ],
)
@pytest.mark.parametrize("name", ["stories/verdict.html", "partials/footer.html"])
def test_what_is_active_in_a_template_is_a_mistake(
    folder: Path, name: str, typed: str, said: str
) -> None:
    path = write(folder, name, f"<tr><td>\n{typed}⟦unsubscribe_url⟧</td></tr>")
    messages = [error.message for error in check_templates(folder)]
    assert f"{path}:2: {said} goes out in the HTML" in messages


def test_a_long_template_is_looked_through_once(folder: Path) -> None:
    text = f"<tr><td>{'<!-- a -->' * 9}" + "\n<p>x</p>" * 20_000 + "\n<script>x</script></td></tr>"
    path = write(folder, "stories/verdict.html", text)
    (found,) = check_templates(folder)  # line by line it took minutes
    assert found.message == f"{path}:20002: <script> goes out in the HTML"


def test_what_only_speaks_of_it_is_none(folder: Path) -> None:
    speaks = (
        "<!--[if mso]><v:rect><form></form></v:rect><![endif]--> on=1 javascript: &lt;script&gt;"
    )
    write(folder, "stories/verdict.html", f'<p title="onclick=1, javascript:">{speaks}</p>')
    assert check_templates(folder) == ()
