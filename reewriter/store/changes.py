"""Applies a `Change` in one transaction, and only if the rows still are what it was made from.

Every edit of an item's state, a story or an issue goes through here: so each is undoable (by the
inverse change), none overwrites what another desk saved meanwhile, and earlier texts are kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from reewriter.errors import ConflictError, NotFoundError, SentError
from reewriter.formats import PARTS
from reewriter.model import Change, Edit
from reewriter.store.database import Store
from reewriter.store.rows import Column, encode, encoded, moment, stamp

__all__ = ["KEEP_EVERY", "apply"]

KEEP_EVERY = timedelta(seconds=20)
"""Autosaves closer together than this are one version: nobody restores half a word."""

_MANY = 20
"""Rows that are changed alike, from which on one statement for all of them is worth its while."""

_VERY_MANY = 200
"""Rows, from which on a change is worth more memory than is kept otherwise."""

_MUCH = 200
"""Characters; where a save takes out so many at once, what was there is a version in any case."""

_KEYS: dict[str, tuple[str, ...]] = {
    "item": ("id",),
    "item_tag": ("item_id", "tag"),
    "item_group": ("id",),
    "item_apart": ("item_id", "other_id"),
    "story": ("id",),
    "source": ("id",),
    "highlight": ("story_id", "position"),
    "issue": ("id",),
    "placement": ("issue_id", "story_id"),
    "waiver": ("issue_id", "check_id", "where"),
}


def _fields(names: str) -> frozenset[str]:
    return frozenset(names.split())


_COLUMNS = {
    "item": _fields("state until group_id folded score"),
    "item_tag": _fields(""),
    "item_group": _fields("lead_item_id news"),
    "item_apart": _fields(""),
    "story": _fields(
        "item_id format headline deck tldr critique moves extra tags authors images own_url"
        " embargo_until note thread_id suggested citations"
    ),
    "source": _fields(
        "story_id item_id outlet reporter url published text text_hash captured_at complete primary"
    ),
    "highlight": _fields("text source_id span_start span_end"),
    "issue": _fields(
        "date edition number subject subjects preheader intro status due_at sections taken_over"
        " own_text own_text_of"
    ),
    "placement": _fields("section position bench"),
    "waiver": _fields("reason"),
}
_VERSIONED = {
    "story": _fields("headline deck tldr critique note tags authors own_url format") | set(PARTS),
    "source": _fields("outlet reporter url text"),
    "issue": _fields("subject subjects preheader intro sections own_text"),
}


def apply(store: Store, change: Change, *, now: datetime, keep: bool = False) -> None:
    """Carry out a change; raises ConflictError, and does nothing, where a row is not as expected.

    A sent issue never changes: its edits raise SentError. With `keep`, the texts of before become
    versions however short ago the last ones were: they are somebody else's.
    """
    with store.write():
        if len(change.edits) >= _VERY_MANY:
            store.make_room()
        touched: set[tuple[str, int]] = set()
        for edit in change.edits:
            _keep_version(store, edit, now, keep=keep)
        for alike in _alike(change.edits):
            _apply_all(store, alike)
            for edit in alike:
                touched |= _revised(edit)
        for table in sorted({table for table, _ in touched}):
            store.execute(
                f'UPDATE "{table}" SET revision = revision + 1'
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([row_id for of, row_id in sorted(touched) if of == table]),),
            )


def _shape(edit: Edit) -> tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return what edits share that are one statement with other values."""
    before, after = (None if v is None else tuple(v) for v in (edit.before, edit.after))
    return edit.table, before, after


