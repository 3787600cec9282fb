"""What ``{{#expr:…}}`` of the extension ParserFunctions reckons: tables OPERATORS and CONSTANTS.

As https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions describes; the details are what real wikis make of
random expressions (`tests/wiki/substituted/ext`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

Number = int | float

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)|(?P<number>[0-9.]+)|(?P<word>[A-Za-z]+)"
    r"|(?P<operator><=|>=|<>|!=|[-+*/^()<>=])|(?P<other>.)",
    re.DOTALL,
)
#: What stands for the operators that wikitext writes otherwise.
_WRITTEN = (("&lt;", "<"), ("&gt;", ">"), ("&minus;", "-"), ("\u2212", "-"))
#: Operators that are called like another one where an operand is missing.
_NAMES = {"div": "/", "!=": "<>"}
_DECIMAL = re.compile(r"[0-9]*\.?[0-9]*")
_DEEPEST = 100
#: From how many places on nothing that is left has a sign.
_LEAST_SIGNED = 23
_BITS = 64
#: How many digits PHP shows of a number, and of how many it is sure; the power of the least that it shows without one.
_SHOWN, _SURE, _LEAST_SHOWN = 14, 15, -4


class ExpressionError(Exception):
    """What the wiki says of an expression that cannot be reckoned: a message's key, and what it is told."""

    def __init__(self, key: str, *params: str) -> None:
        super().__init__(key)
        self.key, self.params = key, params


@dataclass(frozen=True)
class Operator:
    """What is made of one number or two; what binds closer comes first."""

    binding: int
    reckon: Callable[..., Number]
    operands: int = 2


def shown(number: Number) -> str:
    """Write a number as PHP does."""
    if isinstance(number, int):
        return str(number)
    if math.isnan(number):
        return "NAN"
    if math.isinf(number):
        return "INF" if number > 0 else "-INF"
    mantissa, _, power = f"{number:.{_SHOWN - 1}e}".partition("e")
    exponent, digits = int(power), mantissa.rstrip("0").rstrip(".")
    if _LEAST_SHOWN <= exponent < _SHOWN:
        return format(Decimal(f"{digits}e{exponent}"), "f")
    return f"{digits if '.' in digits else digits + '.0'}E{exponent:+d}"


def _within(number: Number) -> Number:
    """Return *number*; one that is too large for PHP's whole numbers is none."""
    return number if isinstance(number, float) or -(2 ** (_BITS - 1)) <= number < 2 ** (_BITS - 1) else float(number)


def _whole(number: Number) -> int:
    """Return a number without its fraction; of one that is too large the last bits."""
    if not math.isfinite(number):
        return 0
    bits: int = int(number) % 2**_BITS
    return bits - 2**_BITS if bits >= 2 ** (_BITS - 1) else bits


def _divided(left: Number, right: Number) -> Number:
    if right == 0:
        raise ExpressionError("pfunc_expr_division_by_zero")
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return left / right


def _remainder(left: Number, right: Number) -> Number:
    dividend, divisor = _whole(left), _whole(right)
    if divisor == 0:
        raise ExpressionError("pfunc_expr_division_by_zero")
    rest = abs(dividend) % abs(divisor)
    return -rest if dividend < 0 else rest


def _exact_remainder(left: Number, right: Number) -> Number:
    if right == 0:
        raise ExpressionError("pfunc_expr_division_by_zero")
    return _or_nan(math.fmod, left, right)


def _power(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int) and right >= 0:
        return _within(left**right) if abs(left) < 2 or right < _BITS else _power(float(left), right)
    try:
        return math.pow(left, right)
    except OverflowError:
        return -math.inf if left < 0 and right % 2 == 1 else math.inf
    except ValueError:
        # Nothing divides by zero here, not even a negative power of it.
        return math.copysign(math.inf, left if right % 2 == 1 else 1) if left == 0 else math.nan


def _or_nan(reckon: Callable[..., float], *numbers: Number) -> float:
    try:
        return reckon(*numbers)
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def _logarithm(number: Number) -> Number:
    if number <= 0:
        raise ExpressionError("pfunc_expr_invalid_argument_ln")
    return _or_nan(math.log, number)


def _root(number: Number) -> Number:
    root = _or_nan(math.sqrt, number)
    if math.isnan(root):
        raise ExpressionError("pfunc_expr_not_a_number", "sqrt")
    return root


def _of_ratio(name: str, reckon: Callable[[float], float]) -> Callable[[Number], Number]:
    def inverse(number: Number) -> Number:
        if abs(number) > 1:
            raise ExpressionError("pfunc_expr_invalid_argument", name)
        return reckon(number)

    return inverse


def _of_any(reckon: Callable[[float], float]) -> Callable[[Number], Number]:
    return lambda number: _or_nan(reckon, number)


def _to_whole(reckon: Callable[[float], int]) -> Callable[[Number], Number]:
    return lambda number: math.copysign(float(reckon(number)), number) if math.isfinite(number) else number


