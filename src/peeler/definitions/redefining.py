"""The catalogue as it was: definitions of another day laid in place of today's, for a figure that pins them."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from peeler.definitions.catalogue import Catalogue, Written, assemble
from peeler.definitions.progress import STAGE
from peeler.definitions.reading import parsed

STANDING = (
    "boards",
    "annotations",
    "warnings",
    "capacity",
)  # kinds that stand on measures, and that no number depends on


def redefined(catalogue: Catalogue, texts: Mapping[tuple[str, str], str]) -> Catalogue:
    """Today's catalogue with these texts, by kind and name; RequestError where they do not fit today's objects.

    Kinds that stand on measures stay as today: they are not asked.
    """
    laid = {(one.kind, one.name): one for one in catalogue.written if one.kind not in STANDING}
    for (kind, name), text in texts.items():
        laid[kind, name] = Written(kind, name, deepcopy(parsed(text)), text, Path(f"{name}.yml"))
    made = assemble({key: one for key, one in laid.items() if not staged_itself(one, laid)})
    return replace(made, **{kind: getattr(catalogue, kind) for kind in STANDING if hasattr(catalogue, kind)})


def staged_itself(one: Written, laid: Mapping[tuple[str, str], Written]) -> bool:
    """Whether a progress is of an object whose text of that day still gives its stages itself."""
    made = laid.get(("objects", str(one.content.get("object", ""))))
    return one.kind == "progress" and made is not None and STAGE in made.content.get("attributes", {})
