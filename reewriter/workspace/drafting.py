"""Lets a language model propose highlights for a story, for both front ends. Inserts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from reewriter.config.values import ANSWER_SECONDS
from reewriter.errors import ModelError, UsageError
from reewriter.model import Finding, Highlight, Source, Story

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Drafting", "on_text", "proposed"]

_UNNAMED = "no language model is named"
_NAME_IT = 'Write `model = "…"` under [llm] in feeds.toml; `llm models` lists what there is.'


class Drafting:
    """The model's corner of the desk."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def must_be_ready(self, story: Story, *, model: str = "") -> str:
        """Return the model that would be asked; raises UsageError where nobody can be."""
        if not any(source.text.strip() for source in story.sources):
            raise UsageError(
                "this story has no source text to draft anything from",
                hint="Load it (`reewriter story text ID`), or paste it.",
            )
        return self.must_be_named(model=model)

    def must_be_named(self, *, model: str = "") -> str:
        """Return the model that would be asked; raises UsageError where none can be."""
        from reewriter.net.machine import MISSING, installed

        if not installed():
            raise UsageError(MISSING, hint='Install it with: pip install "reewriter[llm]".')
        named = model or self._workspace.config.llm_model
        if not named:
            raise UsageError(_UNNAMED, hint=_NAME_IT)
        return named

    def propose(
        self, story: Story, n: int, *, model: str = "", cancelled: Event | None = None
    ) -> tuple[Highlight, ...] | None:
        """Ask for highlights; None when `cancelled` was set before they came.

        Writes nothing, so any thread may ask. Raises UsageError where nobody can be asked,
        NetworkError where the model cannot be reached, ModelError where it says nothing of use.
        """
        workspace = self._workspace
        named = self.must_be_ready(story, model=model)
        found = proposed(
            story,
            n,
            model=named,
            publication=workspace.brand.publication.name,
            templates=workspace.templates,
            seconds=workspace.config.llm_seconds,
            cancelled=cancelled,
        )
        return None if found is None else tuple(_resting(story.sources, text) for text in found)


def on_text(
    text: str, n: int, *, model: str, root: Path | None, now: datetime
) -> tuple[Story, list[tuple[Finding, ...]]]:
    """Ask for highlights of a text that belongs to no story: with what was found in each.

    The model, its prompt and what the house vouches for are those of the workspace, if there is
    one. Raises what `Drafting.propose` raises.
    """
    from reewriter import config as configuration
    from reewriter.checks.facts import in_suggestions
    from reewriter.config.house_file import house_of
    from reewriter.text.house import House
    from reewriter.workspace.folder import CONFIG
    from reewriter.workspace.glossary import names_of

    config = configuration.load(root / CONFIG) if root else None
    named = model or (config.llm_model if config else "")
    if not named:
        raise UsageError(_UNNAMED, hint=f"Name one with --model. {_NAME_IT}")
    source = Source(
        id=1, story_id=1, item_id=None, outlet="", reporter="", url="", published=None, text=text,
        text_hash="", captured_at=now, complete=True, primary=True,
    )  # fmt: skip
    story = Story(id=1, sources=(source,))
    found = proposed(
        story,
        n,
        model=named,
        publication=config.publication.name if config else "the newsletter",
        templates=root / "templates" if root else None,
        seconds=config.llm_seconds if config else ANSWER_SECONDS,
    )
    lines = tuple(_resting(story.sources, one) for one in found or ())
    story = replace(story, suggested=lines)
    house = replace(house_of(root)[0], names=names_of(root)) if root else House()
    checked = in_suggestions(story, house, now.date())
    return story, [tuple(one for _, one in each if one is not None) for each in checked]


def proposed(
    story: Story,
    n: int,
    *,
    model: str,
    publication: str,
    templates: Path | None,
    seconds: float,
    cancelled: Event | None = None,
) -> tuple[str, ...] | None:
    """Ask a model for sentences on the sources of a story; None when `cancelled` was set."""
    from reewriter.desk.drafting import highlights_in, prompt_view
    from reewriter.net.machine import Question, ask
    from reewriter.render import prompt

    sources = sorted(story.sources, key=lambda source: source != story.source)
    view = prompt_view(story, sources, publication=publication, count=n)
    written = prompt("highlights", view, templates=templates)
    question = Question(model, written.system, written.text)
    answer = ask(question, seconds=seconds, cancelled=cancelled)
    if answer is None:
        return None
    found = highlights_in(answer, known=(line.text for line in story.highlights), most=n)
    if not found:
        raise ModelError(
            f"what {model} says holds no sentence that could be a highlight",
            hint="Ask again, or change prompts/highlights.txt.",
        )
    return found


def _resting(sources: Sequence[Source], text: str) -> Highlight:
    """Let a sentence rest on its source where it is one of it, word for word."""
    from reewriter.desk.evidence import find_passage

    for source in sources:
        if span := find_passage(text, source.text):
            return Highlight(text, source.id, span)
    return Highlight(text)
