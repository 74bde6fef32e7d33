"""A key that shows itself to nobody but the request; knows nothing of where it is kept."""

from __future__ import annotations

from reewriter.net.redact import remember

__all__ = ["Secret"]


class Secret:
    """A value that prints, formats and pickles as `***`; `reveal` is for the request.

    Once it exists it is taken out of every log line and every message that passes `redact`.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value
        remember(value)

    def reveal(self) -> str:
        """Return the value itself: never keep it in a variable of code that may raise."""
        return self.__value

    @property
    def is_plain(self) -> bool:
        """Whether it is printable ASCII in one line, as what travels in a header must be."""
        return self.__value.isascii() and self.__value.isprintable()

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return Secret, ("***",)
