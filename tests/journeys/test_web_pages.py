"""Journey: every page answers, refuses and leads on as it should, without a browser."""

import re
from collections import deque
from html import unescape
from urllib.parse import unquote

import pytest
from jinja2 import FunctionLoader

from peeler.web.app import PAGES
from peeler.web.rendering import templates
from tests.journeys.invented import Invented
from tests.journeys.invented_health import HOSTILE
from tests.journeys.visiting import links, visit

TREND = "/trends?measure=recorded_crime"
RECORDS = "/records?measure=recorded_crime&period=2024-04-01"
DECIDE = "/decide?duty=active_review&object=crime%3ACR%2F1&number=1"
EVERY_PAGE = (
    "/",
    "/trends",
    TREND,
    f"{TREND}&by=crime_type",
    f"{TREND}&by=crime_type&every=whole",
    f"{TREND}&every=quarter",
    "/trends?measure=unassigned_outcome",
    "/trends?measure=open_investigations",
    "/trends?measure=recorded_crime_rate",
    "/trends?measure=wanted_time_to_arrest",
    "/trends?measure=recorded_crime&rolling=12",
    "/trends?measure=action_taken_so_far",
    "/headlines",
    "/warnings",
    "/pattern?measure=recorded_crime",
    "/resolution",
    "/resolution?by=offence_group",
    "/progress",
    "/progress?by=events&progress=suspect",
    "/progress?against=suspect_route%3Dvoluntary%2Carrest&last=all",
    "/progress/cases?which=move:screened%3Eallocated",
    "/conformance",
    "/compare",
    "/compare?measure=unassigned_outcome",
    "/work",
    "/work?officer=officer:7",
    "/team",
    "/team?team=response_south",
    DECIDE,
    "/workload",
    "/workload?rows=supervisor&columns=flag&count=jobs",
    "/workload?work=wanted&weighted=yes",
    "/capacity",
    "/capacity?unit=investigators&by=team",
    "/capacity?staff=6&handling=45m&hours=30&weeks=8",
    RECORDS,
    "/explain/unassigned_outcome",
    "/object/investigation/crime:CR%2F1",
    "/investigations/crime:CR%2F1",
    "/boards",
    "/boards/home",
    "/boards/leader",
    "/figures",
    "/health",
    "/quarantine",
    "/glossary",
    "/accessibility",
)


@pytest.mark.parametrize("path", EVERY_PAGE)
@pytest.mark.parametrize("empty", [False, True], ids=["with data", "without data"])
def test_every_page_answers_with_and_without_data(path: str, empty: bool) -> None:
    answer = visit(Invented(empty=empty), path)
    expected = 400 if empty and path.startswith(("/records", "/pattern")) else 200
    assert answer.status_code == expected
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", ["/", TREND, "/nowhere", "/trends?measure=none", "/static/peeler.css", "/trends.csv"])
def test_no_response_lets_a_browser_load_keep_or_frame_anything(path: str) -> None:
    headers = visit(Invented(), path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")


def test_an_asset_named_with_its_digest_may_be_kept_for_good() -> None:
    (sheet,) = [link for link in links(visit(Invented(), "/glossary")) if link.startswith("/static/peeler.css")]
    assert "immutable" in visit(Invented(), sheet).headers["cache-control"]


@pytest.mark.parametrize("path", [TREND, "/health", "/nowhere"])
def test_head_is_get_without_a_body(path: str) -> None:
    whole, head = visit(Invented(), path), visit(Invented(), path, method="HEAD")
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_sent(method: str) -> None:
    assert [visit(Invented(), path, method=method).status_code for path in ("/", TREND, "/health")] == [405] * 3


def test_a_site_that_points_its_name_here_is_refused() -> None:
    assert visit(Invented(), "/health", host="elsewhere.example").status_code == 400
    assert visit(Invented(), "/health", host="127.0.0.1:8000").status_code == 200
    assert visit(Invented(), "/health", host="[::1]:8000").status_code == 200


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "/trends?measure=recorded_crim",
            "unknown measure &#39;recorded_crim&#39;; did you mean &#39;recorded_crime&#39;?",
        ),
        (f"{TREND}&evry=month", "unknown parameter &#39;evry&#39;; did you mean &#39;every&#39;?"),
        (f"{TREND}&every=fortnight", "unknown period &#39;fortnight&#39;"),
        (f"{TREND}&from=yesterday", "from: &#39;yesterday&#39; is not a date"),
        (f"{TREND}&at=2024-13-01", "at: &#39;2024-13-01&#39; is not a date"),
        (f"{TREND}&by=crime_typ", "unknown dimension &#39;crime_typ&#39;"),
        (f"{TREND}&where={'x' * 501}", "where: longer than 500 characters"),
        (f"{TREND}&variant=domestic", "unknown variant &#39;domestic&#39;; did you mean &#39;domestic_abuse&#39;?"),
        (f"{TREND}&every=month&every=day", "every: given more than once"),
        (f"{TREND}&by=a,b,c,d", "by: at most 3 breakdowns"),
    ],
)
def test_a_wrong_address_gets_one_line_and_keeps_the_form(path: str, line: str) -> None:
    answer = visit(Invented(), f"{path}&to=2024-02")
    assert answer.status_code == 400
    assert line in answer.text
    assert 'name="to" type="text"' in answer.text
    assert 'value="2024-02"' in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/explain/none", 404),
        ("/object/investigation/crime:none", 404),
        ("/object/nothing/crime:1", 404),
        ("/investigations/crime:none", 404),
        ("/records?measure=recorded_crime&period=soon", 400),
        ("/records?measure=recorded_crime&d.force=x", 400),
        ("/quarantine?source=none", 400),
        ("/quarantine?page=0", 400),
        ("/glossary?page=1", 400),
    ],
)
def test_what_is_not_there_gets_a_page_that_leads_on(path: str, status: int) -> None:
    answer = visit(Invented(), path)
    assert answer.status_code == status
    assert {"/", "/trends", "/health"} <= set(links(answer))


