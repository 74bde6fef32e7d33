"""The configuration as values: what feeds.toml said, checked. Must not read any file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from reewriter.config.addresses import host_and_port
from reewriter.config.clashes import find_clash
from reewriter.config.lines import Lines
from reewriter.errors import ConfigError, NotFoundError
from reewriter.model import Brand, Look, Publication
from reewriter.text.nearest import did_you_mean
from reewriter.values import dataclass

__all__ = [
    "ALWAYS_THERE",
    "ANSWER_SECONDS",
    "DAILY_COPIES",
    "QUOTED_WORDS",
    "Config",
    "FeedSpec",
    "RuleSpec",
    "TargetSpec",
]

ALWAYS_THERE = ("file", "eml", "zip")
"""The targets that need no settings, so that they exist whether the file names them or not."""

DAILY_COPIES = 3
"""How many days' copies a house keeps that has said nothing."""
ANSWER_SECONDS = 60
"""How long a language model may take where nobody has said."""

QUOTED_WORDS = 150
"""The limit of a house that has set none."""


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as the user wrote it down."""

    url: str
    """A web address, or a file inside the workspace."""
    title: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    weight: float = 0.0
    live: str = ""
    """Hours as "06:00-08:00", or ""."""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class TargetSpec:
    """A target as the user wrote it down; never holds a secret, only names of variables."""

    name: str
    type: str
    settings: dict[str, str | bool | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as the user wrote it down."""

    when: str
    """A query that can be read."""
    verb: Literal["keep", "skip", "tag", "score"]
    tag: str = ""
    points: float = 0.0

    @property
    def then(self) -> str:
        """What it does, as it is written."""
        match self.verb:
            case "tag":
                return f"tag {self.tag}"
            case "score":
                return f"score {self.points:+g}"
        return self.verb


@dataclass(frozen=True, slots=True)
class Config:
    """Everything feeds.toml says."""

    path: Path
    publication: Publication
    sections: tuple[str, ...]
    feeds: tuple[FeedSpec, ...] = ()
    keywords: dict[str, float] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)
    """Name to query, in their order."""
    snippets: dict[str, str] = field(default_factory=dict)
    """Name → Markdown; those that are files are none of the configuration."""
    rules: tuple[RuleSpec, ...] = ()
    targets: tuple[TargetSpec, ...] = ()
    look: Look = field(default_factory=Look)
    keymap: dict[str, str] = field(default_factory=dict)
    """Command to key or keys, with commas between them."""
    retention_days: int | None = None
    backups: int = DAILY_COPIES
    """How many daily copies of the database are kept; 0 where none are made."""
    contact: str = ""
    """For the User-Agent: an e-mail or web address, or ""."""
    full_text: str = "on demand"
    """When pages are asked for full texts: "on demand", or also for what is "kept"."""
    style: dict[str, str] = field(default_factory=dict)
    """How the house writes, by the keys of `[style]`."""
    quoted_words: int = QUOTED_WORDS
    """How many words of one source a story may quote."""
    llm_model: str = ""
    """The language model that is asked for highlights; "" for none."""
    llm_seconds: int = ANSWER_SECONDS
    """How long it may take."""
    theme: str = ""
    """The desk's theme; "" for the one that was chosen last."""
    file: str = field(default="feeds.toml", compare=False)
    """What messages call the file."""
    lines: Lines = field(default_factory=Lines, compare=False, repr=False)

    @property
    def brand(self) -> Brand:
        """All the renderer knows of the house."""
        return Brand(self.publication, self.sections, self.look)

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Every "host:port" the user wrote down: those may be private, and no others."""
        named = [feed.url for feed in self.feeds]
        for target in self.targets:
            named += [value for value in target.settings.values() if isinstance(value, str)]
        return frozenset(host for host in map(host_and_port, named) if host)

    def target(self, name: str) -> TargetSpec:
        """Return the target of that name, or raise `NotFoundError` with the nearest one."""
        for target in self.targets:
            if target.name == name:
                return target
        hint = did_you_mean(name, [target.name for target in self.targets])
        raise NotFoundError(f"there is no target “{name}” in {self.file}", hint=hint)

    def validate_keymap(
        self,
        known_ids: Collection[str],
        *,
        defaults: Mapping[str, str] | None = None,
        meet: Callable[[str, str], bool] | None = None,
    ) -> None:
        """Raise `ConfigError` for a command nobody knows, or a key that two commands share.

        `defaults` are the keys of commands the user left alone. `meet` tells whether two commands
        are ever on one screen; without it, all are.
        """
        for command in self.keymap:
            if command not in known_ids:
                raise ConfigError(
                    f"there is no command “{command}”",
                    file=self.file,
                    line=self.keymap_line(command),
                    hint=did_you_mean(command, known_ids),
                )
        clash = find_clash({**(defaults or {}), **self.keymap}, own=self.keymap, meet=meet)
        if clash:
            key, mine, other = clash
            line = f", in line {self.keymap_line(other)}" if other in self.keymap else " already"
            raise ConfigError(
                f"the key “{key}” of “{mine}” is taken by “{other}”{line}",
                file=self.file,
                line=self.keymap_line(mine),
                hint="Give one of the two another key.",
            )

    def keymap_line(self, command: str) -> int:
        """Return the line of a command in `[keymap]`, written with quotes or as dotted parts."""
        quoted = self.lines.table.get(("keymap", command))
        return quoted or self.lines.of("keymap", *command.split("."))
