"""Two whole processes on one workspace, a full disk, and the terminal itself."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from reewriter.samples import build
from reewriter.workspace import Workspace
from tests.cli.conftest import Cli
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace

ROOT = Path(__file__).parents[2]


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "reewriter", "-w", str(root), *words]


def test_a_fetch_and_an_open_desk_write_at_once(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    build(root, NOW)
    with Workspace.open(root, now=lambda: NOW) as desk:
        bring(desk, [invent(n) for n in range(200)])
        fetching = subprocess.Popen(
            _command(root, "fetch", "--json"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment(),
        )  # fmt: skip
        done = 0
        # As an editor who decides without pause while cron fetches.
        while fetching.poll() is None or done < 20:
            item_id = 1 + done % 200
            desk.triage.skip([item_id])
            desk.undo()
            if done < 20:
                desk.triage.keep([item_id])
            done += 1
        out, err = fetching.communicate(timeout=60)
        assert fetching.returncode == 1, err  # one sample feed fails
        assert json.loads(out)["new"] >= 40
        assert desk.store.quick_check() == "ok"
        assert len(desk.writing.listed()) == 20
        assert len(desk.triage.ids("state:kept", folded=False)) == 20
    assert done > 20


def test_a_writer_that_has_to_wait_waits(cli: Cli) -> None:
    with cli.open() as desk:
        desk.issues.current()
        held, go = threading.Event(), threading.Event()

        def hold() -> None:
            with cli.open() as other, other.store.write():
                held.set()
                go.wait(10)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(10)
        waiting = subprocess.Popen(
            _command(cli.root, "item", "skip", "1"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment(),
        )  # fmt: skip
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(0.7)
        go.set()
        holder.join()
        _, err = waiting.communicate(timeout=30)
        assert (waiting.returncode, err) == (0, "")
        assert desk.triage.item(1).state.value == "skipped"


def test_a_full_disk_is_one_line_and_nothing_stored_is_damaged(cli: Cli) -> None:
    size = (cli.root / "reewriter.db").stat().st_size // 2

    def no_more_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    text = b"A title\n\n" + b"word " * 200_000
    done = subprocess.run(
        _command(cli.root, "add", "-"),
        input=text, capture_output=True, check=False, env=_environment(), timeout=60,
        preexec_fn=no_more_room,
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stdout == b""
    line = done.stderr.decode()
    assert line.count("\n") == 1
    assert "disk" in line
    with cli.open() as workspace:
        assert workspace.store.quick_check() == "ok"
        assert len(workspace.triage.ids(folded=False)) == 10
    assert cli("add", "-", stdin=text).code == 0


def _on_a_terminal(
    command: list[str], *, columns: int, more: Mapping[str, str] | None = None
) -> str:
    """Run a command on a terminal of its own and return what it drew."""
    main, other = pty.openpty()
    environment = _environment(COLUMNS=str(columns), TERM="xterm", **(more or {}))
    process = subprocess.Popen(
        command, stdin=other, stdout=other, stderr=other, env=environment, close_fds=True
    )
    os.close(other)
    drawn = b""
    try:
        while piece := os.read(main, 65536):
            drawn += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    process.wait(30)
    os.close(main)
    return drawn.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_and_lines_that_fit(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    titles = ["Short", "鏑" * 60, "Rare earth " * 20]
    parsed = [invent(n, title=title) for n, title in enumerate(titles, 1)]
    make_workspace(root, parsed, config=CONFIG).close()
    command = _command(root, "items", "--query", "state:new")
    drawn = _on_a_terminal(command, columns=80)
    assert "\x1b[2m" in drawn
    plain = _on_a_terminal(command, columns=80, more={"NO_COLOR": "1"})
    assert "\x1b" not in plain
    rows = plain.splitlines()
    assert len(rows) == 4
    assert all(len(row) + row.count("鏑") <= 80 for row in rows)
    assert sum("…" in row for row in rows) == 2
    wide = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    assert "鏑" * 60 in wide.stdout


def test_a_terminal_that_knows_no_umlauts_gets_question_marks(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    make_workspace(root, [invent(1, title="Preis für 鏑")], config=CONFIG).close()
    done = subprocess.run(
        _command(root, "items"), capture_output=True, check=False,
        env=_environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
    )  # fmt: skip
    assert done.returncode == 0
    assert b"Preis f?r ?" in done.stdout


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_it_works_where_its_streams_are_closed(tmp_path: Path, closed: str) -> None:
    make_workspace(tmp_path).close()
    command = " ".join(_command(tmp_path, "fetch"))

    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, text=True, env=_environment()
    )

    assert done.returncode in (0, 1, 5)
    assert "unexpected" not in done.stderr
    assert not (tmp_path / "logs" / "reewriter.log").exists()
