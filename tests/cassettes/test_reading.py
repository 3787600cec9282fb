"""Our own reading and writing of cassettes gives what the YAML library gives, or leaves it to that."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pytest_mwedit.cassettes import Cassette, Interaction, _dumped, as_document, dump_cassette, read_cassette
from pytest_mwedit.dialect import scan, write
from pytest_mwedit.web import WebRequest, WebResponse

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: What is special in YAML, in JSON, and in the bodies of wikis.
TRICKY = st.sampled_from(
    ["'", '"', "\\", "\n", "\n\n", " ", "  ", "\t", "\r\n", ": ", ":", " #", "#", "- ", "? ", "|", ">", "%", "&", "*",
     "!", "{", "}", "[", "]", "@", "`", "~", "null", "yes", "No", "on", "1", "1e3", "0x1F", "2026-01-01", "=", "<<",
     "---", "...", "\x00", "\x07", "\x7f", "\x85", "\xa0", "\u2028", "\ufeff", "\ufffe", "é", "☃", "😀", "+\\",
     '{"a":"it\'s"}', "- request:\n", "version: 1\n", "interactions:\n", "http://example.org/?a=b&c=d#e"]
)  # fmt: skip
TEXTS = st.lists(TRICKY | st.text(max_size=5), max_size=6).map("".join)
NAMES = st.sampled_from(["Content-Type", "Set-Cookie", "on", "X-1", "1", ""]) | TEXTS.filter(
    lambda text: len(text) < 60
)
HEADERS = st.lists(st.tuples(NAMES, TEXTS), max_size=4).map(tuple)
BODIES = TEXTS.map(str.encode) | st.binary(max_size=20)
INTERACTIONS = st.builds(
    Interaction,
    st.builds(WebRequest, st.sampled_from(["GET", "POST", "NO"]), TEXTS, HEADERS, BODIES),
    st.builds(WebResponse, st.integers(200, 599), HEADERS, BODIES, TEXTS),
)
METADATA = st.dictionaries(st.sampled_from(["mediawiki", "recorded", "test"]), TEXTS, max_size=3)
CASSETTES = st.builds(Cassette, st.lists(INTERACTIONS, max_size=3), METADATA)


def loaded(data: bytes) -> object:
    """Return what the loader says, or the kind of its error."""
    try:
        return yaml.load(data.decode(), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return type(error)


@given(CASSETTES)
def test_scanning_what_we_wrote_gives_what_the_loader_gives(cassette: Cassette) -> None:
    data = dump_cassette(cassette).encode()

    scanned = scan(data)

    assert scanned is None or scanned == loaded(data)


@given(CASSETTES, st.data())
def test_scanning_a_mutilated_cassette_gives_what_the_loader_gives(cassette: Cassette, draw: st.DataObject) -> None:
    data = dump_cassette(cassette).encode()
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(start + 10, len(data))))
    data = data[:start] + draw.draw(BODIES) + data[end:]

    scanned = scan(data)

    assert scanned is None or scanned == loaded(data)


#: Lines of a cassette that may stand for one another, or stand where they do not belong.
LINES = (
    "metadata:", "  mediawiki: MediaWiki 1.43.9", "interactions:", "- request:", "    method: POST",
    "    uri: https://a.org/api.php", "    headers: {}", "    headers:", "      A:", "      - b", "      - 'c'",
    "    body: null", "    body: a=b", "    body: |-", "    body: |", "    body: |+", "      a", "      b: c",
    "       d", "", "  response:", "    status:", "      code: 200", "      message: OK", "    body:",
    "      string: '{}'", '      string: "a\\U0001F600\\n"', "      string: |-", "        x", "        # y",
    "         z", "      w", "version: 1",
)  # fmt: skip


@given(st.lists(st.integers(0, len(LINES) - 1), max_size=4), st.integers(0, 30), st.integers(0, 4))
def test_scanning_exchanged_lines_gives_what_the_loader_gives(new: list[int], position: int, dropped: int) -> None:
    cassette = Cassette(
        [Interaction(WebRequest("POST", "https://a.org/api.php", (("A", "b"),), b"a\nb"), WebResponse(body=b"x\ny\n"))],
        {"mediawiki": "MediaWiki 1.43.9"},
    )
    lines = dump_cassette(cassette).splitlines()
    lines[position : position + dropped] = [LINES[number] for number in new]
    data = ("\n".join(lines) + "\n").encode()

    scanned = scan(data)

    assert scanned is None or scanned == loaded(data)


@given(CASSETTES)
def test_we_write_what_the_dumper_writes(cassette: Cassette) -> None:
    document = as_document(cassette)

    written = write(document)

    assert written is None or written == _dumped(document)


@given(TEXTS | st.text())
def test_we_write_a_text_as_the_dumper_writes_it(text: str) -> None:
    document = as_document(Cassette([Interaction(WebRequest("POST", "https://a.org"), WebResponse(reason=text))]))

    written = write(document)

    assert written is None or written == _dumped(document)


@given(CASSETTES)
def test_what_was_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, cassette: Cassette) -> None:
    path = tmp_path_factory.mktemp("written") / "a.yaml"
    path.write_bytes(dump_cassette(cassette).encode())

    read = read_cassette(path)

    assert [one.request.body for one in read.interactions] == [one.request.body for one in cassette.interactions]
    assert [one.response.body for one in read.interactions] == [one.response.body for one in cassette.interactions]
    assert [one.request.url for one in read.interactions] == [one.request.url for one in cassette.interactions]
    assert read.metadata == cassette.metadata


SHIPPED = sorted(Path(__file__).parents[1].rglob("cassettes/**/*.yaml")) + sorted(
    (Path(__file__).parents[2] / "cassettes").rglob("*.yaml")
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_real_recording_is_of_the_dialect(path: Path) -> None:
    data = path.read_bytes()

    assert scan(data) == loaded(data)
