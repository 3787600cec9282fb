"""Stories of actions that hardly anybody asks for."""

from __future__ import annotations

from typing import Any

from action_stories import act, people
from page_stories import page
from playing import BODY
from stories import Asked, Story, get, post
from tree_stories import shown

# Turning images, of which there are none

_TITLES = (
    "A|a b|<>|X.png|File:X.png|Special:Version|Special:Foo|Talk:A|Media:Y|File:|:A|::A|#x|wikipedia:a|:wikipedia:A"
    "|wikipedia:Talk:A|wikipedia:#x|wikipedia:|~~~~|w:en:x"
)
_ODD = "Special:Version|Special:Foo|Media:Y|Special:RecentChanges|<>|Nope"


def _rotate(who: str = "nobody", **params: Any) -> Asked:
    return post(who, action="imagerotate", **{"rotation": 90, "token": "+\\", **params})


IMAGES = Story(
    steps=[
        page("A", "[[B]] [[File:R]]"),
        page("File:A", "[[C]]"),
        page("File:X.png", "x"),
        page("File:R", "#REDIRECT [[File:X.png]]"),
        page("Talk:A", "x"),
        {"tag": {"name": "foo"}},
        {"block": {"target": "Bob"}},
    ],
    requests=[
        *people("Alice", "Bob"),
        get(action="imagerotate", rotation=90, titles="A"),
        post(action="imagerotate"),
        _rotate(rotation=5),
        _rotate(token="x"),
        _rotate(),
        _rotate(formatversion=2),
        _rotate(format="xml"),
        _rotate(titles=""),
        _rotate(titles=_TITLES),
        _rotate(titles=_TITLES, formatversion=2),
        _rotate(titles=_TITLES, format="xml"),
        *[
            _rotate(titles="<>|Nope|A", errorformat=form, **more)
            for form in ("plaintext", "html", "wikitext", "raw", "none")
            for more in ({}, {"formatversion": 2}, {"format": "xml"})
        ],
        _rotate(titles="Nope", uselang="fr"),
        _rotate(titles="r|x.png|R", redirects=""),
        _rotate(titles="r|file:r"),
        _rotate(titles="r", convertitles=""),
        _rotate(titles="r", converttitles=""),
        _rotate(pageids="1|5001|99|5003"),
        _rotate(revids="1|99|71001"),
        _rotate(titles="A", pageids=1),
        _rotate(titles="A", **{"continue": "x"}),
        _rotate(titles="A", generator="links"),
        _rotate(generator="nope"),
        _rotate(generator="allpages", gapnamespace=6, gaplimit=1),
        _rotate(generator="allpages", gapnamespace=6, formatversion=2),
        _rotate(titles="Nope", tags="foo"),
        _rotate(titles="Nope", tags="bar"),
        act("Alice", "imagerotate", rotation=270, titles="A", tags="foo"),
        act("Alice", "imagerotate", rotation=180, titles="A|X.png"),
        act("Bob", "imagerotate", rotation=180, titles="A"),
        act("Bob", "imagerotate", rotation=180, titles="A", tags="foo"),
        act("Bob", "imagerotate", rotation=180, titles="A", pageids=1, tags="foo"),
        # What other actions tell of such titles.
        *[
            each
            for more in ({}, {"errorformat": "raw"}, {"errorformat": "raw", "format": "xml"})
            for each in (
                post(action="purge", titles=_ODD, **more),
                act("Alice", "setnotificationtimestamp", titles=_ODD, **more),
                act("Alice", "watch", "$watch", titles=_ODD, **more),
            )
        ],
    ],
)


# Discovery


def _discover(**params: Any) -> Asked:
    """Ask without a format, unless one is named."""
    return "nobody", "GET", {"action": "rsd", **params}


def _discovery(**config: Any) -> Story:
    return Story(
        config=config,
        requests=[
            _discover(),
            *(_discover(format=form) for form in ("json", "xml", "xmlfm", "jsonfm", "php", "none", "rawfm")),
            _discover(format="foo"),
            _discover(format="xml", includexmlnamespace="", requestid=5, curtimestamp="", servedby=""),
            _discover(format="xml", xslt="x"),
            _discover(format="json", formatversion=2, utf8="", ascii=""),
            _discover(format="json", callback="x"),
            _discover(format="jsonfm", wrappedhtml=""),
            _discover(format="xml", formatversion=2),
            _discover(format="json", errorformat="plaintext", foo=1),
            _discover(format="json", foo=1, bar=2),
            _discover(format="json", uselang="fr", responselanginfo=""),
            _discover(format="json", **{"assert": "user"}),
            _discover(maxage=30, smaxage=60),
            ("nobody", "POST", {"action": "rsd", "format": "json"}),
        ],
    )


# Feeds


def _feed(action: str = "feedwatchlist", who: str = "nobody", **params: Any) -> Asked:
    return get(who, action=action, **params)


