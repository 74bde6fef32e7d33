"""Nobody's text reaches a widget as markup, and no colour is chosen in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import reewriter

TUI = Path(reewriter.__file__).parent / "tui"

COLOUR = re.compile(
    r"#[0-9a-fA-F]{3}\b|#[0-9a-fA-F]{6}\b|\brgba?\(|\bhsla?\("
    r"|\b(?:ansi_|bright_)?(?:red|green|blue|yellow|magenta|cyan|white|black|orange|grey\d*|gray\d*)\b"
)
COLOUR_HOMES = ("theme.py", "themes.py")
"""Where a theme is made of colours: the one place that may name them."""

MARKUP_SINKS = {
    "update",
    "Static",
    "Label",
    "Button",
    "Checkbox",
    "Option",
    "Select",
    "Collapsible",
}
"""Calls whose `str` argument Textual reads as markup."""

HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")

STYLE_CALLS = {"Color", "Style", "append", "parse", "styled", "stylize"}
COLOUR_KEYWORDS = {"color", "bgcolor", "background", "style"}


def _name(call: ast.Call) -> str:
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _says_no_markup(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def built_markup(tree: ast.AST) -> Iterator[int]:
    """Find strings put together and handed to a widget that would read them as markup."""
    for call in _calls(tree):
        if _name(call) not in MARKUP_SINKS or _says_no_markup(call) or not call.args:
            continue
        first = call.args[0]
        joined = isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add | ast.Mod)
        formatted = isinstance(first, ast.Call) and _name(first) in ("format", "join")
        if isinstance(first, ast.JoinedStr) or joined or formatted:
            yield call.lineno


def loud_notices(tree: ast.AST) -> Iterator[int]:
    """Find notices that would read their text as markup."""
    for call in _calls(tree):
        if _name(call) == "notify" and not _says_no_markup(call):
            yield call.lineno


def parsed_markup(tree: ast.AST) -> Iterator[int]:
    """Find text that is read as markup on purpose, unless it is ours from end to end."""
    for call in _calls(tree):
        if _name(call) in ("from_markup", "render_markup") and not (
            call.args and isinstance(call.args[0], ast.Constant)
        ):
            yield call.lineno


def _string(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def colours(tree: ast.AST) -> Iterator[int]:
    """Find colours given to a widget, a style or a segment in Python."""
    for call in _calls(tree):
        values = [word.value for word in call.keywords if word.arg in COLOUR_KEYWORDS]
        if _name(call) in STYLE_CALLS:
            values += call.args
        yield from (value.lineno for value in values if COLOUR.search(_string(value)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and HEX.fullmatch(_string(node.value)):
            yield node.lineno


def nameless_workers(tree: ast.AST) -> Iterator[int]:
    """Find workers that would cancel unrelated ones, or take the whole desk down with an error."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for decorator in node.decorator_list:
            bare = isinstance(decorator, ast.Name) and decorator.id == "work"
            called = isinstance(decorator, ast.Call) and _name(decorator) == "work"
            words = (
                {word.arg for word in decorator.keywords}
                if isinstance(decorator, ast.Call)
                else set()
            )
            if bare or (called and not {"group", "exit_on_error"} <= words):
                yield decorator.lineno


RULES: dict[str, Callable[[ast.AST], Iterator[int]]] = {
    "hands a built string to a widget that reads markup": built_markup,
    "calls notify without markup=False": loud_notices,
    "reads text as markup": parsed_markup,
    "names a colour": colours,
    "starts a worker without group= and exit_on_error=": nameless_workers,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_desk_keeps_the_rule(rule: str) -> None:
    wrong = []
    for path in sorted(TUI.rglob("*.py")):
        if RULES[rule] is colours and path.name in COLOUR_HOMES:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrong += [f"{path.relative_to(TUI)}:{line} {rule}" for line in RULES[rule](tree)]
    assert wrong == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (built_markup, 'self.query_one("#title", Static).update(f"{item.title}")'),
        (built_markup, 'yield Label("Feed " + feed.title)'),
        (built_markup, 'yield Static("%s" % title)'),
        (built_markup, 'Button(", ".join(tags))'),
        (loud_notices, "self.notify(str(error))"),
        (loud_notices, "self.app.notify(text, markup=True)"),
        (parsed_markup, "Content.from_markup(title)"),
        (colours, 'Style(color="#ff8800")'),
        (colours, 'text.stylize("bold red")'),
        (colours, 'Segment(text, style="white on blue")'),
        (colours, 'COPPER = "#b87333"'),
        (nameless_workers, "@work\nasync def f(): ..."),
        (nameless_workers, "@work(thread=True, group='x')\ndef f(): ..."),
    ],
)
def test_a_broken_rule_is_seen(rule: Callable[[ast.AST], Iterator[int]], source: str) -> None:
    assert list(rule(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        'label.update(Content(f"{item.title}"))',
        'label.update(f"{count} items", markup=False)',
        'yield Static("[b]Inbox[/b]")',
        "self.notify(str(error), markup=False)",
        'Style(color=theme["primary"], bold=True)',
        'text.stylize("bold dim")',
        'Content.from_markup("[b]Inbox[/b]")',
        "@work(thread=True, group='x', exit_on_error=False)\ndef f(): ...",
    ],
)
def test_the_safe_way_is_fine(source: str) -> None:
    tree = ast.parse(source)
    assert [list(rule(tree)) for rule in RULES.values()] == [[] for _ in RULES]
