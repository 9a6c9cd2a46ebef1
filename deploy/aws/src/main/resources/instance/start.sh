#!/usr/bin/env bash
# Starts the five services and waits until they are healthy.
set -euo pipefail

set -a
# shellcheck source=/dev/null
source "${PORTAL_INSTANCE_FILE:-/etc/image-portal/instance.env}"
set +a
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

"$here/settings.sh"
aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
docker compose --file "$here/compose.yaml" pull --quiet
docker compose --file "$here/compose.yaml" up --detach --wait --wait-timeout 300
