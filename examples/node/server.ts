import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { isOurs, requireUser } from 'postern/node'
import { sqlite } from 'postern/sqlite'

const port = Number(process.env.PORT ?? 3000)
const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/notes') {
    const user = await requireUser(auth, request, response)
    if (user) response.end(`The notes of ${user.email}`)
    return
  }
  response.setHeader('content-type', 'text/html')
  if (!(await auth.getUser(request))) response.end(`<a href="${auth.signInUrl('/notes')}">Sign in</a>`)
  else response.end('<form method="post" action="/auth/sign-out"><button>Sign out</button></form>')
}

const server = createServer((request, response) => {
  if (isOurs(auth, request)) return auth.node(request, response)
  answer(request, response).catch((fault) => {
    console.error(fault)
    response.writeHead(500).end()
  })
})

server.listen(port, () => console.log(`http://localhost:${port}`))
