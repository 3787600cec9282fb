"""action=feedwatchlist, feedcontributions and feedrecentchanges: how feeds are refused; none is written.

What is wrong with a parameter is told as everywhere. That a watchlist is not to be seen is told in a feed whose only
item is the error. Evidence: the story ``feeds_refused``.
"""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING

from pytest_mwedit.api.declarations import parted
from pytest_mwedit.api.messages import WIKITEXT, message
from pytest_mwedit.api.messages import text as text_of
from pytest_mwedit.api.params import read_params
from pytest_mwedit.api.query.watchlists import owner_of
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import code_in
from pytest_mwedit.web import WebResponse
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.recorded_siteinfo import recorded_property
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.errors import ApiError

_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Type", "application/xml; charset=UTF-8"),
    ("Content-Disposition", 'inline; filename="feed.xml"'),
    ("Vary", "Accept-Encoding, Cookie"),
    ("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("Cache-Control", "private, must-revalidate, max-age=0"),
)

#: The parameters that 1.39 does not read before it looks for the watchlist, and those with which it fails then.
LATE = frozenset({"wlowner", "wltoken", "wlshow", "wltype", "wlexcludeuser"})
_FATAL = frozenset({"wlshow", "wltype"})

#: Format: a feed with one error.
_FEEDS = {
    "rss": """\
<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
	<channel>
		<title>{title}</title>
		<link>{page}</link>
		<description>{subtitle}</description>
		<language>{language}</language>
		<generator>{generator}</generator>
		<lastBuildDate>{date}</lastBuildDate>
		<item>
			<title>{error}</title>
			<link></link>
			<guid isPermaLink="false"></guid>
			<description>{text}</description>
			{nothing}
			<dc:creator></dc:creator>
			{nothing}
		</item>
</channel></rss>""",
    "atom": """\
<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
	<id>{address}</id>
	<title>{title}</title>
	<link rel="self" type="application/atom+xml" href="{address}"/>
	<link rel="alternate" type="text/html" href="{page}"/>
	<updated>{time}</updated>
	<subtitle>{subtitle}</subtitle>
	<generator>{generator}</generator>
	<entry>
		<id></id>
		<title>{error}</title>
		<link rel="alternate" type="text/html" href=""/>
		{nothing}

		<summary type="html">{text}</summary>
		<author><name></name></author>
	</entry>
</feed>""",
}


def feedwatchlist(call: Call) -> None:
    """Tell, in a feed, why a watchlist is not to be seen."""
    tells_in_feed = manner_of(call.wiki.version).tells_bad_users_in_feed
    if tells_in_feed and call.raw.keys() & _FATAL:
        raise NotImitated(
            "MediaWiki 1.39 fails with an internal error where a feed is asked for with wlshow or wltype, which the "
            "in-memory wiki does not imitate. Leave them out."
        )
    _, late = parted(call.declaration, LATE)
    if tells_in_feed:
        call.refusing = _refuse
    call.params |= read_params(call, late)
    call.refusing = _refuse
    owner_of(call, call.params["wlowner"], call.params["wltoken"])
    write_no_feed(call)


def write_no_feed(call: Call) -> None:
    """Fail the test."""
    raise NotImitated(
        f"The in-memory wiki writes no feeds (action={call.declaration.path}). Ask for list=watchlist, usercontribs or "
        "recentchanges, record the reply of a real wiki, or answer the action yourself: "
        f"fake_edit_api.register({call.declaration.path!r}, handler)."
    )


def _refuse(call: Call, refusal: ApiError) -> WebResponse:
    return WebResponse(200, _HEADERS, _feed(call, refusal).encode())


def _feed(call: Call, refusal: ApiError) -> str:
    wiki, now = call.wiki, call.wiki.clock.now()
    page = local_special_page(wiki, wiki.title("Special:Watchlist"))
    language = wiki.config.language
    subtitle = text_of(message("watchlist"), language=language)
    said = {
        # Tabs that stand alone in their lines.
        "nothing": "",
        "title": f"{wiki.config.site_name} - Error - {subtitle} [{code_in(language)}]",
        "page": "" if page is None else wiki.url_of(page),
        "subtitle": subtitle,
        "language": code_in(language),
        "generator": recorded_property(wiki.version, wiki.profile, "general")["generator"],
        "date": formatdate(now, usegmt=True),
        "time": iso(now),
        "address": call.request.url,
        "error": f"{call.says('error')} ({refusal.code})",
        "text": text_of(refusal.message, WIKITEXT, call.language),
    }
    return _FEEDS[call.params["feedformat"]].format_map({name: escaped_html(each) for name, each in said.items()})
