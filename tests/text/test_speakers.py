"""Who is named as the speaker of a quotation, in lists and under quotations set apart."""

from __future__ import annotations

import time

import pytest

from reewriter.text import check_quotations

SOURCE = """\
“I do not think the owners will fold,” said Kaarel Aho. “There is little money left,” said Maria
Berg.
"""


def named(draft: str) -> list[str]:
    return [found.attributed for found in check_quotations(draft, SOURCE)]


@pytest.mark.parametrize("sign", ["-", "–", "—", "--", "*"])
def test_an_item_of_a_list_does_not_sign_the_one_above(sign: str) -> None:
    above = f"{sign} Kaarel Aho: “I do not think the owners will fold.”\n"
    labelled = f"{above}{sign} Maria Berg: “There is little money left.”"
    assert named(labelled) == ["Kaarel Aho", "Maria Berg"]
    told = (
        f"{sign} Kaarel Aho said, “I do not think the owners will fold.”\n"
        f"{sign} Maria Berg said, “There is little money left.”"
    )
    assert named(told) == ["Kaarel Aho", "Maria Berg"]
    assert named(f"{above}\n{sign} Maria Berg, a councillor") == ["Kaarel Aho"]


def test_nor_does_an_item_below_a_paragraph() -> None:
    above = "Kaarel Aho said, “I do not think the owners will fold.”\n"
    assert named(f"{above}- Maria Berg, a councillor") == ["Kaarel Aho"]
    assert named(f"{above}— Maria Berg: no money") == ["Kaarel Aho"]
    below = "“I do not think the owners will fold.”\n- Maria Berg disagrees."
    assert named(below) == [""]


@pytest.mark.parametrize("sign", ["-", "–", "—", "--"])
@pytest.mark.parametrize("before", ["> ", "> “", "“"])
def test_a_name_alone_below_signs_a_quotation_set_apart(sign: str, before: str) -> None:
    behind = "”" if "“" in before else ""
    draft = f"{before}I do not think the owners will fold.{behind}\n{sign} Kaarel Aho, Narva Works"
    assert named(draft) == ["Kaarel Aho"]


HEARING = """\
Treasury Secretary Scott Bessent was blunt. “We will not sell the mine,” Mr. Bessent said.

“There is nothing to announce,” said Karoline Leavitt, the White House press secretary.

“It is a bad bargain for the town,” Maria Berg, a councillor, said. “Nobody asked us.”
"""


@pytest.mark.parametrize(
    ("draft", "attribution"),
    [
        ("The Treasury secretary said: “We will not sell the mine.”", "agrees"),
        ("The press secretary said: “We will not sell the mine.”", "wrong"),
        ("The White House said: “There is nothing to announce.”", "agrees"),
        ("The White House said: “Nobody asked us.”", "wrong"),
        ("The Treasury said: “We will not sell the mine.”", "vaguer"),
        ("The councillor said: “Nobody asked us.”", "agrees"),
        ("Maria Berg said: “Nobody asked us.”", "agrees"),
        ("One councillor said: “Nobody asked us.”", "vaguer"),
        ("Berg believes “it is a bad bargain.”", "agrees"),
        ("“Nobody asked us.” — Scott Bessent", "wrong"),
        ("“Nobody asked us” (Scott Bessent)", "wrong"),
        ("“Nobody asked us” (Reuters)", ""),
        ("“Nobody asked us” (Gazette, 3 May)", ""),
        ("In Bessent’s words, “nobody asked us.”", "wrong"),
        ("Bessent’s “nobody asked us” is a slogan.", "wrong"),
        ("Norway’s “nobody asked us” is a slogan.", ""),
        ("Berg points out that “nobody asked us,” but Scott Bessent sees it otherwise.", "agrees"),
        ("“Nobody asked us,” and Scott Bessent knows it.", ""),
        ("It is a place where “nobody asked us”, and Scott Bessent calls it home.", ""),
        ("“Nobody asked us” (Ingrid Berg)", "wrong"),
        ("Conclusion: The town where “nobody asked us” is lost.", ""),
        ("Juho Aho\n\nBerg believes “nobody asked us.”", "agrees"),
    ],
)
def test_an_office_is_a_name_where_the_source_gives_it(draft: str, attribution: str) -> None:
    (found,) = check_quotations(draft, HEARING)
    assert (found.verdict, found.attribution) == ("exact", attribution)


@pytest.mark.parametrize("pad", ["A. ", "Aa ", "Aho, ", "Aho’s ", "the minister of ", "said "])
def test_no_heap_of_names_takes_long(pad: str) -> None:
    heap, quotation = pad * (3000 // len(pad)), "“Nobody asked us,”"
    begun = time.process_time()
    for draft in (f"{quotation} {heap}", f"{heap} {quotation}", f"“{heap}”"):
        check_quotations(draft, HEARING)
    check_quotations(f"Berg said: {quotation}", f"{HEARING}{heap}")
    assert time.process_time() - begun < 2
