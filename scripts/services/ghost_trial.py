"""What is tried of a real Ghost: all that an editor does, then what a reader gets and does."""

from __future__ import annotations

import html
import os
import re
import tempfile
import time
from pathlib import Path

from PIL import Image

from reewriter.errors import AnswerError, ExportError, RemoteError
from reewriter.export import Choice
from reewriter.export.answers import word
from reewriter.export.remote import Mark
from reewriter.model import Action
from reewriter.text import clean_line
from reewriter.workspace import Workspace
from scripts.services.ghost import RealGhost, started
from scripts.services.mailgun import Letter, Stand, standing_in
from scripts.services.running import asked
from scripts.services.trial import Step, Trial, WrongError, demonstration, must, played

__all__ = ["ghost_trial"]

_STRAY = re.compile(r"%%\{|%recipient|⟦|⟧|\{\{|\{%|\*\||pictures\.invalid")
"""What no reader may see: tags of ours, of Ghost's, of anybody's."""
_TAG = re.compile(r"<(style|script)\b.*?</\1\s*>|<[^>]+>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^>]*\bhref=["']([^"']+)["']""", re.IGNORECASE)
_KEY = "REEWRITER_BLOG_KEY"
_SPOKEN = (
    'It is written %%{first_name, "there"}%% and %%{uuid}%%, %recipient.uuid% and {{ user }} there'
)
"""What a story says of tags: a reader sees it, and no service reads it."""


def ghost_trial(package: Path, *, node: str = "node", client: str = "sqlite3") -> int:
    """Try a Ghost that is unpacked there; return how many steps failed."""
    with (
        tempfile.TemporaryDirectory(prefix="reewriter-ghost-") as folder,
        standing_in() as stand,
        started(package, Path(folder), node=node, client=client, mails=stand.url) as ghost,
        demonstration(f'[targets.blog]\ntype = "ghost"\nurl = "{ghost.url}"') as workspace,
    ):
        print(f"  Ghost {ghost.version}")
        os.environ[_KEY] = ghost.integration_key()
        _with_picture(workspace, Path(folder))
        trial = Trial(workspace, "blog")
        failed = trial.run() + played(_Draft(trial, ghost).steps())
        return failed + played(_Readers(trial, ghost, stand).steps())


def _with_picture(workspace: Workspace, folder: Path) -> None:
    """Give the first story a picture of its own, and content that looks like Ghost's tags."""
    path = folder / "a mine.png"
    Image.new("RGB", (640, 360), (140, 90, 40)).save(path)
    issue = workspace.issues.current()
    first = workspace.issues.composition(issue).above[0].story
    workspace.pictures.add(first.id, path, alt="An open pit")
    critique = f"{first.critique}\n\n{_SPOKEN.replace('{{ user }}', '`{{ user }}`')}.\n"
    workspace.writing.edit(first.id, {"critique": critique})


class _Draft:
    """What becomes of the draft when somebody edits it at Ghost."""

    def __init__(self, trial: Trial, ghost: RealGhost) -> None:
        self.trial, self.ghost = trial, ghost

    def steps(self) -> list[Step]:
        return [
            ("its picture was uploaded, and is served", self._picture),
            ("what stood there is refused to an old hand (409)", self._collision),
            ("an edit at Ghost is shown, and not overwritten", self._conflict),
            ("a look tells it", lambda: self.trial.state("remote changed")),
            ("it is overwritten when that is asked for", self._overwrite),
        ]

    def _picture(self) -> str:
        markup = word(self.ghost.post(self.trial.state("in sync")), "html")
        found = re.search(r'src="([^"]*/content/images/[^"]+)"', markup)
        must(found, "the draft names no picture at Ghost")
        address = html.unescape(found[1]) if found else ""
        served = asked("GET", address.replace("__GHOST_URL__", self.ghost.url))
        must(served.body.startswith(b"\x89PNG"), f"{address}: {served.status}, no picture")
        return address

    def _collision(self) -> str:
        service, post_id = self.trial.service(), self.trial.state("in sync")
        before = word(self.ghost.post(post_id), "updated_at")
        time.sleep(1.1)  # Ghost tells edits apart by the second
        self.ghost.edit(post_id, "Edited there")
        try:
            with service.talking() as talk:
                stale: dict[str, object] = {"title": "Ours", "status": "draft"}
                service.update(talk, post_id, stale, Mark("rw-old"), version=before)
        except AnswerError as error:
            must(error.status == 409, f"{error.status} instead of 409")
            must(word(self.ghost.post(post_id), "title") == "Edited there", "it was written over")
            return str(error)
        raise WrongError("Ghost took it")

    def _conflict(self) -> str:
        try:
            self.trial.push(Action.UPDATED)
        except RemoteError as error:
            must("+Edited there" in error.difference, f"the difference is {error.difference!r}")
            return str(error)
        raise WrongError("it was written over")

    def _overwrite(self) -> str:
        url = self.trial.push(Action.UPDATED, choice=Choice.OVERWRITE)
        title = word(self.ghost.post(self.trial.state("in sync")), "title")
        must(title != "Edited there", "it is still theirs")
        return url


