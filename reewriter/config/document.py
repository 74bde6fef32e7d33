"""Reads tables of a parsed TOML document by their list of keys; must not know what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reewriter.config.keys import TABLES
from reewriter.config.kinds import read_value
from reewriter.config.lines import KeyPath, Lines
from reewriter.config.mistakes import Mistake, named, shown
from reewriter.config.table import Key, Table, Value
from reewriter.errors import ConfigError
from reewriter.text import clean_line
from reewriter.text.nearest import did_you_mean, nearest
from reewriter.values import dataclass

__all__ = ["Document", "Row", "Values"]

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """A table that has been read: every key is there, its default where none was written."""

    path: KeyPath
    lines: Lines
    values: dict[str, Value]

    @property
    def line(self) -> int:
        """Where it begins in the file."""
        return self.lines.of(*self.path)

    def text(self, name: str) -> str:
        """Return a value that is text."""
        value = self.values[name]
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def number(self, name: str) -> float:
        """Return a value that is a number."""
        value = self.values[name]
        if not isinstance(value, float):
            raise TypeError(name)
        return value

    def count(self, name: str) -> int | None:
        """Return a value that is a whole number, or None."""
        value = self.values[name]
        if value is not None and not isinstance(value, int):
            raise TypeError(name)
        return value

    def flag(self, name: str) -> bool:
        """Return a value that is true or false."""
        return self.values[name] is True

    def words(self, name: str) -> tuple[str, ...]:
        """Return a value that is a list."""
        value = self.values[name]
        if not isinstance(value, tuple):
            raise TypeError(name)
        return value


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed feeds.toml, with the lines of its keys for the messages."""

    values: Values
    lines: Lines
    file: str
    root: Path
    """The workspace: the folder that relative addresses start from."""

    def error(self, path: KeyPath, message: str, hint: str = "") -> ConfigError:
        """Make the error for what stands at a path."""
        return ConfigError(message, file=self.file, line=self.lines.of(*path), hint=hint)

    def check_tables(self) -> None:
        """Raise `ConfigError` for a table, or a key outside of tables, that we do not know."""
        known: dict[str, str] = {}
        for table in TABLES:
            known.setdefault(table.top, table.header)
        for name, value in self.values.items():
            if name in known:
                continue
            if isinstance(value, dict | list):
                close = nearest(name, known)
                hint = f"Did you mean {known[close]}?" if close else _list_of(known.values())
                raise self.error((name,), f"unknown table [{clean_line(name, limit=60)}]", hint)
            raise self.error(
                (name,), f"unknown key {shown(name)} outside of any table", _belongs(name)
            )
        for table in TABLES:
            if table.required and table.name not in self.values:
                message = f"{table.header} is missing"
                raise ConfigError(message, file=self.file, hint=f"Add it: {_example(table)}")

    def one(self, table: Table) -> tuple[KeyPath, Values]:
        """Return the path and the raw values of a table like `[publication]`; empty if missing."""
        name, form = table.top, table.header
        value = self.values.get(name, {})
        if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            raise self.error((name,), f"[[{name}]] must be written {form}", "It stands here once.")
        return (name,), self.as_table(value, (name,), form)

    def many(self, table: Table) -> list[tuple[KeyPath, Values]]:
        """Return path and raw values of each table like `[[feeds]]`."""
        path: KeyPath = tuple(table.name.split("."))
        value: object = self.values
        for name in path:
            value = value.get(name, []) if isinstance(value, dict) else []
        if isinstance(value, dict):
            message = f"[{table.name}] must be written {table.header}"
            raise self.error(path, message, "There may be several.")
        if not isinstance(value, list):
            message = f"{table.name} must be tables written {table.header}, not {named(value)}"
            raise self.error(path, message)
        return [
            ((*path, place), self.as_table(entry, (*path, place), table.header))
            for place, entry in enumerate(value)
        ]

    def as_table(self, value: object, path: KeyPath, form: str) -> Values:
        """Return what is a table, or raise the error that it is none."""
        if not isinstance(value, dict):
            raise self.error(path, f"{form} must be a table, not {named(value)}")
        return value

    def row(self, table: Table, path: KeyPath, values: Values) -> Row:
        """Read all keys of one table, strictly."""
        known = {key.name: key for key in table.keys}
        for name in values:
            if name not in known:
                message = f"unknown key {shown(name)} in {table.header}"
                raise self.error((*path, name), message, _hint(name, table))
        read: dict[str, Value] = {}
        for key in table.keys:
            if key.name in values:
                read[key.name] = self.value(key, values[key.name], (*path, key.name), table.header)
            elif key.required:
                message = f"{key.name} is missing in {table.header}"
                raise self.error(path, message, f"For example: {key.name} = {key.example}")
            else:
                read[key.name] = key.default
        return Row(path, self.lines, read)

    def value(self, key: Key, value: object, path: KeyPath, form: str) -> Value:
        """Read one value, or raise the error that names key, table and line."""
        try:
            return read_value(key, value)
        except Mistake as mistake:
            raise self.wrong(path, form, mistake) from None

    def wrong(self, path: KeyPath, form: str, mistake: Mistake) -> ConfigError:
        """Make the error for a mistake in the value at a path."""
        where = f"{path[-1]} in {form} {mistake.message}"
        return self.error((*path, *mistake.at), where, mistake.hint)


def _example(table: Table) -> str:
    key = table.keys[0]
    return f"{table.header} with {key.name} = {key.example}"


def _hint(name: str, table: Table) -> str:
    """Name the nearest key of the table; or the table that the key belongs to; or all keys."""
    known = table.names()
    return (not nearest(name, known) and _belongs(name)) or did_you_mean(name, known)


def _belongs(name: str) -> str:
    """Name the table that has a key of that name, or nearly."""
    tables = [table for table in TABLES if not table.free]
    for table in tables:
        if name in table.names():
            return f"It belongs under {table.header}."
    for table in tables:
        close = nearest(name, table.names())
        if close:
            return f"Did you mean “{close}”, under {table.header}?"
    return ""


def _list_of(headers: Iterable[str]) -> str:
    return f"Known here: {', '.join(headers)}."
