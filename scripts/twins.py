"""What each command of the desk is called in the command line, or why it is not there."""

from __future__ import annotations

from reewriter.tui.commands import Command

__all__ = ["ALONE", "TWINS", "twin_of"]

_READS = "the command line prints all of it"
_MOVES = "it moves a cursor or the focus, and changes nothing"
_SHOWS = "it changes only what this screen shows"
_SESSION = "a command line call is over when it is done: `history` and `restore` bring texts back"

TWINS: dict[str, str] = {
    "go.archive": "issue list",
    "go.feeds": "feeds list",
    "go.inbox": "items",
    "go.issue": "issue show",
    "go.story": "story show",
    "desk.search": "items --query",
    "desk.fetch": "fetch",
    "desk.fetch-all": "fetch --force",
    "desk.add": "add",
    "desk.preview": "render",
    "desk.live": "preview --open",
    "desk.export": "export",
    "desk.rules": "rules preview",
    "desk.theme": "themes --use",
    "feeds.pause": "feeds pause",
    "inbox.keep": "item keep",
    "inbox.skip": "item skip",
    "inbox.skip-below": "item skip",
    "inbox.later": "item later --until",
    "inbox.reset": "item reset",
    "inbox.views": "items --query",
    "inbox.why": "item show",
    "inbox.join": "item join",
    "inbox.apart": "item apart",
    "inbox.split": "item split",
    "reader.browser": "preview --open",
    "reader.full-text": "item text",
    "reader.changes": "item diff",
    "reader.older": "item diff --version",
    "reader.newer": "item diff --version",
    "reader.take-over": "story take-over",
    "story.edit": "story edit --editor",
    "story.edit-issue": "issue edit",
    "story.headline": "story edit --headline",
    "story.history": "story history --diff",
    "story.highlight": "story edit --evidence",
    "story.critique": "story cite",
    "story.source-text": "story text",
    "story.part": "story edit --part",
    "story.moves-form": "story moves",
    "story.moves": "story moves",
    "story.runs": "story edit --runs",
    "story.headline-link": "story edit --headline-link",
    "story.pictures": "image add",
    "story.prove": "render",
    "story.snippet": "snippets show",
    "story.suggest": "story suggest",
    "story.ask-model": "story suggest --llm",
    "story.draft-critique": "story draft",
    "story.draft-tldr": "story draft",
    "issue.draft-subjects": "issue suggest",
    "story.take": "story suggest",
    "story.true-wording": "story fix",
    "story.house-style": "story fix",
    "story.vouch": "facts add",
    "story.coin": "facts coin",
    "story.word": "facts word",
    "story.ran-before": "story related",
    "story.remove": "story edit --highlight",
    "story.next-choice": "story edit --format",
    "story.last-choice": "story edit --format",
    "story.adopt": "story adopt",
    "issue.section": "story place --section",
    "issue.line": "story bench",
    "issue.section-down": "issue move --down",
    "issue.section-up": "issue move --up",
    "issue.next-subject": "issue set --pick",
    "issue.new-subject": "issue set --alternative",
    "issue.like": "issue set --like",
    "issue.deliveries": "issue deliveries",
    "issue.plain-text": "issue text",
    "issue.made-text": "issue text --clear",
    "issue.links": "check --links",
    "issue.check": "check",
    "issue.test-mail": "export --to",
    "issue.readers": "stats",
    "issue.waive": "issue waive",
    "issue.move-down": "story move --down",
    "issue.move-up": "story move --up",
}
"""Command id → the command, with the option that does it where it takes one."""

ALONE: dict[str, str] = {
    **dict.fromkeys(("desk.undo", "desk.redo"), _SESSION),
    **dict.fromkeys(
        ("desk.reload", "inbox.sort", "inbox.mark", "inbox.mark-range", "inbox.mark-all"), _SHOWS
    ),
    **dict.fromkeys(("desk.next", "desk.previous", "desk.back", "desk.quit"), _MOVES),
    **dict.fromkeys(("reader.next-paragraph", "reader.last-paragraph", "story.link"), _MOVES),
    "reader.extend": "it chooses what is pinned; `story edit --evidence` takes any words",
    **dict.fromkeys(("story.swap", "story.next-story", "story.last-story"), _MOVES),
    **dict.fromkeys(("issue.next-finding", "issue.last-finding", "reader.source"), _READS),
    **dict.fromkeys(("inbox.next-match", "inbox.last-match"), _READS),
    "desk.palette": "the shell completes and `--help` lists what there is",
    "desk.help": "`--help` says it",
    **dict.fromkeys(
        (
            *("list.down", "list.up", "list.page-down", "list.page-up"),
            *("list.first", "list.last", "list.open"),
        ),
        _MOVES,
    ),
}
"""Command id → why the command line has none."""


def twin_of(each: Command) -> str:
    """Return the command of the command line that does the same; "" where there is none."""
    if each.id.startswith("inbox.keep-"):
        return "item keep --section"
    return TWINS.get(each.id, "")
