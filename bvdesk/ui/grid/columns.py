"""The order and width of columns as the user wants them: groups among themselves, and alike columns in every group."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bvdesk.ui.grid.content import GridColumn


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`groups` are positions in the source's own order; `slots` and `widths` hold for the alike columns of every group."""

    groups: tuple[int, ...] = ()
    slots: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    def arrange(self, columns: Sequence[GridColumn]) -> tuple[GridColumn, ...]:
        """The columns in the wanted order; what nobody has moved comes after, in its own order."""
        names = _names(columns)
        wanted = [names[at] for at in self.groups if at < len(names)]
        groups = list(dict.fromkeys((*wanted, *names)))
        slots = list(dict.fromkeys((*self.slots, *(column.slot for column in columns))))
        return tuple(sorted(columns, key=lambda column: (groups.index(column.group), slots.index(column.slot))))

    def moved(self, columns: Sequence[GridColumn], at: int, to: int) -> Arrangement:
        """After one column was put in the place of another: within its group all alike ones move, else its whole group."""
        shown, names = self.arrange(columns), _names(columns)
        one, other = shown[at], shown[to]
        if one.group != other.group:
            groups = _put(_names(shown), one.group, other.group)
            return replace(self, groups=tuple(names.index(name) for name in groups))
        slots = _put([column.slot for column in shown if column.group == one.group], one.slot, other.slot)
        return replace(self, slots=tuple(dict.fromkeys((*slots, *self.slots))))

    def with_width(self, slot: str, width: int) -> Arrangement:
        """After the alike columns got another width."""
        return replace(self, widths={**self.widths, slot: width})

    def dump(self) -> str:
        """As it is remembered."""
        return json.dumps([self.groups, self.slots, dict(self.widths)])

    @classmethod
    def load(cls, text: str) -> Arrangement:
        """What was remembered; nothing special when it cannot be understood."""
        try:
            groups, slots, widths = json.loads(text)
            return cls(tuple(map(int, groups)), tuple(map(str, slots)), {str(k): int(v) for k, v in widths.items()})
        except (ValueError, TypeError, AttributeError):
            return cls()


def _names(columns: Sequence[GridColumn]) -> list[str]:
    return list(dict.fromkeys(column.group for column in columns))


def _put(items: list[str], item: str, place_of: str) -> list[str]:
    """The items with one of them moved to where another stands."""
    to = items.index(place_of)
    rest = [other for other in items if other != item]
    return [*rest[:to], item, *rest[to:]]
