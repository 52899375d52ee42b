"""What a phrase is made of, and how it can begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

# How many beginnings of one phrase the automaton is given.
_BEGINNINGS = 2_500


class PhraseError(ValueError):
    """A phrase is not written by the rules of the language."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word; an open one may go on."""

    text: str
    open: bool = False
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words of the same sentence."""

    words: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """The beginning or the end of the part that is found."""

    opens: bool


Node = Word | Gap | Choice | Bracket


def complete_words(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield every complete word that a phrase can hold."""
    for node in nodes:
        if isinstance(node, Word) and not node.open:
            yield node.text
        elif isinstance(node, Choice):
            for option in node.options:
                yield from complete_words(option)


def required(nodes: Sequence[Node]) -> Iterator[frozenset[tuple[str, bool]]]:
    """Yield sets of words of each of which every match holds one, and whether it may go on."""
    for node in nodes:
        match node:
            case Word(text) if text[0].isalnum():
                yield frozenset({(text, node.open or bool(node.endings))})
            case Choice(options):
                each = [_most_telling(option) for option in options]
                if all(each):
                    yield frozenset().union(*each)


def _most_telling(option: Sequence[Node]) -> frozenset[tuple[str, bool]]:
    """Return the rarest of the sets of words that an option requires: short words are common."""
    shortest = {words: min(len(text) for text, _ in words) for words in required(option)}
    return max(shortest, key=lambda words: shortest[words], default=frozenset())


def literals(nodes: Sequence[Node]) -> frozenset[tuple[str, bool]] | None:
    """Spell out all that a phrase can be, and whether its last word may go on.

    None for what cannot be spelled out: with gaps, brackets, signs or endings,
    with an open word that is not the last, or of too many forms.
    """
    whole: set[tuple[str, bool]] = {("", False)}
    for node in nodes:
        options = _forms(node)
        if options is None or any(is_open for _, is_open in whole):
            return None
        if len(whole) * len(options) > _BEGINNINGS:
            return None
        whole = {(f"{a} {b}".strip(), is_open) for a, _ in whole for b, is_open in options}
    return frozenset(whole)


def _forms(node: Node) -> frozenset[tuple[str, bool]] | None:
    match node:
        case Word(text, endings=()) if text[0].isalnum():
            return frozenset({(text, node.open)})
        case Choice(options):
            forms = [literals(option) for option in options]
            if any(each is None for each in forms):
                return None
            return frozenset(form for each in forms if each for form in each)
    return None


def beginnings(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Spell out how a match can begin, as far as that stays short, in order."""
    done: set[str] = set()
    growing = {""}
    for node in nodes:
        if isinstance(node, Bracket):
            continue
        options = _first_strings(node)
        if options is None:
            break
        if len(growing) * len(options) > _BEGINNINGS:
            # Those that have begun are long enough; nothing else may be left out.
            done |= growing - {""}
            growing &= {""}
        following: set[str] = set()
        for start, (text, closed) in product(growing, options):
            joined = f"{start} {text}".strip()
            (following if closed else done).add(joined)
        growing = following
        if not growing:
            break
    found = done | growing
    if "" in found:
        raise PhraseError("a phrase must begin with a word, not with a gap or what may be missing")
    # One that another begins would only find the same places twice; in order, it follows that one.
    shortest: list[str] = []
    for each in sorted(found):
        if not (shortest and each.startswith(shortest[-1])):
            shortest.append(each)
    return tuple(shortest)


def _first_strings(node: Node) -> set[tuple[str, bool]] | None:
    """Return what a node can be, and whether that is all of it; None for a gap."""
    match node:
        case Gap() | Bracket():
            return None
        case Word(text) if not text[0].isalnum():
            return None
        case Word(text):
            return {(text, not (node.open or node.endings))}
        case Choice(options):
            found: set[tuple[str, bool]] = set()
            for option in options:
                grown = {("", True)}
                for part in option:
                    strings = _first_strings(part)
                    if strings is None:
                        grown = {(text, False) for text, _ in grown}
                        break
                    grown = {
                        (f"{a} {b}".strip(), closed) if whole else (a, False)
                        for a, whole in grown
                        for b, closed in strings
                    }
                found |= grown
            return found
