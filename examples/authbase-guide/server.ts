import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type PosternOptions, postern } from 'postern'
import { smtp } from 'postern/smtp'
import { sqlite } from 'postern/sqlite'

const { PORT = '3000', BASE_URL, SECRET, SMTP_URL, WEBAPP_NAME, SENDER_ADDRESS, REDIRECT_URL } = process.env

const settings: PosternOptions = {
  baseUrl: BASE_URL ?? `http://localhost:${PORT}`,
  secret: SECRET ?? '',
  store: sqlite('./example.db'),
  name: WEBAPP_NAME ?? 'An app without a name',
  mail: { from: SENDER_ADDRESS ?? '', transport: smtp(SMTP_URL ?? '') },
  startUrl: REDIRECT_URL ?? '/',
}

const app = new Hono()

const auth = postern(settings)
app.route('/auth', auth.hono)
const getUser = (c: Context) => auth.getUser(c.req.raw)

app.get('/', (c) =>
  c.html(`<form method="post" action="/auth/magic-link">
  <label>Email <input name="email" type="email" autocomplete="email" required></label>
  <button>Sign in</button>
</form>`),
)

app.get('/inside', async (c) => {
  const user = await getUser(c)
  if (!user) return c.redirect('/')
  return c.html(`<p>Welcome, ${user.email}</p>
<form method="post" action="/auth/sign-out"><button>Sign out</button></form>
<form method="post" action="/receipt"><button>Mail me my receipt</button></form>`)
})

app.post('/receipt', async (c) => {
  const user = await getUser(c)
  if (!user) return c.text('Nobody is signed in', 401)
  const text = 'Your receipt is attached.'
  const attachments = [{ filename: 'receipt.txt', type: 'text/plain', content: 'One gate, 12.00' }]
  const { status } = await auth.mail.send(user, { subject: 'Your receipt', text, attachments })
  return c.text(status)
})

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`))
