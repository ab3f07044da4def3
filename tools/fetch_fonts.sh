#!/usr/bin/env bash
# Rebuilds assets/fonts: takes the Latin files and the licences out of two font packages and compares their hashes.
# Needs npm; nothing of it is needed to run the site.
set -euo pipefail
target="$(cd "$(dirname "$0")/../assets/fonts" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

take() { # package, version, folder name of the archive, file, licence
    (cd "$work" && npm pack --silent "$1@$2" >/dev/null)
    mkdir -p "$work/$3"
    tar -xzf "$work"/*"$3"*.tgz -C "$work/$3"
    cp "$work/$3/package/files/$4" "$target/$4"
    cp "$work/$3/package/LICENSE" "$target/$5"
}

take @fontsource-variable/source-serif-4 5.3.1 source-serif-4 source-serif-4-latin-wght-normal.woff2 source-serif-4.LICENSE
take @fontsource-variable/source-sans-3 5.3.0 source-sans-3 source-sans-3-latin-wght-normal.woff2 source-sans-3.LICENSE
chmod 644 "$target"/*
cd "$target" && sha256sum --check SHA256SUMS
