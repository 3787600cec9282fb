"""Compare the HTML that a real wiki and the in-memory one make of random wikitext.

``python -m tests.live.parsed_pages URL [--version 1.39] [--cases 1000] [--seed 1] [--kind lines]``

Of each text that differs the smallest part is printed that still does.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import requests

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest

STEPS: list[dict[str, Any]] = [
    {"page": {"title": title, "text": text}}
    for title, text in {
        "Template:T": "== t ==\nx\n=== u ===",
        "Template:A": "[{{{1|d}}}] {{{n}}}<noinclude>doc</noinclude>",
        "Template:List": "* a\n* b",
        "Template:Line": "x\n",
        "R": "#REDIRECT [[Main Page]]",
        "Foo": "x",
        "Bar": "b",
    }.items()
]

_WORDS = ("a", "b c", "x", "é", "word", " ", " ", "\n", "\n", "\n\n")
_EMPHASIS = ("''", "'''", "'''''", "'", "''a''", "'''b'''", "''''")
_LINKS = (
    *(
        "[[Foo]]",
        "[[Bar|b]]s",
        "[[nope]]",
        "[[R]]",
        "[[#x y|z]]",
        "[[Main Page#s]]",
        "[[Category:C]]",
        "[[:Category:C]]",
    ),
    *("[[a|''b''", "[[Special:Version]]", "[http://x.y a]", "[http://x.y]", "http://x.y/z", "[[", "]]", "[", "]", "|"),
    *(
        "[[User:Bob]]",
        "[[mediawikiwiki:X]]",
        "[[File:X.png]]",
        "[[File:X.png|thumb|c]]",
        "http://a.b/c?d=e&f.",
        "[[/x]]",
    ),
)
_TEMPLATES = (
    "{{A}}",
    "{{A|b}}",
    "{{A|n=c}}",
    "{{T}}",
    "{{List}}",
    "{{Line}}",
    "{{Nope}}",
    "{{PAGENAME}}",
    "{{uc:a}}",
    "{{{x|y}}}",
)
_HEADINGS = (
    "\n== H ==\n",
    "\n=== I ===\n",
    "\n= J =\n",
    "\n== H ''i'' [[Foo]] ==\n",
    "\n==",
    "==\n",
    "__NOTOC__",
    "__TOC__",
    "\n==== K ====\n",
)
_LISTS = (
    "\n* ",
    "\n# ",
    "\n: ",
    "\n; ",
    "\n** ",
    "\n*# ",
    "\n:: ",
    "\n;a : b",
    " : ",
    "\n*: ",
    "\n ",
    "\n----\n",
    "\n:* ",
)
_TAGS = (
    *(
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<div>",
        "</div>",
        "<span class=x>",
        "</span>",
        "<br>",
        "<br />",
        "<hr>",
        "<p>",
        "</p>",
    ),
    *(
        "<blockquote>",
        "</blockquote>",
        "<ul><li>",
        "</li></ul>",
        "<pre>",
        "</pre>",
        "<nowiki>",
        "</nowiki>",
        "<nowiki />",
    ),
    *(
        "<center>",
        "</center>",
        "<small>",
        "</small>",
        "<s>",
        "</s>",
        "<foo>",
        "<",
        ">",
        "&",
        "&amp;",
        "&nbsp;",
        "&eacute;",
    ),
    *(
        "<h2>h</h2>",
        "<dl><dt>a<dd>b</dl>",
        "<!-- c -->",
        "<!-- c -->\n",
        "\n<!-- c -->\n",
        "<font color=red>",
        "</font>",
    ),
    *('<div style="color:red" onclick=x>', "<code>", "</code>", "<sup>", "</sup>", "<u>", "</u>", "<li>", "<td>"),
)
_TABLES = (
    "\n{|\n",
    "\n{| class=x\n",
    "\n|}\n",
    "\n|-\n",
    "\n| ",
    "\n! ",
    " || ",
    " !! ",
    "\n|+ ",
    "\n| class=y | ",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
)

_ADDRESSES = (
    *("http://a.example", "https://b.example/x?y=z&w", "//c.example", "mailto:a@b.example", "http://[::1]/", "urn:x:y"),
    *("http://a.example/%61", "http://é.example/é", "news:x", "%2f", "#", "{{SERVER}}", "{{fullurl:Foo|a=b}}", "x"),
    *("[", "]", "[", "]", "[[", "]]", "|", "<", ">", "&", "&amp;", "&lt;", ".", ",", ";", ")", "(", " ", "\n", "''"),
    *(
        "[[Foo|",
        "[[File:X.png|",
        "thumb|",
        "link=",
        "<gallery>\n",
        "\n</gallery>",
        "<indicator name=a>",
        "</indicator>",
    ),
    *("<nowiki>", "</nowiki>", "<pre>", "<!-- ", " -->", "<ref>", "</ref>", "<poem>", "<span title=", "<a href="),
    *(
        "{{A|",
        "{{A|n=",
        "}}",
        "{{lc:",
        "{{#tag:ref|",
        "{{urlencode:",
        "\n{|\n",
        "\n| ",
        " || ",
        "\n== ",
        " ==\n",
        "{{!}}",
    ),
)

#: Kind of text: the pieces that it is drawn from.
KINDS = {
    "addresses": (*_ADDRESSES, *_ADDRESSES[:8]),
    "lines": (*_WORDS, *_EMPHASIS, *_LISTS, *_LINKS),
    "headings": (*_WORDS, *_HEADINGS, *_HEADINGS, *_EMPHASIS, *_LINKS, *_TEMPLATES),
    "lists": (*_WORDS, *_LISTS, *_LISTS, *_EMPHASIS, "[[Foo]]", "http://x.y", "<b>x</b>", *_TEMPLATES),
    "tags": (*_WORDS, *_TAGS, *_EMPHASIS, "\n* ", "\n ", "[[Foo]]"),
    "tables": (*_WORDS, *_TABLES, *_TABLES, "''", "[[Foo|b]]", "\n* ", "{{A|b}}"),
    "all": (*_WORDS, *_EMPHASIS, *_LINKS, *_TEMPLATES, *_HEADINGS, *_LISTS, *_TAGS, *_TABLES),
}

#: Kind of text: what is asked of it, if it is not how it is shown.
ASKED = {"addresses": "externallinks"}


class Bench:
    """A real wiki and one in memory, arranged alike."""

    def __init__(self, api_url: str, version: str) -> None:
        self.api_url = api_url
        self.session = requests.Session()
        told = {"op": "setup", "config": {}, "steps": STEPS}
        self.session.post(api_url.replace("api.php", "arrange.php"), json=told, timeout=60).raise_for_status()
        self.fake = FakeEditApi(version, api_url=api_url)
        self.fake.arrange(config={}, steps=STEPS)

    def differs(self, text: str, kind: str) -> tuple[str, str] | None:
        """Return both replies if they differ.

        Raises:
            NotImitated: if the in-memory wiki does not answer.
        """
        asked = {"action": "parse", "title": "Foo", "text": text, "format": "json"}
        asked |= {"prop": ASKED.get(kind, "text|sections"), "formatversion": "2", "disablelimitreport": "1"}
        form = (("Content-Type", "application/x-www-form-urlencoded"),)
        came = self.fake.answer(WebRequest("POST", self.api_url, form, urlencode(asked).encode())).body.decode()
        expected = self.session.post(self.api_url, data=asked, timeout=60).content.decode()
        return None if came == expected else (expected, came)


def smallest(bench: Bench, pieces: list[str], kind: str, seconds: float) -> list[str]:
    """Return as few of the pieces as still differ."""
    until = time.monotonic() + seconds
    at = 0
    while at < len(pieces) and time.monotonic() < until:
        fewer = pieces[:at] + pieces[at + 1 :]
        try:
            if bench.differs("".join(fewer), kind):
                pieces = fewer
                continue
        except NotImitated:
            pass
        at += 1
    return pieces


def compare(bench: Bench, kind: str, options: argparse.Namespace) -> int:
    """Compare random texts of a kind, and return how many differ."""
    differences = compared = 0
    missing: Counter[str] = Counter()
    for number in range(options.cases):
        drawn = random.Random(f"{options.seed} {kind} {number}")
        pieces = [drawn.choice(KINDS[kind]) for _ in range(drawn.randint(1, 14))]
        try:
            differing = bench.differs("".join(pieces), kind)
        except NotImitated as failure:
            missing[str(failure)[:80]] += 1
            continue
        compared += 1
        if differing is None:
            continue
        differences += 1
        pieces = smallest(bench, pieces, kind, options.shrink)
        expected, came = bench.differs("".join(pieces), kind) or differing
        print(f"\n{kind} {number}: {json.dumps(''.join(pieces), ensure_ascii=False)}\n  real {expected}\n  ours {came}")
    for told, count in missing.most_common():
        print(f"not compared, {count} times: {told}")
    print(
        f"MediaWiki {options.version}, {kind}: {compared} texts, seed {options.seed}, {differences} differ", flush=True
    )
    return differences


def main() -> int:
    """Compare, and tell what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.live.parsed_pages", description=__doc__)
    parser.add_argument("live_wiki", metavar="URL", help="the api.php of a wiki of tests/live")
    parser.add_argument("--version", choices=("1.43", "1.39"), default="1.43", help="what the wiki is (%(default)s)")
    parser.add_argument("--kind", choices=KINDS, action="append", help="what the texts are made of; all unless given")
    parser.add_argument("--cases", type=int, default=200, help="how many of each kind (%(default)s)")
    parser.add_argument("--seed", default=str(random.randrange(10**6)), help="what the texts are drawn from")
    parser.add_argument("--shrink", type=float, default=10, help="for how many seconds a text is made smaller")
    options = parser.parse_args()
    bench = Bench(options.live_wiki, options.version)
    return bool(sum(compare(bench, kind, options) for kind in options.kind or KINDS))


if __name__ == "__main__":
    sys.exit(main())
