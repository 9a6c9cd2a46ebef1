#!/usr/bin/env bash
# Waits until the auto-scaling group wants this instance to go, then: no new requests, those under way finish, the
# services stop, and the group may end the instance. When anything of it fails, the group goes on after its time-out.
set -euo pipefail

set -a
# shellcheck source=/dev/null
source "${PORTAL_INSTANCE_FILE:-/etc/image-portal/instance.env}"
set +a
metadata_address=${PORTAL_METADATA_ADDRESS:-http://169.254.169.254}
pause=${PORTAL_DRAIN_PAUSE:-5}

metadata() {
    local token
    token=$(curl --silent --fail --max-time 5 --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
        "$metadata_address/latest/api/token") &&
        curl --silent --fail --max-time 5 --header "X-aws-ec2-metadata-token: $token" \
            "$metadata_address/latest/meta-data/$1"
}

# A group that has no wish yet answers 404.
until [[ $(metadata autoscaling/target-lifecycle-state || true) == Terminated ]]; do
    sleep "$pause"
done

instance=$(metadata instance-id)
echo "$instance is to go: draining"
aws elbv2 deregister-targets --target-group-arn "$TARGET_GROUP" --targets "Id=$instance" || true
timeout "$DRAINING_SECONDS" aws elbv2 wait target-deregistered --target-group-arn "$TARGET_GROUP" --targets "Id=$instance" || true
systemctl stop image-portal.service || true
aws autoscaling complete-lifecycle-action --auto-scaling-group-name "$SCALING_GROUP" \
    --lifecycle-hook-name "$LIFECYCLE_HOOK" --instance-id "$instance" --lifecycle-action-result CONTINUE
echo "$instance is drained"
