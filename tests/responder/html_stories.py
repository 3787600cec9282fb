"""Stories of pages as HTML: action=parse with prop=text."""

from __future__ import annotations

from typing import Any

from page_stories import page
from stories import Asked, Story, post

PAST: list[dict[str, Any]] = [
    page("Template:T", "== t ==\nx\n=== u ==="),
    page("Template:Two", "y {{{1}}}\n== w =="),
    page("Template:A", "[{{{1|d}}}] {{{n}}}<noinclude>doc</noinclude>"),
    page("Template:List", "* a\n* b"),
    page("R", "#REDIRECT [[Main Page]]"),
    page("Foo", "x [[Bar]] [[Nope]] {{A|z}}\n\n== h ==\n[http://x.org y]\n"),
    page("Bar", "old"),
    page("Bar", "new '''b'''"),
    page("J", '{"a":[1,"b<",{"c":null,"d":true}],"e":{},"f":[]}', contentmodel="json"),
    page("User:Bob/x.js", "a='<b>';\n"),
    page("User:Bob/x.css", "a{}"),
    page("E", "x & <b>\n\n y", contentmodel="text"),
]

#: Paragraphs, emphasis, headings.
_LINES = (
    *("", "Hello", "a\n\nb\n\n\nc", "\n\na\n\n\n b\n\n\nc", " pre\n pre2\npara\n----\nx\n-----y", " \nx\n \n y"),
    *("''a'' '''b''' '''''c''''' ''''d'''' '''e''f''g'''h", "''a\nb'' '''c\n* ''d"),
    "'''''a''b''' '''''a'''b'' ''a'''''b''' '''a'''''b'' ''''''a '''''' a'' '''''a '''a ''b '''a' 'b'''' a'''b ''c x",
    "''a'' '''b '''''c'' d''' '''''e''''' ''f'''''g '''''' ''''''' ''''",
    *("== H ==\nx", "== A ==\n== B ''i'' ==\n=== C ===\n== A ==\nx", "Intro\n== A ==\n== B ==\n== C ==\n== D =="),
    "<h2>Tag</h2>\n== A <b>b</b> [[x|y]] [http://x z] ==\n=== &amp; &lt; \"q\" \u00e9 % ? ===\n== [[x]] ''y'' "
    "<nowiki>[z]</nowiki> <!-- c --> ==\n== <span id=q>s</span> <i class=x>t</i> ==",
    "== a ==\n== A ==\n== a ==\n== ==\n=== ===\n====\n=\n==\n== x\nx ==\n======= y =======\n==z===",
    "=== a ===\n== b ==\n==== c ====\n=== d ===\n== e ==\n__TOC__\n__TOC__",
    *("== A ==\n__FORCETOC__ x\n=== B ===", "== A == __NOEDITSECTION__", "__NOTOC__a\n__TOC__\nb", '== it\'s > "x" =='),
    *("== a%20b c ~x_y -z ==", '<h2 class="q">A</h2><h3 id="z">B</h3>', "{{T}}\n== b ==\n{{Two|\n== c ==\n}}"),
    "* == a ==\n{|\n| \n== b ==\n|}\n<nowiki>\n== c ==\n</nowiki>\n== d <nowiki>==</nowiki> ==",
    *("a\n\n&nbsp;\n\nb ? c ! \u00ab d \u00bb 50 %", "<!-- x -->\nb\n<!-- y -->\nc <!-- d -->\n <!-- e --> \nf"),
)
#: Lists and tables.
_BLOCKS = (
    "* a\n* b\n** c\n*# d\n# e\n; f : g\n; h\n: i\n:: j",
    "* a\ntext\n* b\n\n* c\n*: d\n** e\n:: f\n:* g\n;a:b:c\n;x [[y:z|a:b]] : http://x.y : q\n*\n**\nx",
    ";: a\n;; b : c\n;*d:e\n:;f:g",
    "; a <b>x:y</b> : c <i>q : r\n; &amp; : a &nbsp; : b\n; http://x.y:80 : c\n; <nowiki>:</nowiki> x",
    '{| class="wikitable"\n! h1 !! h2\n|-\n| a || b\n|- style="x"\n| style="color:red" | c\n| d\n* e\n|}\nz',
    "{|\n|-\n|}\n{|\n|}\n:{|\n| a\n|}\n{| \n|+ cap || q\n! a || b !! c\n| d !! e\n|--- class=x\n| "
    "[[a|b]] || c=d | e\nx\n"
    "{|\n| inner\n|}\n|}y\nz",
    *("{|\n! a", "a {|\n|b", "* a <pre>\n* b\n</pre> c", "a <pre>\n\n x\n* y\n</pre> z\nw", "a\n{{List}}", "x{{List}}"),
    " a\n <div>b</div>\n c\n\n d",
    "<blockquote>\n a\nb\n</blockquote>\n c",
    "<div>a</div>\nb <div>c</div> d",
    "<div>\n\na\n\nb\n</div>",
    "<li>x</li>\n<p>y</p>\n<ul><li></li></ul>\n<p></p>\n*\n* x",
)
#: Tags, and characters by name or number.
_TAGS = (
    'a<b>x</b> <i>y <span class="foo" style="color:red" onclick="x" title=\'a"b\'>s</span> <foo>z</foo> <br> <br/> '
    "<hr> a > b & c &amp; &eacute; &nbsp; &lt; &foo; &#x41; \" '",
    "<b/>x <div/> y <span />z",
    '<span title="a ?" id="a  b" class=" x  y " lang=en dir = "rtl" style="color : red">x</span>',
    '<span style="width: expression(1)">x</span> <span style="a/* c */b">y</span> <span style="&#99;olor:red">z</span>',
    "<span title=a<b>x</span> <span title=\"a>b\">y</span> <span title='x' title='y'>z</span> <span TITLE=Q CLASS>w"
    "</span> <SPAN>u</SPAN> <span/title=x>v</span> < span>s</span> </ span>",
    "<span title=\"[[a]] ''b'' http://x.y {{PAGENAME}} <nowiki>x</nowiki> &lt; &amp;amp; | __x__ RFC\">x</span>",
    '<span data-a="x" data-mw-x=1 foo=bar itemprop=a itemscope itemtype=b>x</span> <span id="">y</span> '
    "<span aria-level=1 aria-hidden=true tabindex=0>d</span>",
    "<br></br> a </br> b <hr/>c <wbr> <br clear=all> <br foo/>",
    "&#0; &#x110000; &#xD800; &#128; &#160; &nbsp &amp &lt &AMP; &hellip; &rlm; &#39; &apos; &#x3C;b> &1;",
    '<meta itemprop="a" content="b"> <link itemprop="a" href="http://x.y"> <meta name="x"> <time datetime="x">y</time>',
    "<table>\n<tr>\n<td>a\n</td>\n</tr>\n</table>\nb<table><tr>b<td>x<p>y</table>c",
    "<b>unclosed\npara\n\nx</b>",
    "<b> <div>x</div> </b> y",
    "<b>x<p>y</b>z</p>w <i>a<b>c</i>d</b>e",
    "<blockquote>a <div>b</div> c</blockquote><center>d</center>",
    "<ul><li>a<li>b</ul><dl><dt>a<dd>b</dl><table><caption>c<tr><th>h<td>x<tr><td>y</table>",
    "<pre>a\n <b>&amp; & \n</pre>\n<nowiki>''a'' <b> & &amp; [[x]]</nowiki>\n<pre class=\"x\" foo=\"y\">q</pre> z",
    '<b>? x</b> a <b>! x</b> <span title="a !">x !</span>? [[a !]] <nowiki>a ?</nowiki> a<!-- --> ? &nbsp;? !',
    "-{a}- ~~~~ {{{x}}} {{{x|y}}} {{!}} ISBN 1234567890 RFC 1",
    "<ref>x</ref> <references /> <section begin=a /> {{#if:x|y}}",
)
#: Links.
_LINKS = (
    "[[Main Page]] [[Nope]] [[Foo]] [[#x y]] [[Main Page#a b|c]]s [[main Page]] [[R]] [[Bar|''b'']]s",
    "[[a|b]]c [[a|]] [[|b]] [[a b|c]]'s [[:a]] [[a#b]] [[a|b|c]] [[a]]b''c'' [[a [[b]] c]] [[a\nb]] [[ a ]] [[a_b]] "
    "[[/x]] [[../y]] [[#]] [[a|b]]] [[[a]]] [[A|[b]]] [[w:x]] [[&amp;]] [[%41]] [[Foo|x]] [[foo#s|x]] [[a?b&c\"d'e]]",
    "[[Special:version|v]] [[Special:Version/x#y]] [[Special:Nope]] [[mediawikiwiki:a b#c d]] [[Mediawikiwiki:]] [[:]]",
    "[[Main Page#a\"b'c \u00e9_%20 <x|y]] [[Nope#\u00e9 x]] [[A|b\nc]] [[A| b ]] [[talk : foo bar]] "
    "[[a%20b]] [[a%5Bb]]",
    "[[File:No.png]] [[File:No.png|thumb|cap]] [[Media:No.png|z]] [[:File:No.png]] "
    "[[File:X.png|thumb|20px|left|c [[a]]]]",
    "[[Category:X|y]] a\n[[Category:Y]]\nb [[Category:Z]] [[Category:Q]]c [[:Category:X]]",
    "x\n[[Category:Y]]\n\n[[Category:Z]]\ny\n* a [[Category:Y]]\n* b\n[[Category:Z]]\n* c",
    "[[User:Bob]] [[Project:A]] [[MediaWiki:Sidebar]] [[MediaWiki:nope]] [[Template:X]] [[Template:A]]",
    "[http://x.org] [http://x.org a b] http://y.org/z?a=b&c=d, (http://z.org/) [//r.org t] [mailto:a@b c] mailto:x@y "
    "[http://a.b/c''d'' e] [https://www.mediawiki.org/ m] [ftp://x y]",
    "[http://x.y <b>c</b> [[d]] ''e''] [http://x.y [z]] [http://x.y  two  spaces ] [http://x.y|z] [http://x.y]z [x] "
    '[http:// a] [http://x<y z] [http://x.y&amp;z a] [http://x.y/"q" a] [http://x.y/%5B%zz%7e a] [HTTP://X.y A]',
    "http://x.y. (http://x.y/(a)) http://x.y/a)b http://x.y''z'' http://x.y&lt;z http://x.y<b>z</b> xhttp://y "
    'http://x.y[[a]] http://x.y] http://x.y/%41%20%zz "http://x.y" http://x.y/&amp;&quot;c http://[::1]/ http://',
    "[[http://x.y]] [[http://x.y z]] [[mailto:a]] [http://x.y [http://z.w q]] [[[http://x.y a]]] [[A|http://x.y]]",
    "http://a.b|c http://a.b'c http://a.b<nowiki/>c [http://a.b <nowiki>c]</nowiki> d] irc://x/y news:a tel:5",
)
_TEXTS = (*_LINES, *_BLOCKS, *_TAGS, *_LINKS)


