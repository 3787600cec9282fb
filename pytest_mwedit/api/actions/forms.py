"""What the forms of accounts have in common: where they send back to, and what no address may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import require_at_least_one

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_mwedit.api.call import Call


def check_return(call: Call) -> None:
    """Check the address to which whoever fills in the form returns.

    Raises:
        ApiError: if there is none, or if it is no address.
    """
    prefix = call.declaration.prefix
    require_at_least_one(call.params, prefix, ("continue", "returnurl"))
    address: str | None = call.params["returnurl"]
    if address is not None and not urlsplit(address).scheme:
        name = f"{prefix}returnurl"
        raise ApiError(errors.error("apierror-badurl", f"badurl_{name}"), name, address)


def refuse_in_address(call: Call, fields: Iterable[str]) -> None:
    """Refuse a request whose address tells what only a form may, unless that is let through (`debug_api`).

    Raises:
        ApiError: for the first of the *fields* there.
    """
    for field in () if call.takes_secrets_in_address else fields:
        if field in call.request.query:
            raise ApiError(errors.MUST_POST_PARAMS, field, 1)
