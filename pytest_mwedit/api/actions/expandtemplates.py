"""action=expandtemplates: what a text becomes once its templates are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, Markup, message
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query.query import refuse_unknown
from pytest_mwedit.api.result import Recorded, Sub, Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle
from pytest_mwedit.wiki.text_expansion import filled_in
from pytest_mwedit.wiki.text_presave import Saver
from pytest_mwedit.wiki.text_tree import tree

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title

PATH = "expandtemplates"

LACKS = frozenset({"showstrategykeys"})

#: The title that a text has of which none is said.
NO_TITLE = "API"

_PROPERTIES = frozenset({"wikitext", "categories", "properties", "volatile", "ttl", "parsetree"})


def run(call: Call) -> None:
    """Fill in the templates."""
    params = call.params
    call.private = False
    require_max_one(params, "", ("prop", "generatexml"))
    asked = params["prop"]
    if asked is None:
        text = message("apiwarn-deprecation-missingparam", "prop")
        call.warn_deprecated(PATH, text, "action=expandtemplates&!prop")
    refuse_unknown(PATH, "prop", asked or (), _PROPERTIES)
    title = _title(call)
    shown = (
        tree(params["text"], call.wiki.extension_tags)
        if params["generatexml"] or "parsetree" in (asked or ())
        else None
    )
    if asked is None and shown is not None:
        call.result["parsetree"] = Sub(shown)
    found = filled_in(params["text"], Saver(call.wiki, title, call.user), comments=params["includecomments"])
    if asked is None:
        call.result[PATH] = Tree({"wikitext": found.text}, content="wikitext")
        return
    if (found.display_titles or found.default_sort) and {"categories", "properties"} & set(asked):
        raise NotImitated(
            "The in-memory wiki does not tell the properties of a text with DISPLAYTITLE or DEFAULTSORT. "
            "Ask for prop=wikitext, or record the reply."
        )
    answer = Tree()
    if shown is not None:
        answer["parsetree"] = shown
    if "volatile" in asked:
        answer["volatile"] = False
    if "wikitext" in asked:
        answer["wikitext"] = found.text
    # PHP writes what is empty as a list.
    call.result[PATH] = Recorded([], answer) if answer == {"volatile": False} else answer or []


def _title(call: Call) -> Title:
    """Return what the page is called that the text stands in: as is said, or as the page of a revision."""
    params, wiki = call.params, call.wiki
    given, number = params["title"], params["revid"]
    try:
        title = wiki.title(NO_TITLE if given is None else given)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, given) from None
    if number is None:
        return title
    revision = wiki.revisions.get(number)
    if revision is None:
        raise ApiError(errors.NO_SUCH_REV_ID, Id(number))
    if "{{REVISION" in params["text"].upper():
        raise NotImitated("The in-memory wiki does not tell a text what revision it is of. Leave revid out.")
    if given is not None and title != revision.page.title:
        call.warn(PATH, message("apierror-revwrongpage", Id(number), Markup(title.prefixed_text)))
    return revision.page.title
