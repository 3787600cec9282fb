"""The syntax of Lua 5.1, which the texts of modules are in: what is wrong with one, in Lua's words."""

from __future__ import annotations

import re
from typing import NamedTuple

KEYWORDS = frozenset(
    "and break do else elseif end false for function if in local nil not or repeat return then true until while".split()
)
BINARY = frozenset(("+", "-", "*", "/", "%", "^", "..", "~=", "==", "<", "<=", ">", ">=", "and", "or"))
UNARY = frozenset(("not", "-", "#"))

NAME, STRING, NUMBER, END_OF_FILE = "<name>", "<string>", "<number>", "<eof>"

#: What ends a block.
BLOCK_ENDS = frozenset(("else", "elseif", "end", "until", END_OF_FILE))
#: Characters that are named by their numbers, as in ``found/names_of_controls_in_modules``.
CONTROLS = frozenset((*range(32), 127))

_SPACE = re.compile(r"[ \t\f\v]+")
_NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")
_LONG_OPENING = re.compile(r"\[(=*)\[")
_LONG_BROKEN = re.compile(r"\[=+")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMERAL = re.compile(r"\.?[0-9](?:[0-9.]*)(?:[Ee][+-]?)?[A-Za-z0-9_]*")
_RIGHT_NUMERAL = re.compile(r"0[xX][0-9A-Fa-f]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_OPERATOR = re.compile(r"\.\.\.|\.\.|==|~=|<=|>=|.", re.DOTALL)
_DECIMAL_ESCAPE = re.compile(r"[0-9]{1,3}")


class LuaError(ValueError):
    """A text that is no Lua; *line* says where, the text of the error what is wrong."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Token(NamedTuple):
    """A piece of a text: its kind, which is itself but for names, strings and numbers, and how it is written."""

    kind: str
    written: str


def check_lua(text: str) -> None:
    """Read *text* as a chunk of Lua.

    Raises:
        LuaError: if it is none.
    """
    _Parser(text).chunk_of_file()


class _Lexer:
    """Cuts a text into tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 1

    def fail(self, message: str, near: str) -> LuaError:
        return LuaError(self.line, f"{message} near '{near}'")

    def next(self) -> Token:
        """Return the next token."""
        self._skip()
        if self.position >= len(self.text):
            return Token(END_OF_FILE, END_OF_FILE)
        char = self.text[self.position]
        if char in "\"'":
            return self._quoted(char)
        if char == "[":
            if opening := _LONG_OPENING.match(self.text, self.position):
                return Token(STRING, self._long(opening, "string"))
            if broken := _LONG_BROKEN.match(self.text, self.position):
                raise self.fail("invalid long string delimiter", broken.group())
        if numeral := _NUMERAL.match(self.text, self.position):
            self.position = numeral.end()
            if not _RIGHT_NUMERAL.fullmatch(numeral.group()):
                raise self.fail("malformed number", numeral.group())
            return Token(NUMBER, numeral.group())
        if word := _WORD.match(self.text, self.position):
            self.position = word.end()
            return Token(word.group() if word.group() in KEYWORDS else NAME, word.group())
        operator = _OPERATOR.match(self.text, self.position)
        assert operator is not None  # noqa: S101 # the pattern fits any character
        self.position = operator.end()
        written = operator.group()
        if not written.isascii():
            # Lua reads bytes, and the first of several makes no letter.
            return Token(written, "\ufffd")
        return Token(written, f"char({ord(written)})" if ord(written[0]) in CONTROLS else written)

    def _skip(self) -> None:
        """Pass blanks, ends of lines and comments."""
        text = self.text
        while True:
            if space := _SPACE.match(text, self.position):
                self.position = space.end()
            elif newline := _NEWLINE.match(text, self.position):
                self.position = newline.end()
                self.line += 1
            elif not text.startswith("--", self.position):
                return
            elif opening := _LONG_OPENING.match(text, self.position + 2):
                self._long(opening, "comment")
            else:
                end = re.compile(r"[\n\r]|\Z").search(text, self.position)
                self.position = end.start() if end else len(text)

    def _long(self, opening: re.Match[str], kind: str) -> str:
        start, closing = opening.start(), f"]{opening[1]}]"
        end = self.text.find(closing, opening.end())
        inside = self.text[opening.end() : end if end >= 0 else len(self.text)]
        if not opening[1] and "[[" in inside:
            self.line += len(_NEWLINE.findall(inside[: inside.index("[[")]))
            raise self.fail("nesting of [[...]] is deprecated", "[")
        self.line += len(_NEWLINE.findall(inside))
        if end < 0:
            raise self.fail(f"unfinished long {kind}", END_OF_FILE)
        self.position = end + len(closing)
        return self.text[start : self.position]

    def _quoted(self, quote: str) -> Token:
        text, start = self.text, self.position
        position = start + 1
        while True:
            char = text[position : position + 1]
            if not char:
                raise self.fail("unfinished string", END_OF_FILE)
            if char in "\n\r":
                raise self.fail("unfinished string", text[start:position])
            position += 1
            if char == quote:
                break
            if char == "\\":
                position = self._escape(start, position)
        self.position = position
        return Token(STRING, text[start:position])

    def _escape(self, start: int, position: int) -> int:
        if newline := _NEWLINE.match(self.text, position):
            self.line += 1
            return newline.end()
        if digits := _DECIMAL_ESCAPE.match(self.text, position):
            if int(digits.group()) > 255:
                raise self.fail("escape sequence too large", self.text[start : position - 1])
            return digits.end()
        return position + 1


class _Parser:
    """Reads tokens by the grammar of Lua, and says where they do not fit."""

    def __init__(self, text: str) -> None:
        self.lexer = _Lexer(text)
        self.last_line = 1
        self.ahead: Token | None = None
        self.loops = [0]
        self.varargs = [True]
        self.token = self.lexer.next()

    # Tokens

    def advance(self) -> None:
        self.last_line = self.lexer.line
        self.token, self.ahead = self.ahead or self.lexer.next(), None

    def fail(self, message: str) -> LuaError:
        return self.lexer.fail(message, self.token.written)

    def accept(self, kind: str) -> bool:
        if self.token.kind != kind:
            return False
        self.advance()
        return True

    def expect(self, kind: str) -> None:
        if not self.accept(kind):
            raise self.fail(f"'{kind}' expected")

    def expect_closing(self, what: str, opening: str, line: int) -> None:
        if self.accept(what):
            return
        if line == self.lexer.line:
            raise self.fail(f"'{what}' expected")
        raise self.fail(f"'{what}' expected (to close '{opening}' at line {line})")

    # Statements

    def chunk_of_file(self) -> None:
        self.block()
        if self.token.kind != END_OF_FILE:
            raise self.fail(f"'{END_OF_FILE}' expected")

    def block(self) -> None:
        while self.token.kind not in BLOCK_ENDS:
            is_last = self.statement()
            self.accept(";")
            if is_last:
                break

    def statement(self) -> bool:
        """Read a statement; whether it must be the last of its block."""
        line, kind = self.lexer.line, self.token.kind
        if kind in ("return", "break"):
            self.advance()
            self.returned() if kind == "return" else self.broken()
            return True
        if kind in _STATEMENTS:
            self.advance()
            _STATEMENTS[kind](self, line)
        else:
            self.expression_statement()
        return False

    def returned(self) -> None:
        if self.token.kind not in BLOCK_ENDS and self.token.kind != ";":
            self.expressions()

    def broken(self) -> None:
        if not self.loops[-1]:
            raise self.fail("no loop to break")

    def loop(self) -> None:
        self.loops[-1] += 1
        self.block()
        self.loops[-1] -= 1

    def if_statement(self, line: int) -> None:
        self.condition()
        while self.token.kind == "elseif":
            self.advance()
            self.condition()
        if self.accept("else"):
            self.block()
        self.expect_closing("end", "if", line)

    def condition(self) -> None:
        self.expression()
        self.expect("then")
        self.block()

    def while_statement(self, line: int) -> None:
        self.expression()
        self.expect("do")
        self.loop()
        self.expect_closing("end", "while", line)

    def do_statement(self, line: int) -> None:
        self.block()
        self.expect_closing("end", "do", line)

    def repeat_statement(self, line: int) -> None:
        self.loop()
        self.expect_closing("until", "repeat", line)
        self.expression()

    def for_statement(self, line: int) -> None:
        self.expect(NAME)
        if self.accept("="):
            self.expression()
            self.expect(",")
            self.expression()
            if self.accept(","):
                self.expression()
        elif self.token.kind in (",", "in"):
            while self.accept(","):
                self.expect(NAME)
            self.expect("in")
            self.expressions()
        else:
            raise self.fail("'=' or 'in' expected")
        self.expect("do")
        self.loop()
        self.expect_closing("end", "for", line)

    def function_statement(self, line: int) -> None:
        self.expect(NAME)
        while self.accept("."):
            self.expect(NAME)
        if self.accept(":"):
            self.expect(NAME)
        self.body(line)

    def local_statement(self, line: int) -> None:
        if self.accept("function"):
            self.expect(NAME)
            self.body(self.lexer.line)
            return
        self.expect(NAME)
        while self.accept(","):
            self.expect(NAME)
        if self.accept("="):
            self.expressions()

    def expression_statement(self) -> None:
        kind = self.primary()
        if kind == "call":
            return
        while True:
            if kind != "variable":
                raise self.fail("syntax error")
            if not self.accept(","):
                break
            kind = self.primary()
        self.expect("=")
        self.expressions()

    # Expressions

    def expressions(self) -> None:
        self.expression()
        while self.accept(","):
            self.expression()

    def expression(self) -> None:
        while True:
            while self.token.kind in UNARY:
                self.advance()
            self.simple()
            if self.token.kind not in BINARY:
                return
            self.advance()

    def simple(self) -> None:
        kind = self.token.kind
        if kind in (NUMBER, STRING, "nil", "true", "false"):
            self.advance()
        elif kind == "...":
            if not self.varargs[-1]:
                raise self.fail("cannot use '...' outside a vararg function")
            self.advance()
        elif kind == "{":
            self.table()
        elif kind == "function":
            self.advance()
            self.body(self.lexer.line)
        else:
            self.primary()

    def primary(self) -> str:
        """Read a name, or something in parentheses, and what follows; tell if it is a call, a variable or a value."""
        line = self.lexer.line
        if self.accept("("):
            self.expression()
            self.expect_closing(")", "(", line)
            kind = "value"
        elif self.accept(NAME):
            kind = "variable"
        else:
            raise self.fail("unexpected symbol")
        while True:
            if self.accept("."):
                self.expect(NAME)
                kind = "variable"
            elif self.accept("["):
                self.expression()
                self.expect("]")
                kind = "variable"
            elif self.accept(":"):
                self.expect(NAME)
                self.arguments()
                kind = "call"
            elif self.token.kind in ("(", STRING, "{"):
                self.arguments()
                kind = "call"
            else:
                return kind

    def arguments(self) -> None:
        line = self.lexer.line
        if self.token.kind == "(":
            if line != self.last_line:
                raise self.fail("ambiguous syntax (function call x new statement)")
            self.advance()
            if self.token.kind != ")":
                self.expressions()
            self.expect_closing(")", "(", line)
        elif self.token.kind == "{":
            self.table()
        elif not self.accept(STRING):
            raise self.fail("function arguments expected")

    def table(self) -> None:
        line = self.lexer.line
        self.expect("{")
        while self.token.kind != "}":
            if self.accept("["):
                self.expression()
                self.expect("]")
                self.expect("=")
            elif self.token.kind == NAME and self._next_kind() == "=":
                self.advance()
                self.advance()
            self.expression()
            if not (self.accept(",") or self.accept(";")):
                break
        self.expect_closing("}", "{", line)

    def _next_kind(self) -> str:
        self.ahead = self.ahead or self.lexer.next()
        return self.ahead.kind

    def body(self, line: int) -> None:
        self.expect("(")
        takes_more = False
        while self.token.kind != ")":
            takes_more = self.accept("...")
            if not takes_more and not self.accept(NAME):
                raise self.fail("<name> or '...' expected")
            if takes_more or not self.accept(","):
                break
            if self.token.kind == ")":
                raise self.fail("<name> or '...' expected")
        self.expect(")")
        self.varargs.append(takes_more)
        self.loops.append(0)
        self.block()
        self.expect_closing("end", "function", line)
        self.varargs.pop()
        self.loops.pop()


#: Keyword: what reads the statement that it begins.
_STATEMENTS = {
    "if": _Parser.if_statement,
    "while": _Parser.while_statement,
    "do": _Parser.do_statement,
    "for": _Parser.for_statement,
    "repeat": _Parser.repeat_statement,
    "function": _Parser.function_statement,
    "local": _Parser.local_statement,
}
