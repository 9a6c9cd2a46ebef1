#!/usr/bin/env bash
# Stops the services, the gateway first: each finishes what it has begun, and consumers give back their partitions.
set -euo pipefail

set -a
# shellcheck source=/dev/null
source "${PORTAL_INSTANCE_FILE:-/etc/image-portal/instance.env}"
set +a
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

docker compose --file "$here/compose.yaml" stop
