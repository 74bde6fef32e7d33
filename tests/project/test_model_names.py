"""What `reewriter.model` offers is every noun of its modules, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil

from reewriter import model


def test_every_noun_is_offered_under_one_roof() -> None:
    nouns: dict[str, object] = {}
    for found in pkgutil.iter_modules(model.__path__, f"{model.__name__}."):
        module = importlib.import_module(found.name)
        own = {
            name: value
            for name, value in vars(module).items()
            if isinstance(value, type) and value.__module__ == found.name
        }
        assert sorted(own) == sorted(module.__all__), found.name
        nouns |= own

    assert sorted(model.__all__) == sorted(nouns)
    assert all(getattr(model, name) is nouns[name] for name in nouns)
