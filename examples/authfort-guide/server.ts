import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { postern } from 'postern'
import { sqlite } from 'postern/sqlite'

const { PORT = '3000', SIGN_UP, MAIL_SERVICE = 'http://localhost:8025/send' } = process.env

const auth = postern({
  baseUrl: `http://localhost:${PORT}`,
  secret: process.env.SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mode: 'bearer',
  linkUrl: `http://localhost:${PORT}/arrived`,
  signUp: SIGN_UP === 'open' ? 'open' : 'closed',
  mail: {
    from: 'Acme <no-reply@acme.example>',
    async deliver({ messageId, to, subject, text, signal }) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': messageId }
      const body = JSON.stringify({ to, subject, text })
      const response = await fetch(MAIL_SERVICE, { method: 'POST', headers, body, signal })
      if (!response.ok) throw new Error(`the mail service answered ${response.status}`)
    },
  },
})

auth.on('*', ({ type, reason }) => console.log(type, reason ?? ''))
await auth.users.create({ email: 'ada@example.com' })

const app = new Hono()
app.route('/auth', auth.hono)

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`))
