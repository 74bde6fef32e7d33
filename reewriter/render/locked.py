"""Jinja's sandbox with the last doors shut: a template calls nothing and multiplies no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from itertools import islice
from types import CodeType

from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import (
    BlockReference,
    Context,
    LoopContext,
    Macro,
    StrictUndefined,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reewriter.render.rows import StoryRows

__all__ = ["MOST_STEPS", "Compiled", "LockedEnvironment", "Missing", "counted"]

_LARGEST = 1_000_000_000
MOST_STEPS = 1_000_000
"""Turns of loops, calls and includes of one rendering; an issue of forty stories takes 3,000."""
_COUNTED = "counted steps"
"""A filter that no template can name."""
_LEFT: ContextVar[list[int] | None] = ContextVar("left", default=None)


@contextmanager
def counted() -> Iterator[None]:
    """Let what is rendered inside take so many steps and no more.

    A loop that prints nothing would otherwise run for ever: nothing else bounds it.
    """
    token = _LEFT.set([MOST_STEPS])
    try:
        yield
    finally:
        _LEFT.reset(token)


def _spend(steps: int) -> None:
    left = _LEFT.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            raise TemplateRuntimeError(
                f"loops, macros and includes take more than {MOST_STEPS:,} steps"
            )


def _turns(value: Iterable[object]) -> Iterable[object]:
    """Count what a loop will go through before it does; what has no length is gathered first."""
    if isinstance(value, Sized):
        _spend(len(value) + 1)
        return value
    left = _LEFT.get()
    gathered = list(islice(value, left[0] + 1 if left is not None else MOST_STEPS))
    _spend(len(gathered) + 1)
    return gathered


class _Counting(CodeGenerator):
    """Compiles every loop so that its turns are counted."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Compile a template."""
        for loop in node.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, _COUNTED, [], [], None, None, lineno=loop.iter.lineno
            )
        super().visit_Template(node, frame)


class LockedEnvironment(ImmutableSandboxedEnvironment):
    """An environment in which only macros, blocks and loops can be called."""

    template_class = StoryRows
    code_generator_class = _Counting
    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_callable(self, obj: object) -> bool:
        """Say no to all but Jinja's own constructs; strings have methods that fill memory."""
        owner = getattr(obj, "__self__", None)
        # What is undefined says so by itself when it is called.
        known = (Macro, BlockReference, LoopContext, Undefined)
        return isinstance(obj, known) or isinstance(owner, LoopContext)

    def allow(self, filters: dict[str, object]) -> None:
        """Know these filters and no others."""
        self.filters = {**filters, _COUNTED: _turns}

    def call(self, context: Context, obj: object, /, *args: object, **kwargs: object) -> object:
        """Call a macro, block or loop; that takes as long as several turns of a loop."""
        _spend(5)
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, name: str | Template, *args: object, **kwargs: object) -> Template:
        """Load a template, as each include does."""
        _spend(20)
        return super().get_template(name, *args, **kwargs)  # type: ignore[arg-type]

    def getattr(self, obj: object, attribute: str) -> object:
        """Look into our own data first: there nearly everything is, and no attribute hides it."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Multiply small numbers only."""
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"{operator!r} works on numbers only")
        if operator == "**" or abs(left) > _LARGEST or abs(right) > _LARGEST:
            raise SecurityError(f"{operator!r} is not available for such numbers")
        return super().call_binop(context, operator, left, right)


class Missing(StrictUndefined):
    """A variable that is not there: it is named with the one that may be meant."""

    @property
    def _undefined_message(self) -> str:
        name, there = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(there, dict) or not isinstance(name, str):
            return str(super()._undefined_message)
        near = get_close_matches(name, map(str, there), n=1)
        meant = f", but “{near[0]}” is" if near else ""
        return f"“{name}” is not there{meant}"


class Compiled(BytecodeCache):
    """Templates as they were compiled, for all environments of one format in this process."""

    _MOST = 500

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template that is written as it was."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if len(self._codes) >= self._MOST:
            self._codes.clear()
        self._codes[bucket.key, bucket.checksum] = bucket.code
