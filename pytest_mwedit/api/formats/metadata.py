"""What the formats other than JSON must know of a result tree: how its arrays are called, table METADATA.

The rows are those that a real wiki shows with ``format=rawfm``, in its order.
"""

from __future__ import annotations

from typing import Any

from pytest_mwedit.api.result import Recorded, Tree

ASSOCIATIVE = {"_type": "assoc"}

#: A row of this value stands for every key of the array.
EVERY_KEY = None


def items(element: str, **more: str) -> dict[str, Any]:
    """Return the row of an array whose items are called *element*."""
    return {**{f"_{name}": value for name, value in more.items()}, "_element": element}


def text_of(key: str) -> dict[str, Any]:
    """Return the row of an object one of whose values is its text."""
    return {"_content": key}


def _of_revisions(path: str) -> dict[str, dict[str, Any]]:
    """Return the rows of revisions, at *path*."""
    return {
        path: items("rev"),
        f"{path}.*": {**ASSOCIATIVE, "_content": "content"},
        f"{path}.*.slots": {"_kvpmerge": True, "_type": "kvp", "_kvpkeyname": "role", "_element": "slot"},
        f"{path}.*.slots.*": ASSOCIATIVE,
        f"{path}.*.diff": text_of("body"),
        f"{path}.*.tags": items("tag"),
    }


def _of_log(path: str) -> dict[str, dict[str, Any]]:
    """Return the rows of what was logged, at *path*."""
    groups = ("oldgroups", "newgroups", "oldmetadata", "newmetadata")
    return {
        path: {"_element": "param", **ASSOCIATIVE},
        f"{path}.count": ASSOCIATIVE,
        f"{path}.details": {"_type": "array"},
        f"{path}.ids": items("id", type="array"),
        f"{path}.new": ASSOCIATIVE,
        f"{path}.old": ASSOCIATIVE,
        f"{path}.flags": items("f", type="array"),
        f"{path}.restrictions.namespaces": items("ns"),
        f"{path}.restrictions.pages": items("p"),
        **{f"{path}.{name}": items("g", type="array") for name in groups},
    }


