import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { requireUser } from 'postern/hono'
import { sqlite } from 'postern/sqlite'

const port = Number(process.env.PORT ?? 3000)
const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

const app = new Hono()
app.route('/auth', auth.hono)

app.get('/', async (c) => {
  const user = await auth.getUser(c.req.raw)
  if (!user) return c.html(`<a href="${auth.signInUrl('/notes')}">Sign in</a>`)
  return c.html('<form method="post" action="/auth/sign-out"><button>Sign out</button></form>')
})

app.get('/notes', requireUser(auth), (c) => c.text(`The notes of ${c.get('user').email}`))

serve({ fetch: app.fetch, port }, () => console.log(`http://localhost:${port}`))
