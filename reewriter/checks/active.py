"""Whether the HTML holds what mail programs take out or answer with the junk folder."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined
from reewriter.model import Finding, Severity
from reewriter.text.active import active_in

__all__ = ["CHECKS", "find"]

ACTIVE = CheckSpec(
    "active.content",
    Severity.ERROR,
    "the HTML has a script, a form, a frame or an address that runs something",
    "Take it out of the template: no mail program lets it, and many refuse the whole mail.",
)
CHECKS = (ACTIVE,)


def find(examined: Examined) -> Iterator[Finding]:
    """Name each kind once; texts of the editor's never bring any."""
    for what in active_in(examined.rendered.html):
        yield ACTIVE.finding("html", f"The HTML has {what}")
