"""feeds.toml on the disk: unreadable in every way, and edited while the desk is open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reewriter.config import Config, ConfigWatcher, load
from reewriter.errors import ConfigError

TEXT = '[publication]\nname = "The Paper"\n[[sections]]\nname = "News"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def error_of(path: Path) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(path)
    return caught.value


def test_a_good_file_is_read(file: Path) -> None:
    config = load(file)

    assert config.path == file
    assert config.publication.name == "The Paper"


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    error = error_of(tmp_path / "feeds.toml")

    assert "feeds.toml: there is no such file" in error.message
    assert "reewriter init" in error.hint


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "this is a folder" in error_of(tmp_path).message


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to(os.devnull)])
def test_what_nobody_writes_into_is_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "feeds.toml")
    assert "this is a pipe or a device" in error_of(tmp_path / "feeds.toml").message


def test_a_file_in_place_of_the_folder_is_one_line(file: Path) -> None:
    assert "cannot be read (not a directory)" in error_of(file / "feeds.toml").message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(file: Path) -> None:
    file.chmod(0)

    assert "you may not read this file" in error_of(file).message


def test_permission_is_refused_with_a_command_to_allow_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert "chmod u+r" in error_of(file).hint


def test_a_file_that_is_not_utf8_names_the_line(file: Path) -> None:
    file.write_bytes(TEXT.encode() + b'[[sections]]\nname = "Caf\xe9"\n')

    error = error_of(file)
    assert error.line == 6
    assert "not UTF-8" in error.message


def test_utf16_is_not_utf8(file: Path) -> None:
    file.write_bytes(TEXT.encode("utf-16"))

    assert "feeds.toml:1: this is not UTF-8" in error_of(file).message


def test_a_byte_order_mark_is_read_over(file: Path) -> None:
    file.write_bytes(TEXT.encode("utf-8-sig"))

    assert load(file).sections == ("News",)


def test_a_huge_file_is_not_read(file: Path) -> None:
    file.write_text(TEXT + "#" * 2_000_000, encoding="utf-8")

    assert "larger than 2 MB" in error_of(file).message


def test_an_unchanged_file_is_not_read_again(file: Path) -> None:
    watcher = ConfigWatcher(file)

    assert watcher.poll() is None


def test_an_edit_is_reported_once(file: Path) -> None:
    watcher = ConfigWatcher(file)
    file.write_text(TEXT.replace("News", "Prices"), encoding="utf-8")

    found = watcher.poll()
    assert isinstance(found, Config)
    assert found.sections == ("Prices",)
    assert watcher.poll() is None


def test_a_broken_edit_says_which_line_once_and_the_mending_is_seen(file: Path) -> None:
    watcher = ConfigWatcher(file)
    file.write_text(TEXT + "\nnonsense = = 1\n", encoding="utf-8")

    found = watcher.poll()
    assert isinstance(found, ConfigError)
    assert found.line == 6
    assert watcher.poll() is None

    file.write_text(TEXT, encoding="utf-8")
    assert isinstance(watcher.poll(), Config)


def test_a_file_put_in_its_place_is_an_edit_even_with_the_same_time_and_size(file: Path) -> None:
    watcher = ConfigWatcher(file)
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    other = file.with_name("new")
    other.write_text(TEXT.replace("News", "Olds"), encoding="utf-8")
    os.utime(other, ns=times)
    other.replace(file)

    found = watcher.poll()
    assert isinstance(found, Config)
    assert found.sections == ("Olds",)


def test_a_file_that_goes_away_and_comes_back_is_noticed(file: Path) -> None:
    watcher = ConfigWatcher(file)
    away = file.rename(file.with_name("away"))

    assert isinstance(watcher.poll(), ConfigError)
    assert watcher.poll() is None

    away.rename(file)
    assert isinstance(watcher.poll(), Config)
