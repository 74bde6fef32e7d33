"""Opens the desk behind a page of a browser: what `reewriter serve` starts for each visitor."""

from __future__ import annotations

import sys
from pathlib import Path

from reewriter.errors import ReewriterError


def main() -> int:
    """Open the desk on the workspace that is named; return the exit code."""
    from reewriter.tui import opening, run

    root = Path(sys.argv[1])
    try:
        with opening.swiftly():
            from reewriter.workspace import Workspace, logs

            logs.start(root)
            with Workspace.open(root) as workspace:
                return run(workspace)
    except ReewriterError as error:
        sys.stderr.write(f"reewriter: {error}\n")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
