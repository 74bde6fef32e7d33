"""Signatures, feet of newsletters and forms leave a pasted text, and no word is lost by it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from reewriter.text import import_paste

ONE = "The refinery at Port Lorne will close for eleven weeks since terbium sells below its cost."
TWO = "Its owner told the exchange on Monday that nobody will be dismissed before the summer."
THREE = (
    "Buyers had filled their stores in autumn, and few of them expect to ask for more by May,"
    " when the harbour opens again and the ships of last year come back with ore."
)
TITLE = "Port Lorne Closes"


def _read(text: str) -> str:
    """Return the Markdown; every word pasted is there, or among what was cut."""
    pasted = import_paste(text)
    words = Counter(re.findall(r"\w+", text))
    assert not words - Counter(re.findall(r"\w+", " ".join((pasted.markdown, *pasted.cut))))
    for own in (ONE, TWO, THREE):
        assert own in pasted.markdown
    return pasted.markdown


@pytest.mark.parametrize(
    "foot",
    [
        "You are receiving this email because you once signed up at lorne.example.",
        "You’re receiving this newsletter as a member.\nUnsubscribe | Manage your preferences",
        "Update preferences · Unsubscribe · Privacy policy",
        "To unsubscribe, click here.\n\n12 Harbour Row, Lorne",
        "Sent from my iPad",
        "--\nEda Krol\nLorne Brokers\n+44 20 555 0101",
        "Kind regards,\nEda\n\nEda Krol, Lorne Brokers",
        "Best,\nEda",
        "Cheers,\nEda Krol\nEditor, The Lorne Letter\n\nYou're receiving this because you joined.",
        "Thanks again!\n\nEda",
        "All the best,\nEda\n\n--\nEda Krol\n+44 20 555 0101",
        "This e-mail and any attachments are confidential and for its addressee.",
    ],
)
def test_what_ends_a_letter_is_cut(foot: str) -> None:
    markdown = _read(f"{TITLE}\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\n{foot}\n")

    assert markdown.endswith(THREE)


@pytest.mark.parametrize(
    "within",
    [
        "READ ALSO: Terbium Doubles in a Week",
        "Share this:  Facebook  X  LinkedIn",
        "Spread the word: E-mail · X · LinkedIn",
        "Share: Facebook | X | Copy link",
        "ADVERTISEMENT\nSKIP ADVERTISEMENT",
        "Sign up for our newsletter\n\nEnter your email\n\nSubscribe",
        "On Tue, Mar 3, 2026 at 8:01 AM Eda Krol <eda@lorne.example> wrote:",
    ],
)
def test_what_a_site_puts_in_the_midst_is_cut(within: str) -> None:
    markdown = _read(f"{TITLE}\n\n{ONE}\n\n{TWO}\n\n{within}\n\n{THREE}\n")

    assert markdown == f"# {TITLE}\n\n{ONE}\n\n{TWO}\n\n{THREE}"


def test_author_day_and_reading_time_stand_in_one_line() -> None:
    text = f"{TITLE}\n\nEda Krol · March 3, 2026 · 4 min read\n\n{ONE}\n\n{TWO}\n\n{THREE}\n"

    meta = import_paste(text).meta

    assert (meta.title, meta.byline, str(meta.date)) == (TITLE, "Eda Krol", "2026-03-03")


@pytest.mark.parametrize("above", ["ANALYSIS", "Menu\nSign in\nSubscribe\n\nMETALS"])
def test_a_department_in_capitals_is_no_title(above: str) -> None:
    assert _read(f"{above}\n\n{TITLE}\n\n{ONE}\n\n{TWO}\n\n{THREE}\n").startswith(f"# {TITLE}\n")


@pytest.mark.parametrize(
    "own",
    [
        "Best, said the owner, is yet to come: the mine has ore for thirty more years.",
        "Readers may unsubscribe from the exchange’s notices, the owner said on Monday.",
        "The preferences of buyers changed, and the price with them, in less than a year.",
        "Share: a fifth of X is Reddit’s, the owner said on Monday, and the rest is nobody’s.",
        "Regards the plant as lost",
    ],
)
def test_prose_with_the_same_words_stays(own: str) -> None:
    assert own in _read(f"{TITLE}\n\n{ONE}\n\n{TWO}\n\n{own}\n\n{THREE}\n")


def test_long_teasers_below_related_are_no_part_of_a_short_article() -> None:
    teasers = "\n".join(
        f"Headline Number {n}\nThe harbour of town {n} will open again in May, its owner says."
        for n in range(12)
    )

    markdown = _read(f"{TITLE}\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nRelated Articles\n{teasers}\n")

    assert markdown.endswith(THREE)


def test_a_button_above_short_paragraphs_cuts_none_of_them() -> None:
    markdown = _read(f"{TITLE}\nA standfirst.\nSHARE THIS ARTICLE\n{ONE}\n\n{TWO}\n\n{THREE}\n")

    assert markdown.endswith(THREE)
