"""Options, ini settings, the fixture and the marker: what each sets, which of them decides, and what is refused."""

from __future__ import annotations

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi

READS = """
    def test_reads(wiki_session):
        wiki_session.api("query", titles="A")
"""

#: What makes a test say by its URL, or its mode, which of the layers decided.
SHOWS_URL = """
    import pytest

    {marker}
    def test_shows(wiki_session):
        print("URL", wiki_session.api_url)
"""
CONFTEST = """
    import pytest

    @pytest.fixture(scope="session")
    def mwedit_config():
        return {{"{name}": "{value}"}}
"""
URLS = {layer: f"https://{layer}.example/w/api.php" for layer in ("line", "marker", "fixture", "ini")}
DEFAULT_URL = "https://test.wikipedia.org/w/api.php"


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (("line", "marker", "fixture", "ini"), URLS["line"]),
        (("marker", "fixture", "ini"), URLS["marker"]),
        (("fixture", "ini"), URLS["fixture"]),
        (("ini",), URLS["ini"]),
        ((), DEFAULT_URL),
        (("line", "ini"), URLS["line"]),
        (("marker", "ini"), URLS["marker"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_the_command_line_the_marker_the_fixture_the_ini_file(
    suite: Suite, layers: tuple[str, ...], expected: str
) -> None:
    marker = f'@pytest.mark.mwedit(api_url="{URLS["marker"]}")' if "marker" in layers else ""
    suite.test(SHOWS_URL.format(marker=marker))
    if "ini" in layers:
        suite.ini(api_url=URLS["ini"])
    if "fixture" in layers:
        suite.write("conftest.py", CONFTEST.format(name="api_url", value=URLS["fixture"]))

    run = suite.run("-s", *([f"--mwedit-api-url={URLS['line']}"] if "line" in layers else []))

    assert f"URL {expected}" in run.passed().text


@pytest.mark.parametrize("mode", ["record", "record-missing", "live"])
@pytest.mark.parametrize("confined_to", ["fake", "replay"])
def test_a_mode_with_a_network_never_widens_what_a_marker_confines(
    suite: Suite, real_wiki: FakeEditApi, mode: str, confined_to: str
) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(f"""
        import pytest

        @pytest.mark.mwedit(mode="{confined_to}")
        def test_reads(wiki_session):
            wiki_session.api("query", titles="A")
        """)

    run = suite.run(f"--mwedit-mode={mode}")

    assert run.outcomes == ({"passed": 1} if confined_to == "fake" else {"failed": 1})
    assert real_wiki.requests == []
    assert suite.files() == []


def test_a_mode_without_a_network_overrides_the_marker(suite: Suite) -> None:
    suite.test('import pytest\npytestmark = pytest.mark.mwedit(mode="replay")\n' + READS.replace("\n    ", "\n"))

    suite.run("--mwedit-mode=fake").passed()


def test_the_closest_marker_decides_each_setting(suite: Suite) -> None:
    suite.test(f"""
        import pytest

        pytestmark = pytest.mark.mwedit(api_url="{URLS["ini"]}", mode="replay")

        @pytest.mark.mwedit(api_url="{URLS["fixture"]}")
        class TestBot:
            @pytest.mark.mwedit(mode="fake")
            def test_reads(self, wiki_session):
                wiki_session.api("query", titles="A")
                print("URL", wiki_session.api_url)
        """)

    assert f"URL {URLS['fixture']}" in suite.run("-s").passed().text


def test_a_marker_in_a_parameter(suite: Suite) -> None:
    suite.test("""
        import pytest, requests

        @pytest.mark.parametrize("mode", [
            pytest.param("replay", marks=pytest.mark.mwedit(mode="replay")),
            pytest.param("fake", marks=pytest.mark.mwedit(mode="fake")),
        ])
        def test_reads(mode):
            requests.get("https://test.wikipedia.org/w/api.php?action=query&format=json")
        """)

    assert suite.run().outcomes == {"passed": 1, "failed": 1}


@pytest.mark.parametrize("setting", ["command line", "marker", "fixture", "ini"])
def test_every_layer_sets_strict(suite: Suite, real_wiki: FakeEditApi, setting: str) -> None:
    suite.test(READS)
    suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()
    marker = "@pytest.mark.mwedit(strict=True)" if setting == "marker" else ""
    suite.test(f"""
        import pytest

        {marker}
        def test_reads(wiki_session):
            pass
        """)
    if setting == "fixture":
        suite.write("conftest.py", CONFTEST.format(name="strict", value="").replace('""', "True"))
    if setting == "ini":
        suite.ini(strict="true")

    run = suite.run(*(["--mwedit-strict"] if setting == "command line" else []))

    assert "1 recordings of cassettes/test_bot/test_reads.yaml were not played (strict):" in run.text
    assert "  1: GET action=query titles=A" in run.text
    assert run.code == pytest.ExitCode.TESTS_FAILED


def test_strict_is_off_where_a_marker_says_so(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.test(READS)
    suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()
    suite.ini(strict="true")
    suite.test("""
        import pytest

        @pytest.mark.mwedit(strict=False)
        def test_reads(wiki_session):
            pass
        """)

    suite.run().passed()


@pytest.mark.parametrize("setting", ["command line", "ini", "fixture", "marker"])
def test_every_layer_sets_allow_host(suite: Suite, setting: str) -> None:
    suite.test("""
        import pytest
        from pytest_mwedit.settings import settle

        def test_hosts(request, mwedit_config):
            from pytest_mwedit.plugin import _settings
            print("HOSTS", _settings(request.node, request.config, mwedit_config).allow_host)
        """)
    args = []
    if setting == "command line":
        args = ["--mwedit-allow-host=a.example", "--mwedit-allow-host=b.example"]
    elif setting == "ini":
        suite.ini(allow_host="a.example b.example")
    elif setting == "fixture":
        suite.write(
            "conftest.py", CONFTEST.format(name="allow_host", value="x").replace('"x"', '["a.example", "b.example"]')
        )
    else:
        path = suite.path / "test_bot.py"
        marker = '@pytest.mark.mwedit(allow_host=["a.example", "b.example"])\ndef test_hosts'
        path.write_text(path.read_text().replace("def test_hosts", marker))

    assert "HOSTS ('a.example', 'b.example')" in suite.run("-s", *args).passed().text


#: What is wrong, the files beside a module that reads, the arguments, and the one line that the user gets.
MISUSES: dict[str, tuple[dict[str, str], tuple[str, ...], str]] = {
    "an unknown mode on the command line": (
        {},
        ("--mwedit-mode=reply",),
        "argument --mwedit-mode: invalid choice: 'reply' (choose from ",
    ),
    "an unknown mode in the ini file": (
        {"pytest.ini": "[pytest]\nmwedit_mode = reply\n"},
        (),
        "ERROR: mwedit: the command line or the ini file: mode='reply' is unknown; choose one of auto, replay, ",
    ),
    "an unknown mode in the marker": (
        {"test_bot.py": "import pytest\n@pytest.mark.mwedit(mode='reply')\ndef test_reads(): pass\n"},
        (),
        "test_bot.py::test_reads: the marker mwedit: mode='reply' is unknown; choose one of auto, replay, fake, ",
    ),
    "a misspelt setting of the marker": (
        {"test_bot.py": "import pytest\n@pytest.mark.mwedit(casette='a')\ndef test_reads(): pass\n"},
        (),
        "test_bot.py::test_reads: the marker mwedit has no setting 'casette'; did you mean 'cassette'?",
    ),
    "a marker with a bare value": (
        {"test_bot.py": "import pytest\n@pytest.mark.mwedit('edit/new_page')\ndef test_reads(): pass\n"},
        (),
        "test_bot.py::test_reads: mwedit takes keywords only: write mwedit(cassette='edit/new_page')",
    ),
    "a marker with a value of another type": (
        {"test_bot.py": "import pytest\n@pytest.mark.mwedit(strict='yes')\ndef test_reads(): pass\n"},
        (),
        "test_bot.py::test_reads: the marker mwedit: strict is True or False, not 'yes'",
    ),
    "a marker with an unknown version": (
        {"test_bot.py": "import pytest\n@pytest.mark.mwedit(version='1.42')\ndef test_reads(): pass\n"},
        (),
        "the marker mwedit: version='1.42' is unknown; choose one of 1.43, 1.39, 1.19",
    ),
    "a misspelt setting of the fixture": (
        {"conftest.py": CONFTEST.format(name="modus", value="fake")},
        (),
        "test_bot.py::test_reads: the fixture mwedit_config has no setting 'modus'; did you mean 'mode'?",
    ),
    "a setting of the fixture that only the marker has": (
        {"conftest.py": CONFTEST.format(name="cassette", value="a")},
        (),
        "the fixture mwedit_config has no setting 'cassette'; did you mean 'cassette_dir'?",
    ),
    "a fixture that is no mapping": (
        {"conftest.py": "import pytest\n@pytest.fixture(scope='session')\ndef mwedit_config(): return 'fake'\n"},
        (),
        "the fixture mwedit_config gives 'fake'; let it return a dict such as {'mode': 'fake'}",
    ),
    "an address that is no API": (
        {},
        ("--mwedit-api-url=https://test.wikipedia.org",),
        "ERROR: mwedit: the command line or the ini file: api_url='https://test.wikipedia.org' is no API of a wiki; "
        "give the whole URL, ending in /api.php",
    ),
    "a cassette that does not exist": (
        {"test_bot.py": "import pytest\n@pytest.mark.mwedit(cassette='edit/newpage')\ndef test_reads(): pass\n"},
        (),
        "test_bot.py::test_reads: there is no cassette 'edit/newpage' in ",
    ),
    "a fixture in a wider scope": (
        {
            "test_bot.py": """
            import pytest

            @pytest.fixture(scope="module")
            def bot(wiki_session):
                return wiki_session

            def test_reads(bot): pass
            """
        },
        (),
        "ScopeMismatch: You tried to access the function scoped fixture wiki_session with a module scoped",
    ),
}


@pytest.mark.parametrize("misuse", MISUSES)
def test_misuse_is_one_line(suite: Suite, misuse: str) -> None:
    files, args, expected = MISUSES[misuse]
    suite.test(READS)
    for name, text in files.items():
        suite.write(name, text)

    run = suite.run(*args)

    lines = [line for line in run.lines if expected in line]
    assert lines, run.text
    assert "Traceback" not in run.text
    assert run.code not in (pytest.ExitCode.OK, pytest.ExitCode.INTERNAL_ERROR)


def test_misuse_of_a_marker_is_told_before_any_test_runs(suite: Suite) -> None:
    suite.test("""
        import pytest

        def test_first(): print("RAN")

        @pytest.mark.mwedit(mode="reply")
        def test_second(): pass
        """)

    run = suite.run("-s")

    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "RAN" not in run.text


@pytest.mark.parametrize(
    ("option", "text"),
    [
        (
            "--mwedit-secret=X-Key,requestid",
            "secret='X-Key,requestid' is one name with a comma; give several one by one",
        ),
        ("--mwedit-drift=/nowhere/drift.json", "there is no folder /nowhere"),
        ("--mwedit-edits-per-minute=many", "edits_per_minute is a whole number, not 'many'"),
    ],
)
def test_a_value_that_cannot_be_stops_the_run(suite: Suite, option: str, text: str) -> None:
    suite.test("def test_one(): pass")

    run = suite.run(option)

    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert text in run.text
