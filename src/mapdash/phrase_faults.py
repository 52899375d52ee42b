"""Whether the phrases that an atlas is written in can be read: what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from mapdash.errors import Fault
from mapdash.gazetteer import spellings
from mapdash.phrase_language import Phrase
from mapdash.phrase_nodes import PhraseError
from mapdash.records import Issue, Layer, Place
from mapdash.rules import Cue


def phrase_faults(
    places: Sequence[Place], layers: Sequence[Layer], issues: Sequence[Issue] = ()
) -> list[Fault]:
    """Return a fault for every phrase of an atlas that breaks the rules of the language."""
    faults: list[Fault] = []
    known = {f"#{layer.id}" for layer in layers}
    for place in places:
        name, where = "geodata/places.toml", f"place {place.id}"
        faults += _faults(
            name,
            where,
            place.elsewhere,
            (*place.needs, *place.forbids, *_weighed(place.cues)),
            known,
        )
        faults += [
            Fault(
                name,
                where,
                f"{each!r} does not begin with a word",
                "leave it out, or begin it with a letter or a digit",
                code="no-name",
            )
            for _, each in spellings(place)
            if not _begins(each)
        ]
    for layer in layers:
        apart = chain.from_iterable((*each.told, *each.unless) for each in layer.apart)
        lands, where = (*layer.elsewhere, *layer.home, *layer.course, *apart), f"layer {layer.id}"
        phrases = (*layer.decoys, *lands)
        faults += _faults("atlas.toml", where, phrases, layer.strangers, known)
        for rule in layer.rules:
            strict = (*rule.needs, *rule.forbids, *rule.setting, *rule.rivals)
            conditions = (*strict, *_weighed(rule.cues))
            phrases = (*rule.phrases, *rule.modifiers)
            faults += _faults("atlas.toml", f"rule {rule.id}", phrases, conditions, known)
    for issue in issues:
        cues = (*issue.phrases, *issue.terms)
        conditions = (*issue.needs, *issue.company, *issue.elsewhere, *issue.forbids)
        faults += _faults("atlas.toml", f"issue {issue.id}", cues, conditions, known)
        faults += _faults("atlas.toml", f"issue {issue.id}", (), issue.leanings, known)
        for told in issue.rules:
            sets = (*chain.from_iterable(told.all), *told.without)
            faults += _faults("atlas.toml", f"issue {issue.id}, rule {told.id}", (), sets, known)
    return faults


def _weighed(cues: Iterable[Cue]) -> Iterator[str]:
    return (phrase for cue in cues for phrase in cue.phrases)


def _begins(name: str) -> bool:
    """Whether a name begins with a word, by which it can be found."""
    try:
        return bool(Phrase.literal(name).beginnings)
    except PhraseError:
        return False


def _faults(
    name: str, where: str, phrases: Sequence[str], conditions: Sequence[str], layers: set[str]
) -> Iterator[Fault]:
    for written in (*phrases, *conditions):
        if written.startswith("#") and written in conditions:
            if written not in layers:
                what, remedy = f"unknown layer {written!r}", "write # and the id of a [[layer]]"
                yield Fault(name, where, what, remedy, code="unknown-layer")
            continue
        try:
            parsed = Phrase.parse(written).alternatives
            _ = [phrase.beginnings for phrase in parsed if not phrase.is_context]
        except PhraseError as error:
            yield Fault(name, where, str(error), "see docs/atlas-format.md", code="bad-phrase")
            continue
        if parsed[0].is_context and written in phrases:
            what = f"{written!r} has an @ for nothing"
            yield Fault(name, where, what, "an @ is for conditions", code="bad-phrase")
