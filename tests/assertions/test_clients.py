"""The helpers take the response of any client, and show the request that it knows."""

import asyncio
import json
import urllib.request
from pathlib import Path

import aiohttp
import httpx
import pytest
import requests
import urllib3

from pytest_mwedit.assertions import assert_api_error, assert_edit_success

REPLIES = json.loads(Path(__file__).with_name("replies.json").read_text(encoding="utf-8"))
PARAMS = {
    "action": "edit",
    "title": "Größe",
    "text": "x" * 300,
    "lgpassword": "very secret",
    "token": "0123456789abcdef+\\",
}


@pytest.fixture
def url(httpserver):
    reply = REPLIES["badtoken/json2"]
    httpserver.expect_request("/reply").respond_with_data(reply["body"], content_type=reply["content_type"])
    return httpserver.url_for("/reply")


def send_requests(url):
    return requests.post(url, params={"format": "json"}, data=PARAMS, timeout=5)


def send_requests_multipart(url):
    return requests.post(
        url, params={"format": "json"}, files={name: (None, value) for name, value in PARAMS.items()}, timeout=5
    )


def send_httpx(url):
    return httpx.post(url, params={"format": "json"}, data=PARAMS)


def send_httpx_async(url):
    async def send():
        async with httpx.AsyncClient() as client:
            return await client.post(url, params={"format": "json"}, data=PARAMS)

    return asyncio.run(send())


def send_urllib3(url):
    return urllib3.request("POST", url, fields=PARAMS)


def send_urllib(url):
    with urllib.request.urlopen(url, data=b"action=edit") as response:
        return response.read()


def send_aiohttp(url):
    async def send():
        async with aiohttp.ClientSession() as session, session.post(url, data=PARAMS) as response:
            return await response.json()

    return asyncio.run(send())


@pytest.mark.parametrize(
    "send",
    [send_requests, send_requests_multipart, send_httpx, send_httpx_async, send_urllib3, send_urllib, send_aiohttp],
)
def test_a_response(send, url):
    assert assert_api_error(send(url), "badtoken", info="Invalid CSRF token.").code == "badtoken"


@pytest.mark.parametrize("send", [send_requests, send_requests_multipart, send_httpx, send_httpx_async])
def test_the_request_is_shown_without_its_secrets(send, url):
    response = send(url)

    with pytest.raises(AssertionError) as caught:
        assert_edit_success(response)

    text = str(caught.value)
    assert (
        f"\nThe request: POST {url}\n"
        "  action = 'edit'\n"
        "  title = 'Größe'\n"
        f"  text = '{'x' * 200}... (300 characters)'\n"
        "  lgpassword = (hidden)\n"
        "  token = (hidden)\n"
        "  format = 'json'  (in the URL)\n"
    ) in text
    assert "secret" not in text
    assert "0123456789abcdef" not in text


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("+\\", "'+\\\\' (the token of anonymous users)"),
        ("0123456789abcdef \\", "(hidden; a space where + should be: encode it)"),
        ("", "'' (empty)"),
    ],
)
def test_a_token_that_looks_wrong_is_described(token, shown, url):
    response = requests.post(url, data={"action": "edit", "token": token}, timeout=5)

    with pytest.raises(AssertionError) as caught:
        assert_edit_success(response)

    assert f"  token = {shown}\n" in str(caught.value)


def test_a_page_of_a_proxy(httpserver):
    httpserver.expect_request("/proxy").respond_with_data("<html>Bad Gateway</html>", status=502)
    url = httpserver.url_for("/proxy")

    with pytest.raises(AssertionError) as caught:
        assert_edit_success(requests.get(url, params={"action": "edit"}, timeout=5))

    assert str(caught.value) == (
        "Expected a reply of MediaWiki's API in JSON or XML, but the body is "
        "an HTML page (is this the URL of api.php, and did a proxy answer?).\n"
        "  HTTP status: 502\n"
        "  body: '<html>Bad Gateway</html>'\n"
        "\n"
        f"The request: GET {url}\n"
        "  action = 'edit'"
    )


def test_a_response_that_is_not_read_yet(url):
    with httpx.Client() as client, client.stream("GET", url) as response:
        with pytest.raises(TypeError, match=r"httpx.Response that nobody has read; write response\.read\(\)"):
            assert_edit_success(response)

        response.read()
        assert_api_error(response, "badtoken")


def test_an_aiohttp_response(url):
    async def send():
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            with pytest.raises(
                TypeError, match=r"ClientResponse; write assert_edit_success\(await response\.json\(\)\)"
            ):
                assert_edit_success(response)

    asyncio.run(send())
