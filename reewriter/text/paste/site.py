"""What a site prints around, above and within an article: menus, buttons, notices, other headlines.

Lines only: whether a line stands where such lines stand is told here, what becomes of it is not.
"Contact" may be a heading of the article, so a menu is a menu only as a whole and at the top;
buttons come in rows; what is said in full ("Listen to this article") is known wherever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from reewriter.text.paste import letters
from reewriter.text.paste.notices import NETWORK, any_of, is_notice

__all__ = [
    "about_author",
    "ago",
    "invites",
    "is_button",
    "is_entry",
    "opens_tail",
    "other_headlines",
    "site_lines",
]


# One of several in a row; alone any of them may be a heading, or a figure of a table.
_BUTTON = any_of(
    r"share full article|article|talk|read|edit|edit source|view (?:history|source)|tools",
    r"share|tweet|print|save|listen|like|likes|comment|comments|copy|link|bookmark|gift|follow",
    r"restack|restacks|repost|reposts|send|\d{1,3}(?:,\d{3})* (?:comments|reposts)|\d{1,4}(?:"
    r" (?:likes|restacks|comments|shares))?|text size|a[+-]|translate|∙",
    r"partager|réagir|imprimer|enregistrer|teilen|merken|drucken|compartir|imprimir|condividi",
    NETWORK,
)
# Entries that only menus have, and those that may be headings as well.
_MENU = frozenset(
    "menu|home|homepage|login|log in|log on|sign in|sign up|register|subscribe|subscribe now"
    "|contact|contact us|about|about us|my account|account|search|newsletter|newsletters|advertise"
    "|donate|become a member|join|join now|e-paper|rss|sitemap".split("|")
)
_ENTRIES = _MENU | frozenset(
    "news|latest|latest news|top stories|markets|opinion|opinions|analysis|business|world|politics"
    "|economy|technology|tech|science|energy|mining|metals|commodities|companies|finance|money"
    "|videos|video|podcasts|podcast|audio|photos|events|webinars|research|reports|data|prices"
    "|resources|library|directory|jobs|careers|shop|store|archive|archives|magazine|topics"
    "|sections|magnets|policy|investing|investors|products|services|blog|press|media|faq|help"
    "|support|english|en|fr|de|es|zh|team|partners|industry|industries|features|interviews"
    "|columns|regions|africa|americas|asia|asia pacific|australia|europe|us|uk|more|columnists"
    "|sport|sports|culture|lifestyle|climate|environment|health|education|weather|live".split("|")
)
_LONGEST_ENTRY = 3
"""Words; a title has more, or stands behind the menu."""
_SHORTEST_TITLE = 4
"""Words of a line that makes the word above it the name of its department."""
_LONGEST_MENU = 40
_SURELY_MENU = 4
"""Entries that make a menu of what stands among them, from the first line on."""
_CRUMB = re.compile(r"\s+[>→]\s+|\s*[›»]\s*")
_SPLIT = re.compile(r"\s*[|·•]\s*|\s/\s")
_PROVIDED = re.compile(r"news provided by:?", re.IGNORECASE)
_AGO = re.compile(
    r"(?:(?:updated|published|posted):? )?(?:an?|\d{1,2}) ?"
    r"(?:h|m|d|minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago"
    r"(?: ?[-–·•|] ?[A-Z][\w& ]{2,30})?",
    re.IGNORECASE,
)

_OTHERS = any_of(
    r"explore more on these topics|(?:explore|see) more topics",
    r"recent\b.{0,40}\b(?:news|posts|articles|stories)|latest (?:news|posts|articles|stories)",
    r"related(?: articles?| stor(?:y|ies)| posts?| news| reading| content| coverage| links)?",
    r"you (?:may|might) also (?:like|enjoy|be interested in)|more (?:on|from|in) .{2,40}",
    r"more (?:news|stories|articles|headlines)|(?:suggested|related) topics|top stories",
    r"(?:most|popular) (?:read|viewed|posts|stories|articles)|most popular|popular",
    r"trending(?: now)?|recommended(?: for you| reading)?|editors?[’'] picks?|also read",
    r"(?:read|up) next|(?:read|see) also|what to read next|don[’']t miss",
)
_INVITES = any_of(
    r"about the authors?|author bio(?:graphy)?",
    r"(?:sign up|subscribe|register)\b.{0,30}\b(?:newsletters?|updates|mailing list|inbox|alerts)",
    r"(?:get|receive)\b.{0,40}\bin(?:to)? your inbox|join (?:our|the) (?:newsletter|mailing list)",
    r"(?:stay|keep) (?:informed|up to date|in touch|connected)",
)
_LEGAL = (
    r"(?:privacy(?: policy| notice)?|terms (?:of (?:use|service)|and conditions|& conditions)"
    r"|cookie policy|cookies|contact us|about us|imprint|sitemap|accessibility|careers|advertise)"
)
_TAIL = any_of(
    r"(?:is|was) this page (?:useful|helpful)\?.{0,20}|report a problem with this page",
    r"comments|kommentare|commentaires|comentarios",
    r"newsletter(?: sign-?up)?|(?:enter )?(?:your )?e-?mail(?: address)?\*?:?|subscribe(?: now)?!?",
    r"(?:previous|next)(?: article| post| story)?|discussion about this post",
    rf"{_LEGAL}(?:[\s|·•,/-]+{_LEGAL})*|all rights reserved\.?|our standards:.*",
    r"this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published)\b.*",
    r"(?:we|our newsroom) may (?:use|earn)\b.*commission.*|correction policy",
    r"report (?:an error|a typo)",
    r"(?-i:SOURCE):? \S.{1,80}",
)


def site_lines(texts: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that are the site's wherever an article goes on: the menu on
    top, the head of a mail, rows of buttons, notices in full. Empty lines count as nothing.
    """
    notices = {at for at, text in enumerate(texts) if text and is_notice(text)}
    return frozenset(
        {
            *notices,
            *_top(texts, notices),
            *_rows(texts),
            *letters.lines_around(texts),
        }
    )