def parse(**params: Any) -> Asked:
    """Ask what a text is as HTML."""
    return post(action="parse", **{"formatversion": "2", **params})


_IN_ANY_LANGUAGE = (
    "[[Foo]] [[Nope]] [[w:x]] [http://x y] http://a.b [[Foo]]é [[Foo]]s",
    "== A ==\n=== é à ===\n== C ==\n== D ==\nx",
    "[[File:X.png|thumb|left|text]] {{T}} {{T|x}} [[User:Alice]] [[Special:Version]] [[Media:x.png]]",
    "{{formatnum:1234567.8}} {{CURRENTMONTHNAME}} {{PAGENAME}}\u00a0x <span title='a\u00a0b'>« c » d ?</span>",
    "__NOTOC__\n==a==\n==b==\n==c==\n==d==",
)
_IN_FRENCH = (
    "__SOMMAIRE__\n== a ==",
    "__AUCUNSOMMAIRE__\n==a==\n==b==\n==c==\n==d==",
    "[[Fichier:X.png|vignette|gauche|texte]] [[Fichier:X.png|lien=Foo|droite]]",
    "{{NOMPAGE}} {{Modèle:T}} {{MINUS:ABC}} {{PLURIEL:2|a|b}} {{#balise:pre|x}} {{formatnum:x}}",
    "[[Catégorie:C]] [[Category:D]] {{CLEFDETRI:x}} [[Spécial:Version]] [[:Catégorie:C]] [[Utilisatrice:Alice]]",
)
_IN_VIETNAMESE = (
    "__MỤC_LỤC__\n== a ==",
    "__khôngmụclục__\n==a==\n==b==\n==c==\n==d==",
    "[[Tập tin:X.png|nhỏ|trái|text]] [[Hình:X.png|liên_kết=Foo|phải]]",
    "{{TÊN_TRANG}} {{Bản mẫu:T}} {{số_nhiều:2|a|b}} {{#thẻ:pre|x}}",
    "[[Thể loại:C]] [[Category:D]] [[Đặc biệt:Phiên bản]] [[Thành viên:Alice]]",
)


