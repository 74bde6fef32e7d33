"""A key that was used is found nowhere: in no output, file, traceback, copy or picture."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from reewriter.workspace import Workspace
from tests.cli.conftest import Cli
from tests.export.fake_service import Answer
from tests.export.fakes_first import FakeButtondown
from tests.tui.morning import WIDE, at_desk
from tests.workshop import CONFIG, invent, make_workspace

CANARY = "canary+key/0123456789=abcdef"
FORMS = (
    CANARY, quote(CANARY, safe=""), base64.b64encode(CANARY.encode()).decode()[:-4],
    base64.b64encode(f"user:{CANARY}".encode()).decode()[8:-4],
)  # fmt: skip
PLUGIN = """\
from tests.export.pigeon import Pigeon

class Leaky(Pigeon):
    kind = "leaky"
    def create(self, talk, fields, mark):
        key = self.outside.key(self.account, "").reveal()
        raise RuntimeError(f"could not log in with {key}")
"""
ECHOES = {
    "401": Answer(401, {"detail": f"the token {CANARY} is wrong"}),
    "403": Answer(403, {"message": f"Basic {base64.b64encode(CANARY.encode()).decode()}"}),
    "422": Answer(422, {"errors": [{"message": f"https://u:{CANARY}@a.example/?key={CANARY}"}]}),
    "500": Answer(500, f"<p>{CANARY}</p>".encode()),
    "redirect": Answer(307, {}, {"Location": f"https://evil.example/?token={CANARY}"}),
    "draft": Answer(200, {"id": CANARY, "status": "draft", "subject": CANARY, "body": CANARY}),
}
CALLS = (
    ["targets", "list"], ["targets", "check", "weekly"], ["check", "--target", "weekly"],
    ["export", "--to", "weekly", "--anyway", "It is a test."],
    ["export", "--to", "leaky", "--anyway", "It is a test."],
    ["issue", "show", "--look"], ["stats"], ["issue", "dump"], ["issue", "deliveries"],
    ["copy", "--for", "weekly"], ["doctor"], ["backup", "copy.db"], ["render"],
)  # fmt: skip


@pytest.fixture
def fake() -> Iterator[FakeButtondown]:
    with FakeButtondown() as made:
        made.key = CANARY
        yield made


@pytest.fixture
def root(tmp_path: Path, fake: FakeButtondown, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    described = site / "leaky-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: leaky\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[reewriter.targets]\nleaky = leaky:Leaky\n")
    (site / "leaky.py").write_text(PLUGIN)
    targets = (
        f'\n[targets.weekly]\ntype = "buttondown"\nurl = "{fake.url}"\n'
        f'[targets.leaky]\ntype = "leaky"\nurl = "{fake.url}"\n'
    )
    made = make_workspace(tmp_path / "desk", [invent(1)], config=CONFIG + targets)
    made.close()
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setitem(sys.modules, "keyring", None)
    for name in ("WEEKLY", "LEAKY"):
        monkeypatch.setenv(f"REEWRITER_{name}_KEY", CANARY)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def _assert_nowhere(text: str) -> None:
    for form in FORMS:
        place = text.find(form)
        assert place < 0, text[max(place - 200, 0) : place + 60]


def test_the_command_line_and_its_files_hold_no_key(root: Path, fake: FakeButtondown) -> None:
    said, cli = "", Cli(root)
    for echo in ("", *ECHOES):
        for words in CALLS if echo in ("", "401") else CALLS[1:7]:
            fake.refuses = [ECHOES[echo]] * 9 if echo else []
            answer = cli.bare("--debug", "-w", str(root), *words)
            said += answer.out + answer.err
    fake.refuses = []
    assert "Traceback" in said  # of the leaky package: what it raised was shown, without the key
    assert "could not log in with ***" in said
    assert "draft" in said
    _assert_nowhere(said)
    for path in root.rglob("*"):
        if path.is_file():
            _assert_nowhere(path.read_bytes().decode("utf-8", "replace"))
    assert list((root / "logs").iterdir())


async def test_no_picture_of_the_desk_shows_a_key(root: Path, fake: FakeButtondown) -> None:
    with Workspace.open(root) as workspace:
        issue = workspace.issues.current()
        for one in workspace.press.check(issue):
            if one.severity.value == "error":
                workspace.issues.waive(issue, one.id, one.where, "It is a test.")
        async with at_desk(workspace, WIDE) as editor:
            pictures = ""
            for echo in ECHOES.values():
                fake.refuses = [echo] * 20
                await editor.press("g", "s", "w")
                await editor.rest()
                pictures += editor.app.export_screenshot() + editor.text + editor.said
                await editor.press("1")
                await editor.rest()
                pictures += editor.app.export_screenshot() + editor.text + editor.said
                await editor.press("escape")
    assert "***" in pictures  # what services said was shown, without the key
    _assert_nowhere(pictures)
