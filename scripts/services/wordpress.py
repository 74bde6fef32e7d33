"""A real WordPress on this machine, from Debian's packages: its database, its PHP, and nobody else.

All of it lives in a folder that is gone afterwards; the packages' own files are only read.
"""

from __future__ import annotations

import base64
import getpass
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.services.running import Answer, answers, asked, free_port, running
from scripts.services.trial import WrongError, must

__all__ = ["PACKAGES", "PROGRAMS", "SHARED", "RealWordPress", "started"]

SHARED = "/usr/share/wordpress"
PROGRAMS = ("php", "mariadbd", "mariadb-install-db")
PACKAGES = (
    "wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-mbstring php-xml "
    "mariadb-server"
)
"""Of Debian; without what they recommend no web server is started."""
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}');
define('WP_ENVIRONMENT_TYPE', 'local');  // else there are no application passwords over http
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT',
          'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) define($name, 'of a trial');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
_INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '{host}';
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_mail() { return true; }
wp_install('The trial', 'boss', 'boss@example.test', false, '', wp_generate_password());
update_option('permalink_structure', '/%postname%/');
$GLOBALS['wp_rewrite']->init(); flush_rewrite_rules(false);
wp_insert_user(['user_login' => 'writer', 'user_pass' => wp_generate_password(),
                'user_email' => 'writer@example.test', 'role' => 'author']);
$told = ['version' => get_bloginfo('version')];
foreach (['boss', 'writer'] as $name) {
  $user = get_user_by('login', $name);
  $made = WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'trial']);
  $told[$name] = $made[0];
}
echo "\\n" . json_encode($told);
"""


@dataclass(frozen=True, slots=True)
class RealWordPress:
    """A WordPress that runs, with an administrator and an author."""

    url: str
    version: str
    keys: Mapping[str, str]
    """Application passwords, by user."""

    def ask(self, method: str, path: str, body: object = None) -> object:
        """Ask its REST API as the administrator; returns what it answers, read."""
        pair = base64.b64encode(f"boss:{self.keys['boss']}".encode()).decode("ascii")
        headers = {"Authorization": f"Basic {pair}"}
        answer = asked(method, f"{self.url}/wp-json/wp/v2{path}", body, headers=headers)
        must(answer.status < 300, f"{method} {path}: {answer.status} {answer.body[:200]!r}")
        return answer.json

    def page(self, url: str) -> Answer:
        """Open a page as a reader does."""
        return asked("GET", url)


@contextmanager
def started(folder: Path) -> Iterator[RealWordPress]:
    """Run a new WordPress with an empty database until the block ends."""
    port, socket = free_port(), folder / "db.sock"
    url, site = f"http://127.0.0.1:{port}", folder / "site"
    # Links of the packages lead to files elsewhere: here all are files.
    shutil.copytree(SHARED, site, ignore_dangling_symlinks=True)
    config = _CONFIG.replace("{socket}", str(socket)).replace("{url}", url)
    (site / "wp-config.php").write_text(config, encoding="utf-8")
    (site / "wp-content" / "uploads").mkdir(exist_ok=True)
    data, person = folder / "data", getpass.getuser()
    _run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", f"--user={person}",
         "--auth-root-authentication-method=normal", "--skip-test-db"], folder,
    )  # fmt: skip
    database: list[str | Path] = [
        "mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", f"--user={person}",
        "--skip-networking", "--skip-grant-tables", f"--pid-file={folder / 'db.pid'}",
        "--innodb-flush-log-at-trx-commit=0",
    ]  # fmt: skip
    web: list[str | Path] = ["php", "-d", "upload_max_filesize=20M", "-S", f"127.0.0.1:{port}",
                             "-t", site]  # fmt: skip
    with running(database, ready=socket.exists, cwd=folder, log=folder / "db.log"):
        told = _installed(site, socket, f"127.0.0.1:{port}")
        more = {"PHP_CLI_SERVER_WORKERS": "4"}
        with running(web, ready=answers(url), cwd=site, log=folder / "php.log", environ=more):
            yield RealWordPress(url, told.pop("version"), told)


def _installed(site: Path, socket: Path, host: str) -> dict[str, str]:
    """Set the site up, as a person does on the first day; returns its version and passwords."""
    made = "$db = new mysqli('localhost', 'root', '', '', 0, $argv[1]);"
    made += "$db->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');"
    _run(["php", "-r", made, "--", str(socket)], site)
    script = site / "trial-install.php"
    script.write_text(_INSTALL.replace("{host}", host), encoding="utf-8")
    said = _run(["php", script.name], site)
    script.unlink()
    found = json.loads(said.strip().rpartition("\n")[2])
    return {str(name): str(value) for name, value in found.items()}


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongError(f"{command[0]}: {(done.stderr or done.stdout)[-400:]}")
    return done.stdout
