"""Captchas: the questions that a wiki asks before it saves, and what counts as an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_mwedit.failures import NotImitated

#: What a wiki asks whose owner set no questions.
QUESTIONS: Mapping[str, Any] = {"What is the capital of France?": "Paris"}

MINUS = "\u2212"
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)


@dataclass(frozen=True)
class Captcha:
    """A captcha that the wiki has asked for."""

    #: What the client sends as ``captchaid``.
    id: str
    #: As the reply says: "question", "simple", "math" or "image".
    type: str
    mime: str
    #: What is asked; None for an image.
    question: str | None
    #: What the client may send as ``captchaword``.
    answers: tuple[str, ...] = field(repr=False)
    #: Where the image is; None for a question.
    url: str | None = None

    @property
    def answer(self) -> str:
        """A right answer, to be sent as ``captchaword``."""
        return self.answers[0]

    def shown(self) -> dict[str, str]:
        """Return what the reply tells of it."""
        row = {"type": self.type, "mime": self.mime, "id": self.id}
        asked = {"question": self.question, "url": self.url}
        return row | {name: value for name, value in asked.items() if value is not None}


@dataclass(frozen=True)
class Kind:
    """A class of captchas: how one is made, from the settings and two random numbers, and how an answer is compared."""

    type: str
    mime: str
    make: Callable[[Mapping[str, Any], int, int], tuple[str, tuple[str, ...]]]
    is_right: Callable[[str, str, bool], bool]
    is_image: bool = False


def _one_of_the_questions(settings: Mapping[str, Any], first: int, second: int) -> tuple[str, tuple[str, ...]]:
    del second
    questions = settings.get("questions") or QUESTIONS
    question = list(questions)[first % len(questions)]
    answers = questions[question]
    return question, (answers,) if isinstance(answers, str) else tuple(answers)


def _sum(settings: Mapping[str, Any], first: int, second: int) -> tuple[str, tuple[str, ...]]:
    del settings
    one, other, adds = first % 101, second % 11, first % 2 == 0
    return f"{one}{'+' if adds else MINUS}{other}", (str(one + other if adds else one - other),)


def _formula(settings: Mapping[str, Any], first: int, second: int) -> tuple[str, tuple[str, ...]]:
    del settings
    one, other = first % 100, second % 10
    return f"{one} + {other} = ", (str(one + other),)


def _letters(settings: Mapping[str, Any], first: int, second: int) -> tuple[str, tuple[str, ...]]:
    del settings
    number = first * 1000003 + second
    return "", ("".join(chr(ord("a") + number // 26**place % 26) for place in range(8)),)


def _same_words(word: str, answer: str, trims: bool) -> bool:
    return (word.strip(" \t\n\r\0\x0b") if trims else word).lower() == answer.lower()


def _as_shown(word: str, answer: str, trims: bool) -> bool:
    del trims
    return word == answer


def _same_number(word: str, answer: str, trims: bool) -> bool:
    del trims
    return _NUMBER.fullmatch(word) is not None and float(word) == float(answer)


#: Class, as the setting names it: what it asks.
#: As recorded (FancyCaptcha in `found/captchas_of_images`), but MathCaptcha as ``API:Edit`` documents it. A 1.39 that
#: has a service for formulas shows the service's HTML as `text/html` instead; 1.43 has no such class any more.
KINDS: Mapping[str, Kind] = {
    "QuestyCaptcha": Kind("question", "text/html", _one_of_the_questions, _same_words),
    "SimpleCaptcha": Kind("simple", "text/plain", _sum, _same_number),
    "MathCaptcha": Kind("math", "text/tex", _formula, _same_number),
    "FancyCaptcha": Kind("image", "image/png", _letters, _as_shown, is_image=True),
}


def kind_of(settings: Mapping[str, Any]) -> Kind:
    """Return the class of captchas that *settings* ask for.

    Raises:
        NotImitated: for a class that is none of those.
    """
    name = settings.get("class") or "QuestyCaptcha"
    if name not in KINDS:
        raise NotImitated(
            f"The in-memory wiki does not ask captchas of the class {name!r}; it knows {', '.join(KINDS)}. "
            "Name one of these in the setting captcha, or record the exchange."
        )
    return KINDS[name]
