"""Linking passages to places: which words name or describe which place, and why."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from mapdash.acronyms import spelled_out
from mapdash.anaphora import resolve_anaphors
from mapdash.appositions import told_where
from mapdash.candidates import Candidate, compete, listed_together, united
from mapdash.conditions import ByLayer, Surroundings
from mapdash.gazetteer import Entry, Gazetteer
from mapdash.joints import refers_back
from mapdash.name_weighing import Doubts, says_itself
from mapdash.namesakes import names_a_namesake
from mapdash.persons import names_a_person, stands_in_a_place, words_before
from mapdash.records import Ambiguity, Mention, Passage, Span, Why
from mapdash.scenes import Found, Scene
from mapdash.sections import hints_at_a_section
from mapdash.surroundings import REACH

_OWN = frozenset(["'s", "\u2019s"])

__all__ = ["Gazetteer", "find_mentions"]


def find_mentions(
    text: str, passages: Sequence[Passage], gazetteer: Gazetteer, doubts: Doubts | None = None
) -> tuple[tuple[Mention, ...], tuple[Ambiguity, ...]]:
    """Find the mentions of an article's passages.

    Parameters
    ----------
    text : str
        The article's text.
    passages : sequence of Passage
        A repeated one is read once, at its first place.
    doubts : Doubts or None
        What weighs whether a name is the place's; None takes each as the rules have it.

    Returns
    -------
    tuple of Mention
        In order of place.  Those of one layer never overlap; those of
        different layers may nest.
    tuple of Ambiguity
        Words that may mean one of several places, and are not linked.
    """
    mentions: list[Mention] = []
    ambiguities: list[Ambiguity] = []
    recent: Sequence[Mention] = ()
    for around in _surroundings(text, passages, gazetteer):
        scene = around.scene
        kept, decoys = compete(scene, _candidates(around))
        kept = listed_together(scene.text, _of_this_way(around, kept))
        if doubts:
            kept = _undoubted(scene.text, kept, doubts)
        found, unclear = _linked(scene, kept)
        back, vague = resolve_anaphors(around, found, decoys, recent)
        found = sorted([*found, *back], key=lambda each: (each.start, -each.end))
        mentions.extend(found)
        ambiguities.extend(sorted([*unclear, *vague], key=lambda each: each.start))
        recent = found
    return tuple(mentions), tuple(ambiguities)


def _of_this_way(around: Surroundings, kept: Iterable[Candidate]) -> list[Candidate]:
    """Leave out a weighed "the road" that means one told of before, which runs elsewhere."""
    left: list[Candidate] = []
    told: dict[str, int] = {}
    text, every = around.scene.text, sorted(kept, key=lambda each: each.start)
    spans = [Span(each.start, each.end) for each in every]
    for each in every:
        layer, asked = each.entry.layer, bool(each.entry.course and each.entry.cues)
        if not (
            asked
            and refers_back(text, each.start, each.end)
            and around.tells_of_another(layer, told.get(layer, 0), each.start, spans)
        ):
            told[layer] = each.end
            left.append(each)
    return left


def _undoubted(text: str, kept: Iterable[Candidate], doubts: Doubts) -> list[Candidate]:
    """Leave out names that what stands round them makes another's."""
    every = sorted(kept, key=lambda each: each.start)
    starts = [each.start for each in every]
    return [
        each
        for each in every
        if not _is_doubtful(text, each)
        or doubts.weigh(text, each.start, each.end, _layers_near(each, every, starts)) >= 0
    ]


def _is_doubtful(text: str, each: Candidate) -> bool:
    """Whether a find is a name and nothing else, be it a rule's that has it with a capital."""
    if each.entry.role == "name":
        return not says_itself(each.entry.source)
    word = text[each.start : each.end]
    alone = word.isalpha() and word.istitle() and each.weight <= len(word)
    return alone and each.entry.role == "rule" and word.casefold() not in each.entry.common


def _layers_near(name: Candidate, every: Sequence[Candidate], starts: Sequence[int]) -> int:
    """Return how many layers are mentioned near a name, what overlaps it left aside."""
    first = bisect_left(starts, name.start - REACH)
    last = bisect_right(starts, name.start + REACH)
    others = (
        each for each in every[first:last] if each.end <= name.start or name.end <= each.start
    )
    return len({each.entry.layer for each in others})


