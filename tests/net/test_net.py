"""The HTTP client against a server of good and bad manners; nothing leaves this machine."""

from __future__ import annotations

import contextlib
import gzip
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.errors import BlockedAddressError, DeadlineError, NetworkError, TooLargeError
from reewriter.net import Address, Client, Response, host_key, host_port, is_public, redact
from reewriter.net import connection as connection_module
from reewriter.net.body import LARGE, body_for
from tests import farm as manners
from tests.farm import TLS, Behaviour, Farm, loopback, page, redirect, zipped


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as running:
        yield running


@pytest.fixture
def canary() -> Iterator[Farm]:
    with Farm() as running:
        running.add("*", page("you should not be here"))
        yield running


def client(*farms: Farm, **options: Any) -> Client:
    """A client that may visit these farms."""
    allowed = frozenset(farm.host_port for farm in farms)
    settings: dict[str, Any] = {"user_agent": "tests", "allowed": allowed, "deadline": 5.0}
    return Client(**(settings | options))


def get(farm: Farm, behaviour: Behaviour, **options: Any) -> Response:
    with client(farm, **options) as visitor:
        return visitor.get(farm.add("/feed", behaviour))


def negative_chunk(handler: manners.Handler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n"
    )
    handler.close_connection = True


def twice_packed(handler: manners.Handler) -> None:
    """Name the packing in two header lines instead of one."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"Content-Encoding: gzip\r\n" * 2)
    handler.wfile.write(b"Content-Length: 1\r\n\r\nx")


def is_plain(text: str) -> bool:
    return text.isprintable() and "/feed" not in text and len(text) < 200


def test_an_answer_is_handed_over_whole(farm: Farm) -> None:
    answer = get(farm, page("<rss/>", headers={"ETag": 'W/"a b"', "X-Twice": "1"}))

    assert (answer.status, answer.body, answer.url) == (200, b"<rss/>", farm.url("/feed"))
    assert answer.headers["etag"] == 'W/"a b"'
    assert answer.permanent_url == ""
    assert farm.seen[0].headers["user-agent"] == "tests"
    assert farm.seen[0].headers["accept-encoding"] == "gzip"
    assert farm.seen[0].headers["host"] == farm.host_port


@pytest.mark.parametrize("status", [304, 404, 410, 429, 500, 204])
def test_every_status_is_returned(farm: Farm, status: int) -> None:
    assert get(farm, page("", status=status, headers={"Retry-After": "7"})).status == status


def test_the_fragment_stays_at_home_and_the_rest_is_encoded(farm: Farm) -> None:
    farm.add("*", page("ok"))
    with client(farm) as visitor:
        visitor.get(farm.url("/a b/é?q=%20ü&x=[1]#part"))

    assert farm.paths() == ["/a%20b/%C3%A9?q=%20%C3%BC&x=[1]"]


def test_a_name_that_is_no_header_is_made_one(farm: Farm) -> None:
    get(farm, page("ok"), user_agent="tests (jürgen@example.org\r\nX: y — “desk”)")
    assert farm.seen[0].headers["user-agent"] == "tests (jrgen@example.orgX: y  desk)"


def test_one_layer_of_gzip_is_unpacked(farm: Farm) -> None:
    assert get(farm, zipped(b"<rss/>" * 1000)).body == b"<rss/>" * 1000


def test_gzip_members_and_padding_are_understood(farm: Farm) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 20
    assert get(farm, page(packed, headers={"Content-Encoding": "GZIP"})).body == b"one two"


@pytest.mark.parametrize("place", [-8, -1])
@pytest.mark.parametrize("size", [0, 40, 300_000])
def test_gzip_whose_sum_or_length_is_wrong_is_read(farm: Farm, place: int, size: int) -> None:
    whole = b"<rss>" + bytes(n * n % 251 for n in range(size))
    packed = bytearray(gzip.compress(whole))
    packed[place] ^= 0x55
    found = get(farm, page(bytes(packed), headers={"Content-Encoding": "gzip"}))
    assert found.body == whole


@pytest.mark.parametrize(
    "said", ["none", "UTF-8", "8bit", "binary", "identity", "gzip", "gzip, identity", "gzip,", ""]
)
def test_what_is_said_to_be_packed_and_is_not_is_taken_as_it_is(farm: Farm, said: str) -> None:
    assert get(farm, page(b"<rss/>", headers={"Content-Encoding": said})).body == b"<rss/>"


@pytest.mark.parametrize("bits", [15, 9, -15])
def test_the_older_packing_is_undone_too(farm: Farm, bits: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    packed = packer.compress(b"<rss/>" * 100_000) + packer.flush()
    answer = page(packed, headers={"Content-Encoding": "deflate"})
    assert get(farm, answer).body == b"<rss/>" * 100_000
    with pytest.raises(TooLargeError):
        get(farm, answer, max_bytes=5000)
    with pytest.raises(NetworkError, match="cut off"):
        get(farm, page(packed[:-9], headers={"Content-Encoding": "deflate"}))


def test_gzip_that_is_wrong_before_its_end_is_refused(farm: Farm) -> None:
    packed = bytearray(gzip.compress(bytes(n * n * n % 253 for n in range(90_000))))
    packed[40:60] = b"\xff" * 20
    with pytest.raises(NetworkError, match="not the gzip it says"):
        get(farm, page(bytes(packed), headers={"Content-Encoding": "gzip"}))


def test_connections_are_kept_alive(farm: Farm) -> None:
    url = farm.add("/feed", page("ok"))
    with client(farm) as visitor:
        for _ in range(3):
            visitor.get(url)
        visitor.get(farm.add("/moved", redirect("/feed")))

    assert {seen.connection for seen in farm.seen} == {1}


def test_a_connection_closed_meanwhile_is_opened_again(farm: Farm) -> None:
    url = farm.add("/feed", manners.answer_and_close(b"ok"))
    with client(farm) as visitor:
        assert [visitor.get(url).body for _ in range(3)] == [b"ok"] * 3
        farm.add("/feed", manners.queue(page("fresh")))
        assert visitor.get(url).body == b"fresh"
        # Kept alive, and closed only when the next request is already under way.
        farm.add("/feed", manners.queue(manners.close, page("again")))
        assert visitor.get(url).body == b"again"


def test_one_host_has_one_connection_however_many_ask(farm: Farm) -> None:
    url = farm.add("/feed", page("ok"))
    with client(farm) as visitor:
        threads = [threading.Thread(target=visitor.get, args=(url,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(farm.seen) == 8
    assert {seen.connection for seen in farm.seen} == {1}


def test_idle_connections_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reewriter.net.client._MOST_IDLE", 2)
    with contextlib.ExitStack() as stack:
        farms = [stack.enter_context(Farm()) for _ in range(4)]
        visitor = stack.enter_context(client(*farms))
        for farm in (*farms, *farms):
            visitor.get(farm.add("/feed", page("ok")))

        assert [len({seen.connection for seen in farm.seen}) for farm in farms] == [2, 2, 2, 2]


def test_cookies_and_proxies_are_not_our_business(
    farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{manners.unused_port()}")
    url = farm.add("/feed", page("ok", headers={"Set-Cookie": "a=b"}))
    with client(farm) as visitor:
        visitor.get(url)
        visitor.get(url)

    assert all("cookie" not in seen.headers for seen in farm.seen)


@pytest.mark.parametrize(
    "behaviour", [manners.hang, manners.drip_headers, manners.drip_body], ids=lambda b: b.__name__
)
def test_the_deadline_is_for_everything_together(farm: Farm, behaviour: Behaviour) -> None:
    started = time.monotonic()
    with pytest.raises(DeadlineError, match=r"^127\.0\.0\.1: no complete answer within 0\.3 s$"):
        get(farm, behaviour, deadline=0.3)
    assert time.monotonic() - started < 10


def test_a_resolver_that_hangs_meets_the_deadline_too() -> None:
    released = threading.Event()

    def resolver(host: str, port: int) -> list[str]:
        released.wait()
        return loopback()

    with (
        Client(user_agent="tests", deadline=0.2, resolver=resolver) as visitor,
        pytest.raises(DeadlineError),
    ):
        visitor.get("http://slow.example/")
    released.set()


@pytest.mark.parametrize(
    "behaviour",
    [
        manners.endless_body,
        manners.endless_chunks,
        manners.endless_trailers,
        manners.endless_interim,
        manners.endless_hints,
        manners.huge_header,
        manners.many_headers,
        page(b"x" * 300_000),
        zipped(b"\0" * 20_000_000),
    ],
    ids=lambda b: getattr(b, "__name__", "page"),
)
def test_too_much_is_refused(farm: Farm, behaviour: Behaviour) -> None:
    with pytest.raises(TooLargeError) as caught:
        get(farm, behaviour, max_bytes=200_000)
    assert is_plain(str(caught.value))


def test_hints_before_an_answer_are_none(farm: Farm) -> None:
    answer = get(farm, manners.hints_first)
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"ok", '"x"')


def test_exactly_the_limit_is_taken(farm: Farm) -> None:
    assert len(get(farm, page(b"x" * 1000), max_bytes=1000).body) == 1000
    assert len(get(farm, zipped(b"x" * 1000), max_bytes=1000).body) == 1000


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (zipped(b"x" * 1000, layers=2, encoding="gzip, gzip"), "packed more than once"),
        (twice_packed, "packed more than once"),
        (zipped(b"x", encoding="br"), "a way we did not ask for"),
        (page("\x1fplain", headers={"Content-Encoding": "gzip"}), "not the gzip it says"),
        (page("\x7fplain", headers={"Content-Encoding": "deflate"}), "not the deflate it says"),
        (
            page(gzip.compress(b"x" * 999)[:-9], headers={"Content-Encoding": "gzip"}),
            "packed answer was cut off",
        ),
        (manners.short_body, "cut off"),
        (manners.cut_chunk, "cut off"),
        (manners.reset, "broke the connection"),
        (manners.close, "closed the connection without an answer"),
        (manners.garbage, "proper HTTP"),
        (negative_chunk, "proper HTTP"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_broken_answers_are_named_in_one_line(farm: Farm, behaviour: Behaviour, words: str) -> None:
    with pytest.raises(NetworkError, match=words) as caught:
        get(farm, behaviour)
    assert is_plain(str(caught.value))


def test_the_client_works_on_after_a_broken_answer(farm: Farm) -> None:
    bad = farm.add("/bad", manners.cut_chunk)
    good = farm.add("/good", page("ok"))
    with client(farm) as visitor:
        with pytest.raises(NetworkError):
            visitor.get(bad)
        assert visitor.get(good).body == b"ok"


def test_nobody_listening_is_said_so() -> None:
    port = manners.unused_port()
    allowed = frozenset({f"127.0.0.1:{port}"})
    with (
        Client(user_agent="tests", allowed=allowed) as visitor,
        pytest.raises(NetworkError, match=r"127\.0\.0\.1: refuses the connection"),
    ):
        visitor.get(f"http://127.0.0.1:{port}/")


def test_an_unknown_host_is_said_so() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with (
        Client(user_agent="tests", resolver=resolver) as visitor,
        pytest.raises(NetworkError, match=r"gone\.example: no such host, or no network") as caught,
    ):
        visitor.get("http://gone.example/")
    assert caught.value.hint


def test_closing_ends_what_others_wait_for(farm: Farm) -> None:
    caught: list[NetworkError] = []
    url = farm.add("/feed", manners.hang)
    visitor = client(farm, deadline=60.0)

    def wait() -> None:
        try:
            visitor.get(url)
        except NetworkError as error:
            caught.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    while not farm.seen:
        threading.Event().wait(0.005)
    visitor.close()
    thread.join(timeout=5)

    assert not thread.is_alive()
    assert "stopped" in str(caught[0])
    with pytest.raises(NetworkError, match="closed"):
        visitor.get(url)


def chain(farm: Farm, statuses: list[int]) -> str:
    for at, status in enumerate(statuses):
        farm.add(f"/{at}", redirect(f"/{at + 1}", status))
    farm.add(f"/{len(statuses)}", page("there"))
    return farm.url("/0")


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [([301], True), ([301, 308], True), ([301, 302], False), ([307, 301], False), ([303], False)],
)
def test_only_a_wholly_permanent_move_is_called_one(
    farm: Farm, statuses: list[int], permanent: bool
) -> None:
    with client(farm) as visitor:
        answer = visitor.get(chain(farm, statuses))

    assert (answer.body, answer.url) == (b"there", farm.url(f"/{len(statuses)}"))
    assert answer.permanent_url == (answer.url if permanent else "")


def test_five_redirects_are_followed_and_six_are_not(farm: Farm) -> None:
    with client(farm) as visitor:
        assert visitor.get(chain(farm, [302] * 5)).body == b"there"
        with pytest.raises(NetworkError, match="redirects more than 5 times"):
            visitor.get(chain(farm, [302] * 6))
        with pytest.raises(NetworkError, match="redirects more than 5 times"):
            visitor.get(farm.add("/loop", redirect("/loop")))


def test_a_redirect_with_an_endless_text_is_followed_all_the_same(farm: Farm) -> None:
    def behave(handler: manners.Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n")
        handler.drip(b"x" * 100_000)

    farm.add("/there", page("there"))
    assert get(farm, behave).body == b"there"


def test_a_location_in_plain_utf_8_is_understood(farm: Farm) -> None:
    farm.add("*", page("there"))
    get(farm, redirect("/réf".encode().decode("latin-1")))

    assert farm.paths()[-1] == "/r%C3%A9f"


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "data:text/xml,x",
        "http://[",
    ],
)
def test_a_redirect_never_leaves_the_web(farm: Farm, location: str) -> None:
    with pytest.raises(NetworkError) as caught:
        get(farm, redirect(location))
    assert is_plain(str(caught.value))
    assert len(farm.seen) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://h/x", "javascript:1", "x", ""])
def test_other_schemes_are_not_fetched(url: str) -> None:
    with client() as visitor, pytest.raises(BlockedAddressError):
        visitor.get(url)


def test_a_private_address_nobody_named_is_refused(farm: Farm, canary: Farm) -> None:
    with client(farm) as visitor, pytest.raises(BlockedAddressError) as caught:
        visitor.get(canary.url("/"))
    assert is_plain(str(caught.value))
    assert canary.seen == []


@pytest.mark.parametrize("named", [False, True])
def test_a_redirect_never_leads_to_a_private_address(farm: Farm, canary: Farm, named: bool) -> None:
    url = farm.add("/feed", redirect(canary.url("/secret")))
    with (
        client(farm, *([canary] if named else [])) as visitor,
        pytest.raises(BlockedAddressError, match=r"127\.0\.0\.1: is a private address"),
    ):
        visitor.get(url)

    assert canary.seen == []


def test_not_even_over_a_connection_that_is_open_already(farm: Farm, canary: Farm) -> None:
    url = farm.add("/feed", redirect(canary.url("/secret")))
    with client(farm, canary) as visitor:
        visitor.get(canary.url("/named"))
        with pytest.raises(BlockedAddressError):
            visitor.get(url)

    assert canary.paths() == ["/named"]


@pytest.mark.parametrize("spelling", ["Bücher.example", "xn--bcher-kva.example."])
def test_allowed_hosts_may_be_spelled_otherwise(farm: Farm, spelling: str) -> None:
    url = farm.add("/feed", page("ok")).replace("127.0.0.1", "bücher.EXAMPLE")
    allowed = frozenset({f"{spelling}:{farm.port}"})
    with client(resolver=loopback, allowed=allowed) as visitor:
        assert visitor.get(url).body == b"ok"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "0",
        "0.0.0.0",  # noqa: S104 - an address to be refused
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "１２７.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "x@127.0.0.1",
        "public.example@127.0.0.1",
        "%31%32%37.0.0.1",
        "127.0.0.1%00.example",
        "public.example\\@127.0.0.1",
    ],
)
def test_odd_spellings_lead_nowhere_private(canary: Farm, host: str) -> None:
    def resolver(name: str, port: int) -> list[str]:
        return [socket.inet_ntoa(socket.inet_aton(name))]

    with client(resolver=resolver) as visitor, pytest.raises(NetworkError):
        visitor.get(f"http://{host}:{canary.port}/")
    assert canary.seen == []


def test_one_private_address_among_public_ones_is_enough(canary: Farm) -> None:
    addresses = ["8.8.8.8", "127.0.0.1"]
    with (
        client(resolver=lambda host, port: addresses) as visitor,
        pytest.raises(BlockedAddressError),
    ):
        visitor.get(f"http://mixed.example:{canary.port}/")


def test_the_next_address_is_tried_when_one_fails(farm: Farm) -> None:
    # Nobody listens on the second loopback address, or it does not exist.
    farm.add("/feed", page("ok"))
    allowed = frozenset({f"two.example:{farm.port}"})
    with client(resolver=lambda host, port: ["127.9.9.9", "127.0.0.1"], allowed=allowed) as visitor:
        assert visitor.get(f"http://two.example:{farm.port}/feed").body == b"ok"


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 - an address that must be refused
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "fec0::1",
        "2001:db8::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::808:808",
        "2002:a00:1::",
        "2001:0:808:808::",
        "100::1",
        "5f00::1",
        "4000::1",
        "127.1",
        "localhost",
        "",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


class Internet:
    """Several hosts on one farm, some of which count as public: those looked up by that name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *public: str) -> None:
        self._public = public
        self._asked = ""
        monkeypatch.setattr(connection_module, "is_public", lambda _: self._asked in self._public)

    def __call__(self, host: str, port: int) -> list[str]:
        self._asked = host
        return loopback()


