"""Texts that are saved, with the pages that they substitute; `substituted/<version>.json` holds what they became."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.languages import in_version
from pytest_mwedit.languages import language as texts_of
from pytest_mwedit.wiki import Wiki
from pytest_mwedit.wiki.text_presave import Saver, pre_save_transform

RECORDED = Path(__file__).with_name("substituted")
USER = "Alice"
MOMENT = 1_800_000_000
API_URL = "http://127.0.0.1:8143/api.php"

PAGES = {
    "Foo": "foo text",
    "Template:T1": "one",
    "Template:T2": "a<!-- c -->b {{T1}} <nowiki>x</nowiki> [[x]] & &amp; '' <noinclude>n</noinclude>"
    "<includeonly>i</includeonly>",
    "Template:T 2": "T2u",
    "Template:Loop": "x{{subst:Loop}}y",
    "Template:Loop2": "x{{subst:Loop3|{{{1}}}}}y",
    "Template:Loop3": "z{{subst:Loop2}}",
    "Template:R1": "#REDIRECT [[Template:T1]]\n\nrest",
    "Template:R2": "#REDIRECT [[Template:R1]]",
    "Template:R3": "#REDIRECT [[Template:R2]]",
    "Template:R4": "#REDIRECT [[Template:Nosuch]]",
    "Template:L": "* x\n<!-- c -->{{{1}}}",
    "Template:Oi": "a<onlyinclude>b{{{1}}}</onlyinclude>c<onlyinclude>d",
    "Template:P": "{{{1}}}|{{{a}}}|{{{b|def{{{1}}}}}}|{{{|e}}}|{{{x|}}}",
    "Template:Q": "{{{{{|safesubst:}}}T1}} {{{{{1|T1}}}}} {{subst:{{{1}}}}}<noinclude>x</noinclude>",
    "User:Alice/a.css": "a{b:c}{{subst:T1}}",
    "Category:C": "cat",
    "Category:M": "[[Category:M]]",
    "Member": "[[Category:M]]",
    "User talk:Al's é/Sub page/x": "its own",
    "User talk:Me/x": "my x",
    "Talk:Sandbox (y)/x": "its x",
}
TITLES = ("Talk:Sandbox (y)", "User talk:Al's é/Sub page/x", "Foo, bar")

_NAMES = """
    ! = ARTICLEPATH BASEPAGENAME BASEPAGENAMEE CONTENTLANG CONTENTLANGUAGE CURRENTDAY CURRENTDAY2 CURRENTDAYNAME
    CURRENTDOW CURRENTHOUR CURRENTMONTH CURRENTMONTH1 CURRENTMONTH2 CURRENTMONTHABBREV CURRENTMONTHNAME
    CURRENTMONTHNAMEGEN CURRENTTIME CURRENTTIMESTAMP CURRENTWEEK CURRENTYEAR DIRECTIONMARK DIRMARK FULLPAGENAME
    FULLPAGENAMEE LOCALDAY LOCALDAY2 LOCALDAYNAME LOCALDOW LOCALHOUR LOCALMONTH LOCALMONTH1 LOCALMONTHABBREV
    LOCALMONTHNAME LOCALMONTHNAMEGEN LOCALTIME LOCALTIMESTAMP LOCALWEEK LOCALYEAR NAMESPACE NAMESPACEE
    NAMESPACENUMBER PAGELANGUAGE PAGENAME PAGENAMEE REVISIONDAY REVISIONDAY2 REVISIONMONTH REVISIONMONTH1
    REVISIONTIMESTAMP REVISIONUSER REVISIONYEAR ROOTPAGENAME ROOTPAGENAMEE SCRIPTPATH SERVER SERVERNAME SITENAME
    STYLEPATH SUBJECTPAGENAME SUBJECTPAGENAMEE ARTICLEPAGENAME SUBJECTSPACE SUBJECTSPACEE SUBPAGENAME SUBPAGENAMEE
    TALKPAGENAME TALKPAGENAMEE TALKSPACE TALKSPACEE server Server currentyear articlepath subst:PAGENAME
    safesubst:PAGENAME PageName
