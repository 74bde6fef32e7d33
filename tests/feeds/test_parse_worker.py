"""A feed that hangs or kills its parser costs itself only, and no process is left behind."""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from reewriter.desk.ranking import Ranker
from reewriter.errors import ParseError
from reewriter.feeds.beginning import beginning
from reewriter.feeds.parse import parse
from reewriter.feeds.worker import ParseWorker, WorkerError
from reewriter.model import ParsedFeed
from reewriter.text.copies import prints
from tests.bench.hostile import DOCUMENTS

FEEDS = Path(__file__).parent.parent / "data" / "feeds"
GOOD = (FEEDS / "rss-content.xml").read_bytes()
URL = "https://feeds.example/rss?token=geheim"
# The regular expression that looks for an address in an author takes minutes over this.
ENDLESS = (
    b"<rss version='2.0'><channel><title>t</title><item><title>x</title><author>"
    + b"a" * 300_000
    + b"</author></item></channel></rss>"
)
linux = pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="needs Linux's /proc")


@pytest.fixture
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def child_of(worker: ParseWorker) -> int:
    assert worker._child is not None
    return worker._child.pid


def outcome(parse: Callable[[bytes], ParsedFeed], body: bytes) -> ParsedFeed | str:
    try:
        return parse(body)
    except ParseError as error:
        return str(error)


