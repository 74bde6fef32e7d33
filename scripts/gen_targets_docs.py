"""Writes docs/targets.md from the targets themselves; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from reewriter.export import SERVICES, ServiceTarget
from reewriter.export.folder import FolderTarget
from reewriter.export.settings import Setting
from reewriter.export.targets import MAIL, TYPES
from scripts.generated import DOCS, keep

PAGE = DOCS / "targets.md"
TEXT = Path(__file__).with_name("targets.head.md")
"""What people wrote; the tables come behind it."""


def page() -> str:
    """Return the whole document."""
    services = [SERVICES[kind] for kind in sorted(SERVICES)]
    return "\n".join(
        [
            TEXT.read_text(encoding="utf-8").rstrip("\n"),
            "\n## Files\n",
            _files(),
            *(f"### {kind}\n\n{_settings(MAIL[kind].all_settings())}\n" for kind in sorted(MAIL)),
            "## Mailing services\n",
            _overview(services),
            *map(_section, services),
        ]
    )


def _files() -> str:
    rows = ["| type | writes | settings |", "|---|---|---|"]
    for kind, made in TYPES.items():
        if isinstance(made, type) and issubclass(made, FolderTarget):
            named = ", ".join(f"`{name}`" for name in made.settings) or "none"
            rows.append(f"| `{kind}` | {made.writes} | {named} |")
    rows += [f"| `{kind}` | {made.writes} | below |" for kind, made in MAIL.items()]
    return "\n".join(rows) + "\n"


def _overview(services: list[type[ServiceTarget]]) -> str:
    head = (
        "| type | HTML | text | Markdown | preheader | pictures | updates the same draft, found "
        "again by | edits there are noticed by | tells of readers |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    rows = []
    for service in services:
        can = service.abilities
        rows.append(
            f"| [`{service.kind}`](#{service.kind}) | {can.html} | {can.text} | {can.markdown} | "
            f"{can.preheader} | {can.pictures} | {can.found_again} | {can.conflicts} | "
            f"{can.readers} |\n"
        )
    return head + "".join(rows)


def _section(service: type[ServiceTarget]) -> str:
    can = service.abilities
    lines = [f"### {service.kind}\n", f"{can.title}. {_sentence(can.draft)}"]
    if can.limits:
        lines.append(f"Limits: {can.limits}.")
    lines.append(f"Tried against: {can.verified or 'nothing yet'}.")
    if can.unverified:
        lines.append(f"**Not tried:** {'; '.join(can.unverified)}.")
    lines.append("\n" + _settings(service.all_settings()))
    lines += ["\nEvery call it can make, and no other leaves this machine:\n", "```"]
    for call in service.rules.calls:
        must = "".join(f"  {name}={value!r}" for name, value in call.must.items())
        lines.append(f"{call.method:<6} {call.path}{must}")
    lines.append("```\n")
    if service.rules.never:
        named = ", ".join(f"`{name}`" for name in sorted(service.rules.never))
        lines.append(f"No body may name {named}, but to say that there is none.\n")
    return "\n".join(lines)


def _settings(settings: Sequence[Setting]) -> str:
    lines = ["| setting | what | |", "|---|---|---|"]
    for setting in settings:
        choices = f" One of {', '.join(setting.choices)}." if setting.choices else ""
        need = "**required**" if setting.required else ""
        lines.append(f"| `{setting.name}` | {setting.means}{choices} | {need} |")
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


if __name__ == "__main__":
    sys.exit(keep({PAGE: page()}, sys.argv[1:]))
