"""Everything an atlas's texts are searched for, made ready once.

Names of places, the rules of layers, the look-alikes that are no places, and
the words that their contexts need or forbid, all in one index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Literal

from mapdash.anchors import Anchors
from mapdash.endings import inflection
from mapdash.phrases import Phrase, PhraseIndex
from mapdash.records import Layer, Place
from mapdash.rules import Cue, Reach, Rule
from mapdash.transliteration import Respelling

#: Phrases of contexts, as written, that one stretch of text holds.
Cues = tuple[str, ...]

#: How many letters of a name suffice to know it when it is not capitalised.
_TELLING = 6

_WORD = re.compile(r"[^\W\d_]+")

Role = Literal["name", "rule", "anaphor", "decoy"]


@dataclass(frozen=True, slots=True)
class Context:
    """A condition on what stands near: any one of the things named holds it.

    Parameters
    ----------
    cues : frozenset of str
        Phrases, as written, to be found nearby.
    around : tuple of (Phrase, int)
        Phrases with an ``@`` for the found words themselves, and the anchors they require.
    layers : frozenset of str
        Layers of which a mention is to be found nearby.
    """

    cues: frozenset[str] = frozenset()
    around: tuple[tuple[Phrase, int], ...] = ()
    layers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.cues or self.around or self.layers)

    @classmethod
    def parse(cls, phrases: Sequence[str], anchors: Anchors) -> Context:
        """Read the phrases of a `needs`, `forbids`, `setting` or `rivals`."""
        layers = frozenset(each[1:] for each in phrases if each.startswith("#"))
        parsed = [Phrase.parse(each) for each in phrases if not each.startswith("#")]
        each_way = [one for phrase in parsed for one in phrase.alternatives]
        return cls(
            cues=frozenset(phrase.source for phrase in each_way if not phrase.is_context),
            around=tuple(
                (phrase, anchors.of(phrase.nodes)) for phrase in each_way if phrase.is_context
            ),
            layers=layers,
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """A cue, ready to be looked for."""

    weight: int
    within: Reach
    context: Context

    @classmethod
    def of(cls, cues: Iterable[Cue], anchors: Anchors) -> tuple[Weight, ...]:
        """Return the cues of a rule or a place, ready to be looked for."""
        return tuple(
            cls(each.weight, each.within, Context.parse(each.phrases, anchors)) for each in cues
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found, and the conditions on which it counts.

    Parameters
    ----------
    source : str
        The id of the rule, or the name or phrase as written.
    needs, forbids : Context
        Of the same sentence.
    setting : Context
        Of the same passage, the one before, or the title.
    cues, enough, most : tuple of Weight, int, int
        Weak evidence, what it must weigh, and what all that speaks for it weighs.
    again : int
        What must speak for it round the words themselves where its sentence has told of
        the layer before.
    lone : int
        How much more than enough must speak for it where it is found as one word.
    capitals : {"", "first", "all"}
        Which letters must be capitals for the words to count.
    elsewhere, home : Context
        What tells that a passage speaks of other lands, or of something else of that name,
        and that it speaks of this one, too.
    course : Context
        What tells, where it is told where a way runs, that it is the layer's.
    apart : tuple of (Context, Context)
        What tells that a passage speaks of another time or matter, and that it does not.
    strangers : Context
        What makes a name another place's of that name, to the end of the passage.
    common : frozenset of str
        The words of a rule's phrases that are written without a capital: those of a text
        that have one begin a sentence, and are no names.
    """

    role: Role
    layer: str
    places: tuple[str, ...]
    source: str
    needs: Context = field(default_factory=Context)
    forbids: Context = field(default_factory=Context)
    setting: Context = field(default_factory=Context)
    rivals: Context = field(default_factory=Context)
    antecedents: frozenset[str] = frozenset()
    alone: bool = False
    modifiers: Phrase | None = None
    cues: tuple[Weight, ...] = ()
    enough: int = 0
    most: int = 0
    again: int = 0
    lone: int = 0
    capitals: Literal["", "first", "all"] = ""
    elsewhere: Context = field(default_factory=Context)
    home: Context = field(default_factory=Context)
    course: Context = field(default_factory=Context)
    apart: tuple[tuple[Context, Context], ...] = ()
    strangers: Context = field(default_factory=Context)
    common: frozenset[str] = frozenset()

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Everything that is to be looked for around it."""
        weighed = (each.context for each in self.cues)
        lands = (self.elsewhere, self.home, self.course, *chain.from_iterable(self.apart))
        return (self.needs, self.forbids, self.setting, self.rivals, *lands, *weighed)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """An atlas's names and rules, ready to be found.

    `remembered` are the cues that count wherever they stood before in an article.
    """

    index: PhraseIndex[Entry | Cues]
    remembered: frozenset[str]

    @classmethod
    def build(cls, places: Sequence[Place], layers: Sequence[Layer]) -> Gazetteer:
        """Make one from an atlas's places and layers.

        Raises
        ------
        PhraseError
            If a phrase is not written by the rules.
        """
        anchors = Anchors()
        parse = partial(Context.parse, anchors=anchors)
        lands = {one.id: (parse(one.home), parse(one.strangers)) for one in layers}
        entries = [*_names(places, lands, anchors), *_rules(layers, anchors)]
        cues = {cue for _, entry in entries for context in entry.contexts for cue in context.cues}
        found = _cues(cues)
        known = frozenset(word for phrase, _ in (*entries, *found) for word in phrase.words)
        told = sorted(places, key=lambda place: not place.linked)
        respell = Respelling((place.names for place in told), known)
        return cls(PhraseIndex([*entries, *found], respell, anchors), _remembered(entries))


def _cues(written: Iterable[str]) -> list[tuple[Phrase, Cues]]:
    """Return what is looked for as cues: words that many of them share are looked for once."""
    spelled: dict[tuple[str, bool], list[str]] = {}
    found: list[tuple[Phrase, Cues]] = []
    for cue in sorted(written):
        phrase = Phrase.parse(cue)
        if phrase.literals is None:
            found.append((phrase, (cue,)))
            continue
        for literal in phrase.literals:
            spelled.setdefault(literal, []).append(cue)
    found.extend((Phrase.spelled(*literal), tuple(cues)) for literal, cues in spelled.items())
    return found


def _remembered(entries: Iterable[tuple[Phrase, Entry]]) -> frozenset[str]:
    weighed = chain.from_iterable(entry.cues for _, entry in entries)
    return frozenset(
        cue for each in weighed if each.within == "before" for cue in each.context.cues
    )


def _names(
    places: Sequence[Place], lands: Mapping[str, tuple[Context, ...]], anchors: Anchors
) -> Iterator[tuple[Phrase, Entry]]:
    for place in (each for each in places if each.linked):
        forbids = Context.parse(place.forbids, anchors)
        setting = Context.parse(place.needs, anchors)
        elsewhere = Context.parse(place.elsewhere, anchors)
        cues = Weight.of(place.cues, anchors)
        home, strangers = lands.get(place.layer, (Context(), Context()))
        for phrase, name in spelled_names(place):
            yield (
                phrase,
                Entry(
                    role="name",
                    layer=place.layer,
                    places=(place.id,),
                    source=name,
                    forbids=forbids,
                    elsewhere=elsewhere,
                    setting=setting,
                    cues=cues,
                    most=_most(cues),
                    capitals=_capitals(name),
                    home=home,
                    strangers=strangers,
                ),
            )


def spelled_names(place: Place) -> Iterator[tuple[Phrase, str]]:
    """Yield what is looked for as a place's names, each once, with the name as written."""
    seen: set[Phrase] = set()
    for language, name in spellings(place):
        phrase = Phrase.literal(name, inflection(language, name))
        if phrase not in seen:
            seen.add(phrase)
            yield phrase, name


