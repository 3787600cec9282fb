"""Ask a real wiki what it would save: of the known cases, to record them, or of random texts, to compare.

``PYTHONPATH=.:tests/wiki python tests/live/presave.py VERSION API_URL [ext | HOW_MANY [SEED]]``

Without a number the cases of `tests/wiki/substituting.py` are recorded; with ``ext`` those of a wiki with extensions.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import requests
from substituting import (
    API_URL,
    CASES,
    CASES_OF_EXTENSIONS,
    EXTENSIONS,
    LANGUAGES,
    MOMENT,
    RECORDED,
    TITLES,
    USER,
    arranged,
    cases_in,
    kind_with_extensions,
    nicknamed,
    saved,
    steps,
    steps_of_nicknames,
)

from pytest_mwedit.failures import NotImitated

#: What random texts are made of.
PIECES = (
    *"""
    {{ }} {{ }} {{subst: {{subst: {{subst: {{{ }}} {{safesubst: | | = [[ ]] { } T1 P Q L Oi R1 Nosuch Foo :Foo
    a 1 b x ns:1 lc: uc: PAGENAME <nowiki> </nowiki> <pre> </pre> <!-- --> <includeonly> </includeonly>
    <noinclude> <nowiki/> </noinclude> <onlyinclude> </onlyinclude> ~~~ ~~~~~ |]] [[| (x) == = * -{ }- {{{1}}}
    {{{a| {{subst:T1}} {{subst:P| Talk: [ ] < > {{!}}
    <INCLUDEONLY> </INCLUDEONLY> <NoInclude> <NOWIKI> </NOWIKI> <nowiki </nowiki <!--- ---> <!-- -- --> <!> --! ~~~~
    <gallery> </gallery> <ref> </ref> <math> </math> <source> <indicator a> </indicator> <langconvert> </langconvert>
    <pre/> <pre a="b"> <gallery/> <includeonly/> <noinclude/> <onlyinclude/> </pre </includeonly ~~ ~~~~~~ {{#tag:pre|
    {{subst:#tag:nowiki| {{subst:msgnw: {{subst:raw: {{subst:uc: {{subst:T2}} {{subst:Oi|a}} &lt;
    """.split(),
    "\n",
    " ",
    " ",
    ", y",
    "\n==",
    "==\n",
    "#REDIRECT [[",
)


class RealWiki:
    """A wiki that `tests/live/mediawiki` started."""

    def __init__(self, api_url: str, **config: Any) -> None:
        self.api_url = api_url
        self.session = requests.Session()
        self.session.trust_env = False
        told = {"op": "setup", "config": config, "steps": [*steps(), *steps_of_nicknames()]}
        self.session.post(api_url.replace("api.php", "arrange.php"), json=told, timeout=60)
        self.log_in(USER)

    def log_in(self, user: str) -> None:
        """Become *user*."""
        self.session.cookies.clear()
        token = self.ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        self.ask(action="login", lgname=user, lgpassword=f"{user}Passw0rd!x", lgtoken=token)

    def ask(self, **params: str) -> Any:
        """Return the reply."""
        data = {"format": "json", "formatversion": "2", **params}
        return self.session.post(self.api_url, data=data, headers={"X-Mwedit-Clock": str(MOMENT)}, timeout=60).json()

    def saved(self, title: str, text: str) -> str:
        """Return what *text* becomes when it is saved."""
        reply = self.ask(action="parse", onlypst="1", title=title, text=text, contentmodel="wikitext")
        own, known = (url.removesuffix("/api.php") for url in (self.api_url, API_URL))
        return str(reply["parse"]["text"]).rstrip(" \t\n\r\0\x0b").replace(own, known)


def record(version: str, real: RealWiki) -> None:
    """Write what the real wiki makes of the cases."""
    write(RECORDED / f"{version}.json", rows_of(real, CASES))
    signatures = []
    for name, nickname, raw in nicknamed():
        real.log_in(name)
        signatures.append(json.dumps([name, nickname, raw, real.saved("Foo", "x ~~~")], ensure_ascii=False))
    write(RECORDED / "signatures" / f"{version}.json", signatures)
    for language in LANGUAGES:
        there = RealWiki(real.api_url, language=language)
        write(RECORDED / language / f"{version}.json", rows_of(there, cases_in(language)))


def rows_of(real: RealWiki, cases: list[tuple[str, str]]) -> list[str]:
    """Return what the real wiki makes of each case, as it is written down."""
    return [json.dumps([*case, real.saved(*case)], ensure_ascii=False) for case in cases]


def write(path: Path, rows: list[str]) -> None:
    """Write one row a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")


def compare(version: str, real: RealWiki, how_many: int, seed: int) -> None:
    """Compare what random texts become, and print the differences, each as short as it can be."""
    drawn = random.Random(seed)
    wiki = arranged(version)
    differences = left_out = 0

    def differs(title: str, text: str) -> bool:
        try:
            return saved(wiki, title, text) != real.saved(title, text)
        except NotImitated:
            return False

    for _ in range(how_many):
        pieces = drawn.choices(PIECES, k=drawn.randint(2, 14))
        title = drawn.choice(TITLES)
        try:
            saved(wiki, title, "".join(pieces))
        except NotImitated:
            left_out += 1
            continue
        if not differs(title, "".join(pieces)):
            continue
        differences += 1
        shrunk = True
        while shrunk:
            shrunk = False
            for at in range(len(pieces)):
                shorter = pieces[:at] + pieces[at + 1 :]
                if differs(title, "".join(shorter)):
                    pieces, shrunk = shorter, True
                    break
        text = "".join(pieces)
        print(
            f"{title!r} {text!r}\n  real {real.saved(title, text)!r}\n  ours {saved(wiki, title, text)!r}", flush=True
        )
    print(f"{how_many} texts from seed {seed}, {differences} differences, {left_out} not imitated")


if __name__ == "__main__":
    version, wiki = sys.argv[1], RealWiki(sys.argv[2])
    if sys.argv[3:] == [EXTENSIONS]:
        for language, cases in CASES_OF_EXTENSIONS.items():
            there = RealWiki(wiki.api_url, language=language)
            write(RECORDED / kind_with_extensions(language) / f"{version}.json", rows_of(there, cases))
    elif len(sys.argv) > 3:
        compare(version, wiki, int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else int(time.time()))
    else:
        record(version, wiki)
