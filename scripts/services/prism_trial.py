"""Buttondown's API as described, played by Prism, which refuses what is not described."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from reewriter.export.pictures import Picture
from reewriter.model import Action
from scripts.services.running import answers, asked, free_port, running
from scripts.services.trial import Trial, demonstration, must, played

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
_ANALYTICS: dict[str, object] = {
    "type": "object",
    "properties": {name: {"type": "integer"} for name in ("recipients", "opens", "clicks")},
    "example": {"recipients": 900, "opens": 410, "clicks": 77},
}


def described() -> dict[str, object]:
    """Return the calls we make as an OpenAPI document, with the bodies that tests know, too."""
    requests = json.loads(REQUESTS.read_text(encoding="utf-8"))["requests"]
    written = requests["POST /emails"]
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
                "get": _answers(200, page),
                "post": _takes("application/json", written) | _answers(201, _EMAIL),
            },
            "/emails/{id}": {
                "parameters": [number],
                "get": _answers(200, _EMAIL),
                "patch": _takes("application/json", written) | _answers(200, _EMAIL),
            },
            "/emails/{id}/analytics": {"parameters": [number], "get": _answers(200, _ANALYTICS)},
            "/images": {"post": sent},
        },
    }


def prism_trial(folder: Path, openapi: Path | None = None) -> int:
    """Try Prism with our fragment, or with a description of yours; return how many steps failed."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="reewriter-prism-") as scratch:
        document = openapi or Path(scratch) / "buttondown.json"
        if openapi is None:
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
            return played(
                [
                    ("it refuses who has no key", lambda: _refused(url, 401, key=False)),
                    ("it refuses a draft that would be sent", lambda: _refused(url, 422)),
                    *trial.steps()[:3],
                    ("an edit is taken", lambda: _edited(trial)),
                    ("a picture is taken", lambda: _picture(trial, Path(scratch))),
                    ("numbers of readers are understood", lambda: _read(trial)),
                ]
            )


def _refused(url: str, status: int, *, key: bool = True) -> str:
    headers = {"Authorization": "Token key-of-the-trial"} if key else {}
    body = {"subject": "S", "body": "B", "status": "no such status"}
    answer = asked("POST", f"{url}/emails", body, headers=headers)
    must(answer.status == status, f"{answer.status} instead of {status}")
    return str(answer.status)


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
