"""Closes at the end of a `with` what has a `close`; knows nothing of what it is."""

from __future__ import annotations

from typing import Self

__all__ = ["Closing"]


class Closing:
    """What is good for one `with`: whoever inherits says in `close` what is let go of."""

    __slots__ = ()

    def close(self) -> None:
        """Let go of everything."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
