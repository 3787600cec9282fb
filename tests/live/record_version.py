"""Record what a version of MediaWiki declares and says of itself, from a real wiki.

``PYTHONPATH=. python tests/live/record_version.py API_URL [PROFILE]``

writes ``pytest_mwedit/api/paraminfo/VERSION.json`` and ``pytest_mwedit/wiki/siteinfo/VERSION.json``, one module and one
property a line.
Of a wiki with the extensions of a profile it writes ``VERSION-PROFILE.json``, with what differs from that of ``plain``.
What a wiki in another language says otherwise goes into ``siteinfo/VERSION.LANGUAGE.json``.
Into ``orders`` it writes likewise in which order errors list the values that a parameter may have.
Into ``languageinfo`` it writes, of a wiki without extensions, what is not told of languages by siteinfo, too.
``record_language.py`` records what a version says.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import requests

from pytest_mwedit.wiki.recorded_siteinfo import OF_LANGUAGES, recorded_properties

PACKAGE = Path(__file__).parent.parent.parent / "pytest_mwedit"
API, WIKI = PACKAGE / "api", PACKAGE / "wiki"

#: The languages, beside English, of wikis that are asked what they say of themselves.
LANGUAGES = ("fr", "vi")

#: Properties of siteinfo that follow from settings and state.
COMPUTED = ("namespaces", "namespacealiases", "usergroups", "statistics", "dbrepllag")

#: What every module of MediaWiki says alike; of those of extensions two tell the rest.
ORIGIN = ("source", "sourcename", "licensetag", "licenselink")
KEPT_ORIGIN = ("source", "licensetag")


def main(api_url: str, profile: str = "plain") -> None:
    """Ask for everything and write the files."""
    set_up(api_url)
    generator = ask(api_url, action="query", meta="siteinfo")["query"]["general"]["generator"]
    version = re.findall(r"\d+\.\d+", generator)[0]
    recorded = (
        (API / "orders", orders(api_url)),
        (API / "paraminfo", modules(api_url)),
        (WIKI / "siteinfo", properties(api_url)),
    )
    for folder, rows in recorded:
        plain = folder / f"{version}.json"
        if profile == "plain":
            write(plain, rows)
            continue
        known = json.loads(plain.read_text(encoding="utf-8"))
        others = {key: row for key, row in rows.items() if known.get(key) != row}
        write(folder / f"{version}-{profile}.json", others)
    if profile == "plain":
        write(WIKI / "languageinfo" / f"{version}.json", languages(api_url))
    kind = version if profile == "plain" else f"{version}-{profile}"
    english = recorded_properties(version, profile)
    for language in LANGUAGES:
        set_up(api_url, language=language)
        own = {name: row for name, row in properties(api_url, OF_LANGUAGES).items() if english[name] != row}
        write(WIKI / "siteinfo" / f"{kind}.{language}.json", own)


def set_up(api_url: str, **config: str) -> None:
    """Begin anew with settings."""
    told = {"op": "setup", "config": config}
    requests.post(f"{api_url.rpartition('/')[0]}/arrange.php", json=told, timeout=60).raise_for_status()


#: By module and name what else must be sent for a parameter to be looked at.
BESIDE: dict[str, dict[str, str]] = {
    "main.action": {"action": "zzz"},
    "compare": {"fromrev": "1", "torev": "1"},
    "stashedit.contentformat": {"contentmodel": "text", "baserevid": "0"},
}
#: What is sent for parameters that must be there, by their types.
FILLERS = {"integer": "1", "user": "X", "title": "X", "expiry": "infinity", "limit": "1", "timestamp": "now"}


def orders(api_url: str) -> dict[str, list[str]]:
    """Return the values that parameters may have, in the order in which errors list them."""
    rows = ask(api_url, action="paraminfo", modules="main|**")["paraminfo"]["modules"]
    wanted = [
        (row, parameter)
        for row in rows
        for parameter in row["parameters"]
        if isinstance(parameter["type"], list) and not parameter.get("multi")
    ]
    listed = {}
    for row, parameter in wanted:
        name = f"{row['path']}.{row.get('prefix', '')}{parameter['name']}"
        told = _told(api_url, row, name)
        if told is None:
            print(f"nothing of {name}")
        else:
            listed[name] = told
    return listed


def _told(api_url: str, row: dict[str, Any], name: str) -> list[str] | None:
    """Return the values that the error about a wrong one lists."""
    path, _, own = name.partition(".")
    asked = {} if path == "main" else {"action": "query", row["group"]: row["name"]}
    required = {
        f"{row.get('prefix', '')}{each['name']}": each["type"][0]
        if isinstance(each["type"], list)
        else FILLERS.get(each["type"], "x")
        for each in row["parameters"]
        if each.get("required")
    }
    always = {
        "title": "X",
        "titles": "X",
        "token": "+\\",
        "format": "json",
        "errorformat": "plaintext",
        "uselang": "qqx",
    }
    sent = {
        "action": "query",
        **always,
        **required,
        **asked,
        **BESIDE.get(path, {}),
        own: "zzz",
        **BESIDE.get(name, {}),
    }
    if own == "format":
        sent |= {"format": "", "wrappedhtml": "1"}
    reply = requests.post(api_url, data=sent, timeout=60).text
    # The names of messages are the same in every format.
    found = re.search(rf"\(paramvalidator-badvalue-enumnotmulti: {own}, (?:zzz)?, (.*?), \d+\)", html.unescape(reply))
    return re.split(r"\(comma-separator\)|\(and\)\(word-separator\)", found[1]) if found else None


def ask(api_url: str, formatversion: int = 2, **params: str) -> dict[str, Any]:
    """Return the reply to a request."""
    sent = {"format": "json", "formatversion": str(formatversion), **params}
    reply: dict[str, Any] = requests.post(api_url, data=sent, timeout=60).json()
    return reply


def modules(api_url: str) -> dict[str, Any]:
    """Return what each module declares."""
    rows = ask(api_url, action="paraminfo", modules="main|**")["paraminfo"]["modules"]
    return {row["path"]: declared(row) for row in rows}


def declared(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a module declares, and where it comes from if that is an extension."""
    kept = {key: value for key, value in row.items() if key not in ORIGIN}
    return kept if row["source"] == "MediaWiki" else kept | {"origin": {key: row[key] for key in KEPT_ORIGIN}}


