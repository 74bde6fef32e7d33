"""Measures how fast an issue is rendered and checked: `make bench-render`. No test runs this."""

from __future__ import annotations

import argparse
import html
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from reewriter.checks import Facts, check, contrast, days, facts, finished, wording
from reewriter.checks.spec import words_of
from reewriter.model import Composition, Rendered
from reewriter.render import dates, markdown, render, share, syntax
from reewriter.text.copy_desk import dictionary, spelling
from reewriter.text.glossary import shipped_glossary
from reewriter.workspace import Workspace
from tests.bench.mjml import Compiled, as_mjml, compiled
from tests.bench.report import about, put
from tests.sample_issue import NOW, long_composition, sample_brand
from tests.workshop import invent, make_workspace

STORIES = 12
_ROUNDS = 15
_SENTENCE = "Contract {n} of the mine at Kiruna runs until spring, and its port counts every crate."


def issue(change: int = 0) -> Composition:
    """Build an issue whose stories are all different; `change` rewrites the last one."""
    whole = long_composition(STORIES)
    placed = []
    for number, one in enumerate(whole.placed):
        round_ = change if number == STORIES - 1 else 0
        more = " ".join(_SENTENCE.format(n=number * 97 + round_ * 1009 + n) for n in range(3))
        story = replace(one.story, critique=f"{one.story.critique}\n\n{more}")
        placed.append(replace(one, story=story))
    return replace(whole, placed=tuple(placed))


def rendered(composition: Composition) -> Rendered:
    """Render an issue in all three formats."""
    return render(composition, sample_brand(), templates=None, now=NOW)


def forget_texts() -> None:
    """Forget every text that was rendered or checked before; templates stay compiled."""
    for cached in (
        *(markdown.sealed_html, markdown.to_markdown, markdown.to_plain, syntax.parse),
        *(facts.find, days.find, finished.find, wording.find, contrast.find),
        *(spelling.misspelt, dictionary.is_word, share.share_links, dates.day_in),
    ):
        for name in vars(sys.modules[cached.__module__]).values():
            clear = getattr(name, "cache_clear", None)
            if clear is not None and "_inliner" not in repr(name) and "parser" not in repr(name):
                clear()


def milliseconds(act: Callable[[int], object], *, before: Callable[[], object]) -> float:
    """Return the median CPU time of an act, each after `before`."""
    times = []
    for round_ in range(_ROUNDS):
        before()
        start = time.process_time()
        act(round_ + 1)
        times.append(1000 * (time.process_time() - start))
    return median(times)


def checked(composition: Composition, result: Rendered) -> None:
    """Run every check."""
    known = Facts(now=NOW, glossary=shipped_glossary())
    check(composition, result, brand=sample_brand(), facts=known)


def process(root: Path) -> float:
    """Return the seconds of `reewriter render` as a process, from start to end."""
    with make_workspace(root, [invent(n) for n in range(1, STORIES + 1)]) as workspace:
        _fill(workspace)
    command = [sys.executable, "-m", "reewriter", "-w", str(root), "render"]
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return median(times)


def _fill(workspace: Workspace) -> None:
    workspace.triage.keep(list(range(1, STORIES + 1)))
    for number, placed in enumerate(issue().placed, 1):
        workspace.issues.place(number)
        workspace.writing.edit(number, {"critique": placed.story.critique})


def nothing() -> None:
    """Leave everything as it is."""


def beside_mjml() -> tuple[Compiled | None, float]:
    """Compile issues with MJML, and return what our three outputs of them take, in milliseconds."""
    issues = [issue(n) for n in range(1, _ROUNDS + 1)]
    sources = [as_mjml(one, sample_brand()) for one in issues]
    ours, theirs = (_words(text) for text in (rendered(issues[0]).html, sources[0]))
    if ours != theirs:
        raise SystemExit(f"The MJML is another issue: {ours - theirs}, {theirs - ours}")
    theirs_compiled = compiled(sources)
    return theirs_compiled, milliseconds(lambda n: rendered(issues[n - 1]), before=forget_texts)


def _words(markup: str) -> Counter[str]:
    seen = re.sub(
        r"<!--.*?-->|<(head|mj-head)\b.*?</\1>|<div class=.preheader.*?</div>",
        " ",
        markup,
        flags=re.S,
    )
    return Counter(words_of(html.unescape(re.sub(r"<[^>]*>", " ", seen))).split())


def table() -> str:
    """Measure everything; return the table."""
    composition = issue()
    result = rendered(composition)
    words = len(result.text.split())
    forget_texts()
    start = time.process_time()
    checked(composition, result)
    cold = 1000 * (time.process_time() - start)
    changed = [(one, rendered(one)) for one in (issue(n) for n in range(1, _ROUNDS + 1))]
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as folder:
        seconds = process(Path(folder) / "desk")
    rows = [
        (
            "to HTML, Markdown and text, no text known: ≤ 25 ms",
            milliseconds(lambda _: rendered(composition), before=forget_texts), 25, "ms",
        ),
        (
            "the same, one story changed: ≤ 25 ms",
            milliseconds(lambda n: rendered(issue(n)), before=nothing), 25, "ms",
        ),
        ("`reewriter render`, the whole process: ≤ 0.5 s", seconds, 0.5, "s"),
        ("all checks, cold, with the dictionary: ≤ 500 ms", cold, 500, "ms"),
        (
            "all checks, one story changed: ≤ 50 ms",
            milliseconds(lambda n: checked(*changed[n - 1]), before=nothing), 50, "ms",
        ),
    ]  # fmt: skip
    mjml, ours = beside_mjml()
    if mjml is not None:
        title = f"HTML, Markdown and text, no text known, by MJML's compile ({ours:.1f} ms by "
        ratio = ours / mjml.milliseconds
        rows.append((f"{title}{mjml.milliseconds:.1f} ms): ≤ 1.2 ×", ratio, 1.2, "×"))
    lines = [
        f"An issue of {STORIES} different stories, {words:,} words,"
        f" {len(result.html.encode()):,} bytes of HTML.",
        "",
        "| goal | measured | |",
        "|---|---|---|",
    ]
    for title, measured, limit, unit in rows:
        said = f"{measured:.1f} {unit}" if unit == "ms" else f"{measured:.2f} {unit}"
        lines.append(f"| {title} | {said} | {'met' if measured <= limit else '**missed**'} |")
    return "\n".join([*lines, "", _about_mjml(mjml, len(rendered(issue(1)).html.encode()))])


def _about_mjml(mjml: Compiled | None, ours: int) -> str:
    if mjml is None:
        return (
            "Not measured beside MJML: Node and npm are not installed (`apt install nodejs npm`)."
        )
    return (
        f"MJML {mjml.version} compiles the same words, written as MJML with the Markdown turned"
        f" into HTML before, warm in one Node process ({_ROUNDS} issues, the lesser of CPU and wall"
        f" time of each, median): {mjml.size:,} bytes of HTML, ours {ours:,}."
    )


def main() -> int:
    """Measure, print, and write into a page where one is named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path, help="put the table into this page")
    asked = parser.parse_args()
    text = f"## Rendering and checking an issue\n\n{about('`make bench-render`')}\n{table()}\n"
    sys.stdout.write(text)
    if asked.write:
        put(asked.write, "render", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
