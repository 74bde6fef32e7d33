"""What an article says that others do not: figures by their worth, quotations by their words."""

from __future__ import annotations

import time

import pytest

from reewriter.text.novelty import novelty

KNOWN = (
    "The plant costs $550 million and makes 1,204 tonnes a year, 12 percent more than in 2025."
    " “We are counting what goes through the door,” said Mara Voss on March 3 at 10:30."
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It makes 1204 tonnes.",
        "Costs: 550m dollars.",
        "Up by 12 per cent, or 12%.",
        "US$550 million, 0.55 billion dollars, 550,000,000 dollars",
        "On 14 April 2026, at 11:45, in Q3 of 2027, two of 9 men met 3 women.",
        "The A380 and COVID-19; call +49 30 1234567 or write to desk77@ore.example.",
        "“We are counting what goes through the door,” said Ms Voss.",
        '"We are counting what goes through the door", she had said.',
        "A “critical mineral strategy” is no quotation of anybody.",
    ],
)
def test_what_others_have_said_is_no_news(text: str) -> None:
    assert novelty(text, [KNOWN]) == ""


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("It costs $560 million now.", "new figure: $560 million"),
        ("The bill is €1.2bn.", "new figure: €1.2bn"),
        ("Output was 1,205 tonnes.", "new figure: 1,205"),
        ("A rise of 12 percent, then 13 per cent.", "new figure: 13 per cent"),
        ("Some 40 men walked out.", "new figure: 40"),
        ("A price of 61.40 dollars a kilogram", "new figure: 61.40 dollars"),
        (
            "“We will not sell to anybody west of the river,” he said, against 12 percent.",
            "new quotation: “We will not sell to anybody west of the river”",
        ),
        (
            '"Nobody told us that the furnace had been switched off, and nobody will," he said.',
            "new quotation: “Nobody told us that the furnace had been…”",
        ),
    ],
)
def test_what_nobody_has_said_is_named(text: str, news: str) -> None:
    assert novelty(text, [KNOWN]) == news


@pytest.mark.parametrize(
    "text",
    [
        "It was 11 plants, a 25% share, 10 percent more.",
        "Some 24 men; a dozen is 12; $5 million.",
        "Read in 4 minutes. 12 min read. Reading time: 14 minutes",
        "12-minute read, 1,204 comments, 340 shares",
        "1,204 Comments | 35 views",
        "Photo 4411/Getty. Image: 99-12",
    ],
)
def test_what_others_wrote_out_and_what_pages_count_is_no_news(text: str) -> None:
    said = "Eleven plants, a quarter of all and a tenth more; twenty-four men; five million dollars"
    assert novelty(text, [said, "a dozen"]) == ""


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("Now 13 plants.", "new figure: 13"),
        ("He sold 340 shares of it.", "new figure: 340"),
        ("It takes 40 minutes.", "new figure: 40"),
        ("Up 11 percent; a fifth more, 20%.", "new figure: 20%"),
    ],
)
def test_other_numbers_than_those_written_out_are_news(text: str, news: str) -> None:
    assert novelty(text, ["Eleven plants have applied."]) == news


def test_a_figure_any_of_the_others_has_is_known() -> None:
    assert novelty("40 men, $560 million", ["$560 million", "40 men"]) == ""
    assert novelty("40 men, $560 million", ["$560 million"]) == "new figure: 40"


KNOWN_UNPARTED = (
    "商务部3月2日宣布，去年出口稀土5.54万吨，增长6.2%，金额为5500万美元，审批需要45个工作日。"
    "发言人说：“有关措施不针对任何特定国家和地区。”輸出量は5万5400トンで、報道官は「民生用の申請は許可する方針だ」と述べた。"
)


@pytest.mark.parametrize(
    "text",
    [
        "3月15日10时30分，第3批共8家企业提出申请，2027年将继续。",
        "出口55400吨，增长６．２％。",
        "输出5.54万吨，5500万美元，即0.55亿美元。",
        "発言人は「民生用の申請は許可する方針だ」と述べた。",
        "他再次表示：“有关措施不针对任何特定国家和地区”，引发关注。",
        "所谓“绿色通道”尚未开放。",
        "输出量达5万5400吨。",
    ],
)
def test_what_was_said_without_blanks_is_no_news(text: str) -> None:
    assert novelty(text, [KNOWN_UNPARTED]) == ""


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("罚款总额为5600万美元。", "new figure: 5600万美元"),
        ("镝价上涨到每公斤1640元", "new figure: 1640元"),
        ("增长７％，", "new figure: 7%"),
        ("価格は3万2800円になった", "new figure: 3万2800円"),
        ("환율은 1331.5원에 마쳤다", "new figure: 1331.5원"),
        ("ราคา 41,250 บาท", "new figure: 41,250 บาท"),
        (
            "他说：“我们没有收到任何通知，工厂将继续生产到月底。”",
            "new quotation: “我们没有收到任何通知，工厂将继续生产到月底。”",
        ),
        (
            "幹部は「代替の調達先を探しているが容易ではない」と話す。",
            "new quotation: “代替の調達先を探しているが容易ではない”",
        ),
    ],
)
def test_what_nobody_has_said_without_blanks_is_named(text: str, news: str) -> None:
    assert novelty(text, [KNOWN_UNPARTED]) == news


@pytest.mark.parametrize("text", ["稀" * 40_000, "1.1," * 10_000, "「" * 40_000, "3月" * 20_000])
def test_a_text_without_blanks_is_read_as_fast_as_others(text: str) -> None:
    began = time.process_time()
    novelty(text, [text[::-1]])
    assert time.process_time() - began < 2, "it was looked through anew from each of its characters"