#: Where in a reply, with ``*`` for any number or any name of a table: the metadata of that array or object.
METADATA: dict[str, dict[str, Any]] = {
    "": ASSOCIATIVE,
    # Errors and warnings
    "errors": items("error"),
    "errors.*.data": ASSOCIATIVE,
    "errors.*.params": items("param"),
    "warnings": items("warning"),
    "warnings.*.data": ASSOCIATIVE,
    "warnings.*.params": items("param"),
    "login.reason.params": items("param"),
    # compare
    "compare.bodies": {"_type": "kvp", "_kvpkeyname": "diff"},
    # revisiondelete
    "revisiondelete.items": items("i"),
    "revisiondelete.items.*.errors": items("error"),
    "revisiondelete.items.*.errors.*.params": items("param"),
    "revisiondelete.items.*.warnings": items("warning"),
    "revisiondelete.items.*.warnings.*.params": items("param"),
    **_of_log("revisiondelete.items.*.params"),
    # opensearch
    "Section": items("Item"),
    # rsd
    "service.apis": items("api"),
    # imagerotate
    "imagerotate": items("page"),
    "imagerotate.*.invalidreason.params": items("param"),
    "imagerotate.*.errors": items("error"),
    "imagerotate.*.errors.*.params": items("param"),
    # expandtemplates
    "expandtemplates": {"_subelements": ["wikitext", "parsetree"]},
    # parse
    "parse.langlinks": items("ll"),
    "parse.categories": items("cl"),
    "parse.links": items("pl"),
    "parse.templates": items("tl"),
    "parse.images": items("img"),
    "parse.externallinks": items("el"),
    "parse.sections": items("s"),
    "parse.parsewarnings": items("pw"),
    "parse.iwlinks": items("iw"),
    "parse.redirects": items("r"),
    "parse.properties": {"_type": "BCkvp", "_kvpkeyname": "name", "_element": "pp"},
    # query
    "query.badrevids": items("rev"),
    "query.interwiki": items("i"),
    "query.normalized": items("n"),
    "query.pageids": items("id"),
    "query.pages": items("page", type="BCarray"),
    "query.pages.*.invalidreason.params": items("param"),
    "query.redirects": items("r"),
    "redirects": items("r"),
    "query.tokens": ASSOCIATIVE,
    # query+allmessages
    "query.allmessages": items("message"),
    # query+filerepoinfo
    "query.repos": {"_element": "repo", "_type": "array"},
    "query.repos.*": ASSOCIATIVE,
    # Lists of pages
    "query.allcategories": items("c"),
    "query.allcategories.*": text_of("category"),
    "query.allfileusages": items("f"),
    "query.allfileusages.*": ASSOCIATIVE,
    "query.alllinks": items("l"),
    "query.alllinks.*": ASSOCIATIVE,
    "query.alltransclusions": items("t"),
    "query.alltransclusions.*": ASSOCIATIVE,
    "query.allredirects.*": ASSOCIATIVE,
    "query.allpages": items("p"),
    "query.allredirects": items("r"),
    "query.backlinks": items("bl"),
    "query.backlinks.*.redirlinks": items("bl"),
    "query.categorymembers": items("cm"),
    "query.categorymembers.*": ASSOCIATIVE,
    "query.embeddedin": items("ei"),
    "query.exturlusage": items("eu"),
    "query.exturlusage.*": ASSOCIATIVE,
    "query.imageusage": items("iu"),
    "query.imageusage.*.redirlinks": items("iu"),
    "query.iwbacklinks": items("iw"),
    "query.langbacklinks": items("ll"),
    "query.prefixsearch": items("ps"),
    "query.querypage.results": items("page"),
    "query.random": items("page"),
    "query.search": items("p"),
    # What links to pages
    "query.pages.*.contributors": items("user"),
    "query.pages.*.fileusage": items("fu"),
    "query.pages.*.linkshere": items("lh"),
    "query.pages.*.redirects": items("rd"),
    "query.pages.*.transcludedin": items("ti"),
    # Changes, logs and people
    "query.blocks": items("block"),
    "query.blocks.*": ASSOCIATIVE,
    "query.blocks.*.restrictions.namespaces": items("ns"),
    "query.blocks.*.restrictions.pages": items("page"),
    "query.logevents": items("item"),
    "query.logevents.*": ASSOCIATIVE,
    "query.pagepropnames": items("p"),
    "query.pageswithprop": items("page"),
    "query.pageswithprop.*": ASSOCIATIVE,
    "query.protectedtitles": items("pt"),
    "query.logevents.*.tags": items("tag"),
    **_of_log("query.logevents.*.params"),
    "query.recentchanges": items("rc"),
    "query.recentchanges.*.tags": items("tag"),
    **_of_log("query.recentchanges.*.logparams"),
    "query.allusers": items("u"),
    "query.allusers.*.attachedlocal": ASSOCIATIVE,
    "query.allusers.*.attachedwiki": ASSOCIATIVE,
    "query.allusers.*.centralids": ASSOCIATIVE,
    "query.allusers.*.groups": {"_element": "g", "_type": "array"},
    "query.allusers.*.implicitgroups": {"_element": "g", "_type": "array"},
    "query.allusers.*.rights": {"_element": "r", "_type": "array"},
    "query.users": items("user"),
    "query.users.*.attachedlocal": ASSOCIATIVE,
    "query.users.*.attachedwiki": ASSOCIATIVE,
    "query.users.*.centralids": ASSOCIATIVE,
    "query.users.*.groups": items("g", type="array"),
    "query.users.*.implicitgroups": items("g", type="array"),
    "query.users.*.rights": items("r", type="array"),
    "query.users.*.cancreateerror": items("error"),
    "query.users.*.cancreateerror.*.params": items("param"),
    "query.users.*.groupmemberships": items("groupmembership", type="array"),
    "query.watchlist": items("item"),
    "query.watchlist.*.tags": items("tag"),
    **_of_log("query.watchlist.*.logparams"),
    "watchlistraw": items("wr"),
    "query.tags": items("tag"),
    "query.usercontribs": items("item"),
    "query.usercontribs.*.tags": items("tag"),
    # What pages link to
    "query.pages.*.categories": items("cl"),
    "query.pages.*.categoryinfo": items("ci"),
    "query.pages.*.pageprops": ASSOCIATIVE,
    "query.pages.*.extlinks": items("el"),
    "query.pages.*.extlinks.*": text_of("url"),
    "query.pages.*.images": items("im"),
    "query.pages.*.iwlinks": items("iw"),
    "query.pages.*.links": items("pl"),
    "query.pages.*.templates": items("tl"),
    # query+info
    "query.pages.*.protection": items("pr"),
    "query.pages.*.restrictiontypes": items("rt"),
    **{
        f"query.pages.*.actions.{action}": items("error")
        for action in ("delete", "edit", "move", "move-target", "protect", "rollback", "undelete")
    },
    # query+revisions and its like
    **_of_revisions("query.pages.*.revisions"),
    **_of_revisions("query.pages.*.deletedrevisions"),
    "query.allrevisions": items("page"),
    **_of_revisions("query.allrevisions.*.revisions"),
    "query.alldeletedrevisions": items("page"),
    **_of_revisions("query.alldeletedrevisions.*.revisions"),
    "query.deletedrevs": items("page"),
    "query.deletedrevs.*.revisions": items("rev"),
    "query.deletedrevs.*.revisions.*.tags": items("tag"),
    # query+userinfo
    "query.userinfo.acceptlang": items("lang"),
    "query.userinfo.attachedlocal": ASSOCIATIVE,
    "query.userinfo.cancreateaccounterror": items("error"),
    "query.userinfo.cancreateaccounterror.*.params": items("param"),
    "query.userinfo.centralids": ASSOCIATIVE,
    "query.userinfo.changeablegroups.add": items("g"),
    "query.userinfo.changeablegroups.add-self": items("g"),
    "query.userinfo.changeablegroups.remove": items("g"),
    "query.userinfo.changeablegroups.remove-self": items("g"),
    "query.userinfo.groupmemberships": items("groupmembership", type="array"),
    "query.userinfo.groups": items("g", type="array"),
    "query.userinfo.implicitgroups": items("g", type="array"),
    "query.userinfo.options": {"_BC_bools": EVERY_KEY},
    "query.userinfo.ratelimits": ASSOCIATIVE,
    "query.userinfo.rights": items("r", type="array"),
    "query.userinfo.theoreticalratelimits": ASSOCIATIVE,
    # query+languageinfo
    "query.languageinfo": ASSOCIATIVE,
    "query.languageinfo.*": ASSOCIATIVE,
    "query.languageinfo.*.fallbacks": items("fb"),
    "query.languageinfo.*.variants": items("var"),
    # query+siteinfo
    "query.autopromote.autoconfirmed.*": items("params"),
    "query.clientlibraries": items("library"),
    "query.dbrepllag": items("db"),
    "query.defaultoptions": {"_BC_bools": EVERY_KEY},
    "query.extensions": items("ext"),
    "query.extensiontags": items("t", type="BCarray"),
    "query.fileextensions": items("fe"),
    "query.functionhooks": items("h", type="BCarray"),
    "query.general": {"_BC_bools": ["variantarticlepath"]},
    "query.general.fallback": items("lang"),
    "query.general.imagelimits": items("limit", type="BCassoc"),
    "query.general.thumblimits": items("limit", type="BCassoc"),
    "query.interwikimap": items("iw"),
    "query.languages": items("lang"),
    "query.languages.*": text_of("name"),
    "query.languagevariants": {"_element": "lang", "_type": "kvp", "_kvpkeyname": "code"},
    "query.languagevariants.*": {"_element": "variant", "_type": "kvp", "_kvpkeyname": "code"},
    "query.languagevariants.*.*.fallbacks": items("variant"),
    "query.libraries": items("library"),
    "query.magicwords": items("magicword"),
    "query.magicwords.*.aliases": items("alias"),
    "query.namespacealiases": items("ns"),
    "query.namespaces": items("ns", type="assoc"),
    "query.protocols": items("p", type="BCarray"),
    "query.restrictions.cascadinglevels": items("level", type="BCarray"),
    "query.restrictions.levels": items("level", type="BCarray"),
    "query.restrictions.semiprotectedlevels": items("level", type="BCarray"),
    "query.restrictions.types": items("type", type="BCarray"),
    "query.showhooks": items("hook"),
    "query.showhooks.*.subscribers": items("s", type="array"),
    "query.skins": items("skin"),
    "query.skins.*": text_of("name"),
    "query.specialpagealiases": items("specialpage"),
    "query.specialpagealiases.*.aliases": items("alias"),
    "query.usergroups": items("group"),
    "query.usergroups.*.rights": items("permission"),
    "query.variables": items("v", type="BCarray"),
    # userrights
    "userrights.added": items("group"),
    "userrights.removed": items("group"),
    # move
    "move.subpages": items("subpage"),
    "move.subpages.errors": items("error"),
    "move.subpages.errors.*.params": items("param"),
    "move.subpages-talk": items("subpage"),
    "move.talkmove-errors": items("error"),
    "move.talkmove-errors.*.params": items("param"),
    # purge, watch
    "normalized": items("n"),
    "purge": items("page"),
    "purge.*.invalidreason.params": items("param"),
    "setnotificationtimestamp": items("page"),
    "setnotificationtimestamp.*.invalidreason.params": items("param"),
    "watch": items("w"),
    "watch.*.invalidreason.params": items("param"),
    # tag
    "tag": items("result"),
    "tag.*.added": items("t"),
    "tag.*.removed": items("t"),
    "tag.*.errors": items("error"),
    "tag.*.params": items("param"),
    "tag.*.data": ASSOCIATIVE,
    # validatepassword
    "validatepassword.validitymessages": items("warning"),
    "validatepassword.validitymessages.*.params": items("param"),
    # protect
    "protect.protections": items("protection"),
    # paraminfo
    "paraminfo.modules": items("module"),
    "paraminfo.modules.*.helpurls": items("helpurl"),
    "paraminfo.modules.*.parameters": items("param"),
    "paraminfo.modules.*.parameters.*.info": items("i"),
    "paraminfo.modules.*.parameters.*.info.*": {"_subelements": ["text"]},
    "paraminfo.modules.*.parameters.*.type": items("t"),
    "paraminfo.modules.*.templatedparameters": items("param"),
    "paraminfo.modules.*.templatedparameters.*.templatevars": items("var"),
    "paraminfo.modules.*.templatedparameters.*.type": items("t"),
}

