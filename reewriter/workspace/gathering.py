"""Gathers what the checks of an issue must know of the world outside it; judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.checks import Facts, headline_key
from reewriter.config import EXAMPLE_POSTAL_ADDRESS, EXAMPLE_UNSUBSCRIBE_URL
from reewriter.model import Composition, Issue
from reewriter.render import own_formats
from reewriter.store import issues
from reewriter.workspace.glossary import names_of

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["facts_for"]


def facts_for(workspace: Workspace, composition: Composition) -> Facts:
    """Return what is known now; asks the store and the files of the workspace, nobody else."""
    publication = workspace.brand.publication
    return Facts(
        now=workspace.now(),
        ran_before=_ran_before(workspace, composition.issue),
        quoted_words=workspace.config.quoted_words,
        house=workspace.facts.house,
        earlier=workspace.coverage.earlier(composition),
        glossary=names_of(workspace.root),
        house_problem=workspace.facts.problem,
        links=workspace.links.known(composition),
        own_formats=frozenset(own_formats(workspace.templates)),
        postal_address_is_example=publication.postal_address == EXAMPLE_POSTAL_ADDRESS,
        unsubscribe_is_example=publication.unsubscribe_url == EXAMPLE_UNSUBSCRIBE_URL,
        pictures=workspace.pictures.sizes(
            tuple(
                path
                for path in (
                    workspace.brand.look.logo,
                    *(image.path for p in composition.above for image in p.story.images),
                )
                if path.startswith("media/")
            )
        ),
    )


def _ran_before(workspace: Workspace, issue: Issue) -> dict[str, str]:
    ran = {key: one.edition for key, one in workspace.issues.ran(before=issue).items()}
    for story in issues.recent(workspace.store, before=issue, limit=500):
        ran[headline_key(story.headline)] = story.date.isoformat()
    return ran
