"""What one module takes from another is among what that one says it gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import reewriter

CODE = Path(reewriter.__file__).parent


def modules() -> dict[str, ast.Module]:
    """Read all modules by their names."""
    found = {}
    for path in CODE.rglob("*.py"):
        parts = path.relative_to(CODE.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def given(module: ast.Module) -> set[str] | None:
    """Return what stands in `__all__`; None where there is none."""
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return {str(one.value) for one in ast.walk(node.value) if isinstance(one, ast.Constant)}
    return None


def taken(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each name that a module imports from another of ours, with that one's name."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reewriter"):
            yield from ((str(node.module), one.name) for one in node.names)


def test_what_is_taken_is_given() -> None:
    known = modules()
    gives = {name: given(module) for name, module in known.items()}
    missing = {
        f"{name} gives no {what}"
        for module in known.values()
        for name, what in taken(module)
        if (listed := gives.get(name)) is not None
        and what not in listed
        and f"{name}.{what}" not in known
    }
    assert missing == set()
