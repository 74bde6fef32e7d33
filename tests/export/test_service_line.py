"""What leaves for a service is in its list of calls, and keys stay where they belong."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Iterator
from contextlib import nullcontext
from importlib.metadata import EntryPoint, EntryPoints
from urllib.parse import quote

import pytest

from reewriter.errors import BlockedAddressError, ConfigError, DraftOnlyError, NetworkError
from reewriter.export import ExportContext, Outside, deliver, target_for, targets
from reewriter.export.service import ServiceTarget
from reewriter.export.settings import numbers
from reewriter.export.targets import MAIL, SERVICES
from reewriter.model import Action, Issue
from reewriter.net import Call, Client, Deadline, Rules, Secret, ServiceLine, host_port, redact
from reewriter.store import Store
from tests.export.conftest import make_rendered
from tests.export.fake_service import KEY, Answer, Fault
from tests.export.pigeon import FakeLoft
from tests.export.test_targets import Spec
from tests.sample_issue import NOW

RULES = Rules(
    calls=(
        Call("GET", "/letters", query=("mark",)),
        Call("GET", "/letters/{id}"),
        Call("POST", "/letters", must={"status": "draft", "posts.0.kind": "letter"}),
        Call("PUT", "/letters/{id}"),
        Call("PUT", "/flocks/{id}", never=frozenset({"status"})),
        Call("POST", "/flocks", must={"posts.*.status": "draft"}),
        Call("POST", "/pictures", raw=True),
    ),
    never=frozenset({"fly_at"}),
)
LETTER: dict[str, object] = {"status": "draft", "posts": [{"kind": "letter"}], "mark": "m"}


@pytest.fixture(scope="module")
def server() -> Iterator[FakeLoft]:
    with FakeLoft() as fake:
        yield fake


@pytest.fixture
def loft(server: FakeLoft) -> FakeLoft:
    server.reset()
    return server


@pytest.fixture
def line(loft: FakeLoft) -> Iterator[ServiceLine]:
    secret = Secret(KEY)
    with Client(user_agent="test", allowed=frozenset({host_port(loft.url)})) as client:
        yield ServiceLine(
            client,
            loft.url,
            RULES,
            sign=lambda *_: {"X-Loft": secret.reveal()},
            deadline=Deadline(20.0),
            sleep=lambda _: None,
        )


@pytest.mark.parametrize(
    ("method", "path", "values", "query", "body"),
    [
        ("POST", "/letters/{id}/send", {"id": "1"}, {}, None),
        ("DELETE", "/letters/{id}", {"id": "1"}, {}, None),
        ("GET", "/letters", {}, {"fly": "1"}, None),
        ("GET", "/letters/{id}", {"id": "1/send"}, {}, None),
        ("GET", "/letters/{id}", {"id": ".."}, {}, None),
        ("GET", "/letters/{id}", {"id": "1?fly=1"}, {}, None),
        ("GET", "/letters/{id}", {}, {}, None),
        ("POST", "/letters", {}, {}, None),
        ("POST", "/letters", {}, {}, {"mark": "m"}),
        ("POST", "/letters", {}, {}, {**LETTER, "status": "sent"}),
        ("POST", "/letters", {}, {}, {**LETTER, "status": ["draft"]}),
        ("POST", "/letters", {}, {}, {**LETTER, "posts": []}),
        ("POST", "/letters", {}, {}, {**LETTER, "fly_at": "2026-03-14"}),
        ("PUT", "/letters/{id}", {"id": "1"}, {}, {"deep": [{"Fly_At": "now"}]}),
        ("PUT", "/letters/{id}", {"id": "1"}, {}, {"flyAt": "now"}),
        ("PUT", "/flocks/{id}", {"id": "1"}, {}, {"status": "flown"}),
        ("POST", "/flocks", {}, {}, {"posts": []}),
        ("POST", "/flocks", {}, {}, {"posts": [{"status": "draft"}, {"status": "flown"}]}),
        ("POST", "/flocks", {}, {}, {"posts": [{"status": "draft"}, {}]}),
        ("POST", "/pictures", {}, {}, {"status": "draft"}),
    ],
)
def test_what_could_do_more_than_keep_a_draft_never_leaves(
    loft: FakeLoft,
    line: ServiceLine,
    method: str,
    path: str,
    values: dict[str, str],
    query: dict[str, str],
    body: object,
) -> None:
    with pytest.raises(DraftOnlyError):
        line.ask(method, path, values, query=query, body=body)
    assert loft.seen == []


@pytest.mark.parametrize(
    "held", ["/letters/1/send?x=", "/a?fly=1&x=", "/letters/1/send#", "/?", "/#"]
)
def test_an_address_that_holds_more_than_a_place_lets_nothing_leave(
    loft: FakeLoft, held: str
) -> None:
    with Client(user_agent="test", allowed=frozenset({host_port(loft.url)})) as client:
        line = ServiceLine(
            client, loft.url + held, RULES, sign=lambda *_: {}, deadline=Deadline(20.0)
        )
        for method, path in (("GET", "/letters"), ("PUT", "/letters/{id}")):
            with pytest.raises(DraftOnlyError):
                line.ask(method, path, {"id": "1"}, body=None)
    assert loft.seen == []


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("http://127.0.0.1:9000", True),
        ("http://127.8.8.8", True),
        ("http://[::1]:9000", True),
        ("http://localhost", True),
        ("https://mail.example", True),
        ("http://mail.example", False),
        ("http://127.mail.example", False),
        ("http://127.0.0.1.mail.example", False),
        ("http://10.0.0.7", False),
    ],
)
def test_a_key_travels_in_the_clear_on_this_machine_only(address: str, taken: bool) -> None:
    refused = pytest.raises(BlockedAddressError, match="in the clear")
    with Client(user_agent="test") as client, nullcontext() if taken else refused:
        ServiceLine(client, address, RULES, sign=lambda *_: {})


def test_a_folder_may_stand_before_every_path(loft: FakeLoft) -> None:
    with Client(user_agent="test", allowed=frozenset({host_port(loft.url)})) as client:
        line = ServiceLine(
            client,
            f"{loft.url}/b.log/x/",
            RULES,
            sign=lambda *_: {"X": KEY},
            deadline=Deadline(20.0),
        )
        line.ask("GET", "/letters/{id}", {"id": "1"})
    assert [asked.path for asked in loft.seen] == ["/b.log/x/letters/1"]


def test_a_time_that_is_null_may_be_said(loft: FakeLoft, line: ServiceLine) -> None:
    assert line.ask("POST", "/letters", body={**LETTER, "fly_at": None}).status == 201


def test_a_redirect_is_not_followed_and_the_key_goes_nowhere(
    loft: FakeLoft, line: ServiceLine
) -> None:
    with FakeLoft() as elsewhere:
        loft.refuses = [Answer(307, {}, {"Location": f"{elsewhere.url}/letters"})]
        assert line.ask("GET", "/letters").status == 307
        assert elsewhere.seen == []


@pytest.mark.parametrize(("method", "path", "times"), [("POST", "", 1), ("PUT", "/{id}", 4)])
def test_only_what_is_repeatable_is_said_again(
    loft: FakeLoft, line: ServiceLine, method: str, path: str, times: int
) -> None:
    loft.faults = [Fault.DROP_BEFORE] * 9
    line.ask("GET", "/letters")  # leaves a connection open, which breaks at its next use
    with pytest.raises(NetworkError):
        line.ask(method, f"/letters{path}", {"id": "1"}, body=LETTER)
    # Three tries, and once more at once because the connection had been kept alive.
    assert sum(asked.method == method for asked in loft.seen) == times


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Fri, 13 Mar 2026 10:30:09 GMT",
          "Date": "Fri, 13 Mar 2026 10:30:00 GMT"}, 9.0),
        ({"Retry-After": "Fri, 13 Mar 2026 10:29:00 GMT",
          "Date": "Fri, 13 Mar 2026 10:30:00 GMT"}, 1.0),
        ({"Retry-After": "soon"}, 1.0),
        ({"Retry-After": "-5"}, 1.0),
        ({}, 1.0),
    ],
)  # fmt: skip
def test_a_pause_is_as_long_as_the_service_wants(
    loft: FakeLoft, headers: dict[str, str], pause: float
) -> None:
    pauses: list[float] = []
    with Client(user_agent="test", allowed=frozenset({host_port(loft.url)})) as client:
        line = ServiceLine(client, loft.url, RULES, sign=lambda *_: {"X-Loft": KEY},
                           deadline=Deadline(20.0), sleep=pauses.append)  # fmt: skip
        loft.refuses = [Answer(429, {}, headers)]
        assert line.ask("GET", "/letters").status == 200
    assert pauses == [pause]


def test_a_pause_longer_than_the_deadline_is_not_waited_for(
    loft: FakeLoft, line: ServiceLine
) -> None:
    loft.refuses = [Answer(429, {}, {"Retry-After": "50"})] * 3
    assert line.ask("GET", "/letters").status == 429
    assert len(loft.seen) == 1


def test_keys_do_not_travel_in_the_clear() -> None:
    with pytest.raises(BlockedAddressError, match="clear"):
        ServiceLine(Client(user_agent="test"), "http://mail.example", RULES, sign=lambda *_: {})


def test_a_hosted_service_is_not_looked_for_elsewhere() -> None:
    spec = Spec("there", "buttondown", {"url": "https://evil.example/v1"})
    with pytest.raises(ConfigError, match="evil"):
        target_for("there", [spec])


@pytest.mark.parametrize(
    ("settings", "named"),
    [({}, "url"), ({"url": "https://a.example", "usr": "x"}, "user"),
     ({"url": "https://a.example", "user": "x", "lists": "1", "template": "4"}, "whole number")],
)  # fmt: skip
def test_wrong_settings_are_told(settings: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        target_for("there", [Spec("there", "listmonk", settings)])
    assert named in str(caught.value)


@pytest.mark.parametrize("written", ["²", "1, ②", "1,,-2", "x", "", "9999999999"])
def test_what_is_no_number_of_a_list_is_told(written: str) -> None:
    with pytest.raises(ConfigError, match="numbers with commas"):
        numbers("there", "lists", written)
    assert numbers("there", "lists", " 3, 7 ,") == [3, 7]


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret(KEY)
    shown = f"{secret} {secret!r} {secret:>9} {vars} {pickle.dumps(secret)!r}"
    assert KEY not in shown
    assert pickle.loads(pickle.dumps(secret)).reveal() == "***"  # noqa: S301  # our own bytes
    assert secret.reveal() == KEY


@pytest.mark.parametrize("lead", ["", "u", "us", "use", "user:"])
def test_every_form_of_a_known_secret_is_taken_out(lead: str) -> None:
    value = "s3cr/et+pässwort=="
    Secret(value)
    encoded = base64.b64encode(f"{lead}{value}".encode()).decode()
    for text in (f"failed: {value}.", f"https://a.example/?q={quote(value, safe='')}", encoded):
        told = redact(text)
        assert value not in told
        assert quote(value, safe="") not in told
        assert len(set(told) & set("*")) == 1
    assert encoded[8:20] not in redact(encoded)


def test_a_package_of_its_own_brings_a_service(
    loft: FakeLoft, store: Store, issue: Issue, ctx: ExportContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = EntryPoint("pigeon", "tests.export.pigeon:Pigeon", targets.ENTRY_POINTS)

    def entry_points(*, group: str, name: str | None = None) -> EntryPoints:
        found = EntryPoints([entry]).select(group=group)
        return found if name is None else found.select(name=name)

    monkeypatch.setattr(targets, "entry_points", entry_points)
    outside = Outside(key=lambda account, variable: Secret(KEY))
    spec = Spec("loft", "pigeon", loft.settings)
    target = target_for("loft", [spec], outside=outside)
    assert isinstance(target, ServiceTarget)

    def push(text: str) -> Action:
        rendered = make_rendered(html=f"<p>{text}</p><a href='⟦unsubscribe_url⟧'>x</a>")
        return deliver(store, target, rendered, issue=issue, ctx=ctx, now=NOW).action

    assert [push("one"), push("one"), push("two")] == [
        Action.CREATED, Action.UNCHANGED, Action.UPDATED,
    ]  # fmt: skip
    (letter,) = loft.drafts.values()
    assert letter["body"] == "<p>two</p><a href='<<leave>>'>x</a>"


_SETTINGS = {
    **{kind: service.all_settings() for kind, service in SERVICES.items()},
    **{kind: mail.all_settings() for kind, mail in MAIL.items()},
}
_WANTING = {
    kind: missing
    for kind, settings in _SETTINGS.items()
    if (missing := [one for one in settings if one.required])
}


@pytest.mark.parametrize("kind", _WANTING)
def test_all_that_is_missing_is_named_at_once_with_its_section(kind: str) -> None:
    missing = _WANTING[kind]
    with pytest.raises(ConfigError) as caught:
        target_for("weekly", [Spec("weekly", kind, {})])
    told = str(caught.value)
    assert "target weekly: " in told
    assert "[targets.weekly]" in told
    assert all(f"{one.name} = {one.example}" in told for one in missing)
    assert all(one.example for one in missing)
