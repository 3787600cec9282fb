"""How each parameter and each error code is proved: PROOF.md, computed from the recordings.

`python tests/readme_tables.py` writes it anew.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from recordings import ROOT, Exchange, exchanges

from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.api.formats import FORMATS, PAGES
from pytest_mwedit.api.messages import texts_by_code
from pytest_mwedit.error_catalogue import ANY_EXTENSION, CATALOGUE, CodeInfo

PROOF = ROOT / "PROOF.md"

#: The wikis that are recorded: version and profile.
WIKIS = (("1.43", "plain"), ("1.39", "plain"), ("1.43", "ext"), ("1.39", "ext"))

#: The version that is imitated as its document has it.
LEGACY = "1.19"

#: Errors that come before a module looks at its parameters: a reply with one of them proves none of them.
EARLY = frozenset(
    "assertanonfailed assertbotfailed assertnameduserfailed assertuserfailed badtoken maxlag mustbeposted "
    "mustpostparams promised-nonwrite-api readapidenied readonly writeapidenied".split()
)

#: Actions whose own errors are not in the catalogue, which is of the editing API.
ARRANGING = frozenset(
    "acquiretempusername block changeauthenticationdata changecontentmodel clearhasmsg compare createaccount "
    "cspreport delete emailuser expandtemplates feedcontributions feedrecentchanges feedwatchlist filerevert help "
    "imagerotate import linkaccount managetags mergehistory move opensearch options parse patrol protect purge "
    "removeauthenticationdata resetpassword revisiondelete rollback rsd setnotificationtimestamp setpagelanguage tag "
    "unblock undelete unlinkaccount upload userrights validatepassword watch".split()
)

#: Codes that only the words have which a hook, a filter or a list of titles names, in recordings of `found`.
OF_HOOKS = frozenset(
    "Hookaborted _____b_t apihelp-purge-example-simple noa_b noarticletext no-such-message own-word "
    "recentchangeslinked-summary signature-anon spam-deleted userjsyoucanpreview version-license-info".split()
)

#: Codes that no wiki was asked for, and why not.
UNASKED: Mapping[str, str] = {
    "internal_api_error": "stands for those with the name of an exception behind it",
    "invaliduser": "answered by actions that are not imitated; its text is MediaWiki's",
    "mustbeloggedin": "answered by actions that are not imitated; its text is MediaWiki's",
}

#: What is recorded and not, or not always, answered alike: a parameter of a module, or a code, and why.
DIFFERENT: Mapping[tuple[str, str], str] = {
    ("main", "action"): "actions beside those of MODULES.md are answered by the test itself, with `register`",
    ("main", "errorformat"): (
        "`html` of links in warnings and in reasons is not written, nor `raw` of warnings about `prop=revisions`"
    ),
    ("main", "errorlang"): "other languages than English, French, Vietnamese and `qqx` are not spoken",
    ("main", "requestid"): "one that begins with U+001F is not repeated",
    ("main", "uselang"): "other languages than English, French, Vietnamese and `qqx` are not spoken",
}


# What the recordings show


@cache
def sent() -> dict[tuple[str, str], dict[tuple[str, str], str]]:
    """Return the first recording of each parameter that a module was sent and looked at, by version and profile."""
    found: dict[tuple[str, str], dict[tuple[str, str], str]] = defaultdict(dict)
    for each in exchanges():
        wiki = (each.version, each.profile)
        for name in each.params:
            found["main", name].setdefault(wiki, each.source)
            if not EARLY.intersection(each.codes):
                found[each.params.get("action", ""), name].setdefault(wiki, each.source)
    return found


@cache
def answered() -> dict[str, dict[tuple[str, str], str]]:
    """Return the recording of each error code, by version and profile; the one that is named like it, or the first."""
    found: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for each in exchanges():
        for code in each.codes:
            if each.params.get("action") in ARRANGING or code in OF_HOOKS:
                continue
            wiki = (each.version, each.profile)
            if wiki not in found[code] or each.source.endswith(f"/{_file_of(code)}.yaml"):
                found[code][wiki] = each.source
    return found


def _file_of(code: str) -> str:
    return code.replace("-", "_")


@cache
def shapes() -> dict[str, set[tuple[str, str]]]:
    """Return where each field of a reply that is no error was seen, and each value of those that say how it went."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in exchanges():
        for module in ("edit", "stashedit"):
            reply = _reply(each).get(module)
            for name, value in reply.items() if isinstance(reply, dict) else ():
                found[_shape(module, name, value)].add((each.version, each.profile))
    return found


def _shape(module: str, name: str, value: Any) -> str:
    if name in ("result", "status"):
        return f"{module}.{name} = {value}"
    if name == "captcha" and isinstance(value, dict):
        return f"{module}.captcha.type = {value.get('type')}"
    return f"{module}.{name}"


def _reply(exchange: Exchange) -> dict[str, Any]:
    if not isinstance(exchange.body, str):
        return dict(exchange.body)
    try:
        tree = json.loads(exchange.body)
    except ValueError:
        return {}
    return tree if isinstance(tree, dict) else {}


# How each is proved


def parameters(module: str) -> list[str]:
    """Return the parameters of *module* in any version and profile; of main also those of the formats."""
    paths = [module, *((*FORMATS, *PAGES) if module == "main" else ())]
    declared = [declarations("1.43", "ext"), declarations("1.39", "ext")]
    names = [name for each in declared for path in paths if path in each for name in each[path].by_name]
    return list(dict.fromkeys([*names, *(["watchlistexpiry"] if module == "edit" else [])]))