def test_a_failure_is_a_page_and_the_log_holds_no_data(caplog: pytest.LogCaptureFixture) -> None:
    answer = visit(Invented(broken=True), TREND)
    assert answer.status_code == 500
    assert "Something went wrong in Peeler" in answer.text
    assert "ValueError" in caplog.text
    assert HOSTILE not in answer.text + caplog.text


@pytest.mark.parametrize(
    "name", ["measure", "from", "every", "by", "where", "variant", "at", "known", "page", "which", HOSTILE]
)
@pytest.mark.parametrize("path", ["/trends", "/records", "/health", "/quarantine", "/trends.csv"])
def test_no_markup_comes_back_from_an_address(path: str, name: str) -> None:
    answer = visit(Invented(), f"{path}?measure=recorded_crime&{name}={HOSTILE}")
    assert HOSTILE not in answer.text or answer.headers["content-type"].startswith("text/plain")


def test_no_markup_comes_back_from_the_data() -> None:
    hostile = Invented(crime_types=(HOSTILE, f"{HOSTILE}'\"", "Robbery"))
    for path in (
        f"{TREND}&by=crime_type",
        f"{TREND}&by=crime_type&every=whole",
        RECORDS,
        "/object/investigation/crime:CR%2F1",
        "/investigations/crime:CR%2F1",
        "/quarantine",
        "/warnings",
        "/compare?measure=unassigned_outcome&by=crime_type",
        "/workload",
        "/capacity?unit=investigators&by=team",
        "/work",
        "/progress",
        "/progress/cases?which=move:screened%3Eallocated",
    ):
        assert HOSTILE not in visit(hostile, path).text


DOCUMENT = re.compile(r"^(/boards|/trends|/workload|/progress)[^?]*\.([a-z]{3,4})(\?.*)?$")


def test_every_way_on_from_every_page_leads_somewhere() -> None:
    behind, seen, waiting = Invented(), {"/"}, deque(["/"])
    while waiting:
        path = waiting.popleft()
        answer = visit(behind, path)
        assert answer.status_code == 200, path
        for link in links(answer):
            assert link.startswith(("/", "#")), link
            shape = re.sub(r"=[^&]*", "=", link.partition("#")[0])
            shape = DOCUMENT.sub(r"\1.\2", shape)  # of each kind one is enough: they take a second
            if link.startswith("/") and shape not in seen:
                seen.add(shape)
                waiting.append(link.partition("#")[0])
    assert len(seen) > len(PAGES)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_the_chosen_moment_goes_along_with_every_way_on(path: str) -> None:
    answer = visit(Invented(), f"{path}{'&' if '?' in path else '?'}at=2024-05-01&known=2024-05-02")
    own = [link for link in links(answer) if link.startswith("/") and not link.startswith("/static")]
    lost = [link for link in own if "at=2024-05-01" not in link or "known=2024-05-02" not in link]
    back_to_now, start_again = unquote(path).partition("?")[0], "/trends"
    assert {re.sub(r"[?#].*", "", link) for link in lost} <= {back_to_now, start_again}
    assert "the end of 1 May 2024" in answer.text or "always about now" in answer.text or path == "/trends"


