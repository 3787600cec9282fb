"""Requests as bytes, in every way in which a client may write names, values and bodies.

`record_raw_requests.py` sends them to a real wiki, `test_raw_requests.py` to the responder.
"""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from playing import comparable

from pytest_mwedit.web import WebResponse

RECORDED = Path(__file__).with_name("recorded_raw")
#: The address that recorded replies name, whatever port the wiki had.
API_URL = "http://127.0.0.1:8143/api.php"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=BB"
ECHO = b"action=query&format=json&formatversion=2"
#: Of what is longer, the hash is recorded.
LONGEST_KEY, LONGEST_BODY = 150, 4000
EDIT = b"action=edit&format=json&formatversion=2&title=Foo&summary=s&token=%2B%5C"


@dataclass(frozen=True)
class Raw:
    """A request; *query* stands behind ``?``."""

    method: str = "GET"
    query: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def key(self) -> str:
        """What names it in a recording."""
        fields = [f"{name}: {value}" for name, value in self.headers]
        written = " ".join([self.method, ascii(self.query)[1:], *fields, ascii(self.body)[1:]])
        if len(written) <= LONGEST_KEY:
            return written
        return f"{written[:LONGEST_KEY]}… {hashlib.md5(written.encode()).hexdigest()}"


def post(body: bytes, content_type: str | None = FORM, query: bytes = b"", *headers: tuple[str, str]) -> Raw:
    typed = (("Content-Type", content_type),) if content_type is not None else ()
    return Raw("POST", query, (*typed, *headers), body)


def part(name: bytes, value: bytes) -> bytes:
    """Return a field of a multipart body."""
    return b'--BB\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name, value)


def fields(query: bytes) -> bytes:
    """Return what *query* says as the parts of a multipart body."""
    return b"".join(part(name, value) for name, _, value in (pair.partition(b"=") for pair in query.split(b"&")))


ECHO_PARTS = fields(ECHO)
END = b"--BB--\r\n"

#: Names that PHP changes, and lists.
NAMES = (
    *map(
        unquote_to_bytes,
        r"""
    a%20b a.b a..b a_b a[b a[ a] a]b a[] a[b] a[b]c a[b][c] a[b][c a[b]c[d] a[[b]] [a] [a [] [ ] a[%20b] %20a
    %20%20a%20b %20 . .a .. _ a.b[c.d] a%20b[c a.[b.c a[b.c a[b%20c]d%20e a[b].c a[]b a[][] a[][b] a%20[b] a-b a!b
    a* a$b a,b a;b a:b a/b a%5Cb a'b a%22b a<b> a{b} a|b a~b a@b a^b a`b (a) 0 007 -1 1.5 9999999999999999999999999
    a%00b %00 %00a a[%00b] a%09b a%0Ab a%0D%0Ab %0A a%1Fb a%7F a%C3%A9 e%CC%81 %FF a%FFb %C2%A0 a%E2%80%8Eb
    a%EF%BF%BF %EF%BB%BFa %ED%A0%80 %F0%9F%98%80 %C3%A9[x] requestid %20requestid requestid%20 requestid. requestid[
    requestid[] requestid[x] requestid%00 requestid%00x requestid] Requestid requestid[x requestid%0A .requestid
    titles[] titles[a][b] meta[] prop[] action[] formatversion[] maxlag[] errorformat[] curtimestamp[] uselang[]
    callback[] origin[] assert[] assertuser[] titles. action. format%20 GLOBALS _POST _POST[a] this
    HTTP_RAW_POST_DATA __Host-a __Secure-a
        """.split(),
    ),
    b"9" * 25,
    b"x" * 300,
    *(b"a" + b"[b]" * depth for depth in (70, 64, 63, 65)),
)

