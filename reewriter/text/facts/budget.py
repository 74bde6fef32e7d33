"""How much may be tried for one draft, so that none, however it is made, keeps anybody waiting."""

from __future__ import annotations

__all__ = ["Budget"]


class Budget:
    """So many comparisons as are left; what is asked for when none are is left undone."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, count: int = 1) -> None:
        """Take some away."""
        self.left -= count

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0
