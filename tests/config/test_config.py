"""What feeds.toml may say, and the one line each mistake gets."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from reewriter.config import Config, FeedSpec, TargetSpec, check_text
from reewriter.config.keys import AUTHORS, LABELS, PUBLICATION
from reewriter.errors import ConfigError, NotFoundError
from reewriter.model import Author, Publication
from reewriter.text.labels import languages

SMALL = """\
[publication]
name = "The Paper"

[[sections]]
name = "News"
"""

WHOLE = """\
[publication]
name = "The  Paper"
title = "Morning\u202e Post"
sender_email = "desk@paper.example"
home_url = "https://paper.example"
postal_address = \"\"\"
The Paper

  1 Main Street
Springfield\"\"\"
copyright = "The Paper™ – All of it."
timezone = "America/Denver"
locale = "de"
publishing_days = ["fri", "mon"]
due = "06:30"
first_number = 214

[[publication.authors]]
name = "Ann"
bio = "Writes."
url = "https://paper.example/ann"

[[sections]]
name = "News"
[[sections]]
name = "Prices"

[[feeds]]
url = "https://wire.example/feed"
title = "Wire"
section = "Prices"
tags = ["a", "b", "a"]
weight = 2
live = "06:00 - 08:00"

[[feeds]]
url = "feeds/local.xml"
paused = true

[keywords]
"rare  earth" = 5
gold = -2.5

[targets.letters]
type = "listmonk"
url = "http://127.0.0.1:9000"
list = 3
archive = true
token_env = "LISTMONK_TOKEN"

[keymap]
"inbox.keep" = "y, f7"
inbox.skip = "x"

[retention]
days = 90

