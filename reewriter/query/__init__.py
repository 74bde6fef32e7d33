"""The query language: one for search, views and rules. Text in, a tree out; knows no SQL."""

from __future__ import annotations

from reewriter.query.fields import NAMES
from reewriter.query.parse import parse
from reewriter.query.tree import Query, Sort

__all__ = ["NAMES", "Query", "Sort", "parse"]
