#!/bin/sh
# Write both lock files anew from setup.cfg; run by `make lock` with uv on the path.
set -eu
cd "$(dirname "$0")/.."
options="--universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet"
uv pip compile setup.cfg $options --extra build --output-file locks/run.txt "$@"
uv pip compile setup.cfg $options --extra build --extra test --extra lint \
    --constraint locks/run.txt --output-file locks/dev.txt "$@"