def test_a_public_host_cannot_send_us_back_to_the_private_one(
    farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    internet = Internet(monkeypatch, "public.example")
    farm.add("/feed", redirect(f"http://public.example:{farm.port}/away"))
    farm.add("/away", redirect(f"http://home.example:{farm.port}/chosen"))
    allowed = frozenset({f"home.example:{farm.port}"})
    with (
        client(resolver=internet, allowed=allowed) as visitor,
        pytest.raises(BlockedAddressError, match=r"home\.example"),
    ):
        visitor.get(f"http://home.example:{farm.port}/feed")

    assert farm.paths() == ["/feed", "/away"]


def test_passwords_and_validators_are_told_only_to_whom_they_belong(
    farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    internet = Internet(monkeypatch, "home.example", "other.example")
    farm.add("/feed", redirect("/near"))
    farm.add("/near", redirect(f"http://eve:x@other.example:{farm.port}/far"))
    farm.add("/far", redirect(f"http://home.example:{farm.port}/back"))
    farm.add("/back", page("ok"))
    headers = {"If-None-Match": '"tag"', "Accept": "a/b", "X-Key": "k"}
    with client(resolver=internet) as visitor:
        answer = visitor.get(f"http://ann:p%40ss@home.example:{farm.port}/feed", headers=headers)

    sent = [set(seen.headers) & {"authorization", "if-none-match", "x-key"} for seen in farm.seen]
    every = {"authorization", "if-none-match", "x-key"}
    assert sent == [every, every, set(), set()]
    assert farm.seen[0].headers["authorization"] == "Basic YW5uOnBAc3M="
    assert all(seen.headers["accept"] == "a/b" for seen in farm.seen)
    assert answer.url == f"http://home.example:{farm.port}/back"


@pytest.fixture
def secure() -> Iterator[Farm]:
    with Farm(tls=True) as running:
        running.add("/feed", page("sealed" * 20_000))
        yield running


def get_secure(secure: Farm, host: str) -> Response:
    allowed = frozenset({f"{host}:{secure.port}"})
    with client(resolver=loopback, allowed=allowed) as visitor:
        visitor.get(f"https://{host}:{secure.port}/feed")
        return visitor.get(f"https://{host}:{secure.port}/feed")


def test_the_certificate_is_checked_against_the_name(
    secure: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))

    assert get_secure(secure, "feeds.example").body == b"sealed" * 20_000
    assert {seen.connection for seen in secure.seen} == {1}
    with pytest.raises(NetworkError, match=r"other\.example: its certificate is not valid"):
        get_secure(secure, "other.example")


def test_a_certificate_nobody_vouches_for_is_refused(secure: Farm) -> None:
    with pytest.raises(NetworkError, match=r"feeds\.example: its certificate is not valid"):
        get_secure(secure, "feeds.example")
    assert secure.seen == []


def test_drip_over_tls_meets_the_deadline(secure: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    secure.add("/drip", manners.drip_headers)
    allowed = frozenset({f"feeds.example:{secure.port}"})
    started = time.monotonic()
    with (
        client(resolver=loopback, allowed=allowed, deadline=0.4) as visitor,
        pytest.raises(DeadlineError),
    ):
        visitor.get(f"https://feeds.example:{secure.port}/drip")
    assert time.monotonic() - started < 10


def test_a_server_without_tls_is_said_so(farm: Farm) -> None:
    with client(farm) as visitor, pytest.raises(NetworkError, match="no secure connection") as say:
        visitor.get(farm.url("/feed").replace("http:", "https:"))
    assert is_plain(str(say.value))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("https://ann:secret@h.example/a?b=1", "https://***@h.example/a?b=1"),
        ("https://h.example/?a=1&api_key=secret&b=2", "https://h.example/?a=1&api_key=***&b=2"),
        ("https://h.example/?KEY=secret", "https://h.example/?KEY=***"),
        ("https://h.example/?access_token=secret#x", "https://h.example/?access_token=***#x"),
        ("/feed?auth=secret&sig=secret&password=secret", "/feed?auth=***&sig=***&password=***"),
        ("got Authorization: Bearer secret-1234 back", "got Authorization: Bearer *** back"),
        ("https://h.example/design?design=1&keyword=2", None),
        ("ann@h.example wrote: a key=value", None),
    ],
)
def test_redact_takes_secrets_and_nothing_else(text: str, clean: str | None) -> None:
    assert redact(text) == (text if clean is None else clean)
    assert redact(redact(text)) == redact(text)


