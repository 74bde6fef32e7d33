"""Writes docs/templates.md from what templates really see; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from reewriter.render import template_listing
from reewriter.render.proof import prompt_view, whole_view
from reewriter.text.labels import LABELS
from scripts.generated import DOCS, keep

PAGE = DOCS / "templates.md"

_HEAD = """\
# Templates

A file in the workspace's `templates/` stands before ours of the same name: copy one with
`reewriter templates copy partials/footer.html`, or all of a look with `templates copy daily`,
change it, and try it with `reewriter templates check`, which names file and line of a mistake.
`reewriter preview` shows it as soon as it is saved.

Templates are Jinja's, in a sandbox: they see the variables below and nothing else, and they can
call nothing but their own macros; a rendering takes a million steps of loops, macros and
includes at most, puts together forty million characters on its way, and has four million. In
HTML every value is escaped by itself; in Markdown, too. The way out of the list and the page in
the browser are `⟦unsubscribe_url⟧` and `⟦archive_url⟧`: each target fills them in.

- **A look** is `NAME.html`, with `NAME.md` and `NAME.txt` where they differ from those of `daily`;
  choose it with `look` in `[brand]` of feeds.toml. We ship `daily` and `plain`: both extend
  `partials/frame.html`, and say what stands in its blocks `styles`, `masthead` and `below` (the
  stories). A look of yours may do the same, or be a whole page.
- **A format of your own** is `stories/NAME.html`, `.md` and `.txt`, in which `story` is the story.
  The HTML is rows of the look's table, `<tr><td class="text">…</td></tr>`; where it begins with
  anything else, as `<p>`, one such row and cell are put around all of it. Without a file of its
  own a format is laid out as a critique in that output.
- **The words around the stories**, as *Unsubscribe*, are `labels`: in the language of `locale` in
  feeds.toml, or your own from `[labels]`.
- The first `<style>` of a look is written into the elements; those with
  `data-css-inline="keep"` stay as they are.

This page is generated: `make docs`.

## What a template sees

`[]` is a list; inside of `{% for story in section.stories %}`, `sections[].stories[].deck` is
`story.deck`.

| variable | kind | what it is |
|---|---|---|
"""
_COLOURS = ("ink", "muted", "accent", "edge", "hair", "tint", "ground", "sheet", "on_accent")
_STORY = "sections[].stories[]."
_LINK = {
    "url": "Its address, safe to print.",
    "number": "Its number in the plain text; 0 for none.",
}
_SOURCE = {
    "outlet": "Who published it.",
    "reporter": "Who wrote it.",
    "date": "When, as readers of the publication write it.",
    **{f"link.{name}": text for name, text in _LINK.items()},
}
_MEANINGS = {
    "lang": "Language and country, as `en-US`.",
    "dir": "`ltr` or `rtl`.",
    "start": "The side on which a line begins: `left` or `right`.",
    "end": "The other side.",
    "dot": "The dot between names and dates in a row.",
    "look.name": "The look's name.",
    **{f"look.day.{name}": "A colour of `[brand]`." for name in _COLOURS},
    **{f"look.night.{name}": "The same where the reader has it dark." for name in _COLOURS},
    "look.body_font": "Fonts of the text.",
    "look.heading_font": "Fonts of headings.",
    "look.logo": "Address or file of the logo; empty for none.",
    "look.logo_alt": "What it says.",
    "look.logo_width": "Its width; 0 where it is not set.",
    "look.logo_height": "Its height.",
    **{f"labels.{name}": f"“{word}”. {where}" for name, (word, where) in LABELS.items()},
    "issue.edition": "The issue's name.",
    "issue.number": "Its number.",
    "issue.date": "Its date, with the day of the week.",
    "issue.iso_date": "Its date as `2026-03-13`.",
    "issue.subject": "The subject.",
    "issue.preheader": "The preheader.",
    "issue.padding": "Invisible signs that keep the text from following the preheader in an inbox.",
    "issue.intro": "The intro, rendered.",
    "issue.links[]": "The links of the intro, in plain text.",
    **{
        f"publication.{name}": "As in `[publication]`."
        for name in (
            *("name", "title", "tagline", "home_url", "postal_address", "signup_title"),
            *("signup_sentence", "signup_url", "share_line"),
        )
    },
    "publication.copyright": "With sign and year.",
    "sections[]": "The sections that have stories, in order.",
    "sections[].title": "The section's name.",
    "sections[].stories[]": "Its stories, in order.",
    f"{_STORY}format": "Its format.",
    f"{_STORY}level": "The level of its headline.",
    f"{_STORY}headline": "The headline.",
    **{f"{_STORY}link.{name}": text for name, text in _LINK.items()},
    f"{_STORY}sources[]": "Its sources, the main one first.",
    **{f"{_STORY}sources[].{name}": text for name, text in _SOURCE.items()},
    f"{_STORY}also[]": "The other outlets, where they have pages of their own.",
    **{f"{_STORY}also[].{name}": text for name, text in _SOURCE.items()},
    f"{_STORY}also_numbered": "The same as one text with the numbers of the links.",
    f"{_STORY}deck": "The sentence under the headline.",
    f"{_STORY}tldr": "The story in one paragraph.",
    f"{_STORY}highlights[]": "Each highlight.",
    f"{_STORY}critique": "The body alone, rendered.",
    f"{_STORY}parts[]": "All texts of the format, in order; empty ones are left out.",
    f"{_STORY}parts[].name": "The part's name.",
    f"{_STORY}parts[].title": "Its heading, or nothing.",
    f"{_STORY}parts[].text": "Its text, rendered.",
    **{f"{_STORY}more.{name}": text for name, text in _LINK.items()},
    f"{_STORY}images[]": "Its pictures.",
    f"{_STORY}images[].src": "The file, in `media/`.",
    f"{_STORY}images[].alt": "What it shows.",
    f"{_STORY}images[].width": "Pixels as it is shown.",
    f"{_STORY}images[].height": "The same.",
    f"{_STORY}images[].credit": "Who made it.",
    f"{_STORY}images[].rights": "By what right it is shown.",
    f"{_STORY}images[].caption": "Both of them.",
    f"{_STORY}sponsor": "Who pays.",
    f"{_STORY}tags[]": "Each tag.",
    f"{_STORY}byline": "Who wrote it, where the issue has several authors.",
    f"{_STORY}share[]": "Ways of passing it on; plain text, being forwarded, has none by mail.",
    f"{_STORY}share[].label": "How the way is called.",
    **{f"{_STORY}share[].{name}": text for name, text in _LINK.items()},
    f"{_STORY}links[]": "All its links, in plain text.",
    **{f"{_STORY}links[].{name}": text for name, text in _LINK.items()},
    "recent[]": "The last headlines that went out.",
    "recent[].headline": "The headline.",
    "recent[].url": "Where it leads.",
    "recent[].date": "When it went out.",
    "authors[]": "Everybody who wrote in this issue.",
    "authors[].name": "The name.",
    "authors[].bio": "Who that is.",
    "authors[].url": "Their page.",
}


_PROMPT = """
## What a prompt sees

