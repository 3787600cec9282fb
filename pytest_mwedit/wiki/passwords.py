"""Which passwords an account may not have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

#: The groups whose members need longer passwords, and how many bytes these have at least.
TRUSTED, SHORTEST_OF_TRUSTED = frozenset({"bot", "bureaucrat", "interface-admin", "sysop"}), 10


@cache
def common_passwords() -> frozenset[str]:
    """Return the hundred thousand passwords that MediaWiki takes for too common.

    They are those of the library wikimedia/common-passwords, which both versions ask; see NOTICE.
    """
    return frozenset((files(__package__) / "common_passwords.txt").read_text("utf-8").splitlines())


def shortest_for(groups: Iterable[str], usual: int) -> int:
    """Return how many bytes the password of somebody in *groups* has at least; *usual* is that of everybody."""
    return usual if TRUSTED.isdisjoint(groups) else max(usual, SHORTEST_OF_TRUSTED)


def faults_of(password: str, name: str, shortest: int) -> list[tuple[str, tuple[int, ...]]]:
    """Return the messages that say why the account *name* should not have *password*, with what fills them.

    A password has at least the *shortest* number of bytes.
    """
    faults: list[tuple[str, tuple[int, ...]]] = []
    if len(password.encode()) < shortest:
        faults.append(("passwordtooshort", (shortest,)))
    if password and password.lower() in name.lower():
        faults.append(("password-substring-username-match", ()))
    if password in common_passwords():
        faults.append(("passwordincommonlist", ()))
    return faults
