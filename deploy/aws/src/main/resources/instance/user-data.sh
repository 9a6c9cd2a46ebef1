# shellcheck shell=bash
# Makes a fresh Amazon Linux 2023 an instance of the portal. What comes before it in the user data has written the files
# below /opt/image-portal and /etc/image-portal/instance.env.

# Networks and mirrors have bad moments: each step is tried a few times.
persistently() {
    local attempt
    for attempt in 1 2 3 4 5; do
        "$@" && return
        echo "try $attempt failed: $1" >&2
        sleep $((attempt * 5))
    done
    return 1
}

# Amazon Linux has Docker but not its compose plugin; Docker's own image of its tools has.
install_compose() {
    local tools=public.ecr.aws/docker/library/docker:28-cli container
    [[ -x /usr/local/lib/docker/cli-plugins/docker-compose ]] && return
    docker pull --quiet "$tools" &&
        container=$(docker create "$tools") &&
        mkdir -p /usr/local/lib/docker/cli-plugins &&
        docker cp "$container:/usr/local/libexec/docker/cli-plugins/docker-compose" /usr/local/lib/docker/cli-plugins/ &&
        docker rm "$container"
}

persistently dnf install --assumeyes --quiet docker jq
systemctl enable --now docker
persistently install_compose

chmod 755 /opt/image-portal/*.sh
ln -sf /opt/image-portal/image-portal.service /opt/image-portal/image-portal-drain.service /etc/systemd/system/
systemctl daemon-reload
systemctl enable image-portal.service image-portal-drain.service
# without waiting: what cannot start is tried again, and the load balancer sees whether it did
systemctl start --no-block image-portal.service image-portal-drain.service
