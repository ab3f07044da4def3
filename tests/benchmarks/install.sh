#!/usr/bin/env bash
# Makes sure that there is a wrk for measures of the server: the system's or Debian's package. Without it they are left out.
set -euo pipefail
if command -v wrk >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends wrk >/dev/null; then exit 0; fi
fi
echo "wrk is not installed: pages and callbacks a second will not be measured"
