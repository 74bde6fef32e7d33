"""What a site says in full, known wherever it stands: "Listen to this article"; cuts nothing."""

from __future__ import annotations

import re

__all__ = ["NETWORK", "any_of", "is_notice"]


def any_of(*said: str) -> re.Pattern[str]:
    """Return a pattern of what is said, in large or small letters."""
    return re.compile("|".join(said), re.IGNORECASE)


NETWORK = (
    r"(?:facebook|twitter|x|x \(twitter\)|linked ?in|whats ?app|reddit|telegram|bluesky|threads"
    r"|mastodon|instagram|pinterest|e-?mail|flipboard|pocket|hacker news|youtube|rss)"
)
_ON_NETWORKS = (
    r"(?:(?:click to )?(?:share|tweet|post|send|e-?mail|follow(?: us)?)(?: this)?(?: article)?"
    rf" (?:on|via|by|to) {NETWORK}\b[\s,;|·]*)+"
)
_SHARED_ON = (
    r"(?:share(?: (?:this|the))?(?: article| post| story| page)?|spread the word|follow us)"
    rf"(?: on)?\s?:\s*(?:{NETWORK}|print|copy link)"
    rf"(?:[\s,;|·•/]+(?:and )?(?:{NETWORK}|print|copy link))*"
)
# Said in full: nothing else is meant, wherever the line stands.
_NOTICE = any_of(
    r"(?:skip|jump) to (?:main |the |site )?(?:content|navigation|index|search)",
    r"share full article|see more on: .{2,80}|credit\.{3}.{2,80}|reporting from .{2,60}",
    r"this article is more than .{3,20} old\.?|reuse this content|page \d{1,3} of \d{1,3}"
    r"|(?:\d+ repl(?:y|ies)|last reply .{3,30}|view thread|[\d.]+[km]? followers)"
    r"|stay informed with free updates|simply sign up to the .{3,60} delivered .{3,40} inbox\.",
    r"an official website of .{3,60}|here[’']s how you know|from .{2,40}, the free encyclopedia"
    r"|(?:updated|published|posted):? .{1,12} ago(?: ?[-–·•|] ?.{2,30})?",
    r"takeaways by .{2,20} ai|read more: .{3,140}(?<!\.)|[–-]{1,2} ?with assistance from .{3,120}",
    r"\((?:updates|corrects|adds|recasts|refiles|rewrites)\b.{3,200}\)",
    r"toggle (?:navigation|menu)|(?:open|close) menu|back to (?:top|home(?:page)?)",
    r"load more|show (?:more|comments)|(?:log|sign) in to (?:comment|continue)|write a comment\W*",
    _ON_NETWORKS,
    _SHARED_ON,
    r"(?:click to )?e-?mail (?:this )?(?:a )?(?:link|article|story)(?: to a friend)?",
    r"(?:copy|share) (?:the )?link|link copied!?|purchase licensing rights",
    r"(?:print|save|share|bookmark) (?:this )?(?:article|page|story|post)(?: for later)?",
    r"listen to (?:this|the) (?:article|story|post)\b.{0,20}|(?:listen|watch)[ :·]+\d+ min\w*",
    r"(?:story|article|text) continues? (?:below|after)\b.{0,30}",
    r"continue reading(?: below)?(?: the (?:main )?story)?",
    r"(?:about |ca\.? ?)?\d{1,3}[ -]min(?:ute)?s?\.? read(?:ing time)?",
    r"(?:estimated )?read(?:ing)? time:? *(?:less than an? minute|<? ?\d{1,3} ?min(?:ute)?s?\.?)",
    r"(?:we|this (?:web)?site|our partners) (?:and our partners )?uses? cookies\b.*",
    r"(?:accept|reject|allow|decline)(?: all)?(?: cookies)?|(?:cookie|privacy) settings",
    r"manage (?:preferences|cookies|consent)",
    r"(?:view|read|open) (?:this (?:e-?mail|post) )?(?:in|on) (?:your |the )?(?:browser|web|app)",
    r"forwarded this e-?mail\?.*|was this (?:e-?mail )?forwarded\b.*\?.*",
    r"advertisement|advertorial|sponsored(?: content| post| by\b.{0,40})?|paid (?:post|content)",
    r"follow us(?: on)?:?|your browser does not support\b.*|this is a modal window\.?",
    r"javascript is (?:disabled|required)\b.*|(?:enlarge|expand) (?:this )?image|toggle caption",
    r"thanks for reading!? subscribe\b.*|by subscribing, (?:i|you) agree\b.*|unsubscribe",
    r".{0,160}\bnewsletter\b.{0,120}\bsign up here\.?",
    r"###|# # #|-30-|[-–—] ?ends? ?[-–—]|skip advertisement",
    r"(?:read also|also read|see also|read next): .{3,140}(?<!\.)",
    r"on .{6,80} <[^\s<>@]+@[^\s<>]+> wrote:",
    r"thanks for reading .{1,60}! subscribe\b.*|.{1,60} is a reader-supported publication\..*",
    # What wires print around a text for their own.
    r"\(\(.{3,90}\)\)|\((?:additional )?(?:reporting|writing|editing|compiled) by .{3,160}\)",
    r"source text for eikon:.*|further company coverage:.*|click on the following link\b.*",
    r"news provided by:?",
    # The same in other languages.
    r"(?:temps de lecture|lesezeit|tiempo de lectura|tempo di lettura) ?:? ?(?:ca\. )?\d+"
    r" min\w*\.?",
    r"(?:à lire aussi|lire aussi|lesen sie auch|lea también|leggi anche) ?: .{3,140}(?<!\.)",
    r"lire les commentaires(?: \(\d+\))?|envoyer par e-?mail|publicité|anzeige|publicidad"
    r"|pubblicità",
    r"分享到[:：]?|微信|微博|责任编辑[:：].{1,20}|扫一扫.{0,20}|打印本页|字号[:：].{0,20}",
)


def is_notice(text: str) -> bool:
    """Tell whether the line says in full what only a site says."""
    return bool(_NOTICE.fullmatch(text))
