"""The command line: the only part of kg that prints and exits.

Data goes to standard output, everything else to standard error. Exit codes: 0 all done, 1 done but something was
skipped or does not conform, 2 wrong use or an error. Errors are one line; tracebacks come only with ``--debug``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from kg import __version__
from kg.cli import ask, keep, make, words
from kg.cli.common import plain, say
from kg.errors import KGError, QueryError

app = typer.Typer(
    help="News text to a graph of who did what to whom, when, and who says so.",
    epilog="--debug shows the traceback of an error.  --graph can also be set by KG_GRAPH.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _globals(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    """News text to a graph of who did what to whom, when, and who says so."""


for _commands in (make.commands, ask.commands, words.commands, keep.commands):
    for _name, _command in _commands.items():
        app.command(_name)(_command)


def main() -> None:
    """The entry point of ``kg`` and ``python -m kg``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    debug = "--debug" in own
    rest = [a for a in own if a != "--debug"] + list(arguments[len(own) :])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(rest or ["--help"], prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, Abort):
        say("stopped; what was reported done is kept")
        return 130
    except TyperException as error:
        say(f"{error.format_message().rstrip('.')}; see kg {rest[0] + ' ' if rest else ''}--help")
        return 2
    except (KGError, OSError) as error:
        if debug:
            raise
        say(str(error))
        if isinstance(error, QueryError) and error.excerpt:
            print(plain(error.excerpt), file=sys.stderr)
        return 2
    except Exception as error:
        if debug:
            raise
        say(f"unexpected {type(error).__name__}: {error}; run it again with --debug to see where")
        return 2
    return int(code or 0)
