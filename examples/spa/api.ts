/**
 * The server of a page that lives at another origin. It answers tokens, takes calls from that origin alone, and its mails
 * open the page instead of Postern's own.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { requireUser } from 'postern/hono'
import { sqlite } from 'postern/sqlite'

const port = Number(process.env.PORT ?? 3000)
const site = process.env.SITE ?? 'http://localhost:3001'

const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
  mode: 'bearer',
  origins: [site],
  linkUrl: `${site}/`,
})

const app = new Hono()
app.route('/auth', auth.hono)
app.use('/notes', cors({ origin: site, allowHeaders: ['authorization'] }))
app.get('/notes', requireUser(auth), (c) => c.json({ notes: [`Written by ${c.get('user').email}`] }))

serve({ fetch: app.fetch, port }, () => console.log(`http://localhost:${port}`))
