"""Journey: people see what is owed in order with the reason, and say of it what they know; nobody else's site can say it for them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import httpx
import pytest

from peeler.decisions.duties import Saying
from peeler.web.app import SENDS, make_app
from peeler.workspace.deciding import DutyOrder
from tests.journeys.invented import Invented
from tests.journeys.invented_duties import WHY, days_ahead, done
from tests.journeys.invented_health import NOW
from tests.journeys.test_web_pages import DECIDE
from tests.journeys.visiting import VIEWER, links, visit

KIND = {"content-type": "application/x-www-form-urlencoded"}
AT = "at=2024-05-20"


def send(
    behind: Invented, form: dict[str, str], headers: dict[str, str] | None = None, *, token: bool = True
) -> httpx.Response:
    """Opens the page and sends its form, as a browser does."""

    async def request() -> httpx.Response:
        through = httpx.ASGITransport(make_app(behind, VIEWER))
        async with httpx.AsyncClient(transport=through, base_url="http://localhost") as client:
            page = await client.get(DECIDE)
            given = page.text.partition('name="token" value="')[2].partition('"')[0]
            body = urlencode({**form, **({"token": given} if token else {})})
            return await client.post(DECIDE, content=body, headers={**KIND, **(headers or {})})

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(lambda: asyncio.run(request())).result()


def test_what_is_owed_stands_in_order_with_its_reason_and_what_was_said_beside_it() -> None:
    page = visit(Invented(), f"/work?{AT}").text
    assert "Everybody together has 4 overdue, 1 due soon and 1 open with more time." in page
    assert "one is put away by somebody; it counts as ever until the source system says that it is met" in page
    assert page.index("Overdue: 3") < page.index("Due soon: 1") < page.index("Put away by somebody: 1")
    assert "Harm may follow; due 41 days ago." in page
    assert f"sergeant 3 said that it is not needed, the end of 18 May 2024: {WHY}." in page
    assert "No record names an officer “tester”, so this is everybody&#39;s work" in page
    assert "What falls due, day by day" in page


def test_an_officers_list_and_a_teams_hold_theirs_alone() -> None:
    mine = visit(Invented(), "/work?officer=officer:7").text
    assert "Officer 7 has 2 overdue and 1 open with more time." in mine
    team = visit(Invented(), "/team?team=response_south")
    assert "Response south has 1 overdue and 1 due soon." in team.text
    assert any(link.startswith("/work?officer=officer%3A8") for link in links(team))
    lines = visit(Invented(), "/team.csv?team=response_south").text.splitlines()
    assert lines[0].startswith("status,due,duty,title,type,object,owner")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("form", "saying"),
    [
        ({"what": "done", "why": ""}, Saying("done")),
        ({"what": "not_needed", "why": WHY}, Saying("not_needed", WHY)),
        ({"what": "taken_back"}, Saying("taken_back")),
    ],
)
def test_what_somebody_says_is_kept_for_them_and_leads_back(form: dict[str, str], saying: Saying) -> None:
    behind = Invented()
    answer = send(behind, form, {"sec-fetch-site": "same-origin"})
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/decide")
    assert done(behind.asked) == [DutyOrder("active_review", "crime:CR/1", saying, 1)]


def test_a_day_is_written_in_three_fields() -> None:
    behind = Invented()
    year, month, day = days_ahead(9, NOW).split("-")
    send(behind, {"what": "remind", "until-day": day, "until-month": month.lstrip("0"), "until-year": year})
    (order,) = done(behind.asked)
    assert order.saying.until.isoformat() == days_ahead(9, NOW)
    wrong = send(behind, {"what": "remind", "until-day": "31", "until-month": "6", "until-year": "2024"})
    assert (wrong.status_code, "until: &#39;2024-06-31&#39; is" in wrong.text) == (400, True)
    assert "choose one of the three" in send(behind, {}).text
    assert len(done(behind.asked)) == 1


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (False, {}),
        (True, {"sec-fetch-site": "cross-site"}),
        (True, {"sec-fetch-site": "same-site"}),
        (True, {"origin": "http://elsewhere.example"}),
    ],
)
def test_no_other_site_can_say_it_for_them(token: bool, headers: dict[str, str]) -> None:
    behind = Invented()
    refused = send(behind, {"what": "done"}, headers, token=token)
    assert (refused.status_code, done(behind.asked)) == (400, [])
    assert "this form is none that Peeler has given out" in refused.text


def test_only_a_small_form_is_taken_and_by_no_other_page() -> None:
    assert send(Invented(), {"what": "done", "why": "x" * 30_000}).status_code == 413
    assert visit(Invented(), DECIDE, method="POST").status_code == 415
    assert set(SENDS) == {"/decide"}


def test_what_is_not_owed_has_a_page_that_says_so() -> None:
    missing = visit(Invented(), "/decide?duty=active_review&object=crime:none&number=1")
    assert (missing.status_code, "was not owed for crime:none" in missing.text) == (404, True)
    assert visit(Invented(), "/decide").status_code == 404