def _surroundings(
    text: str, passages: Sequence[Passage], gazetteer: Gazetteer
) -> Iterator[Surroundings]:
    """Read the passages one by one, each with what stands near it."""
    title: list[Scene] = []
    before: Scene | None = None
    earlier: dict[str, Span] = {}
    scenes = (Scene.read(text, passage, gazetteer) for passage in passages)
    following = next(scenes, None)
    for passage in passages:
        scene, following = following, next(scenes, None)
        if scene is None:
            return
        # What heads a passage is to be understood from it.
        headed = [following] if following and passage.kind != "paragraph" else []
        near = [scene, *([before] if before else []), *title, *headed]
        yield Surroundings(scene, near, earlier)
        earlier.update(scene.first_places(gazetteer.remembered))
        if passage.kind in {"headline", "deck"}:
            title.append(scene)
        before = scene


def _candidates(around: Surroundings) -> list[Candidate]:
    """Return what was found and whose conditions hold."""
    sure: list[Candidate] = []
    pending: list[Found] = []
    strangers: dict[str, bool] = {}
    for hit in around.scene.hits:
        if hit.value.role == "anaphor":
            continue
        if hit.value.needs.layers or hit.value.forbids.layers:
            pending.append(hit)
        elif not _met_as_another(around, hit, strangers):
            sure.extend(_admitted(around, hit, {}, asked=hit.value.role == "name"))
    others: dict[str, list[Span]] = {}
    for each in united(sure) if pending else ():
        if each.entry.role != "decoy":
            others.setdefault(each.entry.layer, []).append(Span(each.start, each.end))
    for spans in others.values():
        spans.sort()
    pending = [hit for hit in pending if not strangers.get(around.scene.text[hit.start : hit.end])]
    return united([*sure, *_left_over(around, pending, others)])


def _left_over(
    around: Surroundings, pending: Iterable[Found], others: ByLayer
) -> Iterator[Candidate]:
    """Yield what hangs on other finds: of what speaks where nothing else does, one a sentence."""
    alone: list[Candidate] = []
    for hit in pending:
        own = hit.value.layer in hit.value.forbids.layers
        for each in _admitted(around, hit, others):
            if own:
                alone.append(each)
            else:
                yield each
    told: dict[tuple[str, int], Span] = {}
    for each in sorted(alone, key=_sureness):
        key = each.entry.layer, around.scene.bounds(each.start).start
        known = told.get(key, Span(each.start, each.end))
        if _beside(around.scene.text, known, each):
            told[key] = Span(min(known.start, each.start), max(known.end, each.end))
            yield each


def _sureness(each: Candidate) -> tuple[bool, int, int, int]:
    """Sort first what is told outright, then what most speaks for."""
    close, above = each.pull
    return bool(each.entry.cues), -close, -above, each.start


def _beside(text: str, known: Span, each: Candidate) -> bool:
    """Whether a find overlaps what was told, or is parted from it by a word or two only."""
    first, second = sorted(((known.start, known.end), (each.start, each.end)))
    return len(text[first[1] : second[0]].split()) <= 2


def _met_as_another(around: Surroundings, hit: Found, strangers: dict[str, bool]) -> bool:
    """Whether a name is something else's, or was before in the passage.

    Names that are found to be so are added to the strangers, each with whether
    another place has it: a preposition of place leaves only to those their name.
    """
    entry, text = hit.value, around.scene.text
    name = text[hit.start : hit.end]
    if name in strangers and (strangers[name] or not _is_of_the_place(text, hit)):
        return True
    if entry.role not in {"name", "rule"} or not (name.istitle() or entry.role == "name"):
        return False
    far = bool(entry.strangers) and around.scene.beside(entry.strangers, hit) is not None
    far = far or _lies_elsewhere(around, hit)
    if far or _of_another(text, hit) or _strays(around, hit) or _abbreviates(around, hit):
        strangers[name] = far
        return True
    return False


def _is_of_the_place(text: str, hit: Found) -> bool:
    """Whether a name that something else has is the place's here: "in N", no "of N's record"."""
    if not stands_in_a_place(text, hit.start, surely=True):
        return False
    return words_before(text, hit.start)[1] != "of" or text[hit.end : hit.end + 2] not in _OWN


