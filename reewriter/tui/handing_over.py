"""Says for every mailing service what an export would do now, as entries of a menu. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reewriter.model import Finding, Severity
from reewriter.text.words import counted
from reewriter.tui.widgets.menu import Entry
from reewriter.workspace.services import ServiceState

if TYPE_CHECKING:
    from reewriter.export.readership import Readership
    from reewriter.workspace.posts import PostState

__all__ = [
    "lacking_entry",
    "post_entries",
    "reader_entries",
    "service_entries",
    "still_wanted",
    "tester_entry",
    "types_told",
    "untyped_entry",
    "ways_with_edited",
    "with_wants",
]

_POSTS = {
    "never pushed": ("makes a draft post", "quiet"),
    "in sync": ("unchanged: the draft post there is this story", "good"),
    "local ahead": ("updates the draft post", "quiet"),
    "remote changed": ("was edited there; enter shows what", "attention"),
    "scheduled": ("scheduled there, and not touched", "good"),
    "sent": ("published there, and not touched", "good"),
    "unknown": ("nobody knows how it ended; this looks and goes on", "attention"),
}
_MOST_LINKS = 30
_WANTS = ": still wants"
_EDITED = "edited there; enter shows what"

_DOES = {
    "never pushed": ("makes a draft; nothing is sent", "quiet"),
    "in sync": ("unchanged: the draft there is this issue", "good"),
    "local ahead": ("updates the draft there", "quiet"),
    "unknown": ("nobody knows how it ended; enter looks and goes on", "attention"),
}


def service_entries(state: ServiceState) -> list[Entry]:
    """Return what can be done with one service; values are a target and perhaps one word."""
    name = state.target
    if state.type == "wordpress":
        posts = Entry(
            f"{name} stories", f"{name}: posts", "a draft post for each story: shows which"
        )
        # Only the first says so: a column as wide as the longest would leave no room for notes.
        first, *ways = service_entries(replace(state, type=""))
        return [posts, replace(first, label=f"{name}: whole issue"), *ways]
    if state.trouble:
        return [
            Entry(name, name, state.trouble.removeprefix(f"{name}: "), "error"),
            Entry(f"{name} html", f"{name}: copy HTML", "to be pasted there by hand"),
            Entry(f"{name} text", f"{name}: copy text", "to be pasted there by hand"),
        ]
    if state.state in ("scheduled", "sent"):
        how = "scheduled there" if state.state == "scheduled" else "sent from there"
        note = f"{how}, and not touched; enter opens {state.url}"
        return [Entry(f"{name} there", name, note, "good")]
    if state.gone:
        return [Entry(f"{name} new", name, "deleted there; enter makes a new draft", "attention")]
    if state.state == "remote changed":
        note = "theirs was kept, and differs; enter shows how" if state.kept else _EDITED
        return [
            Entry(f"{name} edited", name, note, "attention"),
            *(replace(one, label=f"{name}: {one.label}") for one in ways_with_edited(name)),
            *_wants(state),
        ]
    note, tone = _DOES[state.state]
    return [Entry(name, name, note, tone), *_wants(state)]


def ways_with_edited(name: str) -> list[Entry]:
    """Return what can become of a draft that was edited at its service."""
    return [
        Entry(f"{name} keep", "keep theirs", "lets it stand as it is there"),
        Entry(f"{name} overwrite", "overwrite", "writes over what was edited"),
        Entry(f"{name} new", "new draft", "makes another one beside it"),
    ]


def _wants(state: ServiceState) -> list[Entry]:
    """Return what the service's own checklist still wants; enter opens the draft there."""
    tones = {Severity.ERROR: "error", Severity.WARNING: "attention"}
    return [
        Entry(
            f"{state.target} there",
            f"{state.target}{_WANTS}",
            one.message.removeprefix(f"{state.target}: "),
            tones.get(one.severity, "quiet"),
        )
        for one in state.wants
    ]


def with_wants(entries: Sequence[Entry], before: Sequence[Entry], asked: str) -> list[Entry]:
    """Return a menu that was made by asking one service, with what the others wanted before.

    Who is not asked tells nothing: without this the lines would be gone until the next look.
    """
    wanted = [one for one in before if one.label.endswith(_WANTS) and one.value != f"{asked} there"]
    found: list[Entry] = []
    for entry in entries:
        found.append(entry)
        found += [one for one in wanted if one.value == f"{entry.value} there"]
    return found


def still_wanted(findings: Sequence[Finding], key: str) -> str:
    """Return the end of a line: how much a service's checklist still wants, and what shows it."""
    count = sum(one.id == "target.checklist" for one in findings)
    return f" · it still wants {counted(count, 'thing')}: {key} shows" if count else ""


def post_entries(states: Sequence[PostState]) -> list[Entry]:
    """Say for each story what would become of its post; the first entries do it."""
    ways = [Entry("bring", "bring them there", "as drafts; nothing is published")]
    if any(one.state == "remote changed" and not one.gone for one in states):
        ways += [
            Entry("keep", "keep theirs", "lets stand what was edited there, brings the others"),
            Entry("overwrite", "overwrite", "writes over what was edited there, too"),
        ]
    if any(one.gone for one in states):
        ways.append(Entry("new", "new drafts", "of what was deleted or edited there"))
    return ways + [_post_entry(one) for one in states]


def _post_entry(one: PostState) -> Entry:
    headline = one.story.headline or f"story {one.story.id}"
    if one.trouble:
        return Entry(one.url, headline, one.trouble, "error")
    if one.gone:
        return Entry("", headline, "was deleted there", "attention")
    note, tone = _POSTS[one.state]
    value = f"edited {one.story.id}" if one.difference else one.url
    return Entry(value, headline, note, tone)


def lacking_entry(name: str, lacking: Sequence[str]) -> Entry:
    """Return what can be done with a target that has not all of its settings."""
    note = f"not set up: lacks {', '.join(lacking)}; enter shows how"
    return Entry(f"{name} recipe", name, note, "attention")


def untyped_entry(name: str, type_: str) -> Entry:
    """Return what can be done with a target of a type that nobody here knows."""
    return Entry(f"{name} types", name, f"no type “{type_}”; enter shows which there are", "error")


def types_told() -> str:
    """Say as Markdown which types of targets there are."""
    from reewriter.export.targets import MAIL, SERVICES, TYPES, known_types

    here = {*TYPES, *SERVICES, *MAIL}
    kinds: dict[str, Iterable[str]] = {
        "writes files": TYPES,
        "keeps drafts at a mailing service": SERVICES,
        "sends a test mail to people you name": MAIL,
        "comes with a package you installed": [one for one in known_types() if one not in here],
    }
    said = [f"- {what}: {', '.join(types)}" for what, types in kinds.items() if types]
    return "\n".join([*said, "", "A further one comes with a package that brings it."])


def tester_entry(name: str) -> Entry:
    """Return what can be done with a target that sends a test mail."""
    return Entry(name, name, "sends a test mail to the people it names")


def reader_entries(name: str, read: Readership) -> list[Entry]:
    """Return how an issue was read at one service: the sums, then each link with its clicks."""
    sums = (("sent", read.sent), ("opens", read.opens), ("clicks", read.clicks))
    said = " · ".join(f"{count:,} {what}" for what, count in sums if count is not None)
    links = [Entry(url, f"{clicks:,} clicks", url) for url, clicks in read.links[:_MOST_LINKS]]
    return [Entry("", name, said or "tells no numbers"), *links]
