"""The command line's root: finds the command, and turns every failure into a line and a code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from reewriter import __version__
from reewriter.cli.output import echo, one_line, prepare
from reewriter.cli.session import Session
from reewriter.cli.tree import Lazy
from reewriter.errors import ReewriterError, UsageError

__all__ = ["HEADINGS", "root", "run"]

_LONGEST = 600
"""Characters of a line about an error; of a longer one, what was typed into it is cut."""
_PLACES = {
    "init": "reewriter.cli.start:init",
    "demo": "reewriter.cli.demo:demo",
    "fetch": "reewriter.cli.fetch:fetch",
    "feeds": "reewriter.cli.feeds:feeds",
    "items": "reewriter.cli.items:items",
    "item": "reewriter.cli.items:item",
    "add": "reewriter.cli.items:add",
    "rules": "reewriter.cli.rules:rules",
    "paste": "reewriter.cli.texts:paste",
    "clean": "reewriter.cli.texts:clean",
    "suggest": "reewriter.cli.texts:suggest",
    "verify": "reewriter.cli.verify:verify",
    "facts": "reewriter.cli.facts:facts",
    "story": "reewriter.cli.stories:story",
    "image": "reewriter.cli.images:image",
    "issue": "reewriter.cli.issues:issue",
    "snippets": "reewriter.cli.snippets:snippets",
    "check": "reewriter.cli.press:check",
    "render": "reewriter.cli.press:render",
    "preview": "reewriter.cli.preview:preview",
    "export": "reewriter.cli.press:export",
    "copy": "reewriter.cli.copying:copy",
    "stats": "reewriter.cli.stats:stats",
    "targets": "reewriter.cli.targets:targets",
    "templates": "reewriter.cli.templates:templates",
    "serve": "reewriter.cli.serve:serve",
    "themes": "reewriter.cli.themes:themes",
    "backup": "reewriter.cli.upkeep:backup",
    "doctor": "reewriter.cli.upkeep:doctor",
}
HEADINGS = {
    "Begin": ("init", "demo"),
    "Read": ("fetch", "feeds", "items", "item", "add", "rules"),
    "Texts": ("paste", "clean", "suggest", "verify", "facts"),
    "Write": ("story", "image", "issue", "snippets"),
    "Print": ("check", "render", "preview", "export", "copy", "stats", "targets", "templates"),
    "Look after": ("themes", "serve", "backup", "doctor"),
}
_EPILOG = (
    "EDITION is an issue's name, as 2026-03-02; left out, it is the current issue. The answer"
    " goes to stdout, everything else to stderr. Exit codes: 0 done, 1 done but something failed"
    " or a check found errors, 2 wrong usage, 3 bad config or workspace, 4 not found, 5 the"
    " network or a service failed."
)


@click.group(
    cls=Lazy,
    places=_PLACES,
    headings=HEADINGS,
    invoke_without_command=True,
    no_args_is_help=False,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-w",
    "--workspace",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The workspace; else $REEWRITER_WORKSPACE, else the nearest folder upwards that holds"
    " feeds.toml.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(
    __version__, "--version", prog_name="reewriter", message="%(prog)s %(version)s"
)
@click.pass_context
def root(context: click.Context, folder: Path | None, debug: bool) -> None:
    """The desk of a daily newsletter. Without a command the desk itself opens."""
    session = context.ensure_object(Session)
    session.folder = folder
    session.debug = session.debug or debug
    context.call_on_close(session.close)
    if context.invoked_subcommand is None:
        _open_desk(session)


def _open_desk(session: Session) -> None:
    if not session.interactive:
        raise UsageError(
            "no command, and no terminal to open the desk in",
            hint="Name a command (`reewriter --help` lists them), or run it in a terminal.",
        )
    from reewriter.tui import run as run_desk
    from reewriter.tui import swiftly

    with swiftly():
        session.fail(run_desk(session.workspace()))


def run(arguments: Sequence[str], *, session: Session | None = None) -> int:
    """Carry out one call and return its exit code; prints every error as one line."""
    prepare()
    session = session or Session()
    session.debug = "--debug" in arguments
    try:
        code = root.main(
            args=list(arguments), prog_name="reewriter", standalone_mode=False, obj=session
        )
        sys.stdout.flush()
        return code if isinstance(code, int) and code else session.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, SystemExit):
        # Click itself ends the process on a broken pipe, and on nothing else when called like this.
        return _hung_up()
    except Exception as error:
        return _told(error, session)


def _told(error: Exception, session: Session) -> int:
    """Say one line about an error; return its exit code."""
    if isinstance(error, click.ClickException):
        _complain(_usage(error))
        return error.exit_code
    if session.debug:
        sys.stderr.write(_without_secrets("".join(traceback.format_exception(error))))
    if isinstance(error, ReewriterError):
        _complain(str(error))
        return error.exit_code
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        if error.filename:
            _complain(f"{error.filename}: {reason.lower()}. Look at that file, or name another")
        else:
            _hung_up()  # output that could not be written would fail again at Python's end
            _complain(reason)
        return 1
    kept = _logged(error)
    where = f"The traceback is in {kept}." if kept else "--debug shows the traceback."
    _complain(f"unexpected {type(error).__name__}: {error}. This is a mistake of ours. {where}")
    return 1


def _without_secrets(text: str) -> str:
    """Take keys out, also those that stand in an error of somebody else's code."""
    if "://" not in text and "reewriter.net.redact" not in sys.modules:
        return text  # no key has been read yet: nothing is known that could be taken out
    from reewriter.net.redact import redact

    return redact(text)


def _complain(text: str) -> None:
    line = one_line(_without_secrets(text))
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    echo(f"reewriter: {line}" + ("" if line.endswith((".", "?", "!", "`")) else "."), err=True)


def _usage(error: click.ClickException) -> str:
    """Say a wrong call in one line: what is wrong, and where help is."""
    message = error.format_message().strip()
    if not isinstance(error, click.UsageError):
        return message
    name = getattr(error, "option_name", "")
    if name in ("-w", "--workspace", "--debug"):
        return f"{name} stands before the command: `reewriter {name} … COMMAND`"
    if "--help" in message or message.endswith("`?"):
        return message
    from reewriter.text.requoting import requoted

    message = requoted(message)
    path = error.ctx.command_path if error.ctx else "reewriter"
    ending = "" if message.endswith((".", "?", ")")) else "."
    return f"{message[:1].lower()}{message[1:]}{ending} `{path} --help` explains it"


def _logged(error: Exception) -> Path | None:
    """Write the traceback into the workspace's log; return the file, if there is one."""
    from reewriter.workspace import logs

    return logs.keep_traceback(error)


def _hung_up() -> int:
    """Keep quiet when the reader of our output has seen enough."""
    # What is still buffered would raise again when Python flushes at its end.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())
    os.close(quiet)
    return 0
