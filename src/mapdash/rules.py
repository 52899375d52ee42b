"""What an atlas says of how places are described and issues spoken of: rules, and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Reach = Literal["sentence", "near", "before"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases of which one, standing near, speaks for a find, or against it.

    Parameters
    ----------
    weight : int
        How much; below zero it speaks against.
    within : {"sentence", "near", "before"}
        Where it counts: in the same sentence; in the passage, the one before
        or the title; or anywhere before in the article, too.
    """

    weight: int
    phrases: tuple[str, ...]
    within: Reach = "sentence"


@dataclass(frozen=True, slots=True)
class Rule:
    """A description that refers to a place of a layer, with the context it needs.

    Parameters
    ----------
    place : str
        The place meant; of an anaphor, "" leaves it to the antecedent.
    modifiers : tuple of str
        Words that belong to the description where they stand before it.
    needs, forbids : tuple of str
        Phrases of which one must, and of which none may, stand in the same sentence.
    setting : tuple of str
        Phrases of which one must stand in the same passage, the one before, or the title.
    anaphor : bool
        Whether the description only refers back to a place mentioned before.
    antecedents : tuple of str
        The places that an anaphor can refer back to; empty is any of the layer.
    rivals : tuple of str
        Phrases for what else an anaphor could refer back to, or layers as ``#layer``.
    alone : bool
        Whether an anaphor refers back only where no preposition joins a name to it.
    cues, enough : tuple of Cue, int
        Weak evidence, and what the weights of all that is there must sum up to.
    again : int
        What the weights of what stands round the found words must sum up to where
        their sentence has told of the layer before.
    lone : int
        How much more than enough they must sum up to for a find of one word.
    """

    id: str
    layer: str
    place: str
    phrases: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    anaphor: bool = False
    antecedents: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    alone: bool = False
    cues: tuple[Cue, ...] = ()
    enough: int = 0
    again: int = 0
    lone: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """What tells that a passage speaks of another time or matter than a layer's.

    Parameters
    ----------
    told : tuple of str
        Phrases of which one in a passage tells so.
    unless : tuple of str
        Phrases of which one in it, the one before, or the title makes it the layer's after all.
    """

    told: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueRule:
    """Weak words that decide for an issue together.

    One sentence must hold one of each set of `all` (phrases, or layers as
    ``#layer``), and none of `without`.
    """

    id: str
    all: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextWeights:
    """How much what stands round words speaks for their meaning, fitted to texts people read.

    Parameters
    ----------
    fields : mapping of str to tuple of str
        Words of a field by its name; one that ends with ``*`` stands for all that begin so.
    signs : mapping of str to int
        The weight of a sign, in hundredths; below zero it speaks against.
    start : int
        What words weigh where there is no sign; they are what they look like from zero on.
    """

    fields: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, int]
    start: int


@dataclass(frozen=True, slots=True)
class Weights:
    """How much what a passage shows speaks for each issue, as fitted to texts that people read.

    Parameters
    ----------
    fields : mapping of str to tuple of str
        Words of a field by its name; one that ends with ``*`` stands for all that begin so.
    signs : mapping of str to mapping of str to int
        The weight of a sign for issues, in hundredths; below zero it speaks against.
    start : mapping of str to int
        What an issue weighs where there is no sign, below zero; it is told from zero on.
        One that is left out was not fitted, and is told by its phrases and rules alone.
    told : int
        How much it weighs that the phrases and rules of an issue tell of it.
    """

    fields: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, Mapping[str, int]]
    start: Mapping[str, int]
    told: int
