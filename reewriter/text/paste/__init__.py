"""Reads pasted Word, web and plain text as Markdown; knows no workspace and asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reewriter.text.paste import chrome
from reewriter.text.paste.blocks import read_blocks
from reewriter.text.paste.letters import is_header, subject
from reewriter.text.paste.lines import read_lines, width_if_wrapped
from reewriter.text.paste.meta import Meta, SignUp, part
from reewriter.text.paste.split import Split, find_split
from reewriter.text.paste.structure import highlights, settle, title_of
from reewriter.text.paste.write import write
from reewriter.text.suspicion import suspicious

__all__ = ["Meta", "Pasted", "SignUp", "Split", "import_paste"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted text as it was meant."""

    markdown: str
    meta: Meta
    cut: tuple[str, ...]
    """What left the text, in its order: data that is in `meta` now, and what a site prints around
    articles. Every word that was pasted is either here or in `markdown`."""
    proposed_split: Split | None
    """Where a briefing seems to end and its source to begin; the Markdown holds both."""
    broken: tuple[str, ...] = ()
    """The words around letters that were lost, and that nobody can tell: `Ã�lvaro said`."""


def import_paste(text: str, *, keep: Iterable[str] = ()) -> Pasted:
    """Turn pasted text into Markdown: headings, nested lists, tables; what is data becomes `meta`.

    `keep` names texts of an earlier `cut` that shall stay where they were.

    >>> pasted = import_paste('''Gallium Prices Climb Again
    ... Mar 2, 2026
    ... Highlights
    ...   • Spot prices rose 12% in a week.
    ... Leave a Reply''')
    >>> print(pasted.markdown)
    # Gallium Prices Climb Again
    <BLANKLINE>
    ## Highlights
    <BLANKLINE>
    - Spot prices rose 12% in a week.
    >>> pasted.meta.date.isoformat(), pasted.cut
    ('2026-03-02', ('Mar 2, 2026', 'Leave a Reply'))
    """
    kept = frozenset(keep)
    lines, remarks = read_lines(text, keep=kept)
    blocks = read_blocks(lines, width=width_if_wrapped(lines))
    body, cut, meta = part(blocks, keep=kept)
    body = settle(body, forwarded=sum(map(is_header, cut)) > 2, subject=subject(cut))
    markdown, starts = write(body)
    titled = bool(body) and body[0].kind == "heading" and body[0].level == 1
    if titled and (name := chrome.site_behind(body[0].text, meta.copyright)) and name not in kept:
        title = body[0].text.removesuffix(name).rstrip()
        body, cut = [replace(body[0], text=title), *body[1:]], [name, *cut]
        markdown, starts = write(body)
    meta = replace(meta, title=title_of(body), highlights=highlights(body))
    return Pasted(
        markdown, meta, (*remarks, *cut), find_split(body, starts, markdown), _broken(text)
    )


def _broken(text: str) -> tuple[str, ...]:
    if "\ufffd" not in text and not suspicious(text):
        return ()
    from reewriter.text.losses import around
    from reewriter.text.mojibake import repair

    mended = repair(text)
    return around(mended.text, mended.left)
