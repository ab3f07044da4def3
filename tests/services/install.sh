#!/usr/bin/env bash
# Makes sure of the services that the long tests start: Debian's packages where we may install them, else those at hand.
set -euo pipefail
declare -A needed=([nginx]=nginx-light [soffice]=libreoffice-calc-nogui)
missing=()
for command in "${!needed[@]}"; do
    command -v "$command" >/dev/null || [ -x "/usr/sbin/$command" ] || missing+=("${needed[$command]}")
done
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
[ "${#missing[@]}" -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # a database of our own is started by the tests, never the system's
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    exit 0
fi
echo "The long tests need ${missing[*]}: install them, or run make test alone."
exit 1
