"""Stories of modules about files, of which the wiki has none, about page properties, and of what is seldom asked."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, Asked, Story, get, login, post, query, token

PAGES: list[dict[str, Any]] = [
    {
        "page": {
            "title": "A",
            "text": "{{DISPLAYTITLE:a}} __HIDDENCAT__ {{DEFAULTSORT:zz}} __NOINDEX__ [[File:Foo.png]]",
        }
    },
    {"page": {"title": "B", "text": "{{DEFAULTSORT:Éa}} __NOTOC__ __NEWSECTIONLINK__"}},
    {"page": {"title": "Category:C", "text": "__HIDDENCAT__ {{DEFAULTSORT:zz}}"}},
    {"page": {"title": "User:D", "text": "{{DISPLAYTITLE:User:d}}{{DEFAULTSORT:abc}}"}},
    {"page": {"title": "File:Described.png", "text": "a description"}},
]


def names(**params: Any) -> Asked:
    return query(list="pagepropnames", **params)


def having(name: str = "defaultsort", **params: Any) -> Asked:
    return query(list="pageswithprop", pwppropname=name, **params)


def images(**params: Any) -> Asked:
    return query(list="allimages", **params)


def archived(who: str = "nobody", **params: Any) -> Asked:
    return get(who, action="query", list="filearchive", **params)


def stashed(who: str = "nobody", **params: Any) -> Asked:
    return get(who, action="query", prop="stashimageinfo", **params)


def alike(**params: Any) -> Asked:
    return query(prop="duplicatefiles", **params)


def acts(who: str, action: str, **params: Any) -> Asked:
    return post(who, action=action, token="$csrf", **params)


def links(who: str, **params: Any) -> Asked:
    return post(who, action="linkaccount", linktoken="$csrf", **params)


STORIES: dict[str, Story] = {
    "page_properties": Story(
        steps=PAGES,
        requests=[
            names(),
            names(formatversion=2),
            names(format="xml"),
            names(format="rawfm", wrappedhtml=1),
            having(format="rawfm", wrappedhtml=1, pwpprop="ids|title|value"),
            names(ppnlimit=2),
            names(ppnlimit=2, ppncontinue="hiddencat"),
            names(ppnlimit="max", ppncontinue="zzz"),
            names(ppnlimit=1, ppncontinue="a|b"),
            names(ppnlimit=0),
            names(ppnlimit=501, ppncontinue=""),
            names(ppnlimit=2, rawcontinue=1),
            having(),
            having(formatversion=2),
            having(format="xml", pwpprop="ids|title|value"),
            having(pwpprop="ids|title|value", pwplimit=2),
            having(pwpprop="ids|title|value", pwplimit=2, pwpcontinue=5003),
            having(pwpprop="value|ids", pwplimit=2, pwpdir="descending"),
            having(pwpprop="title", pwplimit=2, pwpdir="descending", pwpcontinue=5002),
            having(pwpprop="value"),
            having(pwpprop="", format="xml"),
            having(pwpprop="nope"),
            having("displaytitle", pwpprop="ids|value"),
            having("hiddencat", pwpprop="title|value", formatversion=2),
            having("nope"),
            having(""),
            having("a b"),
            having("Defaultsort"),
            having("defaultsort\n"),
            having("x" * 70),
            having(pwpcontinue="x"),
            having(pwpcontinue=""),
            having(pwpcontinue="5002|1"),
            having(pwpcontinue="05002"),
            query(list="pageswithprop"),
            query(generator="pageswithprop", gpwppropname="defaultsort", gpwplimit=2),
            query(generator="pageswithprop", gpwppropname="defaultsort", gpwplimit=2, prop="pageprops"),
            query(generator="pageswithprop", gpwppropname="hiddencat", gpwpdir="descending", gpwpprop="value"),
            query(generator="pageswithprop", gpwppropname="nope"),
            query(generator="pageswithprop"),
            query(generator="pagepropnames"),
        ],
    ),
    "files_that_there_are_not": Story(
        steps=PAGES,
        requests=[
            images(),
            images(formatversion=2),
            images(format="xml"),
            images(aisort="name", aifrom="A", aito="B", aiprefix="C", ailimit="max", aidir="descending"),
            images(aisort="timestamp", aistart="2020-01-01T00:00:00Z", aiend="2021-01-01T00:00:00Z", aidir="older"),
            images(aisort="timestamp", aiuser="Admin"),
            images(aisort="timestamp", aiuser="Nobody there"),
            images(aisort="timestamp", aiuser="1.2.3.4"),
            images(aisort="timestamp", aifilterbots="bots"),
            images(aisort="timestamp", aifilterbots="nobots"),
            images(aisort="timestamp", aiuser="Admin", aifilterbots="nobots"),
            images(aiuser="Admin"),
            images(aifilterbots="bots"),
            images(aifilterbots="all"),
            images(aistart="2020-01-01T00:00:00Z"),
            images(aiend="2020-01-01T00:00:00Z", aiuser="Admin"),
            images(aisort="timestamp", aifrom="A"),
            images(aisort="timestamp", aito="A"),
            images(aisort="timestamp", aiprefix="A"),
            images(aisort="timestamp", aidir="ascending"),
            images(aidir="newer"),
            images(aifrom="<>"),
            images(aito="<>"),
            images(aiprefix="<>"),
            images(aicontinue="x"),
            images(aicontinue="a|b"),
            images(aisort="timestamp", aicontinue="x"),
            images(aisort="timestamp", aicontinue="20200101000000|x"),
            images(aiminsize=1, aimaxsize=10),
            images(aiminsize="x"),
            images(aisha1="0" * 40),
            images(aisha1="abc"),
            images(aisha1base36="0" * 31),
            images(aisha1base36="-"),
            images(aisha1="0" * 40, aisha1base36="0" * 31),
            images(aimime="image/png|x"),
            images(aimime="png"),
            images(aimime="/|image/png/x"),
            images(aiprop="badfile|sha1|nope"),
            images(aiprop=""),
            images(ailimit=0),
            query(generator="allimages"),
            query(generator="allimages", redirects=1, gaiuser="Admin"),
            query(generator="allimages", gaiuser="Admin"),
            query(generator="allimages", gaisort="timestamp", gaiuser="Admin", gaifilterbots="bots"),
            query(generator="allimages", gaiprop="url", gaisort="timestamp", gaiuser="Admin", prop="info"),
            alike(titles="A|File:Described.png|File:Foo.png"),
            alike(titles="File:Described.png", dfcontinue="x"),
            alike(titles="File:Described.png", dfcontinue="a|b", dflocalonly=1, dfdir="descending"),
            alike(titles="A", dfcontinue="x"),
            alike(format="xml", titles="A|File:Foo.png", formatversion=2),
            alike(),
            query(generator="duplicatefiles", titles="File:Described.png|A"),
            archived(),
            archived(formatversion=2),
            archived(format="xml"),
            archived(fafrom="A", fato="B", faprefix="C", fadir="descending", falimit="max"),
            archived(fafrom="<>"),
            archived(fato="<>"),
            archived(faprefix="<>"),
            archived(fasha1="0" * 40),
            archived(fasha1="abc"),
            archived(fasha1base36="0" * 31),
            archived(fasha1base36="-"),
            archived(fasha1="0" * 40, fasha1base36="0" * 31),
            archived(facontinue="x"),
            archived(facontinue="A|20200101000000|1"),
            archived(facontinue="A|20200101000000|x"),
            archived(faprop="description"),
            archived(faprop="parseddescription"),
            archived(faprop="sha1|user|metadata"),
            archived(faprop="nope"),
            *login("Admin", "Admin", ADMIN),
            archived("Admin", faprop="description|parseddescription|user|sha1", fasha1="0" * 40),
            archived("Admin", fasha1="abc"),
            archived("Admin", fasha1base36="-"),
            archived("Admin", fasha1base36="0" * 31, faprop="sha1|size"),
        ],
    ),
    "stashes_of_files": Story(
        steps=PAGES,
        requests=[
            query(list="mystashedfiles"),
            query(list="mystashedfiles", msfprop="nope", msfcontinue="x"),
            query(list="mystashedfiles", format="xml"),
            stashed(),
            stashed(titles="A", siifilekey="a"),
            stashed(siisessionkey="a", errorformat="plaintext"),
            *login("Alice", "Alice", ALICE),
            get("Alice", action="query", list="mystashedfiles"),
            get("Alice", action="query", list="mystashedfiles", msfprop="size|type|nope", msflimit="max"),
            get("Alice", action="query", list="mystashedfiles", msfcontinue="x"),
            get("Alice", action="query", list="mystashedfiles", msfcontinue="1"),
            get("Alice", action="query", list="mystashedfiles", msfcontinue="1|2"),
            get("Alice", action="query", list="mystashedfiles", format="xml"),
            get("Alice", action="query", list="mystashedfiles", formatversion=2),
            stashed("Alice"),
            stashed("Alice", titles="A"),
            stashed("Alice", siifilekey=""),
            stashed("Alice", siifilekey="a"),
            stashed("Alice", siifilekey="a.png"),
            stashed("Alice", siifilekey="1a2b3c.4d5e6f.1.png"),
            stashed("Alice", siifilekey="1a2b3c.4d5e6f.1.png|x", siiprop="url|size"),
            stashed("Alice", siisessionkey="1a2b3c.4d5e6f.1.png"),
            stashed("Alice", siisessionkey="a", siifilekey="b"),
            stashed("Alice", siifilekey="a/b", siiurlwidth=10),
            stashed("Alice", siifilekey="a", format="xml"),
            stashed("Alice", siifilekey="a", errorformat="raw", formatversion=2),
        ],
    ),
    "files_to_revert": Story(
        steps=PAGES,
        requests=[
            token("nobody"),
            acts("nobody", "filerevert", filename="Foo.png", archivename="x"),
            *login("Alice", "Alice", ALICE),
            token("Alice"),
            acts("Alice", "filerevert"),
            acts("Alice", "filerevert", filename="Foo.png"),
            acts("Alice", "filerevert", filename="Foo.png", archivename="x"),
            acts("Alice", "filerevert", filename="File:Foo.png", archivename="20200101000000!Foo.png"),
            acts("Alice", "filerevert", filename="A", archivename="x"),
            acts("Alice", "filerevert", filename="<>", archivename="x"),
            acts("Alice", "filerevert", filename="Talk:A", archivename="x"),
            acts("Alice", "filerevert", filename="", archivename="x"),
            acts("Alice", "filerevert", filename="Described.png", archivename="x", comment="c", format="xml"),
            *login("Admin", "Admin", ADMIN),
            token("Admin"),
            acts("Admin", "filerevert", filename="Described.png", archivename="x", formatversion=2),
            acts("Admin", "filerevert", filename="A.exe", archivename="x"),
            acts("Admin", "filerevert", filename="Foo.png", archivename="Foo.png"),
        ],
    ),
    "accounts_to_link": Story(
        steps=PAGES,
        requests=[
            token("nobody"),
            links("nobody", linkreturnurl="https://example.org/"),
            acts("nobody", "unlinkaccount", request="x"),
            *login("Alice", "Alice", ALICE),
            token("Alice"),
            get("Alice", action="linkaccount"),
            post("Alice", action="linkaccount"),
            post("Alice", action="linkaccount", linktoken="x", linkreturnurl="nope"),
            links("Alice"),
            links("Alice", linkreturnurl="https://example.org/"),
            links("Alice", linkreturnurl="nope"),
            links("Alice", linkcontinue=1),
            links("Alice", linkcontinue=1, linkreturnurl="https://example.org/"),
            links("Alice", linkrequests="x", linkreturnurl="https://example.org/", format="xml"),
            get("Alice", action="unlinkaccount"),
            acts("Alice", "unlinkaccount"),
            acts("Alice", "unlinkaccount", request="x"),
            acts("Alice", "unlinkaccount", request="MediaWiki\\Auth\\PasswordAuthenticationRequest"),
            acts("Alice", "unlinkaccount", request="x", format="xml"),
            acts("Alice", "unlinkaccount", request="x", formatversion=2, errorformat="plaintext"),
        ],
    ),
    "temporary_names": Story(
        config={"temp_accounts": True},
        requests=[
            get(action="acquiretempusername"),
            post(action="acquiretempusername"),
            post(action="acquiretempusername"),
            post(action="acquiretempusername", format="xml", formatversion=2),
            post("other", action="acquiretempusername", nope=1),
            *login("Alice", "Alice", ALICE),
            post("Alice", action="acquiretempusername"),
            post("Alice", action="acquiretempusername", errorformat="plaintext"),
        ],
    ),
    "temporary_names_of_a_wiki_without": Story(
        requests=[
            get(action="acquiretempusername"),
            post(action="acquiretempusername"),
            *login("Alice", "Alice", ALICE),
            post("Alice", action="acquiretempusername"),
        ],
    ),
}
