"""A language model is asked in a process of its own, and every way it fails is one clear line."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from reewriter.errors import DeadlineError, ModelError, NetworkError, UsageError
from reewriter.net import machine
from reewriter.net.machine import Question, ask
from tests.fake_model import ANSWERS, MODEL, Parrot, install


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parrot:
    return install(tmp_path, monkeypatch)


def asked(model: str = MODEL, *, seconds: float = 30) -> str | None:
    return ask(Question(model, "You parrot.", "Say it."), seconds=seconds)


def test_the_answer_comes_back_and_what_plugins_print_does_not(parrot: Parrot) -> None:
    parrot.says("- One.\n- Zwölf “é”.\n")

    assert asked() == "- One.\n- Zwölf “é”.\n"
    assert parrot.asked == "You parrot.\n====\nSay it."


def test_an_endless_answer_is_cut(parrot: Parrot) -> None:
    parrot.says("so it goes on\n" * 100_000)

    assert 40_000 < len(asked() or "") < 50_000


def test_each_failure_is_told_for_what_it_is(parrot: Parrot) -> None:
    with pytest.raises(UsageError, match="there is no language model “owl”"):
        asked("owl")
    with pytest.raises(UsageError, match="llm keys set parrot-house"):
        asked("locked")
    parrot.says(ANSWERS.GONE)
    with pytest.raises(NetworkError, match="cannot be reached"):
        asked()
    parrot.says(ANSWERS.DEAD)
    with pytest.raises(ModelError, match="broke off"):
        asked()


def test_a_key_is_in_no_message(parrot: Parrot) -> None:
    parrot.says(ANSWERS.BROKEN)

    with pytest.raises(ModelError) as caught:
        asked()

    assert "Incorrect API key: ***" in str(caught.value)
    assert "abcdefgh" not in str(caught.value)


def test_a_remote_model_without_a_network_says_so_at_once(
    parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_offline", lambda: True)
    llm = pytest.importorskip("llm")
    remote, near = type("Remote", (), {"needs_key": "x"})(), type("Near", (), {"needs_key": None})()
    monkeypatch.setattr(llm, "get_model", lambda name: remote if name == "far" else near)
    near.prompt = lambda *_args, **_options: ["here"]

    assert machine._answer({"model": "far", "system": "", "text": ""}) == ("offline", "")
    assert machine._answer({"model": "near", "system": "", "text": ""}) == ("", "here")
    with pytest.raises(NetworkError, match="there is no network"):
        machine._read("far", b'{"trouble": "offline", "said": ""}')


def test_what_takes_too_long_is_ended(parrot: Parrot) -> None:
    parrot.says(ANSWERS.WAIT)

    with pytest.raises(DeadlineError, match="has not answered in 3 seconds"):
        asked(seconds=3)

    assert ended(parrot.process)


def test_asking_can_be_stopped(parrot: Parrot) -> None:
    parrot.says(ANSWERS.WAIT)
    stop = threading.Event()
    answers: list[str | None] = []
    thread = threading.Thread(
        target=lambda: answers.append(ask(Question(MODEL, "", ""), seconds=60, cancelled=stop))
    )
    thread.start()
    until = time.monotonic() + 30
    while not parrot.waits and time.monotonic() < until:
        threading.Event().wait(0.02)
    stop.set()
    thread.join(5)

    assert answers == [None]
    assert ended(parrot.process)


def ended(process: int) -> bool:
    """Say whether a process is gone."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_without_the_library_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "installed", lambda: False)

    with pytest.raises(UsageError) as caught:
        asked()

    assert 'pip install "reewriter[llm]"' in str(caught.value)
