"""A program that calls an API as an OAuth client: client credentials (RFC 6749 section 4.4), standard library only."""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ISSUER = os.environ.get("ISSUER", "http://127.0.0.1:8080")
CLIENT_ID = os.environ["CLIENT_ID"]
CLIENT_SECRET = os.environ["CLIENT_SECRET"]
API_URL = os.environ.get("API_URL", f"{ISSUER}/api/users")
RESOURCE = os.environ.get("RESOURCE")

# Renewed this long before it ends, so that no request is under way with a token that has just expired.
MARGIN_IN_SECONDS = 30
TIMEOUT_IN_SECONDS = 10


def fetch_json(url, headers=None, form=None):
    """Sends a request, a POST where there is a form, and reads the JSON of the answer."""
    body = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, data=body, headers=headers or {})
    with urllib.request.urlopen(request, timeout=TIMEOUT_IN_SECONDS) as response:
        return json.load(response)


def discover(issuer):
    """Finds the token endpoint (RFC 8414). The metadata must name the issuer it was fetched from."""
    metadata = fetch_json(f"{issuer}/.well-known/oauth-authorization-server")
    if metadata["issuer"] != issuer:
        raise ValueError(f"the metadata of {issuer} is about {metadata['issuer']}")
    return metadata


class TokenSource:
    """Keeps one access token for all requests and renews it in time."""

    def __init__(self, token_endpoint):
        self._token_endpoint = token_endpoint
        self.forget()

    def get(self):
        if time.monotonic() >= self._renew_at:
            self._request()
        return self._token

    def forget(self):
        self._token = None
        self._renew_at = 0

    def _request(self):
        pair = ":".join(urllib.parse.quote(part, safe="") for part in (CLIENT_ID, CLIENT_SECRET))
        basic = base64.b64encode(pair.encode()).decode()
        form = {"grant_type": "client_credentials"}
        if RESOURCE:
            form["resource"] = RESOURCE
        answer = fetch_json(self._token_endpoint, {"Authorization": f"Basic {basic}"}, form)
        self._token = answer["access_token"]
        self._renew_at = time.monotonic() + answer["expires_in"] - MARGIN_IN_SECONDS


def call_api(tokens, url, attempts=2):
    """Calls the API. A token can end before its time, so after a 401 one more attempt is made with a fresh one."""
    headers = {"Accept": "application/vnd.api+json", "Authorization": f"Bearer {tokens.get()}"}
    try:
        return fetch_json(url, headers)
    except urllib.error.HTTPError as error:
        if error.code != 401 or attempts == 1:
            raise
    tokens.forget()
    return call_api(tokens, url, attempts - 1)


def main():
    tokens = TokenSource(discover(ISSUER)["token_endpoint"])
    for item in call_api(tokens, API_URL)["data"]:
        print(item["type"], item["id"], item["attributes"]["email"])


if __name__ == "__main__":
    try:
        main()
    except urllib.error.HTTPError as error:
        # The body says what was wrong, and for OAuth errors where to read more.
        sys.exit(f"{error.url} answered {error.code}: {error.read().decode(errors='replace')}")
