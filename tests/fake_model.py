"""A language model that says what a test wants, as a plugin of `llm`: no network, no key."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["ANSWERS", "MODEL", "install"]

MODEL = "parrot"
_PLUGIN = """
import os, pathlib, time
import llm

class Parrot(llm.Model):
    model_id = "parrot"

    def execute(self, prompt, stream, response, conversation):
        print("a plugin that prints")
        here = pathlib.Path(os.environ["PARROT"])
        (here / "asked.txt").write_text(f"{prompt.system}\\n====\\n{prompt.prompt}")
        says = (here / "says.txt").read_text()
        if says == "!wait":
            (here / "waits.txt").write_text(str(os.getpid()))
            time.sleep(60)
        if says == "!gone":
            raise ConnectionError("Name or service not known")
        if says == "!broken":
            raise RuntimeError("Incorrect API key: sk-abcdefghijklmnop1234, see https://x.example")
        if says == "!dead":
            os._exit(3)
        yield from says.splitlines(keepends=True)

class Locked(llm.KeyModel):
    model_id = "locked"
    needs_key = "parrot-house"

    def execute(self, prompt, stream, response, conversation, key):
        yield "never"

@llm.hookimpl
def register_models(register):
    register(Parrot())
    register(Locked())
"""


class ANSWERS:
    """What the model may say."""

    WAIT, GONE, BROKEN, DEAD = "!wait", "!gone", "!broken", "!dead"


class Parrot:
    """The model as a test sees it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def says(self, answer: str) -> None:
        """Let this be its next answer."""
        (self._folder / "says.txt").write_text(answer)

    @property
    def asked(self) -> str:
        """What it was asked last: system, a rule, prompt; "" before that."""
        path = self._folder / "asked.txt"
        return path.read_text() if path.exists() else ""

    @property
    def waits(self) -> bool:
        """Whether it has begun to be slow."""
        return (self._folder / "waits.txt").exists()

    @property
    def process(self) -> int:
        """The process in which it is slow."""
        return int((self._folder / "waits.txt").read_text())


def install(folder: Path, patch: pytest.MonkeyPatch) -> Parrot:
    """Put the plugin where a process started from now on finds it; nothing else is found."""
    pytest.importorskip("llm", reason="the extra llm is not installed")
    packages, home = folder / "packages", folder / "llm-home"
    facts = packages / "reewriter_parrot-1.0.dist-info"
    facts.mkdir(parents=True)
    home.mkdir()
    (packages / "reewriter_parrot.py").write_text(_PLUGIN)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: reewriter-parrot\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text("[llm]\nparrot = reewriter_parrot\n")
    patch.setenv("PYTHONPATH", str(packages))
    patch.setenv("LLM_USER_PATH", str(home))
    patch.setenv("PARROT", str(folder))
    return Parrot(folder)
