"""Speaks JSON with a service and says in one line why it would not; knows no service."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from reewriter.errors import AnswerError, DraftOnlyError, NetworkError
from reewriter.net import Response, ServiceLine, redact
from reewriter.text import clean_line

__all__ = ["Talk", "at", "count", "items", "names", "word"]

_HARMLESS = frozenset({400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 429})
"""Answers by which a service says that it changed nothing."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_LONGEST = 200
_SAYING = ("message", "detail", "error", "msg", "title", "error_message", "context", "errors")
"""Where services put what is wrong, the most telling last words first."""


class Talk:
    """A conversation in JSON; an answer that is no success is raised as a readable error."""

    def __init__(self, line: ServiceLine, name: str) -> None:
        self._line = line
        self.name = name
        """The target's name, for messages."""
        self.wrote = False
        """Whether something that was to be written has been taken."""

    def ask(
        self,
        method: str,
        path: str,
        values: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        missing: Collection[int] = (),
    ) -> object:
        """Return what the service answers, read as JSON; None for a status of `missing`.

        Raises AnswerError for a refusal, NetworkError where nobody knows what happened.
        """
        answer = self._line.ask(method, path, values, query=query, body=body, headers=headers)
        self.wrote |= method != "GET" and 200 <= answer.status < 300
        return None if answer.status in missing else self._read(answer)

    def upload(
        self,
        path: str,
        content: bytes,
        kind: str,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> object:
        """Post a file as it is; returns what the service answers."""
        return self._read(self._line.ask("POST", path, raw=(content, kind), headers=headers))

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Take no refusal for "nothing has changed" once something has been written."""
        try:
            yield
        except (AnswerError, DraftOnlyError) as error:
            if not self.wrote:
                raise
            hint = "Export again: what arrived is found, nothing is there twice."
            raise NetworkError(error.message, hint=hint) from error

    def hurry(self, seconds: float) -> None:
        """Have all that is asked from here on end within these seconds, or sooner."""
        self._line.hurry(seconds)

    def id_in(self, value: object, *path: str | int) -> str:
        """Return the id at a place in an answer; raises NetworkError where none can be one."""
        found = word(value, *path)
        if not _ID.fullmatch(found):
            raise NetworkError(
                f"{self.name}: the answer tells of no draft",
                hint="Is its address right in feeds.toml? Export again: it will be looked at.",
            )
        return found

    def _read(self, answer: Response) -> object:
        if not 200 <= answer.status < 300:
            raise _refusal(self.name, self._line.host, answer)
        if not answer.body.strip():
            return None
        try:
            found: object = json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise NetworkError(
                f"{self.name}: the answer cannot be read",
                hint="Export again: it will be looked at.",
            ) from error
        return found


def at(value: object, *path: str | int) -> object:
    """Return what stands at a place in an answer; None where there is nothing."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def word(value: object, *path: str | int) -> str:
    """Return the text or number at a place in an answer, as text; "" for anything else."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    # Half a character would be a lie to SQLite, and to every terminal.
    return str(found).encode("utf-8", "replace").decode("utf-8")


def count(value: object, *path: str | int) -> int | None:
    """Return the whole number at a place in an answer; None for anything else."""
    found = at(value, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def items(value: object, *path: str | int) -> Sequence[object]:
    """Return the list at a place in an answer; an empty one for anything else."""
    found = at(value, *path)
    return found if isinstance(found, list) else ()


def names(value: object, *path: str | int) -> Sequence[str]:
    """Return the names at a place in an answer that holds names; none for anything else."""
    found = at(value, *path)
    return [name for name in found if isinstance(name, str)] if isinstance(found, Mapping) else ()


def _refusal(name: str, host: str, answer: Response) -> AnswerError | NetworkError:
    status = answer.status
    said = _said(answer)
    more = f": {said}" if said else ""
    if status in (301, 302, 303, 307, 308):
        where = urlsplit(answer.headers.get("location", "")).hostname or "another address"
        return AnswerError(
            f"{name}: {host} leads elsewhere ({clean_line(where, limit=80)}), "
            "and a key follows nobody",
            status=status,
            hint="If it is a server of yours, write the address it leads to into feeds.toml.",
        )
    if status >= 500 or status not in _HARMLESS:
        return NetworkError(
            f"{name}: {host} has trouble of its own ({status}){more}",
            hint="Export again in a while: what arrived is found, nothing is there twice.",
        )
    message, hint = _words(name, status, answer)
    return AnswerError(f"{name}: {message}{more}", status=status, hint=hint)


def _words(name: str, status: int, answer: Response) -> tuple[str, str]:
    pause = answer.headers.get("retry-after", "").strip()
    wait = "In a few minutes"
    if pause.isdecimal() and len(pause) < 7:
        minutes = -(-int(pause) // 60)
        wait = f"In {pause} seconds" if minutes < 3 else f"In {minutes} minutes"
    return {
        401: ("the key is not accepted", f"`reewriter targets login {name}` stores another one."),
        402: (
            "the account's plan does not include this, or its bill is open",
            f"Look there, then try it: `reewriter targets check {name}`.",
        ),
        403: (
            "the key may not do this",
            "Look at the key's rights, and whether the account's plan includes the API.",
        ),
        404: ("there is no such place", f"Are the settings of [targets.{name}] right?"),
        405: ("there is no such place", f"Is url right in [targets.{name}] of feeds.toml?"),
        409: ("it was changed there meanwhile", "Export again to see what was changed."),
        413: ("it is too large", "Cut the issue, or make its pictures smaller."),
        429: ("the service wants a pause", f"{wait}, export again."),
    }.get(status, ("the service does not take it", "Mend what it names, then export again."))


def _said(answer: Response) -> str:
    try:
        found: object = json.loads(answer.body[:100_000])
    except (ValueError, RecursionError):
        return ""
    place = ""
    for _ in range(4):
        if isinstance(found, list) and found:
            found = found[0]
        if not isinstance(found, Mapping):
            break
        said = {str(name).lower(): value for name, value in found.items()}
        place = word(said, "field") or word(said, "loc", -1)
        named = [said[name] for name in _SAYING if said.get(name)]
        texts = [one for one in named if isinstance(one, str)]
        found = texts[0] if texts else next(iter(named or found.values()), "")
    if not isinstance(found, str):
        return ""
    about = "" if place in found else f"{place}: "
    # Before it is cut: the beginning of a key is one nobody would know it by.
    return clean_line(redact(clean_line(about + found)), limit=_LONGEST).rstrip(".")
