"""What modules that tell of changes and people refuse: one line each."""

from __future__ import annotations

from pytest_mwedit.api.errors import ErrorRow, error

BAD_IP = error("apierror-badip", "param_ip")
BAD_WATCHLIST_TOKEN = error("apierror-bad-watchlist-token", "bad_wltoken")
CANNOT_USE_WITH = error("apierror-invalidparammix-cannotusewith", "invalidparammix")
CANNOT_VIEW_DELETED_COMMENT = error("apierror-cantview-deleted-comment", "permissiondenied")
CANNOT_VIEW_DELETED_CONTENT = error("apierror-cantview-deleted-revision-content", "permissiondenied")
CIDR_TOO_BROAD = error("apierror-cidrtoobroad")
DELETED_NOT_OF_ALL = error("apierror-deletedrevs-param-not-3", "badparams")
DELETED_OF_ALL = error("apierror-deletedrevs-param-not-1-2", "badparams")
INVALID_IP_RANGE = error("apierror-invalidiprange", "invalidiprange")
INVALID_USER_ID = error("apierror-invaliduserid", "invaliduserid")
NOT_LOGGED_IN_FOR_WATCHLIST = error("watchlistanontext", "notloggedin")
NO_SUCH_OWNER = error("nosuchusershort", "bad_wlowner")
PARAM_EMPTY = error("apierror-paramempty", "paramempty_ucuser")
PERMISSION_DENIED_PATROL_FLAG = error("apierror-permissiondenied-patrolflag", "permissiondenied")
SHOW = error("apierror-show")
UNRECOGNIZED_VALUE = error("apierror-unrecognizedvalue", "unknown_leaction")
#: MediaWiki takes the text for the key of a message, and has none.
USER_AND_EXCLUDED = ErrorRow("user and excludeuser cannot be used together", "badparams", foreign=True)
