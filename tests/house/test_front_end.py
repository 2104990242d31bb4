"""House: the built front end asks nothing of the outside and wears nothing that belongs to GOV.UK."""

import re

from tests.house.tree import PACKAGE

STATIC = PACKAGE / "web" / "static"
NAMESPACES = {"http://www.w3.org/2000/svg"}


def test_the_style_sheet_asks_only_for_files_that_travel_with_it() -> None:
    asked = re.findall(r"url\(\"?([^)\"]+)\"?\)", (STATIC / "peeler.css").read_text(encoding="utf-8"))
    assert asked
    assert [address for address in asked if not (STATIC / address).is_file()] == []


def test_no_font_crown_or_crest_of_government_travels() -> None:
    css = (STATIC / "peeler.css").read_text(encoding="utf-8")
    assert re.findall(r"GDS Transport|@font-face|crest|crown", css) == []
    names = [path.name for path in STATIC.rglob("*")]
    assert [name for name in names if re.search(r"crown|crest|logotype|\.woff", name)] == []


def test_peelers_own_assets_name_no_other_host() -> None:
    named = {
        address
        for path in (
            STATIC / "favicon.svg",
            STATIC / "start.js",
            STATIC / "live.js",
            STATIC / "later.js",
            STATIC / "peeler.css",
        )
        for address in re.findall(r"https?://[^\s\"')]+", path.read_text(encoding="utf-8"))
    }
    assert named <= NAMESPACES
