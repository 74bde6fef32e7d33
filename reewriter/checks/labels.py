"""Whether the words around the stories are in the language of the mail."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined
from reewriter.model import Finding, Severity
from reewriter.text.labels import LABELS, in_english

__all__ = ["CHECKS", "find"]

ENGLISH = CheckSpec(
    "labels.english",
    Severity.WARNING,
    "words around the stories are in English, and the mail is not",
    "Set them under [labels] in feeds.toml: `docs/config.md` names each.",
)
CHECKS = (ENGLISH,)

_TOLD = 3


def find(examined: Examined) -> Iterator[Finding]:
    """Compare the labels that are in force with the language that the mail declares."""
    publication = examined.brand.publication
    names = in_english(publication.locale, publication.labels)
    if names:
        shown = ", ".join(f"“{LABELS[name][0]}”" for name in names[:_TOLD])
        more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
        said = f"The mail is in “{publication.locale}”, but {shown}{more} are in English"
        yield ENGLISH.finding("config.labels", said)
