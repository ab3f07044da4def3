#!/usr/bin/env bash
# Build the slim plotly.js files in assets/vendor (needs node 20 and npm; the result is committed, so nobody else does).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node build.mjs "$@"
