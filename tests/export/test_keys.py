"""Keys are found in order, kept privately, and read from nothing that others can read."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from reewriter.errors import ConfigError, ExportError
from reewriter.export import Outside
from reewriter.export.keys import KeyRing, folder_of
from reewriter.export.mail import MailTarget
from reewriter.export.service import ServiceTarget
from reewriter.export.targets import target_for
from reewriter.net import Secret
from tests.export.test_targets import Spec


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


@pytest.mark.parametrize(
    "account", ["../weekly", "/etc/passwd", "a/b", ".ssh", "", "weekly@../x", "weekly@"]
)
def test_a_name_that_leads_out_of_the_folder_is_none(environ: dict[str, str], account: str) -> None:
    for reach in (
        KeyRing(environ).find,
        lambda name: KeyRing(environ).store(name, Secret("a-key")),
    ):
        with pytest.raises(ExportError, match="letters, digits"):
            reach(account)


def test_a_key_goes_to_the_host_it_was_stored_for(environ: dict[str, str]) -> None:
    for account in ("site@blog.example", "weekly"):
        KeyRing(environ).store(account, Secret("the-key"))
    assert KeyRing(environ).find("site@blog.example").secret.reveal() == "the-key"
    for account in ("site@evil.example", "weekly@evil.example", "site"):
        with pytest.raises(ExportError, match="no key"):
            KeyRing(environ).find(account)
    bound = "REEWRITER_SITE_AT_BLOG_EXAMPLE_KEY"
    with_own = {
        **environ, "REEWRITER_SITE_KEY": "mine", "CLOUD_SECRET": "another", bound: "the blog's",
        "REEWRITER_OTHER_AT_BLOG_EXAMPLE_KEY": "a third",
    }  # fmt: skip
    # A workspace from somebody else may use our names: what is ours goes only where it belongs.
    for evil in ("evil.example", "blog.example.evil.example", "blog-example", "blog_example"):
        with pytest.raises(ExportError, match="no key"):
            KeyRing(with_own).find(f"site@{evil}")
        for variable in ("CLOUD_SECRET", "REEWRITER_SITE_KEY", bound):
            with pytest.raises(ExportError, match="not read"):
                KeyRing(with_own).find(f"site@{evil}", variable=variable)
    ring = KeyRing(with_own)
    assert ring.find("site@blog.example").source == f"${bound}"
    third = ring.find("site@blog.example", variable="REEWRITER_OTHER_AT_BLOG_EXAMPLE_KEY")
    assert third.secret.reveal() == "a third"
    assert ring.find("site@127.0.0.1").source == "$REEWRITER_SITE_KEY"


@pytest.mark.parametrize(
    ("kind", "settings", "variable", "taken"),
    [
        ("buttondown", {}, "BUTTONDOWN_API_KEY", True),
        ("buttondown", {}, "REEWRITER_MINE", True),
        ("buttondown", {}, "AWS_SECRET_ACCESS_KEY", False),
        ("buttondown", {}, "MYBUTTONDOWN_KEY", False),
        ("buttondown", {"url": "http://127.0.0.1:9"}, "BUTTONDOWN_API_KEY", False),
        ("buttondown", {"url": "http://127.0.0.1:9"}, "REEWRITER_MINE", False),
        ("buttondown", {"url": "http://127.0.0.1:9"}, "REEWRITER_MINE_KEY", True),
        ("ghost", {"url": "https://a.example"}, "REEWRITER_MINE_KEY", False),
        ("ghost", {"url": "https://a.example"}, "REEWRITER_MINE_AT_A_EXAMPLE_KEY", True),
        ("wordpress", {"url": "https://a.example", "user": "x"}, "WORDPRESS_KEY", False),
        ("ses", {"region": "eu-west-1", "access_key_id": "A" * 20, "to": "a@b.example"},
         "AWS_SECRET_ACCESS_KEY", True),
        ("ses", {"region": "eu-west-1", "access_key_id": "A" * 20, "to": "a@b.example"},
         "GITHUB_TOKEN", False),
        ("smtp-test", {"host": "mail.example", "to": "a@b.example"}, "SMTP_PASSWORD", False),
    ],
)  # fmt: skip
def test_a_workspace_reaches_for_no_other_secret_of_the_person(
    kind: str, settings: dict[str, str], variable: str, taken: bool
) -> None:
    spec = Spec("there", kind, {**settings, "key_env": variable})
    if taken:
        assert target_for("there", [spec]).name == "there"
    else:
        with pytest.raises(ConfigError, match="key_env must not be"):
            target_for("there", [spec])


@pytest.mark.parametrize("variable", ["GHOST_API_KEY", "REEWRITER_GHOST_KEY", "ghost"])
def test_a_wrong_variable_is_told_once_with_the_right_one(variable: str) -> None:
    spec = Spec("blog", "ghost", {"url": "https://my-blog.example", "key_env": variable})
    with pytest.raises(ConfigError) as caught:
        target_for("blog", [spec])
    right = "REEWRITER_BLOG_AT_MY__BLOG_EXAMPLE_KEY"
    assert f"Call it {right}" in caught.value.hint
    spec = replace(spec, settings={"url": "https://my-blog.example", "key_env": right})
    target = target_for("blog", [spec])
    assert isinstance(target, ServiceTarget)
    with_it = KeyRing({"HOME": "/nowhere", right: "the key"})
    assert with_it.find(target.account, variable=right).secret.reveal() == "the key"


def test_a_hosted_service_on_this_machine_gets_no_real_key() -> None:
    trial = target_for("there", [Spec("there", "kit", {"url": "http://127.0.0.1:9"})])
    assert isinstance(trial, ServiceTarget)
    assert trial.account == "there@127.0.0.1"


def test_an_account_names_the_host_where_feeds_toml_says_it() -> None:
    url = {"url": "https://blog.example/desk"}
    mail = {"host": "mail.example", "to": "a@b.example"}
    hosted = target_for("there", [Spec("there", "buttondown", {})])
    own = target_for("there", [Spec("there", "wordpress", {**url, "user": "x", "account": "me"})])
    proof = target_for("there", [Spec("there", "smtp-test", mail)])
    assert isinstance(hosted, ServiceTarget)
    assert isinstance(own, ServiceTarget)
    assert isinstance(proof, MailTarget)
    accounts = [hosted.account, own.account, own.part("7").account, proof.account]
    assert accounts == ["there", "me@blog.example", "me@blog.example", "there@mail.example"]


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


def test_a_variable_of_before_is_told_by_its_name(environ: dict[str, str]) -> None:
    ring = KeyRing({**environ, "REEWRITER_SITE_KEY": "from-before"})
    with pytest.raises(
        ExportError, match=r"no key for it, as \$REEWRITER_SITE_KEY names"
    ) as caught:
        ring.find("site@blog.example")
    assert "REEWRITER_SITE_AT_BLOG_EXAMPLE_KEY" in caught.value.hint
    assert "from-before" not in str(caught.value)
    with pytest.raises(ExportError) as caught:
        KeyRing(environ).find("site@blog.example")
    assert "REEWRITER_SITE_KEY" not in str(caught.value)


ODD = ["one\nX-Other: two", "cl\u00e9-of-mine", "a\tb-c-d-e-f", "\udcffbytes"]


@pytest.mark.parametrize("value", ODD)
def test_a_key_that_no_header_can_carry_is_told_without_showing_it(value: str) -> None:
    outside = Outside(key=lambda account, variable: Secret(value))
    with pytest.raises(ExportError, match="weekly: its key holds") as caught:
        outside.header_key("weekly@mail.example", "")
    assert value not in str(caught.value)
    assert "targets login weekly" in caught.value.hint
