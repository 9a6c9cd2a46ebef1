#!/usr/bin/env bash
# Before the containers start: what the services are told, and the log-in to the images' registry. The environment's own
# properties name where both are.
set -euo pipefail
umask 077
command -v jq > /dev/null || dnf install --assumeyes --quiet jq
mkdir -p /etc/image-portal
/opt/elasticbeanstalk/bin/get-config environment | jq -r 'to_entries[] | "\(.key)=\(.value)"' > /etc/image-portal/instance.env
set -a
# shellcheck source=/dev/null
source /etc/image-portal/instance.env
set +a
bash settings.sh
aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