#: Whole pieces of a query string or a form, encoded in odd ways.
PIECES = (
    *rb"""
    a a= =a = == & &&& a&b a&a a=1&a=2 a=1&b=2&a=3 ; a=1;b=2 requestid requestid= requestid=1&requestid=2
    requestid=1&requestid requestid=a=b requestid==a requestid=1&requestid[]=2 requestid[]=1&requestid=2
    requestid[]=1&requestid[]=2 requestid=a;x=b requestid[]=1&requestid[x]=2&requestid=3&z=1
    requestid[]=1&z=1&requestid=3 z[]=1&y=1&z=2 z=1&y=1&z[]=2 a.b=1&a_b=2&a+b=3 a%5b=1 a%5b%5d=1 a%5bx%5d=1
    requestid=% requestid=%4 requestid=%zz requestid=%e9 requestid=%E9% requestid=%%41 requestid=%u0041
    requestid=%C3%A9 requestid=%c3%a9 requestid=a+b requestid=a%2Bb requestid=a%20b requestid=+ requestid=%00
    requestid=a%00b requestid=%0D%0A requestid=%0Aa requestid=%0Da requestid=%09 requestid=%08 requestid=%7F
    requestid=%C2%80 requestid=%C2%A0a requestid=e%CC%81 requestid=%CC%81 requestid=%E2%84%AB requestid=%EF%BB%BFa
    requestid=%EF%BF%BE requestid=%EF%BF%BF requestid=%ED%A0%80 requestid=%F0%9F%98%80 requestid=%F4%90%80%80
    requestid=%C0%80 requestid=%E2%82 requestid=%80 requestid=%81 requestid=%8D requestid=%8F requestid=%90
    requestid=%9D requestid=%A0 requestid=%93x%94 requestid=a%FFb%C3%A9 requestid=%C3%A9%FF requestid=%FFe%CC%81
    requestid=%81e%CC%81 requestid=%F8%88%80%80%80 requestid=%FE requestid=%E1%BA%9B%CC%A3
    requestid=%EA%B0%80%E1%86%A8 requestid=%E1%84%80%E1%85%A1 requestid=%EF%B7%90 requestid=%1F requestid=%1Fa%1Fb
    requestid=a%1Fb requestid=a|b requestid=%7C requestid=#a requestid=%23a requestid=%26 requestid=%3D
    requestid=%3Da requestid=a%26b=c %72equestid=1 requesti%64=1 requestid%5B=1 requestid%5B%5D=1 +requestid=1
    %20requestid=1 requestid+=1 requestid%=1 request%69%=1 a%=1 a%4=1 %=1 %zz=1 a%2=1 %00=1 requestid%00x=1
    requestid='"<>{}`\^ titles=%FF titles=a%00b titles=%1FMain+Page%1FFoo titles=e%CC%81 titles=a%1Fb
    titles=%1F%FF%1Fe%CC%81 titles=Foo%80|Bar titles=%EF%BB%BFFoo titles=Foo%0A titles=%E2%80%8EFoo meta=%FF
    meta=a%00 meta=%1Fsiteinfo&siprop=%1F siprop=%FF errorformat=%FF errorformat=e%CC%81 uselang=%FF
    uselang=qqx&requestid=%FF maxlag=%FF maxlag=%EF%BC%91 maxlag=1%00 curtimestamp[]=&a=1 callback=%FF callback=a%00
    assertuser=%FF assertuser=e%CC%81 assert=%00 formatversion=%FF a=%FF a=e%CC%81 %FF=1&%FE=2 a[]=%FF
    utf8=%FF&requestid=e%CC%81 ascii&requestid=%FF
    a0=&a1=&a2=&a3=&a4=&a5=&a6=&a7=&a8=&a9=&a10=&a11=&a12=&a13=&a14=&a15=&a16=&a17=&a18=&a19=
    &&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&requestid=1
    a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&a[]=&requestid=1
    """.split(),
    *(b"requestid=\xc3\xa9", b"requestid=\xff", b"\xc3\xa9=1", b"requestid=e\xcc\x81", b"\xff\xfe=1"),
    *(
        b"requestid=" + b"x" * 3000,
        b"requestid=" + b"%C3%A9" * 2000,
        b"titles=" + b"x" * 256,
        b"titles=" + b"%C3%A9" * 128,
    ),
    *(
        b"x" * 3000 + b"=1",
        b"&".join(b"a%d=" % n for n in range(20)),
        b"&" * 50 + b"requestid=1",
        b"a[]=&" * 30 + b"requestid=1",
    ),
    *(b"&".join(b"x%d=1" % n for n in range(count)) + b"&requestid=1" for count in (995, 996, 997, 998, 999, 1000)),
    *(b"x[]=1&" * count + b"requestid=1" for count in (996, 997, 998, 999)),
    *(b"x=1&" * count + b"requestid=1" for count in (996, 997, 999)),
    *(b"x&" * count + b"requestid=1" for count in (996, 997, 999)),
    *(b"=1&" * count + b"requestid=1" for count in (996, 997, 999)),
    *(b"[=1&" * count + b"requestid=1" for count in (997, 999)),
    *(b"&" * count + b"requestid=1" for count in (997, 1100)),
)

