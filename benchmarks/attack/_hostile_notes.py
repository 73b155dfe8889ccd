"""Hostile notes, put together by chance from what has broken sanitisers: the same for the same seed."""

from __future__ import annotations

import random
from urllib.parse import quote

TRAP = "fire()"
SCRIPTS = ("javascript:fire()", "vbscript:fire()", "data:text/html,<script>fire()</script>")
OTHER_ADDRESSES = (
    "data:text/html;base64,PHNjcmlwdD5maXJlKCk8L3NjcmlwdD4=",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='fire()'/>",
    "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImZpcmUoKSIvPg==",
    "data:,fire()",
    "blob:http://trap.example/1",
    "file:///etc/passwd",
    "filesystem:http://trap.example/temporary/a",
    "view-source:http://trap.example/",
    "livescript:fire()",
    "mocha:fire()",
    "intent://trap.example#Intent;scheme=http;end",
    "feed:javascript:fire()",
    "jar:javascript:fire()!/a",
    "about:blank",
    "chrome://settings",
    "ms-its:mhtml:file:///c:/a!http://trap.example/a",
    "steam://run/1",
    "x-apple.systempreferences:",
    "//trap.example/a.png",
    "\\\\trap.example\\a.png",
    "http://trap.example/a.png",
    "https://trap.example/a.svg",
    "c:/windows/win.ini",
    "anki://x-callback-url/addnote",
)
TAGS = """
    script style iframe object embed applet form input button textarea select option meta base link frame frameset svg
    math template noscript noembed noframes plaintext xmp listing title body html head img image audio video source
    track picture a area map details summary marquee isindex keygen dialog portal slot foreignObject animate set use
    animateTransform mglyph malignmark annotation-xml maction mtext canvas bgsound layer ilayer xml anki-mathjax x-y
    table td p div span b code pre blockquote li h1 h2 center font bdo ruby time q del ins
    """.split()  # noqa: SIM905
EVENTS = """
    onload onerror onclick onmouseover onfocus onpointerenter ontoggle onbegin onend onanimationstart ontransitionend
    onpageshow onhashchange onwheel oncut onauxclick onbeforetoggle oncontentvisibilityautostatechange
    onscrollend ONLOAD
    """.split()  # noqa: SIM905
ATTRIBUTES = """
    href src srcset style xlink:href action formaction poster background data code codebase ping srcdoc lowsrc dynsrc
    usemap id name class title alt width height autofocus contenteditable tabindex popover target http-equiv content
    to values from attributeName is slot part data-line data-directive lang align type open controls autoplay
    """.split()  # noqa: SIM905
