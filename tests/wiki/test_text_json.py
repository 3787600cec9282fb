"""JSON pages, as MediaWiki 1.43 refused and wrote them."""

from __future__ import annotations

import pytest

from pytest_mwedit.wiki.text_json import InvalidJson, beautified, read_json


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{bad", "json-error-syntax"),
        ("", "json-error-syntax"),
        ("[1,]", "json-error-syntax"),
        ("{'a':1}", "json-error-syntax"),
        ("NaN", "json-error-syntax"),
        ('{"a":"\t"}', "json-error-ctrl-char"),
        ('"a', "json-error-ctrl-char"),
        ('"\\ud800"', "json-error-utf16"),
        ('[}{"', "json-error-state-mismatch"),
        ("[" * 600 + "]" * 600, "json-error-depth"),
        ('{"\\u0000a":1}', "json-error-invalid-property-name"),
    ],
)
def test_what_is_no_json_is_refused_with_phps_reason(text, key):
    with pytest.raises(InvalidJson) as refused:
        read_json(text)

    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('{"b":  2}', '{\n\t"b": 2\n}'),
        (
            '{"a":1,"b":[1,2,{}],"c":{},"d":"é/"}',
            '{\n\t"a": 1,\n\t"b": [\n\t\t1,\n\t\t2,\n\t\t{}\n\t],\n\t"c": {},\n\t"d": "é/"\n}',
        ),
        ("[]", "[]"),
        ("null", "null"),
        ('{"a":1.0,"b":1e5}', '{\n\t"a": 1,\n\t"b": 100000\n}'),
        ('{"a":1,"a":2}', '{\n\t"a": 2\n}'),
        ('{"a":"<>&\'\u2028"}', '{\n\t"a": "\\u003C\\u003E\\u0026\'\\u2028"\n}'),
        ("{bad", "{bad"),
    ],
)
def test_json_is_written_as_the_wiki_writes_it(text, written):
    assert beautified(text) == written
