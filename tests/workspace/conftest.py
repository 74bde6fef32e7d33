"""A mailing service for workspaces, and what their feeds.toml says of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.export.fake_service import KEY
from tests.export.fakes_first import FakeButtondown
from tests.workshop import CONFIG


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeButtondown]:
    """The service of the target `weekly`; its key is in the environment, no keyring is asked."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    with FakeButtondown() as made:
        yield made


def weekly(fake: FakeButtondown) -> str:
    """Return a feeds.toml that names the service."""
    return f'{CONFIG}\n[targets.weekly]\ntype = "buttondown"\nurl = "{fake.url}"\n'
