"""A service's own checklist is shown, and a fault of it spoils nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reewriter.export import ExportContext, Outside, deliver, target_for
from reewriter.export.checklist import still_wanted
from reewriter.export.service import ServiceTarget
from reewriter.model import Delivery, Issue, Severity
from reewriter.net import Secret
from reewriter.store import Store, deliveries
from tests.export.conftest import make_rendered
from tests.export.fake_service import KEY, Answer, FakeService
from tests.export.fakes_first import FakeButtondown
from tests.export.fakes_more import FakeMailchimp
from tests.export.test_targets import Spec
from tests.sample_issue import NOW


@pytest.fixture
def fake() -> Iterator[FakeMailchimp]:
    with FakeMailchimp() as made:
        yield made


def _target(fake: FakeService, kind: str) -> ServiceTarget:
    outside = Outside(key=lambda account, variable: Secret(KEY), sleep=lambda _: None)
    found = target_for("weekly", [Spec("weekly", kind, fake.settings)], outside=outside)
    assert isinstance(found, ServiceTarget)
    return found


def _pushed(
    fake: FakeService, kind: str, store: Store, issue: Issue, ctx: ExportContext
) -> Delivery:
    deliver(store, _target(fake, kind), make_rendered(), issue=issue, ctx=ctx, now=NOW)
    known = deliveries.latest(store, issue.id, "weekly")
    assert known is not None
    return known


def test_what_mailchimp_still_wants_is_told(
    fake: FakeMailchimp, store: Store, issue: Issue, ctx: ExportContext
) -> None:
    known = _pushed(fake, "mailchimp", store, issue, ctx)
    fake.seen.clear()
    found = still_wanted(_target(fake, "mailchimp"), known)
    assert [(one.severity, one.message) for one in found] == [
        (Severity.ERROR, "weekly: From email: Verify its domain."),
        (Severity.WARNING, "weekly: Tracking"),
    ]
    asked = [(one.method, one.path) for one in fake.seen]
    assert asked == [("GET", f"/campaigns/{known.remote_id}/send-checklist")]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, {}), Answer(403, {"detail": f"{KEY} may not"}), Answer(200, b"<p>Sign in"),
        Answer(307, {}, {"Location": "https://evil.example/"}),
    ],
)  # fmt: skip
def test_a_checklist_that_cannot_be_read_is_a_warning(
    fake: FakeMailchimp, store: Store, issue: Issue, ctx: ExportContext, answer: Answer
) -> None:
    known = _pushed(fake, "mailchimp", store, issue, ctx)
    fake.refuses = [answer] * 9
    (found,) = still_wanted(_target(fake, "mailchimp"), known)
    assert found.severity is Severity.WARNING
    assert "cannot be read" in found.message
    assert KEY not in found.message


@pytest.mark.parametrize("status", ["gone", "scheduled", "sent", "intended"])
def test_nothing_is_asked_where_there_is_no_draft(
    fake: FakeMailchimp, store: Store, issue: Issue, ctx: ExportContext, status: str
) -> None:
    known = replace(_pushed(fake, "mailchimp", store, issue, ctx), status=status)
    fake.seen.clear()
    assert still_wanted(_target(fake, "mailchimp"), known) == []
    assert fake.seen == []


def test_a_service_without_a_checklist_is_not_asked(
    store: Store, issue: Issue, ctx: ExportContext
) -> None:
    with FakeButtondown() as fake:
        known = _pushed(fake, "buttondown", store, issue, ctx)
        fake.seen.clear()
        assert still_wanted(_target(fake, "buttondown"), known) == []
        assert fake.seen == []
