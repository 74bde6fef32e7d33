"""Writes docs/checks.md from the checks themselves; `--check` only compares."""

from __future__ import annotations

import sys

from reewriter.checks import ALL
from scripts.generated import DOCS, keep

PAGE = DOCS / "checks.md"

_HEAD = """\
# Checks

`reewriter check` looks at an issue as it would go out. **Errors** make it exit with 1 and stop an
export to a service; files are written all the same. **Warnings** want a look, **infos** are for
those who like it exact. What you answer for, you waive with a reason, and it no longer counts; a
waiver of a word, a figure, a quotation or a link holds for that one alone. What the law or an
embargo demands cannot be waived, and no `--anyway` overrides it.

No check asks the network. **Links** are asked when you say so: `reewriter check --links`, or `g L`
in the issue, behind the screen. It takes half a minute at most; 404 and 410 are broken, a server
that lets no program look (403, 429 and the like) is *unsure*, a private address is never asked,
and without a network it says so at once. What a page answered counts for two days, broken ones for
twelve hours, unsure ones for six; meanwhile it is not asked again.

This page is generated: `make docs`.

| check | severity | finds | what to do | waivable |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole document."""
    rows = (
        f"| `{spec.id}` | {spec.severity} | {spec.title} | {spec.hint} | "
        f"{'yes' if spec.waivable else '**no**'} |\n"
        for spec in ALL
    )
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    sys.exit(keep({PAGE: page()}, sys.argv[1:]))
