"""Runs templates: sandboxed, strict, bounded, each format escaped its own way.

A template sees data and filters; it can call nothing, and the system does not exist for it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reewriter.errors import TemplateError
from reewriter.render.columns import cells, wrap
from reewriter.render.mergetags import neutralise, seal
from reewriter.render.rewrite import escape
from reewriter.render.templates import Shelf, read_template
from reewriter.text.requoting import requoted

if TYPE_CHECKING:
    from jinja2.bccache import BytecodeCache
    from jinja2.environment import Environment

__all__ = ["MAX_OUTPUT", "Format", "Verbatim", "environment", "run"]

Format = Literal["html", "markdown", "text"]

MAX_OUTPUT = 4_000_000
"""Characters of one rendered format: forty times what any mail program shows."""

_WIDTH = 78
_LONGEST_MARK = 8
"""Characters of what stands before a line: each further line is moved in by as many."""

# Filters that neither build text of any size they are told to nor call what they are given.
_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "e", "escape", "first", "groupby", "int"),
    *("items", "join", "last", "length", "list", "lower", "map", "reject", "rejectattr", "replace"),
    *("reverse", "round", "select", "selectattr", "sort", "string", "title", "trim", "truncate"),
    *("unique", "upper", "wordcount"),
)
_TESTS = (
    *("defined", "undefined", "none", "string", "number", "mapping", "iterable", "odd", "even"),
    *("in", "eq", "ne", "lt", "le", "gt", "ge", "==", "!=", "<", "<=", ">", ">="),
)


class Verbatim(str):
    """Text that is Markdown already and is not escaped again."""

    __slots__ = ()


def run(name: str, view: Mapping[str, object], *, fmt: Format, shelf: Shelf) -> str:
    """Render one template. Raises TemplateError that names file, line and the line itself."""
    from jinja2 import TemplateError as JinjaError

    from reewriter.render.spending import counted

    parts: list[str] = []
    size = 0
    _looked_at(fmt, shelf).clear()
    try:
        with counted():
            for part in environment(fmt, shelf).get_template(name).generate(view):
                parts.append(part)
                size += len(part)
                if size > MAX_OUTPUT:
                    raise TemplateError(
                        f"{name}: the rendered {fmt} is larger than {MAX_OUTPUT // 1_000_000} MB",
                        hint="Shorten the stories, or look for a loop in the template.",
                    )
    except (
        *(JinjaError, ArithmeticError, AttributeError, LookupError),
        *(MemoryError, RecursionError, TypeError, ValueError),
    ) as error:
        raise _explained(error, name, shelf) from error
    return "".join(parts)


@lru_cache(maxsize=3)
def _compiled(_fmt: Format) -> BytecodeCache:
    from reewriter.render.locked import Compiled

    return Compiled()


@lru_cache(maxsize=12)
def environment(fmt: Format, shelf: Shelf) -> Environment:
    """Build the sandbox of one format; it is kept, and notices when a file changes."""
    from jinja2 import FunctionLoader

    from reewriter.render.locked import LockedEnvironment, Missing
    from reewriter.render.spending import printed

    locked = LockedEnvironment(
        # Decided by the format alone: a name such as daily.html.j2 must not switch it off.
        autoescape=fmt == "html",
        undefined=Missing,
        loader=FunctionLoader(lambda name: _source(name, shelf, _looked_at(fmt, shelf))),
        finalize=printed(_FINALIZERS[fmt]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
        bytecode_cache=_compiled(fmt),
    )
    locked.globals.clear()
    locked.allow(
        {
            **{filter_: locked.filters[filter_] for filter_ in _FILTERS},
            **(_TEXT_FILTERS if fmt == "text" else {}),
            **(_MARKDOWN_FILTERS if fmt == "markdown" else {}),
        }
    )
    locked.tests = {test: locked.tests[test] for test in _TESTS}
    return locked


@lru_cache(maxsize=12)
def _looked_at(fmt: Format, shelf: Shelf) -> set[str]:
    """Return the templates found unchanged in this run: each is asked once."""
    return set()


def _source(
    name: str, shelf: Shelf, unchanged: set[str]
) -> tuple[str, str, Callable[[], bool]] | None:
    path = shelf.find(name)
    if path is None:
        return None
    known = str(path)
    stamp = _stamp(known)

    def up_to_date() -> bool:
        if name in unchanged:
            return True
        if shelf.first(name) != known or _stamp(known) != stamp:
            return False
        unchanged.add(name)
        return True

    return read_template(path), str(path), up_to_date


def _stamp(path: str) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116  # asked for each template of each run
    return status.st_mtime_ns, status.st_size


def _sealed(value: object) -> object:
    """Hide template tags in what a template itself has put together; data has been sealed."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return seal(value)
    return value


def _escaped(value: object) -> object:
    if isinstance(value, Verbatim) or not isinstance(value, str):
        return value
    return neutralise(escape(value))


def _neutral(value: object) -> object:
    return neutralise(value) if isinstance(value, str) else value


_FINALIZERS: dict[Format, Callable[[object], object]] = {
    "html": _sealed,
    "markdown": _escaped,
    "text": _neutral,
}


def _yaml(value: object) -> Verbatim:
    """Quote a value for YAML: a JSON string is one, once it holds no line separators."""
    return Verbatim(neutralise(json.dumps(value, ensure_ascii=False)))


def _hashes(level: int) -> Verbatim:
    return Verbatim("#" * min(max(level, 1), 6))


def _band(value: str) -> str:
    rule = "=" * _WIDTH
    return "\n".join((rule, value, rule)) if value else rule


def _underline(value: str, mark: str = "-") -> str:
    return "\n".join((value, mark[:1] * max(map(cells, value.split("\n")))))


def _bullet(value: str, mark: str = "- ", width: int = _WIDTH) -> str:
    mark = mark[:_LONGEST_MARK]
    lines = wrap(value, max(10, min(width, _WIDTH)) - len(mark)).split("\n")
    return "\n".join(
        " " * len(mark) * bool(index) + mark * (not index) + line
        for index, line in enumerate(lines)
    )


def _wrap(value: str, width: int = _WIDTH) -> str:
    return wrap(value, max(10, min(width, _WIDTH)))


_TEXT_FILTERS: dict[str, Callable[..., str]] = {
    "band": _band,
    "bullet": _bullet,
    "underline": _underline,
    "wrap": _wrap,
}


_MARKDOWN_FILTERS: dict[str, Callable[..., str]] = {"hashes": _hashes, "yaml": _yaml}


def _explained(error: Exception, name: str, shelf: Shelf) -> TemplateError:
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or error.name or name, error.lineno
    else:
        file, line = _place(error, name, shelf)
    said = requoted(str(error)) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        said = f"there is no template “{error.name}”" if error.name else said
    where = f"{file}:{line}" if line else file
    # A message has no full stop of its own; some of Jinja's have one.
    said = " ".join(said.split()).rstrip(".")
    return TemplateError(f"{where}: {said}", hint=_excerpt(file, line))


def _place(error: Exception, name: str, shelf: Shelf) -> tuple[str, int]:
    """Find the innermost template line in the traceback, which Jinja has rewritten for us."""
    path = shelf.find(name)
    place = (str(path) if path else name, 0)
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if re.search(r"\.(?:html|md|txt)$", filename):
            place = (filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _excerpt(file: str, line: int) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").split("\n")
        return f"That line reads “{lines[line - 1].strip()[:120]}”." if line else ""
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
