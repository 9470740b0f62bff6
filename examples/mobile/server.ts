/** The server of a mobile app: it answers tokens, and its mails open the app by a universal link. */
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
  mode: 'bearer',
  // The path that the app claims, by apple-app-site-association and assetlinks.json of that host.
  linkUrl: 'https://app.acme.example/open',
})

const app = new Hono()
app.route('/auth', auth.hono)
app.get('/notes', requireUser(auth), (c) => c.json({ notes: [`Written by ${c.get('user').email}`] }))

serve({ fetch: app.fetch, port }, () => console.log(`http://localhost:${port}`))
