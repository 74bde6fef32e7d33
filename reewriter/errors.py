"""The error tree: every failure a person may meet, with what to do and the exit code it means.

ReewriterError                 1
├── UsageError                 2   the command was called wrongly
├── WorkspaceError             3   no workspace here, or it cannot be used
│   ├── ConfigError            3   feeds.toml is wrong: file, line, key, nearest valid key
│   └── StoreError             3   the database is missing, broken, newer, read-only, locked, full
│       ├── ReadOnlyError      3
│       ├── LockedError        3
│       ├── StoppedError       1   a search that nobody waits for any more
│       └── ConflictError      1   somebody else changed the same thing meanwhile
│           └── SentError      1   the issue has gone out and never changes again
├── NotFoundError              4   no such item, story, issue, feed, target
├── NetworkError               5   nothing was reached
│   ├── BlockedAddressError    5   private address, or a redirect that leads to one
│   ├── UnknownHostError       5   nobody knows the host, or nobody can be asked
│   ├── DeadlineError          5   too slow in all
│   ├── TooLargeError          5   more bytes than we take
│   ├── HttpStatusError        5   an answer that is not a feed or page
│   ├── UnlistedError          5   a service lists more than is looked through
│   └── ModelError             5   a language model answered nothing of use
├── ParseError                 1   bytes that are not a feed
│   └── OverrunError           1   the parser was stopped: perhaps only since the machine was busy
├── UnsoundError               1   a text that does not say what its sources say
├── TemplateError              1   a template with a mistake: file, line, excerpt
└── ExportError                1   a target refused or could not write
    ├── NoKeyError             1   there is no key for a service yet
    ├── DraftOnlyError         1   a request that could do more than keep a draft: it never left
    ├── RemoteError            1   what stands at the service is not what was left there
    ├── TwiceError             1   two drafts of one issue stand at a service
    └── AnswerError            5   a service answered, but did not do it
"""

from __future__ import annotations

__all__ = [
    "AnswerError",
    "BlockedAddressError",
    "ConfigError",
    "ConflictError",
    "DeadlineError",
    "DraftOnlyError",
    "ExportError",
    "HttpStatusError",
    "LockedError",
    "ModelError",
    "NetworkError",
    "NoKeyError",
    "NotFoundError",
    "OverrunError",
    "ParseError",
    "ReadOnlyError",
    "ReewriterError",
    "RemoteError",
    "SentError",
    "StoppedError",
    "StoreError",
    "TemplateError",
    "TooLargeError",
    "TwiceError",
    "UnknownHostError",
    "UnlistedError",
    "UnsoundError",
    "UsageError",
    "WorkspaceError",
]


class ReewriterError(Exception):
    """Any failure that is told to a person: one line of what and where, one of what to do."""

    exit_code: int = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened, and where, in one line without a full stop.

        What somebody wrote or named stands in “…”; straight marks are for what is typed with them.
        """
        self.hint = hint
        """What to do about it, in one sentence; may be empty."""

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UnsoundError(ReewriterError):
    """A text does not say what its sources say, and may not be taken as it is."""


class UsageError(ReewriterError):
    """The command was called with arguments that make no sense."""

    exit_code = 2


class WorkspaceError(ReewriterError):
    """The folder is no workspace, or cannot be used as one."""

    exit_code = 3


class ConfigError(WorkspaceError):
    """A mistake in feeds.toml."""

    def __init__(self, message: str, *, file: str, line: int | None = None, hint: str = "") -> None:
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {message}", hint=hint)
        self.file = file
        self.line = line
        """The line of the offending key, counted from 1; None where there is no single line."""


class StoreError(WorkspaceError):
    """The database cannot be opened, read or written."""


class ReadOnlyError(StoreError):
    """The database or its folder may not be written."""


class LockedError(StoreError):
    """Another process held the database longer than the busy timeout."""


class StoppedError(StoreError):
    """What was being looked for is no longer wanted: `Store.interrupt` was called."""

    exit_code = 1


class ConflictError(StoreError):
    """What was about to be changed is no longer what the change was made from."""

    exit_code = 1


class SentError(ConflictError):
    """The issue has gone out and never changes again."""


class NotFoundError(ReewriterError):
    """There is no such item, story, issue, feed or target."""

    exit_code = 4


class NetworkError(ReewriterError):
    """A host could not be reached, or did not answer sensibly."""

    exit_code = 5


class BlockedAddressError(NetworkError):
    """The address is private or of a scheme we never follow."""


class UnknownHostError(NetworkError):
    """Nobody knows the host, or nobody can be asked: there is no network."""


class DeadlineError(NetworkError):
    """The whole answer took longer than its total deadline."""


class TooLargeError(NetworkError):
    """The answer is larger, packed or unpacked, than the cap."""


class HttpStatusError(NetworkError):
    """The server answered with a status that carries no document."""

    def __init__(self, message: str, *, status: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class UnlistedError(NetworkError):
    """A service lists more than is looked through: whether our draft is there nobody knows."""


class ModelError(NetworkError):
    """A language model failed, or what it said was of no use."""


class ParseError(ReewriterError):
    """The bytes are not a feed, or could not be read within limits."""


class OverrunError(ParseError):
    """The parser was stopped, or stopped itself: perhaps only because the machine was busy."""


class TemplateError(ReewriterError):
    """A template has a mistake; the message names file and line, the hint shows the excerpt."""


class ExportError(ReewriterError):
    """A target refused the issue or could not write it."""


class NoKeyError(ExportError):
    """There is no key for a service yet: nothing is wrong, it has not been stored."""


class DraftOnlyError(ExportError):
    """A request that could do more than keep a draft; it never left this machine."""


class RemoteError(ExportError):
    """What stands at the service is not what was left there; the editor must choose."""

    def __init__(self, message: str, *, hint: str = "", difference: str = "") -> None:
        super().__init__(message, hint=hint)
        self.difference = difference
        """What was changed there, as lines of a unified diff; "" where nothing can be compared."""


class TwiceError(ExportError):
    """Two drafts of the same issue stand there, where each was thought to be the only one."""


class AnswerError(ExportError):
    """A service answered, but did not do what it was asked."""

    exit_code = 5

    def __init__(self, message: str, *, status: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status
