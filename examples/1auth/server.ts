import { createHash, randomBytes } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const { PORT = '3000', POSTERN = 'http://localhost:4000', APP_ID = 'default', APP_SECRET = '' } = process.env
const redirectUri = `http://localhost:${PORT}/callback`
const issuer = `${POSTERN}/auth`

/** Who is signed in to this application, by its own cookie. */
const people = new Map<string, string>()
const cookie = { httpOnly: true, sameSite: 'Lax', path: '/', secure: process.env.NODE_ENV === 'production' } as const

const app = new Hono()

// What is asked with stays here: the verifier and the state, in a cookie of this browser.
app.get('/', (c) => {
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(16).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  setCookie(c, 'asked', `${state}.${verifier}`, { ...cookie, maxAge: 1200 })
  return c.html(`<form method="post" action="${POSTERN}/apps/${APP_ID}/sign-in">
  <label>Email <input name="email" type="email" autocomplete="email" required></label>
  <input type="hidden" name="redirectUri" value="${redirectUri}">
  <input type="hidden" name="state" value="${state}">
  <input type="hidden" name="codeChallenge" value="${challenge}">
  <button>Sign in</button>
</form>`)
})

// An auth boundary: state and issuer first, then the code, once, for who signed in.
app.get('/callback', async (c) => {
  const { code = '', state = '', iss } = c.req.query()
  const [asked = '', codeVerifier = ''] = (getCookie(c, 'asked') ?? '').split('.')
  deleteCookie(c, 'asked', cookie)
  if (asked === '' || state !== asked || iss !== issuer) return c.text('This browser did not ask', 400)
  const answer = await fetch(`${POSTERN}/apps/${APP_ID}/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, codeVerifier, redirectUri, ...(APP_SECRET && { clientSecret: APP_SECRET }) }),
  })
  if (!answer.ok) return c.text('That did not work. Sign in again', 401)
  const { user } = (await answer.json()) as { user: { email: string } }
  const session = randomBytes(32).toString('base64url')
  people.set(session, user.email)
  setCookie(c, 'session', session, cookie)
  return c.redirect('/inside')
})

app.get('/inside', (c) => {
  const email = people.get(getCookie(c, 'session') ?? '')
  return email === undefined ? c.redirect('/') : c.text(`Inside as ${email}`)
})

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`))
