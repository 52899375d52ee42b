"""Temporal expressions: what counts as one, its offsets, and the days it stands for."""
# ruff: noqa: RUF001 - the examples have the dashes and the scripts that texts have

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.dates import find_dates
from mapdash.intervals import Interval, parse_partial
from mapdash.records import Passage, Span

MARKED = re.compile(r"\[([^\]]*)\]")


def days(written: str) -> Interval:
    """Read "2023-09", or "2023-09-19..2023-09-20", as an interval."""
    first, _, last = written.partition("..")
    return parse_partial(first).hull(parse_partial(last or first))


def passages_of(text: str) -> list[Passage]:
    """Return one passage for each paragraph."""
    return [
        Passage(found.start(), found.end()) for found in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)
    ]


def read(text: str, published: str | None = None) -> list[tuple[str, str]]:
    """Return the dates of a text as their words and days."""
    found = find_dates(text, passages_of(text), days(published) if published else None)
    return [(each.exact, str(each.interval)) for each in found]


def check(marked: str, expected: str, published: str | None = None) -> None:
    """Assert that exactly the bracketed words are dates, with the days expected."""
    text = MARKED.sub(r"\1", marked)
    wanted = [
        (words, str(days(written)))
        for words, written in zip(MARKED.findall(marked), expected.split(), strict=True)
    ]
    assert read(text, published) == wanted


