"""The folders of tools around notes."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from notedeck.config.settings import ReadingSettings
from notedeck.problems import ProblemCode
from notedeck.project import configure_project
from notedeck.source import read_notes
from notedeck.source.find import find_notes
from notedeck.source.site_folders import list_set_folders
from notedeck.source.tool_folders import find_tool_folders_above, map_tools
from tests.support.building import build_in_memory
from tests.support.paths import PROJECTS
from tests.support.repository import create_repository


def plant(root: Path, *paths: str) -> Path:
    """Create files (or folders, with `/` at the end), and return the root, resolved."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).mkdir(exist_ok=True) if path.endswith("/") else (root / path).write_text("x", encoding="utf-8")
    return root.resolve()


@pytest.mark.parametrize(
    ("paths", "tool"),
    [
        ((".obsidian/",), "obsidian"),
        (("logseq/config.edn",), "logseq"),
        (("hugo.toml",), "hugo"),
        (("config.toml", "content/"), "hugo"),
        (("_config.yml",), "jekyll"),
        (("mkdocs.yml",), "mkdocs"),
        (("docusaurus.config.js",), "docusaurus"),
    ],
)
def test_the_files_of_a_tool_mark_its_folder(paths: tuple[str, ...], tool: str, tmp_path: Path) -> None:
    root = plant(tmp_path / "all", *(f"site/{path}" for path in paths), "site/content/a/x.md", "y.md")
    found = find_notes(root)
    tools = map_tools(found.tool_folders)
    assert tools.find_nearest("site/content/a/x.md") == {tool: root / "site"}
    assert tools.find_nearest("y.md") == {}
    for notes in (root / "site", root / "site/content", root / "site/content/a"):
        assert [(item.tool, item.folder) for item in find_notes(notes).tool_folders] == [(tool, root / "site")]
    for other in ("other", "sites/content"):
        assert find_notes(plant(tmp_path / other, "config.toml", "logseq/x.md")).tool_folders == ()


def test_a_repository_ends_the_search_and_so_does_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, ".obsidian/")
    repository = create_repository(tmp_path / "repository")
    assert find_tool_folders_above(repository) == ()
    folder = plant(tmp_path / "home" / "notes", "x.md")
    assert [item.folder for item in find_tool_folders_above(folder)] == [tmp_path.resolve()]
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find_tool_folders_above(folder) == ()


def test_folders_that_a_tool_keeps_for_itself_have_no_notes(tmp_path: Path) -> None:
    root = plant(tmp_path, "logseq/config.edn", "logseq/bak/x.md", "pages/x.md", "logseq/y.md")
    assert [note.path for note in find_notes(root).notes] == ["logseq/y.md", "pages/x.md"]
    (root / "logseq/config.edn").unlink()
    assert len(find_notes(root).notes) == 3


def test_notes_say_what_they_are_written_for(tmp_path: Path) -> None:
    root = plant(tmp_path, "vault/.obsidian/", "vault/a.md", "b.md")
    tools = {note.path: note.tools for note in read_notes(root, ReadingSettings())[0]}
    assert tools == {"b.md": (), "vault/a.md": ("obsidian",)}
    tools = {note.path: note.tools for note in read_notes(root, ReadingSettings(source="hugo"))[0]}
    assert tools == {"b.md": ("hugo",), "vault/a.md": ("hugo",)}


def test_the_boxes_of_other_generators_are_read_in_any_site(tmp_path: Path) -> None:
    root = plant(tmp_path, "_config.yml", "a.md")
    (root / "a.md").write_text("글\n{: .small }\n\n!!! note\n    글\n\n:::tip\n글\n:::\n", encoding="utf-8")
    (note,) = read_notes(root, ReadingSettings())[0]
    assert note.tools == ("docusaurus", "jekyll", "mkdocs")
    assert "!!!" not in note.text and ":::" not in note.text


def test_a_page_of_a_site_is_written_for_no_other_generator(tmp_path: Path) -> None:
    root = plant(tmp_path, "mkdocs.yml", "pages/a.md", "b/hugo.toml", "b/.obsidian/", "b/a.md")
    for name in ("pages/a.md", "b/a.md"):
        (root / name).write_text("글\n{: .small }\n\n{{< figure >}}\n\n글^[각주다]\n", encoding="utf-8")
    tools = {note.path: note.tools for note in read_notes(root, ReadingSettings())[0]}
    assert tools == {"b/a.md": ("hugo", "mkdocs", "obsidian"), "pages/a.md": ("mkdocs", "obsidian")}


@pytest.mark.parametrize("folder", ["vault/a", "vault/gone/too"])
def test_copies_are_read_as_where_they_come_from(folder: str, tmp_path: Path) -> None:
    root = plant(tmp_path, "vault/.obsidian/", "vault/a/x.md", "copies/x.md")
    (note,), _ = read_notes(root / "copies", ReadingSettings(), as_in=root / folder)
    assert note.tools == ("obsidian",)
    assert read_notes(root / "copies", ReadingSettings())[0][0].tools == ()


def test_the_vault_around_the_notes_is_their_own(tmp_path: Path) -> None:
    root = plant(tmp_path, "vault/.obsidian/", "vault/notes/x.md", "vault/files/", "files/", "vault/notes/deck.toml")
    (root / "vault/notes/deck.toml").write_text('media_roots = ["../files", "../../files"]\n', encoding="utf-8")
    project = configure_project(root / "vault/notes")
    assert [folder.resolve() for folder in project.settings.media.media_roots] == [root / "vault/files"]
    assert [problem.code for problem in project.problems] == [ProblemCode.NOT_TRUSTED]


