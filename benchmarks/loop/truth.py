"""What has to be on the map and in the list, told by the invention itself."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from synthetic import WINDOW, features, named_on, place_id


class Truth:
    """The invented features at one number of them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.states = [each["properties"] for each in features(count)]

    def on(self, day: date) -> set[str]:
        """Return the classes of the shapes that hold on a day."""
        text = day.isoformat()
        return {
            f"id-{each['id']}"
            for each in self.states
            if (each["valid_from"] or "") <= text <= (each["valid_to"] or "9999")
        }

    def come(self, before: date, after: date) -> list[str]:
        """Return the classes of some shapes that are new on a day, or of some that hold."""
        new = self.on(after) - self.on(before)
        return sorted(new or self.on(after))[:25]

    def quoted(self, day: date) -> list[str]:
        """Return the places of which a passage listed on a day speaks, in their order."""
        found = {place for told, places in named_on(self.count) if told <= day for place in places}
        return [place_id(each) for each in sorted(found)]

    @cached_property
    def turns(self) -> list[date]:
        """The last days of states inside the window, none near its end."""
        ends = {date.fromisoformat(each["valid_to"]) for each in self.states if each["valid_to"]}
        return sorted(day for day in ends if WINDOW[0] < day < WINDOW[1] - timedelta(days=30))

    def days(self, steps: int) -> list[date]:
        """Return a day and as many more, back and forth, each with shapes the last has not."""
        turns = self.turns[:: max(1, len(self.turns) // steps)]
        there = turns[::-1]
        return [*there, *turns[1:], *there[1:]][: steps + 1]
