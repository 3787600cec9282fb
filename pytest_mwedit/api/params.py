"""Parameters: from the texts of a request to typed values, by MediaWiki's rules."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.declarations import declarations, orders
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, Listing, Markup, Param, message, unfilled, variables
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle
from pytest_mwedit.wiki.namespaces import USER
from pytest_mwedit.wiki.pages import BROKEN_MODELS
from pytest_mwedit.wiki.relative_times import moment_of
from pytest_mwedit.wiki.users import is_address, user_name
from pytest_mwedit.wiki.worded_dates import unix_seconds_of, worded_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.declarations import Declaration, Parameter
    from pytest_mwedit.wiki import Wiki

_INTEGER = re.compile(r"[+-]?[0-9]+")
_LARGEST_INTEGER = 2**63 - 1
#: What no text has, beside bytes that are not UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL_BYTES = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
#: Bytes that together are one character or one mistake.
_SEQUENCE = re.compile(
    rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}"
    rb"|[\xfc\xfd][\x80-\xbf]{5}|[\xc0-\xfd][\x80-\xbf]*|[\x80-\xbf\xfe\xff]"
)

#: The types whose values are taken as they are.
_TEXTS = frozenset({"string", "text", "password"})

#: The separator of values that may hold a pipe; such a list begins with it.
UNIT_SEPARATOR = "\x1f"


def read_params(call: Call, declaration: Declaration, lacks: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the parameters of a module by their names without prefix, each checked in MediaWiki's order.

    Raises:
        ApiError: for the first value that MediaWiki refuses.
        NotImitated: for a parameter among *lacks*.
    """
    # Most parameters are not sent, and are what they are without a look at each.
    values = dict(declaration.unsent)
    sent, numbers = call.raw, declaration.numbers
    refused: ApiError | None = None
    before = -1
    for number in sorted({numbers[name] for name in (*sent, *call.arrays) if name in numbers} | declaration.needed):
        if refused is not None and before < declaration.first <= number:
            raise refused
        before = number
        parameter = declaration.parameters[number]
        # All of a group are checked, and warned of, before the first error is told.
        try:
            values[parameter.key] = _read(call, declaration.path, parameter, lacks)
        except ApiError as error:
            refused = refused or error
    if refused is not None:
        raise refused
    for template, variable, source in declaration.templated:
        for value in values[source] or ():
            name, key = template.name.replace(variable, value), template.key.replace(variable, value)
            if name in sent:
                values[key] = _read(call, declaration.path, replace(template, name=name, key=key), lacks)
    return values


def _read(call: Call, path: str, parameter: Parameter, lacks: frozenset[str]) -> Any:
    name = parameter.name
    raw = call.raw.get(name)
    if raw is None:
        if name in call.arrays:
            call.used.add(name)
            if parameter.type != "boolean":
                call.warn("main", message("apiwarn-unsupportedarray", name))
        return _absent(call, parameter)
    call.used.add(name)
    if parameter.key in lacks:
        raise NotImitated(
            f"The in-memory wiki does not imitate the parameter {name!r} of the module {path!r}. "
            "Leave it out, or record the reply."
        )
    return _value(call, path, parameter, raw)


def _absent(call: Call, parameter: Parameter) -> Any:
    if parameter.type == "boolean":
        return False
    if parameter.required:
        raise ApiError(errors.MISSING_PARAM, parameter.name)
    if parameter.type == "timestamp" and parameter.default is not None:
        return timestamp(str(parameter.default), call.wiki.clock.now())
    return parameter.default


