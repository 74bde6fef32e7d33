"""Reads from feeds.toml which targets want links tagged; how is the renderer's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reewriter.config import TargetSpec
    from reewriter.model import Brand, Composition, Rendered

__all__ = ["for_target", "own_settings"]

_PREFIX = "utm_"


def own_settings(specs: Sequence[TargetSpec]) -> tuple[TargetSpec, ...]:
    """Return the targets with what is about themselves; links are tagged before they get them."""
    return tuple(
        replace(
            spec, settings={n: v for n, v in spec.settings.items() if not n.startswith(_PREFIX)}
        )
        for spec in specs
    )


def for_target(
    rendered: Rendered,
    target: str,
    specs: Sequence[TargetSpec],
    *,
    composition: Composition,
    brand: Brand,
) -> Rendered:
    """Return the issue as this target is to have it: with tagged links, where it says so."""
    from reewriter.render import link_plan, tag_links, tags_of

    spec = next((spec for spec in specs if spec.name == target), None)
    tags = tags_of(spec.settings) if spec else None
    return tag_links(rendered, tags, link_plan(composition, brand)) if tags else rendered
