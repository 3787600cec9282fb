"""One story, told by every client: unmodified clients edit the in-memory wiki as they edit a real one.

With `--live-wiki URL` it is told on a real MediaWiki, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from bots import BOTS, Bot, bot, raised
from worlds import MemoryWorld, World, live

#: What is there before the story begins.
ARRANGED = [
    {"page": {"title": "Known", "text": "What is known"}},
    {"page": {"title": "Sections", "text": "Intro\n\n== One ==\n1\n\n== Two ==\n2"}},
    {"page": {"title": "Contested", "text": "first"}},
    {"page": {"title": "Guarded", "text": "safe"}},
    {"protect": {"title": "Guarded", "edit": "sysop"}},
    {"block": {"target": "Bob", "reason": "spam"}},
]


@dataclass
class Story:
    """A client on a wiki, and what came of it so far."""

    client: str
    world: World
    exits: ExitStack
    bot: Bot = field(init=False)

    def __post_init__(self) -> None:
        self.bot = self.another()

    def another(self) -> Bot:
        """Return one more client of the kind, with a session of its own."""
        made = bot(self.client, self.world)
        self.exits.callback(made.close)
        return made

    def text(self, title: str) -> str:
        """Return what a page says."""
        return str(self.world.latest(title)["text"])


def log_in(story: Story) -> None:
    story.bot.log_in("Robo")

    assert story.bot.user() == "Robo"


def read(story: Story) -> None:
    assert story.bot.read("Known").text == "What is known"
    assert story.bot.read("Unknown").text == ""


def create(story: Story) -> None:
    story.bot.save(story.bot.read("New page"), text="Hello", summary="made", createonly=True)

    latest = story.world.latest("New page")
    assert (latest["text"], latest["user"], latest["comment"]) == ("Hello", "Robo", "made")


def append(story: Story) -> None:
    story.bot.save(story.bot.read("New page"), appendtext=" world")

    assert story.text("New page") == "Hello world"


def section(story: Story) -> None:
    story.bot.save(story.bot.read("Sections"), text="== One ==\nuno", section="1")
    story.bot.save(story.bot.read("Sections"), text="3", section="new", sectiontitle="Three", summary="added")

    assert story.text("Sections") == "Intro\n\n== One ==\nuno\n\n== Two ==\n2\n\n== Three ==\n\n3"


def minor_and_bot(story: Story) -> None:
    story.bot.save(story.bot.read("New page"), text="Hello, world", minor=True, bot=True)
    minor = story.world.latest("New page")
    story.bot.save(story.bot.read("New page"), text="Hello, world!", minor=False)

    assert (minor["minor"], minor["bot"]) == (True, True)
    assert story.world.latest("New page")["minor"] is False


def conflict(story: Story) -> str:
    page = story.bot.read("Contested")
    story.world.edit("Alice", title="Contested", text="Alice's")

    outcome = raised(lambda: story.bot.save(page, text="mine"))

    assert story.text("Contested") == "Alice's"
    return outcome


def protected(story: Story) -> str:
    page = story.bot.read("Guarded")

    return raised(lambda: story.bot.save(page, text="unsafe"))


def blocked(story: Story) -> str:
    other = story.another()
    other.log_in("Bob")
    page = other.read("Known")

    return raised(lambda: other.save(page, text="spam"))


def nocreate(story: Story) -> str:
    page = story.bot.read("Unknown")

    return raised(lambda: story.bot.save(page, text="x", nocreate=True))


def createonly(story: Story) -> str:
    page = story.bot.read("Known")

    return raised(lambda: story.bot.save(page, text="x", createonly=True))


def bad_token(story: Story) -> None:
    page = story.bot.read("New page")
    story.bot.spoil_token()

    story.bot.save(page, text="Saved with another token")

    assert story.text("New page") == "Saved with another token"


def maxlag(story: Story) -> str:
    return raised(lambda: story.bot.query(maxlag="-2"))


def assertion(story: Story) -> str:
    assert story.bot.query(**{"assert": "bot"})["query"]["userinfo"]["name"] == "Robo"

    return raised(lambda: story.bot.query(assertuser="Alice"))


def stash_then_edit(story: Story) -> None:
    other = story.another()
    other.log_in("Alice")  # bots are refused
    page = other.read("New page")

    texthash = other.stash(page, "Stashed")
    other.save(page, text="Stashed")

    assert texthash == hashlib.sha1(b"Stashed").hexdigest()
    assert story.text("New page") == "Stashed"


def log_out(story: Story) -> None:
    story.bot.log_out()

    assert story.bot.user() != "Robo"


#: The story: each step does something and checks it, and returns what the client raised where it has to raise.
STEPS: tuple[Callable[[Story], str | None], ...] = (
    log_in,
    read,
    create,
    append,
    section,
    minor_and_bot,
    conflict,
    protected,
    blocked,
    nocreate,
    createonly,
    bad_token,
    maxlag,
    assertion,
    stash_then_edit,
    log_out,
)

#: What the wiki answers where a step is refused.
CODES = {
    "conflict": "editconflict",
    "protected": "protectedpage",
    "blocked": "blocked",
    "nocreate": "missingtitle",
    "createonly": "articleexists",
    "maxlag": "maxlag",
    "assertion": "assertnameduserfailed",
}


def _always(kind: str) -> dict[str, str]:
    return {step: f"{kind}: {code}" for step, code in CODES.items()}


#: What each client raises, as class and code.
RAISES: Mapping[str, Mapping[str, str]] = {
    **{client: _always("the reply") for client in BOTS},
    "mwclient": {
        **_always("mwclient.errors.APIError"),
        "conflict": "mwclient.errors.EditError: editconflict",
        "protected": "mwclient.errors.ProtectedPageError: protectedpage",  # it does not even ask
        "blocked": "mwclient.errors.UserBlocked: blocked",  # likewise
        "maxlag": "mwclient.errors.MaximumRetriesExceeded",
    },
    "mwapi": _always("mwapi.errors.APIError"),
    "mwapi-async": _always("mwapi.errors.RequestError"),
    "pywikibot": {
        **_always("pywikibot.exceptions.APIError"),
        "conflict": "pywikibot.exceptions.EditConflictError: editconflict",
        "protected": "pywikibot.exceptions.LockedPageError: protectedpage",
        "blocked": "pywikibot.exceptions.OtherPageSaveError: blocked",
        "nocreate": "pywikibot.exceptions.NoCreateError: missingtitle",
        "createonly": "pywikibot.exceptions.PageCreatedConflictError: articleexists",
        "maxlag": "pywikibot.exceptions.MaxlagTimeoutError: maxlag",
    },
    "wikibaseintegrator": {
        **_always("wikibaseintegrator.wbi_exceptions.MWApiError"),
        "nocreate": "wikibaseintegrator.wbi_exceptions.NonExistentEntityError: missingtitle",
        "maxlag": "wikibaseintegrator.wbi_exceptions.MaxRetriesReachedException",
    },
}


def tell(client: str, world: World, exits: ExitStack) -> None:
    """Let *client* go through the story."""
    world.arrange(ARRANGED)
    story = Story(client, world, exits)
    came = {}
    for step in STEPS:
        try:
            came[step.__name__] = step(story)
        except BaseException as error:
            error.add_note(f"in the step {step.__name__} of {client}")
            raise
    assert {step: outcome for step, outcome in came.items() if outcome is not None} == RAISES[client]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell the story in memory, and on the real wiki where one is given."""
    url = metafunc.config.getoption("live_wiki")
    told = [pytest.param(client, None, id=f"memory-{client}") for client in BOTS]
    told += [pytest.param(client, url, id=f"live-{client}") for client in BOTS if url]
    metafunc.parametrize(("client", "live_url"), told)


def test_the_story(client: str, live_url: str | None, request: pytest.FixtureRequest) -> None:
    with ExitStack() as exits:
        world: World
        if live_url is None:
            world = MemoryWorld(request.getfixturevalue("fake_edit_api"))
        else:
            world = exits.enter_context(live(live_url))
        tell(client, world, exits)