def _value(call: Call, path: str, parameter: Parameter, raw: str) -> Any:
    if parameter.type == "boolean":
        _warn_of_deprecation(call, path, parameter, "1")
        return True
    is_plain = raw.isascii() and raw.isprintable()
    if not is_plain and raw.startswith(UNIT_SEPARATOR) and not parameter.multi and parameter.type != "upload":
        told = _normalized(call, path, parameter, raw).replace(UNIT_SEPARATOR, "\ufffd")
        _warn_of_deprecation(call, path, parameter, told)
        raise ApiError(errors.BAD_VALUE_NOT_MULTI, parameter.name, told)
    if not is_plain:
        raw = _normalized(call, path, parameter, raw)
    if raw == "" and parameter.required and not parameter.multi and parameter.type in _TEXTS:
        raise ApiError(errors.MISSING_PARAM, parameter.name, raw)
    if parameter.deprecated:
        _warn_of_deprecation(call, path, parameter, raw)
    check = TYPES[parameter.type]
    if not parameter.multi:
        return check(call, path, parameter, raw)
    return _many(call, path, parameter, raw, check)


def split_values(raw: str) -> list[str]:
    """Split the values of a parameter that takes several."""
    if raw.startswith(UNIT_SEPARATOR):
        return raw[1:].split(UNIT_SEPARATOR) if raw != UNIT_SEPARATOR else []
    return raw.split("|") if raw else []


def _many(call: Call, path: str, parameter: Parameter, raw: str, check: Check) -> list[Any]:
    items = split_values(raw)
    limit = parameter.highlimit if call.may("apihighlimits") else parameter.limit
    if parameter.all_specifier is not None and items == [parameter.all_specifier]:
        return _namespaces(call, parameter) if parameter.type == "namespace" else list(parameter.values)
    if len(items) > limit:
        data = {
            "parameter": parameter.name,
            "limit": limit,
            "lowlimit": parameter.limit,
            "highlimit": parameter.highlimit,
        }
        if not call.wiki.traits.names_parameter_of_too_many:
            del data["parameter"]
        raise ApiError(errors.TOO_MANY_VALUES, parameter.name, limit, data=data)
    if parameter.type == "tags":
        return _check_tags(call, items)
    if parameter.type == "namespace":
        return _many_namespaces(call, path, parameter, raw, items)
    if parameter.type != "enum":
        values = [check(call, path, parameter, item) for item in items]
        return values if parameter.allows_duplicates else list(dict.fromkeys(values))
    known = [item for item in items if item in parameter.value_set]
    unknown = [item for item in items if item not in parameter.value_set]
    for item in known:
        if item in parameter.deprecated_values:
            _warn_of_value(call, path, parameter, item)
    _warn_of_unknown(call, path, parameter, raw, unknown)
    return list(dict.fromkeys(known))


def _warn_of_unknown(call: Call, path: str, parameter: Parameter, raw: str, unknown: list[str]) -> None:
    if unknown:
        call.warn(
            path,
            message("paramvalidator-unrecognizedvalues", parameter.name, raw, Listing(tuple(unknown)), len(unknown)),
            code="unrecognizedvalues",
            data={"values": unknown},
        )


def _namespaces(call: Call, parameter: Parameter) -> list[int]:
    """Return the namespaces that a parameter may name."""
    numbers = [number for number in call.wiki.titles.namespaces if number >= 0]
    return sorted({*numbers, *parameter.more_namespaces})


def _many_namespaces(call: Call, path: str, parameter: Parameter, raw: str, items: list[str]) -> list[int]:
    known = _namespaces(call, parameter)
    numbers = [int(item) if _INTEGER.fullmatch(item) else None for item in items]
    unknown = [item for item, number in zip(items, numbers, strict=True) if number not in known]
    _warn_of_unknown(call, path, parameter, raw, unknown)
    return list(dict.fromkeys(number for number in numbers if number is not None and number in known))


def _check_namespace(call: Call, path: str, parameter: Parameter, raw: str) -> int:
    known = _namespaces(call, parameter)
    number = int(raw) if _INTEGER.fullmatch(raw) else None
    if number is not None and number in known:
        return number
    told = raw if number is None else str(min(max(number, -_LARGEST_INTEGER - 1), _LARGEST_INTEGER))
    raise ApiError(errors.BAD_VALUE, parameter.name, told, Listing(tuple(map(Id, known)), sentence=True), len(known))