def _html(text: str, **params: Any) -> Asked:
    return parse(text=text, title="Foo", prop="text|sections", disablelimitreport="", **params)


#: What is asked of pages, and how they are to be shown.
_FORMS: list[dict[str, Any]] = [
    *({"page": each} for each in ("Main Page", "Foo", "R", "J", "User:Bob/x.js", "User:Bob/x.css", "E", "Template:T")),
    {"page": "Foo", "formatversion": 1},
    {"page": "Foo", "format": "xml"},
    {"page": "R", "redirects": ""},
    {"pageid": 5006},
    {"oldid": 71007},
    {"oldid": 71008},
    {"page": "Foo", "section": 1},
    {"page": "Foo", "section": 0},
    {"page": "Foo", "disableeditsection": ""},
    {"page": "Foo", "wrapoutputclass": ""},
    {"page": "Foo", "wrapoutputclass": 'a b"c'},
    {"page": "Foo", "preview": ""},
    {"page": "Foo", "sectionpreview": ""},
    {"page": "Foo", "disablepp": ""},
    {"page": "Foo", "useskin": "monobook"},
    {"page": "Foo", "useskin": "vector"},
    {"page": "Foo", "uselang": "fr"},
    {"text": "x"},
    {"text": "x\n\n", "title": "Foo"},
    {"text": "~~~ {{subst:A|x}}", "pst": "", "title": "Foo"},
    {"text": "x", "section": "new", "sectiontitle": "Q & x", "title": "Foo"},
    {"text": "x", "section": "new", "title": "Foo"},
    {"text": "[[Foo]] [[/x]]", "title": "Talk:Foo/bar"},
    {"text": "== a ==\n{{T}}\n[[nope]]", "title": "Foo", "uselang": "fr"},
    {"text": "== a ==\n{{T}}\n[[nope]]\n== b ==", "title": "Foo", "disabletoc": "", "disableeditsection": ""},
    *(
        {"text": text, "contentmodel": model}
        for model, texts in {
            "json": ("[]", "5", '"a\'b"', "null", '{"a":', '{"a":[[]],"d":1.0,"e":1e100,"f":"x\\n<","g":[1,[2]],"":1}'),
            "css": ("a<b", ""),
            "javascript": ("a'\"<>&\n\n",),
            "text": ("a'\"<>&\n\n  b\n",),
        }.items()
        for text in texts
    ),
]

