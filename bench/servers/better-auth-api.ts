/** The fastest way to run Better Auth: its functions called in process behind bare node:http, its router left out. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { auth } from './better-auth.ts'
import { closeDatabase } from './better-auth-options.ts'
import { host } from './host.ts'

host(
  createServer((request, response) => {
    answer(request, response).catch((error: { statusCode?: number }) => send(response, error.statusCode ?? 500, 'null'))
  }),
  closeDatabase,
)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new Headers()
  if (request.headers.cookie !== undefined) headers.set('cookie', request.headers.cookie)
  if (request.method === 'GET') return check(headers, response)
  const body = JSON.parse(await read(request)) as { email: string; token: string }
  if (request.url === '/request') {
    return send(response, 200, JSON.stringify(await auth.api.signInMagicLink({ body: { email: body.email }, headers })))
  }
  const { headers: set, response: result } = await auth.api.magicLinkVerify({
    query: { token: body.token },
    headers,
    returnHeaders: true,
  })
  send(response, 200, JSON.stringify(result), set.getSetCookie())
}

async function check(headers: Headers, response: ServerResponse): Promise<void> {
  send(response, 200, JSON.stringify(await auth.api.getSession({ headers })))
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => resolve(text))
    request.on('error', reject)
  })
}

function send(response: ServerResponse, status: number, body: string, cookies: readonly string[] = []): void {
  const head = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, cookies.length > 0 ? { ...head, 'Set-Cookie': [...cookies] } : head).end(body)
}