FULL = [
    ("A memorandum of [11.III.2022] was signed.", "2022-03-11"),
    ("The truce of [9 November 2020] held.", "2020-11-09"),
    ("On [November 9, 2020], a truce was signed.", "2020-11-09"),
    ("On [November 9 2020] a truce was signed.", "2020-11-09"),
    ("On the [9th of November, 2020] a truce was signed.", "2020-11-09"),
    ("[December 7th, 2023] was the day.", "2023-12-07"),
    ("Signed on [Thursday, 7 December 2023], in the capital.", "2023-12-07"),
    ("[Sat., Nov. 16, 2024] is the date given.", "2024-11-16"),
    ("It was [Sept. 19, 2023] and quiet.", "2023-09-19"),
    ("The log says [2023-09-19] and [2023-09-20T13:00].", "2023-09-19 2023-09-20"),
    ("It entered into force on [19.09.2023].", "2023-09-19"),
    ("It entered into force on [13/12/2020].", "2020-12-13"),
    ("It entered into force on [12/13/2020].", "2020-12-13"),
    ("The form says [11/12/2020].", "2020-11-12..2020-12-11"),
    ("On [19\u00a0September\u00a02023] guns fell silent.", "2023-09-19"),
    ("On [19\nSeptember\n2023] guns fell silent.", "2023-09-19"),
    ("On [19 *September* 2023] guns fell silent.", "2023-09-19"),
    ("WAR ENDS [10 NOVEMBER 2020]", "2020-11-10"),
    ("typed in haste: [19 september 2023]", "2023-09-19"),
    ("On the [seventh of December 2023] they met.", "2023-12-07"),
    ("On [December the 7th, 2023], they met.", "2023-12-07"),
    ("The vote took place on [1 June, 2021].", "2021-06-01"),
    ("He resigned on [29 February 2024].", "2024-02-29"),
]
MONTHS = [
    ("In [September 2023] the town fell.", "2023-09"),
    ("In [September, 2023] the town fell.", "2023-09"),
    ("In [September of 2023] the town fell.", "2023-09"),
    ("In [Sept. 2023] the town fell.", "2023-09"),
    ("The [February 2024] snap elections changed little.", "2024-02"),
    ("Until [late September 2023] nobody left.", "2023-09-21..2023-09-30"),
    ("In [mid-September 2022] shelling resumed.", "2022-09-11..2022-09-20"),
    ("In [early May 2021] shelling resumed.", "2021-05-01..2021-05-10"),
    ("By the [end of May 2021] it was over.", "2021-05-21..2021-05-31"),
    ("At the [beginning of May 2021] it began.", "2021-05-01..2021-05-10"),
    ("In the [middle of May 2021] it stalled.", "2021-05-11..2021-05-20"),
    ("In [mid-to-late May 2021] it stalled.", "2021-05-11..2021-05-31"),
    ("In the [second half of May 2021] it stalled.", "2021-05-16..2021-05-31"),
    ("In the [first week of May 2021] it stalled.", "2021-05-01..2021-05-07"),
    ("In the [last week of May 2021] it stalled.", "2021-05-25..2021-05-31"),
    ("The [last days of December 2023] were tense.", "2023-12-21..2023-12-31"),
    ("[Late in May 2021] a column crossed.", "2021-05-21..2021-05-31"),
    ("In [09/2023] the file ends.", "2023-09"),
    ("The record for [2023-09] is missing.", "2023-09"),
    ("In [May '88] the plenum met.", "1988-05"),
]
YEARS = [
    (
        "By the [end of 2025] no truck had passed, in [2024] every truck.",
        "2025-12-21..2025-12-31 2024",
    ),
    ("The [2020] war ended in defeat.", "2020"),
    ("Since [1991] nothing was agreed.", "1991"),
    ("The [1999] Accord and the [1991] Alma-Ata declaration are cited.", "1999 1991"),
    ("The corridor (see [2021]) is a dream.", "2021"),
    ("In [2021-2022] heights were taken.", "2021..2022"),
    ("In [2021–22] heights were taken.", "2021..2022"),
    ("The war of [1988–1994] left scars.", "1988..1994"),
    ("From [1988 to 1994] there was war.", "1988..1994"),
    ("Between [2021 and 2023] they met nine times.", "2021..2023"),
    ("In [2021] and [2022] they met.", "2021 2022"),
    ("In [1992], [1993] and [1994] they met.", "1992 1993 1994"),
    ("The pre-[2020] lines and the post-[2020] order differ.", "2020 2020"),
    ("By the [end of 2023] it was to be signed.", "2023-12-21..2023-12-31"),
    (
        "In [early 2023], [mid-2023] and [late 2023] they met.",
        "2023-01..2023-04 2023-05..2023-08 2023-09..2023-12",
    ),
    ("From [May 2021 to March 2023] they met.", "2021-05..2023-03"),
    ("From [September 2022] until [early 2023] they met.", "2022-09 2023-01..2023-04"),
    ("In the [first half of 2024] trade doubled.", "2024-01..2024-06"),
    ("In the [second quarter of 2024] trade doubled.", "2024-04..2024-06"),
    ("In [Q3 2024] trade doubled.", "2024-07..2024-09"),
    ("In the [first nine months of 2024] trade doubled.", "2024-01..2024-09"),
    ("In the [1990s] the railway rusted.", "1990..1999"),
    ("In the [early 2000s] the railway rusted.", "2000..2003"),
    ("In the [mid-1990s] the railway rusted.", "1994..1996"),
    ("In the [late 1980s] and [early 1990s] people fled.", "1987..1989 1990..1993"),
    ("In the '[90s] the railway rusted.", "1990..1999"),
    ("In the [nineties] the railway rusted.", "1990..1999"),
    ("Borders of [1920] and the [1639] treaty.", "1920 1639"),
    ("The borders were fixed in [2023].12 The rest was not.", "2023"),
    ("The agreement of [1991], which fixed the line.", "1991"),
    ("Those borders (1) of [1976].", "1976"),
    ("In ['92] the village fell.", "1992"),
    ("The disastrous [2020] war; both [2021] and [2022] were bad.", "2020 2021 2022"),
    ("In [1988/89] people fled.", "1988..1989"),
    ("In [2020]'s autumn war.", "2020"),
]
SEASONS = [
    ("During [summer 2024], the author spoke to many.", "2024-06..2024-08"),
    ("In the [autumn of 2020] the front moved.", "2020-09..2020-11"),
    ("In the [fall of 2020] the front moved.", "2020-09..2020-11"),
    ("In [spring 2021] surveyors came.", "2021-03..2021-05"),
    ("In the [winter of 2022-2023] the road was shut.", "2022-12..2023-02"),
    ("In the [winter of 2022] the road was shut.", "2022-12..2023-02"),
    ("In [late summer 2024] they met.", "2024-08"),
    ("From [spring 2021 to autumn 2022] they met.", "2021-03..2022-11"),
]
LISTS = [
    (
        "It began early on [September 13, 2022] and [late in May 2021].",
        "2022-09-13 2021-05-21..2021-05-31",
    ),
    ("Between [April 2 and 4, 2016] a hundred died.", "2016-04-02..2016-04-04"),
    ("They met on [April 2] and [4, 2016] in town.", "2016-04-02 2016-04-04"),
    (
        "The incursions of [May] and [November 2021] and [September 2022] are proof.",
        "2021-05 2021-11 2022-09",
    ),
    ("They met in [May], [July] and [October 2023].", "2023-05 2023-07 2023-10"),
    ("On [September 19 and 20, 2023] the offensive took place.", "2023-09-19..2023-09-20"),
    ("On [19 and 20 September 2023] the offensive took place.", "2023-09-19..2023-09-20"),
    ("On [12, 13 and 14 September 2022] towns were shelled.", "2022-09-12..2022-09-14"),
    ("On [10-14 May 2021] they advanced.", "2021-05-10..2021-05-14"),
    ("On [May 10–14, 2021] they advanced.", "2021-05-10..2021-05-14"),
    ("Between [12 and 14 September 2022] they advanced.", "2022-09-12..2022-09-14"),
    ("From [September 27 to November 10, 2020] there was war.", "2020-09-27..2020-11-10"),
    ("From [27 September to 10 November 2020] there was war.", "2020-09-27..2020-11-10"),
    ("The war of [27 September–10 November 2020] was short.", "2020-09-27..2020-11-10"),
    ("Between [27 September and 10 November 2020] thousands died.", "2020-09-27..2020-11-10"),
    ("From [December 2022 to September 2023] the road was shut.", "2022-12..2023-09"),
    ("The road was shut from [December to September 2023].", "2022-12..2023-09"),
    ("From [1994] until [2020], the line hardly moved.", "1994 2020"),
    ("The road was shut in [December 2022-September 2023].", "2022-12..2023-09"),
    ("Between [December 12, 2022, and September 19, 2023], it was shut.", "2022-12-12..2023-09-19"),
    ("A poll of [Jan-Feb 2024] says so.", "2024-01..2024-02"),
    ("Elected in [2003], [2008] and [2013].", "2003 2008 2013"),
    ("Between [May and July 2023] it rained.", "2023-05..2023-07"),
    ("The [September-November 2020] war was short.", "2020-09..2020-11"),
    ("On [12 May] and [3 June 2021] they met.", "2021-05-12 2021-06-03"),
    ("In the night of [12/13 September 2022] shells fell.", "2022-09-12..2022-09-13"),
    ("Pictures of [2], [9] and [14 October 2022].", "2022-10-02 2022-10-09 2022-10-14"),
    ("On [October 4, 2022], they met.", "2022-10-04"),
    ("In [April/May 2023] it rained.", "2023-04..2023-05"),
]
RELATIVE = [
    ("2025-12-05", "In [October] the first wheat in thirty years went south.", "2025-10"),
    ("2025-12-19", "It approved a budget for [next year] on [Thursday].", "2026 2025-12-18"),
    (
        "2024-05-27",
        "The holders have until the [end of November] to claim.",
        "2024-11-21..2024-11-30",
    ),
    ("2023-06-29", "[Today]'s patrol of the mission saw three posts.", "2023-06-29"),
    ("2026-03-04", "It is to be staked out in the [second quarter].", "2026-04-01..2026-06-30"),
    ("2026-07-06", "It paid four billion in the [second quarter].", "2026-04-01..2026-06-30"),
    ("2023-10-31", "The stone of [Friday the 6th] is lost.", "2023-10-06"),
    ("2023-10-11", "It came at last: on the [5th], at Granada.", "2023-10-05"),
    ("2023-10-03", "It came at last: on the [5th], at Granada.", "2023-09-05"),
    ("2023-01-31", "From [20 February] a hundred observers will drive.", "2023-02-20"),
    ("2025-08-29", "The file goes to the archive on [Monday].", "2025-09-01"),
    ("2026-06-20", "After [Sunday of the week before last] they counted.", "2026-06-07"),
    ("2021-01-12", "A group was set up which is to put forward by [1 March] a list.", "2021-03-01"),
    ("2026-09-18", "[Three years ago tomorrow] the shelling began.", "2023-09-19"),
    ("2024-05-27", "Members will recall that on [Friday] guards took up posts.", "2024-05-24"),
    ("2025-02-12", "He would not be drawn on [Tuesday] on whether it will stay.", "2025-02-11"),
    ("2024-03-19", "In [December], the two swapped prisoners.", "2023-12"),
    ("2024-03-19", "In [December], they will swap prisoners.", "2024-12"),
    ("2024-03-19", "They met in [February this year].", "2024-02"),
    ("2024-03-19", "They met in [September of last year].", "2023-09"),
    (
        "2024-03-19",
        "They met [last Wednesday and Thursday] in the capital.",
        "2024-03-13..2024-03-14",
    ),
    (
        "2024-03-19",
        "They met on [Monday] and will meet again on [Friday].",
        "2024-03-18 2024-03-22",
    ),
    ("2024-03-19", "They met on [Tuesday].", "2024-03-19"),
    ("2024-03-19", "They met [last Tuesday].", "2024-03-12"),
    ("2024-03-19", "[Yesterday] shots were fired.", "2024-03-18"),
    ("2024-03-19", "[Last year] shots were fired; [this year] there were none.", "2023 2024"),
    ("2024-03-19", "[Last month] shots were fired.", "2024-02"),
    (
        "2024-03-19",
        "[Last week] shots were fired; [next week] they meet.",
        "2024-03-11..2024-03-17 2024-03-25..2024-03-31",
    ),
    (
        "2024-03-19",
        "It is no coincidence that at [year's end] he accused them.",
        "2023-12-21..2023-12-31",
    ),
    ("2024-03-19", "They hope to sign by the [end of the year].", "2024-12-21..2024-12-31"),
    ("2024-03-19", "They hope to sign by the [end of this year].", "2024-12-21..2024-12-31"),
    ("2024-03-19", "[Late last year] they signed nothing.", "2023-09..2023-12"),
    (
        "2024-03-19",
        "[Last summer] they talked; [next spring] they will not.",
        "2023-06..2023-08 2025-03..2025-05",
    ),
    ("2024-03-19", "[Last December] they talked.", "2023-12"),
    ("2024-03-19", "[Two years ago] they talked; [three months ago] they stopped.", "2022 2023-12"),
    ("2024-03-19", "[Two days ago] they talked.", "2024-03-17"),
    ("2024-03-19", "Its [September] blitzkrieg drove them out.", "2023-09"),
    ("2024-03-19", "Before the [September] attack they were open to it.", "2023-09"),
    ("2024-03-19", "On [January 10th] he gave an interview.", "2024-01-10"),
    ("2024-03-19", "The sides will meet on [5 April].", "2024-04-05"),
    ("2024-03-19", "A summit scheduled for [June] may slip.", "2024-06"),
    ("2023-11-21", "On [November 21], he argued so.", "2023-11-21"),
    ("2023-11-21", "In [early October] they left.", "2023-10-01..2023-10-10"),
    (
        "2023-11-21",
        "Earlier [this month] they left, and later [that month] came back.",
        "2023-11 2023-11",
    ),
    (
        "2023-11-21",
        "Over the [summer] nothing moved; in the [spring] it had.",
        "2023-06..2023-08 2023-03..2023-05",
    ),
    (
        "2024-06-20",
        "[Last week] they met; they meet again [next month].",
        "2024-06-10..2024-06-16 2024-07",
    ),
    ("2024-06-20", "It lasted from [Monday to Wednesday].", "2024-06-17..2024-06-19"),
    ("2024-06-20", "At the [start of the year] they were hopeful.", "2024-01"),
    ("2024-06-20", "In the [first half of this year] trade doubled.", "2024-01..2024-06"),
    ("2024-06-20", "Over the [weekend] shots were fired.", "2024-06-15..2024-06-16"),
    ("2024-06-20", "The offer holds until [31 December].", "2024-12-31"),
    ("2024-06-20", "The town is handed over on [Wednesday].", "2024-06-26"),
    ("2024-06-20", "The road will be open, says the statement of [19 June].", "2024-06-19"),
    (
        "2024-06-20",
        "The ministers met [today]; nobody knows what today's youth thinks.",
        "2024-06-20",
    ),
    ("2024-06-20", "They met [a month ago today].", "2024-05-20"),
    (
        "2024-06-20",
        "They will meet on [29 June], after a summit on [12 June].",
        "2024-06-29 2024-06-12",
    ),
    ("2024-06-20", "Both are invited to the capital for [Monday].", "2024-06-24"),
    ("2024-06-20", "By [Monday] there were thirty.", "2024-06-17"),
    ("2024-06-20", "They met [this afternoon].", "2024-06-20"),
    ("2024-06-20", "Between [2021 and 2023] they met often, last in [May].", "2021..2023 2024-05"),
    ("2024-06-20", "They meet [this Friday]; they met [this Tuesday].", "2024-06-21 2024-06-18"),
    ("2024-06-20", "He told reporters on [Wednesday of last week].", "2024-06-12"),
    ("2024-06-20", "They will meet on [Thursday next week].", "2024-06-27"),
    ("2024-06-20", "It goes under the hammer on [Wednesday next].", "2024-06-26"),
    ("2024-06-20", "They met the [week before last].", "2024-06-03..2024-06-09"),
    ("2024-06-20", "The [day before yesterday] they met.", "2024-06-18"),
    ("2024-06-20", "He blamed it for the attack earlier in the [week].", "2024-06-17..2024-06-23"),
    ("2024-06-20", "The army drilled [a day earlier].", "2024-06-19"),
    (
        "2024-06-20",
        "It takes over as of [1 January 2025], he said after meeting him [a day earlier].",
        "2025-01-01 2024-06-19",
    ),
    ("2024-06-20", "The [previous day], shots were fired.", "2024-06-19"),
    ("2024-06-20", "Work would begin before [December], he promised.", "2024-12"),
    ("2024-06-20", "It had been thought that it would end in [May].", "2024-05"),
    ("2024-06-20", "It may be signed in [November], he said.", "2024-11"),
    ("2024-06-20", "Work should start [next month].", "2024-07"),
    ("2024-06-20", "In [May] they met, in [July] they will meet again.", "2024-05 2024-07"),
    ("2024-06-20", "By a decree of [1969]; since [12 May] nobody goes there.", "1969 2024-05-12"),
    ("2024-06-20", "They met on the [12th of this month].", "2024-06-12"),
    ("2024-06-20", "On [New Year's Eve] they met.", "2023-12-31"),
    ("2024-06-20", "[Tonight] they meet.", "2024-06-20"),
    ("2024-06-20", "On [May 4] and [9] they met.", "2024-05-04 2024-05-09"),
    ("2024-06-20", "The [coming autumn] they will vote.", "2024-09..2024-11"),
    ("2024-03-01..2024-04-30", "In [December] they met.", "2023-12"),
    ("2024-03-01..2024-04-30", "In [March] they met.", "2024-03"),
    ("2023-11-01..2024-02-28", "In [January] they met.", "2023-01..2024-01"),
]
STORY = [
    ("It met on 31 October 2022, after the [6th] was forgotten.", "2022-10-06"),
    ("It fell in December 1920, as on the [1st of that same December] feared.", "1920-12-01"),
    ("On 19 September 2023 it began. [That same day] it was condemned.", "2023-09-19"),
    ("It came on 12 May 2021, and in [September of the next year] it went on.", "2022-09"),
    ("On 19 September 2023 it began. The [following day] it ended.", "2023-09-20"),
    ("On 19 September 2023 it began. [A day later] it ended.", "2023-09-20"),
    ("On 19 September 2023 it began. [Two weeks later] all had left.", "2023-10-03"),
    ("On 19 September 2023 it began. [Five months later], nothing is signed.", "2024-02"),
    ("On 19 September 2023 it began. [A year earlier] shells had fallen.", "2022-09"),
    ("It began in September 2023. [Three years earlier] there had been war.", "2020-09"),
    ("It began in December 2023. In the [same month] they met.", "2023-12"),
    ("It began in 2020. The [following year] they met.", "2021"),
    ("It began in 2020. In [November], a truce was signed.", "2020-11"),
    ("The war broke out on 27 September 2020. On [November 10], a truce was signed.", "2020-11-10"),
    ("In November 2020 they signed. In [January], they met.", "2021-01"),
    ("On 12 September 2022 shells fell. On the [14th], they stopped.", "2022-09-14"),
    ("In May 2021 troops crossed. [That summer] they dug in.", "2021-06..2021-08"),
    (
        "In May 2021 troops crossed. By the [end of that year] they had dug in.",
        "2021-12-21..2021-12-31",
    ),
    ("In May 2021 troops crossed. In [November of that year] they crossed again.", "2021-11"),
    ("In May 2021 troops crossed. In the [following January] they left.", "2022-01"),
    ("They met in Prague in October 2022; [two months later] the road was shut.", "2022-12"),
    ("He came in the morning of 3 March 2021 and left the [next day].", "2021-03-04"),
    ("The vote is on 20 March 2024, the oath [a week later].", "2024-03-27"),
    ("Since 2020 little has changed, but in [February] they met.", "2024-02"),
    ("In 2020, the town was taken; in [November], a truce followed.", "2020-11"),
]
NOT_DATES = [
    "Striker Sunday Oliseh trained alone, and the Friday Mosque and the Sunday club were shut.",
    "Baroness May and April Haines, who sat on the panel, want an answer.",
    "A rating of 2019, a hall whose capacity is 2000, and a field of 1000 by 800 metres.",
    "The café at 1918 Republic Avenue is shut. Storeroom 1914 holds 1915 glass plates.",
    "My 1905 is a rifle and her 1915 was a brandy; the trams are numbered 2001 to 2024.",
    "The 28 May Street clinic, the station 20 January, the serial 1988-2024-77 and 1990 kHz.",
    "The 2015 to Kars left at 1945. Judge Friday came 1995th out of 2024 in a Peugeot 2008.",
    "January Jones met Striker Sunday Adeleke. Tuesday Weld ate an Alpen Gold October Mix.",
    "Orwell's 1984 and Bradbury's book; Kubrick's 2001: A Space Odyssey; TSV 1860 Munich lost.",
    "Serial number 20-09-2741.",
    "Applications nos. 1980/24 and 2003/24 were lodged.",
    "They came down as far as the spring and drank; who spends the winter there is told to leave.",
    "They meet on the last Sunday of each month, or on a Monday in every other.",
    "On the 5th floor, after the 10th anniversary, they lost the second quarter.",
    "It may rain, and they may march on; the august body sat in the sun.",
    "Theresa May spoke, June Carter sang, and April Jones wrote to August Wilson.",
    "May the treaty hold. March on, he said.",
    "For three decades, for over thirty years, within a year, for the past 30 years.",
    "A 24-hour operation, a 44-day war, a 10-year plan.",
    "Some 1,500 troops, 2000 people, 1900 soldiers and 120,000 refugees.",
    "About 2000 left, more than 1988 of them on foot, and 2050 km away.",
    "It cost $2000, or 2000 dollars, or €1999.",
    "Recently, soon, in the coming weeks, in the past couple of weeks, these days, now, once.",
    "Ordered 200 SS-21 missiles, T-2000 tanks and a Boeing 2000; see page 1999.",
    "The 3+3 format, COP29, Title VIII, Resolution 1991, Article 2020.",
    "In the 19th century and the 1800s empires met there.",
    "On the 20th anniversary of his election there was a parade.",
    "Every Monday and on Sundays they pray; each summer they harvest.",
    "The Arab Spring, Black January and Bloody Sunday are remembered.",
    "After the fall of the town, in the fall of the enclave, springs ran dry.",
    "The last year, over the next year, in the last two months, the next few days.",
    "Months later and years ago, decades later.",
    "Today's Armenia is not that of tomorrow.",
    "The score was 19-20, the odds 24/7, the share 19.5 percent.",
    "They sat, sun on their faces, and wed at second sight.",
    "The march of history, the march on the capital, a march in protest.",
    "Flat 2008, Building 1915; swims in the lake every January; is free in the summer.",
    "Jan Egeland met Mar Awa; Dec and Nov are short.",
    "The nineties of his life; the march on the town, the march of time.",
    'The novel "1984", the poem "September" and the film 2046.',
    "He was second to none, first among equals, last of all.",
    "On the sheet the crest is marked 2991, a spring below it 2023; hill 1986 fell.",
    "Found: rocket 1988, by a May tree, and rocket 2016.",
    "The summer window and the winter break; a summer house, winter grazing.",
    "In winter the pass is shut; it needs no gas in winter.",
    "Monday mornings, Sunday best; a June bug.",
]
OTHER_LANGUAGES = [
    ("Соглашение подписано [19 сентября 2023 года].", "2023-09-19"),
    ("В [сентябре 2023 года] началось наступление.", "2023-09"),
    ("В [2020 году] началась война.", "2020"),
    ("С [19 по 20 сентября 2023 г]. шли бои.", "2023-09-19..2023-09-20"),
    ("Saziş [10 noyabr 2020-ci ildə] imzalandı.", "2020-11-10"),
    ("Müharibə [2020-ci ilin sentyabrında] başladı.", "2020-09"),
    ("Պատերազմը սկսվեց [2020 թվականի սեպտեմբերի 27-ին]։", "2020-09-27"),
]