#: What stands between two parts, or instead of one.
MULTIPART_BODIES = (
    *(END, b"", b"--BB", b"--BB\r\n", b"junk", b"\r\n--BB--\r\n", b"--BC\r\n" + END),
    *(ECHO_PARTS, ECHO_PARTS + b"--BB", ECHO_PARTS + b"--BB--", ECHO_PARTS + END, ECHO_PARTS + b"--BB-- \r\n"),
    *(
        ECHO_PARTS + END + b"epilogue",
        b"preamble\r\n" + ECHO_PARTS + END,
        b"\r\n" + ECHO_PARTS + END,
        b"preamble" + ECHO_PARTS + END,
    ),
    *(ECHO_PARTS[:-1], ECHO_PARTS[:-2], ECHO_PARTS[:-3], ECHO_PARTS[:-4]),
    ECHO_PARTS + END + part(b"requestid", b"1") + END,
    (ECHO_PARTS + END).replace(b"\r\n", b"\n"),
    (ECHO_PARTS + END).replace(b"\r\n", b"\r"),
    ECHO_PARTS + part(b"requestid", b"1"),
    ECHO_PARTS + part(b"requestid", b"1")[:-2],
    ECHO_PARTS + part(b"requestid", b"1") + b"--BB\r\n",
    *(
        ECHO_PARTS + b"--BB\r\n" + headers + b"\r\n\r\nvalue\r\n" + part(b"after", b"1") + END
        for headers in (
            b'Content-Disposition: form-data; name="requestid"',
            b"Content-Disposition: form-data; name=requestid",
            b"Content-Disposition: form-data; name='requestid'",
            b'content-disposition: form-data; name="requestid"',
            b'CONTENT-DISPOSITION: FORM-DATA; NAME="requestid"',
            b'Content-Disposition:form-data;name="requestid"',
            b'Content-Disposition:  form-data;  name="requestid"',
            b'Content-Disposition: form-data; name = "requestid"',
            b'Content-Disposition: form-data; name= "requestid"',
            b'Content-Disposition: form-data; name ="requestid"',
            b'Content-Disposition : form-data; name="requestid"',
            b'Content-Disposition: form-data; name="requestid',
            b'Content-Disposition: form-data; name=requestid"',
            b'Content-Disposition: form-data; name="request\\id"',
            b'Content-Disposition: form-data; name="a\\"b"',
            b'Content-Disposition: form-data; name="a\\\\b"',
            b'Content-Disposition: form-data; name="a%22b"',
            b'Content-Disposition: form-data; name="a%20b"',
            b'Content-Disposition: form-data; name="a+b"',
            b'Content-Disposition: form-data; name="a;b"',
            b'Content-Disposition: form-data; name="a"; name="b"',
            b"Content-Disposition: form-data; name*=UTF-8''requestid",
            b"Content-Disposition: form-data; name=\"a\"; name*=UTF-8''requestid",
            b'Content-Disposition: form-data; name=""',
            b"Content-Disposition: form-data; name=",
            b"Content-Disposition: form-data; name",
            b"Content-Disposition: form-data",
            b"Content-Disposition: form-data;",
            b"Content-Disposition:",
            b"Content-Disposition",
            b"",
            b"X: y",
            b"Content-Type: text/plain",
            b'Content-Disposition: attachment; name="requestid"',
            b'Content-Disposition: name="requestid"',
            b'Content-Disposition: file; name="requestid"',
            b'Content-Disposition: form-data; filename="x"',
            b'Content-Disposition: form-data; filename=""',
            b'Content-Disposition: form-data; name="requestid"; filename="x.txt"',
            b'Content-Disposition: form-data; name="requestid"; filename=""',
            b'Content-Disposition: form-data; name="requestid"; filename',
            b"Content-Disposition: form-data; name=\"requestid\"; filename*=UTF-8''x.txt",
            b'Content-Disposition: form-data; filename="x.txt"; name="requestid"',
            b'Content-Disposition: form-data; name="text"; filename="x.txt"\r\nContent-Type: text/plain',
            b'Content-Disposition: form-data; name="a[]"; filename="x.txt"',
            b'Content-Disposition: form-data; name="requestid"\r\nContent-Type: text/plain',
            b'Content-Disposition: form-data; name="requestid"\r\nContent-Type: text/plain; charset=latin-1',
            b'Content-Type: application/octet-stream\r\nContent-Disposition: form-data; name="requestid"',
            b'Content-Disposition: form-data; name="requestid"\r\nContent-Transfer-Encoding: base64',
            b'Content-Disposition: form-data; name="requestid"\r\nContent-Transfer-Encoding: quoted-printable',
            b'Content-Disposition: form-data;\r\n name="requestid"',
            b'Content-Disposition: form-data; name="request\r\n id"',
            b'Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="requestid"',
            b'X: y\r\nContent-Disposition: form-data; name="requestid"\r\nZ',
            b'\r\nContent-Disposition: form-data; name="requestid"',
            b' Content-Disposition: form-data; name="requestid"',
            b'Content-Disposition: form-data; name="requestid"; x=y',
            b'Content-Disposition: form-data; x="a;name=b"; name="requestid"',
            b'Content-Disposition: form-data; name="\xc3\xa9"',
            b'Content-Disposition: form-data; name="\xff"',
            b'Content-Disposition: form-data; name="a\0b"',
            b'Content-Disposition: form-data; name="MAX_FILE_SIZE"',
            b'Content-Disposition: form-data; name="_charset_"',
            b"Content-Disposition: form-data; name=request id",
            b"Content-Disposition: form-data; name=requestid ; x",
            b'Content-Disposition: form-data; name="requestid" x',
            b'Content-Disposition: form-data; name="requestid\t"',
        )
    ),
    *(
        ECHO_PARTS + part(b"requestid", value) + part(b"after", b"1") + END
        for value in (
            *(
                b"",
                b"\r\n",
                b"\n",
                b"\r",
                b"a\r\n",
                b"a\n",
                b"\r\na",
                b"a\r\nb",
                b"--BB",
                b"--BB--",
                b"a\r\n--",
                b"a--BB",
            ),
            *(
                b"\r\n--BB",
                b"\r\n--BBB",
                b"\r\n--B",
                b"\n--BB--",
                b"\n--BBx",
                b"a\0b",
                b"\xff",
                b"e\xcc\x81",
                b"%41",
                b"a+b",
            ),
            *(b"\xc3\xa9", b"&b=1", b"\x1fa", b"x" * 8190, b"x" * 5119, b"x" * 5120, b"x" * 5121, b"x\r\n" * 3000),
            *(b"x" * 9000 + b"\r", b"\xef\xbb\xbfa", b"\r\n\r\n", b"\r\n --BB", b"\r\n--bb"),
        )
    ),
    *(
        ECHO_PARTS + b"".join(part(b"x%d" % n, b"1") for n in range(count)) + part(b"requestid", b"1") + END
        for count in (996, 997, 1100)
    ),
)

