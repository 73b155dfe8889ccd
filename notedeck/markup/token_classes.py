"""Pygments' token types, folded to the few that `resources/code.css` styles, under Pygments' own short names."""

from __future__ import annotations

from functools import cache

from pygments.token import STANDARD_TYPES, Token, _TokenType

STYLED = frozenset(
    (
        Token.Keyword,
        Token.Keyword.Type,
        Token.Name.Attribute,
        Token.Name.Builtin,
        Token.Name.Class,
        Token.Name.Decorator,
        Token.Name.Function,
        Token.Name.Tag,
        Token.Literal.Number,
        Token.Literal.String,
        Token.Comment,
        Token.Generic.Deleted,
        Token.Generic.Heading,
        Token.Generic.Inserted,
        Token.Generic.Prompt,
        Token.Generic.Output,
        Token.Operator.Word,
    )
)


@cache
def css_class(kind: _TokenType) -> str:
    """The class of the nearest styled type above a token type; "" = the colour of plain text."""
    while kind is not Token and kind not in STYLED:
        assert kind.parent is not None
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "") if kind in STYLED else ""