class _Readers:
    """What a reader gets once a person has published the draft, and what comes back from them."""

    def __init__(self, trial: Trial, ghost: RealGhost, stand: Stand) -> None:
        self.trial, self.ghost, self.stand = trial, ghost, stand
        self.post = self.reader = ""
        self.letter = Letter("", "", "", {})

    def steps(self) -> list[Step]:
        return [
            ("the trial publishes it to one reader", self._published),
            ("what they get shows every story", self._stories),
            ("no stray tag is in it", self._no_stray),
            ("its look is ours", self._look),
            ("its links to leave the list work", self._leave),
            ("a click is counted", self._click),
            ("its readers are told: sums to any key", self._sums),
            ("clicks by link to a staff token", self._links),
            ("what was sent is known as sent, and not touched", self._sent),
        ]

    def _published(self) -> str:
        self.post, self.reader = self.trial.state("in sync"), self.ghost.add_reader()
        self.ghost.publish(self.post)
        self.letter = self.stand.first_letter()
        issue = self.trial.workspace.issues.current()
        must(self.letter.subject == issue.subject, f"the subject is {self.letter.subject!r}")
        return f"{len(self.letter.html):,} characters of HTML, {len(self.letter.text):,} of text"

    def _stories(self) -> str:
        workspace = self.trial.workspace
        above = workspace.issues.composition(workspace.issues.current()).above
        seen = {"HTML": _plain(self.letter.html), "text": _plain(self.letter.text)}
        for placed in above:
            for name, text in seen.items():
                must(
                    _plain(placed.story.headline) in text, f"{placed.story.headline}: not in {name}"
                )
                last = _plain(re.split(r"\n\n+", placed.story.critique.strip())[0])[:40]
                must(last in text, f"{last!r}: not in {name}")
        for words in ('%%{first_name, "there"}%%', "%%{uuid}%%", "%recipient.uuid%", "{{ user }}"):
            for text in (self.letter.html, self.letter.text):
                must(words in _straight(_seen(text)), f"{words} is gone, of which the story speaks")
        return f"{len(above)} stories"

    def _no_stray(self) -> str:
        # What the story itself says of tags is no stray one.
        for name, text in (("HTML", self.letter.html), ("text", self.letter.text)):
            text = re.sub(r"It is written.*?there\.", "", text, count=1, flags=re.DOTALL)
            found = _STRAY.search(text)
            must(
                not found,
                f"{name}: {text[found.start() - 40 : found.end() + 40]!r}" if found else "",
            )
        return "none"

    def _look(self) -> str:
        sent, ours = self.letter.html, self.trial.workspace.press.proof
        fonts = _fonts(ours(self.trial.workspace.issues.current()).html)
        kept = _fonts(sent)
        must(fonts <= kept, f"lost: {sorted(fonts - kept)[:3]}")
        must("undefined:" not in sent, "a style was broken on the way")
        return f"{len(fonts)} kinds of type"

    def _leave(self) -> str:
        links = [html.unescape(one) for one in _LINK.findall(self.letter.html)]
        leaving = [one for one in links if "unsubscribe" in one]
        must(leaving, "there is none in the HTML")
        must("unsubscribe" in self.letter.text, "there is none in the text")
        for link in leaving:
            answer = asked("GET", link)
            must(answer.status == 200, f"{link}: {answer.status}")
        one_click = self.letter.headers.get("List-Unsubscribe", "")
        address = re.search(r"<(https?://[^>]+)>", one_click)
        must(address, f"List-Unsubscribe is {one_click!r}")
        must(self.ghost.letters_of(self.reader) == 1, "the reader gets none before they leave")
        body = b"List-Unsubscribe=One-Click"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        left = asked("POST", address[1] if address else "", body, headers=kind)
        must(left.status < 300, f"one click: {left.status}")
        must(self.ghost.letters_of(self.reader) == 0, "the reader still gets the newsletter")
        return f"{len(leaving)} in the HTML, and one click takes the reader off the list"

    def _click(self) -> str:
        links = [html.unescape(one) for one in _LINK.findall(self.letter.html)]
        tracked = [one for one in links if "/r/" in one]
        must(tracked, "no link is counted")
        asked("GET", tracked[0])
        must(self.ghost.clicks(self.post) == 1, "nobody counted it")
        return f"1 of {len(tracked)} links"

    def _sums(self) -> str:
        return self._read(links=False)

    def _links(self) -> str:
        os.environ[_KEY] = self.ghost.staff_token()
        return self._read(links=True)

    def _read(self, *, links: bool) -> str:
        workspace = self.trial.workspace
        read = workspace.services.readers(workspace.issues.current())[0]["blog"]
        must(read.sent == 1, f"sent to {read.sent}")
        must(read.clicks == 1, f"{read.clicks} clicks")
        must(bool(read.links) is links, f"links: {read.links}")
        must(not links or read.links[0][1] == 1, f"links: {read.links[:2]}")
        return clean_line(f"{read.sent} sent, {read.clicks} clicked, {len(read.links)} links")

    def _sent(self) -> str:
        self.trial.state("sent")
        workspace = self.trial.workspace
        issue = workspace.issues.edit(None, {"subject": "After it was sent"})
        try:
            workspace.press.export(issue, "blog", anyway="It is a trial.")
        except ExportError as error:
            must("not touched" in str(error), str(error))
            return str(error)
        raise WrongError("it was written over")


def _fonts(markup: str) -> set[str]:
    """Return every kind of type that stands in a style, without blanks and quotation marks."""
    styles = ";".join(html.unescape(one) for one in re.findall(r'style="([^"]*)"', markup))
    return {re.sub(r"[\s']", "", one) for one in re.findall(r"\bfont:\s*([^;]+)", styles)}


def _straight(text: str) -> str:
    return text.replace("\u201c", '"').replace("\u201d", '"')


def _seen(markup: str) -> str:
    """Return what a person sees of HTML, or of a text."""
    return html.unescape(_TAG.sub(" ", markup)).replace("\u2060", "")


def _plain(text: str) -> str:
    """Return what a person reads, without marks that each format writes in its own way."""
    bare = re.sub(r"[*_`#>\\\[\]]|\(https?://[^)]*\)", " ", _seen(text))
    return " ".join(bare.split()).casefold()
