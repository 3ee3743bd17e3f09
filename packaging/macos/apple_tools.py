"""How the scripts of packaging/macos start Apple's tools."""

from __future__ import annotations

import subprocess
from collections.abc import Collection


class ToolFailed(Exception):
    """A tool refused; the message says which and what it wrote. Never has an argument that is secret."""


def call(*command: str, secret: Collection[str] = ()) -> str:
    """Run the command and give back what it wrote to its standard output. Raises ToolFailed.

    `secret`: arguments that must not be shown when it fails.
    """
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        shown = " ".join("***" if part in secret else part for part in command)
        said = "\n".join(filter(None, (done.stdout.strip(), done.stderr.strip())))
        raise ToolFailed(f"`{shown}` failed (exit {done.returncode}):\n{said}")
    return done.stdout