STYLES = (
    "position:fixed;inset:0",
    "background:url(//trap.example/a.png)",
    "width:expression(fire())",
    "-moz-binding:url(//trap.example/x.xml#a)",
    "behavior:url(a.htc)",
    "width:10ch;position:fixed",
    "width:10ch",
    "@import '//trap.example/a.css'",
    "list-style-image:url(//trap.example/a.png)",
    "animation:a 1s",
    "content:url(//trap.example/a.png)",
    "background:\\75\\72\\6c(//trap.example/a.png)",
)
ANKI = (
    "{{Front}}",
    "{{c1::가용성}}",
    "{{c1::<img src=x onerror=fire()>}}",
    "{{c99999::a::{{c2::b}}}}",
    "{{type:Front}}",
    "{{hint:Back}}",
    "{{tts ko_KR:Front}}",
    "{{#Front}}x{{/Front}}",
    "{{FrontSide}}",
    "{{=<% %>=}}",
    "[sound:a.mp3]",
    "[sound:http://trap.example/a.mp3]",
    "[sound:/etc/passwd]",
    "[sound:--script=/tmp/a.lua]",
    "[sound:|id]",
    "[anki:play:q:0]",
    "[anki:tts lang=ko_KR]x[/anki:tts]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "[$]\\write18{id}[/$]",
    "[$$]\\openin5=/etc/passwd[/$$]",
    "<anki-mathjax>\\href{javascript:fire()}{x}</anki-mathjax>",
    "<anki-mathjax block=true>x</anki-mathjax>",
    "&#91;latex&#93;\\input{a}&#91;/latex&#93;",
    "[so<b></b>und:http://trap.example/a.mp3]",
    "[sound<!-- -->:http://trap.example/a.mp3]",
    "\\[sound:http://trap.example/a.mp3\\]",
    "[[sound:http://trap.example/a.mp3]]",
    "[[latex]x[/latex]](a)",
    "[sound:x](y)",
    "`[latex]`x`[/latex]`",
    "[la**t**ex]x[/latex]",
    "&lsqb;latex&rsqb;x&lsqb;/latex&rsqb;",
)
WRAPPERS = (
    "{}",
    "**{}**",
    "*{}*",
    "`{}`",
    "# {}",
    "## {}",
    "> {}",
    "- {}",
    "1. {}",
    "| a | b |\n|---|---|\n| {} | x |",
    "```html\n{}\n```",
    "~~~\n{}",
    "    {}",
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "![{}](a.png)",
    '![x](a.png "{}")',
    '[x](a "{}")',
    "[{}](a)",
    "[x][r]\n\n[r]: {}",
    "[x][r]\n\n[r]: <{}> '{}'",
    "<{}>",
    "[[{}]]",
    "[[a|{}]]",
    "![[{}]]",
    "![[a.png|{}]]",
    "==" + "{}" + "==",
    "~~{}~~",
    "${}$",
    "$$\n{}\n$$",
    "\\({}\\)",
    "<details><summary>{}</summary>\n\n{}\n\n</details>",
    "<!-- {} -->",
    "<!--> {} -->",
    "<!-- --!> {} -->",
    "<![CDATA[ {} ]]>",
    "<?php {} ?>",
    "<!DOCTYPE {}>",
    "<a title='{}'>x</a>",
    '<img alt="{}" src=a.png>',
    "<p>{}",
    "{}\n===",
    "가용성: {}\n내구성: {}",
    "**용어**: {}",
    "text[^1]\n\n[^1]: {}",
    "> [!NOTE]\n> {}",
    "- [ ] {}",
    "<div>\n{}\n</div>",
    "<div>\n\n{}\n\n</div>",
    "<table><tr><td>{}",
    "<math><mtext><table><mglyph><style><!--</style>{}",
    "<svg><title><style>{}",
    "<noscript><p title='</noscript>{}'>",
    "<textarea>{}</textarea>",
    ":{}:",
    "www.trap.example/{}",
    "http://trap.example/{}",
    "<http://trap.example/{}>",
    "<!-- card: {} -->",
    "<!-- deck: {} -->",
    "<!-- id: {} -->",
    "<!-- cloze -->{}",
)
FRONT_MATTER = ("deck", "tags", "style", "title", "aliases", "split", "id", "cloze", "created")
STYLES_OF_CARDS = ("basic", "cloze", "definition", "table", "terms", "list")
UNSEEN = ("\0", "\x01", "\xad", "\u200b", "\ufeff")
MAX_PIECES = 4


def generate_note(chance: random.Random, number: int) -> str:
    """Return a note with a section, whose title is its own, and some hostile pieces."""
    pieces = [wrap(chance, hostile_piece(chance)) for _ in range(chance.randint(1, MAX_PIECES))]
    title = wrap_inline(chance, hostile_piece(chance)) if chance.random() < 0.2 else "제목"
    head = front_matter(chance) if chance.random() < 0.1 else ""
    return (
        f"{head}# 노트 {number}\n\n## {title} {number}\n\n"
        + chance.choice(("\n\n", "\n", "")).join(pieces)
        + "\n\n끝.\n"
    )


def front_matter(chance: random.Random) -> str:
    """Return front matter with hostile values."""
    key = chance.choice(FRONT_MATTER)
    value = hostile_piece(chance).replace("\n", " ").replace('"', '\\"')
    return f'---\n{key}: "{value}"\nstyle: {chance.choice(STYLES_OF_CARDS)}\n---\n'


def wrap_inline(chance: random.Random, text: str) -> str:
    """Return a piece on one line."""
    return chance.choice(("{}", "**{}**", "`{}`", "[x]({})", "![x]({})")).replace("{}", text).replace("\n", " ")


def wrap(chance: random.Random, text: str) -> str:
    """Return a piece in up to three constructs of Markdown."""
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        text = chance.choice(WRAPPERS).replace("{}", text)
    return text


