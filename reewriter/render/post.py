"""One story as a page of its own, for a web site: plain HTML without a mail's tables and styles.

Must not hold what comes back from the site, as its address there: each export would change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path

from reewriter.model import Publication, Rendered, Story
from reewriter.render import rewrite
from reewriter.render.dates import day_in, short_date
from reewriter.render.markdown import to_html, to_markdown
from reewriter.render.mergetags import neutralise, seal, unseal
from reewriter.render.parts import UNTITLED, part_markdown
from reewriter.render.pictures import is_ours, pictures
from reewriter.render.syntax import is_paragraph, link
from reewriter.text import clean_line
from reewriter.text.labels import labels_of
from reewriter.text.teaser import whole

__all__ = ["post"]

_HEADING = 2
_TAG = re.compile(r"<[^>]*>")
_FOLDING = re.compile(r'<span class="tl">.*?</span>| class="tf"', re.DOTALL)
"""By which tables of mails fold on phones."""


def post(story: Story, publication: Publication) -> Rendered:
    """Render one story whole: a teaser in the mail leads to all of it."""
    deck, tldr = clean_line(story.deck), clean_line(story.tldr)
    labels = labels_of(publication.locale, publication.labels)
    above = f"*{rewrite.escape(deck)}*" if deck else ""
    below = "\n\n".join(filter(None, _below(story, publication, labels)))
    figures = "".join(_figures(story))
    html = "\n".join(filter(None, (_html(above), figures, _html(below))))
    markdown = f"{above}\n\n{below}".strip() + "\n"
    return Rendered(
        edition="",
        subject=neutralise(clean_line(story.headline)),
        preheader=neutralise(unescape(_TAG.sub("", to_html(tldr))).strip() or deck),
        html=f"{html}\n",
        markdown=markdown,
        text=markdown,
        images=tuple(dict.fromkeys(Path(one.path) for one in filter(is_ours, story.images))),
    )


def _html(markdown: str) -> str:
    """Turn Markdown into HTML without what only a mail's styles hide or show."""
    return _FOLDING.sub("", to_html(markdown, heading=_HEADING)).strip()


def _below(story: Story, publication: Publication, labels: Mapping[str, str]) -> Iterator[str]:
    if tldr := clean_line(story.tldr):
        told = to_markdown(tldr) if is_paragraph(tldr) else rewrite.escape(tldr)
        yield f"**{rewrite.escape(labels['tldr'])}** {told}"
    points = [clean_line(one.text) for one in story.highlights]
    yield "\n".join(f"- {rewrite.escape(one)}" for one in points if one)
    for part, written in whole(story):
        if part.kind == "line" or part.name == "tldr":
            continue
        text = part_markdown(part, written, labels)
        title = rewrite.escape(labels.get(part.name, part.title))
        yield text if part.name in UNTITLED or not text else f"## {title}\n\n{text}"
    for source in story.sources:
        name, url = rewrite.escape(clean_line(source.outlet)), link(source.url)
        day = day_in(source.published, publication.timezone) if source.published else None
        facts = (
            f"[{name or rewrite.escape(url)}]({rewrite.destination(url)})" if url else name,
            rewrite.escape(clean_line(source.reporter)),
            rewrite.escape(short_date(day, publication.locale)) if day else "",
        )
        yield " · ".join(filter(None, facts))


def _figures(story: Story) -> Iterator[str]:
    for image, one in zip(
        filter(is_ours, story.images), pictures(story, lambda path: path), strict=True
    ):
        said = {name: unseal(seal(escape(str(value)))) for name, value in one.items()}
        caption = f"<figcaption>{said['caption']}</figcaption>" if said["caption"] else ""
        # A site has more room than a mail: as wide as it is.
        size = f' width="{image.width}" height="{image.height}"' if image.width else ""
        yield (f'<figure><img src="{said["src"]}" alt="{said["alt"]}"{size}>{caption}</figure>\n')
