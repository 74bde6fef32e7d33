"""Starts the command line: `reewriter`, or `python -m reewriter`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line on this process's arguments and return its exit code."""
    from reewriter.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