def _admitted(
    around: Surroundings, hit: Found, others: ByLayer, *, asked: bool = False
) -> Iterator[Candidate]:
    """Yield a hit whose conditions hold; `asked` says that it is known to be no stranger's name."""
    entry, text = hit.value, around.scene.text
    if not _written(text[hit.start : hit.end], entry) or _parts_a_number(text, hit.start):
        return
    evidence = around.evidence(hit, others)
    if evidence is None or (entry.role == "rule" and around.sets_elsewhere(hit)):
        return
    if asked or not _of_another(text, hit):
        weight = hit.outer[1] - hit.outer[0]
        start = hit.start
        if entry.modifiers:
            folded = around.scene.folded
            start = folded.to_source(entry.modifiers.run_before(folded, hit.folded[0]))
        pull = around.pull(hit)
        if entry.lone > pull[1] and text[start : hit.end].isalpha():
            return
        again = not entry.again or pull[0] >= entry.again
        yield Candidate(start, hit.end, weight, (entry,), evidence, pull, again)


def _lies_elsewhere(around: Surroundings, hit: Found) -> bool:
    """Whether a name is told to lie where nothing is that the atlas knows for its land."""
    if not hit.value.home:
        return False
    stretch = told_where(around.scene.text, hit.end)
    return stretch is not None and not around.at_home(hit.value.home, *stretch)


def _abbreviates(around: Surroundings, hit: Found) -> bool:
    """Whether a name in capitals is spelt out beside, and not as the atlas has it."""
    stretch = spelled_out(around.scene.text, hit.start, hit.end)
    if stretch is None:
        return False
    found = around.scene.within(*stretch)
    return not any(each.value.layer == hit.value.layer for each in found)


def _strays(around: Surroundings, hit: Found) -> bool:
    """Whether a name stands in a paper's section with nothing of its land near it."""
    name = around.scene.text[hit.start : hit.end]
    if hit.value.role != "name" or not name.isalpha() or not around.stands_alone(hit):
        return False
    return hints_at_a_section(around.scene.text, hit.start, hit.end)


def _of_another(text: str, hit: Found) -> bool:
    """Whether the words name a person, or something called by a place's name."""
    if hit.value.role != "name" and not (hit.value.role == "rule" and text[hit.start].isupper()):
        return False
    if text[hit.start : hit.end].split(None, 1)[0].casefold() in hit.value.common:
        return False
    span = hit.start, hit.end
    place = hit.value.role == "name" or text[hit.start : hit.end].isalpha()
    return names_a_person(text, *span) or names_a_namesake(text, *span, place=place)


def _parts_a_number(text: str, start: int) -> bool:
    """Whether the words begin within a number: "200 hectares" of "4,200 hectares"."""
    if not text[start].isdigit() or start < 2:
        return False
    return text[start - 1] in ",.\u00a0\u202f" and text[start - 2].isdigit()


def _written(exact: str, entry: Entry) -> bool:
    """Whether the words have the capitals that their name needs."""
    if entry.capitals == "first":
        letter = next((each for each in exact if each.isalpha()), "")
        return not letter.islower()
    if entry.capitals == "all":
        return not any(each.islower() for each in exact)
    return True


def _linked(scene: Scene, kept: Iterable[Candidate]) -> tuple[list[Mention], list[Ambiguity]]:
    mentions: list[Mention] = []
    ambiguities: list[Ambiguity] = []
    for each in kept:
        exact = scene.text[each.start : each.end]
        start, end = each.start + scene.offset, each.end + scene.offset
        places = dict.fromkeys(place for entry in each.entries for place in entry.places)
        if len({entry.places for entry in each.entries}) > 1:
            shared = "several places have this name"
            ambiguities.append(Ambiguity(start, end, exact, tuple(places), shared))
            continue
        why: Why = "name" if each.entry.role == "name" else "rule"
        mentions.append(
            Mention(
                start=start,
                end=end,
                exact=exact,
                layer=each.entry.layer,
                places=tuple(places),
                why=why,
                rule=each.entry.source,
                context=each.context,
            )
        )
    return mentions, ambiguities
