"""Fit how much what stands round a word that could be a day speaks for its being one.

``fit_dates.py GOLD.jsonl...`` reads gold files; each year, month, weekday and season in
them is a sample, within a date or not.  It fits a logistic regression, as for names, and
writes seeds/date-weights.json.  Of the days of one word that rules and readers find in
texts of authors left out in turn, no more than one in `LOST` may be doubted.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from fit_names import ROOT, Sample, left_out, write
from gold_texts import gold_texts

from mapdash.calendar_words import MONTHS, SEASONS, WEEKDAYS, one_of
from mapdash.curation import load_settings
from mapdash.date_weighing import kind_of, parts_round, stands_alone
from mapdash.gold import GoldText
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.records import DateMention
from mapdash.surroundings import Signs
from mapdash.weights import DATES

LOST = 200
_LATIN = [each for each in {*MONTHS, *WEEKDAYS, *SEASONS} if each.isascii()]
_WORD = re.compile(rf"\b(?:(?:1[89]|20)\d\d|{one_of(_LATIN)})\b")


def samples(path: Path, lexicon: Lexicon, signs: Signs) -> Iterator[Sample]:
    """Yield the words of a gold file that could be days."""
    for author, text, gold in gold_texts(path):
        dates = read_article(identify("text", text.encode(), {}), lexicon).dates
        for word in _WORD.finditer(text):
            meant = _meant(gold, word.start(), word.end())
            if meant is not None:
                start, end = word.span()
                yield Sample(
                    group=author,
                    signs=tuple(
                        sign
                        for part in parts_round(text, start, end)
                        for sign in signs.of(part, kind_of(word[0]))
                    ),
                    meant=meant,
                    found=any(_alone_at(each, start) for each in dates),
                )


def _alone_at(date: DateMention, start: int) -> bool:
    return date.start == start and stands_alone(date.exact)


def _meant(gold: GoldText, start: int, end: int) -> bool | None:
    """Return whether readers took a word for a part of a date; None where they may differ."""
    over = [
        each
        for each in gold.findings
        if each.kind == "date" and each.start < end and start < each.end
    ]
    if any(not each.optional for each in over):
        return True
    return None if over else False


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", nargs="+", type=Path, help="gold files to fit to")
    parser.add_argument("--parts", type=int, default=8, help="to be left out in turn")
    options = parser.parse_args()
    settings = load_settings(ROOT, [])
    # What is doubted now must not decide what will be.
    lexicon = replace(load_lexicon(ROOT)[0], date_doubts=None)
    signs = Signs(settings.fields if settings else {})
    every = [each for path in options.gold for each in samples(path, lexicon, signs)]
    weighed = left_out(every, options.parts)
    right = np.sort([weighed[row] for row, each in enumerate(every) if each.found and each.meant])
    deceiving = [row for row, each in enumerate(every) if not each.meant]
    shift = -float(right[len(right) // LOST])
    about = (
        f"fitted to {len(every)} words; left out in {options.parts} parts, of {len(right)} days of"
        f" one word that rules and readers find {len(right) // LOST} are doubted, and of"
        f" {len(deceiving)} that are no days, whether or not rules know it,"
        f" {sum(weighed[deceiving] + shift < 0)}"
    )
    write(every, shift, about, DATES)


if __name__ == "__main__":
    main()
