"""Mailing services from the command line: keys, drafts, and what stands there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reewriter.cli.targets import _tried
from reewriter.workspace import Workspace
from tests.cli.conftest import Cli, make_ready
from tests.export.fake_service import KEY
from tests.export.fakes_first import FakeButtondown
from tests.export.fakes_more import FakeMailchimp


@pytest.fixture(scope="module")
def server() -> Iterator[FakeButtondown]:
    with FakeButtondown() as fake:
        yield fake


@pytest.fixture
def fake(server: FakeButtondown, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> FakeButtondown:
    """A service named in feeds.toml, its key not yet known, and an issue that may go out."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    server.reset()
    path = cli.root / "feeds.toml"
    more = f'\n[targets.weekly]\ntype = "buttondown"\nurl = "{server.url}"\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    make_ready(cli)
    return server


def test_a_key_is_stored_tried_and_used_and_shown_nowhere(
    cli: Cli, fake: FakeButtondown, clean_environment: Path
) -> None:
    listed = {one["name"]: one for one in cli("targets", "list", "--json").json}
    assert "login" in listed["weekly"]["trouble"]
    assert not listed["eml"]["service"]
    refused = cli("export", "--to", "weekly")
    assert refused.code == 1
    assert "targets login weekly" in refused.line

    stored = cli("targets", "login", "weekly", "--json", stdin=f"{KEY}\n".encode())
    kept = Path(stored.json["key"])
    assert kept.read_text(encoding="utf-8").strip() == KEY
    assert cli("targets", "list", "--json").json[0]["key"] == str(kept)
    (checked,) = cli("targets", "check", "weekly", "--json").json
    assert (checked["ok"], checked["message"]) == (True, "desk")

    made = cli("export", "--to", "weekly", "--json").json
    assert made["action"] == "created"
    assert made["url"].endswith(made["remote_id"])
    assert cli("export", "--to", "weekly", "--json").json["action"] == "unchanged"
    unsent = cli("stats", "--json")
    assert unsent.json == []  # a draft has no readers, and its service is not asked for any
    assert "weekly: not sent from there (in sync)" in unsent.err
    fake.send(made["remote_id"])
    (read,) = cli("stats", "--json").json
    assert (read["target"], read["opens"], read["links"]) == ("weekly", 410, [])
    assert "410" in cli("stats").out

    fake.key = "another-key-than-ours"
    silent = cli("stats", "--json")
    assert (silent.code, silent.json) == (5, [])
    assert "weekly: " in silent.line
    wrong = cli("targets", "check", "weekly")
    assert wrong.code == 5
    everything = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in cli.root.rglob("*")
        if path.is_file()
    )
    assert KEY not in everything + wrong.out + wrong.err + refused.err


