"""One reader for each source, written from the publishers' files and codes alone.

Invariant: no reader imports anything of etl or data, and none opens a file below etl/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.verify.cells import Table
from tests.verify.readers import bank, cpi, hdr, hrmi, owid, sdg, treaties, ucdp, unhcr, vdem

Reader = Callable[[Path], Iterator[Table]]

READERS: dict[str, Reader] = {
    "hrmi": hrmi.tables,
    "owid": owid.tables,
    "ti_cpi": cpi.tables,
    "ucdp": ucdp.tables,
    "un_sdg": sdg.tables,
    "un_treaties": treaties.tables,
    "undp_hdr": hdr.tables,
    "unhcr": unhcr.tables,
    "vdem": vdem.tables,
    "world_bank": bank.tables,
}
