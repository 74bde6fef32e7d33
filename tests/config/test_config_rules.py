"""Saved views and rules in feeds.toml: what they become, and the one line each mistake gets."""

from __future__ import annotations

import pytest

from reewriter.config import Config, RuleSpec, check_text
from reewriter.errors import ConfigError

HEAD = """\
[publication]
name = "The Paper"
[[sections]]
name = "News"
"""


def read(text: str) -> Config:
    return check_text(HEAD + text, "feeds.toml")


def test_views_are_names_and_queries_in_their_order() -> None:
    config = read('[views]\nMagnets = "magnet*  OR motor"\n"This  week" = "newer:7d sort:score"\n')
    assert list(config.views.items()) == [
        ("Magnets", "magnet* OR motor"),
        ("This week", "newer:7d sort:score"),
    ]


@pytest.mark.parametrize(
    ("then", "rule", "shown"),
    [
        ("keep", RuleSpec("a", "keep"), "keep"),
        (" skip ", RuleSpec("a", "skip"), "skip"),
        ("tag  north  america", RuleSpec("a", "tag", tag="north america"), None),
        ("score +2", RuleSpec("a", "score", points=2.0), "score +2"),
        ("score 2", RuleSpec("a", "score", points=2.0), "score +2"),
        ("score -1.50", RuleSpec("a", "score", points=-1.5), "score -1.5"),
        ("score −3", RuleSpec("a", "score", points=-3.0), "score -3"),
    ],
)
def test_a_rule_says_when_and_then(then: str, rule: RuleSpec, shown: str | None) -> None:
    (found,) = read(f'[[rules]]\nwhen = "a"\nthen = "{then}"\n').rules
    assert found == rule
    assert found.then == (shown or "tag north america")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[views]\nA = "b"\nC = "(d"\n',
            "feeds.toml:7: C in [views] makes no sense: the bracket is never closed at character 1"
            " of the query. Write ) behind the group.",
        ),
        ('[views]\nA = ""\n', "feeds.toml:6: A in [views] is empty"),
        ('[views]\n" " = "b"\n', "feeds.toml:6: a view in [views] is empty"),
        ("[views]\nA = 3\n", "feeds.toml:6: A in [views] must be text"),
        ('[views]\nA.b = "c"\n', "the view “A” must have a query, not a table"),
        ('[views]\nA = "b"\na = "c"\n', "the view “a” is already there, in line 6"),
        ('[[views]]\nA = "b"\n', "[[views]] must be written [views]"),
        (
            '[[rules]]\nwhen = "colour:red"\nthen = "skip"\n',
            "feeds.toml:6: when in [[rules]] makes no sense:"
            " unknown field “colour:” at character 1 of the query.",
        ),
        ('[[rules]]\nthen = "skip"\n', "feeds.toml:5: when is missing in [[rules]]"),
        ('[[rules]]\nwhen = "a"\n', "feeds.toml:5: then is missing in [[rules]]"),
        ('[[rules]]\nwhen = " "\nthen = "skip"\n', "feeds.toml:6: when in [[rules]] is empty"),
        ('[[rules]]\nwhen = "a"\nthen = ""\n', "feeds.toml:7: then in [[rules]] is empty"),
        (
            '[[rules]]\nwhen = "a"\nthen = "skipp"\n',
            "feeds.toml:7: then in [[rules]] must be keep, skip, tag NAME or score +2, not “skipp”."
            " Did you mean “skip”?",
        ),
        ('[[rules]]\nwhen = "a"\nthen = "tag"\n', 'As "tag wire" or "score -1.5".'),
        ('[[rules]]\nwhen = "a"\nthen = "score much"\n', "must be keep, skip, tag NAME"),
        ('[[rules]]\nwhen = "a"\nthen = "score +200"\n', "must be a number from -100 to 100"),
        ('[[rules]]\nwhen = "a"\nthen = "score 0"\n', "adds nothing to the score"),
        (
            '[[rules]]\nwhen = "a ~(b OR score:>1)"\nthen = "score +1"\n',
            "feeds.toml:6: when in [[rules]] asks for the score, which this rule changes",
        ),
        (
            '[[rules]]\nwhen = "a OR ~section:marktes"\nthen = "skip"\n',
            "feeds.toml:6: there is no section “marktes”, which this query asks for",
        ),
        ('[views]\n"m" = "section:(policy x)"\n', "feeds.toml:6: there is no section “policy”"),
        ('[[rules]]\nif = "a"\nthen = "skip"\n', "unknown key “if” in [[rules]]"),
        ('[rules]\nwhen = "a"\n', "[rules] must be written [[rules]]"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text)
    assert message in str(raised.value)
