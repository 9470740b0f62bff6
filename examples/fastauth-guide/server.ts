import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { postern } from 'postern'
import { requireUser } from 'postern/hono'
import { postgres } from 'postern/postgres'
import { smtp } from 'postern/smtp'
import { sqlite } from 'postern/sqlite'

const { PORT = '3000', SECRET = '', SMTP_URL = '', MAIL_FROM = '', DATABASE_URL, BASE_URL, LINK_MINUTES } = process.env

const auth = postern({
  baseUrl: BASE_URL ?? `http://localhost:${PORT}`,
  secret: SECRET,
  store: DATABASE_URL ? postgres(DATABASE_URL) : sqlite('./magic-links.db'),
  mail: { from: MAIL_FROM, transport: smtp(SMTP_URL) },
  mode: 'bearer',
  lifetimes: { secrets: Number(LINK_MINUTES ?? 10) * 60_000 },
})

const app = new Hono()
app.route('/auth', auth.hono)
app.get('/dashboard', requireUser(auth), (c) => c.json({ message: `Hello ${c.get('user').email}` }))

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`))
