"""action=cspreport: takes what a browser reports that a page was not allowed to load; a wiki only writes it into a log.

Evidence: the story ``reports_of_content_security``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.wiki.text_json import InvalidJson, read_json

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.web import WebRequest

#: The types under which browsers send reports, written exactly so.
_TYPES = ("application/csp-report", "application/json")

#: How many bytes a report may have.
_LONGEST = 8192

#: What a report is called in what is sent.
_REPORT = "csp-report"


def run(call: Call) -> None:
    """Take a report, if it is one."""
    request = call.request
    if request.header("Content-Type") not in _TYPES:
        raise _refused("wrongformat")
    if len(request.body) > _LONGEST:
        raise _refused("toobig")
    sent = _read(request)
    if not isinstance(sent, dict) or sent.get(_REPORT) is None:
        raise _refused("missingkey")
    call.result["cspreport"] = "success"


def _read(request: WebRequest) -> Any:
    try:
        # Into an array, which may have names that begin with a character of the number 0, as an object may not.
        return read_json(request.body.decode().replace('"\\u0000', '"\\u0001'))
    except UnicodeDecodeError:
        raise _refused("json-error-utf8") from None
    except InvalidJson as reason:
        raise _refused(reason.key) from None


def _refused(why: str) -> ApiError:
    return ApiError(errors.error("apierror-csp-report", f"cspreport-{why}", status=400), why)
