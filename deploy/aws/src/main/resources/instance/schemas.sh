# shellcheck shell=bash
# A schema for each service that has one, and a user of the same name who sees nothing else. May be repeated.
# MYSQL_HOST and MYSQL_PWD are read by the client itself.
set -euo pipefail
for schema in users images feed; do
    password=PASSWORD_$schema
    mysql --host="$MYSQL_HOST" --user="$ADMINISTRATOR" --ssl-mode=REQUIRED <<SQL
CREATE DATABASE IF NOT EXISTS \`$schema\` CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS '$schema'@'%' IDENTIFIED BY '${!password}' REQUIRE SSL;
GRANT ALL PRIVILEGES ON \`$schema\`.* TO '$schema'@'%';
SQL
    echo "$schema is there"
done