MULTIPART_TYPES = (
    *("multipart/form-data", "multipart/form-data;", "multipart/form-data; boundary", "multipart/form-data; boundary="),
    *('multipart/form-data; boundary="BB"', 'multipart/form-data; boundary="BB', "multipart/form-data; boundary='BB'"),
    *("multipart/form-data; BOUNDARY=BB", "Multipart/Form-Data; boundary=BB", "multipart/form-data;boundary=BB"),
    *("multipart/form-data; charset=utf-8; boundary=BB", "multipart/form-data; boundary=BB; charset=utf-8"),
    *(
        "multipart/form-data; boundary=BB;charset=utf-8",
        "multipart/form-data, boundary=BB",
        "multipart/form-data boundary=BB",
    ),
    *("multipart/form-data; boundary=BB, x", "multipart/form-data; boundary = BB", "multipart/form-data; boundary= BB"),
    *("multipart/form-data; boundary=BB ", "multipart/form-data; boundary=--BB", "multipart/form-data; boundary=bb"),
    *(
        "multipart/form-data; xboundary=BB",
        "multipart/form-data; x=boundary; boundary=BB",
        "multipart/form-data; boundary=B",
    ),
    *(
        "multipart/form-data; boundary=BB; boundary=CC",
        'multipart/form-data; boundary=""',
        "multipart/form-data; boundary=;",
    ),
    *("multipart/mixed; boundary=BB", "multipart/related; boundary=BB", "multipart/form-data-x; boundary=BB"),
)

