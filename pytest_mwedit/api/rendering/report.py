"""What MediaWiki tells at the end of a page of what it took to parse it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

#: What a mark is long that stands for an extension tag, beside its name, and one that stands in a heading.
MARK_LENGTH: Final = 28
HEADING_MARK_LENGTH: Final = 22

_HYPHEN: Final = "\u2010"
#: So many templates are named that took the longest.
_MOST_TEMPLATES: Final = 10


@dataclass
class Costs:
    """What it took to parse a page, but for time."""

    nodes: int = 0
    depth: int = 0
    #: Bytes that templates and functions became, and that their arguments were.
    included: int = 0
    arguments: int = 0
    #: Bytes of what is no wikitext.
    hidden: int = 0
    #: What each template is called, and how often it was used.
    templates: Counter[str] = field(default_factory=Counter)
    #: Whether the page will not be the same the next time.
    is_of_the_moment: bool = False
    complications: list[str] = field(default_factory=list)


def report(costs: Costs, now: int, kept: str) -> str:
    """Return the comment at the end of a page that was parsed at *now*; times are as if it took none."""
    complications = ", ".join(costs.complications).replace("-", _HYPHEN)
    lines = (
        "NewPP limit report",
        f"Cached time: {time.strftime('%Y%m%d%H%M%S', time.gmtime(now))}",
        "Cache expiry: 86400",
        "Reduced expiry: false",
        f"Complications: [{complications}]",
        "CPU time usage: 0.000 seconds",
        "Real time usage: 0.000 seconds",
        f"Preprocessor visited node count: {costs.nodes}/1000000",
        f"Post{_HYPHEN}expand include size: {costs.included}/2097152 bytes",
        f"Template argument size: {costs.arguments}/2097152 bytes",
        f"Highest expansion depth: {costs.depth}/100",
        "Expensive parser function count: 0/100",
        "Unstrip recursion depth: 0/20",
        f"Unstrip post{_HYPHEN}expand size: {costs.hidden}/5000000 bytes",
    )
    templates = [*costs.templates.items()][: _MOST_TEMPLATES - 1]
    rows = [f"100.00%    0.000 {count:6d} {name}" for name, count in [*templates, ("-total", 1)]]
    return (
        "\n<!-- \n"
        + "\n".join(lines)
        + "\n-->\n<!--\nTransclusion expansion time report (%,ms,calls,template)\n"
        + "\n".join(rows)
        + f"\n-->\n{kept}"
    )