def test_a_further_draft_tells_where_the_one_before_stands(
    cli: Cli, fake: FakeButtondown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    first = cli("export", "--to", "weekly", "--json")
    assert "still there" not in first.err
    further = cli("export", "--to", "weekly", "--new-draft", "--json")
    assert further.json["remote_id"] != first.json["remote_id"]
    assert f"still there. Delete it: {first.json['url']}" in further.err
    fake.drafts[further.json["remote_id"]]["status"] = "deleted"
    assert "still there" not in cli("export", "--to", "weekly", "--new-draft").err


def test_who_has_no_key_yet_is_told_what_to_do_and_who_wants_none_nothing(
    cli: Cli, fake: FakeButtondown, clean_environment: Path
) -> None:
    more = """
[targets.open]
type = "smtp-test"
host = "127.0.0.1"
security = "none"
to = "you@example.org"

[targets.closed]
type = "smtp-test"
host = "127.0.0.1"
security = "none"
to = "you@example.org"
user = "desk"

[targets.amazon]
type = "ses"
region = "eu-west-1"
access_key_id = "AKIAIOSFODNN7EXAMPLE"
to = "you@example.org"
"""
    path = cli.root / "feeds.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    listed = {one["name"]: one["trouble"] for one in cli("targets", "list", "--json").json}
    assert listed["open"] == ""
    for name in ("weekly", "closed", "amazon"):
        assert f"targets login {name}" in listed[name]
    lines = cli("targets", "list").out.splitlines()
    assert sum("none yet: `reewriter targets login" in line for line in lines) == 3

    kept = Path(cli("targets", "login", "weekly", "--json", stdin=b"k\n").json["key"])
    kept.chmod(0o644)
    (line,) = [one for one in cli("targets", "list").out.splitlines() if one.startswith("weekly")]
    assert "others can read it" in line
    assert "none yet" not in line


def test_what_was_edited_there_is_shown_and_the_editor_chooses(
    cli: Cli, fake: FakeButtondown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    first = cli("export", "--to", "weekly", "--json").json
    fake.edit(first["remote_id"])
    (state,) = cli("issue", "show", "--look", "--json").json["services"]
    assert (state["target"], state["state"]) == ("weekly", "remote changed")
    refused = cli("export", "--to", "weekly")
    assert refused.code == 1
    assert "+Edited there" in refused.err
    assert cli("export", "--to", "weekly", "--overwrite", "--new-draft").code == 2
    done = cli("export", "--to", "weekly", "--overwrite", "--json").json
    assert (done["action"], done["remote_id"]) == ("updated", first["remote_id"])
    shown = cli("issue", "show")
    assert "weekly" in shown.out
    assert "in sync" in shown.out


def test_a_draft_deleted_there_is_said_to_be_and_how_another_is_made(
    cli: Cli, fake: FakeButtondown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    made = cli("export", "--to", "weekly", "--json").json
    fake.drafts.clear()
    for more in (("--look",), ()):
        (line,) = [
            one for one in cli("issue", "show", *more).out.splitlines() if "remote changed" in one
        ]
        assert "deleted there" in line
        assert "`reewriter export --to weekly --new-draft` makes another" in line
        assert "shows what was changed" not in line
        assert made["url"] not in line
    assert cli("export", "--to", "weekly", "--new-draft", "--json").json["action"] == "created"


def test_an_unscheduled_draft_is_loud_before_it_is_due(
    cli: Cli, fake: FakeButtondown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    cli("issue", "set", "--due", "2026-03-02T12:08:00Z")
    made = cli("export", "--to", "weekly", "--json").json
    assert "NOT scheduled" in cli("issue", "show").err
    fake.schedule(made["remote_id"])
    shown = cli("issue", "show", "--look")
    assert "NOT scheduled" not in shown.err
    assert "scheduled" in shown.out
    assert made["url"] in shown.out


@pytest.fixture
def mailchimp(
    cli: Cli, fake: FakeButtondown, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeMailchimp]:
    """A second service, which keeps a checklist of its own."""
    monkeypatch.setenv("REEWRITER_CHIMP_KEY", KEY)
    with FakeMailchimp() as made:
        path = cli.root / "feeds.toml"
        more = (
            f'[targets.chimp]\ntype = "mailchimp"\nurl = "{made.url}"\n'
            'server = "us21"\nlist = "abc123"\n'
        )
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        yield made


def test_a_look_that_services_do_not_answer_is_told_by_the_exit_code(
    cli: Cli, mailchimp: FakeMailchimp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    assert cli("issue", "show", "--look").code == 0  # there is no draft to ask for
    for name in ("weekly", "chimp"):
        assert cli("export", "--to", name).code == 0
    assert cli("issue", "show", "--look").code == 0
    monkeypatch.setenv("REEWRITER_CHIMP_KEY", "not the key")
    answer = cli("issue", "show", "--look", "--json")
    assert answer.code == 1
    assert [one["target"] for one in answer.json["services"] if one["trouble"]] == ["chimp"]
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", "not the key")
    assert cli("issue", "show", "--look").code == 5
    assert cli("issue", "show").code == 0


def test_mailchimps_own_checklist_is_shown_wherever_one_looks(
    cli: Cli, mailchimp: FakeMailchimp
) -> None:
    said = "From email: Verify its domain."
    assert said not in cli("targets", "check", "chimp").out  # there is no draft yet
    made = cli("export", "--to", "chimp")
    assert made.code == 0
    assert f"error    chimp: {said}" in made.err
    assert said in cli("targets", "check", "chimp").out
    assert said in cli("issue", "show", "--look").out
    assert said not in cli("issue", "show").out  # nobody was asked
    services = {
        one["target"]: one for one in cli("issue", "show", "--look", "--json").json["services"]
    }
    wants = services["chimp"]["wants"]
    assert [one["severity"] for one in wants] == ["error", "warning"]
    assert services["chimp"]["state"] == "in sync"
    assert services["weekly"]["wants"] == []
    assert all(not asked.path.endswith("/actions/send") for asked in mailchimp.seen)


def test_the_table_begins_with_what_to_do_and_knows_home(cli: Cli, fake: FakeButtondown) -> None:
    assert "none yet: `reewriter targets login weekly`" in cli("targets", "list").out
    cli("targets", "login", "weekly", stdin=f"{KEY}\n".encode())
    assert "~/" in cli("targets", "list").out


def test_a_key_that_another_one_goes_before_is_told(
    cli: Cli, fake: FakeButtondown, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cli("targets", "login", "weekly", stdin=f"{KEY}\n".encode())
    assert "comes first" not in first.err
    command = cli("targets", "login", "weekly", "--command", "printf other")
    assert "keys/weekly@127.0.0.1 comes first, and is used" in command.err
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", "old")
    again = cli("targets", "login", "weekly", stdin=f"{KEY}\n".encode())
    assert "The key in $REEWRITER_WEEKLY_KEY comes first, and is used" in again.err
    assert "old" not in again.err.replace("weekly", "")


def test_a_key_that_was_typed_is_tried_at_once(cli: Cli, fake: FakeButtondown) -> None:
    cli("targets", "login", "weekly", stdin=f"{KEY}\n".encode())
    with Workspace.open(cli.root) as workspace:
        assert _tried(workspace.services, "weekly", True) == "It works, for desk."
        fake.key = "another-key-by-now"
        said = _tried(workspace.services, "weekly", True)
        assert said.startswith("It does not work yet: weekly: the key is not accepted")
        assert "targets check weekly" in _tried(workspace.services, "weekly", False)
