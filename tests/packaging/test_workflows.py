"""What packaging/workflows.py asks of .github, each rule broken once; `dev.py check` asks all of them."""

import pytest

from tests.packaging.scripts import ROOT, script

pytest.importorskip("yaml", reason="in the lock of the tests; set up anew")
pytest.importorskip("check_jsonschema", reason="in the lock of the tests; set up anew")

workflows = script("workflows.py")


def text(name):
    return (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "was", "becomes", "told"),
    [
        ("checks.yml", " # v7.0.1\n", "\n", "Not pinned: actions/checkout@"),
        (
            "checks.yml",
            "checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
            "checkout@v7",
            "Not pinned: actions",
        ),
        (
            "checks.yml",
            "permissions: {contents: read}",
            "permissions: write-all",
            "permissions: {contents: read}",
        ),
        ("checks.yml", "concurrency:", "env:", "nothing of `concurrency`"),
        (
            "installers.yml",
            "  workflow_dispatch:\n",
            "  pull_request:\n",
            "What a pull request starts has secrets",
        ),
        ("checks.yml", "    timeout-minutes: 60\n", "", "submission: no `timeout-minutes`"),
        ("checks.yml", "runs-on: ubuntu-24.04", "runs-on: ubuntu-latest", "without a version"),
        ("checks.yml", "with: {persist-credentials: false}", "with: {fetch-depth: 1}", "leaves a token"),
        ("checks.yml", "bash .ci/run", "bash .ci/walk", ".ci/walk is not there"),
        ("checks.yml", "dev.py test", "dev.py tests", "dev.py has no `tests`"),
        ("checks.yml", "dev.py test -n", "dev.py test ${{ github.head_ref }} -n", "has an expression in it"),
        ("installers.yml", "    needs: version\n", "    permissions: {contents: write}\n", "more than read"),
    ],
)
def test_what_is_against_a_rule_is_told(name, was, becomes, told):
    assert was in text(name)
    assert not list(workflows.problems(text(name)))

    found = list(workflows.problems(text(name).replace(was, becomes, 1)))

    assert any(told in problem for problem in found), found


def test_a_word_that_github_does_not_know_is_told(monkeypatch, tmp_path):
    (tmp_path / "workflows").mkdir()
    for file in ("yamllint.yml", "dependabot.yml"):
        (tmp_path / file).write_bytes((ROOT / ".github" / file).read_bytes())
    wrong = text("checks.yml").replace("timeout-minutes", "timeout-minuets", 1)
    (tmp_path / "workflows/checks.yml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(workflows, "GITHUB", tmp_path)

    assert workflows.main() == 1


def test_secrets_are_where_the_scripts_look_for_them():
    installers = text("installers.yml")

    dmg = script("macos/dmg.py")
    for name in dmg.VARIABLES:
        assert f"{name}: ${{{{ secrets.{name} }}}}" in installers
