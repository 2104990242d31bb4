"""How a page asks: every question of one page goes through one door, as one viewer, at one journal version."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from peeler.answers.desk import Desk
from peeler.answers.now import titles
from peeler.definitions.catalogue import Catalogue
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Ask(Protocol):
    """The door of one page: takes one of answers' functions with its own arguments; desk and viewer are given."""

    def __call__(
        self,
        function: Callable[Concatenate[Desk, Viewer, Arguments], Answer],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Answer:
        """The answer, or the RequestError it raises."""


class Behind(Protocol):
    """What stands behind the pages: the catalogue, whether the data are invented, and a door for each page."""

    @property
    def catalogue(self) -> Catalogue:
        """What is declared."""

    @property
    def synthetic(self) -> bool:
        """Whether every page must say that the data are invented."""

    @property
    def loading(self) -> tuple[str, ...]:
        """The titles of the systems whose history is still being loaded."""

    def asking(self, viewer: Viewer) -> AbstractContextManager[Ask]:
        """A door whose answers all see the same journal version (ruling 18)."""

    def do(self, viewer: Viewer, deed: Callable[..., Any], *arguments: Any) -> Any:
        """Has one of the deeds done, as this viewer; RequestError where it is refused."""


@dataclass(frozen=True)
class Desks:
    """The usual thing behind the pages: whoever hands out desks, such as an open workspace."""

    catalogue: Catalogue
    desk: Callable[[], Desk]
    synthetic: bool
    doing: Callable[..., Any] | None = None  # has a deed done for a viewer, where anything may be done

    @property
    def loading(self) -> tuple[str, ...]:
        """The titles of the systems whose history is still being loaded."""
        return titles(self.catalogue, self.desk().loading)

    @contextmanager
    def asking(self, viewer: Viewer) -> Iterator[Ask]:
        """A door onto one desk, closed when the page is done."""
        with self.desk().one_version() as desk:

            def ask(
                function: Callable[Concatenate[Desk, Viewer, Arguments], Answer],
                /,
                *arguments: Arguments.args,
                **named: Arguments.kwargs,
            ) -> Answer:
                return function(desk, viewer, *arguments, **named)

            yield ask

    def do(self, viewer: Viewer, deed: Callable[..., Any], *arguments: Any) -> Any:
        """Has a deed done; RequestError where these pages can only be read."""
        if self.doing is None:
            raise RequestError("nothing can be decided here: these pages can only be read")
        return self.doing(deed, viewer, *arguments, progress=quiet)


def quiet(_done: int, _total: int, _what: str) -> None:
    """Progress that nobody watches."""