"""

_CALLS = """
lc:ABC É;lc: a B ;LC:ABC;Lc:X;lc:;lc;uc:abc é ß;ucfirst:abc;ucfirst: é;lcfirst:ABC;lcfirst:É;ns:1;ns:User talk
ns:user_talk;ns:project;ns:99;ns:-1;ns:;ns:0;nse:user talk;ns:Image;ns:foo;ns:1|2;ns:01;ns:1x;ns: 1 ;ns:Testwiki talk
urlencode:a b/c?é;urlencode:a b&c~!*'()=;urlencode:a b/c:d;urlencode:a b|WIKI;urlencode:a b/é|PATH
urlencode:a b/é|QUERY;urlencode:a|x;urlencode:É ß|wiki;urlencode:'"<>|WIKI;urlencode:-_.~|PATH
localurl:Foo;localurl:Foo bar;localurl:foo;localurl:[x];localurl:Special:Version;fullurl:Foo;fullurl:Image:X.png
fullurle:A'b;localurle:A&b;canonicalurl:Foo;canonicalurle:Foo;localurl:Foo|a=b&c=d;fullurl:Foo|x y;localurl:Foo|a|b
localurle:Foo|a=b&c='d';fullurl:Special:Log|user=x;fullurl:Media:X.png;localurl:;localurl:%41b
localurl:A?b+c;fullurl:Foo#x
formatnum:1234567.891;formatnum:1,234;formatnum:abc;formatnum:-1234;formatnum:;formatnum:1234abc567;formatnum:00012345
formatnum:1.;formatnum:1234.;formatnum:.5;formatnum:12345 6789;formatnum:a1234b5678.9;formatnum:1,234.5|R
formatnum:1234567|NOSEP;formatnum:1234567|nosep;formatnum:1234567|x;formatnum:1234-5678;formatnum:--1234
grammar:genitive;GRAMMAR:x;grammar:genitive|Foo
gender:Alice;gender:;gender:Alice|m|f|n;gender:Nosuch|m|f|n;gender:|m|f|n;gender:.|m|f|n;gender:Alice|m;gender:Alice|m|f
plural:1;plural:2;plural:1|one|many;plural:2|one|many;plural:0|one|many;plural:1|one;plural:-1|one|many
plural:1.0|one|many;plural:1,000|one|many;plural:2|1=x|2=y|z|q;plural:x|a|b;plural:3|1=x|2=y|z|q;plural:1.5|a|b;plural:|a|b
padleft:7;padright:7;padleft:7|3|_;padleft:7|3;padleft:abc|5|xy;padright:abc|7|xy;padleft:abc|2|x;padleft:abc|5|
padleft:é|3|é;padleft:x|600|y;padleft:abc|x|y;padright:|4|ab;padleft:a|-3|b;padleft:a|3x|b
PAGENAME:Help:Foo bar/x;FULLPAGENAME:help:foo;PAGENAMEE:Help:Foo bar;NAMESPACE:Help talk:x;NAMESPACEE:Help talk:x
TALKPAGENAME:Foo;SUBJECTPAGENAME:Talk:foo;BASEPAGENAME:User:a/b;SUBPAGENAME:User:a/b;ROOTPAGENAME:User:a/b/c;PAGENAME:[x]
PAGENAME:;NAMESPACENUMBER:Talk:x;TALKSPACE:User:x;SUBJECTSPACE:Talk:x;CURRENTYEAR:x;pagename:foo;PAGENAME:Foo|x
TALKPAGENAME:Special:X;TALKSPACE:Special:X;SUBPAGENAME:Foo/b;PAGENAME:A'b;FULLPAGENAME:w:Foo;PAGENAME:Foo#x
#tag:nowiki;#tag:nowiki|abc|x=y;#tag:ref|a;#tag:pre| a |b="c";#tag:nowiki|~~~;#tag:NOWIKI|x;#tag:pre||a=b
#tag:nowiki|x|]]=1;#tag:nowiki|x|=x;#tag:nowiki|x|a;#tag:nowiki|x| a = b |c="d"|e='f'|g="h;#tag:nowiki|x|a=1|b=2|a=3
#tag:nowiki|x|a<b=1|a>b=2|"a"=3|a/b=4|a&b=5|'=6;#tag:nowiki|x|a=<b>|b="a"b"|c=|d=  ;#tag:no wiki|x;#tag:
#if:x;#time:Y;if:x;msg:T1;msgnw:T1;raw:T1;msgnw:T2;MSGNW:T1;msg: T1;raw:Foo;msgnw:Q;msgnw:Nosuch
:Foo;T1;t1;Template:T1;template:T1;Nosuch;T1#x;T 2;T_2; T1 ;Special:Version;w:Foo;[x];;/x;../x;#x;:;T1/x;Category:C
File:X.png
NUMBEROFPAGES;NUMBEROFARTICLES;NUMBEROFEDITS;NUMBEROFFILES;NUMBEROFUSERS;NUMBEROFACTIVEUSERS;NUMBEROFADMINS
NUMBEROFPAGES:R;NUMBEROFUSERS:;NUMBEROFEDITS:x;NUMBEROFADMINS:R|x;NUMBERINGROUP:sysop;NUMINGROUP:bot;NUMBERINGROUP:user
NUMBERINGROUP:;NUMBERINGROUP:Sysop;NUMBERINGROUP:sysop|R;PAGESIZE:Foo;PAGESIZE:Foo|R;PAGESIZE:Nosuch;PAGESIZE:[;PAGESIZE:
PAGESIZE:template:t2;PAGESIZE:Special:Version;REVISIONDAY:Foo;REVISIONDAY2:Foo;REVISIONID:Foo;REVISIONMONTH:Foo
REVISIONMONTH1:Foo;REVISIONTIMESTAMP:Foo;REVISIONUSER:Foo;REVISIONYEAR:Foo;int:edit;INT:edit;int: edit ;int:Edit;int:
int:nosuch;int:a<b&"'c;int:nosuch|a;int:newsectionsummary;int:newsectionsummary|a b;int:newsectionsummary|a|b;int:-
int:recent changes;int:Main page;int:signature|a|b;int:sidebar;int:protectedpagetext|a|b;MediaWiki:Edit;MediaWiki:Nosuch
MediaWiki:Newsectionsummary|a;mediawiki:edit;int:mainpage;int:blanknamespace;int:lc:A;int:{{subst:lc:EDIT}}
R1;R2;R3;R4;Media:X.png;SITENAME:R;SERVER:x;!:x;subst:T1;safesubst:T1;CURRENTYEAR|x;PAGENAME|x;SITENAME|x;!|x;=|x;T1|x
lc:{{uc:a}};lc:{{subst:uc:a}};uc:<nowiki>a</nowiki>b;uc:<!-- c -->b;ucfirst:[[foo]];plural:{{subst:lc:1}}|a|b
ns:{{subst:ns:1}};uc:~~~;ucfirst:<nowiki>x</nowiki>;PAGENAME:{{subst:PAGENAME}}
PAGEID;pageid;REVISIONID;USERLANGUAGE;#LANGUAGE;#language;#bcp47;#dir;PAGEID:Foo;PAGEID:Nosuch;PAGEID:[x];PAGEID:
pageid:Foo#x;PAGEID:Special:Version;PAGEID:{{subst:FULLPAGENAME}};DISPLAYTITLE:x;#FORMAL:a|b;#FORMAL:
PAGESINCATEGORY:M;PAGESINCATEGORY:m|pages;PAGESINCATEGORY:M|subcats;PAGESINCATEGORY:M|FILES;PAGESINCATEGORY:M|all|R
PAGESINCATEGORY:M|R|pages;PAGESINCATEGORY:M||pages;PAGESINCAT:M|x;PAGESINCATEGORY:Nosuch;PAGESINCATEGORY:;PAGESINCAT:[x]
PROTECTIONLEVEL:edit;PROTECTIONLEVEL:edit|Category:M;PROTECTIONLEVEL:MOVE|Category:M;PROTECTIONLEVEL:create|Category:M
PROTECTIONLEVEL:;PROTECTIONLEVEL:edit|[x];PROTECTIONEXPIRY:edit;PROTECTIONEXPIRY:edit|Category:M
PROTECTIONEXPIRY:Move|Category:M;PROTECTIONEXPIRY:create|Category:M;PROTECTIONEXPIRY:edit|Foo;PROTECTIONEXPIRY:upload|Foo
PROTECTIONEXPIRY:create|Nosuch;PROTECTIONEXPIRY:edit|Nosuch;PROTECTIONEXPIRY:edit|Special:X;PROTECTIONEXPIRY:
REVISIONDAY:Nosuch;REVISIONDAY2:Nosuch;REVISIONMONTH1:Nosuch;REVISIONUSER:Nosuch;REVISIONID:Nosuch;REVISIONYEAR:[x]
REVISIONDAY:;REVISIONDAY:#x;REVISIONDAY:{{subst:FULLPAGENAME}};REVISIONUSER:{{subst:FULLPAGENAME}}
REVISIONID:{{subst:FULLPAGENAME}};REVISIONTIMESTAMP:{{subst:FULLPAGENAME}}
bidi:a;bidi:1;bidi:1אa;bidi:;bidi:a|b;anchorencode:a b;anchorencode: _a__é ;anchorencode:a(b),c.d!~*'=;anchorencode:
localurl:{{subst:PAGENAME}}|x={{subst:CURRENTDAY}};lc|x;User:Alice/a.css;Talk:Foo;:Nosuch;Loop;Loop2|a
"""

_TEXTS = r"""
a {{subst:L|b}}
{{subst:L|b}}
\n{{subst:L|b}}
{{subst:Oi|q}}
{{subst:Oi}}
{{subst:P|1 | a = x |b= y}}
{{subst:P| 1}}
{{subst:P|2|1=z}}
{{subst:P|1=z|2}}
{{subst:P||a}}
{{subst:P|a=1<!-- c -->|<!--n-->b<!--m-->=2}}
{{subst:Q|T1}}
{{subst:Q}}
{{{1}}} {{{a|{{subst:T1}}}}}
{{T|{{subst:T1}}|x={{subst:T1}}}}
{{subst:<!--x-->T1}}
{{subst:T1<!--x-->}}
{{<!--x-->subst:T1}}
{{subst:T1<nowiki/>}}
{{ subst:T1}}
{{SUBST:T1}}
{{Safesubst:T1}}
<includeonly>{{subst:T1}}~~~~</includeonly><noinclude>{{subst:T1}}</noinclude>
<includeonly><nowiki></includeonly>~~~</nowiki>
{{subst:T1}}<pre>{{subst:T1}} ~~~</pre><gallery>{{subst:T1}}</gallery><ref>{{subst:T1}}</ref>
{{subst:P|\n==a==\n}}
{{subst:P|\n=a=\n}}
{{subst:P|[[a|b]]|a={{x|y}}}}
{{subst:T1}
{{subst:T1}}}
{{{subst:T1}}}
{{{{subst:T1}}}}
{{{{{subst:T1}}}}}
[[{{subst:T1}}|]]
{{subst:P|1={{subst:P|a}}}}
{{subst:T1\n}}
{{subst:\nT1}}
{{subst:T1|}}
{{subst:#if:x|y}}
{{subst:P|a=b=c}}
{{subst:P|1\n|a=\nb\n}}
{{subst:T1}}{{T1}}{{{a}}}
-{zh:a}- {{subst:T1}}
{{subst:P|-{a|b}-}}
{{subst:P|{|}}
{{subst:P|a{{!}}b}}
{{subst:P|<nowiki>|</nowiki>|<!--|-->}}
__NOTOC__{{subst:T1}}
{{:Foo}}{{subst::Foo}}{{subst::Nosuch}}
{{subst:P|{{subst:!}}|x}}
{{subst:lcfirst:\n ABC}}
{{lc\n:ABC}}
<INCLUDEONLY>~~~
<includeonly>~~~
<INCLUDEONLY>{{subst:T1}}
x <!-- ~~~
<INCLUDEONLY><!-- ~~~
x <nowiki>~~~
x <NOWIKI>~~~</NOWIKI>
x <nowiki>~~~ <!-- ~~~
<!-- <nowiki> ~~~ --> ~~~ </nowiki>
<pre>~~~</pre><PRE>~~~</pre>
<ref>~~~</ref><math>~~~</math><gallery>~~~</gallery>
"""

TEXTS = (
    *(f"{{{{subst:{name}}}}}" for name in _NAMES.split()),
    *(f"{{{{subst:{call}}}}}" for line in _CALLS.strip().split("\n") for call in line.split(";")),
    *(text.replace("\\n", "\n") for text in _TEXTS.strip().split("\n")),
)


def cases_of(file: str) -> list[tuple[str, str]]:
    """Return the texts in a file, one a line."""
    lines = Path(__file__).with_name(file).read_text("utf-8").removesuffix("\n").split("\n")
    return [(TITLES[0], text.replace("\\n", "\n")) for text in lines]


#: Texts with words about languages, special pages, numbers, dates, anchors and addresses.
WORDS = cases_of("words.txt")
CASES = [*((title, text) for text in TEXTS for title in TITLES), *WORDS]
#: Those of a wiki with the extension ParserFunctions.
CASES_OF_EXTENSIONS = {
    language: cases_of(f"parser_functions{suffix}.txt")
    for language, suffix in (("en", ""), ("fr", ".fr"), ("vi", ".vi"))
}
EXTENSIONS = "ext"

#: Beside English, in which languages the words are tried, and what the functions among them are told.
LANGUAGES = ("fr", "vi")
ARGUMENTS = ("", ":Talk:A b/c", ":-1234567.5", ":1234,5|R", ":2|un|deux", ":x|5", ":é b|WIKI", ":T1")
#: The namespace of templates, and the words that substitute.
_IN_LANGUAGE = """
{{subst:Modèle:T1}}\n{{subst:Bản mẫu:T1}}\n{{THẾ:T1}}\n{{thế:P|a|b}}\n{{thế_an_toàn:T1}}\n{{subst:Loop}}
{{THẾ:NOMPAGE}}
{{subst:formatnombre:1234.5|SANSSEP}}\n{{subst:encodeurl:é b|chemin}}\n{{subst:mã_hóa_url:é b|đường_dẫn}}\n{{NOMPAGE}}
"""


def cases_in(language: str) -> list[tuple[str, str]]:
    """Return texts with the words of a wiki in *language*."""
    spoken = texts_of(language)
    words = sorted({*spoken.magic_words, *spoken.magic_words_in_any_case, *spoken.magic_words.values()})
    texts = [f"{{{{subst:{word}{argument}}}}}" for word in words for argument in ARGUMENTS]
    own = [(TITLES[0], text) for text in (*_IN_LANGUAGE.replace("\\n", "\n").split("\n"), *texts) if text]
    return [*own, *WORDS]


#: What may be a signature.
NICKNAMES: tuple[str, ...] = (
    "x" * 255,
    "x" * 256,
    "é" * 255,
    "Al",
    "[[User:Al|Al]]",
    "'''Al'''",
    "<b>Al</b>",
    "<b>Al",
    "Al</b>",
    "Al<br>",
    "Al<br/>",
    "<i><b>x</i></b>",
    "{{T1}}",
    "{{subst:T1}}",
    "{{P|a}}",
    "~~~",
    "a~~~~b",
    "a~~b",
    "{{{1}}}",
    "a|b",
    "[[a|b",
    "]]x",
    "a\nb",
    " a ",
    "a  b",
    "<nowiki>x</nowiki>",
    "<!-- c -->x",
    "{{lc:A}}",
    "{{subst:lc:A}}",
    "http://x.org",
    "&amp;x",
    "a_b",
    "__TOC__",
    "#x",
    "*x",
    '<span style="color:red">x</span>',
    "<div>x</div>",
    "<u>x",
    "<p>x",
    "<hr>x",
    "<wbr>",
    "<font color=red>x</font>",
    "<a href=x>y</a>",
    "<script>x</script>",
    "<foo>x",
    "<b>x</B>",
    "<small>[[User:Al|x]]</small> ([[User talk:Al|y]])",
    "[[User:Al|x]",
    "{{Nosuch}}",
    "-{a}-",
    "a;b",
    "a://b",
    "!x",
    "a!!b",
    "----",
    "~x~",
    "x_",
    "ISBN 1",
    "RFC 12",
    "<b/>x",
    "< b>x",
    "<b >x</b >",
    "<li>x",
    "<td>x</td>",
    "<tr><td>x</td></tr>",
    "<ul><li>x</li></ul>",
    "a<",
    "a>b",
    "<br>x</br>",
    "0",
)


def nicknamed() -> list[tuple[str, str, bool]]:
    """Return the accounts with a signature of their own: name, nickname, and whether it is the whole signature."""
    return [(f"Signer {at} {raw}", nickname, raw) for at, nickname in enumerate(NICKNAMES) for raw in (False, True)]


def steps_of_nicknames() -> list[dict[str, Any]]:
    """Return what arranges the accounts."""
    options = ({"nickname": nickname, "fancysig": int(raw)} for _, nickname, raw in nicknamed())
    return [{"user": {"name": name, "options": each}} for (name, _, _), each in zip(nicknamed(), options, strict=True)]


def steps() -> list[dict[str, Any]]:
    """Return what arranges the pages."""
    protected = {"title": "Category:M", "edit": "sysop", "move": "autoconfirmed", "expiry": "2030-01-01T00:00:00Z"}
    written = [{"page": {"title": title, "text": text, "user": USER}} for title, text in PAGES.items()]
    return [*written, {"protect": protected}]


def arranged(version: str, *more: dict[str, Any], profile: str = "plain", **config: Any) -> Wiki:
    """Return a wiki with the pages, and with what *more* steps and settings arrange."""
    fake = FakeEditApi(version, profile=profile, api_url=API_URL)
    fake.arrange(config=config, steps=[*steps(), *more])
    fake.clock.freeze(MOMENT)
    return fake._wiki


def saved(wiki: Wiki, title: str, text: str, user: str = USER) -> str:
    """Return what *text* becomes when *user* saves it."""
    return pre_save_transform(
        text, Saver(wiki, wiki.title(title), wiki.users[user], in_version(wiki.language.code, wiki.version))
    )


def kind_with_extensions(language: str) -> str:
    """Return where it is recorded what a wiki with extensions makes of texts."""
    return EXTENSIONS if language == "en" else f"{EXTENSIONS}/{language}"


def recorded(version: str, kind: str = "") -> dict[tuple[str, str], str]:
    """Return what a real wiki made of each case; *kind* is its language, or says that it has extensions."""
    rows = json.loads((RECORDED / kind / f"{version}.json").read_text("utf-8"))
    return {(title, text): saved for title, text, saved in rows}


def recorded_signatures(version: str) -> list[list[Any]]:
    """Return accounts, and how a real wiki signed for them."""
    signatures: list[list[Any]] = json.loads((RECORDED / "signatures" / f"{version}.json").read_text("utf-8"))
    return signatures
