"""The functions and keywords of AbuseFilter's rules: tables FUNCTIONS and KEYWORDS.

Source: mediawiki.org, "Extension:AbuseFilter/Rules format", and what ``action=abusefilterevalexpression`` of real
wikis answers (``tests/wiki/abuse_rules.json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from html.entities import html5
from importlib.resources import files
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from pytest_mwedit.api.extensions import abuse_values as values
from pytest_mwedit.api.extensions.abuse_values import (
    RuleCrash,
    RuleError,
    Value,
    as_float,
    as_integer,
    as_text,
    kind_of,
)
from pytest_mwedit.wiki.pcre import PatternError, compiled, quoted


@dataclass(frozen=True)
class Function:
    """A function, and how many arguments it takes."""

    run: Callable[..., Value]
    least: int = 1
    #: None for any number.
    most: int | None = 1

    def check(self, name: str, count: int) -> None:
        """Raise `RuleError` unless the function takes *count* arguments."""
        if count < self.least or (self.most is not None and count > self.most):
            raise RuleError(f"the function {name!r} does not take {count} arguments")


# Searching


def is_in(needle: Value, haystack: Value) -> bool:
    """Whether a text stands in another; a blank one never does."""
    wanted, text = as_text(needle), as_text(haystack)
    return wanted != "" and wanted in text


def contains_any(haystack: Value, *needles: Value) -> bool:
    """Whether one of several texts stands in another."""
    return any(is_in(needle, haystack) for needle in needles)


def contains_all(haystack: Value, *needles: Value) -> bool:
    """Whether each of several texts stands in another; here a blank one does, unless the other is blank as well."""
    text = as_text(haystack)
    return text != "" and all(as_text(needle) in text for needle in needles)


def equals_to_any(value: Value, *others: Value) -> bool:
    """Whether a value is one of several, of the same type."""
    return any(values.is_identical(value, other) for other in others)


def count(needle: Value, *haystack: Value) -> int:
    """Return how often a text stands in another, or alone how many items it has between commas."""
    if not haystack:
        return _length(needle) if kind_of(needle) is list else as_text(needle).count(",") + 1
    wanted = as_text(needle)
    return as_text(*haystack).count(wanted) if wanted else 0


def strpos(haystack: Value, needle: Value, offset: Value = 0) -> int:
    """Return where a text stands in another, or -1."""
    text, wanted, start = as_text(haystack), as_text(needle), as_integer(offset)
    if not wanted:
        return -1
    if start < -len(text):
        raise RuleCrash("ValueError")
    return text.find(wanted, start)


# Patterns


def _pattern(value: Value, *, ignore_case: bool = False) -> re.Pattern[str]:
    try:
        return compiled(as_text(value), ignore_case=ignore_case)
    except PatternError as error:
        raise RuleError(str(error)) from None


def matches_regex(text: Value, pattern: Value) -> bool:
    """Whether a pattern is found in a text."""
    return _pattern(pattern).search(as_text(text)) is not None


def matches_regex_of_any_case(text: Value, pattern: Value) -> bool:
    """Whether a pattern is found in a text, whatever the case."""
    return _pattern(pattern, ignore_case=True).search(as_text(text)) is not None


#: What a wildcard means, once its pattern was quoted; any other backslash stands for itself, as the wiki answers.
_WILDCARDS = {r"\*": ".*", r"\?": ".", r"\[\!": "[^", r"\[": "[", r"\]": "]", r"\+": r"\+", r"\-": r"\-", r"\.": r"\."}
_WILDCARD = re.compile(r"\\\[\\!|\\[*?\[\]+\-.]|\\")


def is_like(text: Value, pattern: Value) -> bool:
    """Whether a text is like a pattern with ``*``, ``?`` and ``[…]``; one that cannot be read is like nothing."""
    translated = _WILDCARD.sub(lambda found: _WILDCARDS.get(found.group(), "\\\\"), quoted(as_text(pattern)))
    # The delimiter of MediaWiki's pattern.
    if "#" in translated:
        return False
    try:
        return compiled(f"^{translated}$").search(as_text(text)) is not None
    except PatternError:
        return False


def rcount(pattern: Value, *text: Value) -> int:
    """Return how often a pattern is found in a text, or alone how many items it has between commas."""
    if not text:
        return as_text(pattern).count(",") + 1
    return sum(1 for _ in _pattern(pattern).finditer(as_text(*text)))


def get_matches(pattern: Value, text: Value) -> Value:
    """Return what a pattern finds first, and what its groups find; false for what finds nothing."""
    expression = _pattern(pattern)
    found = expression.search(as_text(text))
    if found is None:
        return [False] * (expression.groups + 1)
    groups = [found.group(), *found.groups()]
    last = max(number for number, group in enumerate(groups) if group is not None)
    return [group if group is not None else "" if number < last else False for number, group in enumerate(groups)]


def get_matches_with_names(pattern: Value, text: Value) -> Value:
    """Return the same as the older version does, which tells of a group with a name twice, and does not count it."""
    expression = _pattern(pattern)
    found = expression.search(as_text(text))
    named, counted = set(expression.groupindex.values()), expression.groups - len(expression.groupindex) + 1
    if found is None:
        return [False] * counted
    groups = [found.group(), *found.groups()]
    last = max(number for number, group in enumerate(groups) if group is not None)
    told = [group or "" for number, group in enumerate(groups[: last + 1]) for _ in range(1 + (number in named))]
    return told + [False] * (counted - last - 1)


_GROUP_IN_REPLACEMENT = re.compile(r"\\(\\)|[$\\](\d{1,2})|\$\{(\d{1,2})\}", re.ASCII)


def str_replace_regexp(subject: Value, search: Value, replacement: Value) -> str:
    """Replace what a pattern finds; ``$1`` and its like stand for groups."""
    written = as_text(replacement)

    def replaced(found: re.Match[str]) -> str:
        def group(reference: re.Match[str]) -> str:
            if reference[1]:
                return "\\"
            number = int(reference[2] or reference[3])
            return found[number] or "" if number <= found.re.groups else ""

        return _GROUP_IN_REPLACEMENT.sub(group, written)

    return _pattern(search).sub(replaced, as_text(subject))


# Texts


def length(value: Value) -> int:
    """Return how many characters or items there are."""
    return _length(value) if kind_of(value) is list else len(as_text(value))


def _length(items: Value) -> int:
    return int(as_float(items))


def lcase(value: Value) -> str:
    """Return a text in small letters, each by itself."""
    return "".join(character.lower() for character in as_text(value))


def ucase(value: Value) -> str:
    """Return a text in capitals."""
    return "".join(character.upper() for character in as_text(value))


def str_replace(subject: Value, search: Value, replacement: Value) -> str:
    """Replace a text in another."""
    wanted = as_text(search)
    return as_text(subject).replace(wanted, as_text(replacement)) if wanted else as_text(subject)


def substr(text: Value, offset: Value, *length: Value) -> str:
    """Return a part of a text; what is negative counts from its end."""
    whole, start, sizes = as_text(text), as_integer(offset), [as_integer(each) for each in length]
    if -values.LARGEST_INTEGER - 1 in (start, *sizes):
        raise RuleCrash("ValueError")
    start = max(0, len(whole) + start) if start < 0 else start
    if not sizes:
        return whole[start:]
    size = sizes[0]
    return whole[start : max(0, len(whole) + size) if size < 0 else start + size]


def rescape(value: Value) -> str:
    """Return a text as a pattern that finds it."""
    return quoted(as_text(value))


_ENTITY = re.compile(r"&(?:#([0-9]+)|#[xX]([0-9A-Fa-f]+)|([A-Za-z0-9]+));")
_REPLACEMENT_CHARACTER = "\ufffd"


def sanitize(value: Value) -> str:
    """Return a text with the characters that HTML's entities stand for."""

    def decoded(found: re.Match[str]) -> str:
        if found[3]:
            return html5.get(f"{found[3]};", found.group())
        number = int(found[1] or found[2], 10 if found[1] else 16)
        allowed = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0x10FFFF
        return chr(number) if allowed else _REPLACEMENT_CHARACTER

    return _ENTITY.sub(decoded, as_text(value))


