import express from 'express'
import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { requireUser, withUser } from 'postern/express'
import { sqlite } from 'postern/sqlite'

const port = Number(process.env.PORT ?? 3000)
const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

const app = express()
app.use('/auth', auth.node)

app.get('/', withUser(auth), (request, response) => {
  if (!request.user) response.send(`<a href="${auth.signInUrl('/notes')}">Sign in</a>`)
  else response.send('<form method="post" action="/auth/sign-out"><button>Sign out</button></form>')
})

app.get('/notes', requireUser(auth), (request, response) => {
  response.type('text').send(`The notes of ${request.user?.email}`)
})

app.listen(port, () => console.log(`http://localhost:${port}`))
