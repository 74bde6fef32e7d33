"""Subject and preheader: what a reader sees before opening."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, excerpt
from reewriter.model import Finding, Severity

__all__ = ["CHECKS", "PREHEADER_MAX", "SUBJECT_LENGTH", "find"]

SUBJECT_LENGTH = (10, 78)
"""Characters; below it says nothing, above it every inbox cuts it."""
PREHEADER_MAX = 140
"""Characters that some inbox shows."""

MISSING = CheckSpec(
    "subject.missing",
    Severity.ERROR,
    "the issue has no subject",
    "Write one of 10 to 78 characters.",
)
LENGTH = CheckSpec(
    "subject.length",
    Severity.WARNING,
    "the subject is shorter than 10 or longer than 78 characters",
    "Bring it to 10 to 78 characters; phones show about 40.",
)
MARKUP = CheckSpec(
    "subject.markup",
    Severity.ERROR,
    "the subject shows tags, braces or entities",
    "Take the marks out: a subject is plain text and is never filled in.",
)
REPLY = CheckSpec(
    "subject.reply",
    Severity.WARNING,
    "the subject pretends to be an answer or a forwarded mail",
    "Take Re: or Fwd: out: the law calls it deceptive.",
)
PREHEADER_MISSING = CheckSpec(
    "preheader.missing",
    Severity.WARNING,
    "the issue has no preheader",
    "Write one: without it inboxes show the first words of the mail.",
)
PREHEADER_LENGTH = CheckSpec(
    "preheader.length",
    Severity.WARNING,
    "the preheader is longer than 140 characters",
    "Shorten it to 140 characters; what follows is not shown.",
)
PREHEADER_SAME = CheckSpec(
    "preheader.same",
    Severity.WARNING,
    "the preheader repeats the subject",
    "Let it say what the subject left out.",
)
PREHEADER_MARKUP = CheckSpec(
    "preheader.markup",
    Severity.ERROR,
    "the preheader shows tags, braces or entities",
    "Take the marks out: a preheader is plain text and is never filled in.",
)
CHECKS = (
    MISSING,
    LENGTH,
    MARKUP,
    REPLY,
    PREHEADER_MISSING,
    PREHEADER_LENGTH,
    PREHEADER_SAME,
    PREHEADER_MARKUP,
)

_MARKS = re.compile(
    r"</?[a-z][^<>]*>|\{\{|\}\}|\{%|%\}|\*\||\|\*|%%\{|⟦|⟧|&#?[a-z0-9]{2,12};", re.IGNORECASE
)

_REPLY = re.compile(r"(?:re|fwd?|aw|wg)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


def find(examined: Examined) -> Iterator[Finding]:
    """Measure subject and preheader and look for marks in them."""
    yield from _subject(examined.composition.issue.subject.strip())
    yield from _preheader(
        examined.composition.issue.preheader.strip(), examined.composition.issue.subject.strip()
    )


def _subject(subject: str) -> Iterator[Finding]:
    where = "issue.subject"
    if not subject:
        yield MISSING.finding(where, "The issue has no subject")
        return
    shortest, longest = SUBJECT_LENGTH
    if len(subject) < shortest:
        yield LENGTH.finding(where, f"The subject has only {len(subject)} characters")
    elif len(subject) > longest:
        yield LENGTH.finding(where, f"The subject has {len(subject)} characters")
    if mark := _MARKS.search(subject):
        yield MARKUP.finding(where, f"The subject shows {excerpt(mark[0], 20)}")
    if reply := _REPLY.match(subject):
        yield REPLY.finding(where, f"The subject begins with “{reply[0].strip()}”")


def _preheader(preheader: str, subject: str) -> Iterator[Finding]:
    where = "issue.preheader"
    if not preheader:
        yield PREHEADER_MISSING.finding(where, "The issue has no preheader")
        return
    if len(preheader) > PREHEADER_MAX:
        yield PREHEADER_LENGTH.finding(where, f"The preheader has {len(preheader)} characters")
    if preheader.casefold() == subject.casefold():
        yield PREHEADER_SAME.finding(where, "The preheader repeats the subject")
    if mark := _MARKS.search(preheader):
        yield PREHEADER_MARKUP.finding(where, f"The preheader shows {excerpt(mark[0], 20)}")
