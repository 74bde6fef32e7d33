"""The clipboard of whoever looks at the terminal: the right program, else the terminal itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import ExportError
from reewriter.workspace.clipboard import TERMINAL, put, tools
from tests.cli.conftest import clipboard

ALL = {"pbcopy", "wl-copy", "xclip", "xsel", "clip.exe", "tmux", "termux-clipboard-set"}
X11 = {"DISPLAY": ":0"}
FAR = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
TMUX = {"TMUX": "/tmp/tmux-1000/default,1,0"}  # noqa: S108  # only a word


@pytest.mark.parametrize(
    ("environ", "platform", "there", "names"),
    [
        ({}, "darwin", ALL, ["pbcopy"]),
        ({**TMUX}, "darwin", ALL, ["pbcopy", "tmux"]),
        ({"WAYLAND_DISPLAY": "wayland-0", **X11}, "linux", ALL, ["wl-copy", "xclip", "xsel"]),
        (X11, "linux", {"xsel"}, ["xsel"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ALL, ["clip.exe"]),
        ({"TERMUX_VERSION": "0.118"}, "linux", ALL, ["termux-clipboard-set"]),
        ({}, "win32", ALL, ["clip.exe"]),
        ({}, "linux", ALL, []),
        (X11, "linux", set(), []),
        # From afar the programs of this machine would fill a clipboard that nobody sees.
        ({**FAR, **X11}, "linux", ALL, []),
        ({**FAR, **X11, **TMUX}, "linux", ALL, ["tmux"]),
        ({"SSH_TTY": "/dev/pts/1"}, "darwin", ALL, []),
    ],
)
def test_programs_are_tried_in_order(
    environ: dict[str, str], platform: str, there: set[str], names: list[str]
) -> None:
    found = tools(environ, platform, lambda name: f"/bin/{name}" if name in there else None)
    assert [one[0] for one in found] == names


def test_a_program_gets_the_text_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = clipboard(tmp_path / "bin", monkeypatch)
    text = "Põldmäe\x00\n{{ unsubscribe_url }}\n"
    assert put(text, X11, platform="linux") == "xclip"
    assert kept.read_text(encoding="utf-8") == text


def test_one_that_fails_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = clipboard(tmp_path / "bin", monkeypatch, "xsel")
    broken = tmp_path / "bin" / "xclip"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    assert put("text", X11, platform="linux") == "xsel"
    assert kept.read_text(encoding="utf-8") == "text"


def test_the_desk_asks_its_own_terminal() -> None:
    said: list[str] = []
    environ = {**FAR, "TERM": "xterm-256color"}
    assert put("text", environ, to_terminal=said.append, platform="linux") == TERMINAL
    assert said == ["text"]


@pytest.mark.parametrize(
    "environ", [{}, {"TERM": "dumb"}, {"TERM": "linux"}, {"TERM": "screen", "STY": "1"}]
)
def test_where_there_is_none_that_is_one_line(environ: dict[str, str]) -> None:
    with pytest.raises(ExportError) as caught:
        put("text", environ, to_terminal=lambda _: None, platform="linux", which=lambda _: None)
    assert "no clipboard" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
