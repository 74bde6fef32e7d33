"""Targets that are files in a folder: never write over what somebody else put there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from reewriter import atomic
from reewriter.errors import ConfigError, ExportError
from reewriter.export.target import (
    AtTarget,
    ExportContext,
    Payload,
    PayloadFile,
    Receipt,
    digest_of,
    file_stem,
)
from reewriter.model import Action, Delivery, Finding, Rendered

__all__ = ["FolderTarget", "Settings", "payload_of"]

Settings = Mapping[str, str | bool | int]

_LEDGER = 64
"""How many digests of files we wrote are remembered for an issue and target."""


class FolderTarget(ABC):
    """A target whose payload is files; subclasses say which.

    What we wrote is recognised by its bytes: the delivery's `remote_version` lists the digests of
    our last files, newest first. A file of other bytes was changed or put there by somebody.
    """

    service = False
    kind = ""
    """The type's name, as `type` of feeds.toml says it."""
    writes = ""
    """What comes of an export, for the documents."""
    settings: tuple[str, ...] = ()
    """The settings this type knows."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name = name
        for key in settings:
            if key not in self.settings:
                known = ", ".join(self.settings) or "none"
                raise ConfigError(
                    f"target {name} has no setting {key}",
                    file="feeds.toml",
                    hint=f"Known here: {known}.",
                )

    @property
    def name(self) -> str:
        """The name by which `--to` calls it."""
        return self._name

    @abstractmethod
    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Bind merge tags and build the files."""

    def stem(self, ctx: ExportContext) -> str:
        """Return the file name without ending; targets of one type do not share it."""
        return file_stem(ctx.edition if self._name == self.kind else f"{ctx.edition}-{self._name}")

    def check(self, payload: Payload) -> list[Finding]:
        """Say what this target would object to."""
        return list(payload.findings)

    def look(self, payload: Payload, known: Delivery | None) -> AtTarget:
        """Compare the files there with the payload and with what we wrote before."""
        ours = _ledger(known)
        found = {file.path: _read(file.path) for file in payload.files}
        return AtTarget(
            same=all(found[file.path] == file.content for file in payload.files),
            remote_version=_entries(payload, ours),
            foreign=tuple(
                str(file.path)
                for file in payload.files
                if _is_foreign(found[file.path], file.content, ours)
            ),
        )

    def push(self, payload: Payload, known: Delivery | None) -> Receipt:
        """Write the files; a foreign one is kept as a copy first."""
        ours = _ledger(known)
        kept = tuple(
            atomic.keep_copy(file.path)
            for file in payload.files
            if _is_foreign(_read(file.path), file.content, ours)
        )
        atomic.write_files({file.path: file.content for file in payload.files})
        return Receipt(
            action=Action.WRITTEN,
            remote_id=payload.files[0].path.name,
            url=payload.url,
            digest=payload.digest,
            remote_version=_entries(payload, ours),
            files=tuple(file.path for file in payload.files),
            kept=kept,
        )


def payload_of(files: Mapping[Path, bytes], *, findings: tuple[Finding, ...] = ()) -> Payload:
    """Make a payload of files; the first is the one a person opens. The folder does not count."""
    parts = [part for path, content in files.items() for part in (path.name.encode(), content)]
    first = next(iter(files))
    return Payload(
        digest=digest_of(*parts),
        url=first.resolve().as_uri(),
        files=tuple(PayloadFile(path, content) for path, content in files.items()),
        findings=findings,
    )


def _mark(content: bytes) -> str:
    return blake2b(content, digest_size=8).hexdigest()


def _ledger(known: Delivery | None) -> tuple[str, ...]:
    return tuple(known.remote_version.split()) if known else ()


def _entries(payload: Payload, ours: tuple[str, ...]) -> str:
    marks = dict.fromkeys((*(_mark(file.content) for file in payload.files), *ours))
    return " ".join(list(marks)[: max(_LEDGER, len(payload.files))])


def _is_foreign(found: bytes | None, meant: bytes, ours: tuple[str, ...]) -> bool:
    return found is not None and found != meant and _mark(found) not in ours


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise ExportError(
            f"{path}: part of this path is a file", hint="Choose another folder."
        ) from error
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be read ({error.strerror})",
            hint="Move what stands there away, then export again.",
        ) from error
