"""Has a target say all it can to a fake, and keeps what was answered; compares nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reewriter.errors import AnswerError
from reewriter.export import Outside, ServiceTarget, target_for
from reewriter.export.pictures import Picture
from reewriter.export.remote import Mark
from reewriter.net import Secret
from tests.export.conftest import PIXEL, make_ctx, make_rendered
from tests.export.fake_service import Answer, Asked, FakeService
from tests.export.test_targets import Spec

__all__ = ["Said", "conversation"]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it left, and what had been asked."""

    asked: Asked
    status: int
    value: Any


def conversation(kind: str, fake: FakeService) -> list[Said]:
    """Play a draft's whole life, from the greeting to its readers; return every answer in order."""
    said: list[Said] = []
    real = fake.handle

    def listening(asked: Asked) -> Answer:
        answer = real(asked)
        said.append(Said(asked, answer.status, json.loads(json.dumps(answer.value))))
        return answer

    fake.handle = listening  # type: ignore[method-assign]  # this one fake only
    try:
        outside = Outside(key=lambda account, variable: Secret(fake.key))
        target = target_for("there", [Spec("there", kind, fake.settings)], outside=outside)
        assert isinstance(target, ServiceTarget)
        _played(target, fake)
    finally:
        del fake.handle
    return said


def _played(target: ServiceTarget, fake: FakeService) -> None:
    draft = target.prepare(make_rendered(), make_ctx()).draft
    assert draft is not None
    mark = Mark("rw-0123456789ab", "0" * 32)
    with target.talking() as talk:
        target.greet(talk)
        name = talk.id_in(target.create(talk, dict(draft.fields), mark))
        found = list(target.find(talk, mark))
        assert [one.id for one in found] == [name]
        target.update(talk, name, dict(draft.fields), mark, version=found[0].version)
        if target.takes_pictures:
            target.upload(talk, Picture(Path("1.png"), "1.png", "png", PIXEL))
        for change in (fake.edit, fake.schedule, fake.send):
            change(name)
            target.read(talk, name)
        target.readership(talk, name)
        fake.drafts.clear()
        assert target.read(talk, name) is None
        with suppress(AnswerError):  # of what is gone: a refusal, as it is worded
            target.update(talk, name, dict(draft.fields), mark, version=found[0].version)
