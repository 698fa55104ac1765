#!/bin/sh
# The secrets of docker-compose.yml, each a file, in a directory for each service that needs it: what the environment has (.env),
# else what is there, else a new one. No secret is shown, and none changes unless the environment says so. With the word "print" it
# changes nothing and prints them, as an .env has them.
set -eu
umask 022
cd "${YARDSTICK_SECRETS:-/run/secrets}"

if [ "${1:-}" = print ]; then
    while read -r variable file; do
        value=$(cat "$file")
        printf "%s='%s'\n" "$variable" "$value"
    done <<'FILES'
YARDSTICK_DATABASE_PASSWORD postgres/spring.datasource.password
YARDSTICK_TOKENS_KEY command-service/yardstick.tokens.key
YARDSTICK_PERSONS_KEY command-service/yardstick.persons.key
YARDSTICK_SECRETS_KEY command-service/yardstick.secrets.key
YARDSTICK_LEDGER_KEY command-service/yardstick.ledger.key
FILES
    exit
fi

# secret VARIABLE FILE SERVICE…
secret() {
    variable=$1 file=$2
    shift 2
    eval "value=\${$variable:-}"
    if [ -n "$value" ]; then
        how="as the environment has it"
    elif [ -s "$1/$file" ]; then
        value=$(cat "$1/$file")
        how="is there, and stays"
    elif [ -n "$given" ]; then
        echo "$variable is missing, and $given is there: give all five (./yardstick keys completes .env), or none" >&2
        exit 1
    else
        value=$(head -c 32 /dev/urandom | base64)
        how=made
    fi
    for service; do
        put "$service/$file" "$value"
    done
    echo "$variable: $how"
}

# given VARIABLE FILE: what nobody can make, and not everybody has
given() {
    eval "value=\${$1:-}"
    if [ -n "$value" ]; then
        put "$2" "$value"
        echo "$1: as the environment has it"
    else
        rm -f "$2"
    fi
}

put() {
    printf '%s' "$2" >"$1.new"
    mv "$1.new" "$1"
}

# role ROLE FILE…: the password of a role of the database, which follows from its owner's and does not give it away
role() {
    password=$(printf 'role %s %s' "$1" "$value" | sha256sum | cut -d ' ' -f 1)
    shift
    for file; do
        put "$file" "$password"
    done
}

given=
for variable in YARDSTICK_DATABASE_PASSWORD YARDSTICK_TOKENS_KEY YARDSTICK_PERSONS_KEY YARDSTICK_SECRETS_KEY YARDSTICK_LEDGER_KEY; do
    eval "[ -z \"\${$variable:-}\" ] || given=$variable"
done
secret YARDSTICK_DATABASE_PASSWORD spring.datasource.password postgres
put command-service/spring.flyway.password "$value"
role yardstick_writer postgres/yardstick_writer command-service/spring.datasource.password
role yardstick_query postgres/yardstick_query query-service/spring.datasource.password
secret YARDSTICK_TOKENS_KEY yardstick.tokens.key command-service query-service
secret YARDSTICK_PERSONS_KEY yardstick.persons.key command-service
secret YARDSTICK_SECRETS_KEY yardstick.secrets.key command-service
secret YARDSTICK_LEDGER_KEY yardstick.ledger.key command-service
given YARDSTICK_IDENTITY_CLIENT_SECRET query-service/yardstick.identity.client.secret
given YARDSTICK_NOTICES_MAIL_PASSWORD query-service/yardstick.notices.mail.password
