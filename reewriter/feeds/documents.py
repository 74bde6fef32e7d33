"""Reads Word files and PDFs as text, each in a process of its own; knows no item and no store.

The libraries are an extra, and what they read may be hostile: the process has little memory, little
time, and gives back nothing but text.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import subprocess
import sys
from typing import Any, Literal

from reewriter.errors import ParseError, UsageError

__all__ = ["Kind", "kind_of", "read_document"]

Kind = Literal["docx", "pdf"]

_LIBRARY: dict[Kind, str] = {"docx": "mammoth", "pdf": "pypdf"}
_NAMES: dict[Kind, str] = {"docx": "Word file", "pdf": "PDF"}
_DEADLINE = 40.0
"""Seconds; the longest report is read in a quarter of it."""
_MEMORY = 1 << 30
_LONGEST = 2_000_000
"""Characters that are taken of a document."""
_NOTHING = 3
"""The exit code of a document without a word."""


def kind_of(content: bytes) -> Kind | None:
    """Tell a document by how it begins; None for anything else."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04") and b"word/" in content:
        return "docx"
    return None


def read_document(content: bytes, kind: Kind, *, name: str) -> str:
    """Return what a document says: of Word as Markdown, of a PDF line by line.

    Raises UsageError where the library is not installed, ParseError where it cannot be read.
    """
    what = f"{name} is a {_NAMES[kind]}"
    if importlib.util.find_spec(_LIBRARY[kind]) is None:
        raise UsageError(
            f"{what}, which needs {_LIBRARY[kind]}",
            hint='Install it with: pip install "reewriter[import]". Or paste the text: `-`.',
        )
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__, kind],
            input=content,
            capture_output=True,
            timeout=_DEADLINE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ParseError(f"{what} that takes too long to read", hint="Paste its text.") from None
    if done.returncode == _NOTHING:
        raise ParseError(f"{what} without any text", hint="Is it a scan? Paste what it says.")
    if done.returncode:
        raise ParseError(f"{what} that cannot be read", hint="Open it, and paste its text.")
    return done.stdout.decode("utf-8", "replace")


def _limit() -> None:
    """Let this process have no more than it needs."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    seconds = int(_DEADLINE)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _word(content: bytes) -> str:
    from reewriter.text.html import sanitize, to_markdown

    mammoth: Any = importlib.import_module(_LIBRARY["docx"])
    # Pictures would come as megabytes of text, and are not taken anyway.
    no_pictures = mammoth.images.img_element(lambda _picture: {"src": ""})
    found = mammoth.convert_to_html(io.BytesIO(content), convert_image=no_pictures)
    return to_markdown(sanitize(str(found.value)))


def _portable(content: bytes) -> str:
    pypdf: Any = importlib.import_module(_LIBRARY["pdf"])
    pages: list[str] = []
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        pages.append(str(page.extract_text()))
        if sum(map(len, pages)) > _LONGEST:
            break
    return "\n".join(pages)


def main(kind: str) -> int:
    """Read a document from standard input and write its text; for the process of its own."""
    _limit()
    content = sys.stdin.buffer.read()
    text = _word(content) if kind == "docx" else _portable(content)
    sys.stdout.buffer.write(text[:_LONGEST].encode("utf-8", "replace"))
    return 0 if text.strip() else _NOTHING


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
