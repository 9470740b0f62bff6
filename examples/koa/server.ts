import Koa from 'koa'
import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { requireUser, routes } from 'postern/koa'
import { sqlite } from 'postern/sqlite'

const port = Number(process.env.PORT ?? 3000)
const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

const app = new Koa()
app.use(routes(auth))

app.use(async (context, next) => {
  if (context.path !== '/') return next()
  const user = await auth.getUser(context.req)
  context.type = 'html'
  context.body = user
    ? '<form method="post" action="/auth/sign-out"><button>Sign out</button></form>'
    : `<a href="${auth.signInUrl('/notes')}">Sign in</a>`
})

// Everything from here on is for people who are signed in.
app.use(requireUser(auth))
app.use((context) => {
  if (context.path === '/notes') context.body = `The notes of ${context.state.user.email}`
})

app.listen(port, () => console.log(`http://localhost:${port}`))
