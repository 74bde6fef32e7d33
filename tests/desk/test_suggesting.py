"""Which findings keep a suggestion from being taken as it is."""

from __future__ import annotations

import pytest

from reewriter.desk.suggesting import grave
from reewriter.model import Finding, Highlight, Severity

WORD_FOR_WORD = Highlight("Plants apply again", 1, (4, 22))
OWN_WORDS = Highlight("They apply once more")


@pytest.mark.parametrize(
    ("line", "check", "severity", "kept_back"),
    [
        (OWN_WORDS, "copying.words", Severity.ERROR, True),
        (WORD_FOR_WORD, "copying.words", Severity.ERROR, False),
        (WORD_FOR_WORD, "quotation.near", Severity.WARNING, True),
        (OWN_WORDS, "quotation.near", Severity.INFO, False),
        (OWN_WORDS, "figure.unsupported", Severity.WARNING, True),
        (OWN_WORDS, "style.length", Severity.WARNING, False),
        (OWN_WORDS, "style.length", Severity.ERROR, True),
    ],
)
def test_what_is_wrong_with_a_suggestion_keeps_it_back(
    line: Highlight, check: str, severity: Severity, kept_back: bool
) -> None:
    mild = Finding("spelling.word", Severity.INFO, "a word", "story/1/highlight/1")
    found = Finding(check, severity, "something", "story/1/highlight/1")
    assert grave(line, [mild, found]) == (found if kept_back else None)
