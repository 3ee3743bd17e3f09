"""Whether .github is as GitHub and this project want it: `python packaging/workflows.py`.

Besides yamllint and GitHub's own schemas:

- an action is pinned to a commit, with its version beside it;
- nothing but a release may write, and nothing that a pull request starts has secrets;
- every job ends by itself, on a system that has a version, and leaves no token on the disk;
- what a script is given comes through its environment, so that no name or title can become a command;
- files, folders and commands of this project that are named exist.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
GITHUB = ROOT / ".github"

_USES = re.compile(r"^\s*(?:- )?uses:\s*(.*)$", re.MULTILINE)
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)+")
_MAY_WRITE = {"release"}
_OURS = re.compile(r"(?<![\w./-])((?:packaging|pod_desktop|resources|docs|tests|\.ci|\.github)/[\w./-]+)")
_DEV = re.compile(r"\bdev\.py (\w+)")
_FROM_OUTSIDE = {"pull_request", "pull_request_target", "issue_comment", "workflow_run"}


def problems(text: str) -> Iterator[str]:
    """What is against the rules in the text of a workflow, a sentence each."""
    workflow = yaml.safe_load(text)
    yield from (f"Not pinned: {use}" for use in _USES.findall(text) if not _PINNED.fullmatch(use))
    starts = workflow[True]  # YAML reads GitHub's `on` as a yes
    events = {starts} if isinstance(starts, str) else set(starts)
    if workflow.get("permissions") != {"contents": "read"}:
        yield "The workflow must have `permissions: {contents: read}`."
    if "concurrency" not in workflow:
        yield "The workflow says nothing of `concurrency`."
    if events & _FROM_OUTSIDE and "secrets." in text:
        yield "What a pull request starts has secrets."
    for name, job in workflow["jobs"].items():
        yield from (f"{name}: {problem}" for problem in _of_job(name, job))


def _of_job(name: str, job: dict[str, Any]) -> Iterator[str]:
    if "timeout-minutes" not in job:
        yield "no `timeout-minutes`."
    if "permissions" in job and name not in _MAY_WRITE:
        yield "may do more than read."
    if re.search(r"-latest\b", str(job)):
        yield "runs on a system without a version."
    for step in job["steps"]:
        yield from _of_step(step)


def _of_step(step: dict[str, Any]) -> Iterator[str]:
    if step.get("uses", "").startswith("actions/checkout@"):
        if step.get("with", {}).get("persist-credentials") is not False:
            yield "checkout leaves a token on the disk."
        return
    script = str(step.get("run", ""))
    if "${{" in script:
        yield f"a script has an expression in it: {script.strip()}"
    for named in _OURS.findall(script):
        if not (ROOT / named).exists():
            yield f"{named} is not there."
    for command in _DEV.findall(script):
        if f"\npython3 dev.py {command} " not in (ROOT / "dev.py").read_text(encoding="utf-8"):
            yield f"dev.py has no `{command}`."


def main() -> int:
    """Look at everything and tell all that is wrong; gives back the exit code."""
    workflows = sorted((GITHUB / "workflows").glob("*.yml"))
    schema = ["-m", "check_jsonschema", "-q", "--builtin-schema"]
    commands = [
        ["-m", "yamllint", "-s", "-c", str(GITHUB / "yamllint.yml"), str(GITHUB)],
        [*schema, "vendor.github-workflows", *map(str, workflows)],
        [*schema, "vendor.dependabot", str(GITHUB / "dependabot.yml")],
    ]
    codes = [subprocess.call([sys.executable, *command]) for command in commands]
    found = [f"{file.name}: {problem}" for file in workflows for problem in problems(file.read_text("utf-8"))]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found or any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