WORDS = [
    "may",
    "May",
    "2021",
    "-",
    "and",
    ",",
    "19",
    "31",
    "the",
    "end",
    "of",
    "last",
    "year",
    "same",
    "day",
    ".",
    "1990s",
    "2",
    "weeks",
    "later",
    "Q2",
]


@pytest.mark.parametrize(("marked", "expected"), [*FULL, *MONTHS, *YEARS, *SEASONS, *LISTS])
def test_complete_dates_stand_for_their_days(marked: str, expected: str) -> None:
    """A date with its year means the same days whoever reads it, and whenever."""
    check(marked, expected)


@pytest.mark.parametrize(("published", "marked", "expected"), RELATIVE)
def test_missing_parts_come_from_the_day_of_writing(
    published: str, marked: str, expected: str
) -> None:
    """What a date leaves out is filled in from the day of writing and the verb's tense."""
    check(marked, expected, published)


@pytest.mark.parametrize(("marked", "expected"), STORY)
def test_missing_parts_come_from_the_date_last_named(marked: str, expected: str) -> None:
    """The last date of a story is read against the dates before it."""
    text = MARKED.sub(r"\1", marked)
    found = read(text, "2024-03-19")
    assert found[-1] == (MARKED.findall(marked)[0], str(days(expected)))


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    """Durations, habits, counts, names and vague words are no dates."""
    assert read(text, "2024-03-19") == []


