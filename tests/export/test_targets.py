"""Targets are found by name; what may not leave is refused."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from reewriter.config import check_text
from reewriter.errors import ConfigError, DraftOnlyError, NotFoundError
from reewriter.export import known_types, names, refusal, target_for, targets
from reewriter.export.files import FileTarget
from reewriter.export.targets import MAIL, SERVICES
from reewriter.export.zipped import ZipTarget
from reewriter.model import Finding, Severity

SMALL = '[publication]\nname = "P"\n[[sections]]\nname = "News"\n'


@dataclass(frozen=True)
class Spec:
    name: str
    type: str
    settings: Mapping[str, str | bool | int] = field(default_factory=dict)


class Service(FileTarget):
    """Stands for a mailing service: only its word that it is one matters here."""

    service = True


@pytest.mark.parametrize("name", ["file", "eml", "zip"])
def test_files_need_no_configuration(name: str) -> None:
    target = target_for(name)
    assert target.name == name
    assert not target.service


def test_a_configured_target_has_its_type_and_settings() -> None:
    target = target_for("shop", [Spec("shop", "zip", {"merge_tags": "mailchimp"})])
    assert isinstance(target, ZipTarget)
    assert target.name == "shop"


def test_names_are_those_of_the_file_and_the_built_in_ones() -> None:
    assert names([Spec("shop", "zip"), Spec("eml", "eml")]) == ["shop", "eml", "file", "zip"]


@pytest.mark.parametrize(
    ("name", "hint"), [("fiel", "file"), ("shpo", "shop"), ("quux", "shop, file, eml, zip")]
)
def test_unknown_target_names_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(NotFoundError, match=name) as caught:
        target_for(name, [Spec("shop", "zip")])
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "more",
    [
        "/wp-json/wp/v2/posts/5?status=publish&x=",
        "/a#",
        "?",
        "#",
        "/a/../b",
        "/%3fx",
        "/a b",
        "\n/a",
    ],
)
@pytest.mark.parametrize("kind", ["wordpress", "ghost", "listmonk", "kit", "ses"])
def test_an_address_holds_no_more_than_a_place(kind: str, more: str) -> None:
    needed: dict[str, dict[str, str | bool | int]] = {
        "wordpress": {"user": "desk"},
        "listmonk": {"user": "a", "lists": "1", "template": 4},
        "ses": {"region": "eu-west-1", "access_key_id": "A" * 16, "to": "a@example.org"},
    }
    least = needed.get(kind, {})
    for url in (f"http://127.0.0.1{more}", "http://a:b@127.0.0.1", "http://127.0.0.1:x"):
        with pytest.raises(ConfigError, match="shop: url must be a host") as caught:
            target_for("shop", [Spec("shop", kind, {**least, "url": url})])
        assert caught.value.file == "feeds.toml"
        assert caught.value.hint
    target_for("shop", [Spec("shop", kind, {**least, "url": "http://127.0.0.1:8080/blog/"})])


WP = "/wp-json/wp/v2/posts/{id}"
GHOST = "/ghost/api/admin/posts/{id}/"


@pytest.mark.parametrize(
    ("kind", "method", "path", "body"),
    [
        ("wordpress", "PUT", WP, {"status": "publish"}),
        ("wordpress", "PUT", WP, {"status": "future"}),
        ("wordpress", "PUT", WP, {"status": "private"}),
        ("ghost", "PUT", GHOST, {"posts": [{"status": "draft"}, {"status": "published"}]}),
        ("kit", "PUT", "/broadcasts/{id}", {"send_at": None, "public": False, "sendAt": "2020"}),
        ("brevo", "POST", "/emailCampaigns", {"recurring": True}),
        ("mailchimp", "PATCH", "/campaigns/{id}", {"rss_opts": {"schedule": {"hour": 1}}}),
    ],
)
def test_what_would_publish_is_no_call_of_a_service(
    kind: str, method: str, path: str, body: object
) -> None:
    rules = SERVICES[kind].rules
    with pytest.raises(DraftOnlyError):
        rules.inspect(rules.find(method, path), {}, body)


def test_unknown_type_names_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="zpi") as caught:
        target_for("shop", [Spec("shop", "zpi")])
    assert "zip" in caught.value.hint


def test_settings_of_a_target_without_settings_are_told() -> None:
    with pytest.raises(ConfigError, match="folder"):
        target_for("file", [Spec("file", "file", {"folder": "x"})])


@pytest.mark.parametrize("kind", sorted({**SERVICES, **MAIL}))
def test_no_setting_looks_like_a_secret_to_feeds_toml(kind: str) -> None:
    """Else a target of that type could not be named there at all."""
    known = SERVICES[kind].all_settings() if kind in SERVICES else MAIL[kind].all_settings()
    for setting in known:
        value = '"A_NAME"' if setting.name.endswith("_env") else "3"
        value = '"https://a.example"' if setting.name == "url" else value
        check_text(f'{SMALL}[targets.x]\ntype = "{kind}"\n{setting.name} = {value}\n', "feeds.toml")


def _installed(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    entries = [EntryPoint("paper", value, targets.ENTRY_POINTS) for value in values]

    def entry_points(*, group: str, name: str | None = None) -> EntryPoints:
        found = EntryPoints(entries).select(group=group)
        return found if name is None else found.select(name=name)

    monkeypatch.setattr(targets, "entry_points", entry_points)


def test_a_package_may_bring_a_type(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, "tests.export.test_targets:Service")
    assert "paper" in known_types()
    assert isinstance(target_for("print", [Spec("print", "paper")]), Service)


def test_a_broken_package_warns_and_is_skipped(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _installed(monkeypatch, "tests.export.nowhere:Service", "tests.export.test_targets:Service")
    with caplog.at_level(logging.WARNING):
        target = target_for("print", [Spec("print", "paper")])
    assert isinstance(target, Service)
    assert "tests.export.nowhere" in caplog.text


def _finding(id_: str, severity: Severity, *, waived: bool = False) -> Finding:
    waivable = not id_.startswith(("legal.", "schedule.embargo"))
    return Finding(id_, severity, "It is so", "html", waived=waived, waivable=waivable)


ERROR = _finding("parity.headline", Severity.ERROR)


@pytest.mark.parametrize(
    ("findings", "anyway", "refused"),
    [
        ([], None, False),
        ([_finding("size.large", Severity.WARNING)], None, False),
        ([ERROR], None, True),
        ([ERROR], "  ", True),
        ([ERROR], "the template changes tomorrow", False),
        ([_finding("parity.headline", Severity.ERROR, waived=True)], None, False),
        ([_finding("legal.unsubscribe", Severity.ERROR)], "a reason", True),
        ([_finding("schedule.embargo", Severity.ERROR)], "a reason", True),
    ],
)
def test_a_service_refuses_errors(
    findings: list[Finding], anyway: str | None, refused: bool
) -> None:
    assert (refusal(findings, Service("paper", {}), anyway=anyway) is not None) is refused


def test_files_refuse_nothing() -> None:
    legal = _finding("legal.unsubscribe", Severity.ERROR)
    assert refusal([legal, ERROR], target_for("file")) is None


def test_refusal_names_the_finding() -> None:
    error = refusal([ERROR, ERROR], Service("paper", {}))
    assert error is not None
    assert "parity.headline" in error.message
    assert "1 more" in error.message
    assert "--anyway" in error.hint
