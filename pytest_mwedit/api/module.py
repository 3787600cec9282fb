"""Modules: what MediaWiki declares of them, and what answers here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.declarations import Declaration


def _always(call: Call) -> bool:
    del call
    return True


@dataclass(frozen=True)
class Module:
    """What answers an action: reads ``call.params``, writes ``call.result``, raises `ApiError`.

    Everything that can be declared (parameters, token, method, rights) is in the recorded ``action=paraminfo``.
    *lacks* names, without prefix, the declared parameters that are not imitated.
    """

    run: Callable[[Call], None]
    lacks: frozenset[str] = frozenset()
    #: Whether the reply depends on who asks; those of query modules say it themselves.
    private: bool = True
    #: Whether a request reads what not everybody may read; most do.
    reads: Callable[[Call], bool] = _always
    #: The declared parameters that are read only when the module gathers its pages, after all other checks.
    late: frozenset[str] = frozenset()
    #: What MediaWiki declares of a module that is not its own, such as one that a test answers itself.
    declaration: Declaration | None = None
