"""Keys are found in order, kept privately, and read from nothing that others can read."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

from reewriter.errors import ExportError
from reewriter.export.keys import KeyRing, folder_of
from reewriter.net import Secret


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A home without a keyring."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    return {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def _keyring(monkeypatch: pytest.MonkeyPatch, kept: dict[str, str], *, broken: bool) -> None:
    module = ModuleType("keyring")

    def get_password(service: str, name: str) -> str | None:
        if broken:
            raise RuntimeError("no keyring here")
        return kept.get(f"{service}/{name}")

    def set_password(service: str, name: str, password: str) -> None:
        if broken:
            raise RuntimeError("no keyring here")
        kept[f"{service}/{name}"] = password

    module.__dict__.update(get_password=get_password, set_password=set_password)
    monkeypatch.setitem(sys.modules, "keyring", module)


def test_a_stored_key_is_a_file_for_its_owner_alone(environ: dict[str, str]) -> None:
    where = Path(KeyRing(environ).store("weekly", Secret("first-key")))
    assert where == folder_of(environ) / "weekly"
    assert stat.S_IMODE(where.stat().st_mode) == 0o600
    assert stat.S_IMODE(where.parent.stat().st_mode) == 0o700
    KeyRing(environ).store("weekly", Secret("second-key"))
    found = KeyRing(environ).find("weekly")
    assert (found.secret.reveal(), found.source) == ("second-key", str(where))


def test_the_environment_comes_first(environ: dict[str, str]) -> None:
    KeyRing(environ).store("weekly", Secret("from-the-file"))
    with_own = {**environ, "REEWRITER_WEEKLY_KEY": "from-the-variable"}
    assert KeyRing(with_own).find("weekly").secret.reveal() == "from-the-variable"
    named = {**with_own, "MY_KEY": "from-the-named-one"}
    assert KeyRing(named).find("weekly", variable="MY_KEY").source == "$MY_KEY"


def test_the_keyring_comes_before_the_file(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    KeyRing(environ).store("weekly", Secret("from-the-file"))
    kept: dict[str, str] = {}
    _keyring(monkeypatch, kept, broken=False)
    assert KeyRing(environ).store("weekly", Secret("from-the-ring")) == "keyring"
    assert KeyRing(environ).find("weekly").secret.reveal() == "from-the-ring"
    _keyring(monkeypatch, kept, broken=True)
    assert KeyRing(environ).find("weekly").secret.reveal() == "from-the-file"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(environ: dict[str, str], mode: int) -> None:
    path = Path(KeyRing(environ).store("weekly", Secret("shared-key")))
    path.chmod(mode)
    with pytest.raises(ExportError, match="others") as caught:
        KeyRing(environ).find("weekly")
    assert "chmod 600" in caught.value.hint
    assert "shared-key" not in str(caught.value)


def test_a_link_is_not_followed(environ: dict[str, str], tmp_path: Path) -> None:
    path = Path(KeyRing(environ).store("weekly", Secret("real-key")))
    moved = path.rename(tmp_path / "elsewhere")
    path.symlink_to(moved)
    with pytest.raises(ExportError, match="not used"):
        KeyRing(environ).find("weekly")


def test_a_command_prints_the_key(environ: dict[str, str]) -> None:
    KeyRing(environ).store("weekly", Secret("printf 'printed-key\\nmore'"), command=True)
    found = KeyRing(environ).find("weekly")
    assert found.secret.reveal() == "printed-key"
    assert found.source.endswith("weekly.command")


@pytest.mark.parametrize("line", ["false", "true", "no-such-program-here", "'"])
def test_a_command_that_prints_nothing_is_told(environ: dict[str, str], line: str) -> None:
    KeyRing(environ).store("weekly", Secret(line), command=True)
    with pytest.raises(ExportError, match="command"):
        KeyRing(environ).find("weekly")


def test_no_key_says_how_to_store_one(environ: dict[str, str]) -> None:
    with pytest.raises(ExportError, match="no key") as caught:
        KeyRing(environ).find("my-weekly")
    assert "targets login my-weekly" in caught.value.hint
    assert "REEWRITER_MY_WEEKLY_KEY" in caught.value.hint