#: What it took to parse a text.
_REPORTED = (
    *(
        "",
        "x",
        "x\n== a ==",
        "== a ==\n== b ==\n=== c ===",
        "x<!-- c -->",
        "a<nowiki>b</nowiki>",
        "<pre>x</pre>",
        "{{A}}",
    ),
    *(
        "{{A|b}}",
        "{{A|b|n=cc}}",
        "{{A|{{A|b}}}}",
        "{{List}}",
        "x{{List}} {{List}}",
        "{{Nope}}",
        "{{PAGENAME}}",
        "{{uc:a}}",
    ),
    *(
        "{{{x|y}}}",
        "{{T}}",
        "{{A|<nowiki>q</nowiki>}}",
        "== {{A}} ==",
        "{{uc:{{A|z}}}}",
        "{{padleft:a|5}}",
        "__NOTOC__",
    ),
    *("{{#tag:pre|x}}", "{{Two|\n== c ==\n}}", "{{A|\u00e9}}", "{{A|1=x|1=y}} {{A|u|{{List}}}} {{{z|{{List}}}}}"),
    "a {{A}}\n== b {{A|<nowiki>x</nowiki>}} ==\n{{T}} c <!-- x -->\n== d ==\n<pre>x<nowiki>y</nowiki></pre>\n== e ==",
    *("== <nowiki>q</nowiki> ==\n== b ==", "x <!-- c -->\ny\n<!-- d -->\n== a ==\nb"),
)

