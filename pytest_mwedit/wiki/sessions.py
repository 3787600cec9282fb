"""Who is logged in, and the tokens that prove it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_mwedit.wiki.captchas import Captcha
    from pytest_mwedit.wiki.users import BotPassword

#: What every token ends with; alone it is the token of those who are not logged in.
TOKEN_SUFFIX = "+\\"
ANONYMOUS_TOKEN = TOKEN_SUFFIX

#: The digit that stands for a byte, by its last five bits.
_DIGITS = b"0123456789abcdefghijklmnopqrstuv" * 8


@dataclass(eq=False)
class Session:
    """What a session cookie stands for."""

    id: str
    user: str | None = None
    bot_password: BotPassword | None = None
    #: Whether the session is kept, that is its cookie known to the client.
    kept: bool = False
    secrets: dict[str, str] = field(default_factory=dict)
    #: Tokens that somebody else issued for this session, such as a recording, by kind.
    adopted_tokens: dict[str, set[str]] = field(default_factory=dict)
    #: Somebody else began it, such as a recorded wiki: the other cookies are not looked at.
    adopted: bool = False
    #: The cookies that the next reply sets, since those that were sent do not fit.
    owed_cookies: list[str] = field(default_factory=list)
    #: What abuse filters warned of.
    warned: set[str] = field(default_factory=set)
    #: The name of the temporary account that an edit in this session made, or will make.
    temporary_name: str | None = None
    #: Why an edit in this session may not make a temporary account, once that was said.
    account_refusal: Exception | None = None
    #: The captchas that wait for their answers, by id.
    captchas: dict[str, Captcha] = field(default_factory=dict)


@dataclass(eq=False)
class Sessions:
    """The sessions of one wiki; ids and secrets follow from a seed, so a test gives the same bytes each time."""

    seed: str
    by_id: dict[str, Session] = field(default_factory=dict)
    #: How often all sessions of somebody were ended at once.
    ended: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def random(self, length: int = 32) -> str:
        """Return a fresh text of hexadecimal digits."""
        self._count += 1
        return hashlib.sha512(f"{self.seed}:{self._count}".encode()).hexdigest()[:length]

    def new_id(self) -> str:
        """Return a fresh session id."""
        self._count += 1
        digest = hashlib.sha256(f"{self.seed}:{self._count}".encode()).digest()
        return digest.translate(_DIGITS).decode("ascii")

    def start(self, session: Session) -> Session:
        """Keep *session*, so that its id is known from now on."""
        session.kept = True
        self.by_id[session.id] = session
        return session

    def end(self, session: Session) -> None:
        """Forget *session*."""
        session.kept = False
        self.by_id.pop(session.id, None)

    def end_all_of(self, user: str) -> None:
        """Forget every session of *user*, and what the browsers keep to begin new ones."""
        self.ended[user] = self.ended.get(user, 0) + 1
        for session in [each for each in self.by_id.values() if each.user == user and not each.adopted]:
            del self.by_id[session.id]

    def adopt(self, session_id: str, user: str | None = None, bot_password: BotPassword | None = None) -> Session:
        """Know a session id that was issued elsewhere, such as by a recording."""
        session = self.by_id.get(session_id) or self.start(Session(session_id))
        session.user, session.bot_password, session.adopted = user, bot_password, True
        return session

    def token(self, session: Session, kind: str, now: int | None) -> str:
        """Return a token of *kind*; its last eight digits are the time, unless that is None."""
        secret = session.secrets.get(kind)
        if secret is None:
            secret = session.secrets[kind] = self.random()
        if now is None:
            return secret + TOKEN_SUFFIX
        return f"{_signature(secret, now)}{now:08x}{TOKEN_SUFFIX}"

    def accepts(self, session: Session, kind: str, token: str) -> bool:
        """Whether *token* is one that `token` returned, at whatever time."""
        if token in session.adopted_tokens.get(kind, ()):
            return True
        secret = session.secrets.get(kind)
        if secret is not None and token == secret + TOKEN_SUFFIX:
            return True
        if secret is None or len(token) != 42 or not token.endswith(TOKEN_SUFFIX):
            return False
        try:
            issued = int(token[32:40], 16)
        except ValueError:
            return False
        return hmac.compare_digest(token[:32], _signature(secret, issued))


def _signature(secret: str, now: int) -> str:
    return hashlib.md5(f"{secret}:{now}".encode()).hexdigest()
