"""Every command of the desk with its default keys: the one table. Knows no screen and no widget."""

from __future__ import annotations

from reewriter.tui.commands import Command, Group

__all__ = ["COMMANDS"]

EVERYWHERE: tuple[str, ...] = ("everywhere",)
LIST: tuple[str, ...] = ("list",)
SOURCE: tuple[str, ...] = ("source",)
LIST_READER: tuple[str, ...] = ("list", "reader")
INBOX: tuple[str, ...] = ("inbox",)
STORY: tuple[str, ...] = ("story",)
ISSUE: tuple[str, ...] = ("issue",)


def _all(
    group: Group, places: tuple[str, ...], *rows: tuple[str, str, str, str]
) -> tuple[Command, ...]:
    return tuple(Command(*row, group=group, places=places) for row in rows)


_DESK = _all(
    "everywhere",
    EVERYWHERE,
    ("go.inbox", "f1,g i", "inbox", "Go to the inbox: what the feeds brought."),
    ("go.story", "f2,g r", "stories", "Go to the story you are writing."),
    ("go.issue", "f3,g s", "issue", "Go to the issue: what goes out, and in which order."),
    ("go.archive", "f4,g a", "archive", "Go to the archive: every issue so far."),
    ("go.feeds", "f5,g f", "feeds", "Go to the feeds: who answers, and who does not."),
    ("desk.search", "/", "search", "Search: words, and fields as feed: state: newer:2d."),
    ("desk.undo", "u", "undo", "Take the last change back, wherever you made it."),
    ("desk.redo", "ctrl+r", "redo", "Make the change again that you took back."),
    (
        "desk.fetch",
        "f",
        "fetch",
        "Fetch now, but no server twice in two minutes; in the feeds, this one.",
    ),
    ("desk.fetch-all", "F", "fetch all", "Fetch every feed at once, whatever its server wants."),
    ("desk.add", "a", "add", "Add a page by its address, or a pasted text; in the feeds, a feed."),
    ("desk.preview", "p", "preview", "Show the issue as its readers will see it."),
    ("desk.live", "g o", "live page", "Show the issue in the web browser, where it follows you."),
    ("desk.export", "w", "export", "Export the issue as files or as a draft; it is never sent."),
    ("desk.rules", "g u", "rules", "See what each of your rules would do, and let it act."),
    ("desk.reload", "r", "refresh", "Bring the screen up to date: show what has arrived."),
    (
        "desk.theme",
        "f9",
        "theme",
        "Change the colours: dark, light, or safe for colour-blind eyes.",
    ),
    ("desk.palette", "ctrl+p,:", "palette", "Find any command, view, story or feed by its name."),
    ("desk.help", "?", "help", "Show every key of this screen."),
    ("desk.next", "tab", "next", "Go to the next pane or field."),
    ("desk.previous", "shift+tab", "previous", "Go to the pane or field before."),
    ("desk.back", "escape", "back", "Leave the field, the reader or the search; saves."),
    ("desk.quit", "q,ctrl+q", "quit", "Close the desk. There is nothing to lose."),
)

