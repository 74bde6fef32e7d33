"""Says what of a rendered issue a service would not take, and keeps copies; knows no service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from reewriter.export.pictures import Picture
from reewriter.model import Finding, Rendered

__all__ = ["copies_of", "not_taken", "too_large"]


class _Makes(Protocol):
    def __call__(self, what: str, message: str, *, where: str, hint: str) -> Finding: ...


def too_large(finding: _Makes, filled: Rendered, largest: int) -> Iterator[Finding]:
    """Object to HTML of more than `largest` bytes; 0 is no limit."""
    size = len(filled.html.encode())
    if largest and size > largest:
        yield finding(
            "size", f"the HTML has {size:,} bytes of the {largest:,} that fit",
            where="html", hint="Cut a story, or put it on the bench.",
        )  # fmt: skip


def not_taken(finding: _Makes, pictures: Sequence[Picture]) -> Iterator[Finding]:
    """Object to picture files, for a service that keeps none."""
    if pictures:
        names = ", ".join(one.path.name for one in pictures)
        yield finding(
            "pictures", f"pictures cannot be uploaded there: {names}",
            where="html", hint="Put them on your web site and use their addresses.",
        )  # fmt: skip


def copies_of(filled: Rendered) -> dict[str, str]:
    """Return subject and the three formats, to be pasted by hand."""
    return {
        "subject": filled.subject,
        "html": filled.html,
        "markdown": filled.markdown,
        "text": filled.text,
    }
