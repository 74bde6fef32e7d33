"""The house's own facts, and mending, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_a_figure_is_vouched_for_listed_and_taken_back(cli: Cli) -> None:
    args = ("--entity", "China", "--url", "https://a.example/x", "--until", "2027-01-01")
    added = cli("facts", "add", "90 %", *args, "--json").json
    assert added == {
        "figure": "90 %",
        "entity": "China",
        "url": "https://a.example/x",
        "until": "2027-01-01",
        "expired": False,
    }
    assert cli("facts", "coin", "magnet winter").out == "“magnet winter” is ours\n"
    assert cli("facts", "word", "monazitic").out == "“monazitic” is a word of the house\n"
    assert cli("facts", "word", "Monazitic").code == 0, "it is there once"
    listed = {"facts": [added], "coined": ["magnet winter"], "words": ["monazitic"]}
    assert cli("facts", "list", "--json").json == listed
    assert "China" in cli("facts", "list").out
    assert "words: monazitic" in cli("facts", "list").out
    cli("facts", "remove", "90 %")
    cli("facts", "remove", "magnet winter")
    cli("facts", "remove", "monazitic")
    assert cli("facts", "list", "--json").json == {"facts": [], "coined": [], "words": []}
    assert cli("facts", "remove", "90 %").code == 4


def test_mistakes_are_one_line(cli: Cli) -> None:
    assert cli("facts", "add", "plenty").code == 2
    assert cli("facts", "word", "two words").line.startswith("reewriter: “two words” is no word.")
    assert cli("facts", "word", "42").code == 2
    assert cli("facts", "add", "90%", "--until", "soon").code == 2
    (cli.root / "facts.toml").write_text("[[facts]]\nfigure = 3\n")
    answer = cli("facts", "list")
    assert answer.code == 3
    assert answer.line == ("reewriter: facts.toml:2: figure must be text. Text stands in quotes.")


def test_verify_knows_what_the_house_vouches_for(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("China refines 90% of a “magnet winter”.")
    (tmp_path / "source.txt").write_text("The kilns of China are hot this year, and nobody sleeps.")
    call = ("verify", str(tmp_path / "draft.md"), "--source", str(tmp_path / "source.txt"))
    assert cli(*call).code == 1
    cli("facts", "add", "90 percent", "--entity", "China")
    cli("facts", "coin", "magnet winter")
    answer = cli(*call)
    assert answer.code == 0
    assert "the house vouches for it · China" in answer.out


def test_a_story_is_mended_and_keeps_its_versions(cli: Cli) -> None:
    cli("item", "keep", "1")
    (cli.root / "c.md").write_text(
        "Voss: “We are closing the the door.” She isn't -- and says “We are counting what goes.”"
    )
    cli("story", "edit", "1", "--critique-file", str(cli.root / "c.md"))
    tried = cli("story", "fix", "1", "--dry-run", "--json").json
    assert {one["kind"] for one in tried} == {"quotation", "style"}
    cli("story", "fix", "1", "--quotations")
    after = cli("story", "show", "1", "--json").json[0]["critique"]
    assert after.startswith("Voss: “We are not closing the door.” She isn't -- and")
    cli("story", "fix", "1", "--style")
    after = cli("story", "show", "1", "--json").json[0]["critique"]
    assert after.startswith("Voss: “We are not closing the door.” She isn’t—and")
    assert len(cli("story", "history", "1", "--json").json) >= 2
    assert cli("story", "fix", "1").err == "Nothing to mend.\n"


def test_what_no_wording_mends_is_left_and_told_in_one_line(cli: Cli) -> None:
    cli("item", "keep", "1")
    draft = "Voss: “We are counting what goes. We are not closing the door.”"
    (cli.root / "c.md").write_text(draft)
    cli("story", "edit", "1", "--critique-file", str(cli.root / "c.md"))
    answer = cli("story", "fix", "1", "--quotations")
    assert cli("story", "show", "1", "--json").json[0]["critique"] == draft
    assert answer.err.splitlines() == [
        "left as it is, critique: “We are counting what goes. We are not closing the door.” is"
        " pieced together (in the source its parts stand in another order): quote “We are counting"
        " what goes” and “We are not closing the door” by themselves",
        "Nothing was mended.",
    ]


def test_the_style_of_the_house_is_that_of_feeds_toml(cli: Cli) -> None:
    config = cli.root / "feeds.toml"
    text = config.read_text()
    config.write_text(f'{text}\n[style]\nus = "US"\ndash = "en spaced"\nquotes = "straight"\n')
    cli("item", "keep", "1")
    (cli.root / "c.md").write_text("The U.S. Treasury—which isn’t small... pays.")
    cli("story", "edit", "1", "--critique-file", str(cli.root / "c.md"))
    cli("story", "fix", "1", "--style")
    after = cli("story", "show", "1", "--json").json[0]["critique"]
    assert after == "The US Treasury – which isn't small… pays."
    config.write_text(f'{text}\n[style]\ndash = "emm"\n')
    answer = cli("story", "fix", "1")
    assert answer.code == 3
    assert "dash in [style] must not be “emm”. Did you mean “em”?" in answer.line
