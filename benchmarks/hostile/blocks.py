"""Notes against the block parser, by the file of the construct that reads them."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.hostile.texts import HostileInput, Layer, enclose, enumerate_units, join_inputs, list_inputs, repeat
from notedeck.markup.convert import convert_markdown


def write_deeper_items(size: int) -> str:
    """Return items of which each is below the one before."""
    return "".join("  " * depth + "- a\n" for depth in range(int(size**0.5)))


BLOCK_INPUTS: Mapping[str, tuple[HostileInput, ...]] = {
    "document": list_inputs(
        "\n", " \n", "\t", "a\n", "a\n\n", repeat(" " * 5_000 + "\n"), repeat("\t" * 5_000 + "a\n"), "aaa bbb\n"
    ),
    "fences": list_inputs(
        "```\n",
        "~~~\n",
        "```a\n",
        "~~~ `\n",
        enclose("`", "a", ""),
        enclose("`", "", "\n`"),
        enclose("~", "", "\n~"),
        enclose("a ", "", "", start="```"),
        "```\n가\n```\n",
        enclose("-", "a", "", start="```\n가"),
        enclose("\n", "a", "", start="```\n가"),
        enclose(" ", "a", "", start="```\n가+"),
        repeat("```java\n" + "a " * 900 + "\n```\n", "many code blocks"),
    ),
    "footnotes": list_inputs(
        enumerate_units("[^#]: a [^#0]\n"),
        enumerate_units("[^#]: a\n\n"),
        "[^a]: x\n",
        "[^a]: ",
        "[^",
        "[^a]",
        HostileInput(
            "references and footnotes",
            lambda size: (
                "".join(f"[^{n}] " for n in range(size // 14))
                + "\n\n"
                + "".join(f"[^{n}]: a\n" for n in range(size // 14))
            ),
        ),
        HostileInput(
            "one long footnote, many titles",
            lambda size: "# a\n\nb[^a]\n\n" * (size // 24) + "[^a]: " + "c " * (size // 4),
        ),
        HostileInput(
            "titles and footnotes",
            lambda size: (
                "".join(f"# a\n\n[^{n}]\n\n" for n in range(size // 28))
                + "".join(f"[^{n}]: a\n" for n in range(size // 28))
            ),
        ),
    ),
    "formulas": list_inputs(
        "$$ a\n",
        "$$\n",
        "> $$ a\n\n",
        repeat("- " * 50 + "$$ x\n"),
        "$$\na\n$$\n",
        "$$ a\nb\n",
        repeat("> " * 90 + "$$ a\n"),
    ),
    "headings": list_inputs(
        "# a\n",
        "#",
        "# ",
        enclose(" #", "", "", start="# a"),
        enclose("#", "a", "", start="# a "),
        "a\n=\n",
        "=\n",
        "a\n-\n",
        "-\n",
        "###### a\n",
        enclose(" ", "a", "", start="# "),
        enclose("=", "a", "", start="a\n"),
        "# a\nb\n",
        "# a\n## b\n",
    ),
    "html_blocks": list_inputs(
        "<div\n",
        "<!--\n",
        "<b>\n",
        "<pre>\n",
        "<div>\n\n",
        "<div><h2>a</h2>\n",
        "<?\n",
        "<![CDATA[\n",
        "<p>a\n",
        "<script>\n",
        "<details><summary>a</summary>\n",
        "<hr>a",
        "<div>a<br>",
        "<div>\n<br>\n",
        "<h2>a</h2>a",
        "<li>a\n",
        "<td>a\n",
        "</div>\n",
        enclose(" ", ">", "", start="<img"),
        enclose("<br>", "", "", start="<p>a"),
        enclose("<br>", "a</p>", "", start="<p>"),
        enclose("<div>", "<h2>a</h2>", "<br>"),
        enclose("<div>", "a", "</div>"),
        HostileInput("99 <div>, many <br>, a title", lambda size: "<div>" * 99 + "<br>" * (size // 4) + "<h2>a</h2>"),
        HostileInput(
            "many <b>, many <p>",
            lambda size: "<div>" + "".join(f"<b title={n}>" for n in range(size // 26)) + "<p>a" * (size // 8),
        ),
    ),
    "indented_code": list_inputs("    a\n", "    \n", "\ta\n", "    a\n\n", enclose(" ", "a", "")),
    "lists": list_inputs(
        "- a\n",
        "1. a\n",
        "- ",
        "* ",
        "1. ",
        "-\n",
        "- a\n\n",
        "-\ta\n",
        "- [ ] a\n",
        "- a\n  b\n",
        repeat("* " * 60 + "a\n"),
        repeat("-\t" * 60 + "a\n"),
        HostileInput("ever deeper items", write_deeper_items),
        enclose("- ", "a", ""),
        HostileInput("60 levels, many lines", lambda size: "- " * 60 + "a\n" + (" " * 120 + "b\n") * (size // 122)),
        HostileInput("60 levels, lazy lines", lambda size: "- " * 60 + "a\n" + "b\n" * (size // 2)),
        enumerate_units("#. a\n"),
        "- a\n* a\n",
    ),
    "paragraphs": list_inputs("aaa bbb\n", "a  \n", "a", "가 ", enclose(" ", "b", "", start="a")),
    "quotes": list_inputs(
        "> ",
        "> a\n",
        ">",
        ">\n",
        "> [!note]\n",
        "> [!note]\n> a\n\n",
        repeat("> " * 90 + "a\n"),
        enclose("> ", "a\n", ""),
        HostileInput("lazy lines below 90 quotes", lambda size: "> " * 90 + "a\n" + "b\n" * (size // 2)),
        "> [!a|",
        enclose(" ", "a", "", start="> [!note]"),
        "- > ",
        "> - ",
    ),
    "references": list_inputs(
        enumerate_units("[a#]: /u\n"),
        enumerate_units("[a#]: /u\n\n"),
        '[a]: /u "x\n',
        "[a\n",
        "[a]: ",
        "[a]:\n",
        "[a]: <b\n",
        enclose("(", "", "", start="[a]: "),
        enclose("[a]: /u\n", "", "===\n"),
        enclose("[a]: /u\n", "x\n", "==\n"),
        "[a]: /u (\n",
        enclose("\\", "]: /u", "", start="["),
        enclose("[a]: /u 'x\n", "", ""),
        "[a]: /u\n-\n",
    ),
    "tables": list_inputs(
        "|",
        "a|",
        "a|b\n-|-\n",
        "a|b\n|-|-|-|\n",
        enclose("\\|", "", "", start="a|b\n-|-\n"),
        enclose(" ", "x", "", start="a\n|-"),
        HostileInput(
            "wide and long",
            lambda size: "|" + "a|" * (size // 6) + "\n|" + "-|" * (size // 6) + "\n" + "a\n" * (size // 6),
        ),
        HostileInput("one row", lambda size: "a|" * (size // 4) + "\n" + "-|" * (size // 4) + "\n"),
        HostileInput("many rows", lambda size: "a|b\n-|-\n" + "c|d\n" * (size // 4)),
        HostileInput(
            "a long head, many rows", lambda size: "a|" + "b" * (size // 2) + "\n-|-\n" + "c|d\n" * (size // 8)
        ),
        "|\n-\n",
        "|-",
        ":-|",
    ),
    "thematic_breaks": list_inputs(
        "---\n",
        "* * *\n",
        "- ",
        "* ",
        enclose(" ", "a", "", start="***"),
        "_ ",
        enclose("_ ", "a", ""),
        enclose("*", "a", ""),
    ),
}
LAYERS = (Layer("blocks", convert_markdown, join_inputs(BLOCK_INPUTS)),)
