"""One request being answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.messages import Message, message
from pytest_mwedit.api.messages import text as text_of
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.languages import code_of, in_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.api.declarations import Declaration
    from pytest_mwedit.api.errors import ApiError
    from pytest_mwedit.api.module import Module
    from pytest_mwedit.web import WebRequest, WebResponse
    from pytest_mwedit.wiki import Block, Session, Title, User, Wiki


@dataclass(frozen=True)
class Warned:
    """A warning in a reply; *path* names the module that it is about."""

    path: str
    message: Message
    code: str
    data: dict[str, Any] | None = None


@dataclass(eq=False)
class Call:
    """A request, who sends it, and what has been gathered of the reply.

    A module reads `params`, `user` and `wiki`, and writes its answer into `result` under its own name.
    """

    wiki: Wiki
    request: WebRequest
    #: The parameters as sent, by name.
    raw: dict[str, str]
    session: Session
    user: User
    rights: dict[str, bool]
    #: The names of parameters sent as lists or tables of PHP's, which the API does not know.
    arrays: frozenset[str] = frozenset()
    #: The session cannot be trusted (JSONP, ``origin=*``): whoever it is acts as if not logged in.
    login_suppressed: bool = False
    address: str = "127.0.0.1"
    main: dict[str, Any] = field(default_factory=dict)
    module: Module = field(init=False)
    declaration: Declaration = field(init=False)
    params: dict[str, Any] = field(default_factory=dict)
    #: The path of the module that an error is blamed on.
    blamed: str = "main"
    result: dict[str, Any] = field(default_factory=dict)
    warnings: list[Warned] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)
    #: Names of parameters that somebody reads; others are unrecognized.
    used: set[str] = field(default_factory=set)
    headers: list[tuple[str, str]] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    #: Cookies that are set when the beginning of a long reply has been sent already, and then are lost.
    late_cookies: list[str] = field(default_factory=list)
    #: The whole reply, if a module wrote it itself.
    whole: WebResponse | None = None
    #: What writes the reply if the module refuses in a form of its own.
    refusing: Callable[[Call, ApiError], WebResponse] | None = None
    #: What the reply is instead of an object, if a module answers with something else.
    whole_result: list[Any] | None = None
    #: Whether such a reply, which has no room for warnings, is refused where there are some.
    refuses_warnings: bool = False
    #: What a reply in XML is called.
    root: str = "api"
    #: The type of the reply, if a module has one of its own.
    content_type: str | None = None
    #: For how many seconds the module says that its reply is good.
    age: int = 0
    #: Whether caches must tell users apart by more than their cookies; private replies have no Vary.
    private: bool = True
    #: The page that errors tell of, for texts that ask for its name.
    told_of: Title | None = None
    #: Whether the parameters and the token were found good.
    is_read: bool = False
    #: Whether the edit that is asked for will give its author a temporary account.
    expects_account: bool = False
    #: Whether the user was read anew in the request, with the blocks that it brought about.
    has_read_user_anew: bool = False
    #: Whether what may be done is told without what takes long to look up: blocks, and cascading protection.
    tests_quickly: bool = False
    #: What an extension said against the edit, beside which others are heard.
    refused: ApiError | None = None
    #: Whether something was written, of which the client's cookies tell.
    has_written: bool = False
    #: Who sent the request, whoever is logged in after it.
    sender: User = field(init=False)
    #: The blocks that there were when the request came.
    blocks_before: tuple[Block, ...] = field(init=False)
    #: Until when the sender was not promoted by himself when the request came.
    unpromoted_before: int = field(init=False)

    def __post_init__(self) -> None:
        """Remember who sent the request, and who was blocked then."""
        self.sender = self.user
        self.unpromoted_before = self.user.unpromoted_until
        self.blocks_before = tuple(self.wiki.blocks)

    @property
    def language(self) -> str:
        """What the language is called that the user is talked to in."""
        content = self.wiki.config.language
        asked = self.main["uselang"]
        if asked == "user":
            # As in `found/languages_of_suppressed_logins`.
            reader = self.distrusted or self.sender
            asked = str(reader.options.get("language") or "content")
        return self.spoken(content if asked == "content" else code_of(asked, content))

    @property
    def language_of_page(self) -> str:
        """What the language is called of the page around a reply: the wiki's for who has just logged out.

        As in ``found/pages_around_logouts``.
        """
        has_left = self.sender.is_registered and not self.user.is_registered
        return self.spoken(self.wiki.config.language) if has_left and self.main["uselang"] == "user" else self.language

    @property
    def distrusted(self) -> User | None:
        """Who is logged in, if the request must not be taken for that one's."""
        name = self.session.user if self.login_suppressed else None
        return None if name is None else self.wiki.users.get(name)

    def spoken(self, code: str) -> str:
        """Return what a language is called that this wiki speaks; raises `NotImitated` for another."""
        self.wiki.speaking(code)
        return in_version(code, self.wiki.version)

    @property
    def takes_secrets_in_address(self) -> bool:
        """Whether passwords and tokens may stand in the address of the request."""
        return manner_of(self.wiki.version).takes_secrets_in_address or self.wiki.config.debug_api

    def may(self, right: str) -> bool:
        """Whether the user has *right*."""
        return right in self.rights

    def says(self, key: str) -> str:
        """Return a text that fills another, in the language of the user whatever that of errors."""
        return text_of(message(key), language=self.language)

    def warn(self, path: str, text: Message, *, code: str | None = None, data: dict[str, Any] | None = None) -> None:
        """Put a warning about the module *path* into the reply, once."""
        if code is None:
            code = text.key.removeprefix("apiwarn-").removeprefix("apierror-").removeprefix("paramvalidator-")
        warned = Warned(path, text, code, data)
        if warned not in self.warnings:
            self.warnings.append(warned)

    def warn_deprecated(self, path: str, text: Message, feature: str) -> None:
        """Warn of something deprecated, with where to learn of such things; *feature* is its name in statistics."""
        if not manner_of(self.wiki.version).warns_of_deprecation:
            return
        self.warn(path, text, code="deprecation", data={"feature": feature})
        self.warn("main", message("api-usage-mailinglist-ref"), code="deprecation-help")

    def note_limit(self, path: str, limit: int) -> None:
        """Tell the client what "max" meant."""
        # They stand where the first of them was read: above or below what was answered by then.
        self.result.setdefault("limits", self.limits)[path.rpartition("+")[2]] = limit