def is_gone(pid: int) -> bool:
    """Tell whether the process has ended and was waited for."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_child_looks_for_what_others_would_look_for_in_its_texts() -> None:
    weights = {"gallium": 3.0, "export licence": 2.5}
    text = (
        "<p>China will ask for an export licence for gallium from the first of next month.</p>" * 4
    )
    body = (
        "<rss version='2.0'><channel><title>t</title>"
        f"<item><title>Gallium again</title><description>{escape(text)}</description></item>"
        "<item><title>Nothing</title><description>Short.</description></item></channel></rss>"
    ).encode()
    with ParseWorker(keywords=weights) as worker:
        one, other = worker.parse(body, URL).items
    assert one.prints == prints(one.text) != ()
    assert one.points == Ranker(weights).score(one.title, one.text) > 6
    assert (other.prints, other.points) == ((), 0)


def test_a_child_gives_the_same_feed_as_we_would(worker: ParseWorker) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)

    def here(body: bytes) -> ParsedFeed:
        return parse(body, url=URL, now=now)

    def there(body: bytes) -> ParsedFeed:
        return worker.parse(body, URL, now=now)

    for file in FEEDS.iterdir():
        body = file.read_bytes()
        assert outcome(there, body) == outcome(here, body)


def test_one_child_serves_all_feeds(worker: ParseWorker) -> None:
    worker.parse(GOOD, URL)
    first = child_of(worker)
    worker.parse(GOOD, URL, "application/rss+xml")

    assert child_of(worker) == first


def test_a_child_that_was_started_before_reads_the_first_feed(worker: ParseWorker) -> None:
    worker.start()
    first = child_of(worker)
    assert len(worker.parse(GOOD, URL).items) == 2
    worker.start()
    assert child_of(worker) == first


def test_a_child_that_was_started_before_and_died_is_replaced(worker: ParseWorker) -> None:
    worker.start()
    first = child_of(worker)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert len(worker.parse(GOOD, URL).items) == 2
    assert is_gone(first)


def test_a_closed_worker_starts_nothing(worker: ParseWorker) -> None:
    worker.close()
    worker.start()
    assert worker._child is None


def test_a_feed_that_ties_up_the_parser_is_stopped_and_the_next_is_read() -> None:
    with ParseWorker() as worker:
        worker.parse(GOOD, URL)
        first = child_of(worker)
        started = time.monotonic()

        with pytest.raises(
            ParseError, match=r"feeds.example/rss was not read within 3 s"
        ) as caught:
            worker.parse(ENDLESS, URL, within=3)

        assert 3 <= time.monotonic() - started < 8
        assert "geheim" not in str(caught.value)
        assert is_gone(first)
        assert len(worker.parse(GOOD, URL).items) == 2


def test_a_child_that_dies_between_two_feeds_is_replaced(worker: ParseWorker) -> None:
    worker.parse(GOOD, URL)
    first = child_of(worker)
    os.kill(first, signal.SIGKILL)

    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)

    feed = worker.parse(GOOD, URL)

    assert len(feed.items) == 2
    assert is_gone(first)


def test_a_child_that_dies_over_a_feed_costs_only_that_feed(worker: ParseWorker) -> None:
    worker.parse(GOOD, URL)
    killer = threading.Timer(0.3, os.kill, (child_of(worker), signal.SIGKILL))
    killer.start()

    with pytest.raises(ParseError, match=r"feeds.example/rss made the parser give up"):
        worker.parse(ENDLESS, URL)

    killer.join()
    assert len(worker.parse(GOOD, URL).items) == 2


def test_closing_ends_a_parse_at_once_and_leaves_no_process() -> None:
    worker = ParseWorker(deadline=60)
    worker.parse(GOOD, URL)
    pid = child_of(worker)
    closer = threading.Timer(0.3, worker.close)
    started = time.monotonic()
    closer.start()

    with pytest.raises(ParseError):
        worker.parse(ENDLESS, URL)

    closer.join()
    assert time.monotonic() - started < 20
    assert is_gone(pid)
    with pytest.raises(ParseError):
        worker.parse(GOOD, URL)
    worker.close()


def test_an_interrupt_in_the_terminal_does_not_reach_the_child(worker: ParseWorker) -> None:
    worker.parse(GOOD, URL)

    assert os.getpgid(child_of(worker)) not in (os.getpgid(0), 0)


def test_several_threads_share_a_child(worker: ParseWorker) -> None:
    def titles(number: int) -> list[str]:
        body = f"<rss><channel><item><title>n{number}</title></item></channel></rss>".encode()
        return [item.title for item in worker.parse(body, URL).items]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(titles, range(12))) == [[f"n{number}"] for number in range(12)]


def test_large_documents_pass_both_ways(worker: ParseWorker) -> None:
    items = "".join(
        f"<item><title>{n}</title><description>{'ö ' * 3_000}</description></item>"
        for n in range(300)
    )

    feed = worker.parse(f"<rss><channel>{items}</channel></rss>".encode(), URL)

    assert len(feed.items) == 300
    assert all(len(item.text) == 5_999 for item in feed.items)


@pytest.mark.parametrize("python", ["/nonexistent/python", "/bin/false"])
def test_no_document_is_blamed_where_no_child_can_be_had(
    monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    with ParseWorker() as worker:
        with monkeypatch.context() as broken:
            broken.setattr(sys, "executable", python)
            worker.start()
            with pytest.raises(WorkerError, match="could not be started"):
                worker.parse(GOOD, URL)
        assert len(worker.parse(GOOD, URL).items) == 2


def test_it_starts_where_standard_error_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    with ParseWorker() as worker:
        assert len(worker.parse(GOOD, URL).items) == 2


@linux
def test_the_child_has_no_secrets_and_little_memory(
    worker: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REEWRITER_BUTTONDOWN_KEY", "geheim")
    worker.parse(GOOD, URL)
    process = Path("/proc") / str(child_of(worker))

    assert b"geheim" not in (process / "environ").read_bytes()
    limits_of = (process / "limits").read_text()
    limits = {line[:25].strip(): line[26:].split() for line in limits_of.splitlines()}
    assert limits["Max address space"][:2] == ["1073741824", "1073741824"]
    assert limits["Max core file size"][:2] == ["0", "0"]
    assert limits["Max cpu time"][0] != "unlimited"


def test_nothing_is_imported_from_the_working_folder(
    worker: ParseWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("feedparser.py", "reewriter.py", "nh3.py", "json.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'harm')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)

    assert len(worker.parse(GOOD, URL).items) == 2
    assert not (tmp_path / "harm").exists()


def test_the_child_loads_neither_screen_nor_network_nor_database() -> None:
    code = (
        "import sys, reewriter.feeds.worker as w\n"
        "w._answer({'url': '', 'type': '', 'now': '', 'seen': ''},"
        " b'<rss><channel><item><title>x</title>"
        "<description>y</description></item></channel></rss>')\n"
        "print({'textual', 'urllib3', 'sqlite3', 'click', 'jinja2'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]

    loaded = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)

    assert loaded.stdout.strip() == "set()", loaded.stderr


@linux
def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import os, signal\n"
        "from reewriter.feeds.worker import ParseWorker\n"
        "worker = ParseWorker()\n"
        "worker.parse(b'<rss><channel/></rss>', '')\n"
        "print(worker._child.pid, flush=True)\n"
        "input()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.communicate("\n")

    # Its file descriptor becomes readable when it ends.
    ready, _, _ = select.select([child], [], [], 10)
    os.close(child)
    assert ready


@linux
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.startswith("200 MB")])
def test_what_is_made_to_exhaust_the_parser_ends_in_time_and_little_memory(name: str) -> None:
    body = DOCUMENTS[name]()
    with ParseWorker() as worker:
        worker._running(time.monotonic() + 30)  # Its start is not what is measured.
        began = time.monotonic()
        with contextlib.suppress(ParseError):
            worker.parse(body, URL, within=2.5)
        assert time.monotonic() - began < 6
        if worker._child is not None:
            assert peak_of(worker) < 200
        assert len(worker.parse(GOOD, URL).items) == 2


def peak_of(worker: ParseWorker) -> float:
    """Return the megabytes that its child has had resident at most."""
    status = Path(f"/proc/{child_of(worker)}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@linux
def test_a_document_that_takes_too_much_memory_costs_itself_only(worker: ParseWorker) -> None:
    with pytest.raises(ParseError, match="more memory"):
        worker.parse(DOCUMENTS["elements nested a million deep"](), URL)

    assert len(worker.parse(GOOD, URL).items) == 2


@linux
def test_of_a_document_that_takes_too_much_memory_the_beginning_is_read(
    worker: ParseWorker,
) -> None:
    item = "<item><guid>%d</guid><title>\U0001f40b</title><description>%s</description></item>"
    items = "".join(item % (number, "two words " * 30_000) for number in range(32))
    broken = f"<rss version='2.0'><channel><title>x</title>{items}<item><tit".encode()

    feed = worker.parse(broken, URL)

    assert [one.guid for one in feed.items] == [str(number) for number in range(10)]
    assert len({len(one.text) for one in feed.items}) == 1, "none is cut in the middle"
    assert feed.warning.startswith("only its beginning was read")


def test_a_beginning_ends_with_an_item_where_one_ends_in_it() -> None:
    items = b"<item>1</item><item>2</item>"
    assert beginning(items + b"." * 60) == items
    assert beginning(b"<entry>1</entry>".ljust(90)) == b"<entry>1</entry>"
    assert beginning(b"x" * 90) == b"x" * 30


@linux
def test_a_large_document_is_read_after_another_large_one(worker: ParseWorker) -> None:
    item = "<item><guid>%d</guid><title>ü €</title><description>%s</description></item>"
    items = "".join(item % (number, "two words " * 970) for number in range(980))
    large = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()

    counts = [len(worker.parse(large, URL).items) for _ in range(3)]

    assert counts == [980, 980, 980]