#: Arrays that are lists without a name for their items as long as they have none.
NAMED_WITH_ITEMS = frozenset(
    f"{path}.*.tags"
    for path in (
        "query.pages.*.revisions",
        "query.pages.*.deletedrevisions",
        "query.allrevisions.*.revisions",
        "query.alldeletedrevisions.*.revisions",
        "query.deletedrevs.*.revisions",
        "query.logevents",
        "query.recentchanges",
        "query.usercontribs",
        "query.watchlist",
    )
)

#: What is a list in some error formats, and in others an object without metadata.
LISTS = frozenset({"warnings"})

#: Objects whose values are alike, whatever their names.
OF_ANY_NAME = frozenset({"query.languageinfo"})

#: The row of what fills a message, wherever one stands in a reply, also among what fills another.
_OF_MESSAGES = items("param")

_NOTHING: dict[str, Any] = {}


def metadata_of(path: str, value: Any) -> dict[str, Any]:
    """Return the metadata of the array or object *value* that stands at *path*."""
    row = METADATA.get(path, _OF_MESSAGES if path.endswith("message.params") else _NOTHING)
    if (not value and path in NAMED_WITH_ITEMS) or (path in LISTS and not isinstance(value, list)):
        return _NOTHING
    if "_content" in row and row["_content"] not in value:
        # Of a revision whose text was only compared it is told what it is all the same.
        return ASSOCIATIVE if "diff" in value else _NOTHING
    if "_content" not in row and isinstance(value, Tree) and value.content is not None and value.content in value:
        # What an array is comes first, and then what its text is.
        kind = {key: row[key] for key in ("_type",) if key in row}
        return {**kind, "_content": value.content, **row}
    return row


def is_table(metadata: dict[str, Any]) -> bool:
    """Whether the items of an array are told apart by name."""
    return metadata.get("_type") in ("kvp", "BCkvp")


def is_number(key: int | str) -> bool:
    """Whether *key* is one of those that PHP takes for a number."""
    return isinstance(key, int) or key.removeprefix("-").isdecimal()


def path_of(path: str, metadata: dict[str, Any], key: int | str) -> str:
    """Return the path of the value *key* in the array at *path*."""
    name = "*" if is_table(metadata) or is_number(key) or path in OF_ANY_NAME else key
    return f"{path}.{name}" if path else str(name)


def unwrapped(value: Any) -> Any:
    """Return *value* as format version 2 has it, arrays as they are."""
    return value.second if type(value) is Recorded else value