def _alike(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Part edits where another statement is needed; their order stays."""
    for _, alike in groupby(edits, key=_shape):
        yield list(alike)


def _apply_all(store: Store, edits: Sequence[Edit]) -> None:
    """Carry out edits of one shape: a thousand items are kept by four statements."""
    for issue_id in {int(e.key[0]) for e in edits if e.table in ("issue", "placement", "waiver")}:
        _must_not_be_sent(store, issue_id)
    sql = _statement(edits[0])
    with store.trying() as take_back:
        if _at_once(store, edits) == len(edits):
            return
        take_back()
        values = [_values(edit) for edit in edits]
        if store.execute_many(sql, values) == len(edits):
            return
        take_back()
        for edit, each in zip(edits, values, strict=True):  # which of them was it?
            if store.execute(sql, each) != 1:
                raise _refused(store, edit)


def _at_once(store: Store, edits: Sequence[Edit]) -> int:
    """Change what becomes of many rows alike by one statement each; return how many rows it was.

    A thousand skipped items are nearly always one such change. 0 where it is not worth it.
    """
    first = edits[0]
    if len(edits) < _MANY or not first.before or not first.after or len(first.key) != 1:
        return 0
    parts: dict[str, tuple[Edit, list[Column]]] = {}
    for edit in edits:
        alike = repr((edit.before, edit.after))
        parts.setdefault(alike, (edit, []))[1].append(encode(edit.key[0]))
        if len(parts) * _MANY > len(edits):
            return 0
    if len({key for _, keys in parts.values() for key in keys}) < len(edits):
        return 0  # one of them is changed twice: their order counts
    table, (column,) = first.table, _KEYS[first.table]
    what = ", ".join(f'"{name}" = ?' for name in _checked(table, first.after))
    same = "".join(f' AND "{name}" IS ?' for name in _checked(table, first.before))
    sql = f'UPDATE "{table}" SET {what} WHERE "{column}" IN (SELECT value FROM json_each(?)){same}'
    return sum(
        store.execute(
            sql,
            [
                *map(encode, (edit.after or {}).values()),
                json.dumps(sorted(keys)),
                *map(encode, (edit.before or {}).values()),
            ],
        )
        for edit, keys in parts.values()
    )


def _statement(edit: Edit) -> str:
    table = edit.table
    if edit.before is None:
        names = [*_KEYS[table], *_checked(table, edit.after or {})]
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        return f'INSERT INTO "{table}" ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING'
    same = "".join(f' AND "{column}" IS ?' for column in _checked(table, edit.before))
    if edit.after is None:
        return f'DELETE FROM "{table}" WHERE {_where(table)}{same}'
    what = ", ".join(f'"{column}" = ?' for column in _checked(table, edit.after))
    return f'UPDATE "{table}" SET {what} WHERE {_where(table)}{same}'


def _where(table: str) -> str:
    return " AND ".join(f'"{column}" = ?' for column in _KEYS[table])


def _values(edit: Edit) -> list[Column]:
    """Return the values for the marks of an edit's statement."""
    after = (edit.after or {}).values()
    if edit.before is None:
        return encoded((*edit.key, *after))
    return encoded((*after, *edit.key, *edit.before.values()))


def _refused(store: Store, edit: Edit) -> Exception:
    if edit.before is None and edit.table == "item_group":
        return ConflictError(
            "what belongs together has changed since",
            hint="A fetch has brought more of it; join the lines, or take one out, by hand.",
        )
    if edit.before is None:
        return ConflictError(
            f"{edit.table} {_name(edit)} is there already",
            hint="Somebody else made it meanwhile; look at it and try again.",
        )
    key = [encode(part) for part in edit.key]
    return _missing_or_changed(store, edit, _where(edit.table), key)


def _checked(table: str, values: Mapping[str, object]) -> Collection[str]:
    """Return the names of fields, all of which may be edited."""
    unknown = set(values) - _COLUMNS[table]
    if unknown:
        raise KeyError(f"{table} has no field {', '.join(sorted(unknown))} that may be edited")
    return values.keys()


def _must_not_be_sent(store: Store, issue_id: int) -> None:
    if store.value("SELECT status FROM issue WHERE id = ?", (issue_id,)) == "sent":
        raise SentError(
            "this issue has been sent and never changes again",
            hint="Write a correction into the next issue.",
        )


def _missing_or_changed(store: Store, edit: Edit, where: str, key: list[Column]) -> Exception:
    if store.value(f'SELECT 1 FROM "{edit.table}" WHERE {where}', key) is None:
        return NotFoundError(
            f"there is no {edit.table} {_name(edit)} any more",
            hint="Somebody else took it away meanwhile.",
        )
    return ConflictError(
        f"{edit.table} {_name(edit)} was changed elsewhere meanwhile",
        hint="Look at the new version, then make your change again.",
    )


def _name(edit: Edit) -> str:
    return "/".join(str(part) for part in edit.key)


def _revised(edit: Edit) -> set[tuple[str, int]]:
    """Return the stories and issues whose `revision` this edit raises."""
    if edit.table in ("story", "issue"):
        return {(edit.table, int(edit.key[0]))} if edit.after is not None else set()
    if edit.table == "highlight":
        return {("story", int(edit.key[0]))}
    if edit.table == "source":
        values = edit.after or edit.before or {}
        return {("story", int(str(values["story_id"])))} if "story_id" in values else set()
    return set()


def _keep_version(store: Store, edit: Edit, now: datetime, *, keep: bool) -> None:
    """Save what is about to be overwritten, unless a version of a moment ago covers it."""
    if edit.table == "highlight":
        story_id = int(edit.key[0])
        texts = store.rows(
            "SELECT text FROM highlight WHERE story_id = ? ORDER BY position", (story_id,)
        )
        if texts:
            before = json.dumps([row[0] for row in texts], ensure_ascii=False)
            _save_version(store, ("story", story_id, "highlights", before), now, keep=keep)
        return
    fields = _VERSIONED.get(edit.table)
    if not fields or edit.before is None:
        return
    noun, noun_id, prefix = edit.table, int(edit.key[0]), ""
    if noun == "source":  # one of a story, and gone when that is
        owner = store.value("SELECT story_id FROM source WHERE id = ?", (noun_id,))
        if owner is None or edit.after is None:
            return
        noun, noun_id, prefix = "story", int(owner), f"source/{noun_id}/"
    becomes = _fields_of(edit.after or {})
    for column, value in _fields_of(edit.before).items():
        if column in fields and value not in ("", (), becomes.get(column, "")):
            kept = str(encode(value))
            lost = len(kept) - len(str(encode(becomes.get(column)) or ""))
            always = keep or lost >= _MUCH or column == "text"
            _save_version(store, (noun, noun_id, prefix + column, kept), now, keep=always)


def _fields_of(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with the parts of a story's format as fields of their own."""
    parts = values.get("extra")
    return {**values, **parts} if isinstance(parts, dict) else dict(values)


def _save_version(
    store: Store, version: tuple[str, int, str, str], now: datetime, *, keep: bool
) -> None:
    noun, noun_id, column, _value = version
    last = store.value(
        "SELECT saved_at FROM revision WHERE noun = ? AND noun_id = ? AND field = ?"
        " ORDER BY id DESC LIMIT 1",
        (noun, noun_id, column),
    )
    if last is not None and timedelta(0) <= now - moment(last) < KEEP_EVERY and not keep:
        return
    store.execute(
        "INSERT INTO revision (noun, noun_id, field, value, saved_at) VALUES (?, ?, ?, ?, ?)",
        (*version, stamp(now)),
    )
