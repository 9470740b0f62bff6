import base64
import hashlib
import html
import os
import secrets

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

POSTERN = os.environ.get("POSTERN", "http://localhost:4000")
APP_ID = os.environ.get("APP_ID", "default")
APP_SECRET = os.environ.get("APP_SECRET")
REDIRECT_URI = os.environ.get("REDIRECT_URI", "http://localhost:3000/callback")
ISSUER = f"{POSTERN}/auth"
COOKIE = {"httponly": True, "samesite": "lax", "secure": REDIRECT_URI.startswith("https:")}

people: dict[str, str] = {}
"""Who is signed in to this application, by its own cookie."""

app = FastAPI()


@app.get("/", response_class=HTMLResponse)
def ask() -> HTMLResponse:
    """What is asked with stays here: the verifier and the state, in a cookie of this browser."""
    verifier = secrets.token_urlsafe(32)
    state = secrets.token_urlsafe(16)
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    page = HTMLResponse(f"""<form method="post" action="{POSTERN}/apps/{APP_ID}/sign-in">
  <label>Email <input name="email" type="email" autocomplete="email" required></label>
  <input type="hidden" name="redirectUri" value="{html.escape(REDIRECT_URI)}">
  <input type="hidden" name="state" value="{state}">
  <input type="hidden" name="codeChallenge" value="{challenge}">
  <button>Sign in</button>
</form>""")
    page.set_cookie("asked", f"{state}.{verifier}", max_age=1200, **COOKIE)
    return page


@app.get("/callback")
async def callback(request: Request, code: str = "", state: str = "", iss: str = ""):
    """An auth boundary: state and issuer first, then the code, once, for who signed in."""
    asked, _, verifier = request.cookies.get("asked", "").partition(".")
    if not asked or not secrets.compare_digest(state.encode(), asked.encode()) or iss != ISSUER:
        return PlainTextResponse("This browser did not ask", 400)
    body = {"code": code, "codeVerifier": verifier, "redirectUri": REDIRECT_URI, "clientSecret": APP_SECRET}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{POSTERN}/apps/{APP_ID}/exchange", json=body)
    if answer.status_code != 200:
        refused = PlainTextResponse("That did not work. Sign in again", 401)
        refused.delete_cookie("asked", **COOKIE)
        return refused
    session = secrets.token_urlsafe(32)
    people[session] = answer.json()["user"]["email"]
    inside = RedirectResponse("/inside", 303)
    inside.set_cookie("session", session, **COOKIE)
    inside.delete_cookie("asked", **COOKIE)
    return inside


@app.get("/inside")
def inside(request: Request):
    email = people.get(request.cookies.get("session", ""))
    return PlainTextResponse(f"Inside as {email}") if email else RedirectResponse("/", 303)
