#!/bin/sh
# A bearer token that is valid for an hour, of a role, bound to a person if one is named:
# docker compose exec command-service token ROLE [PERSON]. The security log has a line of it.
set -eu
case ${1:-} in
    crm | manager | rep | auditor | operator | admin) ;;
    *) echo "token ROLE [PERSON]: ROLE is crm, manager, rep, auditor, operator or admin" >&2; exit 2 ;;
esac
case ${2:-} in
    *[!A-Za-z0-9._-]*) echo "PERSON is an id of letters, digits, points, _ and -" >&2; exit 2 ;;
esac
now=$(date +%s)
person=${2:+,\"person\":\"$2\"}
part() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
key=$(cut -d, -f1 "${YARDSTICK_SECRETS:-/run/secrets}/yardstick.tokens.key" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
head=$(printf '{"alg":"HS256"}' | part)
body=$(printf '{"iss":"yardstick","sub":"%s","role":"%s"%s,"jti":"%s","iat":%s,"exp":%s}' \
    "${2:-$1}" "$1" "$person" "$(cat /proc/sys/kernel/random/uuid)" "$now" "$((now + 3600))" | part)
printf '{"at":"%s","service":"yardstick","kind":"token-printed","role":"%s"%s}\n' \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$person" >"${YARDSTICK_SECURITY_LOG:-/proc/1/fd/1}"
printf '%s.%s.%s\n' "$head" "$body" "$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | part)"
