"""`verify`: a draft's quotations and figures beside its sources; needs no workspace."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import TEXT
from reewriter.cli.output import Json, Paint, echo
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reewriter.text.facts import Copied, Difference, Figure, Quotation, SourceText
    from reewriter.text.house import House, HouseFact

__all__ = ["verify"]

_LOOKS: dict[str, Paint] = {
    "exact": "good",
    "near": "bad",
    "missing": "bad",
    "unverifiable": "warn",
}
_SPEAKERS = {
    "wrong": "the source has it from {speaker}, not {attributed}",
    "vaguer": "the source names {speaker}; “{attributed}” says less",
    "paraphrased": "in the source these are the reporter's words for what {attributed} said",
}
_WIDTH = 14
_LONGEST_DRAFT, _LONGEST_SOURCE = 500_000, 2_000_000
"""Characters."""


@click.command()
@click.argument("draft", metavar="DRAFT")
@click.option("--source", "sources", multiple=True, metavar="FILE",
              help="What the draft is about; may be given several times.")  # fmt: skip
@click.option("--partial", "partial", multiple=True, metavar="FILE",
              help="A source of which only the beginning is at hand.")  # fmt: skip
@click.option("--coined", multiple=True, type=TEXT, metavar="PHRASE",
              help="A phrase of ours, in quotation marks but nobody's words.")  # fmt: skip
@click.option("--details", is_flag=True, help="With --json: also places, speakers, copied words.")
@as_json
@pass_session
def verify(
    session: Session,
    *,
    draft: str,
    sources: tuple[str, ...],
    partial: tuple[str, ...],
    coined: tuple[str, ...],
    details: bool,
) -> None:
    """Compare a draft with its sources.

    Every quotation and every figure of DRAFT is looked up in the sources; - reads standard input.
    Each may be a text, a saved page, or with `reewriter[import]` a Word file or a PDF. The exit
    code is 1 where a quotation is near or missing, or a figure has no support. What the facts.toml
    of a workspace vouches for has.
    """
    from reewriter.cli.texts import article_in
    from reewriter.text.facts import check_figures, check_quotations, find_copied

    texts = _sources(draft, sources, partial)
    text = _no_longer(article_in(draft), draft, _LONGEST_DRAFT)
    house, on = _house(session)
    quotations = check_quotations(text, texts, coined=(*coined, *house.coined))
    figures = check_figures(text, texts, vouched=house.facts, on=on, glossary=house.names)
    copied = find_copied(text, texts)
    value = _value(quotations, figures)
    if details:
        value = {
            "quotations": [_plain(quotation) for quotation in quotations],
            "figures": [_plain(figure) for figure in figures],
            "copied": [_plain(row) for row in copied],
        }
    session.answer(value, lambda: _print(quotations, figures, copied))
    session.note(_summary(quotations, figures, copied))
    if any(one.verdict in ("near", "missing") for one in quotations) or not all(
        figure.supported for figure in figures
    ):
        session.fail()


def _house(session: Session) -> tuple[House, date | None]:
    """Return what the workspace that the call stands in answers for, and the day of the call."""
    from reewriter.config.house import FILE
    from reewriter.config.house_file import house_of
    from reewriter.text.house import House

    here = Path.cwd()
    named = session.folder or os.environ.get("REEWRITER_WORKSPACE")
    folders = [Path(named)] if named else [here, *here.parents]
    if not any((folder / FILE).exists() for folder in folders):
        return House(), None  # and no workspace is looked for
    from reewriter.workspace.glossary import names_of  # needs the store, which outside costs time

    root = session.root_if_any()
    house, problem = house_of(root)
    if problem:
        session.note(problem)
    return replace(house, names=names_of(root) if root else None), session.now().date()


def _sources(draft: str, whole: Sequence[str], partial: Sequence[str]) -> list[SourceText]:
    from reewriter.cli.texts import article_in
    from reewriter.text.facts import SourceText

    names = [*whole, *partial]
    if not names:
        raise UsageError("no source to compare with", hint="Name one: --source FILE.")
    if [draft, *names].count("-") > 1:
        raise UsageError("standard input can be read once only", hint="Name a file for the others.")
    texts = [_no_longer(article_in(name), name, _LONGEST_SOURCE) for name in names]
    return [
        SourceText(text, name=Path(name).name, partial=at >= len(whole))
        for at, (name, text) in enumerate(zip(names, texts, strict=True))
    ]


def _no_longer(text: str, name: str, most: int) -> str:
    """Refuse what would be compared for minutes; a report of 500 pages is shorter."""
    if len(text) > most:
        kept = f"{most // 1000:,} thousand characters"
        raise UsageError(f"{name} is longer than {kept}", hint="Give the part that it is about.")
    return text


def _value(quotations: Sequence[Quotation], figures: Sequence[Figure]) -> dict[str, Json]:
    return {
        "quotations": [
            {
                "text": one.text,
                "verdict": one.verdict,
                "differences": [_difference(difference) for difference in one.differences],
            }
            for one in quotations
        ],
        "figures": [{"text": one.text, "supported": one.supported} for one in figures],
    }


def _difference(difference: Difference) -> dict[str, Json]:
    return {
        "draft": difference.draft,
        "source": difference.source,
        "severe": difference.severe,
    }


def _plain(value: Quotation | Figure | Copied) -> dict[str, Json]:
    return asdict(value)


def _print(
    quotations: Sequence[Quotation], figures: Sequence[Figure], copied: Sequence[Copied]
) -> None:
    for quotation in quotations:
        _line(quotation.verdict, f"“{quotation.text}”", _LOOKS[quotation.verdict])
        for remark in _remarks(quotation):
            _line("", remark, "dim")
    for figure in figures:
        if figure.supported:
            _line("supported", figure.text, "good")
            if figure.source_sentence:
                _line("", figure.source_sentence, "dim")
            elif figure.vouched is not None:
                _line("", " · ".join(filter(None, _vouched(figure.vouched))), "dim")
        else:
            _line("unsupported", figure.text, "bad")
            if figure.contrary:
                _line("", f"the source says “{figure.contrary}”", "dim")
            if figure.tried:
                _line("", figure.tried, "dim")
    for row in copied:
        _line("copied", f"{row.text} ({row.words} words)", "warn")


def _vouched(fact: HouseFact) -> tuple[str, ...]:
    until = f"until {fact.expires}" if fact.expires else ""
    return ("the house vouches for it", fact.entity, fact.url, until)


def _remarks(quotation: Quotation) -> list[str]:
    remarks = []
    if quotation.pieced:
        remarks.append(f"pieced together: {quotation.pieced}")
    for one in quotation.differences:
        if one.source == "…":
            continue
        if not one.draft:
            said = f"left out: {one.source}"
        elif not one.source:
            said = f"not in the source: {one.draft}"
        else:
            said = f"{one.draft} → {one.source}"
        remarks.append(f"{said} (severe)" if one.severe else said)
    if quotation.differences:
        remarks.append(f"the source has: {quotation.wording}")
    if quotation.attribution in _SPEAKERS:
        remarks.append(
            _SPEAKERS[quotation.attribution].format(
                speaker=quotation.speaker, attributed=quotation.attributed
            )
        )
    return remarks


def _line(head: str, text: str, look: Paint) -> None:
    if head:
        echo(head.ljust(_WIDTH), look=look, end="")
        echo(text)
    else:
        echo(" " * _WIDTH, end="")
        echo(text, look=look)


def _summary(
    quotations: Sequence[Quotation], figures: Sequence[Figure], copied: Sequence[Copied]
) -> str:
    verdicts = Counter(quotation.verdict for quotation in quotations)
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
    parts = [_count(len(quotations), "quotation") + (f" ({told})" if told else "")]
    missing = sum(not figure.supported for figure in figures)
    parts.append(_count(len(figures), "figure") + (f" ({missing} unsupported)" if missing else ""))
    if copied:
        parts.append(_count(len(copied), "copied passage"))
    return f"{', '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