def _normalized(call: Call, path: str, parameter: Parameter, raw: str) -> str:
    """Repair what is not UTF-8, not NFC or a control character, as MediaWiki does, and warn of it."""
    whole = raw
    in_address = parameter.name in call.request.query
    if raw.startswith(UNIT_SEPARATOR):
        raw = raw[1:]
        whole = UNIT_SEPARATOR
        repaired = UNIT_SEPARATOR.join(map(repaired_text, raw.split(UNIT_SEPARATOR)))
        whole += repaired
    else:
        repaired = whole = repaired_text(raw, in_address=in_address)
    if repaired != raw:
        call.warn(path, message("apiwarn-badutf8", parameter.name), code="badutf8")
    return whole


def is_utf8(raw: str) -> bool:
    """Whether the bytes that were sent are UTF-8."""
    try:
        raw.encode()
    except UnicodeEncodeError:
        return False
    return True


def repaired_text(raw: str, *, in_address: bool = False) -> str:
    """Return *raw* as valid, composed Unicode without control characters."""
    try:
        encoded = raw.encode()
    except UnicodeEncodeError:
        encoded = raw.encode("utf-8", "surrogateescape")
        # What is not UTF-8 in an address MediaWiki takes for Windows-1252.
        raw = encoded.decode("cp1252", "ignore") if in_address else _SEQUENCE.sub(_character, encoded).decode()
        return _CONTROL.sub("\ufffd", unicodedata.normalize("NFC", raw))
    composed = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
    return _CONTROL.sub("\ufffd", composed) if _has_control(encoded) else composed


def _has_control(encoded: bytes) -> bool:
    """Whether a text in UTF-8 has what `_CONTROL` finds; the pattern alone takes many times as long to find nothing."""
    kept = encoded.translate(None, _CONTROL_BYTES)
    return len(kept) < len(encoded) or any(each in encoded for each in _NO_CHARACTERS)


def _character(sequence: re.Match[bytes]) -> bytes:
    return sequence.group().decode("utf-8", "replace")[0].encode()


def _warn_of_deprecation(call: Call, path: str, parameter: Parameter, value: str) -> None:
    if parameter.deprecated:
        text = message("paramvalidator-param-deprecated", parameter.name, value)
        call.warn_deprecated(path, text, f"{_feature(call, path)}&{parameter.name}")


#: Module, parameter, value: what is told of the value, which is deprecated, instead of just that.
_OF_DEPRECATED_VALUES = {("parse", "prop", "headitems"): "apiwarn-deprecation-parse-headitems"}


def _warn_of_value(call: Call, path: str, parameter: Parameter, value: str) -> None:
    own = _OF_DEPRECATED_VALUES.get((path, parameter.name, value))
    text = message("paramvalidator-deprecated-value", parameter.name, value) if own is None else message(own)
    call.warn_deprecated(path, text, f"{_feature(call, path)}&{parameter.name}={value}")


def _feature(call: Call, path: str) -> str:
    """Return how statistics name a module."""
    action, _, name = path.partition("+")
    if not name:
        return "action=" + action if action != "main" else "main"
    group = declarations(call.wiki.version, call.wiki.profile)[path].raw["group"]
    return f"action={action}&{group}={name}"


# The types


def _check_string(call: Call, path: str, parameter: Parameter, raw: str) -> str:
    del call, path, parameter
    return raw


def _check_integer(call: Call, path: str, parameter: Parameter, raw: str) -> int:
    if not _INTEGER.fullmatch(raw):
        raise ApiError(errors.BAD_INTEGER, parameter.name, raw)
    number = int(raw)
    if not -_LARGEST_INTEGER - 1 <= number <= _LARGEST_INTEGER:
        raise ApiError(errors.BAD_INTEGER, parameter.name, raw)
    low, high = parameter.min, parameter.max
    if high is not None and parameter.highmax is not None and call.may("apihighlimits"):
        high = parameter.highmax
    if (low is None or number >= low) and (high is None or number <= high):
        return number
    row, limits = _range_error(low, high)
    data = {"min": low, "curmax": high, "max": parameter.max, "highmax": parameter.highmax}
    if not (parameter.ignore_range or parameter.type == "limit"):
        raise ApiError(row, parameter.name, raw, *limits, data=data)
    # The two unused parameters keep $3 the lower and $4 the upper limit in all three texts.
    call.warn(path, message(row.key, parameter.name, raw, *limits), code="outofrange", data=data)
    return low if low is not None and number < low else high if high is not None else number


