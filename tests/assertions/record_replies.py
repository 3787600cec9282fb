"""Write replies.json anew, from a wiki started by tests/live/mediawiki: python record_replies.py http://127.0.0.1:8143/api.php."""

import json
import sys
from pathlib import Path

import requests

FORMATS = {
    "json1": {"format": "json"},
    "json2": {"format": "json", "formatversion": "2"},
    "xml": {"format": "xml"},
    **{
        f"{name}-{errorformat}": {"errorformat": errorformat, **params}
        for name, params in {
            "json1": {"format": "json"},
            "json2": {"format": "json", "formatversion": "2"},
            "xml": {"format": "xml"},
        }.items()
        for errorformat in ("plaintext", "html", "wikitext", "raw", "none")
    },
}
STASH = {"action": "stashedit", "baserevid": "0", "contentmodel": "wikitext", "contentformat": "text/x-wiki"}
CAPTCHA = {
    "hook": {
        "point": "EditFilterMergedContent",
        "return": False,
        "value": 212,
        "api_result": {"captcha": {"type": "question", "mime": "text/html", "id": "509895952", "question": "1 + 1"}},
    }
}


def arrange(url, config=None, steps=()):
    setup = {"op": "setup", "config": config or {}, "steps": list(steps)}
    requests.post(url.replace("api.php", "arrange.php"), json=setup, timeout=60).raise_for_status()


def log_in(url, name):
    session = requests.Session()
    asked = {"action": "query", "meta": "tokens", "format": "json"}
    token = session.get(url, params={**asked, "type": "login"}).json()["query"]["tokens"]["logintoken"]
    login = {"action": "login", "lgname": name, "lgpassword": f"{name}Passw0rd!x", "lgtoken": token, "format": "json"}
    session.post(url, data=login)
    return session, session.get(url, params=asked).json()["query"]["tokens"]["csrftoken"]


def record(url):
    replies = {}

    def say(name, session, token, **params):
        for label, kind in FORMATS.items():
            response = session.post(url, data={**params, **kind, "token": token})
            replies[f"{name}/{label}"] = {
                "status": response.status_code,
                "content_type": response.headers["Content-Type"],
                "body": response.text,
            }

    arrange(url, steps=[{"page": {"title": "Page", "text": "text"}}, {"block": {"target": "Bob", "reason": "test"}}])
    alice, token = log_in(url, "Alice")
    for label, kind in FORMATS.items():
        response = alice.post(
            url, data={"action": "edit", "title": f"New {label}", "text": "x", "token": token, **kind}
        )
        replies[f"new/{label}"] = {
            "status": response.status_code,
            "content_type": response.headers["Content-Type"],
            "body": response.text,
        }
    say("nochange", alice, token, action="edit", title="Page", text="text")
    say("warned", alice, token, action="edit", title="Page", text="text", watch="1", foo="1")
    say("badtoken", alice, "wrong", action="edit", title="Page", text="other")
    say("stashed", alice, token, title="Stashed", text="text ", **STASH)
    bob, bobs = log_in(url, "Bob")
    say("blocked", bob, bobs, action="edit", title="Page", text="other")
    arrange(url, config=CAPTCHA)
    alice, token = log_in(url, "Alice")
    say("captcha", alice, token, action="edit", title="Page", text="other")
    return replies


if __name__ == "__main__":
    target = Path(__file__).with_name("replies.json")
    target.write_text(json.dumps(record(sys.argv[1]), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
