"""Test mails: to a real mail server's catcher, and through Amazon SES as moto plays it."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from reewriter.errors import ReewriterError
from reewriter.export.answers import items, word
from scripts.services.running import answers, asked, free_port, running
from scripts.services.trial import Trial, WrongError, demonstration, must, played

__all__ = ["mail_trial", "ses_trial"]

_CATCHER = """\
import asyncio, sys, time
from pathlib import Path
from aiosmtpd.controller import Controller
class Keep:
    async def handle_DATA(self, server, session, envelope):
        Path(sys.argv[2], f"{time.time_ns()}.eml").write_bytes(envelope.original_content)
        return "250 OK"
Controller(Keep(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
while True:
    time.sleep(60)
"""
_SES_KEY = "AKIDEXAMPLEEXAMPLE"
_FROM_AMAZON = {
    "Authorization": f"AWS4-HMAC-SHA256 Credential={_SES_KEY}/20260101/eu-west-1/ses/aws4_request"
}


def mail_trial(folder: Path) -> int:
    """Try `smtp-test` against aiosmtpd; return how many steps failed."""
    port = free_port()

    def ready() -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    with tempfile.TemporaryDirectory(prefix="reewriter-mail-") as scratch:
        box = Path(scratch)
        command: list[str | Path] = [_python(folder), "-c", _CATCHER, str(port), str(box)]
        target = (
            f'[targets.proof]\ntype = "smtp-test"\nhost = "127.0.0.1"\nport = {port}\n'
            'security = "none"\nto = "editor@example.org, other@example.org"'
        )
        with (
            running(command, ready=ready, cwd=folder, log=box / "log"),
            demonstration(target) as workspace,
        ):
            trial = Trial(workspace, "proof")
            subject = workspace.issues.current().subject
            return played(
                [*trial.steps(), ("it arrives whole", lambda: _whole(_newest(box), subject))]
            )


def ses_trial(folder: Path) -> int:
    """Try `ses` against moto; return how many steps failed."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    target = (
        f'[targets.ses]\ntype = "ses"\nurl = "{url}"\nregion = "eu-west-1"\n'
        f'access_key_id = "{_SES_KEY}"\nto = "editor@example.org"'
    )
    with tempfile.TemporaryDirectory(prefix="reewriter-ses-") as scratch:
        command: list[str | Path] = [
            folder / "python/bin/moto_server",
            "-H",
            "127.0.0.1",
            "-p",
            str(port),
        ]
        with (
            running(
                command, ready=answers(f"{url}/moto-api/data.json"), cwd=folder,
                log=Path(scratch) / "log",
            ),
            demonstration(target) as workspace,
        ):  # fmt: skip
            os.environ["REEWRITER_SES_KEY"] = "key-of-the-trial"
            trial = Trial(workspace, "ses")
            issue = workspace.issues.current()
            sender = workspace.brand.publication.sender_email
            return played(
                [
                    ("it takes no mail of a sender it does not know", lambda: _unknown(trial)),
                    ("the sender is made known", lambda: _known(url, sender)),
                    *trial.steps(),
                    ("it arrives whole", lambda: _whole(_kept(url), issue.subject)),
                ]
            )


def _python(folder: Path) -> Path:
    return folder / "python" / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def _newest(box: Path) -> bytes:
    for _ in range(50):
        if found := sorted(box.glob("*.eml")):
            return found[-1].read_bytes()
        time.sleep(0.1)
    raise WrongError("no mail was caught")


def _whole(content: bytes, subject: str) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    if not isinstance(mail, EmailMessage):
        raise WrongError("it is no mail")
    must(subject in mail["Subject"], f"the subject is {mail['Subject']}")
    parts = [part.get_content_type() for part in mail.walk()]
    must({"text/plain", "text/html"} <= set(parts), f"it has {parts}")
    must("⟦" not in content.decode("utf-8", "replace"), "a placeholder is left")
    long = max(len(line) for line in content.splitlines())
    must(long <= 998, f"a line has {long} bytes")
    return f"{mail['Subject']}, {len(content):,} bytes"


def _unknown(trial: Trial) -> str:
    try:
        trial.mail()
    except ReewriterError as error:
        return str(error)
    raise WrongError("it took one")


def _known(url: str, sender: str) -> str:
    made = asked(
        "POST", f"{url}/v2/email/identities", {"EmailIdentity": sender}, headers=_FROM_AMAZON
    )
    must(made.status == 200, f"{made.status} {made.body[:200]!r}")
    return sender


def _kept(url: str) -> bytes:
    kept = items(asked("GET", f"{url}/moto-api/data.json").json, "ses", "RawMessage")
    must(kept, "no raw mail is kept")
    return word(kept[-1], "raw_data").encode()
