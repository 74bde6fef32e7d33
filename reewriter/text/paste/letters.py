"""What stands around letters and newsletters: signatures, feet, forms; cuts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

__all__ = ["is_header", "lines_around", "subject"]

_CHOICE = (
    r"(?:unsubscribe|(?:update|manage|change|edit)(?: your| my)? (?:e-?mail )?"
    r"(?:preferences|subscriptions?|profile)|forward(?: this)?(?: e-?mail)?(?: to a friend)?"
    r"|view (?:this e-?mail )?(?:in|on) (?:your |the )?(?:browser|web)|privacy(?: policy)?"
    r"|terms(?: of (?:use|service))?|contact(?: us)?|advertise(?: with us)?|subscribe)"
)
_FOOT = re.compile(
    r"you(?:[’']re| are| have)? (?:receiv(?:ing|ed)|getting|got)"
    r" this (?:(?:e-?mail|newsletter|message)\b|because you\b).{0,240}"
    r"|this (?:e-?mail|message|communication)(?:,? (?:and|including) any (?:files"
    r"|attachments?)[^.]{0,60})?"
    r" (?:is|are|may (?:be|contain)|contains?) [^.]{0,60}(?:confidential|privileged|intended"
    r" (?:solely|only))\b.{0,900}"
    r"|(?:if you (?:are not|have received).{0,20}(?:intended recipient|in error)|please consider"
    r" the environment before)\b.{0,600}"
    r"|(?:if you (?:no longer wish|do not want)\b.{0,120})?(?:to )?unsubscribe,?"
    r" (?:please )?(?:click |here|from this|at any time).{0,80}"
    r"|share (?:the|this) .{2,40}|you currently have \d+ referrals?\b.{0,120}"
    r"|copy (?:&|and) paste this link\b.{0,160}|powered by (?:beehiiv|substack|mailchimp|ghost|kit)"
    r"|(?:update|manage|change) your .{3,30} or unsubscribe\b.{0,20}"
    r"|sent from my (?:iphone|ipad|android|mobile|phone|blackberry)\b.{0,30}"
    r"|(?:sent from|get) (?:outlook|mail|yahoo mail|proton mail) for \w+\.?"
    rf"|(?=.*(?:unsubscribe|preferences|subscription)){_CHOICE}(?:\s*[|·•/]\s*{_CHOICE})+",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"--|(?:(?:with )?(?:my |our )?(?:very )?(?:best|kind|warm|kindest|warmest|warmly)(?:"
    r" (?:regards|wishes))?|regards|sincerely"
    r"|yours(?: (?:sincerely|truly|faithfully|ever))?|(?:many |with )?thanks(?: (?:again|so much"
    r"|a lot|in advance))?"
    r"|thank you(?: (?:again|so much|in advance))?|cheers|all (?:the )?best(?: wishes)?|all my"
    r" best|take care"
    r"|(?:talk|see you|speak|more|back) (?:soon|tomorrow|next week|on monday)|(?:have a )?(?:good"
    r"|great|nice) (?:day|weekend|one)"
    r"|in haste|onward|warmly|respectfully|cordially|until (?:next time|tomorrow|next week)|ciao"
    r"|bye|thx|br|kr|rgds"
    r"|yours in \w+)[,.!–—-]?",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"(?:sign up|subscribe|register) (?:for|to) .{0,40}newsletters?!?|subscribe(?: now)?!?"
    r"|sign up(?: now)?!?|(?P<field>(?:enter )?(?:your )?e-?mail(?: address)?\*?:?)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=*]{5,}")
"""What Outlook draws above the head of a mail."""
_HEADER = re.compile(
    r"(?:from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments?): ?.*"
    r"|-{2,} ?(?:forwarded|original) message ?-{2,}|begin forwarded message:",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"subject: ?(?:(?:re|fwd?|aw|wg|tr|embargoed|under embargo|press release|for immediate"
    r" release)\b"
    r" ?[:–—-]? ?)*(\S.*)",
    re.IGNORECASE,
)
_FROM = re.compile(r"from:|-{2,}|begin forwarded", re.IGNORECASE)
_LONGEST_HEAD = 40
"""Lines in which the head of a mail ends."""
_SHORTEST_HEADER = 3
"""Lines of a mail's head; "To: the point" alone is a title."""
_ADDRESS = re.compile(r"\d{1,5} [A-Z][^.!?]{3,60}, [A-Z][^.!?]{1,40}")
"""Where the sender of a newsletter lives, as the law wants it told."""
_MOST_SIGNED = 6
"""Lines of a name, an office, an address, a telephone number."""
_NAMED = re.compile(
    r"[–—-]{0,2} ?[^\W\d_a-z][\w.’'-]*(?:(?: (?:de|van|von|der|den|al|bin|la|le|di|da|&|and))*"
    r" [^\W\d_a-z][\w.’'-]*){0,4}"
)
"""A name, which under a greeting says that it is one."""
_LONGEST = 80
"""Characters of such a line."""


