"""What a service can do and how well that is known: facts for the documents, used nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Abilities"]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a service can do and what is known of it, for the documents."""

    title: str
    html: str = "yes"
    text: str = "yes"
    markdown: str = "no"
    preheader: str = "yes"
    pictures: str = "no"
    found_again: str = ""
    """By what a draft is found after a connection was cut."""
    conflicts: str = "read and compared"
    draft: str = ""
    """What keeps it a draft."""
    readers: str = "no"
    """What it tells of readers once the issue went out."""
    limits: str = ""
    verified: str = ""
    """Against what, and when."""
    unverified: tuple[str, ...] = ()
    """What is believed and has not been tried."""
