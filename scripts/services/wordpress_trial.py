"""What is tried of a real WordPress: the issue as a post, then a post for each story."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from PIL import Image

from reewriter.export import Choice
from reewriter.export.answers import word
from reewriter.model import Story
from reewriter.workspace import Workspace
from reewriter.workspace.posts import PostState
from scripts.services.trial import Step, Trial, demonstration, must, played
from scripts.services.wordpress import RealWordPress, started

__all__ = ["wordpress_trial"]

_KEY = "REEWRITER_SITE_KEY"
_SPOKEN = (
    r"It is written [gallery ids=1] and [[caption]], C:\new\table and {{ user }}, & <b> there."
)
"""What a story says that WordPress could take for code of its own, or lose."""


def wordpress_trial(_: Path) -> int:
    """Try the WordPress of Debian's packages; return how many steps failed."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="rw-") as folder, started(Path(folder)) as site:
        print(f"  WordPress {site.version}")
        for user in ("boss", "writer"):
            targets = f'[targets.site]\ntype = "wordpress"\nurl = "{site.url}"\nuser = "{user}"'
            with demonstration(targets) as workspace:
                print(f"  as {'an administrator' if user == 'boss' else 'an author'}")
                os.environ[_KEY] = site.keys[user]
                # A publication of its own: drafts are known by its name, and the issue's.
                _named(workspace, f"The {user}'s trial")
                failed += Trial(workspace, "site").run()
                failed += played(_Posts(workspace, site, Path(folder)).steps())
    return failed


