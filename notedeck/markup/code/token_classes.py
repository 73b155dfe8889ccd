"""The token types of Pygments that `resources/code.css` styles; all others count as one of them."""

from __future__ import annotations

from functools import cache

from pygments.token import STANDARD_TYPES, Token, _TokenType

STYLED_TOKENS = frozenset(
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
def find_css_class(token_type: _TokenType) -> str:
    """Return Pygments' short name for the nearest styled type at or above a token type; "" for plain text."""
    while token_type is not Token and token_type not in STYLED_TOKENS:
        assert token_type.parent is not None
        token_type = token_type.parent
    return STANDARD_TYPES.get(token_type, "") if token_type in STYLED_TOKENS else ""
