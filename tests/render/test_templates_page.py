"""The page on templates tells of every variable there is, and of none that is gone."""

from __future__ import annotations

import pytest

from scripts import gen_templates_docs


def test_the_document_is_what_templates_see() -> None:
    assert gen_templates_docs.PAGE.read_text(encoding="utf-8") == gen_templates_docs.page()


def test_a_variable_without_a_meaning_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = gen_templates_docs.variables()
    monkeypatch.setattr(gen_templates_docs, "variables", lambda: {**found, "new": "text"})
    with pytest.raises(KeyError, match="new"):
        gen_templates_docs.page()
    monkeypatch.setattr(gen_templates_docs, "variables", lambda: {"lang": "text"})
    with pytest.raises(KeyError, match="any more"):
        gen_templates_docs.page()