def _named(workspace: Workspace, name: str) -> None:
    from reewriter.config import load

    path = workspace.root / "feeds.toml"
    text = re.sub(r'(?m)^name = ".*"$', f'name = "{name}"', path.read_text("utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    workspace.use(load(path))


class _Posts:
    """What becomes of the posts of stories when somebody works at the site."""

    def __init__(self, workspace: Workspace, site: RealWordPress, folder: Path) -> None:
        self.workspace, self.site, self.folder = workspace, site, folder

    def steps(self) -> list[Step]:
        return [
            ("each story becomes a draft post", self._made),
            ("a picture was uploaded, and is served", self._picture),
            ("content comes back as it went", self._content),
            ("nothing is pushed twice", self._unchanged),
            ("an edit here updates the same post", self._updated),
            ("an edit there is shown, and not overwritten", self._edited),
            ("it is kept, and told, when that is asked for", self._kept),
            ("it is overwritten when that is asked for", self._overwritten),
            ("what is published there is read by everybody", self._published),
            ("and is not touched any more", self._untouched),
            ("what lies in the bin is gone, and made anew only when asked for", self._binned),
        ]

    @property
    def stories(self) -> list[Story]:
        composition = self.workspace.issues.composition(self.workspace.issues.current())
        return [one.story for one in composition.above if one.story.format != "sponsor"]

    def _push(self, choice: Choice | None = None) -> dict[int, str]:
        done = self.workspace.posts.push(self.workspace.issues.current(), "site", choice=choice)
        return {
            one.story.id: one.trouble or (one.receipt.action.value if one.receipt else "as it was")
            for one in done
        }

    def _states(self) -> dict[int, PostState]:
        issue = self.workspace.issues.current()
        found = self.workspace.posts.states(issue, "site", look=True)
        return {one.story.id: one for one in found}

    def _post(self, story_id: int) -> int:
        url = self._states()[story_id].url
        number = re.search(r"post=(\d+)", url)
        must(number, f"{url} names no post")
        return int(number[1]) if number else 0

    def _made(self) -> str:
        picture = self.folder / "a mine.png"
        Image.new("RGB", (640, 360), (140, 90, 40)).save(picture)
        first = self.stories[0]
        self.workspace.pictures.add(first.id, picture, alt="An open pit")
        self.workspace.writing.edit(first.id, {"critique": f"{first.critique}\n\n{_SPOKEN}\n"})
        done = self._push()
        must(set(done.values()) == {"created"}, f"{done}")
        must(all(one.state == "in sync" for one in self._states().values()), "not in sync")
        must(all(one.own_url for one in self.stories), "a story does not know its page")
        return f"{len(done)} posts"

    def _raw(self, story_id: int, part: str = "content") -> str:
        found = self.site.ask("GET", f"/posts/{self._post(story_id)}?context=edit")
        return word(found, part, "raw")

    def _picture(self) -> str:
        found = re.search(r'src="([^"]*/uploads/[^"]+)"', self._raw(self.stories[0].id))
        must(found, "the post names no picture of the site")
        served = self.site.page(found[1] if found else "")
        must(served.body.startswith(b"\x89PNG"), f"{served.status}, no picture")
        return found[1] if found else ""

    def _content(self) -> str:
        raw = self._raw(self.stories[0].id)
        must(r"C:\new\table" in raw, "a backslash is gone")
        must("&#91;gallery" in raw or "[gallery" not in raw, "a shortcode is one")
        must("⟦" not in raw, "a placeholder is left")
        return f"{len(raw):,} characters"

    def _unchanged(self) -> str:
        done = self._push()
        must(set(done.values()) == {"unchanged"}, f"{done}")
        return f"{len(done)} posts"

    def _updated(self) -> str:
        first = self.stories[0].id
        before = self._post(first)
        self.workspace.writing.edit(first, {"deck": "Another deck than before"})
        must(self._push()[first] == "updated", "it is not updated")
        must(self._post(first) == before, "it is another post")
        return f"post {before}"

    def _edited(self) -> str:
        first = self.stories[0].id
        self.site.ask("POST", f"/posts/{self._post(first)}", {"title": "Edited there"})
        state = self._states()[first]
        must(state.state == "remote changed", state.state)
        must("+Edited there" in state.difference, f"the difference is {state.difference!r}")
        told = self._push()[first]
        must("edited there" in told, told)
        must(self._raw(first, "title") == "Edited there", "it was written over")
        return told

    def _kept(self) -> str:
        first = self.stories[0].id
        must(self._push(Choice.KEEP)[first] == "unchanged", "it was not kept")
        must(self._states()[first].state == "remote changed", "theirs is told as ours")
        must(self._raw(first, "title") == "Edited there", "it was written over")
        return self._push()[first]

    def _overwritten(self) -> str:
        first = self.stories[0].id
        must(self._push(Choice.OVERWRITE)[first] == "updated", "it was not overwritten")
        must(self._raw(first, "title") != "Edited there", "it is still theirs")
        must(self._states()[first].state == "in sync", "it is not in sync")
        return self._raw(first, "title")

    def _published(self) -> str:
        first = self.stories[0]
        self.site.ask("POST", f"/posts/{self._post(first.id)}", {"status": "publish"})
        state = self._states()[first.id]
        must(state.state == "sent", state.state)
        page = self.site.page(state.url)
        must(page.status == 200, f"{state.url}: {page.status}")
        must(b"An open pit" in page.body, "the page shows no picture")
        must(rb"C:\new\table" in page.body, "a backslash is gone")
        must(b"[gallery ids=1]" in page.body.replace(b"&#091;", b"[").replace(b"&#91;", b"["),
             "the shortcode was run")  # fmt: skip
        return state.url

    def _untouched(self) -> str:
        first = self.stories[0].id
        self.workspace.writing.edit(first, {"deck": "A deck after it was published"})
        told = self._push(Choice.OVERWRITE)[first]
        must("published there, and not touched" in told, told)
        return told

    def _binned(self) -> str:
        second = self.stories[1].id
        old = self._post(second)
        self.site.ask("DELETE", f"/posts/{old}")
        must(self._states()[second].gone, "it is not known to be gone")
        told = self._push()[second]
        must("deleted there" in told, told)
        must(self._push(Choice.NEW)[second] == "created", "no new one was made")
        new = self._post(second)
        must(new != old, "it is the same")
        return f"post {new} instead of {old}"
