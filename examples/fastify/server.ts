import Fastify from 'fastify'
import { type PosternUser, postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { posternPlugin, requireUser } from 'postern/fastify'
import { sqlite } from 'postern/sqlite'

declare module 'fastify' {
  interface FastifyRequest {
    user: PosternUser | null
  }
}

const port = Number(process.env.PORT ?? 3000)
const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

const app = Fastify()
await app.register(posternPlugin(auth))

app.get('/', async (request, reply) => {
  const user = await auth.getUser(request.raw)
  reply.type('text/html')
  if (!user) return `<a href="${auth.signInUrl('/notes')}">Sign in</a>`
  return '<form method="post" action="/auth/sign-out"><button>Sign out</button></form>'
})

app.get('/notes', { preHandler: requireUser(auth) }, async (request) => `The notes of ${request.user?.email}`)

await app.listen({ port })
console.log(`http://localhost:${port}`)