@pytest.mark.parametrize(("marked", "expected"), OTHER_LANGUAGES)
def test_months_of_other_languages_are_read(marked: str, expected: str) -> None:
    """Russian, Azerbaijani and Armenian dates with their year are read too."""
    check(marked, expected)


def test_the_next_day_follows_no_day_of_long_before() -> None:
    """After a vaguer time, or some paragraphs on, nothing tells which day was the next."""
    far = "It was closed on 8 August 1992.\n\nOne.\n\nTwo.\n\nHe answered the next day."
    assert read(far) == [("8 August 1992", "1992-08-08")]
    vaguer = 'It was closed on 8 August 1992. "No deal," he said last week. She answered next day.'
    assert [words for words, _ in read(vaguer, "2024-06-12")] == ["8 August 1992", "last week"]


def test_what_filled_a_gap_is_told() -> None:
    """A date says whether the day of writing or another date supplied what it lacks."""
    text = "In May 2021 they met, and in November. Last year they did not."
    found = find_dates(text, [Passage(0, len(text))], days("2024-03-19"))
    assert [each.resolved_against for each in found] == ["", "May 2021", "published 2024-03-19"]


def test_a_date_is_left_alone_if_nothing_places_it() -> None:
    """Without a day of writing and a date before it, "in December" is no day."""
    assert read("They met in December, last Tuesday and that same day.") == []


def test_a_repeated_passage_is_read_once() -> None:
    """The dates of a paragraph stand at its first place."""
    text = "In May 2021.\n\nIn May 2021."
    passages = [Passage(0, 12, copies=(Span(14, 26),))]
    assert [each.start for each in find_dates(text, passages, None)] == [3]


def test_the_story_runs_on_from_paragraph_to_paragraph() -> None:
    """What one passage tells, the next may refer to."""
    text = "On 19 September 2023 it began.\n\nIt ended a day later; that same month all left."
    assert read(text)[1:] == [
        ("a day later", "2023-09-20"),
        ("that same month", str(days("2023-09"))),
    ]


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_offsets_are_true_and_dates_do_not_overlap(text: str) -> None:
    """Whatever the text, a date is what stands at its offsets, and none overlap."""
    found = find_dates(text, [Passage(0, len(text))], days("2024-03-19"))
    assert all(text[each.start : each.end] == each.exact for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found == find_dates(text, [Passage(0, len(text))], days("2024-03-19"))