# Looking alike


@cache
def _lookalikes(version: str) -> Mapping[int, str]:
    """Return what characters are taken for, by their numbers; others stand for themselves.

    ``lookalikes.json`` has what wikis of both versions answered of every character up to U+32000.
    """
    told = json.loads(files(__package__).joinpath("lookalikes.json").read_text("utf-8"))
    rows = {**told["both"]}, told.get(version, told["1.43"])
    return {ord(character): stands for row in rows for stands, characters in row.items() for character in characters}


def ccnorm(value: Value, version: str = "1.43") -> str:
    """Return a text with one character for all those that look alike, or for an entity of HTML."""
    return _with_lookalikes(sanitize(value), version)


def _with_lookalikes(text: str, version: str) -> str:
    return text.translate(_lookalikes(version))


def ccnorm_contains_any(haystack: Value, *needles: Value, version: str = "1.43") -> bool:
    """Whether one of several texts stands in another, or what looks like it."""
    return contains_any(*(_with_lookalikes(as_text(each), version) for each in (haystack, *needles)))


def ccnorm_contains_all(haystack: Value, *needles: Value, version: str = "1.43") -> bool:
    """Whether each of several texts stands in another, or what looks like it."""
    return contains_all(*(_with_lookalikes(as_text(each), version) for each in (haystack, *needles)))


#: The regular expressions of PHP count one more.
_SPACES = re.compile(r"[\s\u180e]+")
_DOUBLE = re.compile(r"(.)\1+", re.DOTALL)


def rmspecials(value: Value) -> str:
    """Return a text without what is neither a letter, a digit nor white space."""
    return "".join(each for each in as_text(value) if each.isalnum() or _SPACES.match(each))