def _range_error(low: int | None, high: int | None) -> tuple[errors.ErrorRow, tuple[int | None, int | None]]:
    if low is None:
        return errors.OUT_OF_RANGE_MAX, (None, high or 0)
    if high is None:
        return errors.OUT_OF_RANGE_MIN, (low, None)
    return errors.OUT_OF_RANGE_MIN_MAX, (low, high)


def _check_limit(call: Call, path: str, parameter: Parameter, raw: str) -> int:
    if raw == "max":
        highest = parameter.highmax if call.may("apihighlimits") else parameter.max
        number = highest or parameter.max or 0
        call.note_limit(path, number)
        return number
    return _check_integer(call, path, parameter, raw)


#: Parameters that name a content model, some with a slot behind them.
NAMING_MODELS = frozenset({"contentmodel", "fromcontentmodel", "tocontentmodel"})


def names_model(name: str) -> bool:
    """Whether the parameter called *name* names a content model, of whatever slot."""
    return name.partition("-")[0] in NAMING_MODELS


def _further_values(call: Call, parameter: Parameter) -> tuple[str, ...]:
    """Return what a setting adds to the values of a parameter."""
    return BROKEN_MODELS if names_model(parameter.key) and call.wiki.config.broken_model else ()


def _check_enum(call: Call, path: str, parameter: Parameter, raw: str) -> str:
    if raw not in parameter.value_set and raw not in _further_values(call, parameter):
        raise ApiError(errors.BAD_VALUE, parameter.name, raw, *listed_values(call, path, parameter))
    if raw in parameter.deprecated_values:
        _warn_of_value(call, path, parameter, raw)
    return raw


def listed_values(call: Call, path: str, parameter: Parameter) -> tuple[Param, ...]:
    """Return the values that a parameter may have, as an error lists them; nothing if that is not recorded."""
    order = orders(call.wiki.version, call.wiki.profile).get(f"{path}.{parameter.name}", ())
    if set(order) != parameter.value_set:
        return ()
    # As in `found/values_beside_broken_models`.
    values = (*order, *_further_values(call, parameter))
    return Listing(values, sentence=True), len(values)


def _check_timestamp(call: Call, path: str, parameter: Parameter, raw: str) -> int:
    now = call.wiki.clock.now()
    if raw in ("", "0"):
        text = message("paramvalidator-unclearnowtimestamp", parameter.name, raw)
        call.warn(path, text, code="unclearnowtimestamp")
        return now
    moment = timestamp(raw, now)
    if moment is None:
        raise ApiError(errors.BAD_TIMESTAMP, parameter.name, raw)
    return moment


def _check_title(call: Call, path: str, parameter: Parameter, raw: str) -> str:
    del path
    try:
        title = call.wiki.title(raw)
    except InvalidTitle:
        raise ApiError(errors.BAD_TITLE, parameter.name, raw) from None
    if parameter.must_exist and title not in call.wiki.pages:
        raise ApiError(errors.MISSING_TITLE_OF_PARAMETER, parameter.name, raw)
    return raw


def _check_user(call: Call, path: str, parameter: Parameter, raw: str) -> str:
    del path
    allowed = parameter.subtypes
    if ">" in raw and "interwiki" in allowed:
        # Somebody of another wiki, as imported revisions name them.
        return raw
    if "id" in allowed and (found := _USER_ID.fullmatch(raw)):
        return _name_of_user(call, int(found[1]))
    name = name_without_namespace(call.wiki, raw)
    if "ip" in allowed and (_is_address(raw) or _is_address(name)):
        return raw if _is_address(raw) else name
    if "cidr" in allowed and (_is_range(raw) or _is_range(name)):
        return raw if _is_range(raw) else name
    known = None if is_like_address(name) else user_name(name)
    if known is None or (call.wiki.is_temporary(known) and known not in call.wiki.users):
        raise ApiError(errors.BAD_USER, parameter.name, raw)
    return known


