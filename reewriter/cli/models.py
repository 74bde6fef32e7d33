"""What commands have in common that ask a language model: options, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from reewriter.cli.inputs import LINE
from reewriter.cli.output import echo
from reewriter.model import Finding, Severity

__all__ = ["llm_options", "print_findings"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def llm_options(command: _Command) -> _Command:
    """Let a command take `--llm`, and `--model` for another than that of feeds.toml."""
    command = click.option(
        "--model", type=LINE, default="", metavar="NAME", help="Ask this one; implies --llm."
    )(command)
    return click.option("--llm", is_flag=True, help="Ask the language model of feeds.toml.")(
        command
    )


def print_findings(found: Sequence[Finding], *, sentence: bool) -> None:
    """Print what was found in a suggestion; that a sentence of the source is copied is no news."""
    for one in found:
        if not (sentence and one.id.startswith("copying.")):
            grave = one.severity is not Severity.INFO
            echo(f"   {'!' if grave else '·'} {one.message}", look="note" if grave else "dim")
