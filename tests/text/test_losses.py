"""A text that is mended only in part says where it stays broken; a healthy one never does."""

from __future__ import annotations

import pytest

from reewriter.text import import_paste, repair

SPANISH = "Ángel Íñiguez: «Así es», dijo en Ávila la señora."
RUSSIAN = "Съешь ещё этих мягких французских булок, да выпей чаю"


def _left(text: str) -> list[str]:
    mended = repair(text)
    return [mended.text[at : at + 2] for at in mended.left]


@pytest.mark.parametrize("hole", ["\ufffd", "?"])
def test_a_lost_byte_is_told_and_the_rest_is_mended(hole: str) -> None:
    damaged = SPANISH.encode().decode("cp1252", "replace").replace("\ufffd", hole)

    assert repair(damaged).text.endswith(f"«Así es», dijo en Ã{hole}vila la señora.")
    assert _left(damaged) == [f"Ã{hole}"] * 3


def test_a_byte_that_was_dropped_is_told_too() -> None:
    assert _left(SPANISH.encode().decode("cp1252", "ignore"))
    assert len(_left(RUSSIAN.encode().decode("cp1252", "ignore"))) == 3


def test_ideographs_are_mended_around_what_was_lost() -> None:
    damaged = "稀土价格再次上涨，氧化镝价格达到每吨".encode().decode("cp1252", "replace")

    mended = repair(damaged)

    assert mended.text.startswith("稀土价格")
    assert "上涨，氧化" in mended.text
    assert len(mended.left) == 3


def test_a_question_mark_may_stand_for_a_lost_one() -> None:
    assert repair("it’s â€œfineâ€? by us").text == "it’s “fine” by us"
    assert repair("it’s â€œfineâ€?").text == "it’s “fine”?"


@pytest.mark.parametrize(
    "text",
    [
        SPANISH,
        RUSSIAN,
        "São Paulo, Ângela e a maçã",
        "Der Käufer fragt: Was kostet Öl?",
        "È vero? Sì, è così",
        "Pourquoi ? — Ça dépend.",
        "Ñandú, el año, ¿qué?no",
        "โรงงานหยุดเดินเครื่อง",
    ],
)
def test_a_healthy_text_is_not_broken(text: str) -> None:
    assert repair(text).left == ()
    assert repair(text.encode().decode("latin-1")).left == ()
    assert import_paste(text).broken == ()


def test_a_paste_says_it() -> None:
    assert import_paste("Plant Opens\n\nIt opens in wid\ufffdn May.").broken == (
        "It opens in wid\ufffdn May.",
    )
