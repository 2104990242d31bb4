"""The comparators that the inspection report names stand beside the measures they are of, with the report's own numbers."""

from pathlib import Path

import pytest

import peeler
from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.definitions.comparisons import FigureFile
from peeler.terms.errors import RequestError

# Measure, variant, whose figure (None: England and Wales, all forces, or a guideline), and the report's number (DOMAIN 12.1).
REPORT = [
    ("investigator_posts_filled", None, None, 0.82),
    ("effective_investigation", None, "derbyshire", (55, 60)),
    ("supervised_file", None, "derbyshire", (32, 60)),
    ("evidential_difficulties_victim_supports", None, None, 0.10),
    ("evidential_difficulties_victim_does_not_support", None, None, 0.18),
    ("voluntary_attendance", None, None, 0.14),
    ("voluntary_attendance", "domestic_abuse", None, 0.09),
    ("voluntary_attendance", "domestic_abuse", "derbyshire", 0.13),
    ("action_taken", None, None, 0.13),
    ("unassigned_outcome", None, None, 0.07),
    ("domestic_abuse_arrest_of_suspects", None, "derbyshire", 0.653),
    ("marac_rate", None, None, 40.0),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def figures(catalogue: Catalogue, measure: str, variant: str | None, force: str | None) -> list[FigureFile]:
    """The dated figures that a measure is put beside."""
    named = [
        text.partition(":")[2] for text in catalogue.measures[measure].file.compare if text.startswith("benchmark:")
    ]
    files = [catalogue.benchmarks[name].file for name in named]
    return [one for file in files if file.variant == variant for one in file.figures if one.force == force]


@pytest.mark.parametrize(("measure", "variant", "force", "number"), REPORT)
def test_the_reports_comparator_stands_beside_its_measure(
    catalogue: Catalogue, measure: str, variant: str | None, force: str | None, number: float | tuple[int, int]
) -> None:
    (figure,) = figures(catalogue, measure, variant, force)
    assert (figure.value if isinstance(number, float) else (figure.numerator, figure.denominator)) == number


def test_the_invented_force_has_the_past_of_the_force_it_is_made_after(catalogue: Catalogue) -> None:
    pasts = {
        force: [
            (name, one.first, one.last, one.numerator, one.denominator, one.value)
            for name, benchmark in catalogue.benchmarks.items()
            for one in benchmark.file.figures
            if one.force == force
        ]
        for force in ("derbyshire", "middleshire")
    }
    assert pasts["derbyshire"] == pasts["middleshire"]
    assert len(pasts["derbyshire"]) == 4


def test_a_benchmark_of_a_variant_the_measure_does_not_have_is_refused(tmp_path: Path) -> None:
    (tmp_path / "measures").mkdir()
    theirs = (Path(peeler.__file__).parent / "catalogue" / "measures" / "stops.yml").read_text("utf-8")
    compare = "compare: ['benchmark:england_and_wales_voluntary_attendance_domestic_abuse']"
    mine = theirs.replace("better: context", f"{compare}\nreplaces: stops\nbetter: context")
    (tmp_path / "measures" / "stops.yml").write_text(mine, "utf-8")
    with pytest.raises(RequestError, match=r"measures/stops.yml: compare: .*'domestic_abuse'"):
        load_catalogue(tmp_path)
