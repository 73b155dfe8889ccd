"""Which notes are a tool's own although no file of it is around them."""

from __future__ import annotations

import pytest

from notedeck.source.tools import is_likely


@pytest.mark.parametrize(
    ("tool", "text"),
    [
        ("docusaurus", "import fig from './a.png';\n\n<img src={fig} />\n"),
        ("docusaurus", "<img\n  src={require('./a.png').default}\n/>\n"),
        ("docusaurus", "::: 명제 1 (Hilbert)\n글\n:::\n"),
        ("docusaurus", "::: Definition 3\n글\n:::\n"),
        ("hugo", '글\n\n{{< figure src="a.png" >}}\n'),
        ("hugo", "{{% notice tip %}}\n글\n{{% /notice %}}\n"),
        ("jekyll", "* TOC\n{:toc}\n"),
        ("jekyll", "> 글\n{: .prompt-tip }\n"),
        ("jekyll", "{% highlight java %}\nint a;\n{% endhighlight %}\n"),
        ("jekyll", "{% include figure image_path='/a.png' %}\n"),
        ("jekyll", '![]({{ "/a.png" | relative_url }})\n'),
        ("jekyll", "[글]({% post_url 2024-01-01-a %})\n"),
        ("mkdocs", "![그림](./a.png){ loading=lazy width=300 }\n"),
        ("mkdocs", "글 ![](a.png){.center}\n"),
    ],
)
def test_a_note_with_the_syntax_of_a_tool(tool: str, text: str) -> None:
    assert is_likely(tool, "글.md", text)


@pytest.mark.parametrize("tool", ["docusaurus", "hugo", "jekyll", "slides"])
@pytest.mark.parametrize(
    "text",
    [
        "```\n{{< figure >}}\n{% raw %}\n{: .a}\n```\n",
        "글 `{{< figure >}}` `{% raw %}`\n",
        "```jsx\nimport fig from './a.png';\n<img src={fig} />\n```\n`import fig` 다음 `<img src={require('a')} />`\n",
        "import fig from './a.png';\n\n`<img src={fig} />` $x={fig}$\n",
        "    {{< figure >}}\n    {% raw %}\n",
        "{{ message }} {{ name | title }} {{> header}}\n",
        "{% if user %}글{% endif %} {% include \"a.html\" %} {% block body %} {% url 'a' %}\n",
        "::: 명제 1\n글\n",
        "글\n\n```html\n---\nlayout: archive\n---\n```\n",
        "a :::명제\n:::\n",
        "{:.2f} {:d} {:>10}\n",
        "{:.2f}\n{:d}\n",
        "!!! note\n    글\n\n문단\n{: .small }\n",
        "$\\frac{{a}}{{b}}$ {#a} vector<int> a = {{1}, {2}};\n",
    ],
)
def test_a_note_of_github_is_no_tools(tool: str, text: str) -> None:
    assert not is_likely(tool, "글.md", text)


def test_braces_that_are_no_attributes_of_pictures() -> None:
    assert not is_likely("mkdocs", "글.md", "[글](a.md){ x=1 } ![](a.png) {이것} ![](b.png){글} f(){ x=1 }\n")
