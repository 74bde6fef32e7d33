"""From an issue to files: check, render, export, targets, templates."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.cli.conftest import Cli, make_ready


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """An issue that may go out: one story, above the line, with all its words."""
    make_ready(cli)
    return cli


def test_check_tells_findings_and_ends_with_1_on_errors(cli: Cli) -> None:
    answer = cli("check", "--json")
    assert answer.code == 1
    assert {f["severity"] for f in answer.json} >= {"error"}
    assert "2026-03-02: " in answer.line
    assert "error" in answer.line


def test_check_ends_with_0_where_there_are_none(desk: Cli) -> None:
    answer = desk("check", "--json")
    assert answer.code == 0, answer.json
    assert not [f for f in answer.json if f["severity"] == "error"]


def test_an_export_tells_what_is_wrong_and_counts_what_is_told_for_information(desk: Cli) -> None:
    story = desk("issue", "show", "--json").json["stories"][0]["id"]
    desk("story", "edit", str(story), "--own-url", "http://example.org/a?utm_source=x")
    told = {one["severity"] for one in desk("check", "--json").json}
    assert "info" in told
    lines = desk("export", "--to", "eml").err.splitlines()
    assert not [line for line in lines if line.startswith("info")]
    assert "info" in lines[-1]
    assert lines[-1].endswith("`reewriter check` tells all.")


def test_a_waived_error_does_not_count(desk: Cli) -> None:
    desk("issue", "set", "--subject", "")
    before = [f for f in desk("check", "--json").json if f["severity"] == "error"]
    with desk.open() as workspace:
        issue = workspace.issues.current()
        for found in before:
            workspace.issues.waive(issue, found["id"], found["where"], "We know.")
    answer = desk("check", "--json")
    waived = [f for f in answer.json if f["waived"]]
    assert answer.code == (0 if len(waived) == len(before) else 1)
    assert "waived" in answer.line or not waived


def test_render_writes_the_formats_that_are_asked_for(desk: Cli, tmp_path: Path) -> None:
    value = desk("render", "--json").json
    assert set(value["files"]) == {"html", "markdown", "text"}
    for name, path in value["files"].items():
        assert Path(path).stat().st_size == value["bytes"][name]
    assert "What the count leaves out" in Path(value["files"]["html"]).read_text(encoding="utf-8")
    elsewhere = desk("render", "--format", "text", "--out", tmp_path / "o", "--json").json
    assert set(elsewhere["files"]) == {"text"}
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["issue.txt"]


def test_export_writes_and_says_when_nothing_changed(desk: Cli) -> None:
    first = desk("export", "--to", "file", "--json").json
    again = desk("export", "--to", "file", "--json").json
    forced = desk("export", "--to", "file", "--again", "--json").json
    assert [v["action"] for v in (first, again, forced)] == ["written", "unchanged", "written"]
    assert first["digest"] == again["digest"]
    assert Path(unquote(urlsplit(first["url"]).path)).is_file()
    desk("issue", "set", "--subject", "Another")
    changed = desk("export", "--to", "file", "--json").json
    assert changed["action"] in ("written", "updated")
    assert changed["digest"] != first["digest"]
    delivered = desk("issue", "show", "--json").json["deliveries"]
    assert delivered[0]["target"] == "file"
    assert delivered[0]["status"] == "delivered"


def test_a_dry_run_writes_nothing(desk: Cli) -> None:
    value = desk("export", "--to", "eml", "--dry-run", "--json").json
    assert value["action"] == "dry-run"
    assert not (desk.root / "out").exists()


@pytest.mark.parametrize("target", ["file", "eml", "zip"])
def test_files_are_written_whatever_the_checks_find(cli: Cli, target: str) -> None:
    answer = cli("export", "--to", target)
    assert answer.code == 0
    assert answer.out.startswith("written  ")
    assert "error" in answer.err


def test_a_file_somebody_else_put_there_is_not_overwritten(desk: Cli) -> None:
    url = desk("export", "--to", "eml", "--json").json["url"]
    path = Path(unquote(urlsplit(url).path))
    path.write_text("mine", encoding="utf-8")
    answer = desk("export", "--to", "eml")
    assert answer.code == 1
    assert "--again" in answer.line
    assert path.read_text(encoding="utf-8") == "mine"
    found = desk("check", "--target", "eml", "--json").json
    assert "target.foreign" in {f["id"] for f in found}


def test_a_folder_that_cannot_be_written_is_one_line(desk: Cli) -> None:
    (desk.root / "out").write_text("a file where a folder should be", encoding="utf-8")
    for words in (("render",), ("export", "--to", "file")):
        answer = desk(*words)
        assert answer.code == 1
        assert answer.out == ""
        assert str(desk.root / "out") in answer.err


def test_targets_are_listed_and_tried(desk: Cli) -> None:
    listed = desk("targets", "list", "--json").json
    assert {t["name"] for t in listed} >= {"file", "eml", "zip"}
    tried = desk("targets", "check", "--json")
    assert tried.code == 0
    assert all(t["ok"] for t in tried.json)
    assert not (desk.root / "out").exists()
    assert desk("targets", "check", "pigeon").code == 4


def test_links_are_tagged_for_the_target_that_asks_for_it_and_for_no_other(desk: Cli) -> None:
    config = desk.root / "feeds.toml"
    asks = '\n[targets.web]\ntype = "file"\nutm_source = "reex"\nutm_campaign = "spring"\n'
    config.write_text(config.read_text(encoding="utf-8") + asks, encoding="utf-8")
    tagged = desk("export", "--to", "web", "--json", "--anyway", "x").json
    path = Path(unquote(urlsplit(tagged["url"]).path))
    assert "utm_source=reex&amp;utm_medium=email&amp;utm_campaign=spring" in path.read_text()
    assert desk("export", "--to", "web", "--json").json["action"] == "unchanged"
    assert "utm_" not in Path(desk("render", "--json").json["files"]["html"]).read_text()
    assert desk("targets", "check", "web").code == 0


def test_one_bad_target_does_not_hide_the_others(desk: Cli) -> None:
    with (desk.root / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write('\n[targets.pigeon]\ntype = "pigeon"\n')
    answer = desk("targets", "check", "--json")
    states = {t["name"]: t["ok"] for t in answer.json}
    assert (answer.code, states["pigeon"], states["file"]) == (1, False, True)


def test_a_template_is_copied_once_and_then_in_force(desk: Cli) -> None:
    (copied,) = desk("templates", "copy", "daily.txt", "--json").json
    assert desk("templates", "copy", "daily.txt").code == 2
    origins = {t["name"]: t["origin"] for t in desk("templates", "list", "--json").json}
    assert (origins["daily.txt"], origins["daily.html"]) == ("overridden", "shipped")
    assert desk("templates", "check").code == 0
    Path(copied["path"]).write_text("Ours\n{% if %}\n", encoding="utf-8")
    broken = desk("templates", "check", "--json")
    assert broken.code == 1
    assert "daily.txt:2" in broken.json[0]["message"]
    rendered = desk("render")
    assert rendered.code == 1
    assert "daily.txt:2" in rendered.line


def test_the_archive_is_a_web_site_of_what_went_out(cli: Cli) -> None:
    empty = cli("render", "--archive")
    assert "No issue has gone out yet" in empty.err
    assert cli("item", "keep", 1).code == 0
    assert cli("story", "place", 1).code == 0
    assert cli("export", "--to", "file").code == 0
    made = cli("render", "--archive", "--json")
    assert 'write archive_url = "https://example.org/archive/{edition}.html"' in made.err
    files = made.json["files"]
    assert sorted(files) == ["2026-03-02.html", "feed.xml", "index.html", "robots.txt"]
    page = Path(files["2026-03-02.html"])
    assert page.parent == cli.root / "out" / "archive"
    assert "All issues" in page.read_text()
    assert "2026-03-02.html" in Path(files["index.html"]).read_text()
    config = cli.root / "feeds.toml"
    config.write_text(config.read_text().replace('/archive"', '/archive/{edition}.html"'))
    assert cli("render", "--archive").err == ""
    wrong = cli("render", "2026-03-02", "--archive")
    assert wrong.code == 2
    assert "Leave the edition out" in wrong.err


def test_the_plain_text_is_printed_replaced_and_brought_back(cli: Cli) -> None:
    cli("item", "keep", 1)
    cli("story", "place", 1)
    made = cli("issue", "text").out
    assert "⟦unsubscribe_url⟧" in made
    put = cli("issue", "text", "-", "--json", stdin=f"{made}\nBy hand.\n".encode())
    assert (put.code, put.json["by_hand"], put.json["stale"]) == (0, True, False)
    edition = put.json["edition"]
    assert cli("issue", "text", edition).out.rstrip().endswith("By hand.")
    cli("issue", "set", "--preheader", "x")
    cli("issue", "set", "--intro-file", "-", stdin=b"New.")
    assert "parity.stale" in {one["id"] for one in cli("check", "--json").json}
    assert "by hand, older than the issue" in cli("issue", "text", edition).err
    assert "by hand" in cli("issue", "show").out
    assert cli("issue", "text", "--keep", "--json").json["stale"] is False
    assert cli("issue", "text", "--clear", "--json").json["by_hand"] is False
    assert cli("issue", "text", "--clear", "--keep").code == 2


def test_a_look_that_is_nowhere_is_a_mistake_in_feeds_toml(desk: Cli) -> None:
    config = desk.root / "feeds.toml"
    config.write_text(f'{config.read_text()}\n[brand]\nlook = "sunday"\n')
    answer = desk("render")
    assert answer.code == 3
    assert "feeds.toml: there is no look “sunday”" in answer.err


def test_a_format_whose_template_is_gone_is_told(desk: Cli) -> None:
    template = desk.root / "templates" / "stories" / "Verdict_2.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>{{ story.headline }}</p>")
    assert desk("story", "edit", 1, "--format", "Verdict_2").code == 0

    def told() -> list[str]:
        return [f["where"] for f in desk("check", "--json").json if f["id"] == "content.format"]

    assert told() == []
    template.unlink()
    assert told() == ["story/1/format"]
