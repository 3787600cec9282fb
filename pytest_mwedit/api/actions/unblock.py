"""action=unblock: let somebody who is blocked edit again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.block import refuse_blocked, target_of, watch_user
from pytest_mwedit.api.blocking import lift_block
from pytest_mwedit.api.blocks import blocks_info, blocks_of
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Block


def run(call: Call) -> None:
    """Check, unblock, and answer."""
    params, wiki = call.params, call.wiki
    require_only_one(params, "", ("id", "user", "userid"))
    if not call.may("block"):
        raise ApiError(errors.PERMISSION_DENIED_UNBLOCK)
    target = f"#{params['id']}" if params["id"] is not None else target_of(call)
    block = _block(call, target)
    own = block is not None and block.target == call.user.name and block.parent is None
    blocks = blocks_of(call)
    if blocks:
        refuse_blocked(call, call.user.name if own else target, {"blockinfo": blocks_info(call, blocks)})
    refuse(call, tag_refusals(call))
    if block is None:
        raise ApiError(errors.CANT_UNBLOCK, Markup(target))
    lift_block(wiki, block, call.user, wiki.fitted(params["reason"]), tags=tuple(params["tags"] or ()))
    user = wiki.users.get(block.target)
    answer = Tree(
        id=block.id,
        user=block.target if block.parent is None else "",
        userid=user.id if user is not None else 0,
        reason=params["reason"],
    )
    if "watchuser" in params:
        answer["watchuser"] = params["watchuser"]
        if params["watchuser"]:
            watch_user(call, block.target)
    note_write(call)
    call.result["unblock"] = answer


def _block(call: Call, target: str) -> Block | None:
    """Return the block that is to be lifted, by its number or by whom it blocks."""
    now, number = call.wiki.clock.now(), call.params["id"]
    holding = [each for each in call.wiki.blocks if each.holds_at(now)]
    if number is not None:
        return next((each for each in holding if each.id == number), None)
    return next((each for each in holding if each.target == target), None)
