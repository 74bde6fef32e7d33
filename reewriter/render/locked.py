"""Jinja's sandbox with the last doors shut: a template calls nothing and multiplies no text."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import TypeVar

from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template
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
from reewriter.render.spending import built, gathered, guarded, spend, turns
from reewriter.text.nearest import nearest

__all__ = ["Compiled", "LockedEnvironment", "Missing"]

N = TypeVar("N", bound=nodes.Expr)

_LARGEST = 1_000_000_000
_COUNTED = "counted steps"
"""A filter that no template can name."""


class _Counting(CodeGenerator):
    """Compiles every loop so that its turns are counted, and what builds anything its size."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Compile a template."""
        for loop in node.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, _COUNTED, [], [], None, None, lineno=loop.iter.lineno
            )
        super().visit_Template(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Compile `~`: the pieces are counted before they are one text."""
        if frame.eval_ctx.volatile:
            joined = "(markup_join if context.eval_ctx.volatile else str_join)"
        else:
            joined = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        self.write(f"{joined}(environment.built((")
        for piece in node.nodes:
            self.visit(piece, frame)
            self.write(", ")
        self.write(")))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """Compile a list: lists of lists of lists grow as fast as texts do."""
        self._measured(node, frame, super().visit_List)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """Compile a tuple, unless it is the names that a loop fills."""
        self._measured(node, frame, super().visit_Tuple)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Compile a mapping."""
        self._measured(node, frame, super().visit_Dict)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """Compile a place in something; a slice of a text is a text of its own."""
        if isinstance(node.arg, nodes.Slice):
            self._measured(node, frame, super().visit_Getitem)
        else:
            super().visit_Getitem(node, frame)

    def _measured(self, node: N, frame: Frame, visit: Callable[[N, Frame], None]) -> None:
        fixed = all(isinstance(one, nodes.Const) for one in node.iter_child_nodes())
        if fixed or getattr(node, "ctx", "load") != "load":
            visit(node, frame)
            return
        self.write("environment.built(")
        visit(node, frame)
        self.write(")")


class LockedEnvironment(ImmutableSandboxedEnvironment):
    """An environment in which only macros, blocks and loops can be called."""

    template_class = StoryRows
    code_generator_class = _Counting
    intercepted_binops = frozenset({"+", "*", "**", "%"})
    concat = staticmethod(gathered)
    built = staticmethod(built)

    def is_safe_callable(self, obj: object) -> bool:
        """Say no to all but Jinja's own constructs; strings have methods that fill memory."""
        owner = getattr(obj, "__self__", None)
        # What is undefined says so by itself when it is called.
        known = (Macro, BlockReference, LoopContext, Undefined)
        return isinstance(obj, known) or isinstance(owner, LoopContext)

    def allow(self, filters: dict[str, Callable[..., object]]) -> None:
        """Know these filters and no others."""
        known = {name: guarded(name, filter_) for name, filter_ in filters.items()}
        self.filters = {**known, _COUNTED: turns}

    def call(self, context: Context, obj: object, /, *args: object, **kwargs: object) -> object:
        """Call a macro, block or loop; that takes as long as several turns of a loop."""
        spend(5)
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, name: str | Template, *args: object, **kwargs: object) -> Template:
        """Load a template, as each include does."""
        spend(20)
        return super().get_template(name, *args, **kwargs)  # type: ignore[arg-type]  # Jinja's own arguments

    def getattr(self, obj: object, attribute: str) -> object:
        """Look into our own data first: there nearly everything is, and no attribute hides it."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Multiply small numbers only; what is put together is counted before."""
        if operator == "+":
            built(left)
            built(right)
            return super().call_binop(context, operator, left, right)
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"“{operator}” works on numbers only")
        if operator == "**" or abs(left) > _LARGEST or abs(right) > _LARGEST:
            raise SecurityError(f"“{operator}” is not available for such numbers")
        return super().call_binop(context, operator, left, right)


class Missing(StrictUndefined):
    """A variable that is not there: it is named with the one that may be meant."""

    @property
    def _undefined_message(self) -> str:
        name, there = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(there, dict) or not isinstance(name, str):
            return str(super()._undefined_message)
        near = nearest(name, map(str, there))
        meant = f", but “{near}” is" if near else ""
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
