"""A test mail goes to the people who are named, marked as a test, and to nobody else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reewriter.errors import (
    AnswerError,
    ConfigError,
    DeadlineError,
    DraftOnlyError,
    ExportError,
    NetworkError,
)
from reewriter.export import ExportContext, Outside, Receipt, deliver, refusal, target_for
from reewriter.model import Action, Finding, Issue, Severity
from reewriter.net import Secret
from reewriter.net.smtp import MOST, MailServer, deliver_mail
from reewriter.store import Store
from tests.export.conftest import make_rendered, read_mail
from tests.export.fake_service import KEY
from tests.export.fake_smtp import FakeSmtp
from tests.export.test_targets import Spec
from tests.sample_issue import NOW


@pytest.fixture
def loft() -> Iterator[FakeSmtp]:
    with FakeSmtp() as fake:
        yield fake


def _spec(loft: FakeSmtp, **more: str | bool | int) -> Spec:
    settings: dict[str, str | bool | int] = {
        "host": "127.0.0.1", "port": loft.port, "security": "none",
        "to": "one@example.org, two@example.org", **more,
    }  # fmt: skip
    return Spec("proof", "smtp-test", settings)


def _send(
    spec: Spec, store: Store, issue: Issue, ctx: ExportContext, *, seconds: float = 20.0
) -> Receipt:
    outside = Outside(key=lambda account, variable: Secret(KEY), seconds=seconds)
    target = target_for("proof", [spec], outside=outside)
    return deliver(store, target, make_rendered(), issue=issue, ctx=ctx, now=NOW)


def test_the_mail_is_the_issue_marked_as_a_test_each_time_anew(
    loft: FakeSmtp, store: Store, issue: Issue, ctx: ExportContext
) -> None:
    spec = _spec(loft, user="desk")
    assert [_send(spec, store, issue, ctx).action for _ in range(2)] == [Action.WRITTEN] * 2
    assert loft.logins == [f"\0desk\0{KEY}"] * 2
    assert len(loft.mails) == 2
    sender, recipients, content = loft.mails[0]
    assert sender == ctx.publication.sender_email
    assert recipients == ("one@example.org", "two@example.org")
    mail = read_mail(content)
    assert str(mail["Subject"]) == "[TEST] A price floor, and what it leaves out"
    assert "X-Unsent" not in mail
    html = mail.get_body(("html",))
    assert html is not None
    assert ctx.publication.unsubscribe_url in html.get_content()
    assert not ctx.out_dir.exists()


def test_errors_of_checks_do_not_stop_a_test_but_law_and_embargo_do(loft: FakeSmtp) -> None:
    proof = target_for("proof", [_spec(loft)])
    error = Finding("story.source", Severity.ERROR, "It is so", "html")
    assert refusal([error], proof) is None
    absolute = replace(error, id="legal.embargo", waivable=False)
    for anyway in (None, "The lawyer says so."):
        refused = refusal([error, absolute], proof, anyway=anyway)
        assert refused is not None
        assert "gets nothing" in refused.message


@pytest.mark.parametrize(
    "to", ["", "nobody", "a@b.example, ", ", ".join(f"a{n}@b.example" for n in range(MOST + 1))]
)
def test_only_a_few_real_addresses_are_taken(loft: FakeSmtp, to: str) -> None:
    if to == "a@b.example, ":
        assert target_for("proof", [_spec(loft, to=to)]).name == "proof"
        return
    with pytest.raises(ConfigError, match="to "):
        target_for("proof", [_spec(loft, to=to)])


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_the_line_itself_takes_no_list(loft: FakeSmtp, count: int) -> None:
    server = MailServer("127.0.0.1", loft.port, "none")
    everybody = [f"a{n}@b.example" for n in range(count)]
    with pytest.raises(DraftOnlyError):
        deliver_mail(server, b"x", sender="a@b.example", recipients=everybody)
    assert loft.mails == []


def test_mail_goes_elsewhere_encrypted_or_not_at_all() -> None:
    server = MailServer("mail.example", 25, "none")
    with pytest.raises(DraftOnlyError, match="encrypted"):
        deliver_mail(server, b"x", sender="a@b.example", recipients=["c@d.example"])


def test_who_was_refused_is_named(
    loft: FakeSmtp, store: Store, issue: Issue, ctx: ExportContext
) -> None:
    loft.refused = {"two@example.org"}
    with pytest.raises(ExportError, match=r"two@example\.org"):
        _send(_spec(loft), store, issue, ctx)
    assert loft.mails[0][1] == ("one@example.org",)


@pytest.mark.parametrize(
    "refused",
    [
        ("AUTH", f"535 {KEY} is wrong", "password"),
        ("RCPT", "550 nobody", "none of the addresses"),
        ("MAIL", "550 not from you", "does not take"),
        ("DATA", "554 no", "does not take"),
        ("DATA", f"554 {'no ' * 62}{KEY}", "does not take"),
    ],
)
def test_a_refusal_is_one_line_without_the_password(
    loft: FakeSmtp, store: Store, issue: Issue, ctx: ExportContext, refused: tuple[str, str, str]
) -> None:
    command, answer, said = refused
    loft.answers = {command: answer}
    with pytest.raises(AnswerError, match=said) as caught:
        _send(_spec(loft, user="desk"), store, issue, ctx)
    assert KEY[:6] not in str(caught.value)
    assert loft.mails == []


@pytest.mark.parametrize("command", ["EHLO", "DATA"])
def test_a_server_that_falls_silent_is_left_in_time(
    loft: FakeSmtp, store: Store, issue: Issue, ctx: ExportContext, command: str
) -> None:
    loft.silent_at = command
    with pytest.raises(DeadlineError):
        _send(_spec(loft), store, issue, ctx, seconds=0.2)


def test_a_server_that_is_not_there_is_told(
    loft: FakeSmtp, store: Store, issue: Issue, ctx: ExportContext
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        spec = _spec(loft, port=int(free.getsockname()[1]))
        with pytest.raises(NetworkError, match="refused") as caught:
            _send(spec, store, issue, ctx)
    assert "feeds.toml" in caught.value.hint
