"""What fails a test instead of answering a request.

These derive from `BaseException`: a client's retry loop must not swallow them.
The plugin also notes each one, so a client that catches everything still fails its test.
"""

from __future__ import annotations


class WikiFailure(BaseException):
    """A wiki request that the test double must not answer, with the reason as its text."""


class NotImitated(WikiFailure):
    """A request that a real MediaWiki answers and the in-memory wiki cannot.

    The text names what is missing and what the author of the test can do.
    """


class NoRecording(WikiFailure):
    """A request in mode ``replay`` that the cassette does not hold."""


class WriteRefused(WikiFailure):
    """A write that was about to reach a wiki which is not a test wiki."""


class ContactMissing(WikiFailure):
    """A request to a wiki whose owner asks every client to say whom to contact, and this one does not."""


class CannotBreak(Exception):
    """A reply that is to break off below HTTP, where there is nothing but HTTP: of `FakeEditApi.wsgi`.

    It is an `Exception`, for it ends the request in some server's thread, and not the test.
    """
