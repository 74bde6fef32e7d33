"""A mailing service in a package of its own, whole: the example of the documents, and its fake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reewriter.export import ExportContext, ServiceTarget
from reewriter.export.abilities import Abilities
from reewriter.export.answers import Talk, items, word
from reewriter.export.dressing import Tags
from reewriter.export.remote import Mark, Remote, RemoteState
from reewriter.export.service import OWN_ADDRESS
from reewriter.model import Rendered
from reewriter.net import Call, Rules, Secret
from tests.export.fake_service import Answer, Asked, FakeService


class Pigeon(ServiceTarget):
    """Hands an issue to a loft of pigeons, which wait until somebody lets them fly."""

    kind = "pigeon"
    url_setting = OWN_ADDRESS
    rules = Rules(
        calls=(
            Call("GET", "/letters", query=("mark",)),
            Call("GET", "/letters/{id}"),
            Call("POST", "/letters", must={"status": "draft"}),
            Call("PUT", "/letters/{id}", must={"status": "draft"}),
        ),
        never=frozenset({"fly_at"}),
    )
    tags = Tags({"unsubscribe_url": "<<leave>>"}, openers=("<<",), entities=False)
    abilities = Abilities("Pigeon post", found_again="its mark", draft="pigeons wait")

    def fields(self, rendered: Rendered, ctx: ExportContext) -> dict[str, object]:
        return {"subject": rendered.subject, "body": rendered.html, "status": "draft"}

    def sign(self, secret: Secret) -> Mapping[str, str]:
        return {"X-Loft": secret.reveal()}

    def greet(self, talk: Talk) -> str:
        talk.ask("GET", "/letters")
        return "the loft"

    def read(self, talk: Talk, remote_id: str) -> Remote | None:
        found = talk.ask("GET", "/letters/{id}", {"id": remote_id}, missing=(404,))
        return None if found is None else self._remote(found)

    def find(self, talk: Talk, mark: Mark) -> Iterator[Remote]:
        for one in items(talk.ask("GET", "/letters", query={"mark": mark.key})):
            yield self._remote(one)

    def create(self, talk: Talk, fields: dict[str, object], mark: Mark) -> str:
        return word(talk.ask("POST", "/letters", body={**fields, "mark": mark.key}), "id")

    def update(
        self, talk: Talk, remote_id: str, fields: dict[str, object], mark: Mark, *, version: str
    ) -> None:
        talk.ask("PUT", "/letters/{id}", {"id": remote_id}, body={**fields, "mark": mark.key})

    def _remote(self, found: object) -> Remote:
        state = RemoteState.DRAFT if word(found, "status") == "draft" else RemoteState.SENT
        said = {name: word(found, name) for name in ("subject", "body")}
        there = f"{self.url}/letters/{word(found, 'id')}"
        return Remote(word(found, "id"), state, there, said, mark=Mark(word(found, "mark")))


class FakeLoft(FakeService):
    """Keeps letters."""

    def handle(self, asked: Asked) -> Answer:
        if asked.path == "/letters" and asked.method == "POST":
            new = self.new_id()
            self.drafts[new] = {"id": new, **asked.json}
            return Answer(201, self.drafts[new])
        if asked.path == "/letters":
            mark = asked.query.get("mark")
            return Answer(200, [one for one in self.drafts.values() if one["mark"] == mark])
        draft = self.drafts.get(asked.path.rpartition("/")[2])
        if draft is None:
            return Answer(404)
        if asked.method == "PUT":
            draft.update(asked.json)
        return Answer(200, draft)
