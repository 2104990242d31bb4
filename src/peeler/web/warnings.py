"""The view of the warning signs: each new signal with the door to its trend, the signs that have names, and what is not seen."""

from dataclasses import dataclass

from peeler.answers.warning_answer import NamedSign, WarningsAnswer, WarningSign
from peeler.definitions.catalogue import Catalogue
from peeler.web.moments import begun
from peeler.web.numbers import whole
from peeler.web.parameters import Pairs, address
from peeler.web.signals import as_read

STANDS = {True: "Stands", False: "Does not stand", None: "Cannot be said yet"}
MET = {True: "yes", False: "no", None: "cannot be said"}


@dataclass(frozen=True)
class SignView:
    """One sign: its sentence, the way to its trend, how much harm is behind it, and where else it shows."""

    title: str
    href: str
    words: str
    meaning: str
    harm: str
    parts: str


@dataclass(frozen=True)
class NamedView:
    """One named sign: whether it stands, and what it rests on as (measure, way to its trend, met, words)."""

    title: str
    about: str
    stands: bool | None
    said: str
    evidence: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class WarningsView:
    """What the template shows; ``standing`` are the named signs that stand."""

    answer: str
    more: tuple[str, ...]
    signs: tuple[SignView, ...]
    improvements: tuple[SignView, ...]
    named: tuple[NamedView, ...]
    not_looked_at: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def standing(self) -> tuple[NamedView, ...]:
        """The named signs that stand."""
        return tuple(one for one in self.named if one.stands)


def warnings_view(answer: WarningsAnswer, catalogue: Catalogue, moments: Pairs) -> WarningsView:
    """The view of an answer; ``moments`` are the address's own, which every door carries on."""
    titles = {name: one.file.title for name, one in catalogue.measures.items()}
    first, *more = said(answer)
    return WarningsView(
        first, tuple(more), tuple(sign_view(one, moments) for one in answer.signs),
        tuple(sign_view(one, moments) for one in answer.improvements),
        tuple(named_view(one, moments) for one in answer.named),
        tuple((titles.get(name, name), as_read(why)) for name, why in answer.not_looked_at), answer.notes,
    )  # fmt: skip


def said(answer: WarningsAnswer) -> list[str]:
    """The answer first: how many new signs there are, and how many chance alone would make."""
    if not answer.series:
        return ["Nothing can be judged yet: no measure has enough whole periods."]
    new, better = len(answer.signs), len(answer.improvements)
    signs = f"{whole(new)} new warning sign{'' if new == 1 else 's'}" if new else "No new warning sign"
    chance = "fewer than one" if answer.by_chance < 1 else f"about {whole(answer.by_chance)}"
    return [
        f"{signs}, and {whole(better)} for the better, in {whole(answer.series)} series.",
        f"Chance alone would make {chance} in so many series though nothing had changed.",
    ]


def sign_view(sign: WarningSign, moments: Pairs) -> SignView:
    """One sign; a group's leads to the trend of that group."""
    where = [
        f"{name} = '{str(value).replace(chr(39), chr(39) * 2)}'" for name, value in sign.dimensions if value is not None
    ]
    narrowed = [("where", " and ".join(where))] if where else []
    pairs = [("measure", sign.measure), ("every", sign.every), *narrowed, *moments]
    shown = [", ".join(str(value) for _, value in part.dimensions) for part in sign.parts[:3]]
    more = f" and {len(sign.parts) - 3} more groups" if len(sign.parts) > 3 else ""
    parts = f"It shows in {'; '.join(shown)}{more}." if shown else ""
    return SignView(
        sign.title,
        address("/trends", pairs),
        words_of(sign),
        sign.signal.meaning,
        f"Harm behind it: {sign.harm} of 5.",
        parts.replace("_", " "),
    )


def words_of(sign: WarningSign) -> str:
    """A sign's sentence without the title that stands above it, and codes as words."""
    return begun(as_read(sign.words).removeprefix(sign.title).lstrip(",: ").replace("_", " "))


def named_view(sign: NamedSign, moments: Pairs) -> NamedView:
    """One named sign."""
    evidence = tuple(
        (one.title, address("/trends", [("measure", one.measure), *moments]), MET[one.met], as_read(one.words))
        for one in sign.evidence
    )
    return NamedView(sign.title, sign.about, sign.stands, STANDS[sign.stands], evidence)
