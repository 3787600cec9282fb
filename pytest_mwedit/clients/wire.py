"""HTTP/1.1 as bytes: what a client wrote to its socket, and what it reads from it."""

from __future__ import annotations

from pytest_mwedit.web import WebRequest, WebResponse

_WITHOUT_BODY = frozenset({204, 304})

#: Headers that say where a body ends: these are written here.
_FRAMING = frozenset({"content-length", "transfer-encoding"})


def read_request(sent: bytes, scheme: str, authority: str) -> WebRequest | None:
    """Return the request that *sent* holds, or None if it is not complete.

    *scheme* and *authority* are the connection's; a request line with an absolute URL (to a proxy) needs neither.
    """
    head, ended, rest = sent.partition(b"\r\n\r\n")
    if not ended:
        return None
    request_line, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = request_line.split(" ", 2)
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    url = target if "://" in target else f"{scheme}://{authority}{target}"
    framing = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in framing.get("transfer-encoding", ""):
        body = _joined_chunks(rest)
    else:
        length = int(framing.get("content-length", "0"))
        body = rest if len(rest) >= length else None
    return None if body is None else WebRequest(method, url, headers, body)


def _joined_chunks(rest: bytes) -> bytes | None:
    if not rest.endswith(b"0\r\n\r\n"):  # asked after each piece: all are looked at once only
        return None
    body: list[bytes] = []
    while True:
        size_line, ended, rest = rest.partition(b"\r\n")
        if not ended:
            return None
        size = int(size_line.partition(b";")[0], 16)
        if size == 0:
            return b"".join(body)
        if len(rest) < size + 2:
            return None
        body.append(rest[:size])
        rest = rest[size + 2 :]


def write_response(response: WebResponse, method: str, *, length: int | None = None) -> bytes:
    """Return *response* as a server sends it; *length* announces more than there is (a truncated reply)."""
    lines = [f"HTTP/1.1 {response.status} {response.phrase}"]
    lines += [f"{name}: {value}" for name, value in response.headers if name.lower() not in _FRAMING]
    without_body = method == "HEAD" or response.status in _WITHOUT_BODY
    if response.status not in _WITHOUT_BODY:
        lines.append(f"Content-Length: {len(response.body) if length is None else length}")
    head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
    return head if without_body else head + response.body
