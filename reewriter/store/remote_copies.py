"""What drafts at services held when they were last ours, and where their pictures are."""

from __future__ import annotations

import json
from collections.abc import Mapping

from reewriter.store.database import Store

__all__ = ["fields", "keep", "keep_pictures", "pictures"]


def fields(store: Store, issue_id: int, target: str) -> dict[str, str]:
    """Return what the draft held when it was last ours; empty where nothing is known."""
    return _read(store, "fields", issue_id, target)


def pictures(store: Store, issue_id: int, target: str) -> dict[str, str]:
    """Return the addresses of the pictures uploaded for an issue, by digest."""
    return _read(store, "pictures", issue_id, target)


def keep(store: Store, issue_id: int, target: str, fields: Mapping[str, str]) -> None:
    """Note down what a draft holds now."""
    _write(store, "fields", (issue_id, target), fields)


def keep_pictures(store: Store, issue_id: int, target: str, pictures: Mapping[str, str]) -> None:
    """Note down where the pictures of an issue are, by digest."""
    _write(store, "pictures", (issue_id, target), pictures)


def _read(store: Store, column: str, issue_id: int, target: str) -> dict[str, str]:
    found = store.value(
        f"SELECT {column} FROM remote_copy WHERE issue_id = ? AND target = ?", (issue_id, target)
    )
    return {str(name): str(value) for name, value in json.loads(str(found or "{}")).items()}


def _write(store: Store, column: str, key: tuple[int, str], values: Mapping[str, str]) -> None:
    with store.write():
        store.execute(
            f"INSERT INTO remote_copy (issue_id, target, {column}) VALUES (?, ?, ?)"
            f" ON CONFLICT (issue_id, target) DO UPDATE SET {column} = excluded.{column}",
            (*key, json.dumps(dict(values), ensure_ascii=False)),
        )