def of_parameter(module: str, name: str) -> str:
    """Tell how a parameter is proved."""
    places = sent().get((module, name), {})
    if (module, name) in DIFFERENT:
        return f"recorded; equal, but {DIFFERENT[module, name]}"
    return "recorded and equal" if places else "from the documents only"


def of_code(info: CodeInfo) -> str:
    """Tell how an error code is proved."""
    if ("code", info.code) in DIFFERENT:
        return f"recorded; equal, but {DIFFERENT['code', info.code]}"
    if answered().get(info.code):
        return "recorded and equal"
    if info.code in UNASKED:
        return UNASKED[info.code]
    return f"from the documents only: {', '.join(info.documents)}"


def _marks(places: Collection[tuple[str, str]]) -> str:
    return " | ".join("✓" if wiki in places else "" for wiki in WIKIS)


def _source(places: Mapping[tuple[str, str], str]) -> str:
    found = next((places[wiki] for wiki in WIKIS if wiki in places), None)
    return "" if found is None else f"[{found.rpartition('/')[2].partition('.')[0]}]({found})"


# PROOF.md


_BEGINNING = """# How it is proved

What the in-memory wiki answers is compared with what real wikis answered, MediaWiki 1.43 and 1.39, `plain` and with
extensions (`ext`): whole replies, every byte of the body but tokens, times and the machine's name.
This page is computed from the recordings; `python tests/readme_tables.py` writes it anew, and a test fails when a
parameter or a code has no row.

* **Recorded and equal**: a real wiki was asked, and the tests compare the in-memory wiki's replies with its own.
  A ✓ says which wikis; the link is to one of the recordings.
* **Recorded; equal, but …**: what the in-memory wiki does not answer alike. It fails the test then, and says so.
* **From the documents only**: no real wiki was asked, since those that can be arranged do not answer it.

The replies of MediaWiki 1.19 and of the profile `wmf` are from documents: no wiki was recorded for them.
"""


def document() -> str:
    """Return what PROOF.md says."""
    return "\n".join([_BEGINNING, *_lines()])


def _lines() -> Iterator[str]:
    yield "## Error codes"
    yield ""
    yield (
        "Every code can be forced by `fail`. Its natural cause is an example in the catalogue, `ErrorCode.NAME.info`, "
        "which runs as a test."
    )
    yield ""
    yield from _table(
        ("code", "versions", "HTTP", "message", "today", *_names(), "recording", "natural cause", "proof"),
        (_code_row(info) for info in CATALOGUE.values()),
    )
    for module, title in (("main", "every request"), ("edit", "`action=edit`"), ("stashedit", "`action=stashedit`")):
        yield f"## Parameters of {title}"
        yield ""
        yield from _table(
            ("parameter", *_names(), "recording", "proof"),
            (_parameter_row(module, name) for name in parameters(module)),
        )
    yield "## Fields of replies"
    yield ""
    yield "What a reply that is no error was recorded to say."
    yield ""
    yield from _table(
        ("field", *_names(), "proof"),
        (f"`{name}` | {_marks(shapes().get(name, ()))} | {_of_shape(name)}" for name in sorted({*shapes(), *EXPECTED})),
    )


#: Fields that the documents show, recorded or not.
EXPECTED: Mapping[str, str] = {
    "edit.captcha.type = math": "from the documents only: API:Edit, User:Cgt/Sandbox",
}


def _of_shape(name: str) -> str:
    return "recorded and equal" if name in shapes() else EXPECTED[name]


def _names() -> tuple[str, ...]:
    return tuple(version if profile == "plain" else f"{version} {profile}" for version, profile in WIKIS)


def _code_row(info: CodeInfo) -> str:
    places = answered().get(info.code, {})
    versions = _versions(info)
    if info.extension:
        versions += f"; {'any extension' if info.extension == ANY_EXTENSION else info.extension}"
    cells = [f"`{info.code}`", versions, str(info.status), f"`{info.key}`" if info.key else "", _listed(info.today)]
    cause = "example" if info.example else "none"
    return " | ".join([*cells, _marks(places), _source(places), cause, of_code(info)])


def _versions(info: CodeInfo) -> str:
    if info.until is None:
        return f"{info.since} on"
    return f"{info.since} only" if info.until == info.since else f"{info.since} to {info.until}"


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _parameter_row(module: str, name: str) -> str:
    places = sent().get((module, name), {})
    return f"`{name}` | {_marks(places)} | {_source(places)} | {of_parameter(module, name)}"


def _table(head: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    head = tuple(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield re.sub(r"(?<=\|)\s+(?=\|)", " ", f"| {row} |")
    yield ""


# The README's summary


def summary() -> Iterator[str]:
    """Count what is proved and how."""
    rows = {
        "error codes": [of_code(info) for info in CATALOGUE.values()],
        **{
            f"parameters of {title}": [of_parameter(module, name) for name in parameters(module)]
            for module, title in (("main", "every request"), ("edit", "`edit`"), ("stashedit", "`stashedit`"))
        },
    }
    yield "| | recorded and equal | recorded; equal, but for what is named | from the documents only | not asked |"
    yield "|---|---|---|---|---|"
    for name, proofs in rows.items():
        counts = [sum(proof.startswith(kind) for proof in proofs) for kind in _KINDS]
        yield f"| {name}: {len(proofs)} | {' | '.join(map(str, counts))} | {len(proofs) - sum(counts)} |"
    yield ""
    legacy = sum(1 for code in texts_by_code(LEGACY) if code in CATALOGUE)
    yield f"{legacy} of the codes are also those of MediaWiki 1.19, in the words of its document."


_KINDS = ("recorded and equal", "recorded; equal, but", "from the documents only")
