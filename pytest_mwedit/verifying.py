"""Would the in-memory wiki answer as a recording does?  Each request of a cassette is asked again, in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_mwedit.cassettes import Cassette, Interaction
from pytest_mwedit.drift import named, reply_changes
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.follow import Follower
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse
from pytest_mwedit.wiki.versions import VERSIONS

_RELEASE = re.compile(r"MediaWiki (\d+\.\d+)")


@dataclass(frozen=True)
class Outcome:
    """What came of one request: whether it could be compared, and how the replies differ, if they do."""

    number: int
    compared: bool
    problem: str = ""


def verify(cassette: Cassette, version: str = "", profile: str = "") -> Iterator[Outcome]:
    """Yield for each interaction of *cassette* what the in-memory wiki makes of its request.

    The wiki is arranged by what the cassette says up to there; what happened before the recording began, and it does
    not show, is not known.  *version* and *profile* are those that the cassette names unless given.
    """
    told = _RELEASE.match(str(cassette.metadata.get("mediawiki", "")))
    version = version or (told[1] if told and told[1] in VERSIONS else "1.43")
    profile = profile or str(cassette.metadata.get("profile", "plain"))
    for number, interaction in enumerate(cassette.interactions, start=1):
        api_url = interaction.request.endpoint
        if not api_url.endswith("/api.php"):
            yield Outcome(number, compared=False)
            continue
        fake = FakeEditApi(version=version, profile=profile, api_url=api_url)
        follower = Follower(fake, cassette.interactions[: number - 1])
        for earlier in cassette.interactions[: number - 1]:
            follower.follow(earlier.request, earlier.response)
        _look_ahead(follower, interaction)
        try:
            follower.go_beyond_the_tape()
            answer = fake.answer(interaction.request)
        except (NotImitated, Disrupted) as missing:
            yield Outcome(number, compared=False, problem=f"{named(interaction.request)}: {missing}")
            continue
        cause = interaction.response.header("MediaWiki-API-Error")
        if cause and not answer.header("MediaWiki-API-Error"):
            problem = f"{named(interaction.request)}: the recording does not show why the wiki answered {cause}"
            yield Outcome(number, compared=False, problem=problem)
            continue
        differences = list(reply_changes(named(interaction.request), interaction.response, answer))
        yield Outcome(number, compared=True, problem="; ".join(map(str, differences)))


def _look_ahead(follower: Follower, interaction: Interaction) -> None:
    """Tell the wiki what the reply shows of the past: a refusal has a reason, an edited page was there before."""
    try:
        reply = json.loads(interaction.response.body)
    except ValueError:
        return
    if "error" in reply or "errors" in reply:
        follower.follow(interaction.request, interaction.response)
    edit = reply.get("edit")
    if not isinstance(edit, dict) or not edit.get("oldrevid"):
        return
    page = {"pageid": edit["pageid"], "title": edit["title"], "lastrevid": edit["oldrevid"], "ns": 0}
    body = json.dumps({"query": {"pages": [page]}}).encode()
    query = WebRequest("GET", f"{interaction.request.endpoint}?action=query&prop=info&format=json")
    follower.follow(query, WebResponse(200, (("Content-Type", "application/json"),), body))
