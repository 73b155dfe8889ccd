"""The syntax of other programs: each tool rewrites the hostile inputs of all tools."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.hostile.texts import Layer, enclose, enumerate_units, join_inputs, list_inputs, repeat_between
from notedeck.model import FrontMatter
from notedeck.source.page import create_page
from notedeck.source.tools import Site, is_likely, list_tool_names, load_rewriting

TOOL_INPUTS = {
    "docusaurus": list_inputs(
        ":::tip\n",
        ":::tip[",
        ":::\n",
        "::::tip\n",
        "<Tabs>\n",
        '<TabItem label="a">\n',
        "import a from 'b'\n",
        "export const a = {\n",
        "{/* ",
        "<A b={",
        "# a {#b}\n",
        "```js {1,\n",
        repeat_between("<A ", "b=c ", "/>"),
        repeat_between("::: code-group\n~~~", "~", "\na\n:::\n"),
        repeat_between("```js\n[!code ", " ", "x\n```\n"),
        enclose(":::tip\n", "a\n", ":::\n"),
        enclose("<A>\n", "a\n", "</A>\n"),
    ),
    "hugo": list_inputs(
        "{{< ",
        "{{% ",
        "{{< a >}}",
        "{{< a >}}\n",
        "{{< /a >}}",
        "{{</* ",
        '{{< figure src="a" ',
        "{{< highlight a >}}\n",
        '{{< a "',
        "{{< highlight a >}}b{{< /highlight >}} ",
        "<script>\n",
        "\\\\(a",
        "{{< a b=`",
        enclose("{{< a >}}\n", "b\n", "{{< /a >}}\n"),
        enclose("{{% a %}}", "b", "{{% /a %}}"),
        enumerate_units("{{< a# >}}\n"),
        repeat_between("{{< a ", 'b="c" ', ">}}"),
        repeat_between("{{<", " ", ">}}"),
        repeat_between("{{<", " ", ""),
    ),
    "jekyll": list_inputs(
        "{% ",
        "{{ ",
        "{{ a }}",
        "{% a %}",
        "{% raw %}",
        "{% highlight a %}\n",
        "{% comment %}",
        "{% comment %}{% endcomment %}",
        "{::comment}\n",
        "a\n{: .notice}\n",
        '<div markdown="1">\n',
        "$$a$$ ",
        "{: .a",
        "{: .a}\n",
        "a {: .b}",
        "![a](b){: ",
        "* TOC\n{:toc}\n",
        "{::a}",
        '{{ "a" | ',
        enclose("{% a %}\n", "b\n", "{% enda %}\n"),
        enclose("{% raw %}", "b", "{% endraw %}"),
        enumerate_units("{% a# %}\n"),
        repeat_between("{: ", ".a ", "}"),
        repeat_between("{:", "a", ""),
    ),
    "jupyter": list_inputs(
        "\\begin{align}\n",
        "$$\n\\begin{align}\n",
        "<script>",
        "<script>\n</script>\n",
        enclose("\\begin{align}\n", "a\n", "\\end{align}\n"),
        enclose("<script>\n", "a\n", "</script>\n"),
    ),
    "logseq": list_inputs(
        "- ",
        "\t- a\n",
        "- # a\n",
        "- a #card\n",
        "- a\n  id:: b\n",
        "a:: b\n",
        "{{cloze ",
        "{{cloze a}} #card ",
        "- {{embed ((a))}}\n",
        "((a",
        ":LOGBOOK:\n",
        "#+BEGIN_QUOTE\n",
        "#[[",
        "{:height 1, ",
        enumerate_units("- a#\n\tb:: c\n"),
        enclose("- a #card\n\t", "b\n", ""),
    ),
    "mkdocs": list_inputs(
        "!!! a\n",
        "!!! a\n    b\n",
        '??? "',
        '=== "a"\n',
        '=== "a"\n    b\n',
        "!!! a\n    !!! b\n",
        "{ .a",
        "a { .b }",
        "++a",
        "{++a",
        "--8<-- ",
        ":a-b:",
        "*[a]: b\n",
        "*[",
        "(1)!",
        enumerate_units("*[a#]: b a#\n"),
        enclose("!!! a\n    ", "b\n", ""),
    ),
    "notion": list_inputs(
        "<aside>\n",
        "<aside>\n💡 ",
        "</aside>\n",
        "a: b\n",
        "- a?\n    \n    b\n    \n",
        "[a](b%20" + "0" * 32 + ".md)",
        "![a](b " + "0" * 32 + "/c.png)",
        "[a](",
        "- a?\n    - b?\n",
        enclose("<aside>\n", "a\n", "</aside>\n"),
        enumerate_units("a#: b\n"),
        repeat_between("# a\n\n", "b: c\n", "\n"),
    ),
    "obsidian": list_inputs(
        "%%",
        "%% ",
        "%%\n",
        "%% a %%",
        "![[",
        "![[a]]",
        "![[a#",
        "![[#a]]\n",
        "a ^b\n",
        "^[",
        "^[a]",
        "[a:: ",
        "(a:: b",
        "a:: b\n",
        "#a/",
        "#a ",
        "```dataview\n",
        "> [!a]-\n",
        "Tags: #a\n",
        enclose("^[", "a", "]"),
        enclose("%%\n", "a\n", "%%\n"),
        enumerate_units("![[a#]]\n"),
        enumerate_units("#a# "),
        repeat_between("# a\n\n![[#a]]\n", "b\n", "![[#a]]\n"),
        repeat_between("# a", " ", "# b\n![[#a]]\n"),
    ),
    "slides": list_inputs(
        "---\nlayout: a\n---\n",
        "---\nlayout: a\n",
        "<v-click>",
        "<v-click ",
        "</v-clicks>\n",
        "<!-- _class: a -->\n",
        "<style scoped>\n",
        "::left::\n",
        enclose("<v-click>\n", "a\n", "</v-click>\n"),
        repeat_between("---\nlayout: a\n", "a: b\n", "---\n"),
    ),
}


def rewrite_text(text: str) -> None:
    """Rewrite a note for each tool, in an empty folder."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        file = folder / "note.md"
        file.write_text(text, encoding="utf-8")
        page = create_page("note.md", text, 1, FrontMatter())
        for name in list_tool_names():
            is_likely(name, "note.md", text)
            load_rewriting(name).rewrite_page(page, Site(file, folder, (folder,)))


LAYERS = (Layer("tools", rewrite_text, join_inputs(TOOL_INPUTS)),)