_LIST = (
    *_all(
        "list",
        LIST_READER,
        ("list.down", "j,down", "down", "Go one line down; in a source, to the next sentence."),
        ("list.up", "k,up", "up", "Go one line up; in a source, to the sentence before."),
        ("list.page-down", "pagedown,ctrl+d", "page down", "Go one page down."),
        ("list.page-up", "pageup,ctrl+u", "page up", "Go one page up."),
        ("list.first", "g g,home", "first", "Go to the first line."),
        ("list.last", "G,end", "last", "Go to the last line."),
    ),
    *_all(
        "list",
        LIST,
        ("list.open", "enter", "open", "Open what the cursor is on."),
    ),
    *_all(
        "list",
        INBOX,
        ("inbox.keep", "y", "keep", "Keep: the story goes to the bench of the open issue."),
        ("inbox.skip", "x", "skip", "Skip: not for us."),
        ("inbox.skip-below", "X", "skip below", "Skip this line and all below it; one undo."),
        ("inbox.later", "z", "later", "Put off until a time; z again means tomorrow."),
        ("inbox.reset", "Z", "new again", "Make it new again, as if nothing had been decided."),
        ("inbox.mark", "space", "mark", "Mark this line; keys then act on all marked lines."),
        ("inbox.mark-range", "V", "range", "Mark from the last mark to here."),
        ("inbox.mark-all", "*", "mark all", "Mark all that the list holds, or unmark them."),
        ("inbox.sort", "s", "sort", "Sort by score, or newest first."),
        (
            "inbox.views",
            "g v",
            "views",
            "Choose a view: new, kept, a section, a query of yours, a feed.",
        ),
        ("inbox.why", "i", "why", "Say why the item has this score."),
        ("inbox.join", "&", "same story", "Make the marked lines one story, or what is suggested."),
        ("inbox.apart", "-", "another story", "Refuse what is suggested: these are two stories."),
        ("inbox.split", "|", "split", "Take the source that is shown out of the story."),
        ("inbox.next-match", "n", "next match", "Go to the next match of the search in the text."),
        ("inbox.last-match", "N", "match before", "Go to the match of the search before."),
    ),
    *_all(
        "list",
        ("feeds",),
        ("feeds.pause", "W", "pause", "Let the feed wait: it is kept and not fetched, or go on."),
    ),
    *(
        Command(
            f"inbox.keep-{n}",
            str(n),
            "keep into",
            "Keep into the section of that number.",
            group="list",
            places=INBOX,
            action=f"keep_into({n})",
            also="" if n > 1 else "1 … 9",
        )
        for n in range(1, 10)
    ),
)

_READER = (
    *_all(
        "reader",
        SOURCE,
        ("reader.next-paragraph", "}", "paragraph", "Go to the next paragraph of the source."),
        ("reader.last-paragraph", "{", "para. before", "Go to the paragraph before."),
        ("reader.extend", "v", "extend", "Choose several sentences: from here to where you go."),
    ),
    *_all(
        "reader",
        ("inbox", "story"),
        ("reader.source", "S", "next source", "Show the next source of the story; so does tab."),
    ),
    *_all(
        "reader",
        ("inbox", "story", "issue"),
        ("reader.browser", "o", "browser", "Open the article, or the issue, in the web browser."),
    ),
    *_all(
        "reader",
        ("inbox", "story"),
        ("reader.full-text", "t", "full text", "Load the article from its page; t again: anew."),
        ("reader.changes", "D", "changes", "Show what the publisher changed, or the text again."),
        ("reader.older", "(", "older", "Compare with an older version of the text."),
        ("reader.newer", ")", "newer", "Compare with a newer version of the text."),
    ),
    *_all(
        "reader",
        STORY,
        ("reader.take-over", "A", "take over", "Take what the publisher changed into the story."),
    ),
    *_all(
        "reader",
        ("inbox", "story", "issue"),
        ("story.edit", "e", "edit", "Keep it and open its story; there, write it in your $EDITOR."),
    ),
)

