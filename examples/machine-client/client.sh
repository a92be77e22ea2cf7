#!/bin/sh
# A script that calls an API as an OAuth client: client credentials (RFC 6749 section 4.4), with curl and sed.
set -eu

: "${ISSUER:=http://127.0.0.1:8080}" "${CLIENT_ID:?}" "${CLIENT_SECRET:?}"
: "${API_URL:=$ISSUER/api/users}"

# What is secret goes to curl by standard input: everybody on the machine can read the arguments of a process.
request() {
  curl --silent --show-error --fail-with-body --max-time 10 --config - "$@"
}

answer=$(printf 'user = "%s:%s"\n' "$CLIENT_ID" "$CLIENT_SECRET" |
  request "$ISSUER/oauth2-token" --data grant_type=client_credentials ${RESOURCE:+--data-urlencode "resource=$RESOURCE"}) || { echo "$answer" >&2; exit 1; }
token=$(printf '%s' "$answer" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')

printf 'header = "Authorization: Bearer %s"\n' "$token" |
  request "$API_URL" --header 'Accept: application/vnd.api+json'
