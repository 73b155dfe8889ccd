"""Settings, front matter and translations that take for ever or break the parser: an error or a finding, soon."""

from __future__ import annotations

from benchmarks.attack import Result
from benchmarks.attack._program import Limits
from benchmarks.attack._sandbox import NOTE, open_sandbox
from benchmarks.attack._trial import BUILD, choose_tries, summarize, try_commands

TRIES = 500
MAX_SECONDS = 15.0  # on a busy computer; a build of one note takes half a second
LONG_NAME = "a" * 200 + "b.md"
GLOBS = (
    "*a" * 25 + "b",
    "**/" * 500 + "x",
    "*" * 5_000,
    "[a-z]*" * 60 + "!",
    "?" * 3_000 + "*",
    "a**a**" * 40 + "c",
    "(a+)+$",
    "[[:alpha:]]*" * 30,
    "[" * 5_000,
    "!" * 5_000 + "a",
    "\\" * 5_001,
    "{" + "a," * 5_000 + "}",
    "/**/a/" * 100,
    "*" + "/*" * 500,
    "[]-[]-[]-a]",
    "[z-a]",
    "\\x00",
    "a" * 100_000,
)
TOML = (
    "a" + ".a" * 50_000 + " = 1",
    "[" + ".".join("a" * 5_000) + "]",
    "x = " + "[" * 50_000,
    "x = " + "[" * 5_000 + "]" * 5_000,
    "x = " + "{a=" * 5_000 + "1" + "}" * 5_000,
    "name = " + "9" * 50_000,
    "cloze_min_hangul = " + "9" * 5_000,
    "cloze_min_hangul = 9223372036854775808",
    "cloze_min_hangul = -1",
    "cloze_min_hangul = inf",
    "cloze_min_hangul = 1e400",
    "name = 1979-05-27T07:32:00Z",
    "name = nan",
    'name = """' + "a" * 1_000_000 + '"""',
    'name = "\\u0000\\u001b[31m"',
    'name = "\\uD800"',
    "\0",
    "name = '" + "\n",
    'name = "' + "::" * 5_000 + '"',
    'name = "../../outside/x"',
    'name = "/etc/passwd"',
    'name = "con"',
    'name = "' + "가" * 300 + '"',
    'name = "."',
    'name = ".."',
    'name = ""',
    'name = " "',
    'tags = ["' + "a" * 200_000 + '"]',
    "tags = [" + '"a",' * 50_000 + "]",
    "exclude = [" + '"a*b",' * 20_000 + "]",
    "media_roots = [" + '"../x",' * 20_000 + "]",
    'media_roots = ["' + "../" * 20_000 + '"]',
    'media_roots = ["~nobody/x", "~root"]',
    'media_roots = ["\\u0000"]',
    'translate_to = ["../../outside/en"]',
    'translate_to = ["/etc/passwd"]',
    'translate_to = [""]',
    'translate_to = ["' + "en" * 5_000 + '"]',
    "translate_to = [" + '"en",' * 5_000 + "]",
    'language = "../en"',
    '[card]\ntemplate = "' + "a/" * 5_000 + '"',
    '[card]\ntemplate = "\\u0000"',
    "[check]\n" + "".join(f"a{number} = 'off'\n" for number in range(20_000)),
    "".join(f"[diagrams.a{number}]\ncommand = 'x'\n" for number in range(5_000)),
    "".join(f"[diagrams.a{number}]\ncommand = '{'./ ' * 300}'\n" for number in range(50)),
    "[diagrams]\n" + " " * 500_000 + "\nx.command = 'x'",
    "media_roots = [" + ",".join(f'"../{number}"' for number in range(20_000)) + "]",
    "[diagrams.'\\n']\ncommand = 'x'",
    "[diagrams.text]\ncommand = ''",
    '[diagrams.text]\ncommand = "\'"',
    "[diagrams.text]\ncommand = '\\0'",
    "[[name]]\n" * 5_000,
    "a = 1\n" * 50_000,
    "=" * 50_000,
    '"' * 50_000,
    "#" * 1_000_000,
    "skip_headings = [" + '"(a+)+$",' * 10_000 + "]",
)
YAML = (
    "tags: " + "[" * 50_000,
    "tags: " + "[" * 900 + "]" * 900,
    "tags: " + "{a: " * 5_000,
    "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n},' * 9}]\n" for n in range(9)) + "tags: *a9",
    "tags: &a [*a]",
    "tags: &a\n  b: *a",
    "<<: &a {<<: *a}\ntags: x",
    "tags: !!python/object/apply:os.system ['touch $MARK']",
    "tags: !!python/name:os.system",
    "tags: !!python/object/new:subprocess.Popen [['touch', 'x']]",
    "tags: !!binary " + "A" * 100_000,
    "tags: !!set {a, b}",
    "tags: !!timestamp 99999-99-99",
    "created: 9999999999999999999-01-01",
    "created: 0000-00-00",
    "created: 2026-13-45T99:99:99",
    "created: " + "9" * 50_000,
    "tags: 0x" + "f" * 50_000,
    "tags: " + "1:" * 20_000 + "1",
    "tags: 1e999",
    "tags: .inf",
    "? " * 5_000 + "a",
    "- " * 5_000 + "a",
    "a: " * 5_000 + "b",
    "tags: |" + "\n  x" * 50_000,
    "tags: >-" + "\n  x" * 50_000,
    "tags: '" + "''" * 50_000,
    'tags: "' + "\\x41" * 50_000 + '"',
    'tags: "\\0\\e[31m\\x9b"',
    "*" * 50_000,
    "&" * 50_000,
    "%YAML " + "1." * 5_000,
    "%TAG ! tag:x,2000:\ntags: !a b",
    "\t\t\ttags: a",
    "tags: a\r\0b",
    "".join(f"k{number}: v\n" for number in range(50_000)),
    "tags: [" + "a, " * 50_000 + "]",
    "deck: " + "a::" * 20_000,
    "deck: ../../outside/x",
    "style: " + "basic" * 20_000,
    "id: " + "a" * 100_000,
    "\ufeff\ufefftags: a",
    "--- !!x\n" * 500,
    "...\n" * 5_000,
)
LINE = '#, fuzzy\nmsgctxt "a"\n'
PO = (
    'msgid "' + "a" * 1_000_000 + '"\nmsgstr "b"\n',
    'msgid "a"\nmsgstr "' + "\\" * 99_999 + '"\n',
    'msgid "a"\n' + 'msgstr[0] "b"\n' * 20_000,
    'msgid "a"\nmsgstr[999999999999] "b"\n',
    "msgid\n" * 50_000,
    '"' * 100_000,
    "#" * 500_000,
    "#. x\n" * 50_000 + 'msgid "a"\nmsgstr "b"\n',
    "#: " + "a.md:1 " * 50_000 + '\nmsgid "a"\nmsgstr "b"\n',
    LINE * 20_000,
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-7\\n"\n',
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=rot13\\n"\n',
    'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(\'os\');\\n"\n',
    'domain "a"\n' * 5_000,
    'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n',
    "\0" * 10_000,
    'msgid "\\x1b[31m"\nmsgstr "\\x1b[31m"\n',
    "\ufeff" * 50_000,
)
CSV = ('"' * 100_001, "a," * 200_000, "\0,\0\n", '"a\n' * 50_000, "a" * 500_000 + ",b\n", "=cmd|' /C calc'!A0,b\n")