_STORY = (
    *_all(
        "story",
        ("story", "issue"),
        ("story.headline", "H", "title", "Go to the headline; in the issue, to the subject."),
        ("story.edit-issue", "E", "edit issue", "Write the whole issue in your $EDITOR."),
        ("story.history", "f8", "history", "Show earlier versions of the field, or of all."),
    ),
    *_all(
        "story",
        ("inbox", "story"),
        ("story.highlight", "h", "highlight", "Write a highlight, resting on what is marked."),
        ("story.critique", 'c,"', "critique", "Go to the critique, and cite what is marked there."),
        ("story.source-text", "P", "source text", "Write the source's whole text in your $EDITOR."),
    ),
    *_all(
        "story",
        STORY,
        ("story.link", "l,ctrl+l", "where from", "Go from our words to the source's, and back."),
        ("story.part", "C", "next part", "Go to the next text of the story, as its overview."),
        ("story.moves-form", "M", "moves", "Fill in the moves of the critique, a line each."),
        ("story.moves", "g m,f12", "checklist", "Show which moves the critique makes, or hide it."),
        ("story.prove", "g p,f10", "as read", "Show the text as it will be read, or hide that."),
        ("story.snippet", "ctrl+b", "snippet", "Put a text of the house in where you write."),
        ("story.suggest", "ctrl+g", "suggest", "Suggest three highlights; again: drop them."),
        (
            "story.ask-model",
            "g A",
            "ask a model",
            "Ask a language model for highlights; again: stop.",
        ),
        ("story.draft-critique", "g C", "draft it", "Ask a language model for a critique."),
        ("story.draft-tldr", "g D", "sum it up", "Ask a language model for a TL;DR."),
        ("story.swap", "ctrl+o", "other pane", "Go from the source to the draft, and back."),
        ("story.runs", "g w", "teaser", "Run all of the story, or a teaser that leads home."),
        ("story.headline-link", "g h", "where to", "Lead the headline to our page, or the source."),
        ("story.pictures", "g P", "pictures", "Add, describe or take out pictures of the story."),
        ("story.next-story", ">", "next story", "Open the next story of the issue."),
        ("story.last-story", "<", "story before", "Open the story before this one."),
    ),
    *_all(
        "story",
        STORY,
        ("story.true-wording", "R,ctrl+t", "true wording", "Quote the source's own words."),
        ("story.vouch", "=", "vouch", "Answer for the figure: where it stands, until when."),
        ("story.ran-before", "B", "ran before", "See what we ran on this subject, and tell of it."),
        ("story.coin", "~", "our phrase", "Call the phrase ours: it is nobody's quotation."),
        ("story.house-style", "g y", "house style", "Mend slips, dashes and quotation marks."),
    ),
    *_all(
        "story",
        ("highlights", "suggestions", "feeds"),
        ("story.remove", "delete,backspace", "remove", "Take the highlight, or the feed, out."),
    ),
    *_all(
        "story",
        ("suggestions",),
        ("story.take", "Y", "take", "Take the suggestion as a highlight; enter: and edit it."),
    ),
    *_all(
        "story",
        ("choice",),
        ("story.next-choice", "right", "next value", "Take the value after this one."),
        ("story.last-choice", "left", "value before", "Take the value before this one."),
    ),
)

_ISSUE = (
    *_all(
        "issue",
        ISSUE,
        ("issue.section", "m", "section", "Move the story into another section, or to the bench."),
        (
            "issue.line",
            "b",
            "mail/bench",
            "Move the story across the line: into the mail or the bench.",
        ),
        ("issue.section-down", "g J", "section down", "Move the whole section one down."),
        ("issue.section-up", "g K", "section up", "Move the whole section one up."),
        ("issue.next-subject", ".", "next subject", "Take the next of the subjects side by side."),
        ("issue.new-subject", ";", "new subject", "Put the subject aside and write another one."),
        ("issue.draft-subjects", "g S", "subjects", "Ask a language model for subjects."),
        ("issue.like", "g l", "as last time", "Take intro and order of sections from last time."),
        ("issue.deliveries", "g d", "deliveries", "Show where the issue went, and what changed."),
        ("issue.plain-text", "g t", "plain text", "Write the issue's plain text in your $EDITOR."),
        ("issue.made-text", "g T", "text as made", "Bring back the plain text of the template."),
        ("issue.links", "g L", "ask links", "Find out whether the links lead somewhere."),
        ("issue.check", "g c", "check", "Check the issue again."),
        ("issue.test-mail", "T", "test mail", "Send the issue as a test mail to those you named."),
        ("issue.readers", "g R", "readers", "Ask the services how the issue was read."),
    ),
    *_all(
        "issue",
        ("story", "issue"),
        ("issue.waive", "!", "waive", "Let a finding stand, and say why."),
        ("story.word", "O", "our word", "Call the misspelt word ours: it is right from now on."),
        ("story.adopt", "+", "add source", "Take what came for the story later as a source of it."),
        ("issue.move-down", "J", "move down", "Move the story, or the highlight, one line down."),
        ("issue.move-up", "K", "move up", "Move the story, or the highlight, one line up."),
        ("issue.next-finding", "],ctrl+n", "next finding", "Go to the next finding."),
        ("issue.last-finding", "[", "finding before", "Go to the finding before."),
    ),
)

COMMANDS: tuple[Command, ...] = (*_DESK, *_LIST, *_READER, *_STORY, *_ISSUE)
"""In the order in which help and documents show them."""