def _rounded(number: Number, places: Number) -> Number:
    wanted = _whole(places)
    if not math.isfinite(number) or number == 0:
        return float(number)
    sure = Decimal(f"{number:.{_SURE - 1}e}")
    if wanted >= _SURE - 1 - sure.adjusted():
        return float(number)
    if sure.adjusted() + 1 < -wanted:
        return math.copysign(0.0, number) if -wanted < _LEAST_SIGNED else 0.0
    # PHP rounds what it is sure of.
    step = Decimal(1).scaleb(-wanted)
    return float((sure / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


#: Word or sign of an operator with two operands.
OPERATORS = {
    "e": Operator(10, lambda left, right: left * _power(10, right)),
    "^": Operator(8, _power),
    **dict.fromkeys(("/", "div"), Operator(7, _divided)),
    "*": Operator(7, lambda left, right: left * right),
    "mod": Operator(7, _remainder),
    "fmod": Operator(7, _exact_remainder),
    "+": Operator(6, lambda left, right: left + right),
    "-": Operator(6, lambda left, right: left - right),
    "round": Operator(5, _rounded),
    "=": Operator(4, lambda left, right: int(left == right)),
    **dict.fromkeys(("<>", "!="), Operator(4, lambda left, right: int(left != right))),
    "<": Operator(4, lambda left, right: int(left < right)),
    ">": Operator(4, lambda left, right: int(left > right)),
    "<=": Operator(4, lambda left, right: int(left <= right)),
    ">=": Operator(4, lambda left, right: int(left >= right)),
    "and": Operator(3, lambda left, right: int(bool(left and right))),
    "or": Operator(2, lambda left, right: int(bool(left or right))),
}
#: Those with one operand, behind them.
SIGNS = {"-": Operator(10, lambda number: -number, 1), "+": Operator(10, lambda number: number, 1)}
WORDS = {
    "sin": Operator(9, _of_any(math.sin), 1),
    "cos": Operator(9, _of_any(math.cos), 1),
    "tan": Operator(9, _of_any(math.tan), 1),
    "asin": Operator(9, _of_ratio("asin", math.asin), 1),
    "acos": Operator(9, _of_ratio("acos", math.acos), 1),
    "atan": Operator(9, _of_any(math.atan), 1),
    "exp": Operator(9, _of_any(math.exp), 1),
    "ln": Operator(9, _logarithm, 1),
    "abs": Operator(9, abs, 1),
    "floor": Operator(9, _to_whole(math.floor), 1),
    "ceil": Operator(9, _to_whole(math.ceil), 1),
    "trunc": Operator(9, _whole, 1),
    "sqrt": Operator(9, _root, 1),
    "not": Operator(9, lambda number: int(not number), 1),
}
CONSTANTS = {"e": math.e, "pi": math.pi}
_OPENING = "("


@dataclass
class _Reckoning:
    """What has been read of an expression."""

    operands: list[Number] = field(default_factory=list)
    #: What they are called, and how they reckon; a bracket does not.
    operators: list[tuple[str, Operator | None]] = field(default_factory=list)
    #: Whether a number comes next, or an operator.
    wants_operand: bool = True

    def number(self, number: Number) -> None:
        """Take a number."""
        if not self.wants_operand:
            raise ExpressionError("pfunc_expr_unexpected_number")
        self.operands.append(number)
        self.wants_operand = False

    def word(self, word: str) -> None:
        """Take a word."""
        if word in CONSTANTS and (self.wants_operand or word not in OPERATORS):
            self.number(CONSTANTS[word])
        elif word in WORDS:
            self.ahead(word, WORDS[word])
        elif word in OPERATORS:
            self.between(word)
        else:
            raise ExpressionError("pfunc_expr_unrecognised_word", word)

    def sign(self, sign: str) -> None:
        """Take a sign."""
        if sign == _OPENING:
            self.ahead(sign, None)
        elif sign == ")":
            self.close()
        elif sign in SIGNS and self.wants_operand:
            self.ahead(sign, SIGNS[sign])
        else:
            self.between(sign)

    def ahead(self, name: str, operator: Operator | None) -> None:
        """Take what stands before a number."""
        if not self.wants_operand:
            raise ExpressionError("pfunc_expr_unexpected_operator", name)
        self.operators.append((name, operator))

    def between(self, name: str) -> None:
        """Take an operator that stands between two numbers."""
        if self.wants_operand:
            raise ExpressionError("pfunc_expr_unexpected_operator", name)
        operator = OPERATORS[name]
        while self.operators and (last := self.operators[-1][1]) is not None and operator.binding <= last.binding:
            self.reckon()
        self.operators.append((name, operator))
        self.wants_operand = True

    def close(self) -> None:
        """Take a bracket that closes."""
        while self.operators and self.operators[-1][1] is not None:
            self.reckon()
        if not self.operators:
            raise ExpressionError("pfunc_expr_unexpected_closing_bracket")
        self.operators.pop()
        self.wants_operand = False

    def reckon(self) -> None:
        """Let the last operator make one number of those before it."""
        name, operator = self.operators.pop()
        if operator is None:
            raise ExpressionError("pfunc_expr_unclosed_bracket")
        if len(self.operands) < operator.operands:
            raise ExpressionError("pfunc_expr_missing_operand", _NAMES.get(name, name))
        taken = self.operands[-operator.operands :]
        del self.operands[-operator.operands :]
        self.operands.append(_within(operator.reckon(*taken)))


def reckoned(expression: str) -> str:
    """Return what *expression* comes to.

    Raises:
        ExpressionError: if it comes to nothing.
    """
    for written, sign in _WRITTEN:
        expression = expression.replace(written, sign)
    reckoning = _Reckoning()
    for token in _TOKEN.finditer(expression):
        if max(len(reckoning.operands), len(reckoning.operators)) > _DEEPEST:
            raise ExpressionError("pfunc_expr_stack_exhausted")
        _read(reckoning, token)
    while reckoning.operators:
        reckoning.reckon()
    return "<br />\n".join(map(shown, reckoning.operands))


def _read(reckoning: _Reckoning, token: re.Match[str]) -> None:
    kind, text = token.lastgroup, token[0]
    if kind == "number":
        found = _DECIMAL.match(text)
        reckoning.number(float(f"0{found[0]}" if found else 0))
    elif kind == "word":
        reckoning.word(text.lower())
    elif kind == "operator":
        reckoning.sign(text)
    elif kind == "other":
        raise ExpressionError("pfunc_expr_unrecognised_punctuation", text)