@pytest.mark.parametrize(
    ("marker", "settings", "file"),
    [
        ("mkdocs.yml", "docs_dir: wiki\n", "wiki/img/a.png"),
        ("mkdocs.yml", "site_name: x\ndocs_dir: './my files'  # x\n", "my files/img/a.png"),
        ("hugo.toml", 'staticDir = "files"\n', "files/img/a.png"),
        ("_config.yml", "title: x\n", "img/a.png"),
    ],
)
@pytest.mark.parametrize("address", ["/img/a.png", "img/a.png", "../../img/a.png"])
def test_pictures_are_found_in_the_folder_that_the_settings_name(
    marker: str, settings: str, file: str, address: str, tmp_path: Path
) -> None:
    root = plant(tmp_path, file, "pages/a/x.md", marker)
    copy(PROJECTS / "github" / "etc" / "image" / "역할.png", root / file)
    (root / marker).write_text(settings, encoding="utf-8")
    (root / "pages/a/x.md").write_text(f"# x\n\n![](<{address}>)\n", encoding="utf-8")
    assert len(build_in_memory(root, tmp_path / "cache").deck.assets) == 1


@pytest.mark.parametrize(
    ("marker", "settings", "file"),
    [
        ("_config.yml", 'url: "https://a.b"\nbaseurl: "/my/blog" # x\n', "assets/a.png"),
        ("_config.yml", "baseurl: my/blog/\n", "assets/a.png"),
        ("docusaurus.config.js", "export default {\n  baseUrl: '/my/blog/',\n};\n", "static/assets/a.png"),
        ("hugo.toml", 'baseURL = "https://a.b/my/blog/"\n', "static/assets/a.png"),
        ("mkdocs.yml", "docs_dir: wiki\nsite_url: https://a.b/my/blog\n", "wiki/assets/a.png"),
    ],
)
@pytest.mark.parametrize(("address", "count"), [("/my/blog/assets/a.png", 1), ("/blog/assets/a.png", 0)])
def test_addresses_may_begin_with_the_path_of_the_site(
    marker: str, settings: str, file: str, address: str, count: int, tmp_path: Path
) -> None:
    root = plant(tmp_path, file, "pages/x.md", marker)
    copy(PROJECTS / "github" / "etc" / "image" / "역할.png", root / file)
    (root / marker).write_text(settings, encoding="utf-8")
    (root / "pages/x.md").write_text(f"# x\n\n![]({address})\n", encoding="utf-8")
    for folder in (root, root / "pages"):
        assert len(build_in_memory(folder, tmp_path / "cache").deck.assets) == count


@pytest.mark.parametrize("setting", ["docs_dir: ../outside\n", "docs_dir: /etc\n", "docs_dir: [x]\n"])
def test_settings_lead_out_of_no_site(setting: str, tmp_path: Path) -> None:
    root = plant(tmp_path / "site", "mkdocs.yml", "x.md", "../outside/a.png")
    (root / "mkdocs.yml").write_text(setting, encoding="utf-8")
    assert not [name for name in list_set_folders(root) if (root / name).resolve() != root / name]


@pytest.mark.parametrize("folder", ["assets/images", "assets/img", "images"])
def test_pictures_of_a_tag_of_jekyll_are_in_the_folders_for_pictures(folder: str, tmp_path: Path) -> None:
    root = plant(tmp_path, "_config.yml", f"{folder}/Math/", "_posts/2024-01-01-x.md")
    copy(PROJECTS / "github" / "etc" / "image" / "역할.png", root / folder / "Math" / "a.png")
    (root / "_posts/2024-01-01-x.md").write_text('# x\n\n{% diagram Math/a.png width="10em" %}\n', encoding="utf-8")
    assert len(build_in_memory(root, tmp_path / "cache").deck.assets) == 1


@pytest.mark.parametrize("address", ["/img/a.png", "a.png"])
@pytest.mark.parametrize("notes", ["site", "site/content", "site/content/sub"])
def test_pictures_of_a_site_are_found_from_any_of_its_folders(notes: str, address: str, tmp_path: Path) -> None:
    root = plant(tmp_path, "site/hugo.toml", "site/content/sub/x.md", "site/static/img/", "site/static/a.png", "a.png")
    copy(PROJECTS / "github" / "etc" / "image" / "역할.png", root / "site/static/img/a.png")
    (root / "site/content/sub/x.md").write_text(f"# x\n\n![]({address})\n", encoding="utf-8")
    built = build_in_memory(root / notes, tmp_path / "cache")
    assert len(built.deck.assets) == (1 if address.startswith("/") else 0)


def test_boxes_that_many_tools_have_name_no_other_tool_in_a_site(tmp_path: Path) -> None:
    plant(tmp_path, "_config.yml")
    (tmp_path / "a.md").write_text("# 집합\n\n:::tip 정의\n모임이다.\n:::\n", encoding="utf-8")
    built = build_in_memory(tmp_path, tmp_path / "cache")
    assert built.tool_counts == {"jekyll": 1}
    assert "정의" in built.deck.cards[0].back
    assert ":::" not in built.deck.cards[0].back