def rmwhitespace(value: Value) -> str:
    """Return a text without white space."""
    return _SPACES.sub("", as_text(value))


def rmdoubles(value: Value) -> str:
    """Return a text with one of what stands several times in a row."""
    return _DOUBLE.sub(r"\1", as_text(value))


def norm(value: Value, version: str = "1.43") -> str:
    """Return what is left of a text once all of these are gone."""
    return rmwhitespace(rmspecials(rmdoubles(_with_lookalikes(as_text(value), version))))


def specialratio(value: Value) -> float:
    """Return how much of a text is neither letters, digits nor white space."""
    text = as_text(value)
    return 1 - len(rmspecials(text)) / len(text) if text else 0.0


# Addresses

Address = IPv4Address | IPv6Address


def ip_in_range(address: Value, span: Value) -> bool:
    """Whether an address lies in ``1.2.3.0/24`` or ``1.2.3.0-1.2.3.9``."""
    first, last = _range(as_text(span))
    one = _address(as_text(address))
    return one is not None and one.version == first.version and int(first) <= int(one) <= int(last)


def ip_in_ranges(address: Value, *spans: Value) -> bool:
    """Whether an address lies in one of several ranges."""
    return any([ip_in_range(address, span) for span in spans])  # noqa: C419  # a range that is none is told of in any case


def _address(text: str) -> Address | None:
    try:
        return ip_address(re.sub(r"(?<![0-9A-Fa-f:])0+(?=\d)", "", text) if "." in text else text)
    except ValueError:
        return None


def _range(text: str) -> tuple[Address, Address]:
    try:
        if "/" in text:
            network = ip_network(text, strict=False)
            return network[0], network[-1]
        first, dash, last = text.partition("-")
        one = ip_address(first.strip())
        return one, ip_address(last.strip()) if dash else one
    except ValueError:
        raise RuleError(f"{text!r} is no range of addresses") from None


def _any_of(run: Callable[..., Value]) -> Function:
    return Function(run, least=2, most=None)


#: Name: the function, as 1.43 has it.
FUNCTIONS: Mapping[str, Function] = {
    "bool": Function(values.converted(bool, values.as_bool)),
    "ccnorm": Function(ccnorm),
    "ccnorm_contains_all": _any_of(ccnorm_contains_all),
    "ccnorm_contains_any": _any_of(ccnorm_contains_any),
    "contains_all": _any_of(contains_all),
    "contains_any": _any_of(contains_any),
    "count": Function(count, most=2),
    "equals_to_any": _any_of(equals_to_any),
    "float": Function(values.as_float),
    "get_matches": Function(get_matches, least=2, most=2),
    "int": Function(values.as_integer),
    "ip_in_range": Function(ip_in_range, least=2, most=2),
    "ip_in_ranges": _any_of(ip_in_ranges),
    "lcase": Function(lcase),
    "length": Function(length),
    "norm": Function(norm),
    "rcount": Function(rcount, most=2),
    "rescape": Function(rescape),
    "rmdoubles": Function(rmdoubles),
    "rmspecials": Function(rmspecials),
    "rmwhitespace": Function(rmwhitespace),
    "sanitize": Function(sanitize),
    "set": Function(lambda name, value: value, least=2, most=2),
    "set_var": Function(lambda name, value: value, least=2, most=2),
    "specialratio": Function(specialratio),
    "str_replace": Function(str_replace, least=3, most=3),
    "str_replace_regexp": Function(str_replace_regexp, least=3, most=3),
    "string": Function(values.converted(str, values.as_text)),
    "strlen": Function(length),
    "strpos": Function(strpos, least=2, most=3),
    "substr": Function(substr, least=2, most=3),
    "ucase": Function(ucase),
}

#: Version: what it makes otherwise.
OTHER_FUNCTIONS: Mapping[str, Mapping[str, Function]] = {
    "1.39": {
        "ccnorm": Function(partial(ccnorm, version="1.39")),
        "ccnorm_contains_all": _any_of(partial(ccnorm_contains_all, version="1.39")),
        "ccnorm_contains_any": _any_of(partial(ccnorm_contains_any, version="1.39")),
        "get_matches": Function(get_matches_with_names, least=2, most=2),
        "norm": Function(partial(norm, version="1.39")),
    },
}


@cache
def functions_of(version: str) -> Mapping[str, Function]:
    """Return the functions of a version by name."""
    return {**FUNCTIONS, **OTHER_FUNCTIONS.get(version, {})}


#: Word between two values: what it asks.
KEYWORDS: Mapping[str, Callable[[Value, Value], Value]] = {
    "contains": lambda haystack, needle: is_in(needle, haystack),
    "in": is_in,
    "irlike": matches_regex_of_any_case,
    "like": is_like,
    "matches": is_like,
    "regex": matches_regex,
    "rlike": matches_regex,
}
