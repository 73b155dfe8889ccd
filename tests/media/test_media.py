"""What a note's addresses lead to, and what reaches the package."""

from __future__ import annotations

import html
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from notedeck.config.settings import Images, MediaSettings
from notedeck.markup.convert import convert_markdown
from notedeck.media import EarlyMedia, IllustratedCards, content, embed_media
from notedeck.media.image import shrink
from notedeck.media.tags import find_references
from notedeck.model import Card, Key, Place
from notedeck.problems import Problem
from notedeck.util.reporter import SilentReporter
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases
from tests.support.paths import PROJECTS

PICTURES = PROJECTS
KEEP = MediaSettings(images=Images.KEEP)
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0"


def vault(folder: Path) -> Path:
    """A notes folder with pictures of every awkward name; what must not be packed lies around it."""
    root = folder / "notes"
    pictures = root / "그림"
    pictures.mkdir(parents=True)
    (root / "cs" / "Img").mkdir(parents=True)
    (root / ".git").mkdir()
    github = PICTURES / "github"
    shutil.copy(github / "etc/image/역할.png", pictures / "역할.png")
    shutil.copy(github / "etc/image/two words.png", pictures / unicodedata.normalize("NFD", "분해.png"))
    shutil.copy(github / "notes/네트워크/역할.png", pictures / "두 단어.png")
    shutil.copy(next((PICTURES / "notion").rglob("*.png")), pictures / "100%.png")
    shutil.copy(next((PICTURES / "obsidian").rglob("*.png")), pictures / "upper.png")
    shutil.copy(pictures / "upper.png", root / "cs" / "Img" / "도표.png")
    for place in (folder / "secret.png", root / ".git" / "x.png"):
        shutil.copy(pictures / "역할.png", place)
    (pictures / "linked.png").symlink_to(folder / "secret.png")
    (pictures / "key.png").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\n")
    (pictures / "broken.png").write_bytes((pictures / "역할.png").read_bytes()[:60])
    (pictures / "tone.wav").write_bytes(WAV)
    return root


def card(markdown: str, path: str = "cs/note.md") -> Card:
    return Card(Key(path, (), "t", "basic"), Place(path, 1), "앞", convert_markdown(markdown))


def run(markdown: str, root: Path, settings: MediaSettings = KEEP) -> tuple[IllustratedCards, tuple[Problem, ...]]:
    return embed_media((card(markdown),), EarlyMedia(root, settings, root.parent / "cache"), SilentReporter())