CONTENT_TYPES = (
    *(None, "", " ", ";", FORM, FORM.upper(), f"{FORM};", f"{FORM}; charset=utf-8", f"{FORM}; charset=latin-1"),
    *(
        f"{FORM}; charset=utf-16",
        f"{FORM};charset=iso-8859-1",
        f"{FORM} ; x",
        f"{FORM}, text/plain",
        f"{FORM} x",
        f"{FORM}x",
    ),
    *(
        "application/x-www-form-urlencode",
        "text/plain",
        "application/json",
        "application/json; charset=utf-8",
        "text/xml",
    ),
    *("x-www-form-urlencoded", "application/octet-stream", "*/*", "junk", f'"{FORM}"', f"{FORM}/x", "text/html"),
)

EDITS = (
    *rb"""
    text=a text=a%0D%0Ab%0Dc%0A text=%00a text=a%00b text=a%08b text=%FF text=e%CC%81 text= text=%EF%BB%BFa text=+a+
    text=%C2%A0a%C2%A0 text=a%0B%0C text=%EF%BF%BF text=%ED%A0%80a text[]=a text[a]=b&text=c text=c&text[a]=b
    text=a&text=b text=a&section[]=0 text=a&minor[]=1 text=a&summary[]=x text=a&title[]=x text=a&token[]=x
    text=a&watch[] text=a&tags[]=x text=a&md5[]= text=a&basetimestamp[]=x text=a&nocreate[]=1 text=a&createonly[]=1
    text=a&title=%FF text=a&title=e%CC%81 text=a&title=Foo%00 text=a&title=a%0Ab text=a&title=%EF%BB%BFFoo
    text=a&title=%E2%80%8EFoo%E2%80%8F text=a&summary=%FF text=a&summary=a%00b text=a&summary=e%CC%81
    text=a&summary=a%0Ab%0D%0Ac%09d text=a&summary=%1Fa text=%1Fa%1Fb text=a&token= text=a&token=%2B%5C%00
    text=a&token=+%5C text=a&token=%2B%5C%0A text=a&action=query text=a%FFb&summary=%FF&title=%FF
    text=a&md5=0cc175b9c0f1b6a831c399e269772661 text=e%CC%81&md5=b1946ac9 appendtext=%FF prependtext=a%0D%0A
    appendtext[]=a text=a&section=new&sectiontitle=e%CC%81%FF text=a=b&c text=a% text=%zz text=a+b%2Bc text=a;b
    text=a%26b text=%3Cnowiki%3E
    """.split(),
    *(b"text=" + long for long in (b"x" * 8100, b"%C3%A9" * 8100, b"x%0D%0A" * 3000, b"%F0%9F%98%80" * 3000)),
    *(b"text=a&summary=" + long for long in (b"%C3%A9" * 600, b"x" * 8100)),
    b"text=\xc3\xa9\xff",
)


def requests() -> Iterator[Raw]:
    """Yield them all."""
    for name in NAMES:
        quoted = b"".join(b"%%%02X" % byte for byte in name)
        yield Raw(query=ECHO + b"&" + quoted + b"=1")
        yield post(ECHO + b"&" + quoted + b"=1")
        yield post(ECHO_PARTS + part(name, b"1") + END, MULTIPART)
        yield post(quoted + b"=1", FORM, ECHO + b"&requestid=2&x=1")
    for piece in PIECES:
        yield post(ECHO + b"&" + piece)
        if not piece.isascii():
            # PHP's own server does not take such an address.
            continue
        yield Raw(query=ECHO + b"&" + piece)
        yield post(ECHO, FORM, piece)
        if b"%" in piece:
            yield post(ECHO + b"&" + piece, FORM, piece)
    for body in MULTIPART_BODIES:
        yield post(body, MULTIPART)
    for body in (b"", b"junk", ECHO, ECHO + b"&requestid=1"):
        yield post(body, MULTIPART, ECHO)
    for content_type in MULTIPART_TYPES:
        yield post(ECHO_PARTS + part(b"requestid", b"1") + END, content_type, b"formatversion=2&format=json")
    for content_type, body in product(CONTENT_TYPES, (b"requestid=%C3%A9%FF&a=1", b"")):
        yield post(body, content_type, ECHO)
    for body in (
        b'{"action":"query"}',
        b"\xef\xbb\xbfrequestid=1",
        b"\xff\xfer\0",
        b"\r\nrequestid=1\r\n",
        b"requestid=1\r\n",
        b"\0",
        b"&",
        b"a=1\0&requestid=2",
    ):
        for content_type in (FORM, "application/json", None):
            yield post(body, content_type, ECHO)
    for method in ("GET", "HEAD", "PUT", "OPTIONS", "DELETE", "PATCH"):
        for query, body in product(
            (
                ECHO,
                ECHO + b"&requestid=1",
                b"action=edit&title=Foo&text=a&token=%2B%5C&format=json",
                b"action=login&format=json",
            ),
            (b"", b"requestid=2&action=query"),
        ):
            yield Raw(method, query, (("Content-Type", FORM),) if body else (), body)
    for query in (ECHO + b"?", ECHO + b"&requestid=?", b"&" + ECHO, ECHO + b"#requestid=1", ECHO + b"&requestid=1#2"):
        yield Raw(query=query)
    for suffix in (
        b"&a[]=1",
        b"&a[x]=1&b.c=2",
        b"&a%00b=1",
        b"&requestid=%FF",
        b"&requestid=e%CC%81",
        b"&a+b=c+d~e",
        b"&a[x][y]=1&a[]=2",
        b"&a",
        b"&=1",
    ):
        yield Raw(query=b"action=query&format=jsonfm&wrappedhtml=1" + suffix)
        yield post(b"action=query&format=jsonfm&wrappedhtml=1", FORM, suffix[1:])
    for piece in EDITS:
        yield post(EDIT + b"&" + piece)
        if piece.isascii():
            yield post(EDIT, FORM, piece)
        yield post(
            fields(EDIT.replace(b"%2B%5C", b"+\\")) + b"".join(part(*sent) for sent in multipart_fields(piece)) + END,
            MULTIPART,
        )