def test_a_late_feed_is_said_in_amber_and_words() -> None:
    answer = visit(Invented(silent=True), TREND)
    assert "peeler-freshness--stale" in answer.text
    assert "was last heard 40 days ago; it should speak every month." in answer.text
    assert "peeler-freshness--stale" not in visit(Invented(), TREND).text


@pytest.mark.parametrize("path", [*EVERY_PAGE, "/nowhere", "/trends?measure=none"])
def test_invented_data_are_called_so_on_every_page(path: str) -> None:
    assert "Synthetic data: invented by Peeler." in visit(Invented(synthetic=True), path).text
    assert "Synthetic data" not in visit(Invented(), path).text


def test_a_template_is_read_once_so_that_nobody_sees_half_an_edit() -> None:
    saved, made = {"page.html": "the whole page"}, templates.__wrapped__()
    made.loader = FunctionLoader(lambda name: (saved[name], None, lambda: False))
    assert made.get_template("page.html").render() == "the whole page"
    saved["page.html"] = "the wh"
    assert made.get_template("page.html").render() == "the whole page"


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("unit=referal_unit", "unknown unit &#39;referal_unit&#39;; did you mean &#39;referral_unit&#39;?"),
        ("staff=many", "staff: &#39;many&#39; is not a number; say for example 4 or 3.5"),
        ("staff=999999", "staff: from 0 to 10,000 people"),
        ("handling=0", "handling: minutes above 0, and at most 600,000"),
        ("handling=soon", "handling: &#39;soon&#39; is no length of work; say for example 45m or 2.5h"),
        ("hours=169", "hours: hours a week above 0, and at most 168"),
        ("weeks=99", "weeks: from 1 to 52"),
        ("weeks=-1", "weeks: &#39;-1&#39; is not a number of weeks from 1 to 52"),
        ("by=colour", "by: unknown breakdown &#39;colour&#39;"),
        ("colour=red", "unknown parameter &#39;colour&#39;"),
        ("staff=3&staff=4", "staff: given more than once"),
        (f"staff={HOSTILE}", "staff: &#39;&lt;script&gt;alert(1)&lt;/script&gt;&#39; is not a number"),
    ],
)
def test_what_nobody_can_assume_gets_one_line_and_keeps_the_form(query: str, line: str) -> None:
    for path in (f"/capacity?{query}&at=2024-05-01", f"/capacity.csv?{query}", f"/capacity.json?{query}"):
        answer = visit(Invented(), path)
        assert answer.status_code == 400
        assert unescape(line) in unescape(answer.text)
        assert HOSTILE not in answer.text or not path.startswith("/capacity?")
    assert 'value="2024-05-01"' in visit(Invented(), f"/capacity?{query}&at=2024-05-01").text


def test_what_a_person_assumes_stands_in_the_address_and_in_the_verdict() -> None:
    plain, assumed = (visit(Invented(), path).text for path in ("/capacity", "/capacity?staff=9&handling=45"))
    assert "With what you assume" not in plain
    assert "With what you assume there would be capacity enough." in assumed
    assert "With 9 people, 45 minutes for each referral and 27 hours a week each" in assumed
    assert 'value="9"' in assumed
    rows = visit(Invented(), "/capacity.csv?staff=9&handling=45").text.splitlines()
    assert rows[0].startswith("week,kind,arrivals,completions,queue")
    assert rows[-1].startswith("2024-07-15,forecast,")
    told = visit(Invented(), "/capacity.json?staff=9").json()
    assert told["assumed"]["staff"] == 9
    assert [row["kind"] for row in told["rows"]].count("forecast") == 12