STORIES = {
    "html": Story(steps=PAST, requests=[_html(each) for each in _TEXTS]),
    "html_forms": Story(
        steps=PAST,
        requests=[
            *[parse(prop="text", **each) for each in _FORMS],
            *[parse(**each) for each in _FORMS],
            *[parse(text=each, title="Foo", prop="text") for each in _REPORTED],
            parse(text="== a ==\n<h2>b</h2>", title="Foo", prop="tocdata|sections", formatversion="1"),
            parse(
                text="{{T}}\n<h2>b</h2>\n== it's [[Foo|f]] %20 ==", title="Foo", prop="tocdata|sections", format="xml"
            ),
        ],
    ),
    "html_kept": Story(
        steps=PAST,
        requests=[
            post(action="edit", title="Kept", text="[[Foo]] {{A}}", token="+\\"),
            parse(page="Kept", prop="text"),
            post(action="edit", title="Kept", text="b", token="+\\"),
            *[
                parse(page="Kept", prop="text", **each)
                for each in ({}, {"preview": ""}, {"section": 0}, {"uselang": "fr"})
            ],
            parse(oldid=71013, prop="text"),
        ],
    ),
    "order_of_links": Story(
        steps=[page("Zed", "x"), page("Talk:Abc", "x"), page("B", "x")],
        requests=[
            parse(text=text, title="Page", prop="links|templates|iwlinks|categories|images", contentmodel="wikitext")
            for text in (
                "{{Nope}}[[Foo bar]]",
                "[[Talk:No]] [[Talk:Abc]] [[Nope]] [[Zed]] [[No2]] [[B]]",
                "[[Help:X]] [[B]] [[Nope]] [[Zed]] [[Talk:Abc]]",
                "[[Talk:Abc]] [[Nope]]",
                "{{Zz}} {{Aa}} [[Help:Z]] [[Help:A]] [[wikipedia:Z]] [[wikipedia:A]] [[Category:Z]] [[Category:A]]",
                "{{Zed}} {{:Zed}} [[User:X]] {{User:X}} [[Talk:B]] [[User talk:X]]",
            )
        ],
    ),
    "links_of_files": Story(
        steps=PAST,
        requests=[
            parse(
                text=f"[[File:X.png|{said}|cap]]",
                title="User:Me/x",
                prop="links|iwlinks|categories|images|externallinks",
                contentmodel="wikitext",
            )
            for said in (
                *("link=Category:C", "link=File:Y.png", "link=#x", "link=wikipedia:x", "link=Special:Version"),
                *("link=:Foo", "link=Foo bar#f", "link=/sub", "link=%46oo", "link=Media:Z.png", "thumb|link=Foo"),
                *("link=", "link=A|link=B", "link=a{b", "link=http://q.org", "link=//q.org"),
            )
        ],
    ),
    "html_of_placed_files": Story(
        steps=PAST,
        requests=[
            _html(f"a {file} b\n\n{file}")
            for file in (
                "[[File:X.png|right]]",
                "[[File:X.png|left|cap]]",
                "[[File:X.png|center|cap [[Foo]]|thumb]]",
                "[[File:X.png|centre|cap]]",
                "[[File:X.png|none|100px]]",
                "[[File:X.png|right|50px|alt=q|cap]]",
                "[[File:X.png|right|alt=|cap]]",
                "[[File:X.png|thumb|none|alt=|100px]]",
                "[[File:X.png|right|left|thumb|center]]",
                "[[File:X.png|alt=|cap]]",
                "[[File:X.png|thumb|alt=]]",
            )
        ],
    ),
    # The words of wikis in other languages: of headings, files, functions, namespaces and categories.
    **{
        f"html_of_a_wiki_in_{language}": Story(
            config={"language": language},
            steps=[page(f"{template}:T", "a{{{1|b}}}{{PAGENAME}}"), page("Foo", "x"), page(f"{category}:C", "x")],
            requests=[
                parse(text=text, title="Page", prop=prop, disablelimitreport="", contentmodel="wikitext")
                for text in (*_IN_ANY_LANGUAGE, *own)
                for prop in ("text", "links|templates|categories|sections|displaytitle|images|properties")
            ],
        )
        for language, template, category, own in (
            ("fr", "Modèle", "Catégorie", _IN_FRENCH),
            ("vi", "Bản mẫu", "Thể loại", _IN_VIETNAMESE),
        )
    },
}