_REFUSED_FEEDS = [
    *(_feed(**more) for more in ({}, {"feedformat": "rss"}, {"feedformat": "atom"}, {"feedformat": "x"})),
    _feed(feedformat="atom", uselang="fr"),
    _feed(uselang="fr"),
    _feed(format="xml", foo="<'\"&>", feedformat="atom"),
    _feed(formatversion=2, errorformat="html"),
    _feed(maxage=30, smaxage=60),
    _feed(hours="x"),
    _feed(hours=99),
    _feed(wlexcludeuser="<"),
    _feed(wlowner="Admin"),
    _feed(wltoken="x"),
    _feed(wlowner="<", wltoken="x"),
    *(
        _feed(wlowner=name, wltoken="x", feedformat=form)
        for name in ("Nobody", "O'Neill", "Admin")
        for form in ("rss", "atom")
    ),
    _feed(**{"assert": "user"}),
    ("nobody", "POST", {"action": "feedwatchlist"}),
    _feed("feedcontributions"),
    _feed("feedcontributions", user="<"),
    _feed("feedcontributions", user="Bob", feedformat="x"),
    _feed("feedcontributions", user="Bob", namespace=99),
    _feed("feedcontributions", user="Bob", year="x"),
    _feed("feedcontributions", user="Bob", tagfilter="|".join(f"t{number}" for number in range(51))),
    _feed("feedrecentchanges", feedformat="x"),
    _feed("feedrecentchanges", namespace=99, format="xml"),
    _feed("feedrecentchanges", days="x"),
    _feed("feedrecentchanges", limit="max"),
    _feed("feedrecentchanges", **{"from": "x"}),
]

_UNSEEN = Story(
    config={"group_permissions": {"*": {"viewmywatchlist": False}, "user": {"viewmywatchlist": False}}},
    requests=[*people("Alice"), _feed(who="Alice"), _feed(who="Alice", feedformat="atom")],
)


# Reports of browsers

JSON, CSP = "application/json", "application/csp-report"


def _report(body: bytes | str, content_type: str = JSON, **params: Any) -> Asked:
    sent = body if isinstance(body, bytes) else body.encode()
    return post(action="cspreport", **params, **{"Content-Type:": content_type, BODY: sent})


_SENT = '{"csp-report":{"document-uri":"http://a/","blocked-uri":"http://b/","violated-directive":"x"}}'

REPORTS = Story(
    requests=[
        get(action="cspreport"),
        *(
            post(action="cspreport", **more)
            for more in ({}, {"formatversion": 2}, {"format": "xml"}, {"reportonly": "", "source": "foo"})
        ),
        *(post(action="cspreport", errorformat=form) for form in ("plaintext", "html", "raw")),
        *(_report(_SENT, each) for each in (CSP, JSON)),
        *(
            _report(_SENT, each)
            for each in (
                "Application/JSON",
                "application/json; charset=utf-8",
                "text/plain",
                "application/reports+json",
            )
        ),
        *(_report(_SENT, **more) for more in ({"reportonly": 1, "source": "x"}, {"format": "xml"}, {"foo": 1})),
        *(
            _report(each)
            for each in (
                "",
                "{xx",
                "{}",
                "[]",
                "null",
                "7",
                '"csp-report"',
                '{"csp-report":null}',
                '{"csp-report":false}',
                '{"csp-report":7}',
                '{"csp-report":{}}',
                '{"csp-report":1,}',
                '{"csp-report":1]',
                b'{"csp-report":"\xff"}',
                '{"csp-report":"\x01"}',
                '{"csp-report":"\\ud800"}',
                '{"\\u0000csp-report":1}',
                '{"\\u0000":1,"csp-report":1}',
                '{"csp-report":' + "[" * 510 + "]" * 510 + "}",
                '{"csp-report":' + "[" * 511 + "]" * 511 + "}",
                '{"csp-report":"' + "x" * 8175 + '"}',
                '{"csp-report":"' + "x" * 8176 + '"}',
            )
        ),
        _report("x" * 9000, "text/plain"),
        _report("{}", errorformat="raw", formatversion=2),
        _report("{}", errorformat="raw", format="xml"),
    ],
)

TREES = Story(
    steps=[page("A", "x")],
    requests=[
        *people("Alice"),
        *[
            shown(each)
            for more in ({}, {"errorformat": "raw"})
            for each in (
                _rotate(titles=_ODD, **more),
                post(action="purge", titles=_ODD, **more),
                act("Alice", "setnotificationtimestamp", titles=_ODD, **more),
                act("Alice", "watch", "$watch", titles=_ODD, **more),
            )
        ],
        shown(_report("{}")),
        shown(_report(_SENT)),
    ],
)

STORIES = {
    "images_to_rotate": IMAGES,
    "discovery": _discovery(),
    "discovery_in_french": _discovery(language="fr"),
    "reports_of_content_security": REPORTS,
    "feeds_refused": Story(requests=_REFUSED_FEEDS),
    "feeds_refused_in_french": Story(
        config={"language": "fr", "site_name": "A & B"}, requests=[_feed(), _feed(feedformat="atom", uselang="en")]
    ),
    "feeds_not_to_be_seen": _UNSEEN,
    "trees_of_rare_actions": TREES,
}
