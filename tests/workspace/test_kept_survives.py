"""What was kept and written outlives whatever becomes of its feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reewriter.model import Highlight
from reewriter.workspace import Workspace
from tests.farm import Behaviour, Farm, page
from tests.workshop import ARTICLE, CONFIG, NOW

_FEED = "<rss version='2.0'><channel><title>Ledger</title>{}</channel></rss>"
_ITEM = (
    "<item><title>{title}</title><link>https://news.example/{n}</link><guid>{guid}</guid>"
    "<description>{text}</description></item>"
)


def items(*numbers: int, guid: str = "{}", title: str = "Licences", more: str = "") -> bytes:
    told = "".join(
        _ITEM.format(title=title, n=n, guid=guid.format(n), text=ARTICLE.format(n=n) + more)
        for n in numbers
    )
    return _FEED.format(told).encode()


LATER: dict[str, Behaviour] = {
    "it shrinks": page(items(3)),
    "it is empty": page(items()),
    "it is gone": page(b"gone", status=410),
    "it is a login page": page(b"<!doctype html><title>Log in</title><form></form>"),
    "it is noise": page(bytes(range(256)) * 40),
    "its guids change": page(items(1, 2, guid="urn:new:{}")),
    "its items say something else": page(items(1, 2, title="Corrected", more=" It was withdrawn.")),
    "its server fails": page(b"no", status=500),
}


@pytest.fixture
def farm() -> Iterator[Farm]:
    farm = Farm()
    yield farm
    farm.close()


@pytest.mark.parametrize("later", LATER)
def test_a_kept_story_stays_as_it_was_written(tmp_path: Path, farm: Farm, later: str) -> None:
    url = farm.add("/feed", page(items(1, 2)))
    head, _, rest = CONFIG.partition("[[feeds]]")
    feed = f'[[feeds]]\nurl = "{url}"\nsection = "Policy"\n'
    (tmp_path / "feeds.toml").write_text(head + feed + rest[rest.index("[keywords]") :])
    time = NOW

    def now() -> datetime:
        return time

    with Workspace.open(tmp_path, now=now) as workspace:
        workspace.wire.fetch(force=True)
        workspace.triage.keep([1])
        story = workspace.writing.listed()[0]
        workspace.writing.set_highlights(story.id, [Highlight("The office counts what goes out.")])
        workspace.writing.edit(story.id, {"critique": "It counts, and does not weigh."})
        before = workspace.writing.story(story.id)
        kept = workspace.triage.item(1)
        farm.add("/feed", LATER[later])
        for days in range(1, 4):
            time = NOW + timedelta(days=days)
            workspace.wire.fetch(force=True)
        after = workspace.writing.story(story.id)
        assert (after.headline, after.critique) == (before.headline, before.critique)
        assert after.highlights == before.highlights
        assert after.source == before.source
        assert workspace.triage.item(1).state is kept.state
        assert before.source is not None
        assert "Mara Voss" in before.source.text
