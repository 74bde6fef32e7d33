"""Tries targets against real services on this machine, or yours; docs/services.md explains it.

What is not installed is told with the command that installs it, and left out. Nothing here is part
of CI: it needs Node, minutes and hundreds of megabytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from scripts.services.engine_trial import engine_trial
from scripts.services.getting import RECIPES, missing
from scripts.services.ghost_trial import ghost_trial
from scripts.services.kill_trial import kill_trial
from scripts.services.mail_trials import mail_trial, ses_trial
from scripts.services.prism_trial import prism_trial
from scripts.services.trial import Trial, WrongError, demonstration
from scripts.services.wordpress_trial import wordpress_trial

FOLDER = Path.home() / ".cache" / "reewriter-services"
TRIALS: dict[str, Callable[[Path], int]] = {
    "mail": mail_trial,
    "ses": ses_trial,
    "engines": engine_trial,
    "kills": kill_trial,
    "prism": prism_trial,
    "wordpress": wordpress_trial,
    "ghost5": lambda folder: ghost_trial(folder / "ghost5" / "package"),
    "ghost6": lambda folder: ghost_trial(
        folder / "ghost6" / "package",
        node=str(folder / "node22" / "package" / "bin" / "node"),
        client="better-sqlite3",
    ),
}
"""By name, the quick ones first."""


def main() -> int:
    """Try what is named, or all there is; return 1 where a step failed, 2 where none was tried."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="reewriter-home-") as home:
        if given.mine:
            return 1 if _mine(given.mine, given.names) else 0
        # No key of the person who runs it is looked for, and none is stored.
        os.environ.update(HOME=home, XDG_CONFIG_HOME=home, PYTHON_KEYRING_BACKEND=_NO_KEYRING)
        given.folder.mkdir(parents=True, exist_ok=True)
        return _here(given.folder, given.names or list(TRIALS), get=given.get)


_NO_KEYRING = "keyring.backends.null.Keyring"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="make check-services")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(TRIALS)}; with --mine, targets")
    parser.add_argument("--get", action="store_true", help="install first what they need")
    parser.add_argument("--folder", type=Path, help="where that is installed",
                        default=Path(os.environ.get("REEWRITER_SERVICES") or FOLDER))  # fmt: skip
    parser.add_argument("--mine", type=Path, metavar="SERVICES.toml",
                        help="try yours instead: a file with [targets.NAME] tables")  # fmt: skip
    given = parser.parse_args()
    unknown = [] if given.mine else [name for name in given.names if name not in TRIALS]
    if unknown:
        parser.error(f"there is no {unknown[0]}: {', '.join(TRIALS)}")
    given.folder = given.folder.resolve()
    return given


def _here(folder: Path, names: list[str], *, get: bool) -> int:
    failed = tried = 0
    for name in names:
        print(name, flush=True)
        needs = [one for one in _NEEDS.get(name, (name,)) if missing(RECIPES[one], folder)]
        for one in needs if get else ():
            _install(one, folder)
        needs = [one for one in needs if missing(RECIPES[one], folder)]
        if needs:
            said = missing(RECIPES[needs[0]], folder)
            print(f'  left out, {said}: make check-services ARGS="--get {name}"')
            continue
        tried += 1
        try:
            failed += TRIALS[name](folder)
        except WrongError as error:
            failed += 1
            print(f"  WRONG {error}")
    print(f"{tried} tried, {failed} steps failed")
    return 1 if failed else 0 if tried else 2


_NEEDS: dict[str, tuple[str, ...]] = {"engines": ("handlebars",), "kills": ()}
"""What a trial needs, where it is not what its name says."""


def _install(name: str, folder: Path) -> None:
    try:
        RECIPES[name].install(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"  {name} could not be installed: {error}")


def _mine(file: Path, names: list[str]) -> int:
    failed = 0
    with demonstration(file.read_text(encoding="utf-8")) as workspace:
        services = workspace.services
        for name in names or [*services.names(), *services.testers()]:
            print(f"{name} ({workspace.config.target(name).type})")
            failed += Trial(workspace, name).run()
    return failed


if __name__ == "__main__":
    sys.exit(main())
