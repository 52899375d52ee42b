"""Gold annotations, and the finds they are compared with, as records of JSONL.

Both have the form that ``mapdash annotate`` prints; a gold file may add
``"optional": true`` to a record, and ``"text"`` and ``"traps"`` to an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from mapdash.errors import Fault
from mapdash.files import parse_json
from mapdash.intervals import Interval, parse_bounds
from mapdash.records import Published
from mapdash.tables import code_of

Kind = Literal["mention", "date", "issue"]
Record = Mapping[str, Any]

_REMEDY = "write the records that `mapdash annotate --format jsonl` prints"


class GoldRecord(BaseModel):
    """A line of a gold file; keys that are not needed here may stand in it."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    type: str
    file: str


class BoundsRecord(BaseModel):
    """First and last day, both included."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    first: str = Field(alias="from")
    last: str = Field(alias="to")

    @property
    def interval(self) -> Interval:
        """The days from the one to the other."""
        return parse_bounds(self.first, self.last)

    @model_validator(mode="after")
    def _are_days(self) -> Self:
        _ = self.interval
        return self


class ArticleRecord(GoldRecord):
    """A text, which the record may carry, and when it was published."""

    type: Literal["article"]
    text: str | None = None
    published: BoundsRecord | None = None
    traps: list[str] = []


class SpannedRecord(GoldRecord):
    """A stretch of a text, in code points; readers may differ on an optional one."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    optional: bool = False

    @model_validator(mode="after")
    def _is_stretch(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"an empty span, {self.start} to {self.end}")
        return self


class PassageRecord(SpannedRecord):
    """A paragraph of an article."""

    type: Literal["passage"]


class MentionRecord(SpannedRecord):
    """A phrase that means a place of a layer."""

    type: Literal["mention"]
    layer: str


class DateRecord(BoundsRecord, SpannedRecord):
    """A temporal expression, and the days it stands for."""

    type: Literal["date"]


class IssueRecord(SpannedRecord):
    """A paragraph, and the issues it speaks of."""

    type: Literal["issue"]
    issues: list[str]


class OtherRecord(GoldRecord):
    """What may stand in a saved output, and by which nothing is scored."""

    type: Literal["ambiguity", "error"]


GoldLine = Annotated[
    ArticleRecord | PassageRecord | MentionRecord | DateRecord | IssueRecord | OtherRecord,
    Field(discriminator="type"),
]
_LINE: TypeAdapter[GoldLine] = TypeAdapter(GoldLine)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing said of a text: a mention's layer, a date's days, or an issue.

    Parameters
    ----------
    label : str
        What must agree: the layer, ``first/last``, or the issue.
    """

    start: int
    end: int
    kind: Kind
    label: str
    optional: bool = False

    def overlaps(self, other: Finding) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text's gold annotation.

    Parameters
    ----------
    text : str or None
        The text itself, where the gold file carries it.
    published : Published or None
        When it was published; None leaves it to the text and the atlas.
    traps : tuple of str
        What the text only seems to hold: "mention", "date", "issue", a layer or an issue.
    """

    file: str
    text: str | None
    published: Published | None
    traps: tuple[str, ...]
    findings: tuple[Finding, ...]


def findings(records: Iterable[Record]) -> tuple[Finding, ...]:
    """Return what some records say of a text, in order; other types are passed over."""
    return tuple(sorted(find for record in records for find in _of_record(record)))


def _of_record(record: Record) -> Iterator[Finding]:
    kind = record.get("type")
    if kind == "mention":
        labels = [record["layer"]]
    elif kind == "date":
        labels = [f"{record['from']}/{record['to']}"]
    elif kind == "issue":
        labels = list(dict.fromkeys(record["issues"]))
    else:
        return
    for label in labels:
        yield Finding(record["start"], record["end"], kind, label, bool(record.get("optional")))


def read_gold(lines: Iterable[str], name: str) -> tuple[tuple[GoldText, ...], tuple[Fault, ...]]:
    """Read a gold file's lines; what cannot be read is a fault with its line's number."""
    articles: dict[str, ArticleRecord] = {}
    records: defaultdict[str, list[Record]] = defaultdict(list)
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        read = _read_line(line, name, f"line {number}", faults) if line.strip() else None
        if read is None:
            continue
        if isinstance(read, ArticleRecord):
            articles[read.file] = read
        else:
            records[read.file].append(read.model_dump(by_alias=True))
    files = list(dict.fromkeys([*articles, *records]))
    if not files and not faults:
        faults.append(Fault(name, "", "holds no record", "give a gold file", code="bad-value"))
    return tuple(_gold_text(file, articles.get(file), records[file]) for file in files), tuple(
        faults
    )


def _gold_text(file: str, article: ArticleRecord | None, records: Sequence[Record]) -> GoldText:
    told = article.published if article else None
    return GoldText(
        file=file,
        text=article.text if article else None,
        published=Published(told.interval, "stated", "said by the gold file") if told else None,
        traps=tuple(article.traps) if article else (),
        findings=findings(records),
    )


def _read_line(line: str, name: str, where: str, faults: list[Fault]) -> GoldLine | None:
    """Return a line's record, or None, with a fault."""
    before = len(faults)
    data = parse_json(line, name, _REMEDY, faults, where)
    if len(faults) > before:
        return None
    try:
        return _LINE.validate_python(data)
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(part) for part in told["loc"][1:])
        what = f"{path}: {told['msg']}" if path else str(told["msg"])
        faults.append(Fault(name, where, what, _REMEDY, code=code_of(told["type"])))
        return None
