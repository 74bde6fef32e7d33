"""One issue, one service, and everything that can be done with the two; for tests of services."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reewriter.export import ExportContext, Outside, Receipt, deliver, target_for
from reewriter.export.deciding import Choice
from reewriter.export.deliver import watch
from reewriter.export.remote import Standing, standing
from reewriter.export.service import ServiceTarget
from reewriter.model import Delivery, Issue, Rendered
from reewriter.net import Secret
from reewriter.store import Store, deliveries
from tests.export.conftest import make_rendered
from tests.export.fake_service import FakeService
from tests.export.schema import complaints
from tests.export.service_cases import SENDING_NAMES, SENDING_PATH, SENDING_VALUES
from tests.export.test_targets import Spec
from tests.sample_issue import NOW

__all__ = ["Desk"]


def _names(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield name.lower(), one
            yield from _names(one)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)


DESCRIBED = Path(__file__).parents[1] / "data" / "services"
"""What services document of the bodies they take, in our words, with the source named."""


def _is_call(name: str, method: str, path: str) -> bool:
    verb, _, template = name.partition(" ")
    pattern = re.sub(r"\\{\w+\\}", r"[\\w-]+", re.escape(template))
    return verb == method and re.fullmatch(pattern, path) is not None


@dataclass
class Desk:
    """One issue, one service, and everything that can be done with the two."""

    store: Store
    issue: Issue
    ctx: ExportContext
    fake: FakeService
    kind: str
    seconds: float = 20.0
    pauses: list[float] | None = None

    @property
    def target(self) -> ServiceTarget:
        pauses = self.pauses = self.pauses if self.pauses is not None else []
        outside = Outside(
            key=lambda account, variable: Secret(self.fake.key),
            seconds=self.seconds,
            sleep=pauses.append,
        )
        found = target_for("there", [Spec("there", self.kind, self.fake.settings)], outside=outside)
        assert isinstance(found, ServiceTarget)
        return found

    def push(
        self,
        rendered: Rendered | None = None,
        *,
        choice: Choice = Choice.ASK,
        again: bool = False,
        dry_run: bool = False,
        reason: str = "",
    ) -> Receipt:
        return deliver(
            self.store,
            self.target,
            rendered or make_rendered(),
            issue=self.issue,
            ctx=self.ctx,
            now=NOW,
            choice=choice,
            again=again,
            dry_run=dry_run,
            reason=reason,
        )

    def look(self) -> Standing:
        """Look at the service; say how the first version of the issue stands."""
        known = watch(
            self.store, self.target, make_rendered(), issue=self.issue, ctx=self.ctx, now=NOW
        )
        return standing(known, self.target.prepare(make_rendered(), self.ctx).digest)

    @property
    def known(self) -> Delivery | None:
        return deliveries.latest(self.store, self.issue.id, "there")

    @property
    def only_draft(self) -> str:
        """The id of the one draft there is."""
        assert len(self.fake.drafts) == 1, list(self.fake.drafts)
        return next(iter(self.fake.drafts))

    def assert_all_is_described(self) -> None:
        """Compare every body that was sent with what the service's own documents allow."""
        path = DESCRIBED / f"{self.kind}.json"
        requests = json.loads(path.read_text(encoding="utf-8"))["requests"]
        for asked in self.fake.seen:
            if asked.json is None:
                continue
            named = next(
                (name for name in requests if _is_call(name, asked.method, asked.path)), None
            )
            assert named is not None, f"{asked.method} {asked.path} stands not in {path.name}"
            schema = requests[named]
            schema = requests[schema] if isinstance(schema, str) else schema
            assert complaints(asked.json, schema) == []

    def assert_nothing_sends(self) -> None:
        """Go through every request that ever arrived."""
        for asked in self.fake.seen:
            assert not re.search(SENDING_PATH, asked.path), asked.path
            for name, value in (*_names(asked.json), *asked.query.items()):
                if asked.writes and name in SENDING_NAMES:
                    assert value in (None, False), (name, value)
                if asked.writes and name == "status":
                    assert str(value).lower() not in SENDING_VALUES, value
