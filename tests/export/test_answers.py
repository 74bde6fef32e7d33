"""What the fakes answer is what services document, and what services say of a refusal is told."""

from __future__ import annotations

import json
import re

import pytest

from reewriter.errors import AnswerError
from reewriter.export.targets import SERVICES
from tests.export.conversation import conversation
from tests.export.fake_service import KEY, Answer
from tests.export.fakes_first import FakeButtondown
from tests.export.schema import complaints, resolved
from tests.export.service_cases import CASES
from tests.export.service_desk import DESCRIBED, Desk

TOLD = ("buttondown", "resend", "sendgrid")
"""Services whose fragments tell of answers, too."""


@pytest.mark.parametrize("kind", TOLD)
def test_fakes_answer_what_services_document(kind: str) -> None:
    answers = json.loads((DESCRIBED / f"{kind}.json").read_text(encoding="utf-8"))["answers"]
    with CASES[kind]() as fake:
        said = conversation(kind, fake)
        if isinstance(fake, FakeButtondown):
            fake.reset()
            fake.inline = False
            said += conversation(kind, fake)
    compared = set()
    for one in said:
        call = next(
            f"{call.method} {call.path}"
            for call in SERVICES[kind].rules.calls
            if call.method == one.asked.method
            and re.fullmatch(re.sub(r"\{\w+\}", r"[\\w-]+", call.path), one.asked.path)
        )
        described = "refusal" if one.status >= 400 else call
        if described not in answers:
            continue
        schema = answers[described]
        schema = answers[schema] if isinstance(schema, str) else schema
        assert complaints(one.value, schema, described) == []
        compared.add(described)
    assert compared == set(answers)


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"code": "subject_invalid", "detail": "The subject is odd.", "metadata": {}},
         "The subject is odd"),
        ({"detail": [{"type": "missing", "loc": ["body", "image"], "msg": "Field required"}]},
         "image: Field required"),
        ({"errors": [{"field": "name", "message": "too long", "error_id": "x"}]}, "name: too long"),
        ({"errors": [{"field": "name", "message": "name is too long"}]}, "take it: name is too"),
        ({"detail": [{"type": "odd", "loc": [], "msg": "All wrong"}]}, "take it: All wrong"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_in_the_services_words_with_the_place(
    desk: Desk, said: object, told: str
) -> None:
    desk.fake.refuses = [Answer(422, said)]
    with pytest.raises(AnswerError, match=re.escape(told)), desk.target.talking() as talk:
        desk.target.greet(talk)


@pytest.mark.parametrize("desk", ["buttondown"], indirect=True)
def test_a_key_that_is_said_again_is_not_told_in_part_either(desk: Desk) -> None:
    for before in range(150, 210):
        desk.fake.refuses = [Answer(400, {"detail": f"{'no ' * 70}"[:before] + f" {KEY}"})]
        with pytest.raises(AnswerError) as caught, desk.target.talking() as talk:
            desk.target.greet(talk)
        assert KEY[:6] not in str(caught.value), before


def test_a_whole_documents_words_are_understood() -> None:
    """Of alternatives the nearest is told; what refers to itself ends somewhere."""
    state = {"enum": ["draft", "sent"], "title": "State"}
    draft = {
        "type": "object",
        "properties": {
            "state": {"allOf": [{"$ref": "#/schemas/State"}], "default": "sent"},
            "due": {"anyOf": [{"type": "string"}, {"const": "none"}, {"type": "null"}]},
            "number": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]},
            "under": {"type": "array", "items": {"$ref": "#/schemas/Draft"}},
        },
    }
    document = {"schemas": {"State": state, "Draft": draft}}
    schema = resolved({"$ref": "#/schemas/Draft"}, document)
    sound = {"state": "draft", "due": None, "number": 3, "under": [{"state": "sent"}]}
    assert complaints(sound, schema) == []
    assert complaints({"state": "queued"}, schema) == [
        "body.state is 'queued', not one of ['draft', 'sent']"
    ]
    assert complaints({"due": 3}, schema) == ["body.due is a int, not string"]
    assert complaints({"number": 0}, schema) == ["body.number is 0"]
    assert complaints({"under": [{"state": "odd"}]}, schema)
    with pytest.raises(ValueError, match="oneOf"):
        complaints(1, {"oneOf": []})


@pytest.mark.parametrize("desk", ["kit"], indirect=True)
@pytest.mark.parametrize(
    ("pause", "told"),
    [("7", "In 7 seconds"), ("121", "In 3 minutes"), ("3600", "In 60 minutes"),
     ("Wed, 21 Oct 2026 07:28:00 GMT", "In a few minutes"), ("²", "In a few minutes")],
)  # fmt: skip
def test_how_long_a_service_wants_a_pause_is_told(desk: Desk, pause: str, told: str) -> None:
    desk.fake.refuses = [Answer(429, {"errors": ["slow down"]}, {"Retry-After": pause})] * 9
    with pytest.raises(AnswerError) as caught, desk.target.talking() as talk:
        desk.target.greet(talk)
    assert caught.value.hint == f"{told}, export again."
