"""Reads the JSON Lines file named first into a DuckDB table in the folder named second, and says what it took."""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb

file, folder = sys.argv[1:3]
began = time.perf_counter()
with duckdb.connect(Path(folder) / "rows.duckdb") as database:
    database.execute("SET memory_limit = '2GB'")
    database.execute("CREATE TABLE rows AS SELECT * FROM read_json(?, format = 'newline_delimited')", [file])
    (count,) = database.execute("SELECT count(*) FROM rows").fetchone() or (0,)
    _first = database.execute("SELECT * FROM rows LIMIT 1").fetchone()
    _last = database.execute("SELECT * FROM rows LIMIT 1 OFFSET ?", [count - 1]).fetchone()
    database.execute("CHECKPOINT")
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"name": f"duckdb@{duckdb.__version__}", "rows": count, "seconds": seconds, "peakBytes": peak}))