def spellings(place: Place) -> Iterator[tuple[str, str]]:
    """Yield all that a place is called, each after its language; "" for one of none."""
    for language, names in place.names.items():
        yield from ((language, name) for name in names)
    yield from (("", spelling) for spelling in place.spellings)


def _capitals(name: str) -> Literal["", "first", "all"]:
    letters = [each for each in name if each.isalpha()]
    if len(letters) > 1 and all(each.isupper() for each in letters):
        return "all"
    if len(letters) < _TELLING and letters and letters[0].isupper():
        return "first"
    return ""


def _rules(layers: Sequence[Layer], anchors: Anchors) -> Iterator[tuple[Phrase, Entry]]:
    for layer in layers:
        lands = Context.parse(layer.elsewhere, anchors), Context.parse(layer.home, anchors)
        strangers = Context.parse(layer.strangers, anchors)
        course = Context.parse(layer.course, anchors)
        apart = tuple(
            (Context.parse(each.told, anchors), Context.parse(each.unless, anchors))
            for each in layer.apart
        )
        for rule in layer.rules:
            entry = _entry(rule, anchors, lands)
            entry = replace(entry, apart=apart, strangers=strangers, course=course)
            yield from ((Phrase.parse(phrase), entry) for phrase in rule.phrases)
        for decoy in layer.decoys:
            yield Phrase.parse(decoy), Entry("decoy", layer.id, (), decoy)


def _most(cues: Iterable[Weight]) -> int:
    return sum(each.weight for each in cues if each.weight > 0)


def _entry(rule: Rule, anchors: Anchors, lands: tuple[Context, Context]) -> Entry:
    cues = Weight.of(rule.cues, anchors)
    return Entry(
        role="anaphor" if rule.anaphor else "rule",
        layer=rule.layer,
        places=(rule.place,) if rule.place else (),
        source=rule.id,
        needs=Context.parse(rule.needs, anchors),
        forbids=Context.parse(rule.forbids, anchors),
        setting=Context.parse(rule.setting, anchors),
        rivals=Context.parse(rule.rivals, anchors),
        antecedents=frozenset(rule.antecedents),
        alone=rule.alone,
        modifiers=Phrase.parse(f"({'|'.join(rule.modifiers)})") if rule.modifiers else None,
        cues=cues,
        enough=rule.enough,
        most=_most(cues),
        again=rule.again,
        lone=rule.lone,
        elsewhere=lands[0],
        home=lands[1],
        common=frozenset(
            filter(str.islower, chain.from_iterable(map(_WORD.findall, rule.phrases)))
        ),
    )
