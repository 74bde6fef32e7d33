"""How an issue stands at all mailing services: they are asked side by side, within one deadline.

Only the asking is done on threads. The database is touched by whoever wants to know, alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reewriter.errors import ReewriterError
from reewriter.model import Delivery, Finding, Issue
from reewriter.store import deliveries
from reewriter.workspace.service_state import ServiceState

if TYPE_CHECKING:
    from reewriter.export import ExportContext, Payload, ServiceTarget
    from reewriter.export.remote import Remote
    from reewriter.model import Rendered
    from reewriter.workspace.workspace import Workspace

__all__ = ["LOOK_SECONDS", "everywhere", "states"]

LOOK_SECONDS = 12.0
"""How long somebody waits who only wants to know: the services have it together, not each."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One service, and what is known of an issue's draft there before it is asked."""

    name: str
    known: Delivery | None
    service: ServiceTarget | None = None
    payload: Payload | None = None
    ctx: ExportContext | None = None
    trouble: str = ""
    """Why nothing can be asked, in one line."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a service answered."""

    remote: Remote | None = None
    """The draft; None where there is none."""
    wants: tuple[Finding, ...] = ()
    trouble: str = ""
    """Why nothing is known, in one line: then `remote` says nothing."""


def states(
    workspace: Workspace,
    issue: Issue,
    *,
    seconds: float,
    wants: bool,
    failed: Mapping[str, str],
    only: Collection[str] | None = None,
) -> list[ServiceState]:
    """Say how an issue stands at each service; all are asked first where there is time for it.

    `wants` lets those that were asked also tell what they still want of a draft; `failed` are
    some that are not asked, and why, `only` those that are. One that cannot be asked or read stops
    no other.
    """
    names = workspace.services.names()
    if not names:
        return []
    composition = workspace.issues.composition(issue)
    try:
        whole: Rendered | None = workspace.press.render(issue, composition=composition)
    except ReewriterError:  # each says why, below
        whole = None
    questions = [_question(workspace, name, issue, whole) for name in names]
    asked = [one for one in questions if seconds and one.known and one.payload]
    asked = [one for one in asked if one.name not in failed and (not only or one.name in only)]
    seen = dict(zip((one.name for one in asked), _ask(asked, seconds, wants=wants), strict=True))
    seen |= {name: _Seen(trouble=why) for name, why in failed.items()}
    return [_state(workspace, issue, one, seen.get(one.name)) for one in questions]


def everywhere(
    workspace: Workspace, issue: Issue, *, look: bool
) -> tuple[list[ServiceState], dict[str, dict[str, int]]]:
    """Say how an issue stands at each service, and how the posts of its stories do.

    With `look` both are asked at the same time.
    """
    if not look:
        return workspace.services.states(issue), workspace.posts.counts(issue)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        posts = pool.submit(_posts, workspace, issue)
        return workspace.services.states(issue, look=True), posts.result()


def _posts(workspace: Workspace, issue: Issue) -> dict[str, dict[str, int]]:
    with workspace.fork() as mine:
        return mine.posts.counts(issue, look=True)


def _question(workspace: Workspace, name: str, issue: Issue, whole: Rendered | None) -> _Question:
    known = deliveries.latest(workspace.store, issue.id, name)
    try:
        service = workspace.services.service(name)
        rendered, ctx = workspace.services.rendered(name, issue, whole)
        return _Question(name, known, service, service.prepare(rendered, ctx), ctx)
    except ReewriterError as error:
        return _Question(name, known, trouble=str(error))


def _ask(questions: Sequence[_Question], seconds: float, *, wants: bool) -> list[_Seen]:
    """Ask all at once. Raises nothing for one that does not answer: that is an answer, too."""
    if not questions:
        return []
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(questions), thread_name_prefix="looking") as pool:
        return list(pool.map(lambda one: _look(one, seconds, wants=wants), questions))


def _look(question: _Question, seconds: float, *, wants: bool) -> _Seen:
    from reewriter.export.checklist import still_wanted
    from reewriter.export.remote import seen
    from reewriter.net import Deadline

    service, payload, known = question.service, question.payload, question.known
    if service is None or payload is None or known is None:
        return _Seen()
    try:
        service.begin(Deadline(seconds))
        remote = service.look(payload, known).remote
    except ReewriterError as error:
        return _Seen(trouble=str(error))
    if not wants:
        return _Seen(remote)
    return _Seen(remote, tuple(still_wanted(service, seen(known, remote))))


def _state(
    workspace: Workspace, issue: Issue, question: _Question, seen: _Seen | None
) -> ServiceState:
    from reewriter.export import Standing, note_seen, standing
    from reewriter.export.remote import RemoteState

    known, trouble = question.known, question.trouble
    if seen is not None:
        trouble = trouble or seen.trouble
        if known is not None and question.ctx is not None and not trouble:
            known = note_seen(
                workspace.store, known, seen.remote, issue=issue, ctx=question.ctx,
                now=workspace.now(),
            )  # fmt: skip
    state = standing(known, question.payload.digest if question.payload else "")
    # What was sent stays sent; of anything else, who could not be asked tells nothing.
    if trouble and known is not None and known.status != RemoteState.SENT.value:
        state = Standing.UNKNOWN if state is not Standing.NEVER else state
    return ServiceState(
        target=question.name,
        type=workspace.config.target(question.name).type,
        state=state.value,
        url=known.url if known else "",
        at=known.at if known else None,
        remote_id=known.remote_id if known else "",
        gone=known is not None and known.status == "gone",
        kept=known is not None and known.status == "kept",
        trouble=trouble,
        wants=seen.wants if seen else (),
    )
