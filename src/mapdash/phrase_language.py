"""The small language that says what to look for in texts.

=================  ==========================================================
``land bridge``    the words, whatever parts them: a space, a hyphen, a line
``bridge*``        a word that begins so
``(a|b c)``        one of several; ``(a|)`` may be missing
``via ... coast``  up to three words between, in one sentence; ``...7`` up to seven
``its [exclave]``  what is found is the part in brackets, the rest its context
``@``              in a context: the found words themselves
=================  ==========================================================

docs/atlas-format.md explains it to those who write it.  What a phrase tries
at one place of a text is bounded, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mapdash.anchors import STOPS
from mapdash.folding import Folded, fold
from mapdash.phrase_nodes import (
    Bracket,
    Choice,
    Gap,
    Node,
    PhraseError,
    Word,
    beginnings,
    complete_words,
    literals,
)

#: Gives a folded word's stem and the endings it can take.
Inflect = Callable[[str], tuple[str, tuple[str, ...]]]

#: How many words a bare ``...`` spans at most, and how many any gap may.
GAP, LONGEST_GAP = 3, 12
# How far before a found span a context is looked for, in characters.
_REACH = 160
# How often a phrase repeats in a run of it.
_RUN = 4
# So many phrases and words are remembered: an atlas says the same in many places.
_REMEMBERED = 20_000

_TOKEN = re.compile(
    r"\s*(?:(?P<gap>\.\.\.(?P<words>\d*))|(?P<mark>[()|\[\]])|(?P<word>[^\s()|\[\]]+))"
)
_GAP_WORD = rf"[^ {STOPS}]{{1,40}}(?:\.[^ {STOPS}]{{1,40}})?"
# What follows every word: its end, and the space that parts it from the next.
_TAIL = r"(?![^\W_]) ?"


@dataclass(frozen=True)
class Phrase:
    """A parsed phrase."""

    source: str
    nodes: tuple[Node, ...]

    @classmethod
    def parse(cls, source: str) -> Phrase:
        """Read a phrase of the language.

        Raises
        ------
        PhraseError
            If it is not written by the rules: what is wrong, in one line.
        """
        return _parsed(source)

    @classmethod
    def literal(cls, name: str, inflect: Inflect | None = None) -> Phrase:
        """Return the phrase of a name, in which no sign has a meaning.

        Parameters
        ----------
        inflect : callable, optional
            For languages in which names are declined.
        """
        words = fold(name).text.split()
        if not words:
            raise PhraseError(f"{name!r} has no word")
        if inflect is None:
            return cls(name, tuple(Word(word) for word in words))
        return cls(name, tuple(Word(*_inflected(word, inflect)) for word in words))

    @classmethod
    def spelled(cls, words: str, goes_on: bool) -> Phrase:
        """Return the phrase of some folded words, of which the last may go on."""
        *first, last = words.split()
        return cls(words, (*map(Word, first), Word(last, open=goes_on)))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Folded strings with one of which every match begins."""
        return beginnings(self.nodes)

    @cached_property
    def literals(self) -> frozenset[tuple[str, bool]] | None:
        """All that the phrase can be, and whether its end may go on, if that can be spelled out."""
        found = literals(self.nodes)
        if found is not None and ("", False) in found:
            raise PhraseError(f"the phrase {self.source!r} can be nothing at all")
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Every complete word that the phrase can hold."""
        return frozenset(complete_words(self.nodes))

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(_expression(self.nodes))

    @cached_property
    def _sides(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Return expressions for what stands before and after the ``@``."""
        at = next(i for i, node in enumerate(self.nodes) if node == _SELF)
        before, after = self.nodes[:at], self.nodes[at + 1 :]
        return (
            re.compile(rf"(?<![^\W_]){_expression(before)} ?\Z" if before else ""),
            re.compile(rf"(?:'s)? ?{_expression(after)}" if after else ""),
        )

    @property
    def is_context(self) -> bool:
        """Whether the phrase has an ``@``, and so stands round something found."""
        return _SELF in self.nodes

    @cached_property
    def alternatives(self) -> tuple[Phrase, ...]:
        """The phrases that a choice with an ``@`` in each, and nothing else, stands for."""
        match self.nodes:
            case (Choice(options),) if all(_SELF in option for option in options):
                return tuple(Phrase(self.source, option) for option in options)
        return (self,)

    def match(self, folded: Folded, start: int) -> tuple[int, int, int, int] | None:
        """Match at a place of a folded text.

        Returns
        -------
        tuple of int or None
            Start and end of the found part and of the whole, in the folded text.
        """
        found = self._expression.match(folded.text, start)
        if found is None:
            return None
        begin = found.start("found") if "found" in found.re.groupindex else start
        end = found.end("found") if "found" in found.re.groupindex else found.end()
        text = folded.text
        while end > begin and text[end - 1] == " ":
            end -= 1
        outer = found.end()
        while outer > end and text[outer - 1] == " ":
            outer -= 1
        return (begin, end, start, outer) if end > begin else None

    def run_before(self, folded: Folded, start: int) -> int:
        """Return where an unbroken run of the phrase that ends at a place begins."""
        base = max(0, start - _REACH)
        found = self._run.search(folded.text[base:start])
        return base + found.start() if found else start

    @cached_property
    def _run(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{_expression(self.nodes)}){{1,{_RUN}}}\Z")

    def surrounds(self, folded: Folded, start: int, end: int) -> bool:
        """Whether the phrase, its ``@`` standing for a found span, holds there."""
        before, after = self._sides
        if after.match(folded.text, end) is None:
            return False
        return before.search(folded.text[max(0, start - _REACH) : start]) is not None


