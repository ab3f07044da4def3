#!/bin/sh
# The homicide rates of 2021 as CSV, a record from the API, and the hashes of a release. Needs curl.
set -eu
site=${COMMON_MEASURE:-http://127.0.0.1:8050}

# A view as CSV, exactly as it stands on the page.
curl --fail --silent "$site/view/map.csv?indicator=homicide_rate_per_100000&year=2021&dims=sex:total" | head -n 5

# One figure from the API, with its source and licence.
curl --fail --silent "$site/api/v1/observations?indicator=homicide_rate_per_100000&area=KEN&year=2015&dims=sex:total"
echo

# What a release holds, and the hash of every file: fetch some, then run "sha256sum --check --ignore-missing SHA256SUMS".
release=$(curl --fail --silent "$site/readyz" | sed 's/.*"release":"\([0-9.]*\)".*/\1/')
curl --fail --silent "$site/data/$release/SHA256SUMS" | head -n 5
