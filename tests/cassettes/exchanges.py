"""Requests and replies to make recordings of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.web import Headers, WebRequest, WebResponse, multipart_body

API = "https://test.wikipedia.org/w/api.php"
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=abc"


def get(params: Mapping[str, str], url: str = API, headers: Headers = ()) -> WebRequest:
    """Return a GET request for *params*."""
    return WebRequest("GET", f"{url}?{urlencode(params)}", headers)


def post(
    form: Mapping[str, str], url: str = API, *, content_type: str = URLENCODED, headers: Headers = ()
) -> WebRequest:
    """Return a POST request with *form* as its body."""
    body = multipart_body(dict(form), content_type) if content_type == MULTIPART else urlencode(form).encode()
    return WebRequest("POST", url, (("Content-Type", content_type), *headers), body)


def reply(document: Any, headers: Headers = ()) -> WebResponse:
    """Return a JSON reply."""
    return WebResponse(
        200, (("Content-Type", "application/json; charset=utf-8"), *headers), json.dumps(document).encode()
    )


def recorded(request: WebRequest, document: Any = None, headers: Headers = ()) -> Interaction:
    """Return a recording of *request*."""
    return Interaction(request, reply({} if document is None else document, headers))