def multipart_fields(piece: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and values of an urlencoded piece as bytes."""
    for pair in piece.split(b"&"):
        name, _, value = pair.partition(b"=")
        yield unquote_to_bytes(name), unquote_to_bytes(value.replace(b"+", b" "))


#: Every request once, by its key.
REQUESTS = {request.key: request for request in requests()}

#: When they are sent.
MOMENT = 1_800_000_000


def is_edit(raw: Raw) -> bool:
    """Whether the wiki may be another afterwards."""
    return b"edit" in raw.query + raw.body


def compared(response: WebResponse, state: dict[str, Any] | None) -> dict[str, Any]:
    """Return what is compared of a reply, and of what the wiki is then."""
    reply = comparable(response)
    reply["body"] = digest(reply["body"], LONGEST_BODY)
    if "cookies" in reply:
        # A second may end while the wiki writes them, and then some are set twice.
        reply["cookies"] = list(dict.fromkeys(reply["cookies"]))
    if state is not None:
        reply["pages"] = left_behind(state)
    return reply


def left_behind(state: dict[str, Any]) -> dict[str, Any]:
    """Return what the wiki's pages are now, but for the Main Page; of long texts and summaries the hash."""
    return {
        title: [[digest(each["text"]), digest(each["comment"])] for each in page["revisions"]]
        for title, page in state["pages"].items()
        if title != "Main Page"
    }


def digest(text: str, longest: int = 300) -> str:
    """Return *text*, or what tells it from others."""
    return text if len(text) < longest else f"{len(text)} {hashlib.md5(text.encode()).hexdigest()}"


def send(raw: Raw, api_url: str) -> WebResponse:
    """Send a request over HTTP, byte for byte; what is answered names `API_URL`."""
    address = urlsplit(api_url)
    headers = [("Host", address.netloc), ("X-Mwedit-Clock", str(MOMENT)), ("Connection", "close"), *raw.headers]
    if raw.body or raw.method == "POST":
        headers.append(("Content-Length", str(len(raw.body))))
    target = address.path.encode() + (b"?" + raw.query if raw.query else b"")
    lines = [b"%s %s HTTP/1.1" % (raw.method.encode(), target)]
    lines += [f"{name}: {value}".encode("latin-1") for name, value in headers]
    with socket.create_connection((address.hostname or "", address.port or 80), timeout=60) as connection:
        connection.sendall(b"".join(line + b"\r\n" for line in lines) + b"\r\n" + raw.body)
        reply = HTTPResponse(connection, method=raw.method)
        reply.begin()
        fields: list[tuple[str, Any]] = reply.getheaders()
        return WebResponse(reply.status, tuple(fields), _with_known_address(reply.read(), api_url))


def _with_known_address(body: bytes, api_url: str) -> bytes:
    own, known = api_url.removesuffix("/api.php"), API_URL.removesuffix("/api.php")
    body = body.replace(own.encode(), known.encode())
    return body.replace(json.dumps(own).replace("/", "\\/").encode(), json.dumps(known).replace("/", "\\/").encode())
