"""Record what a real wiki knows of a language, as ``tests/live`` says how to start one.

``python tests/live/record_language.py API_URL CODE ...``

writes ``pytest_mwedit/languages/CODE.json``, after which the in-memory wiki speaks that language.
A wiki of another version than those files adds to them the texts that it has otherwise, as ``KEY@VERSION``.
"""

from __future__ import annotations

import html
import json
import re
import sys
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import requests

from pytest_mwedit.languages import OF_VERSION, RECORDED_VERSION, texts_in
from pytest_mwedit.wiki.recorded_siteinfo import recorded_property

PACKAGE = Path(__file__).parent.parent.parent / "pytest_mwedit"
LANGUAGES = PACKAGE / "languages"
ENGLISH = PACKAGE / "api" / "messages" / "en.json"

#: Messages that the wiki itself writes with, into comments and texts, and that no reply shows otherwise.
WRITTEN = (
    "brackets",
    "colon-separator",
    "content-model-css",
    "content-model-javascript",
    "content-model-json",
    "content-model-text",
    "content-model-wikitext",
    "delete_and_move_reason",
    "ellipsis",
    "exbeforeblank",
    "excontent",
    "excontentauthor",
    "grouppage-autoconfirmed",
    "grouppage-bot",
    "grouppage-bureaucrat",
    "grouppage-interface-admin",
    "grouppage-suppress",
    "grouppage-sysop",
    "grouppage-temp",
    "grouppage-user",
    "logentry-contentmodel-change",
    "logentry-move-move",
    "logentry-move-move-noredirect",
    "logentry-move-move_redir",
    "logentry-move-move_redir-noredirect",
    "modifiedarticleprotection-comment",
    "parentheses",
    "prot_1movedto2",
    "protect-expiring",
    "protect-expiry-indefinite",
    "protect-fallback",
    "protect-level-autoconfirmed",
    "protect-level-sysop",
    "protect-summary-cascade",
    "protect-summary-desc",
    "protectedarticle-comment",
    "red-link-title",
    "restriction-create",
    "restriction-edit",
    "restriction-move",
    "revertpage",
    "revertpage-anon",
    "revertpage-nouser",
    "signature",
    "signature-anon",
    "signature-temp",
    "unprotectedarticle-comment",
)

#: Special pages that replies and texts link to.
SPECIAL_PAGES = ("ApiHelp", "Contributions", "RecentChanges", "Version")

#: How the forms of a plural are chosen: which of 0, 1, 2, 3, 5, 11, 21, 101 and 1.5 takes which form.
PLURALS = {(1, 0, 1, 1, 1, 1, 1, 1, 1): "one", (0, 0, 1, 1, 1, 1, 1, 1, 0): "below two", (0,) * 9: "none"}
COUNTED = (0, 1, 2, 3, 5, 11, 21, 101, 1.5)

#: How many messages a request may ask for.
AT_ONCE = 50


