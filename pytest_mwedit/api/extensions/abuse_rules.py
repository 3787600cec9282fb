"""AbuseFilter's rules: a text is read once, into functions of the variables.

Source: mediawiki.org, "Extension:AbuseFilter/Rules format", and what ``action=abusefilterevalexpression`` of real
wikis answers (``tests/wiki/abuse_rules.json``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from pytest_mwedit.api.extensions import abuse_values as values
from pytest_mwedit.api.extensions.abuse_functions import KEYWORDS, Function, functions_of
from pytest_mwedit.api.extensions.abuse_values import UNDEFINED, RuleError, Value, as_bool, as_integer, is_undefined

#: The place behind the last item of a list.
_END = object()

#: The variables of an action, by name: what gives their values.
Variables = Callable[[str], Value]


@dataclass
class Scope:
    """What a rule sees while it is carried out: the variables of the action, and its own."""

    variables: Variables
    own: dict[str, Value]


#: A part of a rule that was read: returns its value.
Part = Callable[[Scope], Value]


@dataclass(frozen=True)
class Rule:
    """A rule that was read."""

    part: Part

    def value(self, variables: Variables) -> Value:
        """Return what the rule comes to.

        Raises:
            RuleError: if it cannot be carried out.
        """
        return self.part(Scope(variables, {}))

    def matches(self, variables: Variables) -> bool:
        """Whether the rule is true; one that cannot be carried out is not."""
        try:
            return as_bool(self.value(variables))
        except RuleError:
            return False


@cache
def read(text: str, names: frozenset[str], version: str = "1.43") -> Rule:
    """Read a rule that may use the variables *names*, and the functions of a *version*.

    Raises:
        RuleError: if it is none.
    """
    return Rule(_Reader(_tokens(text), names, functions_of(version)).rule())


# Words

_WORDS = re.compile(
    r"""(?xs)
    (?P<comment> /\*.*?\*/ ) | (?P<space> \s+ )
    | (?P<unclosed> /\* )
    | (?P<text> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
    | (?P<number> (?: 0x[0-9A-Fa-f]+ | 0b[01]+ | 0o[0-7]+ | [0-9]+(?:\.[0-9]*)? | \.[0-9]+ ) (?![0-9A-Za-z_]) )
    | (?P<name> [0-9A-Za-z_]+ )
    | (?P<sign> := | \*\* | === | !== | == | != | >= | <= | [-+*/%!&|^?:<>=()\[\],;] )
    """
)
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
_BASES = {"0x": 16, "0b": 2, "0o": 8}
_CONSTANTS: Mapping[str, Value] = {"true": True, "false": False, "null": None}
_WORDS_OF_THE_LANGUAGE = frozenset({*_CONSTANTS, *KEYWORDS, "if", "then", "else", "end"})


@dataclass(frozen=True)
class Token:
    """A word: its kind ("text", "number", "name", "word", "sign" or "end"), what is written and what it means."""

    kind: str
    written: str
    value: Value = None
    place: int = 0


def _tokens(text: str) -> list[Token]:
    found, place = [], 0
    while place < len(text):
        match = _WORDS.match(text, place)
        if match is None or match.lastgroup == "unclosed":
            raise RuleError(f"{text[place : place + 10]!r} at character {place} is not understood")
        kind, written = str(match.lastgroup), match.group()
        if kind not in ("comment", "space"):
            found.append(_MEANINGS[kind](written, place))
        place = match.end()
    return [*found, Token("end", "", place=place)]


def _text(written: str, place: int) -> Token:
    quote = written[0]

    def escaped(match: re.Match[str]) -> str:
        what = match[1]
        if len(what) > 1:
            return chr(int(what[1:], 16))
        return quote if what == quote else _ESCAPES.get(what, match[0])

    return Token("text", written, _ESCAPE.sub(escaped, written[1:-1]), place)


def _number(written: str, place: int) -> Token:
    base = _BASES.get(written[:2])
    if base is not None:
        return Token("number", written, int(written[2:], base), place)
    number = float(written) if "." in written else min(int(written), values.LARGEST_INTEGER)
    return Token("number", written, number, place)


def _name(written: str, place: int) -> Token:
    kind = "word" if written in _WORDS_OF_THE_LANGUAGE else "name"
    return Token(kind, written, _CONSTANTS.get(written), place)


def _sign(written: str, place: int) -> Token:
    return Token("sign", written, place=place)


_MEANINGS: Mapping[str, Callable[[str, int], Token]] = {
    "text": _text,
    "number": _number,
    "name": _name,
    "sign": _sign,
}


# Operators

Operation = Callable[[Value, Value], Value]

_EQUATIONS: Mapping[str, Operation] = {
    "==": values.equals,
    "=": values.equals,
    "!=": lambda one, other: not values.equals(one, other),
    "===": values.is_identical,
    "!==": lambda one, other: not values.is_identical(one, other),
}
_COMPARISONS: Mapping[str, Operation] = {
    "<": values.is_less,
    ">": lambda one, other: values.is_less(other, one),
    "<=": lambda one, other: not values.is_less(other, one),
    ">=": lambda one, other: not values.is_less(one, other),
}
_SUMS: Mapping[str, Operation] = {"+": values.added, "-": values.subtracted}
_PRODUCTS: Mapping[str, Operation] = {
    "*": values.multiplied,
    "/": values.divided,
    "%": values.remainder,
}
#: Operator: what its second operand is checked as.
_DIVISORS: Mapping[str, Callable[[Value], int | float]] = {"/": values.as_number, "%": values.as_remaining}
_POWERS: Mapping[str, Operation] = {"**": values.power}


def _binary(operation: Operation, left: Part, right: Part) -> Part:
    def part(scope: Scope) -> Value:
        one, other = left(scope), right(scope)
        return UNDEFINED if one is UNDEFINED or other is UNDEFINED else operation(one, other)

    return part


def _divisor(as_counted: Callable[[Value], int | float], part: Part) -> Part:
    """Return *part*, which nothing can be divided by if it is nothing, even what was never set."""

    def divisor(scope: Scope) -> Value:
        value = part(scope)
        if value is not UNDEFINED and as_counted(value) == 0:
            raise RuleError("division by zero")
        return value

    return divisor


def _both(left: Part, right: Part) -> Part:
    def part(scope: Scope) -> Value:
        one = left(scope)
        # What decides alone is what comes of it.
        return as_bool(right(scope)) if as_bool(one) else one

    return part


def _either(left: Part, right: Part) -> Part:
    def part(scope: Scope) -> Value:
        one = left(scope)
        return one if as_bool(one) else as_bool(right(scope))

    return part


def _one_of_both(left: Part, right: Part) -> Part:
    return lambda scope: as_bool(left(scope)) is not as_bool(right(scope))


_LOGIC: Mapping[str, Callable[[Part, Part], Part]] = {"&": _both, "|": _either, "^": _one_of_both}


def _constant(value: Value) -> Part:
    return lambda scope: value


def _chosen(condition: Part, first: Part, second: Part) -> Part:
    return lambda scope: (first if as_bool(condition(scope)) else second)(scope)


def _inverted(part: Part) -> Part:
    def inverted(scope: Scope) -> Value:
        value = part(scope)
        return UNDEFINED if value is UNDEFINED else not as_bool(value)

    return inverted


def _negated(part: Part) -> Part:
    def negated(scope: Scope) -> Value:
        value = part(scope)
        return value if value is UNDEFINED else values.negated(value)

    return negated


# Reading


class _Reader:
    """Reads a rule, level by level: each looks for what binds less before what binds more."""

    def __init__(self, tokens: list[Token], names: frozenset[str], functions: Mapping[str, Function]) -> None:
        self.tokens = tokens
        self.functions = functions
        self.place = 0
        #: The variables that the action has.
        self.names = names
        #: Those that the rule set so far.
        self.own: set[str] = set()

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.next
        self.place += 1
        return token

    def is_next(self, *written: str) -> bool:
        return self.next.kind in ("sign", "word") and self.next.written in written

    def expect(self, written: str) -> None:
        if not self.is_next(written):
            raise self.error(f"{written!r} is missing")
        self.place += 1

    def error(self, what: str) -> RuleError:
        return RuleError(f"{what} at character {self.next.place}, before {self.next.written!r}")

    def rule(self) -> Part:
        part = self.statements()
        if self.next.kind != "end":
            raise self.error("something else is expected")
        return part

    def statements(self) -> Part:
        """Read statements, of which the last tells the value; there may be none between semicolons."""
        parts: list[Part] = []
        while True:
            if not (self.next.kind == "end" or self.is_next(";", ")")):
                parts.append(self.assignment())
            if not self.is_next(";"):
                break
            self.place += 1
        return _in_order(parts)

    def assignment(self) -> Part:
        start = self.place
        if self.next.kind == "name":
            name = self.take().written.lower()
            was_set = name in self.own
            index = self.index_to_set() if self.is_next("[") else None
            if self.is_next(":="):
                if index and not was_set:
                    raise self.error(f"{name!r} is no list")
                self.place += 1
                self.refuse_known(name)
                return self.set_item(name, index) if index else self.set_variable(name)
        self.place = start
        return self.condition()

    def index_to_set(self) -> Part | None:
        """Read ``[…]`` if it is what something is assigned to."""
        self.place += 1
        if self.is_next("]"):
            self.place += 1
            return _constant(_END)
        index = self.statements()
        if not self.is_next("]"):
            return None
        self.place += 1
        return index

    def refuse_known(self, name: str) -> None:
        if name in self.names or name in self.functions:
            raise self.error(f"{name!r} cannot be set")

    def set_variable(self, name: str) -> Part:
        part = self.assignment()
        self.own.add(name)
        return partial(_set_variable, name, part)

    def set_item(self, name: str, index: Part) -> Part:
        part = self.assignment()
        return partial(_set_item, name, index, part)

    def condition(self) -> Part:
        if self.is_next("if"):
            return self.if_then()
        part = self.logic()
        if not self.is_next("?"):
            return part
        self.place += 1
        first = self.condition()
        self.expect(":")
        return _chosen(part, first, self.condition())

    def if_then(self) -> Part:
        self.place += 1
        condition = self.logic()
        self.expect("then")
        first, second = self.condition(), _constant(None)
        if self.is_next("else"):
            self.place += 1
            second = self.condition()
        self.expect("end")
        return _chosen(condition, first, second)

    def logic(self) -> Part:
        part = self.comparison()
        while self.is_next(*_LOGIC):
            join = _LOGIC[self.take().written]
            part = join(part, self.comparison())
        return part

    def comparison(self) -> Part:
        """Read comparisons from the left, of each kind one at most."""
        part, kinds = self.sum(), [_EQUATIONS, _COMPARISONS]
        while (kind := next((each for each in kinds if self.is_next(*each)), None)) is not None:
            kinds.remove(kind)
            part = _binary(kind[self.take().written], part, self.sum())
        return part

    def sum(self) -> Part:
        return self.from_left(_SUMS, self.product)

    def product(self) -> Part:
        return self.from_left(_PRODUCTS, self.power)

    def power(self) -> Part:
        return self.from_left(_POWERS, self.inversion)

    def from_left(self, operations: Mapping[str, Operation], operand: Callable[[], Part]) -> Part:
        part = operand()
        while self.is_next(*operations):
            written = self.take().written
            other = operand()
            if written in _DIVISORS:
                other = _divisor(_DIVISORS[written], other)
            part = _binary(operations[written], part, other)
        return part

    def inversion(self) -> Part:
        if not self.is_next("!"):
            return self.keyword()
        self.place += 1
        return _inverted(self.keyword())

    def keyword(self) -> Part:
        part = self.signed()
        if self.next.kind == "word" and self.next.written in KEYWORDS:
            function = KEYWORDS[self.take().written]
            part = partial(_call, function, (part, self.signed()))
        return part

    def signed(self) -> Part:
        if not self.is_next("+", "-"):
            return self.item()
        sign = self.take().written
        return _negated(self.item()) if sign == "-" else self.item()

    def item(self) -> Part:
        part = self.operand()
        while self.is_next("["):
            self.place += 1
            part = partial(_item, part, self.statements())
            self.expect("]")
        return part

    def operand(self) -> Part:
        if self.is_next("("):
            return self.in_parentheses()
        if self.is_next("["):
            return self.list()
        token = self.take()
        if token.kind in ("text", "number") or token.written in _CONSTANTS:
            return _constant(token.value)
        if token.kind == "name":
            return self.call(token) if self.is_next("(") else self.variable(token)
        self.place -= 1
        raise self.error("a value is missing")

    def in_parentheses(self) -> Part:
        self.place += 1
        if self.is_next(")"):
            raise self.error("a value is missing")
        part = self.statements()
        self.expect(")")
        return part

    def list(self) -> Part:
        self.place += 1
        items: list[Part] = []
        while not self.is_next("]"):
            items.append(self.assignment())
            if not self.is_next("]"):
                self.expect(",")
        self.place += 1
        return lambda scope: [item(scope) for item in items]

    def variable(self, token: Token) -> Part:
        name = token.written.lower()
        if name in self.own:
            return lambda scope: scope.own.get(name, UNDEFINED)
        if name not in self.names:
            raise RuleError(f"there is no variable {name!r} (character {token.place})")
        return lambda scope: scope.variables(name)

    def call(self, token: Token) -> Part:
        if token.written in ("set", "set_var"):
            return self.call_of_set()
        function = self.functions.get(token.written)
        if function is None:
            raise RuleError(f"there is no function {token.written!r} (character {token.place})")
        self.place += 1
        arguments: list[Part] = []
        while not self.is_next(")"):
            arguments.append(self.argument())
        self.place += 1
        function.check(token.written, len(arguments))
        return partial(_call, function.run, tuple(arguments))

    def argument(self) -> Part:
        part = self.statements()
        if self.is_next(","):
            self.place += 1
            if self.is_next(")"):
                raise self.error("a value is missing")
        elif not self.is_next(")"):
            raise self.error("')' is missing")
        return part

    def call_of_set(self) -> Part:
        self.place += 1
        token = self.take()
        if token.kind != "text":
            raise RuleError(f"set takes the name of a variable, in quotes (character {token.place})")
        name = token.value.lower()
        self.refuse_known(name)
        self.expect(",")
        part = self.statements()
        self.own.add(name)
        self.expect(")")
        return partial(_set_by_function, name, part)


# Carrying out


def _in_order(parts: Iterable[Part]) -> Part:
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]

    def in_order(scope: Scope) -> Value:
        value = None
        for part in parts:
            value = part(scope)
        return value

    return in_order


def _set_variable(name: str, part: Part, scope: Scope) -> Value:
    value = scope.own[name] = part(scope)
    return value


def _set_by_function(name: str, part: Part, scope: Scope) -> Value:
    value = _set_variable(name, part, scope)
    return UNDEFINED if is_undefined(value) else value


def _set_item(name: str, index: Part, part: Part, scope: Scope) -> Value:
    items, place = scope.own.get(name, UNDEFINED), index(scope)
    value = part(scope)
    if items is UNDEFINED:
        return value
    if place is _END and isinstance(items, list):
        scope.own[name] = [*items, value]
        return value
    number = _place(items, place)
    scope.own[name] = [*items[:number], value, *items[number + 1 :]]
    return value


def _item(part: Part, index: Part, scope: Scope) -> Value:
    items, place = part(scope), index(scope)
    return UNDEFINED if place is UNDEFINED else items[_place(items, place)]


def _place(items: Value, index: Value) -> int:
    if not isinstance(items, list):
        raise RuleError(f"{items!r} is no list")
    place = as_integer(index)
    if not 0 <= place < len(items):
        raise RuleError(f"there is no item {place} in a list of {len(items)}")
    return place


def _call(run: Callable[..., Value], arguments: tuple[Part, ...], scope: Scope) -> Value:
    given = [argument(scope) for argument in arguments]
    return UNDEFINED if any(map(is_undefined, given)) else run(*given)