#: What is like an address of version 4, if with anything for its last part.
_LIKE_ADDRESS = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.(?:xxx|\d{1,3})", re.ASCII)


def _is_range(name: str) -> bool:
    """Whether *name* is a range of addresses, of any width."""
    address, _, bits = name.partition("/")
    return (
        is_address(address)
        and bits.isdecimal()
        and str(int(bits)) == bits
        and int(bits) <= (128 if ":" in name else 32)
    )


def is_like_address(name: str) -> bool:
    """Whether *name* is an address, or looks too much like one to be that of an account."""
    return is_address(name) or _LIKE_ADDRESS.fullmatch(name) is not None


def _is_address(name: str) -> bool:
    """Whether *name* is an address, or one whose last part is not told."""
    return is_address(name) or (name.endswith(".xxx") and _LIKE_ADDRESS.fullmatch(name) is not None)


_USER_ID = re.compile("#([0-9]+)")


def _name_of_user(call: Call, user_id: int) -> str:
    """Return who has the id; what no name can be if nobody has."""
    return next((user.name for user in call.wiki.users.values() if user.id == user_id), f"#{user_id}")


def name_without_namespace(wiki: Wiki, raw: str) -> str:
    """Return the name in *raw*, which may be that of a page about the user; nothing if it is another page's."""
    try:
        title = wiki.titles.parse(raw, USER)
        again = wiki.titles.parse(title.text, USER)
    except InvalidTitle:
        return ""
    if "#" in raw or title.interwiki or title.namespace != USER or again != title:
        return ""
    return title.text


def _check_expiry(call: Call, path: str, parameter: Parameter, raw: str) -> int | None:
    """Return unix seconds, or None for never."""
    now = call.wiki.clock.now()
    try:
        moment = expiry(raw, now)
    except ValueError:
        raise ApiError(errors.BAD_EXPIRY, parameter.name, raw) from None
    if moment is not None and moment < now:
        raise ApiError(errors.BAD_EXPIRY_PAST, parameter.name, raw)
    watches = parameter.key == "watchlistexpiry" or (path, parameter.key) == ("watch", "expiry")
    most = call.wiki.config.watchlist_expiry_max if watches else None
    latest = None if most is None else expiry(most, now)
    if moment is None or most is None or latest is None or moment <= latest:
        return moment
    warning = message("paramvalidator-badexpiry-duration-max", parameter.name, raw, Markup(most))
    call.warn(path, warning, code=warning.key)
    return latest


def _check_tags(call: Call, items: list[str]) -> list[str]:
    refused = [item for item in items if item not in call.wiki.config.tags]
    if refused:
        key = "tags-apply-not-allowed-one" if len(refused) == 1 else "tags-apply-not-allowed-multi"
        raise ApiError(
            errors.error(key, "badtags"),
            refused[0] if len(refused) == 1 else unfilled("comma-separator", call.language).join(refused),
            len(refused),
            data={"disallowedtags": refused},
        )
    return items


def _check_upload(call: Call, path: str, parameter: Parameter, raw: str) -> Any:
    """Refuse what is sent as a text; files are none of the parameters."""
    del call, path, raw
    raise ApiError(errors.BAD_UPLOAD, parameter.name, "", data={"code": "notupload"})


def _not_imitated(call: Call, path: str, parameter: Parameter, raw: str) -> Any:
    del call, raw
    raise NotImitated(
        f"The in-memory wiki does not imitate parameters of the type {parameter.type!r}, "
        f"such as {parameter.name!r} of the module {path!r}. Leave it out, or record the reply."
    )


Check = Callable[["Call", str, "Parameter", str], Any]

