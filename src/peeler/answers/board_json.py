"""A board's answer as the JSON that programs rely on: each figure with the whole answer of its measure."""

from dataclasses import asdict
from typing import Any

from peeler.answers.boards import BoardAnswer, FigureAnswer
from peeler.answers.figure_words import comparators, sentence
from peeler.answers.measure_json import freshness_json, measure_json
from peeler.terms.clocks import iso


def board_json(answer: BoardAnswer) -> dict[str, Any]:
    """The board as plain dictionaries; times in ISO 8601, a share is a fraction."""
    return {
        "board": {
            "name": answer.question.board,
            "title": answer.title,
            "about": answer.about,
            "owner": answer.owner,
            "version": answer.version,
        },
        "as_at": iso(answer.as_at),
        "as_known": iso(answer.as_known),
        "freshness": [freshness_json(feed) for feed in answer.freshness],
        "figures": [figure_json(figure) for figure in answer.figures],
        "journal_version": answer.journal_version,
        "synthetic": answer.synthetic,
    }


def figure_json(figure: FigureAnswer) -> dict[str, Any]:
    """One figure: its sentence, its number with interval, what a report says, and the answer of its measure."""
    said: dict[str, Any] = {"title": figure.title, "caption": figure.caption}
    if figure.report is not None:
        said["report"] = asdict(figure.report)
    if figure.left:
        return {**said, "left": figure.left, "because": figure.because}
    said |= {"sentence": sentence(figure), "shows": figure.shows}
    if figure.answer is None:
        return {**said, "problem": figure.problem}
    said |= {"number": figure.number, "low": figure.low, "high": figure.high, "problem": figure.problem or None}
    if figure.printed:
        said |= {"printed": figure.printed, "agrees": figure.agrees}
    before = {} if figure.before is None else {"before": measure_json(figure.before)}
    return {**said, "beside": comparators(figure.answer), "answer": measure_json(figure.answer), **before}