class Wiki:
    """A real wiki that is arranged to have a content language."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url

    def version(self) -> str:
        """Return its version."""
        generator = self.ask(action="query", meta="siteinfo")["query"]["general"]["generator"]
        return ".".join(generator.removeprefix("MediaWiki ").split(".")[:2])

    def speak(self, code: str) -> None:
        """Make *code* the content language."""
        told = {"op": "setup", "config": {"language": code}, "steps": []}
        arrange_url = self.api_url.rpartition("/")[0] + "/arrange.php"
        requests.post(arrange_url, json=told, timeout=60).raise_for_status()

    def ask(self, at: datetime | None = None, **params: str) -> Any:
        """Send a request, as if *at* some time."""
        headers = {"X-Mwedit-Clock": str(int(at.timestamp()))} if at else {}
        data = {"format": "json", "formatversion": "2", **params}
        return requests.post(self.api_url, data=data, headers=headers, timeout=60).json()

    def parse(self, wikitext: str) -> str:
        """Return the text that *wikitext* shows."""
        shown = self.ask(action="parse", text=wikitext, title="X", prop="text", disablelimitreport="1")
        return html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", shown["parse"]["text"])).strip()

    def messages(self, code: str, keys: list[str]) -> dict[str, str]:
        """Return the texts of messages."""
        texts: dict[str, str] = {}
        for start in range(0, len(keys), AT_ONCE):
            asked = "|".join(keys[start : start + AT_ONCE])
            reply = self.ask(action="query", meta="allmessages", amlang=code, ammessages=asked)
            texts |= {row["name"]: row["content"] for row in reply["query"]["allmessages"] if "content" in row}
        return texts


def recorded(wiki: Wiki, code: str) -> dict[str, Any]:
    """Return what there is to know of a language; messages only where English says something else."""
    wiki.speak(code)
    site = wiki.ask(action="query", meta="siteinfo", siprop="namespaces|namespacealiases|general|languages|magicwords")[
        "query"
    ]
    words = {row["name"]: row["aliases"] for row in site["magicwords"]}
    english = json.loads(ENGLISH.read_text("utf-8"))
    keys = sorted({*(key for key in english if code != "en" and OF_VERSION not in key), *WRITTEN})
    texts = wiki.messages(code, keys)
    in_english = {} if code == "en" else wiki.messages("en", keys)
    return {
        "code": code,
        "name": next(row["name"] for row in site["languages"] if row["code"] == code),
        "right_to_left": site["general"]["rtl"],
        "plural": plural(wiki),
        **separators(wiki),
        **dates(wiki),
        "main_page": site["general"]["mainpage"],
        "link_trail": site["general"]["linktrail"],
        "namespaces": {key: row["name"] for key, row in site["namespaces"].items() if int(key) not in (0, 4, 5)},
        "project_talk": site["namespaces"]["5"]["name"].replace(site["namespaces"]["4"]["name"], "$1"),
        "namespace_aliases": [[row["id"], row["alias"]] for row in site["namespacealiases"]],
        "special_pages": {name: special_page(wiki, name) for name in SPECIAL_PAGES},
        "redirect": words["redirect"],
        "substitution": words["subst"] + words["safesubst"],
        **magic_words(site["magicwords"]),
        "messages": {key: text for key, text in texts.items() if text != in_english.get(key)},
    }


def add_version(wiki: Wiki, code: str, version: str) -> None:
    """Add to what is recorded of a language the texts that *version* has otherwise."""
    path = LANGUAGES / f"{code}.json"
    recorded, english = json.loads(path.read_text("utf-8")), json.loads(ENGLISH.read_text("utf-8"))
    if code == "en":
        write(ENGLISH, with_version(wiki, code, version, english))
        recorded["messages"] = with_version(wiki, code, version, recorded["messages"])
    else:
        in_english = english | json.loads((LANGUAGES / "en.json").read_text("utf-8"))["messages"]
        recorded["messages"] = with_version(wiki, code, version, recorded["messages"], in_english)
    write(path, recorded)


def with_version(
    wiki: Wiki, code: str, version: str, texts: dict[str, str], in_english: dict[str, str] | None = None
) -> dict[str, str]:
    """Return *texts*, and those of a version that are not what these, or else the English ones, say."""
    texts = {key: text for key, text in texts.items() if not key.endswith(OF_VERSION + version)}
    known = texts_in(in_english or {}, version) | texts_in(texts, version)
    answered = wiki.messages(code, list(known))
    other = {f"{key}{OF_VERSION}{version}": text for key, text in answered.items() if text != known[key]}
    return dict(sorted((texts | other).items()))


def write(path: Path, recorded: Any) -> None:
    """Write a file of texts."""
    path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", "utf-8")


def plural(wiki: Wiki) -> str | None:
    """Return the name of the rule by which plurals are formed, None if it is none of those known."""
    forms = tuple(int(wiki.parse(f"{{{{PLURAL:{number}|0|1|2|3}}}}")) for number in COUNTED)
    return PLURALS.get(forms)


def separators(wiki: Wiki) -> dict[str, str]:
    """Return what stands between the digits of numbers."""
    match = re.fullmatch("1(.*)234(.*)567(.*)5", wiki.parse("{{formatnum:1234567.5}}"))
    assert match is not None, "numbers are not written in this way"
    assert match[1] == match[2], "numbers are not written in this way"
    assert wiki.parse("{{formatnum:1234}}") == f"1{match[1]}234", "short numbers are written differently"
    return {"thousands": match[1], "decimal": match[3]}


def dates(wiki: Wiki) -> dict[str, Any]:
    """Return how a moment is written: the frame, and the months in it."""
    shown = []
    for month in range(1, 13):
        at = datetime(2031, month, 24, 15, 56, tzinfo=UTC)
        text = wiki.ask(at, action="parse", text="~~~~~", title="X", pst="1", onlypst="1")["parse"]["text"]
        for digits, name in (("2031", "{year}"), ("24", "{day}"), ("15", "{hour}"), ("56", "{minute}")):
            text = text.replace(digits, name, 1)
        shown.append(text.removesuffix(" (UTC)"))
    before = common_beginning(shown)
    after = common_beginning([text[::-1] for text in shown])[::-1]
    months = [text[len(before) : len(text) - len(after)] for text in shown]
    return {"date": f"{before}{{month}}{after}", "months": months}


def common_beginning(texts: list[str]) -> str:
    """Return what all texts begin with."""
    columns = zip(*texts, strict=False)
    return "".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))


#: Magic words that stand behind a ``#``.
WITH_HASH = frozenset({"formatdate", "special", "speciale", "tag"})
#: How the names of words begin that are told to functions, and of those that are no functions.
TOLD = ("nocommafysuffix", "pagesincategory_", "rawsuffix", "url_")
NO_FUNCTIONS = ("img_", "redirect", *TOLD)


def magic_words(rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the English word for each magic word, by the fields of `Language`."""
    english = {row["name"]: row["aliases"] for row in recorded_property(RECORDED_VERSION, "plain", "magicwords")}
    kinds = ("magic_words", "magic_words_in_any_case", "options", "switches", "file_options")
    told: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    for row in rows:
        name, mark = row["name"], "#" if row["name"] in WITH_HASH else ""
        meant = mark + english[name][0].removesuffix(":").replace("#LANGUAGE", "#language")
        known = {alias.removesuffix(":").lower() for alias in english[name]}
        own = [alias.removesuffix(":") for alias in row["aliases"] if alias.removesuffix(":").lower() not in known]
        if name.startswith(TOLD):
            told["options"] |= {word.lower(): meant for word in own}
        elif name.startswith("img_"):
            told["file_options"] |= {word: _alike(word, english[name]) for word in own}
        elif own and own[0].startswith("__"):
            told["switches"] |= {word.upper(): meant for word in own}
        elif name.startswith(NO_FUNCTIONS) or "__" in row["aliases"][0] or name.endswith(("_noerror", "_noreplace")):
            continue
        elif row["case-sensitive"]:
            told["magic_words"] |= dict.fromkeys(own, meant)
        else:
            told["magic_words_in_any_case"] |= {mark + word.lower(): meant for word in own}
    return told


def _alike(word: str, words: list[str]) -> str:
    """Return the first of *words* that takes a value where *word* does."""
    return next(each for each in words if ("$1" in each) == ("$1" in word))


def special_page(wiki: Wiki, name: str) -> str:
    """Return what a special page is called."""
    page = wiki.ask(action="query", titles=f"Special:{name}")["query"]["pages"][0]
    title: str = page["title"]
    return title


def main(api_url: str, codes: list[str]) -> None:
    """Record each language."""
    wiki = Wiki(api_url)
    version = wiki.version()
    for code in codes:
        if version == RECORDED_VERSION:
            write(LANGUAGES / f"{code}.json", recorded(wiki, code))
        else:
            add_version(wiki, code, version)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
