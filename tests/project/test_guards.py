"""The guards themselves: what a test may not do fails, what it may do works."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import golden, guards
from tests.conftest import Clock

SWALLOWS = """
import socket

def test_swallows():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=0.01)
    except RuntimeError:
        pass
"""


def _forgive() -> list[str]:
    tried = list(guards.violations)
    guards.violations.clear()
    return tried


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1"])
def test_connecting_outside_is_refused_and_remembered(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as sock, pytest.raises(guards.ForbiddenInTestsError):
        sock.connect((host, 80))
    assert _forgive() == [f"socket.connect to {host}:80"]


def test_looking_a_name_up_is_refused_but_a_number_is_not() -> None:
    with pytest.raises(guards.ForbiddenInTestsError):
        socket.getaddrinfo("feeds.example.org", 443)
    assert _forgive() == ["name look-up of feeds.example.org"]
    assert socket.getaddrinfo("192.0.2.1", 443)
    assert socket.getaddrinfo("localhost", 80)


def test_a_datagram_outside_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
        pytest.raises(guards.ForbiddenInTestsError),
    ):
        sock.sendto(b"?", ("192.0.2.1", 53))
    assert len(_forgive()) == 1


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()):
            peer, _ = server.accept()
        peer.close()
    assert guards.violations == []


def test_a_test_may_not_sleep_but_its_servers_may() -> None:
    with pytest.raises(guards.ForbiddenInTestsError):
        time.sleep(0.001)
    assert len(_forgive()) == 1
    time.sleep(0)
    thread = threading.Thread(target=time.sleep, args=(0.001,))
    thread.start()
    thread.join()
    assert guards.violations == []


def test_a_swallowed_violation_still_fails_its_test(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    (tmp_path / "test_naughty.py").write_text(SWALLOWS)
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--basetemp",
            str(tmp_path / "t"),
        ],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "1 passed, 1 error" in result.stdout
    assert "Forbidden in tests: socket.connect to 192.0.2.1:80" in result.stdout


def test_the_environment_is_clean(clean_environment: Path, tmp_path: Path) -> None:
    assert not [name for name in os.environ if name.startswith("REEWRITER_")]
    assert Path.home() == Path.cwd() == clean_environment
    assert list(clean_environment.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
    assert time.localtime(0).tm_hour == 0


def test_the_clock_stands_still_until_moved(now: datetime, clock: Clock) -> None:
    assert clock() == clock() == now
    assert now.strftime("%A") == "Monday"
    assert clock.forward(hours=1) - now == timedelta(hours=1)


def test_golden_files_are_compared_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\n")
    golden.check_golden("a.txt", "one\n", folder=tmp_path)
    for other in ("one", "one\r\n", b"one\n\n"):
        with pytest.raises(AssertionError):
            golden.check_golden("a.txt", other, folder=tmp_path)
    with pytest.raises(AssertionError, match="REEWRITER_UPDATE_GOLDEN"):
        golden.check_golden("b.txt", "", folder=tmp_path)
