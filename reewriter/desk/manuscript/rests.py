"""What stories rest on, at the end of a whole issue's file: sources, evidence, pictures, moves.

With it a file is all there is to know of an issue, so that a repository of issues works: in an
empty workspace it becomes the same issue. What comes back is as hostile as any file of others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from reewriter.desk.manuscript.form import ManuscriptError, blocks_of
from reewriter.desk.writing import text_hash
from reewriter.formats import CHOICES
from reewriter.model import Citation, Highlight, Image, Source, Story
from reewriter.text import clean, clean_line, safe_url

__all__ = ["Rest", "dump_rest", "read_rests"]

_STORY = re.compile(r"##\s+(\d{1,18})\s*")
_SOURCE = re.compile(r"###\s+\d+.*")
_PICTURE = re.compile(r"media/[A-Za-z0-9][A-Za-z0-9._-]{0,200}")
"""A picture is a file of the media folder: no path of a file leads anywhere else."""
_WORDS = ("alt", "credit", "rights")


@dataclass(frozen=True, slots=True)
class Rest:
    """What a file says of one story besides what is written in it."""

    story_id: int
    line: int
    sources: tuple[Source, ...] = ()
    """Their ids are their places here, from 0 on."""
    images: tuple[Image, ...] = ()
    moves: tuple[dict[str, str], ...] = ()
    extra: Mapping[str, str] | None = None
    """Texts that the story's format does not show."""
    evidence: tuple[Highlight, ...] = ()
    citations: tuple[Citation, ...] = ()

    def is_of(self, story: Story) -> bool | None:
        """Tell whether this is about that story; None where no source tells."""
        if not self.sources or not story.sources:
            return None
        # Links are mended and texts completed, but hardly both, and not when it was captured.
        return any(
            one.captured_at == mine.captured_at
            and (one.url == mine.url or one.text_hash == mine.text_hash)
            for one in self.sources
            for mine in story.sources
        )

    def story(self, story: Story, sources: Sequence[Source]) -> Story:
        """Return a story that rests on this, with its own sources in the same order."""

        def own(place: int | None) -> int | None:
            return None if place is None else sources[place].id

        shown = {key: text for key, text in story.extra.items() if key in _shown(story)}
        return replace(
            story,
            images=self.images,
            moves=self.moves,
            extra={**shown, **(self.extra or {})},
            citations=tuple(
                Citation(sources[one.source_id].id, one.span) for one in self.citations
            ),
            highlights=tuple(replace(h, source_id=own(h.source_id)) for h in self.evidence),
            sources=tuple(sources),
        )


def _shown(story: Story) -> set[str]:
    return {name for name, _ in blocks_of(story.format).order} | {*CHOICES, "sponsor"}


