"""Damaged texts of scripts that come in rows are mended, and no other text gets letters of them."""

from __future__ import annotations

import pytest

from reewriter.text.mojibake import repair
from reewriter.text.pages import PAGES
from reewriter.text.suspicion import suspicious
from tests.text.test_repair import shown

TEXTS = {
    "Thai": "ราคาแร่หายากพุ่งขึ้นอีกครั้ง — “ชั่วคราว” รัฐมนตรีกล่าว",
    "Hebrew": "מחירי המתכות עלו שוב — “לעת עתה”, אמר השר",
    "Arabic": "ارتفعت أسعار المعادن مجددا — “مؤقتا” قال الوزير",
    "Persian": "بهای فلزات دوباره بالا رفت — “فعلا” به گفته وزیر",
    "Hindi": "धातुओं की कीमतें फिर बढ़ीं — “फिलहाल” मंत्री ने कहा",
    "Bengali": "ধাতুর দাম আবার বেড়েছে — “আপাতত”",
    "Tamil": "உலோக விலை மீண்டும் உயர்ந்தது — “தற்காலிகமாக”",
    "Georgian": "ლითონების ფასი ისევ გაიზარდა — “დროებით”",
    "Armenian": "Մետաղների գները կրկին բարձրացան — “առայժմ”",
    "Amharic": "የብረት ዋጋ እንደገና ጨመረ — “ለጊዜው”",
    "Khmer": "តម្លៃលោហៈបានកើនឡើងម្តងទៀត — “បណ្តោះអាសន្ន”",
    "Lao": "ລາຄາໂລຫະເພີ່ມຂຶ້ນອີກ — “ຊົ່ວຄາວ”",
    "Burmese": "သတ္တုဈေးတက်ပြန်ပြီ — “ယာယီ”",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_a_page_did_to_a_script_is_undone(text: str) -> None:
    wrong = []
    for page in PAGES:
        for hole in ("cp1252", "latin-1"):
            damaged = shown(text, page, hole)
            assert suspicious(damaged), damaged
            wrong += [] if repair(damaged).text == text else [(page, hole)]

    # Of cp1257 a š stands for two bytes: nobody can tell which. No text is lost through more than
    # two of the pages.
    assert len({page for page, _ in wrong}) <= 2


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_same_scripts_stay_when_they_are_healthy(text: str) -> None:
    for piece in (text, *text.split(), *(f"So “{word}”, no more…" for word in text.split())):
        assert repair(piece).text == piece


def test_a_letter_of_such_a_script_is_never_brought_forth_alone() -> None:
    for healthy in ("3 ×½ or ×² and Ø± and Öª", "Ù© and Ú¯", "à¸", "┌┐┌┤┌│┌║"):
        assert repair(healthy).text == healthy


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "iso8859-2", "iso8859-7", "iso8859-15"])
@pytest.mark.parametrize(
    "text",
    [
        "The mine — “closed” — isn’t €40 dearer…",
        "Ñandú y Ángel: «señal», ¿qué?",
        "Őszi ár: „űr” és Łódź",
    ],
)
def test_controls_of_a_double_damage_are_bytes(page: str, text: str) -> None:
    twice = shown(shown(text, page, "latin-1"), page, "latin-1")

    assert repair(twice).text == text


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("it was “lowâ€\ufffdâ€”and itâ€™s", "it was “low”—and it’s"),
        ("too lowโ€โ€”and itโ€s", "too low”—and it’s"),
        ("lowâ€\ufffdâ€¦ itâ€™s", "low”… it’s"),
        ("cafÃ©â€\ufffds itâ€™s", "café’s it’s"),
    ],
)
def test_a_lost_mark_is_guessed_by_what_its_neighbours_mean(damaged: str, meant: str) -> None:
    assert repair(damaged).text == meant


@pytest.mark.parametrize("page", ["cp437", "cp852", "cp1254"])
@pytest.mark.parametrize("text", ["W Łężycach stanęła – „nikt”, mówi", "Цена выросла: ждут осени…"])
def test_the_page_that_explains_all_wins_over_two_that_share(page: str, text: str) -> None:
    mended = repair(shown(text, page, "latin-1"))

    assert mended.text == text
    assert "+" not in mended.page
