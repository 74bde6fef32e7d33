"""Signs and letters that people of some trade write side by side are never taken for damage."""

from __future__ import annotations

from itertools import product

import pytest

from reewriter.text.mojibake import repair

_BOXES = "─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫▀▄█▌▐░▒▓■▪▲►▼◄"
_SIGNS = "©®™§¶†‡•·°ºª¹²³½¼¾«»‹›“”‘’‚„…–—‰¿¡ß×÷¬¦"
_VIETNAMESE = (
    "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "ĂÂĐÊÔƠƯÀẢÃÁẠÈẺẼÉẸÌỈĨÍỊÒỎÕÓỌÙỦŨÚỤÝ"
)
_THAI = "กขคงจฉชซญฎฐณดตถทธนบปผฝพฟภมยรลวศษสหอฮ"
KINDS = {
    "mathematics": (
        "√∛∞∂∑∏∫±∓×÷·⋅¬≈≠≤≥∝∼−⁄",
        "√∞∂∑∏∫±×÷·⋅¬≈≠≤≥∈∉∅∩∪⊂→⇒↔∀∃∇∆µπαβγδεζηθκλνξρσςτφχψωΑΒΓΔΘΛΞΠΣΦΨΩℝℕℤℓℏ°′″½¼¾²³¹⁰⁴⁻⁺ⁿ₀₁₂…–",
    ),
    "Greek formulas": (
        "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        "±×÷·⋅²³¹⁻⁺₀₁₂°′″≈≠≤≥∞½¼√∂∑∏∫→",
    ),
    "units": ("ÅµμΩ°℃", "²³¹±×·⋅⁻°′″–—…ΩAµ½¼¾’”Åm"),
    "boxes": (_BOXES, _BOXES),
    "phonetics": (
        "ˈˌɑɐɒæɓʙβɔɕçɗɖðəɘɚɛɜɞɟʄɡɠɢʛɦɧħɥʜɨɪʝɭɬɫʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢ",
        "ˈˌːˑɑæçðəɛɪŋøœʃʊʌχʒʔ̃̈ʰʲʷ’",
    ),
    "chess": ("♔♕♖♗♘♙♚♛♜♝♞♟", "×†‡±∓=∞½□■○●⊕⇄→"),
    "music": ("♩♪♫♬♭♮♯°ø△Δ", "♩♪♫♬♭♮♯°ø△Δ–…”’7"),
    "money": ("€£¥¢₹₽₿₩₫¤ƒ₪₺฿", "€£¥¢₹₽½¼¾±×–—…”’°²³™®©·"),
    "signs": (_SIGNS, _SIGNS),
    "Vietnamese": (_VIETNAMESE, _VIETNAMESE[:67] + "“”’–…"),
    "Thai": (_THAI + "เแโใไ", _THAI + "ะาำิีึืุูเแ็่้๊์“”’–…"),
}
BESIDE = ("{}", "A {} B", "2{}", "2 {}", "{}2", "(“{}”)", "It is {}. And", "{0}, {0} and {0}")
FORMULAS = ("x{}", "{}r", "x{}r", "{0}·{0}", "ab {} cd — “half”…")
"""What stands beside letters as well, as a factor does."""


@pytest.mark.parametrize("kind", KINDS)
def test_two_of_a_kind_stay_wherever_they_stand(kind: str) -> None:
    places = BESIDE + FORMULAS * (kind in ("mathematics", "Greek formulas", "units", "boxes"))

    for n, (one, other) in enumerate(product(*KINDS[kind])):
        # Each pair in two of the places: each place is had by a sixth of the pairs and more.
        for step in range(2):
            text = places[(n + step * 3) % len(places)].replace("{0}", "{}")
            text = text.replace("{}", one + other)
            assert repair(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The area is √π, not √∞; ¬∞ and √±1 are no numbers, E = √µ.",
        "An area of 10 Å² at 3 Å±0.1, or 2 Å³ in kJ·Å⁻¹ and Å·mol",
        "─┐ and ├┤ and ─┤ and ┼┐",
        "Å’s harbour is small, and Ö’s larger",
        "sin√π + ln√∂ = 2√π·r",
        "The Γ³ of Β°, Π°2 and Ε·r",
        "E = √µ, √∂, √Ω, √∫, √∑ and √≤",
    ],
)
def test_what_was_once_taken_for_damage_stays(text: str) -> None:
    assert repair(text).text == text
    assert repair(text).page == ""


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("The caf√© in Z√ºrich", "The café in Zürich"),  # © is no mathematics
        ("Sch√∂n war’s", "Schön war’s"),  # between letters √ is none either
        ("Z├╝rich and Tromsø", "Zürich and Tromsø"),
        ("seΓ±al", "señal"),
        ("MichaÅ‚ and RenÃ©", "Michał and René"),
    ],
)
def test_one_letter_in_a_word_is_evidence_enough(damaged: str, meant: str) -> None:
    assert repair(damaged).text == meant
