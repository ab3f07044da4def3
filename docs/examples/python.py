"""The homicide rate of Kenya by year, who is missing from a map, the files of a release. No packages needed."""

import csv
import io
import json
import os
from urllib.request import urlopen

SITE = os.environ.get("COMMON_MEASURE", "http://127.0.0.1:8050")
RATE = "indicator=homicide_rate_per_100000&dims=sex:total"


def get(path):
    """The body of an address, as text."""
    with urlopen(SITE + path) as answer:
        return answer.read().decode("utf-8")


# 1. The API: figures as published, a page at a time.
query = f"/api/v1/observations?{RATE}&area=KEN"
cursor = ""
while cursor is not None:
    page = json.loads(get(query + (f"&cursor={cursor}" if cursor else "")))
    for row in page["data"]:
        print(row["period"], row["value"] if row["value"] is not None else row["missing_reason"])
    cursor = page["next"]

# 2. A view as CSV: the map of 2021, every place, those without a figure with the reason.
rows = list(csv.DictReader(io.StringIO(get(f"/view/map.csv?{RATE}&year=2021"))))
missing = [row["area"] for row in rows if row["status"] != "value"]
print(len(rows), "places,", len(missing), "of them without a figure")

# 3. The files of the release that these figures are of, with their hashes.
for file in json.loads(get(f"/data/{page['release']}/"))["files"]:
    print(file["name"], file["bytes"], file["sha256"])
