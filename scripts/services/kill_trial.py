"""Kills an export at any moment, again and again: there is one draft afterwards, and a true state.

The services are the recording fakes of the tests; the process that is killed is the real one.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from scripts.services.trial import demonstration, must, played
from tests.export.fake_service import FakeService
from tests.export.service_cases import CASES

__all__ = ["kill_trial"]

_ROUNDS = 4
_PACE = 0.25
"""Seconds that a service takes to answer: an export of three or more questions lasts a second."""


def kill_trial(_: Path) -> int:
    """Try every service; return how many failed."""
    with tempfile.TemporaryDirectory(prefix="reewriter-kills-") as folder:
        base = Path(folder) / "base"
        with demonstration("") as workspace:
            shutil.copytree(workspace.root, base)
        return played(
            [
                (f"{kind} has one draft after each kill", partial(_killed, Path(folder), kind))
                for kind in CASES
            ]
        )


def _killed(folder: Path, kind: str) -> str:
    moments = random.Random(kind)  # the same in every run
    there: Counter[int] = Counter()
    with CASES[kind]() as fake:
        for number in range(_ROUNDS):
            fake.reset()
            root = folder / f"{kind}-{number}"
            shutil.copytree(folder / "base", root)
            with (root / "feeds.toml").open("a", encoding="utf-8") as file:
                file.write(_table(kind, fake))
            there[_round(root, kind, fake, moments.random() * 1.1)] += 1
            shutil.rmtree(root)
    return f"{_ROUNDS} kills, {there[1]} when it was there already"


def _table(kind: str, fake: FakeService) -> str:
    settings = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fake.settings.items())
    return f'\n[targets.{kind}]\ntype = "{kind}"\n{settings}'


def _round(root: Path, kind: str, fake: FakeService, moment: float) -> int:
    """Kill an export, export again, look; returns how many drafts there were at the kill."""
    reewriter = [sys.executable, "-m", "reewriter", "-w", str(root)]
    environ = {**os.environ, f"REEWRITER_{kind.upper()}_KEY": fake.key}
    export = [*reewriter, "export", "--to", kind, "--anyway", "It is a trial."]
    fake.pace = _PACE
    quiet = subprocess.DEVNULL
    with subprocess.Popen(export, env=environ, stdout=quiet, stderr=quiet) as process:
        while not fake.seen and process.poll() is None:
            time.sleep(0.01)
        time.sleep(moment)
        process.kill()
    time.sleep(2 * _PACE)  # what was under way there ends
    there, fake.pace = len(fake.drafts), 0.0
    again = subprocess.run(export, env=environ, capture_output=True, text=True, check=False)
    must(not again.returncode, again.stderr[-300:])
    look = [*reewriter, "issue", "show", "--look", "--json"]
    said = subprocess.run(look, env=environ, capture_output=True, text=True, check=True).stdout
    states = [one["state"] for one in json.loads(said)["services"]]
    must(states == ["in sync"], f"{states}")
    must(len(fake.drafts) == 1, f"{len(fake.drafts)} drafts")
    return there