`prompts/highlights.txt` is what a language model is asked (`g A`, `suggest --llm`): what stands
above its first line `---` tells the model what it is, the rest is the question.
`templates copy prompts/highlights.txt` gives you one to change. So are `critique.txt`, `tldr.txt`
(`g C`, `g D`, `story draft`) and `subjects.txt` (`g S`, `issue suggest`).

| variable | kind | what it is |
|---|---|---|
"""
_PROMPT_MEANINGS = {
    "publication.name": "As in `[publication]`.",
    "count": "How many highlights, paragraphs or subjects are asked for.",
    "words.least": "How many words one has, at least.",
    "words.most": "And at most.",
    "story.headline": "Our headline; may be empty.",
    "story.highlights[]": "The highlights that are written already.",
    "story.critique": "What is written of the critique already.",
    "stories[]": "For subjects: the stories that go out, in their order.",
    "stories[].headline": "The headline.",
    "stories[].highlights[]": "The highlights.",
    "sources[]": "The sources of the story, the main one first.",
    "sources[].outlet": "Who published it; may be empty.",
    "sources[].date": "When, as `2026-03-13`; may be empty.",
    "sources[].text": "Its text, cut at 24,000 characters of all together.",
}


def variables() -> dict[str, str]:
    """Return every variable with its kind, in the order of the view."""
    return dict(_walked(whole_view(), ""))


def _walked(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _walked(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, tuple):
        inner = value[0] if value else ""
        yield f"{path}[]", "text" if isinstance(inner, str) and value else "list"
        if isinstance(inner, Mapping):
            yield from _walked(inner, f"{path}[]")
    else:
        yield path, "number" if isinstance(value, int) else "text"


def page() -> str:
    """Return the whole document; raises KeyError for a variable that nobody has explained."""
    found = variables()
    gone = sorted(set(_MEANINGS) - set(found))
    if gone:
        raise KeyError(f"no template sees {', '.join(gone)} any more")
    rows = (f"| `{name}` | {kind} | {_MEANINGS[name]} |\n" for name, kind in found.items())
    asked = dict(_walked(prompt_view(), ""))
    if set(asked) != set(_PROMPT_MEANINGS):
        raise KeyError(f"what a prompt sees is {', '.join(asked)}")
    of_prompt = (
        f"| `{name}` | {kind} | {_PROMPT_MEANINGS[name]} |\n" for name, kind in asked.items()
    )
    prompts = f"{_PROMPT}{''.join(of_prompt)}"
    files = "".join(f"- `{file.name}`\n" for file in template_listing(None))
    return f"{_HEAD}{''.join(rows)}{prompts}\n## The templates\n\n{files}"


if __name__ == "__main__":
    sys.exit(keep({PAGE: page()}, sys.argv[1:]))
