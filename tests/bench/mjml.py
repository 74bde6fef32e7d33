"""The same issue written as MJML, and compiled by MJML itself in one warm Node process.

MJML is the rival of the field; it is fetched by npm into a folder of its own, never into this
project.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from reewriter.model import Brand, Composition
from reewriter.render.issue import html_view
from reewriter.render.mergetags import unseal
from tests.sample_issue import NOW

__all__ = ["Compiled", "as_mjml", "compiled"]

_HERE = Path(__file__).resolve().parent
TOOLS = _HERE.parent.parent / ".venv" / "bench-mjml"
_PACKAGE = "mjml@5"
_RULE = '<mj-divider border-width="1px" border-color="#ded8ce" />'

_HEAD = """\
<mjml lang="{lang}" dir="{dir}"><mj-head><mj-title>{title}</mj-title>
<mj-preview>{preview}</mj-preview><mj-attributes>
<mj-all font-family="-apple-system, Segoe UI, Helvetica, Arial, sans-serif" />
<mj-text font-size="16px" line-height="24px" color="#1d2327" padding="0 24px 16px" />
<mj-section padding="0" background-color="#ffffff" /></mj-attributes>
<mj-style inline="inline">h1, h2, h3, h4 {{ font-family: Georgia, serif; margin: 0 0 8px }}
h2, h3 {{ font-size: 25px; line-height: 31px }} h4 {{ font-size: 18px; line-height: 24px }}
p, li {{ margin: 0 0 16px }} a {{ color: #8a3b12 }}</mj-style></mj-head>
<mj-body width="600px" background-color="#f4f1ec">
"""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What MJML did with some issues."""

    version: str
    milliseconds: float
    """The median of all, warm: the lesser of CPU and wall time, since Node works on threads."""
    size: int
    """Bytes of the HTML of the first."""


def as_mjml(composition: Composition, brand: Brand) -> str:
    """Write an issue as somebody would in MJML: a section for each story, text by text.

    Its Markdown is HTML already, which MJML would not make; nothing that ours shows is left out.
    """
    # Nested plain data, read by the names that docs/templates.md documents.
    view: Mapping[str, Any] = html_view(composition, brand, now=NOW)
    issue, publication = view["issue"], view["publication"]
    parts = [
        _HEAD.format(
            lang=view["lang"],
            dir=view["dir"],
            title=escape(issue["subject"]),
            preview=escape(issue["preheader"]),
        ),
        _section(
            _text(f"<p>{_link(publication['home_url'], publication['name'])}</p>", "center"),
            _text(f"<h1>{escape(publication['title'])}</h1>", "center"),
            _text(escape(publication["tagline"]), "center"),
            _text(f"{escape(issue['date'])} · No. {issue['number']}"),
            _text(issue["intro"]),
        ),
    ]
    for section in view["sections"]:
        parts.append(_section(_text(f"<h2>{escape(section['title'])}</h2>")))
        for number, story in enumerate(section["stories"]):
            parts.append(_section(_RULE if number else "", *_story(story, publication)))
    parts.append(_section(*_end(view)))
    return unseal(f"{''.join(parts)}</mj-body></mjml>")


def compiled(sources: Sequence[str]) -> Compiled | None:
    """Compile each source once after a warm-up; None where Node or npm is not installed.

    Raises CalledProcessError where npm cannot fetch MJML, or Node cannot run it.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    if not (TOOLS / "node_modules" / "mjml").is_dir():
        TOOLS.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        subprocess.run([*npm, "--prefix", str(TOOLS), _PACKAGE], check=True)
    with tempfile.TemporaryDirectory(prefix="reewriter-mjml-") as folder:
        files = []
        for number, source in enumerate(sources):
            files.append(Path(folder) / f"{number}.mjml")
            files[-1].write_text(source, encoding="utf-8")
        done = subprocess.run(
            ["node", str(_HERE / "mjml.mjs"), str(TOOLS), *map(str, files)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    said = json.loads(done.stdout)
    times = [min(cpu, wall) for cpu, wall in said["milliseconds"]]
    return Compiled(said["version"], median(times), said["size"])


def _section(*content: str) -> str:
    return f"<mj-section><mj-column>{''.join(content)}</mj-column></mj-section>\n"


def _text(content: str, align: str = "left", size: int = 16) -> str:
    look = f'align="{align}" font-size="{size}px"'
    return f"<mj-text {look}>{content}</mj-text>\n" if content else ""


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>' if url else escape(words)


def _story(story: Mapping[str, Any], publication: Mapping[str, Any]) -> Iterator[str]:
    level = story["level"]
    title = _link(story["link"]["url"], story["headline"])
    yield _text(f"<h{level}>{title}</h{level}>")
    for source in story["sources"][:1]:
        name = _link(source["link"]["url"], source["outlet"])
        rest = (escape(text) for text in (source["reporter"], source["date"]) if text)
        yield _text(" · ".join((name, *rest)), size=14)
    yield _text(escape(story["deck"]), size=18)
    yield _text(f"<strong>TL;DR</strong> {escape(story['tldr'])}" if story["tldr"] else "")
    if story["highlights"]:
        items = "".join(f"<li>{escape(text)}</li>" for text in story["highlights"])
        yield _text(f"<h{level + 1}>Highlights</h{level + 1}><ul>{items}</ul>")
    for part in story["parts"]:
        heading = f"<h{level + 1}>{escape(part['title'])}</h{level + 1}>" if part["title"] else ""
        yield _text(f"{heading}{part['text']}")
    ways = " · ".join(_link(way["url"], way["label"]) for way in story["share"])
    by = f"By {escape(story['byline'])}<br />" if story["byline"] else ""
    tags = escape(" · ".join(story["tags"]))
    yield _text(f"{by}Tags: {tags}<br />{escape(publication['share_line'])}: {ways}", size=14)


def _end(view: Mapping[str, Any]) -> Iterator[str]:
    publication = view["publication"]
    for author in view["authors"]:
        yield _text(f"By {_link(author['url'], author['name'])}<br />{escape(author['bio'])}")
    recent = "".join(f"<li>{_link(one['url'], one['headline'])}</li>" for one in view["recent"])
    yield _text(f"<h2>Recent news</h2><ul>{recent}</ul>")
    yield _text(f"<h2>{escape(publication['signup_title'])}</h2>", "center")
    yield _text(escape(publication["signup_sentence"]), "center")
    yield f'<mj-button href="{escape(publication["signup_url"])}">Sign up</mj-button>'
    ways = (
        _link("https://x.example/out", "Unsubscribe"),
        _link("https://x.example/", "View in browser"),
    )
    yield _text(" · ".join(ways), "center", 14)
    yield _text(escape(publication["postal_address"]), "center", 13)
    yield _text(escape(publication["copyright"]), "center", 13)
