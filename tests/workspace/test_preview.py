"""The preview page: this machine's browser sees every change, and nobody else sees anything."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reewriter.errors import UsageError
from reewriter.model import IssueStatus
from reewriter.net.loopback import LoopbackServer, Page
from reewriter.workspace import Workspace
from reewriter.workspace.preview import PreviewServer
from tests.workshop import CONFIG, invent, make_workspace

Answer = tuple[int, dict[str, str], bytes]


def _get(port: int, path: str, *, host: str = "", method: str = "GET") -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    found = (answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    connection.close()
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with make_workspace(tmp_path / "desk", [invent(1)]) as workspace:
        workspace.triage.keep([1])
        workspace.issues.edit(None, {"subject": "First"})
        workspace.issues.place(1)
        yield workspace


@pytest.fixture
def shown(desk: Workspace) -> Iterator[PreviewServer]:
    with desk.fork() as mine, PreviewServer(mine, mine.issues.current()) as preview:
        yield preview


def _port(preview: PreviewServer) -> int:
    return int(preview.url.rstrip("/").rpartition(":")[2])


def _state(preview: PreviewServer) -> dict[str, str]:
    state = json.loads(_get(_port(preview), "/state")[2])
    assert isinstance(state, dict)
    return state


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", "[::1]"])
def test_only_its_own_address_is_answered(host: str) -> None:
    with LoopbackServer(lambda _: Page(b"secret")) as server:
        status, _, body = _get(server.port, "/", host=host)
        assert (status, b"secret" in body) == (403, False)
        assert _get(server.port, "/")[2] == b"secret"
        assert _get(server.port, "/", host=f"localhost:{server.port}")[2] == b"secret"


def test_it_listens_on_this_machine_only() -> None:
    with LoopbackServer(lambda _: None) as server:
        assert server.url == f"http://127.0.0.1:{server.port}/"
        assert server._server.server_address[0] == "127.0.0.1"


def test_unknown_pages_and_other_methods_are_refused() -> None:
    with LoopbackServer(lambda path: Page(b"x") if path == "/x" else None) as server:
        assert _get(server.port, "/x?y=1")[0] == 200
        assert _get(server.port, "/../etc/passwd")[0] == 404
        assert _get(server.port, "/x", method="POST")[0] == 501


def test_a_port_that_is_taken_is_told() -> None:
    with (
        LoopbackServer(lambda _: None) as server,
        pytest.raises(UsageError, match="cannot be used"),
    ):
        LoopbackServer(lambda _: None, port=server.port)


def test_all_formats_are_there_as_readers_get_them(shown: PreviewServer) -> None:
    port = _port(shown)
    for path, kind in (
        *((path, "text/html") for path in ("/light", "/dark", "/bare")),
        ("/markdown", "text/plain"),
        ("/text", "text/plain"),
    ):
        status, headers, body = _get(port, path)
        assert status == 200
        assert headers["content-type"].startswith(kind)
        assert "⟦" not in body.decode()
        assert b"Rare earth licence count reaches 1" in body
    assert b"https://example.org/unsubscribe" in _get(port, "/light")[2]


def test_nothing_is_loaded_from_anywhere(shown: PreviewServer) -> None:
    _, headers, _ = _get(_port(shown), "/light")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "http" not in policy
    _, headers, body = _get(_port(shown), "/")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert b"http://" not in body
    assert b"https://" not in body


def test_the_plain_text_has_room_for_its_78_columns_and_a_scroll_bar(shown: PreviewServer) -> None:
    page = _get(_port(shown), "/")[2].decode()
    (rule,) = [line for line in page.splitlines() if line.strip().startswith("pre {")]
    assert "box-sizing: content-box; width: 82ch;" in rule


def test_day_and_night_are_shown_whatever_this_machine_prefers(shown: PreviewServer) -> None:
    light, dark, bare = (_get(_port(shown), path)[2] for path in ("/light", "/dark", "/bare"))
    assert b"@media (max-width: 0px) {" in light
    assert b"@media (min-width: 0px) {" in dark
    assert b"<style" not in bare
    for page in (light, dark, bare):
        assert b"prefers-color-scheme" not in page


def test_findings_are_beside_the_mail_and_pictures_in_it(
    desk: Workspace, shown: PreviewServer
) -> None:
    found = json.loads(_get(_port(shown), "/findings")[2])
    assert {"state", "message", "hint", "id", "where"} == set(found[0])
    assert "preheader.missing" in {one["id"] for one in found}
    (desk.root / "dot.gif").write_bytes(
        b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    )
    desk.pictures.add(1, desk.root / "dot.gif", alt="A dot")
    assert shown.refresh()
    assert b'src="data:image/' in _get(_port(shown), "/light")[2]


def test_a_picture_that_is_changed_by_hand_is_shown_anew(
    desk: Workspace, shown: PreviewServer
) -> None:
    (desk.root / "dot.gif").write_bytes(
        b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    )
    desk.pictures.add(1, desk.root / "dot.gif", alt="A dot")
    while shown.refresh():
        pass
    shown.refresh()
    before, page = _state(shown)["version"], _get(_port(shown), "/light")[2]
    assert not shown.refresh()
    (kept,) = (one for one in (desk.root / "media").rglob("*") if one.is_file())
    kept.write_bytes(kept.read_bytes() + b"\0")
    assert shown.refresh()
    assert _state(shown)["version"] != before
    assert _get(_port(shown), "/light")[2] != page
    kept.unlink()
    shown.refresh()
    assert "error" in _state(shown)  # whatever it says, it goes on


def test_a_change_of_another_desk_is_seen(desk: Workspace, shown: PreviewServer) -> None:
    before = _state(shown)
    assert before["subject"] == "First"
    assert not shown.refresh()
    desk.issues.edit(None, {"subject": "Second"})
    assert shown.refresh()
    assert _state(shown)["subject"] == "Second"
    assert _state(shown)["version"] != before["version"]


def test_a_broken_feeds_toml_is_told_above_the_last_good_page(
    desk: Workspace, shown: PreviewServer
) -> None:
    good = _get(_port(shown), "/light")[2]
    (desk.root / "feeds.toml").write_text("[publication\n", encoding="utf-8")
    assert shown.refresh()
    assert "feeds.toml:1" in _state(shown)["error"]
    assert _get(_port(shown), "/light")[2] == good
    (desk.root / "feeds.toml").write_text(
        CONFIG.replace("Straight Into Your Inbox", "Another Title"), encoding="utf-8"
    )
    assert shown.refresh()
    assert _state(shown)["error"] == ""
    assert b"Another Title" in _get(_port(shown), "/light")[2]


def test_a_template_is_tried_as_soon_as_it_is_saved(desk: Workspace, shown: PreviewServer) -> None:
    folder = desk.root / "templates"
    folder.mkdir()
    (folder / "daily.txt").write_text("{% if %}", encoding="utf-8")
    assert shown.refresh()
    assert "daily.txt:1" in _state(shown)["error"]
    (folder / "daily.txt").write_text("Ours alone", encoding="utf-8")
    assert shown.refresh()
    assert _get(_port(shown), "/text")[2].strip() == b"Ours alone"


def test_a_sent_issue_can_be_looked_at(desk: Workspace) -> None:
    issue = desk.issues.edit(None, {"status": IssueStatus.SENT})
    with desk.fork() as mine, PreviewServer(mine, issue) as preview:
        assert _state(preview)["edition"].startswith(issue.edition)
