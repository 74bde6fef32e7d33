"""Code for a process of its own that shows what a command loads."""

from __future__ import annotations

from collections.abc import Sequence


def command(arguments: Sequence[str]) -> str:
    """Return what runs the command line and goes on behind it; a wrong exit code is an error."""
    return (
        "import sys\n"
        f"sys.argv = ['reewriter', *{list(arguments)!r}]\n"
        "from reewriter.__main__ import main\n"
        "try:\n    code = main()\n"
        "except SystemExit as end:\n    code = end.code\n"
        "assert not code, code\n"
    )
