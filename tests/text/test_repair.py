"""Damaged text comes back as it was meant, and healthy text of any language as it is."""

from __future__ import annotations

import doctest
import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text import alphabets
from reewriter.text.mojibake import repair
from reewriter.text.pages import PAGES
from reewriter.text.suspicion import suspicious

DAMAGED = (
    "Arafura’s Nolans project — “a price floor”, it says…",
    "Café René sells dysprosium at 610 € a kilo",
    "Привет, редкоземельные металлы дорожают",
    "Ελλάδα και Κίνα: σπάνιες γαίες",
    "Für größere Öfen über Köln",
    "中国稀土出口",
    "Việt Nam đẩy mạnh khai thác đất hiếm",
)
HEALTHY = (
    "“Café”—as it were; « liberté », ‘l’été’ où ça coûte…",
    "Mit „Öfen“ und »Ärger« für ‚Ärzte‘, größtenteils „Ä“",
    "ŻÓŁĆ, OGÓŁ – źdźbło; „Váš“ atěžština, síť—a paměť",
    "Çin’in “IŞIĞI” değişti, Ağrı",
    "São Paulo: MAÇÃ” NÃO—LISTĂ—MERKINTÄ—ORDENACIÓ—x",
    "Её ещё учёт; «Рейтер» — ёж, моё»…",
    "Україна: Її умови, «ВІДДІЛІ»; Ві мові",
    "Κίνα· «Ελλάδα» ΓΊ ά»",
    "סין הטילה „הגבלות” – חדשות…",
    "ماذا؟ «الصين»، لا؛ گزارش می\u200cدهد",
    "รถ ลด ยก รถยนต์ไฟฟ้า “ลดราคา” โดย”",
    "กระทรวงพลังงานหนุน evรถ และ e-รถ",
    "Việt Nam đẩy mạnh “đất hiếm”",
    "中国“稀土”出口——管制……",
    "日本がレアアースの輸出を強化した。",
    "중국이 희토류 ‘수출’ 통제를 강화했다.",
    "5 µm ± 2 °C · ½ £10 §3 © ® ™ † x² Ångström Å—",
)


def shown(text: str, page: str, hole: str) -> str:
    """Return the text as a program shows it that takes its bytes for those of another page."""
    characters = []
    for byte in text.encode():
        for codec in (page, hole, "latin-1"):
            try:
                characters.append(bytes([byte]).decode(codec))
                break
            except UnicodeDecodeError:
                continue
    return "".join(characters)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_did_is_undone(page: str) -> None:
    for text, hole in product(DAMAGED, ("cp1252", "latin-1")):
        damaged = shown(text, page, hole)
        if (page, hole) == ("cp1257", "cp1252") and text.startswith("Ελλ"):
            continue  # its š stands for two bytes: nobody can tell which
        assert suspicious(damaged), damaged
        assert repair(damaged).text == text


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_never_changes(text: str) -> None:
    words = text.split()

    alone = [f"so “{word}”" for word in words if not word.startswith("ev")]
    for piece in (text, text.upper(), text * 30, *alone):
        assert repair(piece).text == piece
        assert repair(piece).page == ""


def test_thai_blend_with_lost_bytes_is_mended_and_the_guesses_counted() -> None:
    blend = "Lynasโ€™s plantโ€”the โ€œfirstโ€ onโ€ US soilโ€ and itโ€s clotโ€ฆ"

    mended = repair(blend)

    assert mended.text == "Lynas’s plant—the “first” on” US soil” and it’s clot…"
    assert mended.page == "cp874"
    assert mended.guessed == 4
    assert mended.count == 8


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("itÃ¢â‚¬â„¢s", "it’s"),  # damaged twice
        ("it\x92s \x93so\x94", "it’s “so”"),  # Windows bytes taken for Latin-1
        ("ItÂ’s", "It’s"),  # and then once more
        ('rareâ€"earth', "rare—earth"),  # the third byte was straightened
        ("â€œfirst\ufffd it saidâ€\ufffd", "“first\ufffd it said”"),
        ("healthy é beside itâ€™s", "healthy é beside it’s"),
        ("ไทย ก ข beside â€œthisâ€\x9d", "ไทย ก ข beside “this”"),
        ("5Â\xa0kg", "5\xa0kg"),
        ("Ã…ngström", "Ångström"),  # what is healthy in it counts no less
        ("Ã…ngström in Tromsø and MichaÅ‚ Müller", "Ångström in Tromsø and Michał Müller"),
        ("Ãœber Öl", "Über Öl"),
        ("PÃ©rez", "Pérez"),
        ("Île de RÃ©", "Île de Ré"),
        # Pages of one family: the letters of the wrong one are no language's, or stand amiss.
        ("El aĂąo pasado, ÂżcuĂĄntos niĂąos vivĂ\xada", "El año pasado, ¿cuántos niños vivía"),
        ("El aĂąo pasado", "El año pasado"),
        ("El aĂ±o pasado, ÂżcuĂĄntos niĂ±os vivĂ\xada", "El año pasado, ¿cuántos niños vivía"),
        ("El aΓ±o pasado, ΒΏcuΓ‘ntos niΓ±os vivΓ\xada", "El año pasado, ¿cuántos niños vivía"),
        ("El aĆ±o pasado, cuĆ”ntos niĆ±os", "El año pasado, cuántos niños"),
        ("PerchĂŠ la societĂ\xa0 Ă¨ cosĂŹ piĂš forte", "Perché la società è così più forte"),
        (  # no page shows such controls that has a letter for them
            "d\u0102\u017a\u0139\x9ft\u0102\u017a, \xc4\u0105\u0139\x9f\xc4\u0105k yand\xc4\u0105",
            "düştü, ışık yandı",
        ),
        ("A produçÃĢo nÃĢo cresceu; entÃĢo subiu", "A produção não cresceu; então subiu"),
    ],
)
def test_odd_damage(damaged: str, meant: str) -> None:
    assert repair(damaged).text == meant


@given(st.text(st.sampled_from('aé Ãâ€™œ\x80\x99¢‚¬โกРвЂ“"\ufffd\x9d‘šž中'), max_size=40))
@settings(max_examples=100)
def test_repair_is_idempotent(text: str) -> None:
    once = repair(text).text

    assert repair(once).text == once


def test_hostile_lengths_end() -> None:
    started = time.process_time()

    for text in ("â€" * 100_000, "Ã" * 300_000, "Её" * 60_000, "中â€" * 20_000):
        repair(text)

    assert time.process_time() - started < 60


def test_the_examples_of_alphabets_are_true() -> None:
    result = doctest.testmod(alphabets)
    assert (result.attempted, result.failed) == (1, 0)
