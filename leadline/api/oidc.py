"""Signing in at an identity provider: OpenID Connect, authorization code with PKCE. State and nonce tie the answer to its browser.

The provider's addresses come from its own discovery document at the configured issuer; no address comes from a request. The id token is
checked: signature by the provider's keys (asymmetric algorithms only), issuer, audience, expiry, nonce.
"""

import secrets
import threading
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
SCOPE = "openid email profile"
SECONDS = 10.0
LEEWAY = 30  # seconds that two clocks may differ


class OidcError(Exception):
    """Signing in did not work; the message is for the log, the person is told to try again."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What the browser keeps (in a cookie that scripts cannot read) until it comes back."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """`subject`: issuer and the provider's id of the account. `email` only where the provider says it is verified."""

    subject: str
    email: str | None


class Provider:
    def __init__(self, issuer: str, client_id: str, client_secret: str | None, redirect_uri: str) -> None:
        self.issuer, self.client_id, self.client_secret = issuer.rstrip("/"), client_id, client_secret
        self.redirect_uri = redirect_uri
        self._found: dict[str, Any] | None = None
        self._finding = threading.Lock()

    def begin(self) -> tuple[str, Pending]:
        """Where to send the browser, and what it has to bring back."""
        pending = Pending(*(secrets.token_urlsafe(48) for _ in range(3)))
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=pending.state,
                code_verifier=pending.verifier,
                nonce=pending.nonce,
            )
        return str(url), pending

    def finish(self, pending: Pending, state: str, code: str) -> Identity:
        """Who came back. OidcError if anything does not fit."""
        if not secrets.compare_digest(state.encode(), pending.state.encode()):
            raise OidcError("the state is not the one that was sent")
        try:
            with self._client() as client:
                answer = client.fetch_token(
                    self._metadata()["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=pending.verifier,
                )
        except Exception as error:  # authlib and httpx raise what they like
            raise OidcError(f"the code was not exchanged: {type(error).__name__}") from error
        claims = self._checked(str(answer.get("id_token", "")))
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), pending.nonce.encode()):
            raise OidcError("the nonce is not the one that was sent")
        email = str(claims["email"]).lower() if claims.get("email") and claims.get("email_verified") is True else None
        return Identity(f"{self.issuer} {claims['sub']}"[:500], email)

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self.client_id,
            self.client_secret,
            scope=SCOPE,
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
            timeout=SECONDS,
        )

    def _checked(self, id_token: str) -> dict[str, Any]:
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            token = jwt.decode(id_token, self._key_set(), algorithms=list(ALGORITHMS))
            rules.validate(token.claims)
        except (JoseError, ValueError) as error:
            raise OidcError(f"the id token is not valid: {error}") from error
        return dict(token.claims)

    def _metadata(self) -> dict[str, Any]:
        with self._finding:
            if self._found is None:
                found = _get(f"{self.issuer}/.well-known/openid-configuration")
                if str(found.get("issuer", "")).rstrip("/") != self.issuer:
                    raise OidcError("the discovery document names another issuer")
                self._found = found
            return self._found

    def _key_set(self) -> KeySet:
        """Fetched for each sign-in: providers change their keys, and people sign in rarely."""
        return KeySet.import_key_set(_get(self._metadata()["jwks_uri"]))  # type: ignore[arg-type]


def _get(url: str) -> dict[str, Any]:
    try:
        response = httpx.get(url, timeout=SECONDS, follow_redirects=False)
        response.raise_for_status()
        found: dict[str, Any] = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise OidcError(f"{url}: {type(error).__name__}") from error
    return found
