/**
 * A service beside the application: it has no database of Postern's and no cookie, and takes access tokens.
 *
 *     POSTERN_ISSUER=https://app.example.com/auth POSTERN_AUDIENCE=https://api.example.com \
 *     POSTERN_INTROSPECTION_SECRET=… node server.ts
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createVerifier, TokenRefused } from 'postern/verify'

const { POSTERN_ISSUER, POSTERN_AUDIENCE, POSTERN_APPLICATION, POSTERN_INTROSPECTION_SECRET, PORT } = process.env

const verifier = createVerifier({
  issuer: POSTERN_ISSUER ?? '',
  audience: POSTERN_AUDIENCE ?? '',
  application: POSTERN_APPLICATION ?? 'default',
  introspection: { secret: POSTERN_INTROSPECTION_SECRET ?? '' },
})

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const routes: Record<string, Route> = {
  /** By the token alone: nobody is asked, and a session that was ended counts until the token's end. */
  'GET /notes': async (request, response) => {
    const { userId, application, roles } = await verifier.requireUser(request)
    answer(response, 200, { owner: userId, application, roles })
  },

  /** What must not happen after a sign-out asks first. */
  'POST /payments': async (request, response) => {
    const { userId } = await verifier.requireUser(request, { introspect: true })
    answer(response, 201, { paidBy: userId })
  },

  'GET /reports': async (request, response) => {
    const { roles } = await verifier.requireUser(request, { introspect: true })
    answer(response, roles.includes('admin') ? 200 : 403, { roles })
  },
}

const server = createServer((request, response) => {
  const route = routes[`${request.method} ${request.url}`] ?? notFound
  route(request, response).catch((error: unknown) => answerError(response, error))
})

server.listen(Number(PORT ?? 3001), '127.0.0.1', () => {
  process.stdout.write(`Notes are at http://127.0.0.1:${(server.address() as AddressInfo).port}/notes\n`)
})

async function notFound(_: IncomingMessage, response: ServerResponse): Promise<void> {
  answer(response, 404, {})
}

function answerError(response: ServerResponse, error: unknown): void {
  if (!(error instanceof TokenRefused)) {
    process.stderr.write(`${String(error)}\n`)
    return answer(response, 500, {})
  }
  if (error.status === 503) process.stderr.write(`${error.message} ${String(error.cause)}\n`)
  answer(response, error.status, { error: error.reason }, error.headers)
}

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
  response.end(JSON.stringify(body))
}