def properties(api_url: str, names: Collection[str] = ()) -> dict[str, Any]:
    """Return what each property of siteinfo is, by format version where the two differ."""
    (declared,) = ask(api_url, action="paraminfo", modules="query+siteinfo")["paraminfo"]["modules"]
    known = next(row["type"] for row in declared["parameters"] if row["name"] == "prop")
    answered = {}
    for name in known:
        if name in COMPUTED or (names and name not in names):
            continue
        second, first = (
            ask(api_url, version, action="query", meta="siteinfo", siprop=name)["query"][name] for version in (2, 1)
        )
        answered[name] = {"2": second} if first == second else {"2": second, "1": first}
    server = api_url.rpartition("/")[0]
    anywhere: dict[str, Any] = json.loads(json.dumps(answered).replace(server, "{server}"))
    return anywhere


def languages(api_url: str) -> dict[str, Any]:
    """Return what is told of languages and does not follow from their codes, nor from what siteinfo says."""
    told = languages_told(api_url)
    properties = ask(api_url, action="query", meta="siteinfo", siprop="languages")["query"]["languages"]
    names = {row["code"]: row["name"] for row in properties}
    return {
        "rtl": " ".join(code for code, row in told.items() if row["dir"] == "rtl"),
        "fallbacks": {code: " ".join(row["fallbacks"]) for code, row in told.items() if row["fallbacks"]},
        "variants": {code: " ".join(row["variants"]) for code, row in told.items() if row["variants"] != [code]},
        "variantnames": {
            code: row["variantnames"]
            for code, row in told.items()
            if row.get("variantnames", {}) != dict.fromkeys(row["variants"], row["autonym"]) and "variantnames" in row
        },
        "autonyms": {code: row["autonym"] for code, row in told.items() if row["autonym"] != names[code]},
    }


def languages_told(api_url: str) -> dict[str, Any]:
    """Return what is told of each language; a wiki stops when it takes long."""
    (declared,) = ask(api_url, action="paraminfo", modules="query+languageinfo")["paraminfo"]["modules"]
    properties = next(row["type"] for row in declared["parameters"] if row["name"] == "prop")
    asked = {"action": "query", "meta": "languageinfo", "liprop": "|".join(properties)}
    told: dict[str, Any] = {}
    more: dict[str, str] | None = {}
    while more is not None:
        reply = ask(api_url, **asked, **more)
        told.update(reply["query"]["languageinfo"])
        more = reply.get("continue")
    return told


def write(path: Path, rows: dict[str, Any]) -> None:
    """Write *rows*, one a line."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in rows.items())
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