def dump_rest(story: Story) -> str:
    """Write what a story rests on."""
    place = {source.id: at for at, source in enumerate(story.sources)}
    kept: dict[str, object] = {
        "images": [asdict(image) for image in story.images],
        "moves": list(story.moves),
        "extra": {k: text for k, text in story.extra.items() if k not in _shown(story)},
        "evidence": [
            [one.text, place[one.source_id], *(one.span or ())]
            for one in story.highlights
            if one.source_id in place
        ],
        "citations": [
            [place[one.source_id], *one.span] for one in story.citations if one.source_id in place
        ],
    }
    said = {name: value for name, value in kept.items() if value}
    parts = [f"## {story.id}\n\nkept: {_json(said)}"]
    for at, source in enumerate(story.sources, 1):
        about = {
            field.name: _plain(getattr(source, field.name))
            for field in fields(source)
            if field.name not in ("id", "story_id", "item_id", "text", "text_hash")
        }
        lines = [f"| {line}" if line else "|" for line in source.text.split("\n")]
        parts.append("\n".join([f"### {at}", "", f"about: {_json(about)}", *lines]))
    return "\n\n".join(parts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def read_rests(lines: Sequence[str], first: int, *, file: str) -> dict[int, Rest]:
    """Read lines of which `first` is the number of the first; returns what is there by story."""
    reader = _Reader(file)
    for number, line in enumerate(lines, first):
        reader.take(line, number)
    reader.end_of_source()
    return {name: _sound(rest) for name, rest in reader.rests.items()}


class _Reader:
    """Takes one line after another."""

    def __init__(self, file: str) -> None:
        self.rests: dict[int, Rest] = {}
        self._file = file
        self._now: int | None = None
        self._text: list[str] | None = None
        self._number = 0

    def wrong(self, message: str) -> ManuscriptError:
        hint = "`reewriter issue dump` writes such a part."
        return ManuscriptError(message, file=self._file, line=self._number, hint=hint)

    def take(self, line: str, number: int) -> None:
        self._number = number
        if line.startswith("|") and self._text is not None:
            self._text.append(line[1:].removeprefix(" "))
        elif found := _STORY.fullmatch(line):
            self.end_of_source()
            self._now = int(found[1])
            self.rests[self._now] = Rest(self._now, number)
        elif line.strip() and not _SOURCE.fullmatch(line):
            self._field(line)

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        if self._now is None or name not in ("kept", "about"):
            raise self.wrong(f"“{clean_line(line, limit=60)}” is nothing that a story rests on")
        said, rest = _object(value, self.wrong), self.rests[self._now]
        if name == "kept":
            self.rests[self._now] = _with_kept(rest, said)
            return
        self.end_of_source()
        rest = self.rests[self._now]
        source = _source(said, len(rest.sources), self.wrong)
        self.rests[self._now] = replace(rest, sources=(*rest.sources, source))
        self._text = []

    def end_of_source(self) -> None:
        """Give the last source its text."""
        if self._now is not None and self._text is not None:
            text, rest = clean("\n".join(self._text)), self.rests[self._now]
            last = replace(rest.sources[-1], text=text, text_hash=text_hash(text))
            self.rests[self._now] = replace(rest, sources=(*rest.sources[:-1], last))
        self._text = None


def _object(text: str, wrong: Callable[[str], Exception]) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise wrong("the line is no JSON object")
    return found


def _source(about: Mapping[str, Any], at: int, wrong: Callable[[str], Exception]) -> Source:
    caught = _when(about.get("captured_at"))
    if caught is None:
        raise wrong("captured_at is no time")
    return Source(
        id=at, story_id=0, item_id=None,
        outlet=_line(about.get("outlet")), reporter=_line(about.get("reporter")),
        url=safe_url(_line(about.get("url"), 4_000)), published=_when(about.get("published")),
        text="", text_hash=text_hash(""), captured_at=caught,
        complete=about.get("complete") is True, primary=about.get("primary") is True,
    )  # fmt: skip


def _with_kept(rest: Rest, kept: Mapping[str, Any]) -> Rest:
    extra = kept.get("extra")
    return replace(
        rest,
        images=tuple(_images(kept.get("images"))),
        moves=tuple(_words(one) for one in _list(kept.get("moves")) if isinstance(one, Mapping)),
        extra=_words(extra) if isinstance(extra, Mapping) else {},
        evidence=tuple(_evidence(kept.get("evidence"))),
        citations=tuple(_citations(kept.get("citations"))),
    )


def _images(value: object) -> Iterator[Image]:
    for one in _list(value):
        if isinstance(one, Mapping) and _PICTURE.fullmatch(str(one.get("path", ""))):
            said = {name: _line(one.get(name)) for name in _WORDS}
            size = {name: _count(one.get(name)) for name in ("width", "height")}
            yield Image(path=str(one["path"]), **said, **size)  # type: ignore[arg-type]  # by name


def _evidence(value: object) -> Iterator[Highlight]:
    for one in _list(value):
        if isinstance(one, list) and len(one) in (2, 4) and isinstance(one[0], str):
            numbers = [_count(part) for part in one[1:]]
            if None not in numbers:
                span = (numbers[1], numbers[2]) if len(numbers) == 3 else None
                yield Highlight(clean(one[0]), numbers[0], span)  # type: ignore[arg-type]  # no None


def _citations(value: object) -> Iterator[Citation]:
    for one in _list(value):
        numbers = [_count(part) for part in one] if isinstance(one, list) else []
        if len(numbers) == 3 and None not in numbers:
            yield Citation(numbers[0], (numbers[1], numbers[2]))  # type: ignore[arg-type]  # no None


def _sound(rest: Rest) -> Rest:
    """Leave out what points to no source, or to no place in its text."""

    def there(source: int | None, span: tuple[int, int] | None) -> bool:
        if source is None or source >= len(rest.sources):
            return False
        return span is None or 0 <= span[0] <= span[1] <= len(rest.sources[source].text)

    return replace(
        rest,
        evidence=tuple(one for one in rest.evidence if there(one.source_id, one.span)),
        citations=tuple(one for one in rest.citations if there(one.source_id, one.span)),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: Mapping[Any, Any]) -> dict[str, str]:
    return {_line(name): clean(text) for name, text in value.items() if isinstance(text, str)}


def _line(value: object, limit: int = 1_000) -> str:
    return clean_line(value, limit=limit) if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return int(str(value)) if fits else None


def _when(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
