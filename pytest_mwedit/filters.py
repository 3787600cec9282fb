"""Rows: what a replay compares, what a recording hides."""

from __future__ import annotations

from dataclasses import dataclass

#: Parameters that do not decide what a reply says.
IGNORED = frozenset({"maxlag", "requestid", "servedby", "smaxage", "maxage", "_", "rand"})

#: Parameters that are compared by presence: a client makes them up anew at each run, or they are secret.
BY_PRESENCE = frozenset({"basetimestamp", "starttimestamp", "lgpassword", "password", "retype", "newpassword"})

#: Parameters that MediaWiki reads as true when they are there at all.
BOOLEANS = frozenset(
    {
        "minor",
        "notminor",
        "bot",
        "recreate",
        "createonly",
        "nocreate",
        "watch",
        "unwatch",
        "redirect",
        "redirects",
        "converttitles",
        "indexpageids",
        "export",
        "curtimestamp",
        "responselanginfo",
        "utf8",
        "ascii",
        "errorsuselocal",
    }
)

#: Parameters that hold a token: compared by kind (see `tape.TokenKind`), hidden in recordings.
TOKENS = frozenset(
    {"token", "lgtoken", "logintoken", "createtoken", "linktoken", "changeauthtoken", "unlinktoken", "authtoken"}
)

#: Tokens and passwords are refused by MediaWiki in a query string, so where these were sent is compared too.
MUST_BE_IN_BODY = TOKENS | {"lgpassword", "password", "retype"}

#: Actions that only read.  Whatever is not listed counts as a write: it is guarded, and its HTTP method is compared.
READ_ACTIONS = frozenset(
    {
        "",
        "compare",
        "checktoken",
        "expandtemplates",
        "feedcontributions",
        "feedrecentchanges",
        "feedwatchlist",
        "help",
        "opensearch",
        "paraminfo",
        "parse",
        "query",
        "rsd",
        "templatedata",
        "tokens",
        "validatepassword",
        "wbformatvalue",
        "wbgetclaims",
        "wbgetentities",
        "wbparsevalue",
        "wbsearchentities",
    }
)

#: Hosts that exist to be written on; a leading `*.` stands for any subdomain.
TEST_HOSTS = (
    "test.wikipedia.org",
    "test2.wikipedia.org",
    "test.wikidata.org",
    "*.beta.wmcloud.org",
    "*.beta.wmflabs.org",
    "localhost",
    "127.0.0.1",
    "::1",
)

#: This machine: nobody else's wiki.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


#: Hosts of Wikimedia, whose User-Agent policy asks every client to say whom to contact.
WIKIMEDIA_HOSTS = tuple(
    f"{prefix}{domain}"
    for domain in (
        *("wikipedia.org", "wikimedia.org", "wikidata.org", "wiktionary.org", "wikibooks.org", "wikinews.org"),
        *("wikiquote.org", "wikisource.org", "wikiversity.org", "wikivoyage.org", "wikifunctions.org"),
        *("mediawiki.org", "wmcloud.org", "wmflabs.org"),
    )
    for prefix in ("", "*.")
)

#: Parameters that name a page which a request writes on.
WRITTEN_PAGES = ("title", "from", "to", "titles", "pageid")


@dataclass(frozen=True)
class Secret:
    """A parameter, header or reply field that a recording hides, and the name that replaces its value."""

    field: str
    name: str


#: Secret request parameters.
SECRET_PARAMETERS = (
    Secret("lgpassword", "password"),
    Secret("password", "password"),
    Secret("retype", "password"),
    Secret("newpassword", "password"),
    Secret("lgtoken", "login-token"),
    Secret("logintoken", "login-token"),
    Secret("token", "csrf-token"),
    Secret("email", "email"),
    Secret("filekey", "filekey"),
    Secret("sessionkey", "filekey"),
    Secret("access_token", "access-token"),
    Secret("refresh_token", "refresh-token"),
    Secret("client_secret", "client-secret"),
    Secret("oauth_consumer_key", "consumer-key"),
    Secret("oauth_token", "oauth-token"),
    Secret("oauth_signature", "oauth-signature"),
    Secret("oauth_verifier", "oauth-verifier"),
    *(
        Secret(field, field.removesuffix("token") + "-token")
        for field in sorted(TOKENS - {"token", "lgtoken", "logintoken"})
    ),
)

#: Keys of a reply whose string values are secret, at any depth.
SECRET_REPLY_KEYS = (
    Secret("csrftoken", "csrf-token"),
    *(
        Secret(f"{kind}token", "csrf-token")
        for kind in ("edit", "block", "delete", "email", "import", "move", "protect", "unblock")
    ),
    Secret("logintoken", "login-token"),
    Secret("createaccounttoken", "createaccount-token"),
    Secret("patroltoken", "patrol-token"),
    Secret("rollbacktoken", "rollback-token"),
    Secret("userrightstoken", "userrights-token"),
    Secret("watchtoken", "watch-token"),
    Secret("deleteglobalaccounttoken", "deleteglobalaccount-token"),
    Secret("setglobalaccountstatustoken", "setglobalaccountstatus-token"),
    Secret("token", "login-token"),
    Secret("lgtoken", "login-token"),
    Secret("sessionid", "session"),
    Secret("email", "email"),
    Secret("filekey", "filekey"),
    Secret("sessionkey", "filekey"),
    Secret("access_token", "access-token"),
    Secret("refresh_token", "refresh-token"),
    Secret("oauth_token", "oauth-token"),
    Secret("oauth_token_secret", "oauth-secret"),
)

#: Secret headers of requests; of a cookie header each value is a secret of its own.
SECRET_HEADERS = (Secret("authorization", "authorization"), Secret("proxy-authorization", "authorization"))

#: Headers of replies that say who asked, or from where: they are not recorded.
DROPPED_REPLY_HEADERS = frozenset(
    {
        "x-client-ip",
        "x-analytics",
        "server-timing",
        "nel",
        "report-to",
        "x-cache",
        "x-cache-status",
        "date",
        "connection",
    }
)

#: Headers that describe a transport which a recording has not: bodies are written plain and whole.
TRANSPORT_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "keep-alive"})

#: Reply headers that hold the asker's address; what they hold is hidden wherever else it stands.
ADDRESS_HEADERS = ("x-client-ip",)

#: Cookies that a recording leaves out altogether: they hold the asker's place.
DROPPED_COOKIES = frozenset(
    {"GeoIP", "NetworkProbeLimit", "WMF-Last-Access", "WMF-Last-Access-Global", "WMF-DP", "WMF-Uniq"}
)

#: MediaWiki's cookies, without the prefix that is the wiki's own.
COOKIE_KINDS = ("BPsession", "session", "UserID", "UserName", "Token", "UseDC", "cpPosIndex")

#: Cookies whose values are new after each edit and stand nowhere else: one name is enough for all of them.
FLEETING_COOKIES = frozenset({"cpPosIndex"})

#: Cookies whose values stand in replies as well, where they are no secret: user names and numbers.
PUBLIC_COOKIES = frozenset({"UserID", "UserName", "UseDC"})