def hostile_piece(chance: random.Random) -> str:
    """Return an element, an address, a command of Anki's, or a broken mix of them."""
    kind = chance.random()
    if kind < 0.55:
        text = element(chance)
    elif kind < 0.75:
        text = address(chance)
    elif kind < 0.9:
        text = chance.choice(ANKI)
    else:
        text = element(chance) + chance.choice(ANKI) + element(chance)
    return break_text(chance, text)


def element(chance: random.Random) -> str:
    """Return a start tag with attributes, often with content and an end tag."""
    tag = vary_case(chance, chance.choice(TAGS))
    attributes = "".join(attribute(chance) for _ in range(chance.randint(0, 3)))
    inner = chance.choice(("", TRAP, "x", "<script>fire()</script>", "<img src=x onerror=fire()>", "\n\nx\n\n"))
    end = chance.choice((f"</{tag}>", "", f"</{tag} >", f"</{tag}\t\n>", "</x>", f"</{tag}"))
    start = chance.choice(("<", "<", "<", "< ", "<\t", "<<", "&lt;", "<\x00", "\\<", "<!--<"))
    close = chance.choice((">", ">", ">", "/>", " >", "//>", "", "\n>"))
    return f"{start}{tag}{attributes}{close}{inner}{end}"


def attribute(chance: random.Random) -> str:
    """Return an attribute with its separators."""
    gap = chance.choice((" ", " ", "/", "\t", "\n", "\x0c", "\x0b", ""))
    if chance.random() < 0.4:
        name, value = chance.choice(EVENTS), TRAP
    else:
        name = vary_case(chance, chance.choice(ATTRIBUTES))
        value = chance.choice(STYLES) if "style" in name.lower() else address(chance)
    mark = chance.choice(('"', '"', "'", "", "`", '"x"', "&quot;"))
    sign = chance.choice(("=", "=", " = ", "=\n", ""))
    return f"{gap}{name}{sign}{mark}{value}{mark}"


def address(chance: random.Random) -> str:
    """Return an address that runs or leads somewhere, in one of many spellings."""
    text = chance.choice(SCRIPTS if chance.random() < 0.6 else OTHER_ADDRESSES)
    for _ in range(chance.choice((0, 0, 1, 2))):
        text = respell(chance, text)
    return text


def respell(chance: random.Random, text: str) -> str:
    """Return an address in another spelling of the same."""
    place = chance.randint(0, min(len(text), 11))
    sign = text[place : place + 1] or "x"
    return chance.choice(
        (
            lambda: vary_case(chance, text),
            lambda: f"{text[:place]}&#{ord(sign)};{text[place + 1 :]}",
            lambda: f"{text[:place]}&#x{ord(sign):07x};{text[place + 1 :]}",
            lambda: f"{text[:place]}&#{ord(sign)}{text[place + 1 :]}",
            lambda: text.replace(":", "&colon;", 1),
            lambda: f"{text[:place]}{chance.choice(('&Tab;', '&NewLine;', chr(9), chr(10), chr(13)))}{text[place:]}",
            lambda: f"{text[:place]}{chance.choice(UNSEEN)}{text[place:]}",
            lambda: chance.choice((" ", "\x01", "\x1f", "\xa0", "\u2028", "\x0c")) + text,
            lambda: quote(text, safe=":/"),
            lambda: f"{text[:place]}\\{text[place:]}",
            lambda: text.replace("(", "&lpar;").replace(")", "&rpar;"),
            lambda: text.replace("s", "\u017f", 1),
        )
    )()


def vary_case(chance: random.Random, text: str) -> str:
    """Return a text, sometimes with letters in the other case."""
    if chance.random() < 0.7:
        return text
    return "".join(sign.upper() if chance.random() < 0.5 else sign for sign in text)


def break_text(chance: random.Random, text: str) -> str:
    """Return a text, sometimes cut, doubled or with a sign in the middle."""
    if chance.random() < 0.75 or not text:
        return text
    place = chance.randrange(len(text))
    return chance.choice(
        (
            text[:place],
            text[place:],
            text[:place] + chance.choice("<>\"'`&;*_[](){}|\\\x00\x0b\x0c\x1b\n") + text[place:],
            text[:place] + text + text[place:],
        )
    )
