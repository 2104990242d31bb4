"""The pages of a long list: where we are, and the way to the others."""

from dataclasses import dataclass

from peeler.web.parameters import Pairs, address


@dataclass(frozen=True)
class Paging:
    """Page of pages, with the addresses of the one before and after (empty where there is none), first and last."""

    page: int
    pages: int
    before: str
    after: str
    first: str
    last: str


def paging(path: str, pairs: Pairs, page: int, pages: int) -> Paging:
    """The paging of the list at an address."""
    rest = [(name, text) for name, text in pairs if name != "page" and text.strip()]

    def at(number: int) -> str:
        return address(path, [*rest, ("page", str(number))]) if 1 <= number <= pages and number != page else ""

    return Paging(page, max(pages, 1), at(page - 1), at(page + 1), at(1), at(pages))
