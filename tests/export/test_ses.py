"""A test mail through SES goes to one person, signed as Amazon documents it, and nobody else."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from reewriter.errors import AnswerError, ConfigError, DraftOnlyError, NetworkError, ReewriterError
from reewriter.export import ExportContext, Outside, deliver, target_for
from reewriter.export.ses import Ses
from reewriter.export.sigv4 import signature
from reewriter.model import Action, Issue
from reewriter.net import Secret
from reewriter.store import Store
from tests.export.conftest import make_rendered, read_mail
from tests.export.fake_service import KEY, Answer, Asked, FakeService, Fault
from tests.export.schema import complaints
from tests.export.service_desk import DESCRIBED
from tests.export.test_targets import Spec
from tests.sample_issue import NOW

ACCESS = "AKIDEXAMPLEEXAMPLE"


class FakeSes(FakeService):
    """Takes a request only with the signature that its own body and path have."""

    @property
    def settings(self) -> dict[str, str | bool | int]:
        return {"region": "eu-west-1", "access_key_id": ACCESS, "to": "one@example.org",
                "url": self.url}  # fmt: skip

    def authorised(self, asked: Asked) -> bool:
        meant = signature(
            Secret(self.key), asked.method, self.url + asked.path, asked.body,
            access_key=ACCESS, region="eu-west-1", service="ses", at=NOW,
        )  # fmt: skip
        return asked.headers.get("authorization") == meant["Authorization"]

    def handle(self, asked: Asked) -> Answer:
        if (asked.method, asked.path) == ("GET", "/v2/email/account"):
            return Answer(200, {"ProductionAccessEnabled": False})
        self.drafts[self.new_id()] = asked.json
        return Answer(200, {"MessageId": "m-1"})


@pytest.fixture(scope="module")
def server() -> Iterator[FakeSes]:
    with FakeSes() as fake:
        yield fake


@pytest.fixture
def fake(server: FakeSes) -> FakeSes:
    server.reset()
    return server


def _target(
    fake: FakeSes, wrong: dict[str, str] | None = None, *, key: str = KEY, seconds: float = 20.0
) -> Ses:
    outside = Outside(
        key=lambda account, variable: Secret(key), seconds=seconds, now=lambda: NOW,
        sleep=lambda _: None,
    )  # fmt: skip
    found = target_for(
        "proof", [Spec("proof", "ses", {**fake.settings, **(wrong or {})})], outside=outside
    )
    assert isinstance(found, Ses)
    return found


def test_a_signature_is_that_of_amazons_own_example() -> None:
    """`get-vanilla` of the test suite that AWS publishes for Signature Version 4."""
    headers = signature(
        Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "GET", "https://example.amazonaws.com/",
        b"", access_key="AKIDEXAMPLE", region="us-east-1", service="service",
        at=datetime(2015, 8, 30, 12, 36, tzinfo=UTC),
    )  # fmt: skip
    assert headers["X-Amz-Date"] == "20150830T123600Z"
    assert headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, "
        "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    )


def test_the_mail_is_the_issue_marked_as_a_test_each_time_anew(
    fake: FakeSes, store: Store, issue: Issue, ctx: ExportContext
) -> None:
    for _ in range(2):
        receipt = deliver(store, _target(fake), make_rendered(), issue=issue, ctx=ctx, now=NOW)
        assert receipt.action is Action.WRITTEN
    sent: list[dict[str, Any]] = list(fake.drafts.values())
    assert len(sent) == 2
    described = json.loads((DESCRIBED / "ses.json").read_text(encoding="utf-8"))["requests"]
    assert complaints(sent[0], described["POST /v2/email/outbound-emails"]) == []
    assert sent[0]["Destination"] == {"ToAddresses": ["one@example.org"]}
    mail = read_mail(base64.b64decode(sent[0]["Content"]["Raw"]["Data"]))
    assert str(mail["Subject"]) == "[TEST] A price floor, and what it leaves out"
    assert str(mail["To"]) == "one@example.org"


def test_the_rules_name_the_one_person(fake: FakeSes) -> None:
    rules = _target(fake).rules
    call = rules.find("POST", "/v2/email/outbound-emails")
    person = {"ToAddresses": ["one@example.org"]}
    raw = {"Raw": {"Data": "eA=="}}
    rules.inspect(call, {}, {"Destination": person, "Content": raw})
    bodies: list[dict[str, object]] = [
        {"Destination": {"ToAddresses": ["one@example.org", "two@example.org"]}, "Content": raw},
        {"Destination": {**person, "BccAddresses": ["two@example.org"]}, "Content": raw},
        {"Content": raw},
        {"Destination": person, "Content": raw, "ListManagementOptions": {"ContactListName": "x"}},
    ]
    for body in bodies:
        with pytest.raises(DraftOnlyError):
            rules.inspect(call, {}, body)
    with pytest.raises(DraftOnlyError):
        rules.find("POST", "/v2/email/outbound-bulk-emails")


def test_the_key_is_tried_by_a_call_that_sends_nothing(fake: FakeSes) -> None:
    assert _target(fake).greet() == "in the sandbox"
    assert fake.drafts == {}
    with pytest.raises(AnswerError, match="not accepted"):
        _target(fake, key="another-key-0123456789").greet()


@pytest.mark.parametrize("fault", list(Fault))
def test_a_mail_whose_fate_is_unknown_is_not_sent_twice(
    fake: FakeSes, store: Store, issue: Issue, ctx: ExportContext, fault: Fault
) -> None:
    fake.faults = [fault] * 3
    target = _target(fake, seconds=0.25 if fault is Fault.SLOW else 20.0)
    with pytest.raises((NetworkError, AnswerError)) as caught:
        deliver(store, target, make_rendered(), issue=issue, ctx=ctx, now=NOW)
    assert len(fake.seen) == 1
    assert KEY not in str(caught.value)
    assert str(caught.value).count("proof:") <= 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "one@example.org, two@example.org"},
        {"to": ""},
        {"region": "evil.example/"},
        {"access_key_id": "short"},
        {"url": "https://evil.example"},
        {"url": "http://localhost.evil.example"},
    ],
)
def test_settings_that_would_lead_elsewhere_are_refused(
    fake: FakeSes, wrong: dict[str, str]
) -> None:
    with pytest.raises(ConfigError):
        _target(fake, wrong)


def test_a_refusal_tells_no_key(fake: FakeSes) -> None:
    fake.refuses = [Answer(403, {"message": f"{KEY} is not\x1b[2J allowed"})]
    with pytest.raises(ReewriterError) as caught:
        _target(fake).greet()
    assert KEY not in str(caught.value)
    assert str(caught.value).isprintable()
