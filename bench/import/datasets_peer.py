"""Reads the JSON Lines file named first with `datasets`, its cache in the folder named second, and says what it took."""

import json
import resource
import sys
import time

import datasets

file, cache = sys.argv[1:3]
datasets.disable_progress_bars()
began = time.perf_counter()
rows = datasets.load_dataset("json", data_files=file, split="train", cache_dir=cache)
count, _first, _last = len(rows), rows[0], rows[-1]
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"name": f"datasets@{datasets.__version__}", "rows": count, "seconds": seconds, "peakBytes": peak}))