[fetch]
contact = "desk@paper.example"
"""


def read(text: str) -> Config:
    return check_text(text, "feeds.toml")


def error_of(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return caught.value


def changed(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def test_the_smallest_file_gets_all_defaults() -> None:
    config = read(SMALL)

    assert config.publication == Publication(name="The Paper", title="The Paper")
    assert config.sections == ("News",)
    assert config.feeds == ()
    assert config.keywords == {}
    assert config.targets == tuple(TargetSpec(name, name) for name in ("file", "eml", "zip"))
    assert config.retention_days is None


def test_the_whole_file_is_read() -> None:
    config = read(WHOLE)

    publication = config.publication
    assert publication.name == "The Paper"
    assert publication.title == "Morning Post"
    assert publication.postal_address == "The Paper\n1 Main Street\nSpringfield"
    assert publication.publishing_days == ("mon", "fri")
    assert publication.due == "06:30"
    assert publication.first_number == 214
    assert publication.authors == (Author("Ann", "Writes.", "https://paper.example/ann"),)
    assert config.brand.sections == ("News", "Prices")
    assert config.feeds == (
        FeedSpec("https://wire.example/feed", "Wire", "Prices", ("a", "b"), 2.0, "06:00-08:00"),
        FeedSpec("feeds/local.xml", paused=True),
    )
    assert config.keywords == {"rare earth": 5.0, "gold": -2.5}
    assert config.keymap == {"inbox.keep": "y,f7", "inbox.skip": "x"}
    assert config.retention_days == 90
    assert config.contact == "desk@paper.example"


def test_a_target_keeps_its_settings_and_names_of_variables() -> None:
    config = read(WHOLE)
    target = config.target("letters")

    assert (target.type, config.lines.of("targets", "letters")) == ("listmonk", 44)
    assert target.settings == {
        "url": "http://127.0.0.1:9000",
        "list": 3,
        "archive": True,
        "token_env": "LISTMONK_TOKEN",
    }


def test_an_unknown_target_names_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        read(WHOLE).target("leters")

    assert caught.value.hint == "Did you mean “letters”?"


def test_only_hosts_that_are_written_down_may_be_private() -> None:
    text = changed("https://wire.example/feed", "http://[::1]:8080/feed")
    text = text.replace('"feeds/local.xml"', '"https://bücher.example/feed"')

    assert read(text).allowed_hosts == {
        "[::1]:8080",
        "xn--bcher-kva.example:443",
        "127.0.0.1:9000",
    }


def test_the_keys_are_the_fields_of_the_model_with_the_same_defaults() -> None:
    """A field that the model gains is one that this file can set, and the page documents."""
    for table, model in ((PUBLICATION, Publication), (AUTHORS, Author)):
        defaults = {field.name: field.default for field in fields(model)}
        for table_of_its_own in ("authors", "labels"):
            defaults.pop(table_of_its_own, None)
        assert table.names() == list(defaults)
        assert {
            key.name: key.default for key in table.keys if not key.required and key.name != "title"
        } == {name: value for name, value in defaults.items() if name not in ("name", "title")}


def test_labels_and_the_form_of_a_date_are_the_editors() -> None:
    said = '[labels]\nby = "Von  hier"\ntags = ""\n[publication]\ndate_format = "d. MMMM y"'
    publication = read(changed("[publication]", said)).publication
    assert publication.labels == {"by": "Von hier"}
    assert publication.date_format == "d. MMMM y"
    for pattern in ("full", "EEEE d MMMM y", "d 'de' MMMM 'de' y", "y年M月d日"):
        read(changed("[publication]", f'[publication]\ndate_format = "{pattern}"'))


def test_the_document_names_every_language_that_has_labels() -> None:
    listed = LABELS.doc.partition("in ")[2].partition(";")[0].replace(" and ", ", ")
    assert tuple(listed.split(", ")) == languages()


MISTAKES = [
    ('title = "M', 'titel = "M', 3, "unknown key “titel” in [publication]", "“title”"),
    ("bio =", "timezone =", 20, "unknown key “timezone” in [[publication", "under [publication]"),
    ("[publication]", "[publicaton]", 1, "unknown table [publicaton]", "[publication]"),
    ("[publication]", "due = 1\n[publication]", 1, "unknown key “due” outside", "[publication]"),
    ('name = "The  Paper"', 'name = " "', 2, "name in [publication] is empty", 'name = "'),
    ('name = "The  Paper"', "name = 7", 2, "must be text, not a whole number", "quotes"),
    ('name = "The  Paper"\n', "", 1, "name is missing in [publication]", 'name = "'),
    ("[[publication.authors]]", "[publication.authors]", 18, "must be written [[pub", ""),
    ('"desk@paper.example"\nhome', '"Ann <a@b.c>"\nhome', 4, "must be an e-mail address", ""),
    ('"https://paper.example"\n', '"paper.example"\n', 5, "not", '"https://paper.example"'),
    ('"https://paper.example"\n', '"ftp://paper.example"\n', 5, "not", "https://"),
    ('"https://paper.example"\n', '"javascript:alert(1)"\n', 5, "must be a web address", ""),
    ('"https://paper.example"\n', '"https://u:p@paper.example"\n', 5, "user name", "@"),
    ('"https://paper.example"\n', '"https://"\n', 5, "is no web address", ""),
    ("The Paper™", "© 2025 The Paper™", 11, "must start with who holds it", "year"),
    ("America/Denver", "America/Denvr", 12, "is no time zone", "“America/Denver”"),
    ("America/Denver", "denver", 12, "is no time zone", "“America/Denver”"),
    ("America/Denver", "America", 12, "is no time zone", ""),
    ("America/Denver", "../../etc/passwd", 12, "is no time zone", ""),
    ('"de"', '"en_us"', 13, "is no locale", '"en-US"'),
    ('"de"', '"ZH_hant_tw"', 13, "is no locale", '"zh-Hant-TW"'),
    ('locale = "de"', 'date_format = "Day 1"', 13, "is no pattern of a date", "MMM d, y"),
    ('locale = "de"', 'date_format = "--"', 13, "is no pattern of a date", ""),
    ('locale = "de"', 'date_format = "d \'of"', 13, "is no pattern of a date", "quotes"),
    (
        "[publication]",
        '[labels]\nunsubscribed = "x"\n[publication]',
        2,
        "unknown key",
        "unsubscribe",
    ),
    ("[publication]", "[labels]\nby = 1\n[publication]", 2, "must be text", "quotes"),
    ('"fri", "mon"', '"fri",\n"Monday"', 15, "holds “Monday”, which is no day", "“mon”"),
    ('"fri", "mon"', '"fri", "frei"', 14, "which is no day", "“fri”"),
    ('"fri", "mon"', '"fri", "fri"', 14, "“fri” twice", ""),
    ('"fri", "mon"', "", 14, "publishing_days in [publication] is empty", ""),
    ('["fri", "mon"]', '"fri"', 14, "must be a list of days, not text", '["fri"]'),
    ('"06:30"', '"8:00"', 15, "must be a time as HH:MM, not “8:00”", '"08:00"'),
    ('"06:30"', '"8 pm"', 15, "HH:MM", '"20:00"'),
    ('"06:30"', '"24:00"', 15, "HH:MM", '"23:59"'),
    ('"06:30"', "06:30:00", 15, "HH:MM", '"06:30"'),
    ("214", '"214"', 16, "must be a whole number, not text", "quotes"),
    ("214", "0", 16, "must be a whole number from 1", ""),
    ("214", "true", 16, "must be a whole number, not true or false", ""),
    ('"Prices"\n\n', '"news"\n\n', 26, "the section “news” is already there, in line 23", ""),
    ("https://wire.example", "wire://x", 29, "must be a web address", "https://"),
    ("https://wire.example/feed", "wire.example/feed", 29, "web address", '"https://wire.ex'),
    ("https://wire.example/feed", "wire.example", 29, "web address", '"https://wire.ex'),
    ("https://wire.example/feed", "../other/feed.xml", 29, "a file of the workspace", "Copy"),
    ("https://wire.example/feed", "/etc/passwd", 29, "a file of the workspace", "Copy"),
    ("https://wire.example/feed", "file:///etc/passwd", 29, "a file of the workspace", ""),
    ("https://wire.example/feed", "file:%2e%2e/x.xml", 29, "a file of the workspace", ""),
    ('"feeds/local.xml"', '"http://WWW.wire.example/feed/"', 37, "already there, in line 29", ""),
    ("https://wire.example/feed", "file:./feeds/local.xml", 37, "already there, in line 29", ""),
    ('section = "Prices"', 'section = "Prises"', 31, "no section “Prises”", "“Prices”"),
    ('"a", "b", "a"', '"a", 2', 32, "must be a list of words, but holds a whole number", ""),
    ("weight = 2", 'weight = "2"', 33, "weight in [[feeds]] must be a number, not text", ""),
    ("weight = 2", "weight = nan", 33, "from -100 to 100", ""),
    ("weight = 2", f"weight = 1{'0' * 400}", 33, "from -100 to 100", ""),
    ("06:00 - 08:00", "06:00", 34, "HH:MM-HH:MM", '"06:00-08:00"'),
    ("paused = true", 'paused = "yes"', 38, "must be true or false, not text", "quotes"),
    ("gold = -2.5", "gold.bar = 2", 42, "keyword “gold” must have a number", "quotes"),
    (
        "gold = -2.5",
        '"Rare Earth" = 1',
        42,
        "keyword “Rare Earth” is already there, in line 41",
        "",
    ),
    ("gold = -2.5", "gold = true", 42, "gold in [keywords] must be a number", ""),
    ("[keywords]", "[[keywords]]", 40, "[[keywords]] must be written [keywords]", ""),
    ("[targets.letters]", "[targets]", 45, "type in [targets] must be a table", "[targets.NAME]"),
    ("[targets.letters]", '[targets."a b"]', 44, "cannot be named “a b”", "40"),
    ('type = "listmonk"\n', "", 44, "type is missing in [targets.letters]", 'type = "'),
    ("list = 3", "list = [3]", 47, "must be text, a whole number, or true or false", ""),
    ("http://127.0.0.1:9000", "127.0.0.1:9000", 46, "must be a web address", '"https://127'),
    ('"y, f7"', '"ctrl y"', 52, "cannot be “ctrl y”", '"ctrl+k"'),
    ('"y, f7"', '"g h i"', 52, "cannot be “g h i”", '"g k"'),
    ('"y, f7"', '""', 52, "cannot be “”", '"ctrl+k"'),
    ('"y, f7"', '"y,ctrl+A"', 52, "cannot be “ctrl+A”", '"ctrl+shift+a"'),
    ('"y, f7"', "7", 52, "must be text, not a whole number", '"ctrl+k"'),
    ("days = 90", "days = -1", 56, "must be a whole number from 1", ""),
    ('contact = "desk@', 'contact = "desk at ', 59, "must be a web address", ""),
]


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), MISTAKES)
def test_a_mistake_is_one_line_with_file_line_and_what_to_do(
    old: str, new: str, line: int, message: str, hint: str
) -> None:
    error = error_of(changed(old, new))

    assert error.message.startswith(f"feeds.toml:{line}: ")
    assert message in error.message
    assert hint in error.hint
    assert "\n" not in str(error)
    assert error.exit_code == 3


def test_a_missing_table_is_named() -> None:
    assert "[publication] is missing" in error_of('[[sections]]\nname = "News"').message
    assert "[[sections]] is missing" in error_of('[publication]\nname = "P"').message
    assert "written [[sections]]" in error_of(SMALL.replace("[[sections]]", "[sections]")).message
    assert "no section" in error_of('sections = []\n[publication]\nname = "P"').message


@pytest.mark.parametrize(
    "key",
    ["key", "token", "password", "secret", "api_key", "API-KEY", "admin_token", "smtp_password"],
)
def test_a_secret_is_refused_and_never_repeated(key: str) -> None:
    error = error_of(changed("list = 3", f'{key} = "hunter2-hunter2"'))

    assert error.message.startswith(
        f"feeds.toml:47: {key} in [targets.letters] looks like a secret"
    )
    assert 'write key_env = "ITS_NAME"' in error.hint
    assert "hunter2" not in str(error)


def test_a_secret_behind_env_is_refused_and_never_repeated() -> None:
    error = error_of(changed('"LISTMONK_TOKEN"', '"hunter2-hunter2"'))

    assert "must name an environment variable" in error.message
    assert "hunter2" not in str(error)


def test_hostile_text_does_not_reach_the_message() -> None:
    error = error_of(changed("tags =", '"\\u001b[31m\\u202ered" ='))

    assert "\x1b" not in error.message
    assert "\u202e" not in error.message


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("a = 1\nb = c", 2, "not TOML: invalid value in column 5", "quotes"),
        ('a = "x', 1, "not TOML: ", ""),
        ("a = [1,\n", 1, "not TOML: ", ""),
        ("[a]\n[a]\n", 2, "not TOML: the table [a] is there twice", "Join the two"),
        ("[a.b]\n\n[a.b]\n", 3, "not TOML: the table [a.b] is there twice", "Join the two"),
        ('["a\\u001b\'x"]\n["a\\u001b\'x"]\n', 2, "the table [a'x] is there twice", "Join"),
        ("a = 1\na = 2\n", 2, "not TOML: cannot overwrite", "twice"),
        ("due = 1 pm", 1, "not TOML: expected newline", "quotes"),
        ("a = " + "[" * 5000, None, "nested too deeply", ""),
        ("a = 1" + "0" * 5000, None, "far too long", ""),
    ],
)
def test_what_is_not_toml_says_where_and_what_to_do(
    text: str, line: int | None, message: str, hint: str
) -> None:
    error = error_of(text)

    assert error.line == line
    assert message in error.message
    assert "twice in column" not in error.message
    assert hint in error.hint


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read("\ufeff" + SMALL).publication.name == "The Paper"


def test_inline_tables_are_as_good_as_headers() -> None:
    text = 'publication = { name = "P" }\nsections = [{ name = "A" },\n{ name = "" }]'
    error = error_of(text)

    assert error.message.startswith("feeds.toml:3: name in [[sections]] is empty")


def test_errors_name_the_file_as_seen_from_here(tmp_path: Path, clean_environment: Path) -> None:
    below = clean_environment / "demo" / "feeds.toml"

    assert check_text(SMALL, str(below)).file == "demo/feeds.toml"
    assert check_text(SMALL, str(tmp_path / "feeds.toml")).file == str(tmp_path / "feeds.toml")


def test_a_feed_may_be_a_file_of_the_workspace_however_it_is_written(tmp_path: Path) -> None:
    for url in ("feeds/a.xml", "./a.b/c", "wire.json", f"file://{tmp_path}/a.xml", "file:a.xml"):
        text = SMALL + f'[[feeds]]\nurl = "{url}"\n'
        assert check_text(text, str(tmp_path / "feeds.toml")).feeds[0].url == url


def test_feeds_that_differ_in_a_parameter_are_two_feeds() -> None:
    text = SMALL + '[[feeds]]\nurl = "https://a.example/?rss=1"\n'
    text += '[[feeds]]\nurl = "https://a.example/?rss=2"\n'

    assert len(read(text).feeds) == 2


COMMANDS = {
    "inbox.keep": "y",
    "inbox.skip": "x",
    "feed.fetch": "f",
    "go.feeds": "f5,g f",
    "story.cite": "c",
}


@pytest.mark.parametrize("keys", ["?", ",", "g i", "ctrl+shift+a,F,f12", "page_up", "[", "é"])
def test_keys_are_written_as_textual_names_them(keys: str) -> None:
    expected = "comma" if keys == "," else keys

    assert read(changed('"y, f7"', f'"{keys}"')).keymap["inbox.keep"] == expected


def test_a_keymap_of_known_commands_is_accepted() -> None:
    read(WHOLE).validate_keymap(COMMANDS, defaults=COMMANDS)


def test_an_unknown_command_names_line_and_nearest() -> None:
    config = read(changed("inbox.skip", "inbox.skp"))

    with pytest.raises(ConfigError) as caught:
        config.validate_keymap(COMMANDS)

    assert caught.value.message == "feeds.toml:53: there is no command “inbox.skp”"
    assert caught.value.hint == "Did you mean “inbox.skip”?"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"x"', '"y"', "53: the key “y” of “inbox.skip” is taken by “inbox.keep”, in line 52"),
        ('"y, f7"', '"y,f"', "52: the key “f” of “inbox.keep” is taken by “feed.fetch” already"),
        ('"y, f7"', '"g"', "52: the key “g” of “inbox.keep” is taken by “go.feeds” already"),
        ('"x"', '"y z"', "53: the key “y z” of “inbox.skip” is taken by “inbox.keep”, in line"),
    ],
)
def test_a_key_that_is_taken_is_an_error(old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(changed(old, new)).validate_keymap(COMMANDS, defaults=COMMANDS)

    assert message in caught.value.message


def test_commands_that_never_meet_may_share_a_key() -> None:
    config = read(changed('"y, f7"', '"c"'))

    config.validate_keymap(
        COMMANDS, defaults=COMMANDS, meet=lambda one, two: one.split(".")[0] == two.split(".")[0]
    )


def test_a_key_given_up_is_free_for_another_command() -> None:
    text = changed('"y, f7"', '"k"').replace('inbox.skip = "x"', 'inbox.skip = "y"')

    read(text).validate_keymap(COMMANDS, defaults=COMMANDS)


def test_a_clash_of_defaults_is_not_blamed_on_the_user() -> None:
    read(SMALL).validate_keymap(COMMANDS, defaults={"inbox.keep": "y", "story.cite": "y"})


@pytest.mark.parametrize("page", ["/n/{edition}.html", "/{edition}", "/?issue={edition}&x=1", "/n"])
def test_an_archive_has_a_page_for_each_edition(page: str) -> None:
    text = SMALL.replace("[[sec", f'archive_url = "https://paper.example{page}"\n\n[[sec', 1)
    publication = check_text(text, "feeds.toml").publication
    assert publication.page_of("2026-03-02") == "https://paper.example" + page.replace(
        "{edition}", "2026-03-02"
    )


def test_an_archive_is_on_the_web() -> None:
    text = SMALL.replace("[[sec", 'archive_url = "javascript:{edition}"\n\n[[sec', 1)
    with pytest.raises(ConfigError, match="must be a web address"):
        check_text(text, "feeds.toml")
