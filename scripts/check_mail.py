"""Tries issues on the checkers of the field: Nu HTML, axe-core, caniemail's data, SpamAssassin.

Not part of the tests: it needs Node, Java and Chromium, and fetches the checkers once. What is not
installed is told and left out.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import PIL.Image

from reewriter.export import ExportContext, target_for
from reewriter.formats import FORMATS
from reewriter.model import Brand, Composition, Image, Look
from reewriter.render import render
from reewriter.render.bound import bound, publication_urls
from tests.render.test_formats import story
from tests.sample_issue import NOW, long_composition, sample_brand, sample_composition, with_story

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv" / "check-mail"
PACKAGES = {"axe-core": "4", "caniemail": "2", "playwright-core": "1", "vnu-jar": "26"}
"""From npm, with the version of each that is known to work; caniemail's first has older data."""
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}
"""Program → its package in Debian."""

_HOSTILE = (
    "### <script>alert(1)</script> & {{ user }} *|FNAME|*\n\n<b>tag</b> "
    f"[long](https://example.org/{'x' * 2000}) <https://example.org/{'y' * 2000}>\n\n"
    "| a | b | c | d | e | f | g | h |\n|---|---|---|---|---|---|---|---|\n"
    "| Verschlechterungswahrscheinlichkeit | 2 | 3 | 4 | 5 | 6 | 7 | 8 |\n\n"
    "- one\n    - two `code`\n        - three\n\n> 日本語 العربية\n\n```\n" + "x" * 300 + "\n```\n"
)
PICTURE = Image("media/kiln.png", "A kiln at night, its door open", 1200, 675, "Ana Ruiz", "CC BY")
# Office's and Apple's own, which no validator knows and no mail can do without.
_EXPECTED = re.compile(r"xmlns:o|mso-|x-apple-disable|supported-color-schemes")


def cases() -> Iterator[tuple[str, Composition, Brand]]:
    """Yield the issues that are tried, by name."""
    brand, sample = sample_brand(), sample_composition()
    yield "5-stories", sample, brand
    yield "12-stories", long_composition(12), brand
    first = sample.placed[0]
    yield "briefing", replace(sample, placed=(replace(first, story=story("briefing")),)), brand
    hostile = with_story(sample, headline="A <b>headline</b> & {{ x }} 日本語", critique=_HOSTILE)
    yield "hostile", hostile, brand
    hebrew = replace(brand, publication=replace(brand.publication, locale="he-IL"))
    yield "right-to-left", with_story(sample, headline="מגנטים", critique="שלום *עולם*"), hebrew
    formats = [replace(first, story=replace(story(name), id=at)) for at, name in enumerate(FORMATS)]
    yield "formats", replace(sample, placed=tuple(formats)), brand
    yield "pictures", with_story(sample, images=(PICTURE, replace(PICTURE, width=90))), brand
    yield "plain", sample, replace(brand, look=Look("plain"))
    yield "brand", sample, replace(brand, look=replace(Look(), logo="media/kiln.png"))


def main() -> int:
    """Run what can be run; 1 means that something was found, 2 that a tool is missing."""
    missing = [package for tool, package in NEEDED.items() if shutil.which(tool) is None]
    if missing:
        print(f"check-mail needs {', '.join(missing)}: apt install {' '.join(missing)}")
        return 2
    if any(not _version(name).startswith(f"{wanted}.") for name, wanted in PACKAGES.items()):
        TOOLS.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        subprocess.run([*npm, "--prefix", str(TOOLS), *wanted], check=True)
    with tempfile.TemporaryDirectory(prefix="reewriter-mail-") as folder:
        pages, mails = _written(Path(folder))
        found = _browser_says(pages)
        for page, said in _validator_says(pages):
            found[page].append(said)
        scores = _spam_scores(mails)
        for page in pages:
            size = page.stat().st_size
            score = scores.get(page.stem, "SpamAssassin not run: apt install spamassassin")
            print(f"{page.stem:<14} {size:>7,} bytes  {score:<20} {len(found[page])} found")
            for said in found[page]:
                print(f"    {said}")
        print(f"With {', '.join(_tools())}.")
        spam = [name for name, score in scores.items() if float(score.split()[1]) > 0]
    return 1 if spam or any(found.values()) else 0


def _version(package: str) -> str:
    """Return the version of a package that was fetched; "" for none."""
    about = TOOLS / "node_modules" / package / "package.json"
    return str(json.loads(about.read_text())["version"]) if about.is_file() else ""


def _tools() -> Iterator[str]:
    """Name what was used, with versions."""
    yield from (f"{name} {_version(name)}" for name in PACKAGES)
    asked = (("node", "--version"), ("java", "-version"), ("chromium", "--version"))
    for command in (*asked, ("spamassassin", "--version")):
        if shutil.which(command[0]):
            done = subprocess.run(command, capture_output=True, text=True)
            said = re.search(r"\d+(?:\.\d+)+", done.stdout or done.stderr)
            yield f"{command[0]} {said[0] if said else '?'}"


def _written(folder: Path) -> tuple[list[Path], list[Path]]:
    pages, mails = [], []
    (folder / "media").mkdir()
    drawn = PIL.Image.effect_mandelbrot((1200, 675), (-2, -1.2, 1, 1.2), 60)
    drawn.save(folder / PICTURE.path)
    for name, composition, brand in cases():
        rendered = render(composition, brand, templates=None, now=NOW)
        urls = publication_urls(brand.publication, composition.issue.edition)
        page, mail = folder / f"{name}.html", folder / f"{name}.eml"
        page.write_text(bound(rendered, urls).html, encoding="utf-8")
        context = ExportContext.of(composition.issue, brand.publication, out_dir=folder)
        with contextlib.chdir(folder):  # where the pictures are
            mail.write_bytes(target_for("eml").prepare(rendered, context).files[0].content)
        pages.append(page)
        mails.append(mail)
    return pages, mails


def _browser_says(pages: list[Path]) -> dict[Path, list[str]]:
    chromium = shutil.which("chromium") or ""
    script = ROOT / "scripts" / "check_mail.mjs"
    done = subprocess.run(
        ["node", str(script), str(TOOLS), chromium, *map(str, pages)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = json.loads(done.stdout)
    return {
        page: [
            f"{kind}: {one}"
            for kind in ("overflow", "axe", "unsupported")
            for one in said[str(page)][kind]
        ]
        for page in pages
    }


def _validator_says(pages: list[Path]) -> Iterator[tuple[Path, str]]:
    (jar,) = (TOOLS / "node_modules" / "vnu-jar").rglob("vnu.jar")
    done = subprocess.run(
        ["java", "-jar", str(jar), "--format", "json", "--errors-only", *map(str, pages)],
        capture_output=True, text=True,
    )  # fmt: skip
    for message in json.loads(done.stderr)["messages"]:
        if not _EXPECTED.search(message["message"]):
            yield Path(message["url"].removeprefix("file:")), f"Nu: {message['message'][:120]}"


def _spam_scores(mails: list[Path]) -> dict[str, str]:
    if shutil.which("spamassassin") is None:
        return {}
    scores = {}
    for mail in mails:
        done = subprocess.run(
            ["spamassassin", "-t", "-L"], input=mail.read_bytes(), capture_output=True
        )
        found = re.search(rb"score=(-?[\d.]+)", done.stdout)
        scores[mail.stem] = f"SpamAssassin {found[1].decode() if found else '99'}"
    return scores


if __name__ == "__main__":
    sys.exit(main())
