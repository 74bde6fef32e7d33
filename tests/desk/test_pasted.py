"""A pasted text is joined, split, cut and restored, and two texts are parted only when told to."""

from __future__ import annotations

from pathlib import Path

from reewriter.desk.pasted import Sheet
from tests.workshop import make_workspace

PASTE = """\
Gallium Climbs Again
Mar 2, 2026
Spot prices rose. Nobody knows why. The port is full.

Buyers wait. They have waited before.

• Up 12%.
• Down 3%.
Share this:
"""


def index_of(sheet: Sheet, text: str) -> int:
    return next(n for n, one in enumerate(sheet.pieces) if text in one.text)


def test_sentences_become_paragraphs_and_back() -> None:
    sheet = Sheet(PASTE)
    assert (sheet.title, str(sheet.date)) == ("Gallium Climbs Again", "2026-03-02")
    plain = sheet.finished()[0].markdown
    assert sheet.split(index_of(sheet, "Nobody"))
    assert not sheet.split(index_of(sheet, "Nobody"))
    assert (
        "Spot prices rose.\n\nNobody knows why. The port is full." in sheet.finished()[0].markdown
    )
    assert sheet.join(index_of(sheet, "Nobody"))
    assert sheet.finished()[0].markdown == plain
    assert sheet.join(index_of(sheet, "Buyers"))
    assert "The port is full. Buyers wait." in sheet.finished()[0].markdown
    assert not sheet.join(index_of(sheet, "Up 12%")), "a list goes on from nothing"
    assert "- Up 12%.\n- Down 3%." in sheet.finished()[0].markdown


def test_what_was_left_out_comes_back_where_it_stood_and_edits_stay() -> None:
    sheet = Sheet(PASTE)
    sheet.split(index_of(sheet, "Nobody"))
    assert sheet.restore(index_of(sheet, "Share this"))
    assert "Share this:" in sheet.finished()[0].markdown
    assert "rose.\n\nNobody" in sheet.finished()[0].markdown
    assert sheet.take_out(index_of(sheet, "They have waited"))
    assert "waited" not in sheet.finished()[0].markdown
    assert "They have waited before." in sheet.finished()[0].cut
    assert sheet.restore(index_of(sheet, "They have waited"))
    assert "waited" in sheet.finished()[0].markdown


def test_two_texts_are_parted_only_when_told(tmp_path: Path) -> None:
    briefing = "What Narva Means\n\nThe kiln is late. It costs $40 million.\n\n"
    briefing += "Bottom Line\n\nNobody is ready for a kiln that costs “forty million in cash.”\n\n"
    article = "Kiln at Narva Delayed\n\nBy Anna Kask\n\nMarch 2, 2026\n\n" + (
        "The kiln at Narva is late and costs $40 million, said Juho Aho. He wants “forty million"
        " in cash.” Nobody else spoke on that day in the town hall of the old city.\n\n" * 4
    )
    sheet = Sheet(briefing + article)
    assert sheet.reasons
    assert sheet.finished()[1] is None, "never silently"
    assert sheet.part()
    draft, source = sheet.finished()
    assert source is not None
    assert "Kiln at Narva Delayed" not in draft.markdown
    assert source.markdown.startswith("# Kiln at Narva Delayed")
    workspace = make_workspace(tmp_path / "desk")
    story = workspace.by_hand.briefing(draft, source)
    assert (story.headline, story.format) == ("What Narva Means", "briefing")
    assert "The kiln is late." in story.critique
    assert story.source is not None
    assert "Juho Aho" in story.source.text
    assert not sheet.part()
