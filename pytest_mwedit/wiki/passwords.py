"""Which passwords an account may not have."""

from __future__ import annotations

from collections.abc import Iterable

#: Those of the passwords that tests are likely to use which MediaWiki takes for too common, as it answered when asked;
#: its whole list has a hundred thousand.
COMMON = frozenset(
    "short password password1 password12 password123 password1234 Password Password1 Password123 passw0rd Passw0rd"
    " p@ssw0rd P@ssw0rd pa55word 12345678 123456789 1234567890 87654321 11111111 00000000 88888888 qwertyui qwertyuiop"
    " qwerty123 qwerty12 qwerty1234 asdfghjk asdfghjkl zxcvbnm1 1q2w3e4r 1qaz2wsx q1w2e3r4 abcd1234 abc12345 abcdefgh"
    " abcdefghi iloveyou iloveyou1 sunshine princess football baseball superman batman123 trustno1 letmein1 letmein123"
    " welcome1 welcome123 Welcome1 admin123 administrator testtest test1234 test12345 testing1 testing123 testpass"
    " secret123 mypassword changeme changeme1 dragon123 monkey123 master123 michelle jennifer computer internet"
    " whatever starwars football1 baseball1 password2 passpass topsecret username hello123 helloworld rootroot"
    " default1 password! opensesame abracadabra qazwsxedc zaq12wsx Alice alice test secret pass admin abc 1234 12345"
    " 123456 1234567 qwerty letmein monkey user".split()
)

#: The groups whose members need longer passwords, and how many bytes these have at least.
TRUSTED, SHORTEST_OF_TRUSTED = frozenset({"bot", "bureaucrat", "interface-admin", "sysop"}), 10


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
    if password in COMMON:
        faults.append(("passwordincommonlist", ()))
    return faults