def test_secrets_stay_out_of_errors(farm: Farm) -> None:
    farm.add("*", manners.reset)
    url = farm.url("/feed?api_key=hush").replace("http://", "http://ann:hush@")
    with client(farm) as visitor, pytest.raises(NetworkError) as caught:
        visitor.get(url)
    assert "hush" not in repr(caught.value) + str(caught.value.__cause__)


def test_hosts_are_named_the_same_way_everywhere() -> None:
    assert host_port("HTTPS://Feeds.Example./a") == "feeds.example:443"
    assert host_port("http://[0:0::1]:8080") == "[::1]:8080"
    assert host_key("http://a.example/x") == host_key("https://a.example/y") == "a.example"
    assert host_key("http://a.example:8080/") == "a.example:8080"


def printable_ascii(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


@given(st.text(max_size=60) | st.text(max_size=40).map("http://h.example".__add__))
def test_any_text_is_an_address_or_a_plain_error(text: str) -> None:
    said = ""
    try:
        url = Address.parse(text).url
    except NetworkError as error:
        url, said = "http://h.example/", str(error)
    assert said.isprintable()
    assert printable_ascii(url)
    assert Address.parse(url).url == url


@given(st.text(max_size=60))
def test_any_location_is_an_address_or_a_plain_error(location: str) -> None:
    named = Address.parse("https://ann:x@h.example/feed")
    address, said = named.join("/"), ""
    try:
        address = named.join(location)
    except NetworkError as error:
        said = str(error)
    assert said.isprintable()
    assert printable_ascii(address.url)
    assert address.authorization == ""


def test_importing_the_client_costs_nothing() -> None:
    code = "import sys, reewriter.net; print('urllib3' in sys.modules, 'ssl' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split()[0] == "False"


ROOT = str(TLS.parent.parent.parent)


@pytest.mark.parametrize("size", [1000, 64 * 1024, 10_000_000])
def test_a_packed_body_is_unpacked_in_steps_whatever_is_in_a_piece(size: int) -> None:
    whole = b"news " * 1_000_000
    packed = b"".join(gzip.compress(half) for half in (whole[:2_500_001], whole[2_500_001:]))
    body = body_for("gzip", host="a.example", limit=len(whole))
    for start in range(0, len(packed), size):
        left = packed[start : start + size]
        while left:
            before = body.size
            left = body.feed(left)
            assert body.size - before <= 1.01 * LARGE
    assert body.finish() == whole
