"""Every quotation is exact, near, missing or unverifiable; measured on labelled ones."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reewriter.text import Quotation, SourceText, check_quotations
from reewriter.text.facts import people, speech
from reewriter.text.facts.readying import make_ready
from reewriter.text.facts.wording import Words

DATA = Path(__file__).parent.parent / "data" / "quotations"
ARTICLES = {
    path.name: path.read_text(encoding="utf-8") for path in sorted(DATA.glob("[a-z]*.[tm][xd]*"))
}
CURLY = ARTICLES["curly.txt"]

SOURCE = """\
The plant in Narva will not reopen before 2027, its owner said on Tuesday.

“We will not, under any circumstances, sell the mine,” said Juho Aho, the chief executive. “We \
have 400 people here. It’s our home,” he added.

“I believe in U.S. policy,” he said. “Nobody else’s.”

Critics disagree. “It is a bad bargain for the town,” Maria Berg, a councillor, said. “Nobody \
asked us.”
"""


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n").split("\t") for line in lines]


def the_one(draft: str, source: str | SourceText | Sequence[str | SourceText]) -> Quotation:
    (found,) = check_quotations(draft, source)
    return found


def test_of_the_labelled_quotations_97_in_100_are_right_and_none_altered_is_exact() -> None:
    cases = rows("cases.tsv")
    wrong, overlooked = [], []
    for article, verdict, severe, draft in cases:
        found = check_quotations(draft, ARTICLES[article])
        told = [(one.verdict, "severe" if one.severe else "-") for one in found]
        if told != [(verdict, severe)]:
            wrong.append((draft, told))
        if verdict != "exact" and any(one.verdict == "exact" for one in found):
            overlooked.append(draft)
    assert len(cases) >= 300
    assert overlooked == []
    assert len(wrong) <= 0.03 * len(cases), wrong


def test_of_the_labelled_speakers_97_in_100_are_right_and_no_sound_one_is_flagged() -> None:
    cases = rows("speakers.tsv")
    wrong, overlooked, alarms, sound = [], 0, 0, 0
    for article, manner, attribution, draft in cases:
        found = the_one(draft, ARTICLES[article])
        if (found.manner, found.attribution or "-") != (manner, attribution):
            wrong.append((draft, found.manner, found.attribution, found.speaker, found.attributed))
        told = found.attribution in ("wrong", "vaguer", "paraphrased")
        is_sound = attribution in ("agrees", "-")
        sound += is_sound
        alarms += told and is_sound
        overlooked += not told and not is_sound
    assert len(cases) >= 330
    assert len(wrong) <= 0.03 * len(cases), wrong
    assert overlooked <= 0.03 * (len(cases) - sound)
    assert alarms <= 0.01 * sound


def test_twenty_quotations_against_twelve_kilobytes_take_ten_milliseconds() -> None:
    source = "\n\n".join(ARTICLES.values())[:12_000]
    cases = [draft for article, _, _, draft in rows("cases.tsv") if article == "curly.txt"]
    draft = "\n\n".join(cases[::5][:20])
    assert len(check_quotations(draft, source)) == 20
    took = []
    for number in range(12):
        begun = time.process_time()
        check_quotations(f"{draft}\n{number}", source)
        took.append(time.process_time() - begun)
    # Four times the goal: other work may share the machine. The goal itself is measured by hand.
    assert min(took) < 0.040


WORDS = st.sampled_from(
    "a b U.S. us not no 400 1,200 the mine Mr. Aho said, “We we” don’t do not it's $5 (or) – [it]"
    ' and… shut. ‘big’ "so" \'tis rare-earth www.ore.example 3.5 15% & R&D o’clock -5 −5 <5 10² AA+'
    " हम नहीं में ภาษาไทย 我们不卖 الأرض النَّادِرَة שָׁלוֹם soft\u00adhyphen zero\u200bwidth co‑op"
    " win–win mine—which café cafe\u0301 Straße İstanbul Ⅳ 2½ m² [sic] *bold* `code` AT&T U.S.'s"
    " Ph.D. vis-à-vis".split()
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=3, max_size=30).map(" ".join), st.sampled_from(list(ARTICLES.values()))
)
OTHERS = st.one_of(st.sampled_from("never zebra 7 we not".split()), st.text("abc", min_size=1))


def cut_out(source: str, data: st.DataObject) -> list[str]:
    words = source.split()
    first = data.draw(st.integers(0, len(words) - 1))
    return words[first : data.draw(st.integers(first + 1, min(len(words), first + 30)))]


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_any_slice_of_the_source_is_exact(source: str, data: st.DataObject) -> None:
    found = check_quotations(f"He wrote “{' '.join(cut_out(source, data))}” today.", source)
    assert [one for one in found if one.verdict != "exact"] == []


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["change", "drop", "add"]), OTHERS, st.data())
def test_with_one_word_changed_dropped_or_added_it_is_never_exact(
    source: str, kind: str, other: str, data: st.DataObject
) -> None:
    words = cut_out(source, data)
    at = data.draw(st.integers(0, len(words) - 1))
    words[at : at + (kind != "add")] = [] if kind == "drop" else [other]
    text = " ".join(words)
    keys, theirs = Words(text).keys, Words(source).keys
    assume(keys and not re.search('[“”"…\\[\\]]', text))
    assume(all(theirs[n : n + len(keys)] != keys for n in range(len(theirs))))
    found = check_quotations(f"He wrote “{text}” today.", source)
    assert found
    assert all(one.verdict != "exact" for one in found)


@given(st.text("a‘’'“”\"«»„ .[]…>\n", max_size=40))
@example("“")
def test_no_heap_of_marks_is_too_much(draft: str) -> None:
    for one in check_quotations(draft, SOURCE):
        assert 0 <= one.span[0] < one.span[1] <= len(draft)


def test_differences_name_both_wordings_and_where_they_stand() -> None:
    draft = "He said: “We have 40 people here.”"
    found = the_one(draft, SOURCE)
    (difference,) = found.differences
    assert (difference.draft, difference.source, difference.severe) == ("40", "400", True)
    assert draft[slice(*difference.draft_span)] == "40"
    assert SOURCE[slice(*difference.source_span)] == "400"
    assert draft[slice(*found.span)] == "We have 40 people here."
    assert found.wording == "We have 400 people here"
    assert found.source_span is not None
    assert SOURCE[slice(*found.source_span)] == found.wording


def test_the_true_wording_takes_along_what_was_ended_otherwise() -> None:
    found = the_one("“It is a bad bargain for everybody here”", SOURCE)
    assert found.wording == "It is a bad bargain for the town"
    assert [(one.draft, one.source) for one in found.differences] == [
        ("everybody here", "the town")
    ]


def test_dots_do_not_hide_a_negation() -> None:
    found = the_one("“We will … sell the mine”", SOURCE)
    assert (found.verdict, found.severe) == ("near", True)
    assert the_one("“We will not … sell the mine”", SOURCE).verdict == "exact"


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We will … sell coffee.”", "near"),
        ("“We will … We sell coffee.”", "near"),
        ("“We are rich. … sell tea.”", "near"),
        ("“We will not sell the mine. … We are rich.”", "exact"),
        ("“We sell coffee. … We are rich.”", "exact"),
        ("“We … sell … rich.”", "near"),
        ("“We sell coffee … and it is good … rich.”", "exact"),
    ],
)
def test_dots_join_no_halves_of_which_one_was_denied(draft: str, verdict: str) -> None:
    source = (
        "“We will not sell the mine. We sell coffee, and it is good. We are rich. We will never"
        " sell tea,” said Juho Aho."
    )
    assert the_one(draft, source).verdict == verdict


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("It fell to 5 degrees", "It fell to -5 degrees"),
        ("It fell to 5 degrees", "It fell to −5 degrees"),
        ("Less than 5 of them", "Less than <5 of them"),
        ("They are 102 mines", "They are 10² mines"),
        ("It is rated AA now", "It is rated AA+ now"),
        ("It is rated BBB now", "It is rated BBB- now"),
        ("They have 123456 mines", "They have 1,234,56 mines"),
        ("Die Masse sind falsch", "Die Maße sind falsch"),
        ("हम खदान नहीं बेचेंगे", "हम खदान नहीं बेचूंगा"),
        ("ห้ามขายเหมือง", "ห้ามข่ายเหมือง"),
        ("我们不卖这座矿", "我们卖这座矿"),
        ("لن نبيع المنجم أبدا", "لن نبيع المنجم غدا"),
    ],
)
def test_a_sign_that_makes_a_word_another_one_counts(draft: str, source: str) -> None:
    for ours, theirs in ((draft, source), (source, draft)):
        assert the_one(f"He said “{ours}” to us.", f"“{theirs},” he said.").verdict != "exact"


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("It fell to −5 degrees", "It fell to -5 degrees"),
        ("It is 5 m² or 10² m", "It is 5 m² or 10² m"),
        ("العَرَبِيَّة لُغَة", "العربية لغة"),
        ("שָׁלוֹם לכם", "שלום לכם"),
        ("हम खदान नहीं बेचेंगे", "हम खदान नहीं बेचेंगे।"),
        ("卖这座", "我们不卖这座矿"),
        ("ขายเหมือง", "ห้ามขายเหมือง"),
        ("rated “AA+” by them", "rated ‘AA+’ by them"),
        ("pages 5-10 are out", "pages 5–10 are out"),
        ("not [the] end", "It is not [the] end"),
        ("No. [sic] it is", "He said No. [sic] it is"),
        ("and… well… so", "We said and… well… so it is"),
        ("[the] end is near", "It is not that [the] end is near"),
    ],
)
def test_typography_of_any_script_does_not_count(draft: str, source: str) -> None:
    assert the_one(f"He said “{draft}” to us.", source).verdict == "exact"


def test_dots_do_not_join_two_speakers() -> None:
    assert the_one("“It’s our home … It is a bad bargain”", SOURCE).verdict == "near"


def test_what_one_person_says_may_be_joined_but_not_what_two_say() -> None:
    assert the_one("“I believe in U.S. policy. Nobody else’s.”", SOURCE).verdict == "exact"
    assert the_one("“Nobody else’s. It is a bad bargain.”", SOURCE).verdict != "exact"


def test_true_sentences_from_different_places_are_not_one_statement() -> None:
    together = "“I have a permit that runs out in 2028. We came to listen.”"
    found = the_one(together, CURLY)
    assert (found.verdict, found.severe) == ("near", False)
    assert [(one.draft, one.source) for one in found.differences] == [("", "…")]
    assert (found.apart, found.wording) == (
        "speakers",
        "I have a permit that runs out in 2028 … We came to listen",
    )


@pytest.mark.parametrize(
    ("draft", "apart", "wording"),
    [
        (
            "“We did not come to sign. We came to listen.”",
            "order",
            "We did not come to sign … We came to listen",
        ),
        (
            "“Nobody here doubts that the plant is needed. We will not write a blank cheque.”",
            "gap",
            "Nobody here doubts that the plant is needed … we will not write a blank cheque",
        ),
        (
            "“every ton comes back as somebody else’s product and I have a permit that runs out”",
            "gap",
            "every ton comes back as somebody else’s product … I have a permit that runs out",
        ),
        (
            "“We came to listen … I’d like my daughter to load something else.”",
            "speakers",
            "We came to listen … I’d like my daughter to load something else",
        ),
    ],
)
def test_a_quotation_pieced_together_names_its_pieces_and_no_more(
    draft: str, apart: str, wording: str
) -> None:
    found = the_one(draft, CURLY)
    assert (found.verdict, found.apart, found.wording) == ("near", apart, wording)
    assert found.pieced
    assert all(len(one.source) < 60 for one in found.differences)


def test_what_a_reporter_says_between_is_no_wording_of_a_quotation() -> None:
    found = the_one("“We came to listen. Nobody paid us. We did not come to sign.”", CURLY)
    assert [(one.draft, one.source) for one in found.differences] == [("Nobody paid us", "")]


def test_a_sentence_of_ours_between_true_ones_is_named() -> None:
    found = the_one("“We came to listen. Nobody paid us. We did not come to sign.”", CURLY)
    assert found.verdict == "near"
    assert "Nobody paid us" in [one.draft for one in found.differences]
    assert found.severe


def test_a_number_in_digits_is_no_other_number() -> None:
    found = the_one("“We have been digging for 11 years and we have never sold”", CURLY)
    assert (found.verdict, found.severe) == ("near", False)


def test_brackets_may_replace_and_explain_but_not_deny() -> None:
    assert the_one("“[They] have 400 people here”", SOURCE).verdict == "exact"
    assert the_one("“It is a bad [deal] for the town”", SOURCE).verdict == "exact"
    assert the_one("“believ[ing] in U.S. policy”", SOURCE).verdict == "exact"
    assert the_one("“We will [happily] sell the mine”", SOURCE).verdict == "near"


@pytest.mark.parametrize(
    "words",
    [
        "[not] We have 400 people here",
        "We have 400 people here [and nothing else]",
        "We have 400 people here [and love it]",
        "[In all 900:] We have 400 people here",
        "We have 400 people here [of 900]",
        "We have [many] people here",
        "[We] sell the mine",
        "We have 400 people here [translation: never 500]",
        "Nobody else’s [or ours]",
        "It is a [un]bad bargain for the town",
        "It is a bad bargain for the [care]less town",
        "We have 4[5]0 people here",
        "We will [sic] sell the mine",
        "We [sic] 400 people here",
        "sell [the place] have 400 people here",
        "We have [4]0 people here",
        "I believe[n’t] in U.S. policy",
        "I [dis]believe in U.S. policy",
    ],
)
def test_no_bracket_hides_a_change(words: str) -> None:
    assert the_one(f"He said: “{words}”", SOURCE).verdict != "exact"


@pytest.mark.parametrize(
    "words",
    [
        "[They] have 400 people here",
        "[w]e have 400 people here [in Narva]",
        "We have 400 people [there]",
        "We have 400 people here [sic]",
        "We have 400 people here [emphasis added]",
        "[The owners] will not, under any circumstances, sell",
        "[Juho Aho:] It’s our home",
        "Nobody [in government] asked us",
        "[Nobody] asked us",
        "a bad bargain for [Narva]",
    ],
)
def test_brackets_that_replace_and_explain_are_honoured(words: str) -> None:
    assert the_one(f"He said: “{words}”", SOURCE).verdict == "exact"


def test_us_with_and_without_dots_is_one_word_but_not_the_pronoun() -> None:
    assert the_one("“I believe in US policy”", SOURCE).verdict == "exact"
    assert the_one("“Nobody asked U.S.”", SOURCE).verdict != "exact"


@pytest.mark.parametrize(("draft", "source", "verdicts"), rows("pairs.tsv"))
def test_pairs_of_draft_and_source(draft: str, source: str, verdicts: str) -> None:
    assert ",".join(one.verdict for one in check_quotations(draft, source)) == verdicts


def test_the_best_of_several_sources_counts_and_is_named() -> None:
    first = SourceText("He said that it was a bad bargain for the village.", name="Gazette")
    found = the_one("“a bad bargain for the town”", [first, SourceText(SOURCE, name="Post")])
    assert (found.verdict, found.source, found.source_number) == ("exact", "Post", 1)


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        (SourceText(SOURCE, partial=True), "unverifiable"),
        ([SOURCE, SourceText("A beginning.", partial=True)], "unverifiable"),
        (f"{SOURCE[:120]}\nSubscribe to read the full story.", "unverifiable"),
        ("The council met on Tuesday to discuss the mine and […]", "unverifiable"),
        ([], "unverifiable"),
        ("", "unverifiable"),
        (" \n\n", "unverifiable"),
        ([SOURCE, ""], "unverifiable"),
        (SOURCE, "missing"),
    ],
)
def test_nothing_is_missing_from_a_source_we_have_only_a_part_of(
    source: str | SourceText | list[str | SourceText], verdict: str
) -> None:
    found = the_one("“The dam has never been inspected by anybody,” he said.", source)
    assert (found.verdict, found.source_span, found.wording) == (verdict, None, "")


def test_a_coined_phrase_is_left_out() -> None:
    draft = "The “Ore Curtain” is real: “Nobody asked us.”"
    assert [one.verdict for one in check_quotations(draft, SOURCE)] == ["missing", "exact"]
    assert [one.text for one in check_quotations(draft, SOURCE, coined=["ore curtain"])] == [
        "Nobody asked us."
    ]


@pytest.mark.parametrize(
    ("draft", "texts"),
    [
        ("“One two,” he said, “three.”", ["One two,", "three."]),
        ("He said “she said ‘no’ to me” twice", ["she said ‘no’ to me"]),
        ("“He said “no” to me” twice", ["He said “no” to me"]),
        ("The miners’ union and the owners’ club", []),
        ("‘The miners’ union is right,’ he said", ["The miners’ union is right,"]),
        ("'It's mine,' he said of the '90s", ["It's mine,"]),
        ('a 5" pipe and a 6" pipe', []),
        ('<a href="https://a.example">“here”</a>', ["here"]),
        ('[here](https://a.example "Its title")', []),
        ("“First paragraph.\n\n“Second one.”", ["First paragraph.", "Second one."]),
        ("“wrapped\nover lines”", ["wrapped over lines"]),
        ("> Pulled\n> out.\n>\n> — Aho", ["Pulled out."]),
        ("> He said: “Marked.”\n", ["Marked."]),
        ("„Unten“ und «dedans» 「中」", ["Unten", "dedans", "中"]),
        ("“” and “ – ”", []),
        ('“One kind" of mark', ["One kind"]),
        ('"Another” of them', ["Another"]),
        ("“Never closed.\n\nAnother paragraph.", ["Never closed."]),
    ],
)
def test_quotations_are_found_however_they_are_marked(draft: str, texts: list[str]) -> None:
    assert [one.text for one in check_quotations(draft, SOURCE)] == texts


def test_a_source_that_was_made_ready_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "“We will not sell the mine,” said Aho, its owner. It has 61 people in 2 pits."
    make_ready([source])
    read: list[int] = []
    monkeypatch.setattr(people.People, "__init__", lambda *_: read.append(1))
    monkeypatch.setattr(speech.Speech, "__init__", lambda *_: read.append(1))
    (found,) = check_quotations("The owner: “We will sell the mine.”", source)
    assert (found.verdict, read) == ("near", [])


def test_percent_is_two_words_however_often_it_comes() -> None:
    words = Words("15% of 20 percent, 30 per cent. A percent")
    assert words.keys == "15 per cent of 20 per cent 30 per cent a per cent".split()
    text = "15% of 20 percent, 30 per cent. A percent"
    spans = zip(words.starts, words.ends, strict=True)
    assert [text[a:b] for a, b in spans] == ("15 % % of 20 per cent 30 per cent A per cent".split())
