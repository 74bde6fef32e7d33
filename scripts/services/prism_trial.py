"""Buttondown's API as described, played by Prism, which refuses what is not described."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from reewriter.export import ExportContext
from reewriter.export.answers import Talk
from reewriter.export.pictures import Picture
from reewriter.export.remote import Mark
from reewriter.model import Action
from reewriter.net import Response, Secret, ServiceLine
from scripts.services.getting import DESCRIBED
from scripts.services.running import answers, asked, free_port, running
from scripts.services.trial import Trial, WrongError, demonstration, must, played
from tests.export.conversation import Said, conversation
from tests.export.fakes_first import FakeButtondown
from tests.export.schema import complaints, resolved

__all__ = ["described", "prism_trial"]

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = ROOT / "tests" / "data" / "services" / "buttondown.json"
"""The bodies that Buttondown documents, in our words, with the source named."""

_EMAIL: dict[str, object] = {
    "type": "object",
    "required": ["id", "subject", "body", "status"],
    "properties": {
        "id": {"type": "string"},
        "subject": {"type": "string"},
        "body": {"type": "string"},
        "description": {"type": "string"},
        "status": {"type": "string"},
        "metadata": {"type": "object"},
    },
    "example": {
        "id": "em_5g8x", "subject": "A subject", "body": "A body", "description": "",
        "status": "draft", "metadata": {},
    },
}  # fmt: skip
_LISTING: list[object] = [
    {"in": "query", "name": name, "schema": schema}
    for name, schema in (
        ("status", {"type": "array", "items": {"type": "string"}}),
        (
            "ordering",
            {"enum": ["creation_date", "-creation_date", "publish_date", "-publish_date"]},
        ),
        ("excluded_fields", {"type": "array", "items": {"enum": ["body"]}}),
        ("page", {"type": "integer"}),
    )
]
_ANALYTICS: dict[str, object] = {
    "type": "object",
    "properties": {name: {"type": "integer"} for name in ("recipients", "opens", "clicks")},
    "example": {"recipients": 900, "opens": 410, "clicks": 77},
}


def described() -> dict[str, object]:
    """Return the calls we make as an OpenAPI document, with the bodies that tests know, too."""
    requests = json.loads(REQUESTS.read_text(encoding="utf-8"))["requests"]
    new, change = requests["POST /emails"], requests["PATCH /emails/{id}"]
    page = {"type": "object", "example": {"results": [], "next": None, "count": 0}}
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    picture: dict[str, object] = {
        "type": "object",
        "properties": {"image": {"type": "string", "format": "binary"}},
    }
    account = {"type": "object", "example": {"username": "desk"}}
    image = {"type": "object", "example": {"id": "1", "image": "https://cdn.example/1.png"}}
    sent = _takes("multipart/form-data", picture) | _answers(201, image)
    return {
        "openapi": "3.1.0",
        "info": {"title": "What reewriter asks of Buttondown", "version": "1"},
        "security": [{"key": []}],
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "Authorization"}}
        },
        "paths": {
            "/accounts/me": {"get": _answers(200, account)},
            "/emails": {
                "get": {"parameters": _LISTING} | _answers(200, page),
                "post": _takes("application/json", new) | _answers(201, _EMAIL),
            },
            "/emails/{id}": {
                "parameters": [number],
                "get": _answers(200, _EMAIL),
                "patch": _takes("application/json", change) | _answers(200, _EMAIL),
            },
            "/emails/{id}/analytics": {"parameters": [number], "get": _answers(200, _ANALYTICS)},
            "/images": {"post": sent},
        },
    }


def prism_trial(folder: Path) -> int:
    """Try Prism with Buttondown's description, else our part of it; return how many steps failed.

    What the whole one answers is its examples, of which nothing follows: there it is only tried
    whether every call of ours is taken as it is described, and whether the fake of our tests, from
    whose answers everything follows, answers as it is described.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="reewriter-prism-") as scratch:
        whole = folder / DESCRIBED
        document = whole if whole.exists() else Path(scratch) / "buttondown.json"
        if document is whole:
            print("  with Buttondown's own description, whole")
        else:
            print("  with the part of Buttondown's description that is used, in our words")
            document.write_text(json.dumps(described()), encoding="utf-8")
        command: list[str | Path] = [
            folder / "node/node_modules/.bin/prism", "mock", "-h", "127.0.0.1", "-p", str(port),
            document,
        ]  # fmt: skip
        log = Path(scratch) / "prism.log"
        with (
            running(command, ready=answers(f"{url}/accounts/me"), cwd=folder, log=log),
            demonstration(f'[targets.weekly]\ntype = "buttondown"\nurl = "{url}"') as workspace,
        ):
            os.environ["REEWRITER_WEEKLY_KEY"] = "key-of-the-trial"
            trial = Trial(workspace, "weekly")
            calls = [
                ("it refuses who has no key", lambda: _refused(url, 401, key=False)),
                ("it refuses a state that there is not", lambda: _refused(url, 400, 422)),
                ("every call of ours is taken", lambda: _taken(url, trial)),
            ]
            if document is whole:
                calls.append(("our fake answers as it is described", lambda: _faked(document)))
                return played(calls)
            return played(
                [
                    *calls,
                    *trial.steps()[:3],
                    ("an edit is taken", lambda: _edited(trial)),
                    ("a picture is taken", lambda: _picture(trial, Path(scratch))),
                    ("numbers of readers are understood", lambda: _read(trial)),
                ]
            )