_SELF = Word("@")


@lru_cache(maxsize=_REMEMBERED)
def _parsed(source: str) -> Phrase:
    return Phrase(source, _Parser(source).phrase())


@lru_cache(maxsize=_REMEMBERED)
def _folded(written: str) -> str:
    return fold(written).text


class _Parser:
    """Recursive descent over the signs of one phrase."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens: list[re.Match[str]] = []
        position = 0
        while found := _TOKEN.match(source, position):
            self.tokens.append(found)
            position = found.end()
        self.next = 0
        self.brackets = 0

    def error(self, what: str) -> PhraseError:
        return PhraseError(f"the phrase {self.source!r} {what}")

    def phrase(self) -> tuple[Node, ...]:
        nodes = self.sequence()
        if self.next < len(self.tokens):
            raise self.error(f"has a {self.tokens[self.next]['mark']!r} too many")
        if self.brackets not in {0, 2}:
            raise self.error("needs one [ and one ] after it, outside of ( )")
        if not any(isinstance(node, Word | Choice) for node in nodes):
            raise self.error("has no word")
        if isinstance(nodes[0], Gap) or isinstance(nodes[-1], Gap):
            raise self.error("begins or ends with a gap")
        return nodes

    def sequence(self, depth: int = 0) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            if token["mark"] in {"|", ")"}:
                break
            self.next += 1
            nodes.extend(self.node(token, depth))
        return tuple(nodes)

    def node(self, token: re.Match[str], depth: int) -> Iterator[Node]:
        if token["gap"]:
            count = int(token["words"] or GAP)
            if not 1 <= count <= LONGEST_GAP:
                raise self.error(f"has a gap of {count} words; 1 to {LONGEST_GAP} are allowed")
            yield Gap(count)
        elif token["word"]:
            yield from self.word(token["word"])
        elif token["mark"] == "(":
            yield self.choice(depth)
        else:
            opens = token["mark"] == "["
            if depth or self.brackets != (0 if opens else 1):
                raise self.error("needs one [ and one ] after it, outside of ( )")
            self.brackets += 1
            yield Bracket(opens)

    def word(self, written: str) -> Iterator[Node]:
        if written == "@":
            yield _SELF
            return
        if written[0] in "'\u2019":
            yield Word("'" + _folded(written[1:]))
            return
        if len(written) > 1 and written.endswith(","):
            yield from self.word(written[:-1])
            yield Word(",")
            return
        open_end = written.endswith("*")
        parts = _folded(written.rstrip("*").replace("*", "")).split()
        if not parts:
            raise self.error(f"has no word in {written!r}")
        for part in parts[:-1]:
            yield Word(part)
        yield Word(parts[-1], open=open_end)

    def choice(self, depth: int) -> Choice:
        options = [self.sequence(depth + 1)]
        while self.next < len(self.tokens) and self.tokens[self.next]["mark"] == "|":
            self.next += 1
            options.append(self.sequence(depth + 1))
        if self.next == len(self.tokens):
            raise self.error("has a ( without its )")
        self.next += 1
        return Choice(tuple(options))


def _inflected(word: str, inflect: Inflect) -> tuple[str, bool, tuple[str, ...]]:
    stem, endings = inflect(word)
    return stem, False, endings


def _expression(nodes: Sequence[Node]) -> str:
    """Return a regular expression over folded text.

    Every word takes the space after it along, so that parts may be missing
    anywhere; the caller strips the last.
    """
    return "".join(_part(node) for node in nodes)


def _part(node: Node) -> str:
    match node:
        case Word(text, open=True):
            return rf"{re.escape(text)}[^\W_]{{0,40}}{_TAIL}"
        case Word(","):
            return ", ?"
        case Word(text, endings=endings):
            tail = f"(?:{'|'.join(map(re.escape, endings))})" if endings else ""
            return rf"{re.escape(text)}{tail}{_TAIL}"
        case Gap(words):
            return rf"(?:,? ?(?:{_GAP_WORD} ){{0,{words}}}?)"
        case Choice(options):
            return _one_of([_expression(option) for option in options])
        case Bracket(opens=True):
            return "(?P<found>"
        case Bracket():
            return ")"


def _one_of(options: list[str]) -> str:
    """Return an expression for one of several; a common tail stands once, which reads faster."""
    may_be_missing = options[-1] == ""
    words = options[:-1] if may_be_missing else options
    if not all(option.endswith(_TAIL) for option in words):
        return f"(?:{'|'.join(options)})"
    heads = "|".join(option.removesuffix(_TAIL) for option in words)
    return f"(?:(?:{heads}){_TAIL})?" if may_be_missing else f"(?:{heads}){_TAIL}"
