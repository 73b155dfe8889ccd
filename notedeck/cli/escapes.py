"""What others wrote, made safe to print: no text gives an order to a terminal or to GitHub Actions."""

from __future__ import annotations

import re

from notedeck.util.text import escape_hidden

# GitHub's runner (ActionCommand.cs) obeys "::" at the start of a line, and "##[" anywhere in one.
COMMAND_START = re.compile(r"^(\s*):(?=:)")
OLD_COMMAND = re.compile(r"(?<=#)#(?=\[)")


def escape_line(text: str) -> str:
    """Return a text on one line that neither a terminal nor GitHub Actions obeys."""
    return escape_old_commands(COMMAND_START.sub(r"\1\\x3a", escape_hidden(text)), r"\\x23")


def escape_old_commands(text: str, escape: str) -> str:
    """Return a text with an escape (as a template of `re.sub`) in each old command of GitHub Actions."""
    return OLD_COMMAND.sub(escape, text)
