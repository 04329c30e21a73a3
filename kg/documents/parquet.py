"""Parquet tables with fields id, title, date, text, url. Needs the extra ``parquet``."""

from __future__ import annotations

import io
from collections.abc import Iterator

from kg.documents.article import Article, Skipped
from kg.documents.records import article

_ROWS = 200  # read at a time
LARGEST = 2_000_000_000  # bytes of a table, unpacked


def table(data: bytes, where: str) -> Iterator[Article | Skipped]:
    """One article a row."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        yield Skipped(where, "Parquet needs pyarrow: pip install 'newskg[parquet]'")
        return
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        groups = (file.metadata.row_group(i) for i in range(file.metadata.num_row_groups))
        if sum(group.total_byte_size for group in groups) > LARGEST:
            yield Skipped(where, f"it unpacks to more than {LARGEST} bytes")
            return
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield article(row, f"{where}[{number}]", where)
    except (pa.ArrowException, OSError) as error:
        yield Skipped(where, f"it is not a Parquet file, or it is damaged ({str(error)[:80]})")
