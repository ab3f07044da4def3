#!/usr/bin/env bash
# Rebuilds assets/fonts/images, the fonts that images are drawn with: Latin, Cyrillic, Arabic and common Chinese characters.
# Needs npm, and the requirements for development; nothing of it is needed to run the site.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
target="$root/assets/fonts/images"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

for package in source-sans-3@5.3.1 source-serif-4@5.3.1 noto-sans-arabic@5.3.0 noto-sans-sc@5.3.0; do
    name="${package%@*}"
    (cd "$work" && npm pack --silent "@fontsource/$package" >/dev/null)
    mkdir -p "$work/$name"
    tar -xzf "$work"/*"$name"*.tgz -C "$work/$name" --strip-components 1
    mkdir -p "$target"
    cp "$work/$name/LICENSE" "$target/$name.LICENSE"
done
"$root/.venv/bin/python" "$root/tools/image_fonts.py" "$work"
chmod 644 "$target"/*
cd "$target" && sha256sum --check SHA256SUMS