#: Type: what checks one value of it.
TYPES: Mapping[str, Check] = {
    "string": _check_string,
    "text": _check_string,
    "password": _check_string,
    "boolean": _check_string,
    "integer": _check_integer,
    "limit": _check_limit,
    "namespace": _check_namespace,
    "enum": _check_enum,
    "tags": _check_string,
    "timestamp": _check_timestamp,
    "title": _check_title,
    "user": _check_user,
    "expiry": _check_expiry,
    "upload": _check_upload,
}


# Times

_MOMENTS = (
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})"),
    re.compile(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,][0-9]{1,6})?"
        r"(?:Z| GMT|([+-])([0-9]{2})(?::?([0-9]{2}))?)?\n?"
    ),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z?\n?"),
    re.compile(r"([0-9]{4}):([0-9]{2}):([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})"),
)
#: As Oracle writes them: the day comes first.
_DAY_FIRST = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{6}\n?")
_UNIX = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,6})?")
#: The years 0 to 9999, in unix seconds.
_EARLIEST, _LATEST = -62167219200, 253402300799
_INFINITE = frozenset({"infinite", "indefinite", "infinity", "never"})


def timestamp(raw: str, now: int) -> int | None:
    """Read a timestamp as unix seconds; None if it is none."""
    if raw == "now":
        return now
    moment = _written_moment(raw, now)
    return moment if moment is not None and _EARLIEST <= moment <= _LATEST else None


def _written_moment(raw: str, now: int) -> int | None:
    for pattern in _MOMENTS:
        if match := pattern.fullmatch(raw):
            year, month, day, *clock = (int(group) for group in match.groups()[:6])
            if year == month == day == 0:
                return None
            return unix_seconds_of(year, month, day, *clock) - _offset(*match.groups()[6:])
    if _UNIX.fullmatch(raw):
        return math.floor(float(raw))
    if match := _DAY_FIRST.fullmatch(raw):
        day, month, year, *clock = map(int, match.groups())
        return unix_seconds_of(year, month, day, *clock)
    return worded_date(raw, datetime.fromtimestamp(now, UTC).year)


def _offset(sign: str | None = None, hours: str | None = None, minutes: str | None = None) -> int:
    """Return how far a zone is ahead of UTC, in seconds."""
    if hours is None:
        return 0
    seconds = int(hours) * 3600 + int(minutes or 0) * 60
    return -seconds if sign == "-" else seconds


def expiry(raw: str, now: int) -> int | None:
    """Read a time at which something ends: a timestamp, "infinity" or "2 weeks"; None is for ever.

    Raises:
        ValueError: if it is none of them.
        NotImitated: if it is a form that only PHP reads.
    """
    if raw in _INFINITE:
        return None
    moment = moment_of(raw, now)
    if moment is None:
        raise ValueError(raw)
    return moment


# What a module asks of several parameters together


def require_only_one(params: Mapping[str, Any], prefix: str, names: Iterable[str]) -> None:
    """Check that exactly one of *names* was sent."""
    names = tuple(names)
    given = [name for name in names if _is_given(params[name])]
    if len(given) > 1:
        # They are listed as the module declares them.
        raise ApiError(
            errors.INVALID_PARAM_MIX, _listed(prefix, [each for each in params if each in given]), len(given)
        )
    if not given:
        raise ApiError(errors.MISSING_PARAM_ONE_OF, _listed(prefix, names), len(names))


def require_at_least_one(params: Mapping[str, Any], prefix: str, names: Iterable[str]) -> None:
    """Check that one or more of *names* were sent."""
    names = tuple(names)
    if not any(_is_given(params[name]) for name in names):
        raise ApiError(errors.MISSING_PARAM_AT_LEAST_ONE_OF, _listed(prefix, names), len(names))


def require_max_one(params: Mapping[str, Any], prefix: str, names: Iterable[str]) -> None:
    """Check that no two of *names* were sent."""
    given = [name for name in names if _is_given(params[name])]
    if len(given) > 1:
        raise ApiError(errors.INVALID_PARAM_MIX, _listed(prefix, given), len(given))


def _is_given(value: Any) -> bool:
    return value is not None and value is not False


def _listed(prefix: str, names: Iterable[str]) -> Listing:
    return variables(*(prefix + name for name in names), sentence=True)
