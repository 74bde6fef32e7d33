"""Changes as frozen values: what one key press does, and what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from reewriter.values import dataclass

__all__ = ["Change", "Edit", "FileEdit", "Revision"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One row before and after: inserted when `before` is None, deleted when `after` is None.

    Values are those of the model (times, tuples, enums); the store encodes them. An update names
    only the fields it changes.
    """

    table: str
    key: tuple[int | str, ...]
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    def inverse(self) -> Edit:
        """Return the edit that takes this one back."""
        return Edit(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A text file of the workspace before and after; None where there is none."""

    name: str
    """As it is named from the workspace: `facts.toml`."""
    before: str | None
    after: str | None

    def inverse(self) -> FileEdit:
        """Return the edit that takes this one back."""
        return FileEdit(self.name, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """What one key press or command does to the workspace, and how it is said: "skipped 212"."""

    label: str
    edits: tuple[Edit, ...]
    by_rule: bool = False
    """Whether a rule made it and no person: then nothing is learnt from it."""
    files: tuple[FileEdit, ...] = ()

    def inverse(self) -> Change:
        """Return the change that takes this one back, in reverse order."""
        edits = tuple(edit.inverse() for edit in reversed(self.edits))
        files = tuple(file.inverse() for file in reversed(self.files))
        return Change(self.label, edits, self.by_rule, files)


@dataclass(frozen=True, slots=True)
class Revision:
    """A field as it was before it was changed."""

    id: int
    noun: Literal["story", "issue"]
    noun_id: int
    field: str
    value: str
    saved_at: datetime
