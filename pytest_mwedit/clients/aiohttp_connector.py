"""aiohttp: a connector's connection to a wiki is one in memory; all else is aiohttp's own code."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import Any

from pytest_mwedit.clients import wire
from pytest_mwedit.clients.interception import Answerer, Patch, interception
from pytest_mwedit.failures import WikiFailure
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse


class _MemoryTransport(asyncio.Transport):
    """Remembers what the client writes, and lets the protocol read the reply once the request is complete."""

    def __init__(self, answerer: Answerer, protocol: Any, request: Any) -> None:
        super().__init__()
        self._answerer = answerer
        self._protocol = protocol
        self._url = request.url
        self._sent = bytearray()
        self._told_to_continue = False
        self._closing = False

    def write(self, data: Any) -> None:
        self._sent += data
        authority = self._url.raw_authority.rpartition("@")[2]
        request = wire.read_request(bytes(self._sent), self._url.scheme, authority)
        if request is None:
            self._tell_to_continue()
        else:
            self._sent.clear()
            self._replying = asyncio.get_running_loop().create_task(self._reply(request))

    def _tell_to_continue(self) -> None:
        """Say that the body is welcome, to a client that asks before it sends one."""
        head, ended, _ = self._sent.partition(b"\r\n\r\n")
        if ended and not self._told_to_continue and b"\r\nexpect: 100-continue" in head.lower():
            self._told_to_continue = True
            self._protocol.data_received(b"HTTP/1.1 100 Continue\r\n\r\n")

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    async def _reply(self, request: WebRequest) -> None:
        try:
            if self._answerer.waits:
                response = await asyncio.to_thread(self._answerer.answer, request)
            else:
                response = self._answerer.answer(request)
        except Disrupted as disrupted:
            DISRUPTIONS[disrupted.kind](self._protocol, disrupted.partial or WebResponse(), request.method)
        except (Exception, WikiFailure) as failure:
            self._protocol.set_exception(failure)
        else:
            self._protocol.data_received(wire.write_response(response, request.method))

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        self._closing = True

    abort = close

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


def _timeout(protocol: Any, response: WebResponse, method: str) -> None:
    import aiohttp

    error = getattr(aiohttp, "SocketTimeoutError", aiohttp.ServerTimeoutError)  # the first is new in 3.10
    protocol.set_exception(error("Timeout on reading data from socket"))


def _reset(protocol: Any, response: WebResponse, method: str) -> None:
    protocol.connection_lost(ConnectionResetError(104, "Connection reset by peer"))


def _refused(protocol: Any, response: WebResponse, method: str) -> None:
    protocol.connection_lost(ConnectionRefusedError(111, "Connection refused"))


def _truncated(protocol: Any, response: WebResponse, method: str) -> None:
    protocol.data_received(wire.write_response(response, method, length=len(response.body) + 1))
    protocol.connection_lost(None)


#: What the connection does for each kind of disruption; aiohttp makes its own exception of it.
DISRUPTIONS: dict[str, Callable[[Any, WebResponse, str], None]] = {
    "timeout": _timeout,
    "connection-reset": _reset,
    "connection-refused": _refused,
    "truncated": _truncated,
}


def _connection(connector: Any, answerer: Answerer, request: Any) -> Any:
    from aiohttp.client_proto import ResponseHandler
    from aiohttp.connector import Connection

    class MemoryConnection(Connection):  # defined here, since aiohttp is imported only by those who use it
        def release(self) -> None:
            self._notify_release()
            self._protocol = None

        close = release

    loop = asyncio.get_running_loop()
    protocol = ResponseHandler(loop)
    protocol.connection_made(_MemoryTransport(answerer, protocol, request))
    return MemoryConnection(connector, request.connection_key, protocol, loop)


def _wrap_connect(original: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(original)
    async def connect(self: Any, req: Any, *args: Any, **kwargs: Any) -> Any:
        answerer = interception.claimant(str(req.url))
        if answerer is None:
            return await original(self, req, *args, **kwargs)
        return _connection(self, answerer, req)

    return connect


PATCHES = (Patch("aiohttp.connector", "BaseConnector", "connect", _wrap_connect),)
