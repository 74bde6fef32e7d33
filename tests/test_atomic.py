"""Files are written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reewriter import atomic
from reewriter.errors import ExportError


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_stand_whole_and_nothing_else_does(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    atomic.write_files({folder / "a": b"one", folder / "b": b"two"})
    assert _names(folder) == ["a", "b"]
    assert (folder / "b").read_bytes() == b"two"


def test_failure_while_writing_leaves_every_old_file_and_no_temp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "b").write_bytes(b"old b")
    real, calls = os.fsync, iter([True, False])

    def full_disk(descriptor: int) -> None:
        if not next(calls):
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(ExportError, match="No space left") as caught:
        atomic.write_files({tmp_path / "a": b"new a", tmp_path / "b": b"new b"})
    assert caught.value.message.startswith(f"{tmp_path / 'b'}: cannot be written")
    assert "Free some space" in caught.value.hint
    assert _names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"old a"
    assert (tmp_path / "b").read_bytes() == b"old b"


def test_folder_in_the_way_is_told_and_leaves_no_temp(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ExportError, match="/a: cannot be written"):
        atomic.write_files({tmp_path / "a": b"new"})
    assert _names(tmp_path) == ["a"]


def test_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(ExportError, match="out"):
        atomic.write_files({tmp_path / "out" / "a": b"new"})
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    atomic.write_files({path: b"new"})
    assert path.stat().st_mode & 0o777 == 0o600


def test_long_names_are_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    atomic.write_files({path: b"new"})
    assert path.read_bytes() == b"new"


def test_copies_never_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for content in (b"first", b"second"):
        path.write_bytes(content)
        atomic.keep_copy(path)
    assert (tmp_path / "a.html.orig").read_bytes() == b"first"
    assert (tmp_path / "a.html.orig-2").read_bytes() == b"second"


_WRITER = """
import itertools, pathlib, sys
from reewriter.atomic import write_files
folder = pathlib.Path(sys.argv[1])
for number in itertools.count():
    whole = bytes([65 + number % 20]) * 300_000
    write_files({folder / name: whole for name in ("a", "b")})
    print(number, flush=True)
"""


@pytest.mark.parametrize("rounds", [1, 2, 5, 11])
def test_a_killed_writer_leaves_whole_files(tmp_path: Path, rounds: int) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(rounds):
            assert writer.stdout.readline()
        writer.kill()
    for name in ("a", "b"):
        content = (tmp_path / name).read_bytes()
        assert content == content[:1] * 300_000
