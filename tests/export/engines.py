"""The real engines of merge tags: Django, Liquid, Jinja2, and Handlebars in a process of Node."""

from __future__ import annotations

import atexit
import importlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

__all__ = ["ENGINES", "Engine"]

Engine = Callable[[str, Mapping[str, object]], str]
"""Renders a text with values, escaping nothing; raises for a text that is no template."""

_MODULES = os.environ.get("REEWRITER_HANDLEBARS", "")
"""Where npm put Handlebars; read now, since tests see nothing of the environment."""
_SCRIPT = """
const handlebars = require(process.argv[1] + '/handlebars');
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { text, values } = JSON.parse(line);
  let told;
  try { told = { out: handlebars.compile(text, { noEscape: true })(values) } }
  catch (error) { told = { error: String(error.message) } }
  process.stdout.write(JSON.stringify(told) + '\\n');
});
"""


def _jinja(text: str, values: Mapping[str, object]) -> str:
    # A trailing line end is dropped by default; that is no question of tags.
    template: Any = importlib.import_module("jinja2").Template(text, keep_trailing_newline=True)
    return str(template.render(**values))


def _django(text: str, values: Mapping[str, object]) -> str:
    pytest.importorskip("django")
    template: Any = importlib.import_module("django.template")
    settings: Any = importlib.import_module("django.conf").settings
    if not settings.configured:
        settings.configure()
        importlib.import_module("django").setup()
    made = template.Engine().from_string(text)
    return str(made.render(template.Context(dict(values), autoescape=False)))


def _liquid(text: str, values: Mapping[str, object]) -> str:
    liquid: Any = pytest.importorskip("liquid")
    return str(liquid.Template(text).render(**values))


@cache
def _node() -> subprocess.Popen[str]:
    node = shutil.which("node")
    if not _MODULES or node is None:
        pytest.skip('Handlebars needs Node: make check-services ARGS="--get engines"')
    process = subprocess.Popen(  # the Node of whoever runs the tests
        [node, "-e", _SCRIPT, _MODULES],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    atexit.register(process.kill)
    return process


def _handlebars(text: str, values: Mapping[str, object]) -> str:
    node = _node()
    assert node.stdin is not None
    assert node.stdout is not None
    node.stdin.write(json.dumps({"text": text, "values": dict(values)}) + "\n")
    node.stdin.flush()
    told = json.loads(node.stdout.readline())
    assert "out" in told, told
    return str(told["out"])


ENGINES: dict[str, Engine] = {
    "jinja": _jinja, "django": _django, "liquid": _liquid, "handlebars": _handlebars,
}  # fmt: skip
