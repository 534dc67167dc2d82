"""What an extract's row is a record of."""

import csv
import io
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Record:
    source: str
    event: int
    id: str
    door: str          # used | duplicate | the reason why it cannot be
    month: str
    day: int
    hour: int          # None where the time's precision is coarser
    precision: str     # minute | day | month
    category: str
    position: str      # coordinate | grid_reference | postcode | text | masked
    point: tuple       # EPSG:27700, where the row itself leads; None: only to be geocoded
    row: int = 0       # 1 for the first after the header
    words: object = None  # wording.Words; None where the source has no free text

    def again(self, door, number=None):
        """The same event, in a row that comes to another end."""
        return replace(self, door=door, id=number or self.id)

    def in_row(self, row):
        return replace(self, row=row)


def csv_line(fields, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(fields)
    return text.getvalue().encode(encoding)