def is_header(text: str) -> bool:
    """Tell whether the line may stand in the head of a mail."""
    return bool(_HEADER.fullmatch(text))


def subject(cut: Sequence[str]) -> str:
    """Return what a mail is about, without what was put before it: "Fwd: EMBARGOED: Kiln Stops"."""
    found = (_SUBJECT.fullmatch(text) for text in cut[:_LONGEST_HEAD])
    return next((one[1] for one in found if one), "")


def lines_around(texts: Sequence[str]) -> Iterator[int]:
    """Return the numbers of lines that are no article's, wherever it goes on."""
    numbered = [(at, text) for at, text in enumerate(texts) if text]
    yield from _mail_head(texts)
    feet = set(_feet(numbered))
    yield from feet
    yield from _signature([line for line in numbered if line[0] not in feet])
    for is_form, group in groupby(numbered, lambda line: bool(_FORM.fullmatch(line[1]))):
        lines = list(group)
        asked = any(found["field"] for _, text in lines if (found := _FORM.fullmatch(text)))
        if is_form and asked and len(lines) > 1:
            yield from (at for at, _ in lines)


def _feet(numbered: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Find the lines by which a newsletter lets its readers go, and the address behind the last."""
    feet = [n for n, (_, text) in enumerate(numbered) if _FOOT.fullmatch(text)]
    yield from (numbered[n][0] for n in feet)
    behind = numbered[feet[-1] + 1 :] if feet else []
    between = numbered[feet[0] : feet[-1]] if feet else []
    yield from (at for at, text in between if _ADDRESS.fullmatch(text))
    if len(behind) <= 2 and all(_short(text) and re.search(r"\d", text) for _, text in behind):
        yield from (at for at, text in behind if "©" not in text)


def _signature(numbered: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Find the signature at the end of a letter: short lines under a greeting or two hyphens."""
    last = [(at, text) for at, text in numbered if "©" not in text]
    found = True
    while found:  # a name under a greeting, and the sender's card under two hyphens
        found = False
        for n in range(max(len(last) - _MOST_SIGNED - 1, 1), len(last)):
            under = [text for _, text in last[n + 1 :]]
            if _SIGNED.fullmatch(last[n][1]) and under and _is_card(last[n][1], under):
                yield from (at for at, _ in last[n:])
                last, found = last[:n], True
                break


def _is_card(greeting: str, under: Sequence[str]) -> bool:
    """Tell whether short lines say whose letter it is: below a name, unless there are hyphens."""
    named = greeting == "--" or bool(_NAMED.fullmatch(under[0].rstrip(",")))
    return named and all(map(_short, under))


def _short(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith((".", "!", "?", ":", "”"))


def _mail_head(texts: Sequence[str]) -> Iterator[int]:
    """Find the head of a mail that was forwarded: three lines at least, on top or below a note."""
    numbered = [(at, text) for at, text in enumerate(texts[:_LONGEST_HEAD]) if text]
    row = 0
    for n, (_, text) in enumerate([*numbered, (0, "")]):
        if is_header(text):
            row += 1
            continue
        note = n > row
        # Below a note it begins with whom it is from: "Date: …" may be the article's.
        if row >= _SHORTEST_HEADER and (not note or _FROM.match(numbered[n - row][1])):
            ruled = note and bool(_RULE.fullmatch(numbered[n - row - 1][1]))
            yield from (at for at, _ in numbered[n - row - ruled : n])
            yield from _signature(numbered[: n - row - ruled])
            return
        row = 0