def is_button(text: str) -> bool:
    """Tell whether the line may be a button: alone it is one only among what is said of a text."""
    return bool(_BUTTON.fullmatch(text)) and not text.isdigit()


def is_entry(text: str) -> bool:
    """Tell whether the line may be an entry of a menu, the name of a department."""
    return text.casefold() in _ENTRIES


def ago(text: str) -> bool:
    """Tell whether the line is a time that only the day of the paste gives a meaning."""
    return bool(_AGO.fullmatch(text))


def other_headlines(text: str) -> bool:
    """Tell whether the line stands above a list of what else was published."""
    return bool(_OTHERS.fullmatch(text.rstrip(" :")))


def opens_tail(text: str) -> bool:
    """Tell whether the line may be the first behind an article, if no prose of its own follows."""
    return bool(other_headlines(text) or _TAIL.fullmatch(text))


def invites(text: str) -> bool:
    """Tell whether the line stands above a sentence on the author or one that asks to subscribe."""
    return bool(_INVITES.fullmatch(text.rstrip(" :!")))


def about_author(text: str) -> bool:
    """Tell whether the line stands above a biography."""
    return text.casefold().startswith(("about the author", "author bio")) and invites(text)


def _top(texts: Sequence[str], notices: set[int]) -> Iterator[int]:
    """Find the menu: from the first line on, down to its last entry that only menus have, and the
    department that an article stands in.
    """
    passed: list[int] = []
    pending: list[int] = []
    provided = False
    for at, text in enumerate(texts):
        if not text:
            continue
        if (at in notices or provided or _PROVIDED.fullmatch(text)) and not pending:
            passed.append(at)
            provided = bool(_PROVIDED.fullmatch(text))
        elif _is_menu(text) and 2 * sum(is_entry(texts[n]) for n in pending) >= len(pending):
            passed += [*pending, at]
            pending = []
        elif (
            (passed or is_entry(text) or at < _LONGEST_MENU)
            and len(pending) < _LONGEST_MENU
            and _may_be_entry(text)
        ):
            pending.append(at)
        else:
            # "ANALYSIS" in capitals needs no long title below it.
            shouted = bool(pending) and all(texts[n].isupper() for n in pending)
            shortest = 2 if shouted and not text.isupper() else _SHORTEST_TITLE
            title = len(text.split()) >= shortest and not text.endswith((".", "!"))
            departments = title and all(is_entry(texts[n]) for n in pending)
            heads = list(takewhile(lambda n: is_entry(texts[n]) and texts[n].isupper(), pending))
            known = [n for n in pending if is_entry(texts[n])]
            whole = len(known) >= _SURELY_MENU and 2 * len(known) >= len(pending)
            whole = whole and any(texts[n].casefold() in _MENU for n in known)
            if departments or whole:
                heads = pending
            passed += heads if departments or whole or len(heads) < len(pending) else []
            break
    yield from passed


def _is_menu(text: str) -> bool:
    """Tell whether a line is a menu, an entry that only menus have, or the way to this page."""
    crumbs = [crumb for crumb in _CRUMB.split(text) if crumb]
    if len(crumbs) > 1 and (is_entry(crumbs[0]) or _is_way(crumbs)):
        return True
    if text.casefold() in _MENU:
        return True
    entries = [entry for entry in _SPLIT.split(text) if entry]
    if len(entries) > 1:
        return sum(map(is_entry, entries)) * 2 > len(entries) and _may_be_entry(entries[0])
    return _all_entries(text.casefold().split())


def _is_way(crumbs: Sequence[str]) -> bool:
    """Tell whether names lead down to a page, in whatever language: Accueil > Économie > Mines."""
    return len(crumbs) > 1 and all(
        len(crumb.split()) <= _LONGEST_ENTRY and crumb[0].isupper() for crumb in crumbs
    )


def _all_entries(words: Sequence[str]) -> bool:
    """Tell whether the words are entries side by side, one of them such as only menus have."""
    at = found = strong = 0
    while at < len(words):
        size = next((n for n in (2, 1) if " ".join(words[at : at + n]) in _ENTRIES), 0)
        if not size:
            return False
        found += 1
        strong += " ".join(words[at : at + size]) in _MENU
        at += size
    return found > 2 and strong > 0


def _may_be_entry(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= _LONGEST_ENTRY
        and words[0].casefold() != "by"
        and not text.endswith((".", "!", "?", ":", ";"))
        and not any(character.isdigit() for character in text)
    )


def _rows(texts: Sequence[str]) -> Iterator[int]:
    """Find buttons that stand in a row, one a line, two of them at least."""
    numbered = [(at, text) for at, text in enumerate(texts) if text]
    for is_button, row in groupby(numbered, lambda line: bool(_BUTTON.fullmatch(line[1]))):
        buttons = list(row)
        named = any(not text.isdigit() for _, text in buttons)
        if is_button and named and len(buttons) > 1:
            yield from (at for at, _ in buttons)
