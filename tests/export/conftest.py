"""A small rendered issue and its context: hand-made, so that no template decides these tests."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reewriter.export import ExportContext
from reewriter.model import Change, Edit, Issue, Rendered
from reewriter.store import Store, changes
from tests.export.fake_service import FakeService
from tests.export.service_cases import CASES
from tests.sample_issue import NOW, sample_brand, sample_composition

if TYPE_CHECKING:
    from tests.export.service_desk import Desk

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""The smallest PNG."""
MAIL_HEADERS = [
    "Message-ID",
    "From",
    "To",
    "Subject",
    "Date",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-ID",
    "Archived-At",
    "X-Unsent",
    "MIME-Version",
    "Content-Type",
]
"""Every header of a mail, in order."""


def make_rendered(**changes: object) -> Rendered:
    """Render nothing: three short bodies with both merge tags."""
    rendered = Rendered(
        edition="2026-03-13",
        subject="A price floor, and what it leaves out",
        preheader="Plus: the first heavies",
        html=(
            '<!doctype html>\n<html lang="en"><head><title>Straight</title></head><body>\n'
            "<h1>A Price Floor Buys Time—But Not a Gram of Dysprosium</h1>\n"
            f"<p>{'Põldmäe counts furnaces, not feed. ' * 20}</p>\n"
            '<p><a href="⟦archive_url⟧">In the browser</a> '
            '<a href="⟦unsubscribe_url⟧">Leave</a></p>\n</body></html>\n'
        ),
        markdown="# A Price Floor\n\n[Leave](<⟦unsubscribe_url⟧>)\n",
        text="A PRICE FLOOR\n\nPõldmäe counts furnaces.\n\nLeave: ⟦unsubscribe_url⟧\n",
    )
    # Field names and types are the caller's word.
    return replace(rendered, **changes)  # type: ignore[arg-type]


def make_ctx(**changes: str) -> ExportContext:
    """Describe the sample issue, with fields of its publication changed."""
    # Field names are the caller's word.
    publication = replace(sample_brand().publication, **changes)  # type: ignore[arg-type]
    return ExportContext.of(sample_composition().issue, publication, out_dir=Path("out"))


def read_mail(content: bytes) -> EmailMessage:
    """Parse a mail as Python's own reader does."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.fixture
def rendered() -> Rendered:
    return make_rendered()


@pytest.fixture
def ctx(tmp_path: Path) -> ExportContext:
    return ExportContext.of(
        sample_composition().issue, sample_brand().publication, out_dir=tmp_path / "out"
    )


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "media" / "a mine.png"
    path.parent.mkdir()
    path.write_bytes(PIXEL)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "reewriter.db", now=lambda: NOW, create=True) as opened:
        yield opened


@pytest.fixture
def issue(store: Store) -> Issue:
    """The sample issue, as a row for deliveries to point to."""
    issue = sample_composition().issue
    row = {"date": issue.date, "edition": issue.edition, "number": issue.number}
    changes.apply(store, Change("test", (Edit("issue", (issue.id,), None, row),)), now=NOW)
    return issue


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all these tests: making one costs more than most of them."""
    path = tmp_path_factory.mktemp("services") / "reewriter.db"
    with Store.open(path, now=lambda: NOW, create=True, durable=False) as store:
        issue = sample_composition().issue
        row = {"date": issue.date, "edition": issue.edition, "number": issue.number}
        changes.apply(store, Change("test", (Edit("issue", (issue.id,), None, row),)), now=NOW)
        yield store


@pytest.fixture(scope="module")
def fakes() -> Iterator[dict[str, FakeService]]:
    """One server for each service, emptied after each test."""
    with ExitStack() as stack:
        yield {kind: stack.enter_context(make()) for kind, make in CASES.items()}


@pytest.fixture(params=list(CASES))
def desk(
    request: pytest.FixtureRequest,
    opened: Store,
    fakes: dict[str, FakeService],
    ctx: ExportContext,
) -> Iterator[Desk]:
    kind = str(request.param)
    fakes[kind].reset()
    with opened.write():
        opened.execute("DELETE FROM delivery", ())
        opened.execute("DELETE FROM remote_copy", ())
    from tests.export.service_desk import Desk

    made = Desk(opened, sample_composition().issue, ctx, fakes[kind], kind)
    yield made
    made.assert_nothing_sends()
    made.assert_all_is_described()
