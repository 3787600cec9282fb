"""Captchas as the author of a test has them."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from pytest_mwedit import FakeEditApi, NotImitated, assert_edit_failure, assert_edit_success
from pytest_mwedit.web import WebRequest, WebResponse

FORM = ("Content-Type", "application/x-www-form-urlencoded")


class Client:
    """Somebody who keeps the cookie of the session."""

    def __init__(self, fake: FakeEditApi) -> None:
        self.fake = fake
        self.cookies: dict[str, str] = {}

    def edit(self, **params: str) -> WebResponse:
        sent = {"action": "edit", "title": "A", "text": "B", "token": "+\\", "format": "json", **params}
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = (FORM, ("Cookie", cookie)) if cookie else (FORM,)
        response = self.fake.answer(WebRequest("POST", self.fake.api_url, headers, urlencode(sent).encode()))
        for name, value in response.headers:
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return response


def asking(name: str, **settings: object) -> FakeEditApi:
    fake = FakeEditApi(profile="ext")
    fake.config.captcha = {"class": name, "triggers": {"edit": True}, **settings}
    return fake


@pytest.mark.parametrize(
    ("name", "kind", "mime"),
    [
        ("QuestyCaptcha", "question", "text/html"),
        ("SimpleCaptcha", "simple", "text/plain"),
        ("MathCaptcha", "math", "text/tex"),
        ("FancyCaptcha", "image", "image/png"),
    ],
)
def test_the_answer_is_known(name: str, kind: str, mime: str) -> None:
    fake = asking(name)
    client = Client(fake)

    shown = assert_edit_failure(client.edit(), captcha={"type": kind, "mime": mime}).captcha
    captcha = fake.captchas[-1]

    assert shown is not None
    assert (captcha.id, captcha.question, captcha.url) == (shown["id"], shown.get("question"), shown.get("url"))
    assert_edit_failure(client.edit(captchaid=captcha.id, captchaword="-1"), captcha=True)
    captcha = fake.captchas[-1]
    assert_edit_success(client.edit(captchaid=captcha.id, captchaword=captcha.answer))
    assert len(fake.captchas) == 2


def test_the_shape_of_a_formula_is_that_of_the_documentation() -> None:
    """`<captcha type="math" mime="text/tex" id="509895952" question="36 + 4 = " />`"""
    body = Client(asking("MathCaptcha")).edit(format="xml").body.decode()

    assert '<edit result="Failure"><captcha type="math" mime="text/tex" id="' in body
    assert ' = " /></edit>' in body


def test_the_image_has_an_address() -> None:
    fake = asking("FancyCaptcha")
    Client(fake).edit()

    url = f"/w/index.php?title=Special:Captcha/image&wpCaptchaId={fake.captchas[-1].id}"
    assert (fake.captchas[-1].question, fake.captchas[-1].url) == (None, url)


def test_several_questions_and_answers() -> None:
    questions = {"One?": ["1", "one"], "Two?": "2"}
    fake = asking("QuestyCaptcha", questions=questions)
    client = Client(fake)

    for _ in range(10):
        client.edit()

    assert {(each.question, each.answers) for each in fake.captchas} == {("One?", ("1", "one")), ("Two?", ("2",))}


def test_the_same_captchas_each_time() -> None:
    first, second = asking("SimpleCaptcha"), asking("SimpleCaptcha")

    assert Client(first).edit().body == Client(second).edit().body


def test_a_class_that_is_not_imitated() -> None:
    with pytest.raises(NotImitated, match="of the class 'ReCaptchaNoCaptcha'; it knows QuestyCaptcha, SimpleCaptcha"):
        Client(asking("ReCaptchaNoCaptcha")).edit()


def test_links_that_only_a_parser_finds() -> None:
    fake = asking("QuestyCaptcha", triggers={"addurl": True})

    with pytest.raises(NotImitated, match=r"does not know what \{\{#invoke\}\} becomes"):
        Client(fake).edit(text="{{#invoke:1|http://a.example/}}")
    assert not fake.edits
