"""Subject, preheader and intro of an issue, with meters. Posts what is typed; saves nothing."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from reewriter.checks.subject import PREHEADER_MAX, SUBJECT_LENGTH
from reewriter.desk.skeleton import subjects_of
from reewriter.model import Issue
from reewriter.tui.widgets.fields import Line, Prose
from reewriter.tui.widgets.inbox_preview import InboxPreview
from reewriter.tui.widgets.subject_strip import SubjectStrip

__all__ = ["FIELDS", "IssueFields"]

FIELDS = ("subject", "preheader", "intro")

_LIMITS = {"subject": SUBJECT_LENGTH, "preheader": (35, PREHEADER_MAX)}
"""How many characters mail clients show; outside of them the meter warns."""
_HINTS = {
    "subject": "what the mail says in one line",
    "preheader": "the line that inboxes show after the subject",
}


class IssueFields(Vertical):
    """What a reader sees before opening the mail, and the first paragraph after."""

    DEFAULT_CSS = """
    IssueFields {
        height: auto;
        padding: 0 1;
        & .row { height: 1; }
        & .row.-tall { height: auto; }
        & .label { width: 11; color: $quiet; }
        & .meter { width: 8; text-align: right; color: $quiet; }
        & .meter.-off { color: $warning; }
        & .row:focus-within > .label { color: $primary; }
        & Prose { width: 1fr; height: 1; scrollbar-size-vertical: 0; }
        & Prose:focus { height: 5; scrollbar-size-vertical: 1; }
        & SubjectStrip, & InboxPreview { display: none; padding-left: 0; padding-right: 0; }
        & SubjectStrip { padding-left: 11; }
        &.-several.-in-subject SubjectStrip { display: block; }
        &.-in-preheader InboxPreview { display: block; }
    }
    """

    class Edited(Message):
        """Something was typed; `typed` says what."""

    def compose(self) -> ComposeResult:
        """One line each; the intro grows while it is written."""
        for name in _LIMITS:
            with Horizontal(classes="row"):
                yield Static(name, classes="label")
                yield Line(name, _HINTS[name])
                yield Static("", id=f"{name}-meter", classes="meter")
            yield SubjectStrip() if name == "subject" else InboxPreview()
        with Horizontal(classes="row -tall"):
            yield Static("intro", classes="label")
            yield Prose("intro", "a good morning in two or three sentences, or nothing")

    def typed(self) -> dict[str, object]:
        """Return every field that holds something else than was shown or saved last."""
        found: dict[str, object] = {}
        for name in _LIMITS:
            line = self.query_one(f"#{name}", Line)
            if line.value != line.settled:
                found[name] = line.value
        intro = self.query_one("#intro", Prose)
        if intro.text != intro.settled:
            found["intro"] = intro.text
        return found

    def saved(self, fields: Mapping[str, object]) -> None:
        """Take note of what was saved: only what is typed after it is unsaved."""
        for name in fields:
            field = self.query_one(f"#{name}")
            if isinstance(field, Line):
                field.settled = field.value
            elif isinstance(field, Prose):
                field.settled = field.text

    def show(self, issue: Issue, *, force: bool = False) -> None:
        """Show an issue's fields; what was typed and is not saved yet stays unless by force."""
        with self.prevent(Input.Changed, TextArea.Changed):
            for name, value in (("subject", issue.subject), ("preheader", issue.preheader)):
                field = self.query_one(f"#{name}", Line)
                field.show(value, force=force)
                self._measure(name, field.value)
            self.query_one("#intro", Prose).show(issue.intro, force=force)
        self.offer(issue)
        self._preview()

    def offer(self, issue: Issue) -> None:
        """Show the subjects to choose from."""
        known = [text for text in subjects_of(issue) if text]
        self.query_one(SubjectStrip).show(known, issue.subject)
        self.set_class(any(text != issue.subject for text in known), "-several")

    def _preview(self) -> None:
        """Show in the inbox what stands in the fields, saved or not."""
        preview = self.query_one(InboxPreview)
        for name in _LIMITS:
            setattr(preview, name, self.query_one(f"#{name}", Line).value)

    def called(self, sender: str) -> None:
        """Name who sends the mail."""
        self.query_one(InboxPreview).sender = sender

    def on_descendant_focus(self) -> None:
        """Show beside a field what helps to write it."""
        for name in _LIMITS:
            self.set_class(self.query_one(f"#{name}").has_focus, f"-in-{name}")

    def on_descendant_blur(self) -> None:
        """Hide it, unless another field has the focus now."""
        self.call_later(self.on_descendant_focus)

    def shut(self, locked: bool) -> None:
        """Let nobody write into what has been sent."""
        for name in FIELDS:
            self.query_one(f"#{name}").disabled = locked

    def go_to(self, name: str) -> None:
        """Focus a field; an unknown name is the subject."""
        known = name if name in FIELDS else "subject"
        self.query_one(f"#{known}").focus()

    def _measure(self, name: str, text: str) -> None:
        low, high = _LIMITS[name]
        meter = self.query_one(f"#{name}-meter", Static)
        meter.update(Content(f"{len(text)}/{high}"))
        meter.set_class(not low <= len(text) <= high, "-off")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._measure(event.input.id or "", event.value)
        self._preview()
        self.post_message(self.Edited())

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(TextArea.Changed)
    def _wrote(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited())
