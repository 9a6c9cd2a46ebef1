#!/usr/bin/env bash
# Writes what the services are told, to files that only root reads and that end with the machine: settings from Parameter
# Store, passwords from Secrets Manager, the brokers' addresses from MSK, the certificates of RDS's authorities.
set -euo pipefail
umask 077

set -a
# shellcheck source=/dev/null
source "${PORTAL_INSTANCE_FILE:-/etc/image-portal/instance.env}"
set +a
folder=${PORTAL_SETTINGS_FOLDER:-/run/image-portal}
mkdir -p "$folder"

# write NAME: takes a file from standard input, in one piece
write() {
    cat > "$folder/$1.new"
    mv "$folder/$1.new" "$folder/$1"
}

# Each parameter below the path is a setting by its last name.
settings() {
    aws ssm get-parameters-by-path --path "$SETTINGS_PATH" --recursive --output json |
        jq -r '.Parameters[] | (.Name | split("/") | last) + "=" + .Value'
}

# The load balancer within the VPC, and CloudFront before it: whose word on a client's address is believed.
trusted_proxies() {
    aws ec2 get-managed-prefix-list-entries --prefix-list-id "$EDGE_PREFIX_LIST" --output json |
        jq -r --arg vpc "$VPC_RANGE" '[$vpc, .Entries[].Cidr] | join(",")'
}

brokers() {
    aws kafka get-bootstrap-brokers --cluster-arn "$KAFKA_CLUSTER" --output json | jq -er .BootstrapBrokerStringSaslIam
}

# database SECRET: the user's name too, which changes with each rotation
database() {
    aws secretsmanager get-secret-value --secret-id "$1" --output json |
        jq -er '.SecretString | fromjson | "PORTAL_DATABASE_USERNAME=\(.username)", "PORTAL_DATABASE_PASSWORD=\(.password)"'
}

client_secret() {
    aws cognito-idp describe-user-pool-client --user-pool-id "$USER_POOL" --client-id "$USER_POOL_CLIENT" --output json |
        jq -er '"PORTAL_COGNITO_CLIENT_SECRET=" + .UserPoolClient.ClientSecret'
}

# Of this region; Amazon adds new ones years before it uses them.
certificates() {
    curl --silent --show-error --fail --max-time 30 --retry 3 \
        "https://truststore.pki.rds.amazonaws.com/$REGION/$REGION-bundle.pem"
}

# Assigned one by one: a command that fails within another's arguments would go unnoticed.
settings=$(settings)
proxies=$(trusted_proxies)
brokers=$(brokers)
users=$(database "$DATABASE_USERS")
images=$(database "$DATABASE_IMAGES")
feed=$(database "$DATABASE_FEED")
secret=$(client_secret)
certificates=$(certificates)

write all.env <<TEXT
$settings
PORTAL_TRUSTED_PROXIES=$proxies
PORTAL_KAFKA_BOOTSTRAP_SERVERS=$brokers
TEXT
write user-service.env <<< "$users"$'\n'"$secret"
write image-service.env <<< "$images"
write feed-service.env <<< "$feed"
write database.pem <<< "$certificates"
# the services are not root
chmod 644 "$folder/database.pem"