def shown(markdown: str) -> str:
    """The addresses on the card, the words in place of a picture, and the problems."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = KEEP.replace(images=Images.SHRINK) if "broken" in markdown else KEEP
        done, problems = run(markdown, vault(Path(scratch)), settings)
    back = done.cards[0].back
    words = [html.unescape(word) for word in re.findall(r'<span class="missing-image">(.*?)</span>', back)]
    addresses = [one.address for one in find_references(back)]
    return "\n".join([*addresses, *words, *(f"! {problem.code.slug}" for problem in problems)])


@pytest.mark.parametrize("case", load_cases("media/found.md"), ids=str)
def test_found(case: Case) -> None:
    assert shown(case.given) == case.expected


@pytest.mark.parametrize("words", ['a "b"', 'a "b" it\'s', "a > b", "<b>", 'a="b"'])
@pytest.mark.parametrize("style", ["basic", "cloze", "definition", "table", "terms"])
def test_no_words_of_a_description_hide_a_picture(words: str, style: str, tmp_path: Path) -> None:
    root = vault(tmp_path)
    tag = f'<img alt="{html.escape(words)}" src="그림/역할.png"> <img alt="{html.escape(words)}" src="file:///a.png">'
    (root / "a.md").write_text(f"---\nstyle: {style}\n---\n## 제목\n\n**말**: {tag}\n\n- 말: {tag}\n", encoding="utf-8")
    deck = build_in_memory(root, tmp_path / "cache").deck
    assert len(deck.assets) == 1
    addresses = [one.address for card in deck.cards for one in find_references(card.back)]
    assert addresses and set(addresses) == {deck.assets[0].name}
    assert "file:" not in "".join(card.front + card.back for card in deck.cards)


def test_a_problem_names_its_line_and_near_names(tmp_path: Path) -> None:
    _, (problem,) = run("첫 줄\n\n![역할](../그림/역활.png)", vault(tmp_path))
    assert str(problem).startswith("cs/note.md:3: media-missing: ../그림/역활.png")
    assert problem.hint == "Did you mean ../그림/역할.png?"


def test_content_that_its_name_does_not_say_is_named(tmp_path: Path) -> None:
    _, (problem,) = run("![열쇠](../그림/key.png)", vault(tmp_path))
    assert problem.message == "../그림/key.png is named as PNG, but its content is nothing that Anki shows"


def test_a_refused_file_says_how_to_allow_it(tmp_path: Path) -> None:
    root = vault(tmp_path)
    _, (problem,) = run("![비밀](../../secret.png)", root)
    assert f'media_roots = ["{tmp_path.resolve().as_posix()}"]' in problem.hint
    done, problems = run("![비밀](../../secret.png)", root, KEEP.replace(media_roots=(tmp_path,)))
    assert (len(done.assets), problems) == (1, ())


def test_media_beside_the_notes_is_allowed(tmp_path: Path) -> None:
    root = vault(tmp_path)
    (tmp_path / "media").mkdir()
    shutil.copy(root / "그림" / "역할.png", tmp_path / "media" / "a.png")
    done, problems = run("![a](../../media/a.png)", root)
    assert (len(done.assets), problems) == (1, ())


def test_every_use_of_a_missing_picture_is_named(tmp_path: Path) -> None:
    _, problems = run("![a](x.png)\n\n![a](x.png)", vault(tmp_path))
    assert [problem.place.line for problem in problems] == [1, 3]


def test_equal_names_of_other_content_stay_apart(tmp_path: Path) -> None:
    root = vault(tmp_path)
    for name, source in (("a", "역할.png"), ("b", "두 단어.png")):
        (root / name).mkdir()
        shutil.copy(root / "그림" / source, root / name / "same.png")
    done, _ = run("![](../a/same.png) ![](../b/same.png)", root)
    assert [asset.name for asset in done.assets] == ["same-9e97192b.png", "same-b033a527.png"]


def test_equal_content_is_packed_once(tmp_path: Path) -> None:
    root = vault(tmp_path)
    shutil.copy(root / "그림" / "역할.png", root / "그림" / "copy.png")
    done, _ = run("![](../그림/역할.png) ![](../그림/copy.png)", root)
    assert [asset.name for asset in done.assets] == ["copy-9e97192b.png"]
    assert done.cards[0].back.count("copy-9e97192b.png") == 2


def test_a_large_picture_gets_small(tmp_path: Path) -> None:
    root = vault(tmp_path)
    Image.effect_noise((2400, 300), 40).convert("RGB").save(root / "그림" / "wide.png")
    done, _ = run("![](../그림/wide.png)", root, MediaSettings())
    (asset,) = done.assets
    with Image.open(asset.file) as image:
        assert (image.format, image.size) == ("WEBP", (1600, 200))
    assert asset.file.stat().st_size < (root / "그림" / "wide.png").stat().st_size


def test_a_name_hangs_on_the_source_and_not_on_the_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault(tmp_path)
    first, _ = run("![](../그림/upper.png)", root, MediaSettings())
    shutil.rmtree(tmp_path / "cache")
    monkeypatch.setattr(shrink, "EFFORT", 0)
    second, _ = run("![](../그림/upper.png)", root, MediaSettings())
    assert [asset.name for asset in first.assets] == [asset.name for asset in second.assets]
    kept, _ = run("![](../그림/upper.png)", root)
    assert [asset.name for asset in kept.assets] != [asset.name for asset in first.assets]


def test_the_cache_may_be_deleted_or_damaged(tmp_path: Path) -> None:
    root = vault(tmp_path)
    first, _ = run("![](../그림/upper.png)", root, MediaSettings())
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-3])
    second, _ = run("![](../그림/upper.png)", root, MediaSettings())
    assert second == first
    content = second.assets[0].file.read_bytes()
    shutil.rmtree(tmp_path / "cache")
    third, _ = run("![](../그림/upper.png)", root, MediaSettings())
    assert third.assets[0].file.read_bytes() == content


def test_cards_without_media_come_back_as_they_were(tmp_path: Path) -> None:
    one = card("글 `src=` 뿐")
    done, problems = embed_media((one,), EarlyMedia(vault(tmp_path), KEEP, tmp_path / "cache"), SilentReporter())
    assert (done.cards, done.assets, problems) == ((one,), (), ())


@pytest.mark.parametrize(
    ("name", "word"), [("강의.mp4", "recording"), ("강의.mp3", "recording"), ("큰.png", "picture")]
)
def test_a_file_that_ankiweb_would_refuse_is_named_for_what_it_is(
    name: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "MAX_MEDIA_BYTES", 1024 * 1024)
    root = vault(tmp_path)
    (root / "cs" / name).write_bytes(bytes(1024 * 1024 + 1))
    _, problems = run(f"![]({name})", root)
    assert [(problem.message, word in problem.hint) for problem in problems] == [
        (f"{name} is not in the deck: it is larger than 1 MB", True)
    ]
