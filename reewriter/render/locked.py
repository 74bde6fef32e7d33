"""Jinja's sandbox with the last doors shut: a template calls nothing and multiplies no text."""

from __future__ import annotations

from difflib import get_close_matches
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
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

__all__ = ["Compiled", "LockedEnvironment", "Missing"]

_LARGEST = 1_000_000_000


class LockedEnvironment(ImmutableSandboxedEnvironment):
    """An environment in which only macros, blocks and loops can be called."""

    template_class = StoryRows
    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_callable(self, obj: object) -> bool:
        """Say no to all but Jinja's own constructs; strings have methods that fill memory."""
        owner = getattr(obj, "__self__", None)
        # What is undefined says so by itself when it is called.
        known = (Macro, BlockReference, LoopContext, Undefined)
        return isinstance(obj, known) or isinstance(owner, LoopContext)

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
