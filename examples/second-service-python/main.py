"""A service beside the application, in Python: it takes Postern's access tokens.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
    POSTERN_ISSUER=https://app.example.com/auth POSTERN_AUDIENCE=https://api.example.com \
    POSTERN_INTROSPECTION_SECRET=... .venv/bin/python -m uvicorn main:app --port 3002
"""

import os
from dataclasses import dataclass
from typing import Annotated

import httpx
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request

ISSUER = os.environ["POSTERN_ISSUER"]
AUDIENCE = os.environ["POSTERN_AUDIENCE"]
APPLICATION = os.environ.get("POSTERN_APPLICATION", "default")
SECRET = os.environ["POSTERN_INTROSPECTION_SECRET"]

ALGORITHMS = ["ES256", "EdDSA", "RS256"]
REQUIRED = ["iss", "aud", "sub", "sid", "client_id", "iat", "exp", "jti"]
LONGEST = 8192

# Remembers the keys for five minutes, and looks again for an unknown name twice a minute at most.
keys = jwt.PyJWKClient(f"{ISSUER}/jwks.json", lifespan=300, cooldown_duration=30, timeout=5)
issuer = httpx.Client(timeout=3, follow_redirects=False)


@dataclass(frozen=True)
class User:
    id: str
    session: str
    application: str
    roles: list[str]


def refuse(reason: str) -> HTTPException:
    """RFC 6750 section 3: who brought no token is told no error."""
    error = "" if reason == "missing" else f' error="invalid_token", error_description="{reason}"'
    return HTTPException(401, reason, {"WWW-Authenticate": f"Bearer{error}"})


def unavailable(reason: str) -> HTTPException:
    """Nobody could tell. Not a 401, or callers would throw good tokens away."""
    return HTTPException(503, reason, {"Retry-After": "2"})


def token_of(request: Request) -> str:
    headers = request.headers.getlist("authorization")
    scheme, _, token = headers[0].partition(" ") if len(headers) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token:
        raise refuse("malformed" if len(headers) > 1 else "missing")
    if len(token) > LONGEST:
        raise refuse("malformed")
    return token


def key_for(token: str) -> jwt.PyJWK:
    """The key comes from the issuer's set by its name; nothing else in a token's header is believed."""
    header = jwt.get_unverified_header(token)
    kid = header.get("kid")
    if header.get("alg") not in ALGORITHMS:
        raise refuse("bad-signature")
    if str(header.get("typ", "")).lower().removeprefix("application/") != "at+jwt":
        raise refuse("wrong-type")
    if not isinstance(kid, str) or "crit" in header:
        raise refuse("malformed")
    try:
        return keys.get_signing_key(kid)
    except (jwt.PyJWKClientConnectionError, jwt.PyJWKSetError, ValueError) as error:
        raise unavailable("keys-unavailable") from error
    except jwt.PyJWKClientError as error:
        raise refuse("unknown-key") from error


def user_of(token: str) -> User:
    try:
        claims = jwt.decode(
            token,
            key_for(token),
            algorithms=ALGORITHMS,
            audience=AUDIENCE,
            issuer=ISSUER,
            # The issuer's clock may be a second ahead of ours; `exp` is what ends a token.
            options={"require": REQUIRED, "verify_iat": False},
        )
    except jwt.ExpiredSignatureError as error:
        raise refuse("expired") from error
    except jwt.ImmatureSignatureError as error:
        raise refuse("not-yet") from error
    except jwt.InvalidAudienceError as error:
        raise refuse("wrong-audience") from error
    except jwt.InvalidIssuerError as error:
        raise refuse("wrong-issuer") from error
    except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError) as error:
        raise refuse("bad-signature") from error
    except jwt.PyJWTError as error:
        raise refuse("malformed") from error
    roles = claims.get("roles", [])
    if not isinstance(roles, list) or not all(isinstance(claims[name], str) for name in ("sub", "sid", "client_id")):
        raise refuse("malformed")
    if claims["client_id"] != APPLICATION:
        raise refuse("wrong-application")
    return User(claims["sub"], claims["sid"], claims["client_id"], roles)


def signed_in(request: Request) -> User:
    """By the token alone: nobody is asked, and a session that was ended counts until the token's end."""
    return user_of(token_of(request))


def still_signed_in(request: Request) -> User:
    """Asks whether the session is still there (RFC 7662), and takes the roles as they are now."""
    token = token_of(request)
    user = user_of(token)
    try:
        answer = issuer.post(
            f"{ISSUER}/introspect",
            data={"token": token, "token_type_hint": "access_token"},
            headers={"Authorization": f"Bearer {SECRET}"},
        )
        told = answer.json() if answer.status_code == 200 else None
    except (httpx.HTTPError, ValueError) as error:
        raise unavailable("introspection-unavailable") from error
    if isinstance(told, dict) and told.get("active") is False:
        raise refuse("revoked")
    is_about_user = isinstance(told, dict) and (told.get("sub"), told.get("sid")) == (user.id, user.session)
    if not is_about_user or told.get("active") is not True:
        raise unavailable("introspection-unavailable")
    return User(user.id, user.session, user.application, told.get("roles", user.roles))


app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/notes")
def notes(user: Annotated[User, Depends(signed_in)]) -> dict[str, object]:
    return {"owner": user.id, "application": user.application, "roles": user.roles}


@app.post("/payments", status_code=201)
def payments(user: Annotated[User, Depends(still_signed_in)]) -> dict[str, str]:
    """What must not happen after a sign-out asks first."""
    return {"paidBy": user.id}


@app.get("/reports")
def reports(user: Annotated[User, Depends(still_signed_in)]) -> dict[str, object]:
    if "admin" not in user.roles:
        raise HTTPException(403, "admin only")
    return {"roles": user.roles}