def attack(tries: int, seed: int) -> Result:
    """Build and check a note with each text in its place."""
    texts = [
        *(("notes/deck.toml", f'exclude = ["{glob}"]\n'.replace("\\", "\\\\")) for glob in GLOBS),
        *(("notes/deck.toml", text) for text in TOML),
        *(("notes/a.md", f"---\n{text}\n---\n{NOTE}") for text in YAML),
        *(("notes/translations/en.po", text) for text in PO),
        *(("notes/translations/glossary.csv", text) for text in CSV),
        *(("notes/glossary.csv", text) for text in CSV),
    ]
    chosen = choose_tries(texts, tries, seed)
    through: list[str] = []
    for path, text in chosen:
        through += summarize(f"{path}: {text[:40]!r} ({len(text)})", try_text(path, text))
    return Result(len(chosen), tuple(through))


def try_text(path: str, text: str) -> list[str]:
    """Return what the commands did wrong with a text at a place."""
    notes = {"notes/a.md": NOTE, f"notes/{LONG_NAME}": NOTE, f"notes/{'가' * 60}/b.md": NOTE}
    with open_sandbox({**notes, path: text}) as sandbox:
        commands = [BUILD, ("translate", "notes", "--engine", "pseudo", "--dry-run")]
        return try_commands(sandbox, commands, Limits(seconds=MAX_SECONDS))