def _refused(url: str, *statuses: int, key: bool = True) -> str:
    """Prism says 422 for what is not described, or else the nearest that is described."""
    headers = {"Authorization": "Token key-of-the-trial"} if key else {}
    body = {"subject": "S", "body": "B", "status": "no such status"}
    answer = asked("POST", f"{url}/emails", body, headers=headers)
    wanted = " or ".join(map(str, statuses))
    must(answer.status in statuses, f"{answer.status} instead of {wanted}")
    return str(answer.status)


def _taken(url: str, trial: Trial) -> str:
    """Say all that the target says, in its own bodies, whatever the examples answer."""
    workspace, service = trial.workspace, trial.service()
    issue = workspace.issues.current()
    ctx = ExportContext.of(issue, workspace.brand.publication, out_dir=workspace.root)
    draft = service.prepare(workspace.press.render(issue), ctx).draft
    if draft is None:
        raise WrongError("it makes no draft")
    mark = Mark("rw-0123456789ab", "0" * 32)
    said: list[str] = []

    class Line:
        """Takes what the target says past everything that would follow from an answer."""

        host = "127.0.0.1"

        def ask(self, method: str, path: str, values: object = None, **more: Any) -> Response:
            where = path.replace("{id}", "em_2cbgz3zk0r8fksrxcvbpw3p9kv")
            query = f"?{urlencode(more['query'])}" if more.get("query") else ""
            content, kind = more.get("raw") or (more.get("body"), "application/json")
            headers = {**service.sign(Secret("key-of-the-trial")), "Content-Type": kind}
            headers |= more.get("headers") or {}
            answer = asked(method, f"{url}{where}{query}", content, headers=headers)
            told = answer.body[:300].decode("utf-8", "replace")
            must(answer.status < 300, f"{method} {path}: {answer.status} {told}")
            said.append(f"{method} {path}")
            return Response(answer.status, where, {}, b'{"id": "em_1", "image": "https://x.y"}')

    talk = Talk(cast("ServiceLine", Line()), "weekly")
    service.greet(talk)
    list(service.find(talk, mark))
    service.create(talk, dict(draft.fields), mark)
    service.update(talk, "em_1", dict(draft.fields), mark, version="")
    service.read(talk, "em_1")
    service.readership(talk, "em_1")
    service.upload(talk, Picture(Path("1.png"), "1.png", "png", b"\x89PNG\r\n\x1a\n"))
    wanted = {f"{call.method} {call.path}" for call in service.rules.calls}
    must(set(said) == wanted, f"not said: {wanted - set(said)}")
    return f"{len(wanted)} of {len(wanted)}"


def _faked(document: Path) -> str:
    """Compare every answer of the fake, in a draft's whole life, with the whole description."""
    whole = json.loads(document.read_text(encoding="utf-8"))
    compared = 0
    for inline in (True, False):
        with FakeButtondown() as fake:
            fake.inline = inline
            said = conversation("buttondown", fake)
        for one in said:
            path = re.sub(r"/em_\w+", "/{id}", one.asked.path)
            called = f"{one.asked.method} {path} {one.status}"
            answers = whole["paths"][path][one.asked.method.lower()]["responses"]
            content = answers[str(one.status)].get("content")
            must(content is not None, f"{called} is described without an answer")
            schema = resolved(content["application/json"]["schema"], whole)
            wrong = complaints(_unabridged(one), schema, called)
            must(not wrong, "; ".join(wrong))
            compared += 1
    return f"{compared} answers"


def _unabridged(said: Said) -> object:
    """Put back what was asked to be left out, as bodies from a list."""
    left_out = said.asked.query.get("excluded_fields")
    if left_out is None:
        return said.value
    results = [{left_out: "", **one} for one in said.value["results"]]
    return {**said.value, "results": results}


def _edited(trial: Trial) -> str:
    trial.workspace.issues.edit(None, {"subject": "Another subject"})
    return trial.push(Action.UPDATED)


def _picture(trial: Trial, folder: Path) -> str:
    return trial.service().host(Picture(folder / "1.png", "1.png", "png", b"\x89PNG\r\n\x1a\n"))


def _read(trial: Trial) -> str:
    service = trial.service()
    with service.talking() as talk:
        read = service.readership(talk, trial.state("in sync"))
    must(read is not None and read.sent is not None, "nothing was understood")
    return f"{read.sent if read else None} sent"


def _takes(kind: str, schema: object) -> dict[str, object]:
    body: dict[str, object] = {"required": True, "content": {kind: {"schema": schema}}}
    return {"requestBody": body}


def _answers(status: int, schema: Mapping[str, object]) -> dict[str, object]:
    body = {"description": "", "content": {"application/json": {"schema": schema}}}
    return {"responses": {str(status): body}}
