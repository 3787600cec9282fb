"""The two wikis that a sequence is sent to, and what is compared of their replies."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import md5
from typing import Any, Protocol
from urllib.parse import urlencode

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse, multipart_body

from .sequences import Request, Sequence
from .values import BOT_PASSWORD

#: Seconds between two requests.
SECONDS = 7

#: The address that recorded sequences name, whatever port the wiki had.
API_URL = "http://127.0.0.1:8143/api.php"


def _urlencoded(params: dict[str, str]) -> str:
    return urlencode(params, errors="surrogateescape")


def _form(params: dict[str, str]) -> tuple[str, bytes]:
    return "application/x-www-form-urlencoded", _urlencoded(params).encode()


def _multipart(params: dict[str, str]) -> tuple[str, bytes]:
    content_type = "multipart/form-data; boundary=-----------------------------parting"
    return content_type, multipart_body(params, content_type)


#: Kind of body: what makes its type and its bytes.
BODIES = {"urlencoded": _form, "multipart": _multipart}

#: A word that stands for something that earlier replies told.
_WORD = re.compile(r"\$(csrf|new(?::\w+)?|login|server|title|md5|now|rev|old|page|time|hash|captcha|answer)\b")

#: What stands between a name and its value in JSON, XML and PHP's format.
_IS = r'(?:":"|="|";s:\d+:")'

#: What stands before the number of a captcha.
_OF_CAPTCHA = r"mime.{1,90}?\bid\b\D{1,40}?(?:\d{1,2}\D{1,3})?"

#: What may differ between two wikis that do the same: a pattern and what stands for it.
VOLATILE = (
    (re.compile(r"\b[0-9a-f]{40}(?:\+|%2B)(?:\\\\|%5C|\\)"), "$token"),
    (re.compile(r"\[[0-9a-f]{24}\]"), "[$id]"),
    (re.compile(r'(params\\*":\[\\*"|s:24:"|<param[^>]*>)[0-9a-f]{24}\b'), r"\1$id"),
    (re.compile(r"=[0-9a-z]{32};"), "=$random;"),
    (re.compile(r"(cpPosIndex=\d+)%40\d+%23[0-9a-f]{32}"), r"\1$position"),
    (re.compile(r"%21[0-9a-f]{128}\b"), "%21$signed"),
    # The wiki counts these from its clock and from the machine's.
    (re.compile(r"expires=(?!Thu, 01 Jan 1970)[^;]*; Max-Age=\d+"), "expires=$later"),
    (re.compile(rf'generator{_IS}(MediaWiki 1\.\d+)[^"]*"'), r'generator:"\1"'),
    (re.compile(rf'(phpversion|dbversion|git-hash|git-branch){_IS}[^"]*"'), r"\1:$version"),
    # One in ten changes makes a job more; the number is kept for a minute.
    (re.compile(rf'(\bjobs(?:{_IS}|":|";i:|": ))"?\d+'), r"\1$jobs"),
    (re.compile(r"(\bjobs(?:=|&quot;)(?:<[^>]*>|&quot;|[\s:])*)\d+"), r"\1$jobs"),
    # What a captcha asks is a matter of chance.
    (re.compile(rf"({_OF_CAPTCHA})\d{{6,}}"), r"\1$captcha"),
    (re.compile(r"(\bcaptchaid=|&quot;)\d{15,}"), r"\1$captcha"),
    (re.compile(r"(\bwpCaptchaId=)\d+"), r"\1$captcha"),
    (re.compile(r'\bs:\d+:(\\*"[^"]*wpCaptchaId=\$captcha)'), r"s:$length:\1"),
    (re.compile(r'\bs:\d+:(\\*"\$captcha)'), r"s:$length:\1"),
    (re.compile(r"(question.{1,160}?)\b\d+(?:\+|\\*u2212|\u2212)\d+", re.DOTALL), r"\1$sum"),
    (re.compile(r'\bs:\d+:(\\*"\$sum)'), r"s:$length:\1"),
    (re.compile(r"(\bcaptchaword=)-?\d+"), r"\1$sum"),
    # What the pages for people tell of themselves.
    (re.compile(r'(wgRequestId":)"[0-9a-f]{24}"'), r"\1$id"),
    (re.compile(r'(wgBackendResponseTime":|"time":)\d+(?=[,}])'), r"\1$milliseconds"),
    (re.compile(r'(content="MediaWiki 1\.\d+)[^"]*"'), r'\1"'),
    # When the wiki was installed, and on which machine.
    (re.compile(r'(wgUser(?:First)?Registration\\?":)\d+'), r"\1$installed"),
    (re.compile(r'(registration(?:\\*":|=) ?\\*")20(?!20-01-01)\d\d-[-\dT:]+Z'), r"\1$installed"),
    (re.compile(r'((?:servedby|wgHostname)\\*"?)(?:[:=]|;s:\d+:) ?\\*"[^"\\]*\\*"'), r"\1:$host"),
    # When something failed altogether.
    (re.compile(r"(\[\$id\] )\d{4}-[-\d]+ [:\d]+: "), r"\1$now: "),
    # How long it took to parse a page.
    (re.compile(r"((?:CPU|Real) time usage): [\d.]+"), r"\1: $seconds"),
    (re.compile(r" *\d+\.\d\d% +\d+\.\d{3} +(?=\d+ )"), "$time "),
    # The wiki's clock does not rule this one.
    (re.compile(r'(wikiid\\+"[^T]{1,40}?time)[^\d]{1,12}(?:20:\D{1,6})?\d{4}-[-\dT:]+Z\\*"'), r"\1:$now"),
    (
        re.compile(r'(wikiid=</span><span class="s">&quot;\w+&quot;.{1,60}?time=</span><span class="s">&quot;)[^&]*'),
        r"\1$now",
    ),
    (
        re.compile(r"(wikiid&quot;(?:(?!misermode).){1,200}?&quot;time&quot;(?:<[^>]*>|[\s:])*&quot;)[^&]*", re.DOTALL),
        r"\1$now",
    ),
    (re.compile(r'(servedby=</span><span class="s">&quot;)[^&]*'), r"\1$host"),
    (re.compile(r"(servedby&quot;(?:<[^>]*>|[\s:])*&quot;)[^&]*"), r"\1$host"),
    (re.compile(rf'(wikiid(?:{_IS}|": ")\w+"[^"]+"?time)(?:{_IS}|": ")[^"]*"'), r"\1:$now"),
)

#: What may differ once a page was purged: MediaWiki writes down when by the machine's clock, not by the one that rules
#: the request. What was touched before the first request was so on the day that all wikis are arranged on.
VOLATILE_SINCE_PURGES = (re.compile(rf'(touched{_IS})(?!2020-01-01T|\$installed)[^"]*"'), r'\1$touched"')

#: The headers that are compared, beside the cookies.
HEADERS = (
    *("Content-Type", "MediaWiki-API-Error", "Retry-After", "X-Database-Lag", "MediaWiki-Login-Suppressed"),
    *("Access-Control-Allow-Origin", "Content-Disposition", "Cache-Control"),
)

#: From how many bytes on a reply is sent before its last cookie is known, and how near to it a page may fall on either
#: side: it is shorter where names of hosts, numbers and times are told as `VOLATILE` has them.
SENT_AT_ONCE = 4096
NEAR = range(-100, 8)
#: How much longer a token is than what stands for it.
_TOKEN_LONGER = 36

Reply = dict[str, Any]


class Wiki(Protocol):
    """A wiki that can be arranged and asked."""

    api_url: str

    def arrange(self, sequence: Sequence, moment: int) -> None:
        """Begin anew, at *moment*, as *sequence* says."""

    def answer(self, request: WebRequest, moment: int) -> WebResponse:
        """Answer *request* as if the clock said *moment*."""

    def word_shown(self) -> str:
        """Return the word in the last image that a captcha showed."""

    def state(self) -> Any:
        """Return what the wiki is now."""


class InMemoryWiki:
    """The responder."""

    def __init__(self, api_url: str = API_URL) -> None:
        self.api_url = api_url

    def arrange(self, sequence: Sequence, moment: int) -> None:
        """Begin anew, at *moment*, as *sequence* says."""
        self.fake = FakeEditApi(sequence.version, sequence.profile, self.api_url)
        self.fake.clock.freeze(moment)
        try:
            self.fake.arrange(config=sequence.config, steps=sequence.steps)
        except ValueError as error:
            raise CannotArrange(str(error)) from error

    def answer(self, request: WebRequest, moment: int) -> WebResponse:
        """Answer *request* as if the clock said *moment*."""
        self.fake.clock.freeze(moment)
        return self.fake.answer(request)

    def word_shown(self) -> str:
        """Return the word in the last image."""
        return self.fake.captchas[-1].answer if self.fake.captchas else ANSWER

    def state(self) -> Any:
        """Return what the wiki is now."""
        return self.fake.state()


class RealWiki:
    """A wiki that `tests/live/mediawiki` started."""

    def __init__(self, api_url: str) -> None:
        import requests

        self.api_url = api_url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cookies.set_policy(_NoCookies())

    def kind(self) -> tuple[str, str]:
        """Return which version this wiki has and which profile."""
        self._tell({"op": "setup"})
        asked = {"action": "query", "meta": "siteinfo", "siprop": "general|extensions", "format": "json"}
        told = self.session.get(self.api_url, params=asked, timeout=60).json()["query"]
        version = re.match(r"MediaWiki (\d+\.\d+)", told["general"]["generator"])
        assert version is not None, told["general"]["generator"]
        extensions = [each for each in told["extensions"] if each["type"] != "skin"]
        return version[1], "ext" if extensions else "plain"

    def arrange(self, sequence: Sequence, moment: int) -> None:
        """Begin anew, at *moment*, as *sequence* says."""
        self._tell({"op": "setup", "config": sequence.config, "steps": sequence.steps})

    def answer(self, request: WebRequest, moment: int) -> WebResponse:
        """Answer *request* as if the clock said *moment*."""
        headers = {**dict(request.headers), "X-Mwedit-Clock": str(moment)}
        reply = self.session.request(
            request.method, request.url, headers=headers, data=request.body or None, timeout=60, allow_redirects=False
        )
        return WebResponse(reply.status_code, tuple(reply.raw.headers.items()), reply.content)

    def word_shown(self) -> str:
        """Return the word in the last image, which `settings.php` chooses."""
        return "bravobravo"

    def state(self) -> Any:
        """Return what the wiki is now."""
        return self._tell({"op": "state"})

    def _tell(self, told: dict[str, Any]) -> Any:
        reply = self.session.post(self.api_url.removesuffix("api.php") + "arrange.php", json=told, timeout=60)
        answer = reply.json()
        if "error" in answer:
            raise CannotArrange(answer["error"])
        return answer


class CannotArrange(Exception):
    """A past that no wiki can have."""


def _NoCookies() -> Any:
    from http.cookiejar import DefaultCookiePolicy

    return DefaultCookiePolicy(allowed_domains=[])


#: Word of a request: where replies tell what it stands for, and what it is before one did.
KNOWN = {
    "rev": (re.compile(r"\bnewrevid\W+(?:i:)?(\d+)"), "71001"),
    "old": (re.compile(r"\boldrevid\W+(?:i:)?(\d+)"), "71001"),
    "page": (re.compile(r"\bpageid\W+(?:i:)?(\d+)"), "5001"),
    "time": (re.compile(r"\bnewtimestamp\W+(?:s:20:.)?([-\w:]+)"), "2020-01-01T00:00:00Z"),
    "hash": (re.compile(r"\btexthash\W+(?:s:40:.)?([0-9a-f]{40})"), "0" * 40),
    "captcha": (re.compile(rf"{_OF_CAPTCHA}(\d{{6,}})"), "1"),
}

#: What is to be reckoned where a captcha asks for a sum; any other is answered so.
_SUM = re.compile(r"question\W+(?:s:\d+:\W+)?(\d+)(\+|\\u2212|\u2212|&#8722;|&minus;)(\d+)")
ANSWER = "Paris"

#: How a reply tells that a captcha is an image.
_IMAGE = re.compile(r"\btype\W+(?:s:5:\W+)?image\b")


class Player:
    """Plays a sequence on one wiki: keeps everybody's cookies and tokens, and what the words of `Request` stand for.

    These are ``$csrf``, the sender's token when the sequence began, ``$new`` and ``$login``, tokens fetched for the
    request (``$new:watch`` is one of another kind), ``$server``, the wiki's address, ``$title``, that of the request
    before, ``$md5``, of the text sent, ``$now``, ``$answer``, to the last captcha, and the rows
    of `KNOWN`. A parameter ``$continue`` stands for the query before with what its reply said to go on with.
    """

    def __init__(self, wiki: Wiki, sequence: Sequence, began: int | None = None) -> None:
        self.wiki, self.sequence = wiki, sequence
        self.moment = began if began is not None else int(time.time())
        self.jars: dict[str | None, dict[str, str]] = {}
        self.tokens: dict[str | None, str] = {None: "+\\"}
        self.known = {word: unset for word, (_, unset) in KNOWN.items()}
        self.title = "Foo"
        self.answer = ANSWER
        #: What may differ of the replies by now.
        self.volatile = [*VOLATILE]
        #: The last query, and what its reply said to go on with.
        self.going_on: dict[str, str] = {"action": "query"}
        wiki.arrange(sequence, self.moment)
        self.installed = ""
        self.begun = self.state()

    def play(self, request: Request) -> Reply:
        """Send *request*, logging its sender in before the first one, and return what is compared of the reply."""
        self.moment += SECONDS
        if request.who not in self.jars:
            self._log_in(request.who)
        sent = self._filled(request)
        response = self._send(request.who, sent)
        if sent.params.get("action") == "purge" and VOLATILE_SINCE_PURGES not in self.volatile:
            self.volatile.append(VOLATILE_SINCE_PURGES)
        self._learn(request, response)
        self._note_continuation(sent, response)
        return self._comparable(response)

    def _filled(self, request: Request) -> Request:
        """Return *request* with what its words stand for."""
        words: dict[str, Callable[[], str]] = {
            "csrf": lambda: self.tokens[request.who],
            "new": lambda: self._fetched(request.who, "csrf"),
            "login": lambda: self._fetched(request.who, "login"),
            "server": lambda: _server(self.wiki.api_url),
            "title": lambda: self.title,
            "answer": lambda: self.answer,
            "md5": lambda: md5(request.params.get("text", "").encode("utf-8", "surrogateescape")).hexdigest(),
            "now": lambda: datetime.fromtimestamp(self.moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

        def word(name: str) -> str:
            if name.startswith("new:"):
                return self._fetched(request.who, name.partition(":")[2])
            return words[name]() if name in words else self.known[name]

        def fill(value: str) -> str:
            return _WORD.sub(lambda found: word(found[1]), value)

        params = request.params
        if "$continue" in params:
            params = {**{name: value for name, value in params.items() if name != "$continue"}, **self.going_on}
        return replace(
            request,
            params={name: fill(value) for name, value in params.items()},
            query={name: fill(value) for name, value in request.query.items()},
            headers={name: fill(value) for name, value in request.headers.items()},
        )

    def _learn(self, request: Request, response: WebResponse) -> None:
        self.title = request.params.get("title", self.title)
        body = response.body.decode("utf-8", "replace")
        for word, (pattern, _) in KNOWN.items():
            for told in pattern.finditer(body):
                self.known[word] = told[1]
        for first, sign, second in _SUM.findall(body):
            self.answer = str(int(first) + int(second) if sign == "+" else int(first) - int(second))
        if _IMAGE.search(body):
            self.answer = self.wiki.word_shown()

    def _note_continuation(self, sent: Request, response: WebResponse) -> None:
        if sent.params.get("action") != "query" or sent.params.get("format") != "json":
            return
        try:
            reply = response.json()
        except ValueError:
            return
        told = reply.get("continue") or {}
        for values in (reply.get("query-continue") or {}).values():
            told |= values
        self.going_on = {**sent.params, **{name: str(value) for name, value in told.items()}}

    def state(self) -> Any:
        """Return what the wiki is now, without what no two wikis share."""
        state = json.loads(self._addressed(json.dumps(self.wiki.state(), ensure_ascii=False)))
        # PHP takes a table with the keys "0", "1" and so on for a list.
        watched = {
            name: {str(key): title for key, title in enumerate(titles)} if isinstance(titles, list) else titles
            for name, titles in state["watch"].items()
        }
        state["watch"] = watched
        for page in state["pages"].values():
            for revision in page["revisions"]:
                if revision["revid"] == 1:
                    self.installed = revision["timestamp"]
                    revision["timestamp"] = "$installed"
        return state

    def _log_in(self, who: str | None) -> None:
        self.jars[who] = {}
        if who is None:
            return
        password = BOT_PASSWORD if "@" in who else f"{who}Passw0rd!x"
        login = {"action": "login", "lgname": who, "lgpassword": password, "lgtoken": self._fetched(who, "login")}
        self._send(who, Request(who, "POST", {**login, "format": "json"}))
        self.tokens[who] = self._fetched(who, "csrf")

    def _fetched(self, who: str | None, kind: str) -> str:
        asked = {"action": "query", "meta": "tokens", "type": kind, "format": "json", "formatversion": "2"}
        reply = self._send(who, Request(who, "POST", asked)).json()
        return reply["query"]["tokens"][f"{kind}token"] if "query" in reply else "+\\"

    def _send(self, who: str | None, sent: Request) -> WebResponse:
        jar = self.jars[who]
        cookie = [("Cookie", "; ".join(f"{name}={value}" for name, value in jar.items()))] if jar else []
        if sent.method == "POST":
            content_type, body = BODIES[sent.body](sent.params)
            url = f"{self.wiki.api_url}?{_urlencoded(sent.query)}" if sent.query else self.wiki.api_url
            headers = (("Content-Type", content_type), *cookie, *sent.headers.items())
            request = WebRequest("POST", url, headers, body)
        else:
            url = f"{self.wiki.api_url}?{_urlencoded(sent.params)}"
            request = WebRequest(sent.method, url, (*cookie, *sent.headers.items()))
        response = self.wiki.answer(request, self.moment)
        for name, value in response.headers:
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                jar[key] = content
                if content == "deleted":
                    del jar[key]
        return response

    def _comparable(self, response: WebResponse) -> Reply:
        headers = {name: value for name in HEADERS if (value := response.header(name)) is not None}
        body = self._stable(response.body.decode("utf-8", "surrogateescape"))
        cookies = [self._stable(value) for name, value in response.headers if name.lower() == "set-cookie"]
        # A second may end while the wiki writes them, and then some are set twice.
        cookies = list(dict.fromkeys(cookies))
        length = len(body.encode("utf-8", "surrogateescape")) + _TOKEN_LONGER * body.count("$token")
        if length - SENT_AT_ONCE in NEAR and cookies and cookies[-1].startswith("cpPosIndex"):
            # Whether it comes in time hangs on how many digits the page says it took.
            del cookies[-1]
        return {
            "status": response.status,
            "headers": headers,
            **({"cookies": cookies} if cookies else {}),
            "body": body,
        }

    def _addressed(self, text: str) -> str:
        """Return *text* with the one address that all recordings name."""
        for address, known in ((self.wiki.api_url, API_URL), (_server(self.wiki.api_url), _server(API_URL))):
            text = text.replace(address, known).replace(json.dumps(address)[1:-1].replace("/", "\\/"), known)
        return text

    def _stable(self, text: str) -> str:
        text = self._addressed(text)
        if self.installed:
            text = text.replace(self.installed, "$installed")
            text = text.replace("".join(filter(str.isdigit, self.installed)), "$installed")
        for pattern, replacement in self.volatile:
            text = pattern.sub(replacement, text)
        return text


def _server(api_url: str) -> str:
    return api_url.rpartition("/")[0]
