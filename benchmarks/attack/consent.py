"""What needs consent that nobody gave: programs, folders outside, templates and styles that act."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from benchmarks.attack import Result
from benchmarks.attack._judge import find_package
from benchmarks.attack._markup import find_active_page
from benchmarks.attack._sandbox import CANARY, NOTE, Sandbox, open_sandbox
from benchmarks.attack._trial import BUILD, COMMANDS, ENDLESS, choose_tries, judge_package, summarize, try_commands

TRIES = 500
LANGUAGES = ("text", "bash", "mermaid", "dot", "graphviz", "python", "plantuml", "math", "html", "가용성")
LINES = (
    "touch {mark}",
    "/bin/sh -c 'touch {mark}'",
    'sh -c "echo \'<svg xmlns=\\\\"http://www.w3.org/2000/svg\\\\"/>\'; touch {mark}"',
    "env touch {mark}",
    "./run.sh",
    "notes/run.sh",
    'python3 -c \'open("{mark}", "w")\'',
    "cat {top}/home/.ssh/id_rsa",
)
ROOTS = ("~", "/", "~/.ssh", "..", "../..", "../../outside", "{top}/outside", "{top}", "/etc", "linked", "../linked")
REFERENCES = (
    "secret.png",
    "![[secret.png]]",
    ".ssh/secret.png",
    "outside/secret.png",
    "/secret.png",
    "home/secret.png",
)
TEMPLATES = (
    "../../outside/card",
    "{top}/outside/card",
    "~/card",
    "linked-card",
    "/proc/self/cwd/../outside/card",
    "..",
)
ACTIVE_TEMPLATES = (
    "<script>fire()</script>{{Front}}",
    "<img src=x onerror=fire()>{{Front}}",
    "<a href='javascript:fire()'>{{Front}}</a>",
    "<iframe src='//trap.example/'></iframe>{{Front}}",
    "<link rel=stylesheet href='//trap.example/a.css'>{{Front}}",
    "<style>@import '//trap.example/a.css';</style>{{Front}}",
    "<meta http-equiv=refresh content='0;url=//trap.example/'>{{Front}}",
    "<svg onload=fire()></svg>{{Front}}",
    "<svg><script>fire()</script></svg>{{Front}}",
    "{{Front}}<object data='//trap.example/'></object>",
    "{{Front}}<form action='//trap.example/'><input name=a></form>",
    "{{Front}}[sound:http://trap.example/a.mp3]",
    "{{Front}}[latex]\\input{/etc/passwd}[/latex]",
    "{{Front}}<SCRIPT\n>fire()</SCRIPT>",
    "{{Front}}<img/src=x/onerror=fire()>",
    "<scr{{Front}}ipt>fire()</scr{{Front}}ipt>",
    "<{{Front}}script>fire()</{{Front}}script>",
    "<img src='{{Front}}' onerror='{{Back}}'>",
)
STYLES = (
    "@import url(//trap.example/a.css);",
    ".card{background:url(http://trap.example/a.png)}",
    ".card{background:u\\72l(//trap.example/a.png)}",
    "</style><script>fire()</script>",
    "@font-face{font-family:a;src:url(//trap.example/a.woff2)}",
    ".card{background:image-set('//trap.example/a.png' 1x)}",
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a repository asks for: its deck.toml, and a note."""

    kind: str
    settings: str
    text: str


def attack(tries: int, seed: int) -> Result:
    """Try every command with every demand, and the build with most of them."""
    pairs = [
        *((demand, (BUILD,)) for demand in list_demands()),
        *((demand, COMMANDS) for demand in list_demands()[::9]),
    ]
    chosen = choose_tries(pairs, tries, seed)
    through: list[str] = []
    for number, (demand, commands) in enumerate(chosen):
        words = commands + (ENDLESS if number % 25 == 0 else ())
        through += summarize(f"{demand.kind} {demand.settings!r}", try_demand(demand, words))
    return Result(len(chosen), tuple(through))


def list_demands() -> list[Demand]:
    """Return all demands."""
    commands = [
        Demand("command", f"[diagrams.{language}]\ncommand = {toml(line)}\n", f"```{language}\ngraph TD\n```")
        for language, line in product(LANGUAGES, LINES)
    ]
    roots = [
        Demand("folder", f"media_roots = [{toml(root)}]\n", refer(name)) for root, name in product(ROOTS, REFERENCES)
    ]
    folders = [Demand("template folder", f"[card]\ntemplate = {toml(folder)}\n", "글") for folder in TEMPLATES]
    active = [Demand("template", '[card]\ntemplate = "card"\n', text) for text in ACTIVE_TEMPLATES]
    return [*commands, *roots, *folders, *active, *(Demand("style", "", text) for text in STYLES)]


def toml(text: str) -> str:
    """Return a text as TOML has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def refer(name: str) -> str:
    """Return a reference to a picture."""
    return name if name.startswith("!") else f"![x]({name})"


def try_demand(demand: Demand, commands: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return what the commands did wrong with a demand that nobody has consented to."""
    with open_sandbox({}) as sandbox:
        fill_places = {"{mark}": str(sandbox.marks / "ran"), "{top}": str(sandbox.top)}
        settings = demand.settings
        for mark, path in fill_places.items():
            settings = settings.replace(mark, path)
        sandbox.write("notes/deck.toml", settings)
        sandbox.write("notes/a.md", f"{NOTE}\n{demand.text if demand.kind in ('command', 'folder') else '글'}\n")
        lay_traps(sandbox)
        if demand.kind == "template":
            sandbox.write("notes/card/front.html", demand.text)
            sandbox.write("notes/card/back.html", demand.text)
        if demand.kind == "style":
            sandbox.write("notes/style.css", demand.text)
        return [*try_commands(sandbox, commands), *judge_package(sandbox), *judge_note_types(sandbox)]


def lay_traps(sandbox: Sandbox) -> None:
    """Write programs and folders that a demand may name."""
    script = f"#!/bin/sh\ntouch {sandbox.marks}/ran\n"
    for path in ("run.sh", "notes/run.sh", "notes/touch", "touch"):
        sandbox.write(path, script).chmod(0o755)
    for folder in (sandbox.outside / "card", sandbox.home / "card"):
        folder.mkdir()
        for name in ("front.html", "back.html"):
            (folder / name).write_text(f"{{{{Front}}}}{{{{Back}}}}{CANARY}", encoding="utf-8")
    sandbox.link("notes/linked", sandbox.outside)
    sandbox.link("linked", sandbox.home)
    sandbox.link("notes/linked-card", sandbox.outside / "card")


def judge_note_types(sandbox: Sandbox) -> list[str]:
    """Return what is active in the templates and style sheets of the package."""
    package = find_package(sandbox)
    return list(find_active_page(package)) if package else []
