/**
 * What the limit program says over HTTP, whatever keeps its rows: bare node:http, the same hashes, and no more. It decides
 * no policy, limits nothing, and serves no person: it marks where the machine's limit is.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { host } from '../servers/host.ts'
import { mailPipe } from '../servers/mail-pipe.ts'
import {
  drawCode,
  drawCredential,
  drawId,
  drawMark,
  drawNumber,
  drawSecret,
  hashOf,
  macOf,
  same,
  seal,
  textOf,
} from './secrets.ts'
import type { Asking, Found, Steps } from './steps.ts'

const emailShape = /^[!#-'*+\-/-9=?A-Z^-~.]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/
const sessionCookie = 'limit-session='

export function serve(steps: Steps): void {
  const deliver = mailPipe()
  const route = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url } = request
    if (method === 'GET' && url === '/me') return check(steps, request, response)
    if (method === 'POST' && url === '/request') return read(request, (body) => ask(steps, deliver, body, response))
    if (method === 'POST' && url === '/verify') return read(request, (body) => redeem(steps, body, response))
    send(response, 404, { code: 'unknown' })
  }
  host(createServer(route), () => steps.close())
}

type Deliver = ReturnType<typeof mailPipe>

function ask(steps: Steps, deliver: Deliver, body: { readonly email?: unknown }, response: ServerResponse): void {
  const { email } = body
  if (typeof email !== 'string' || !emailShape.test(email)) return send(response, 400, { code: 'email-invalid' })
  const now = Date.now()
  const asker = drawCredential(now)
  const [attempt, link, cancel, code] = [drawId(now), drawSecret(), drawSecret(), drawCode()]
  const [number, message] = [drawNumber(), drawId(now)]
  const asking: Asking = {
    attempt,
    message,
    event: drawId(now),
    email,
    asker: asker.id,
    askerHash: hashOf(asker.secret),
    set: {
      mark: drawMark(),
      link: textOf(hashOf(link)),
      cancel: textOf(hashOf(cancel)),
      code: textOf(macOf(attempt, code)),
    },
    number,
    sealed: seal(message, JSON.stringify({ link, cancel, code })),
    now,
  }
  steps.ask(asking, () => {
    const handle = `${asker.id}.${asker.secret}`
    const times = { expiresAt: new Date(now + 600_000).toISOString(), resendAt: new Date(now + 30_000).toISOString() }
    const cookie = `limit-binding=${handle}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400`
    send(response, 200, { status: 'sent', attemptId: attempt, ...times, number, handle }, [cookie])
    deliver(email, `${attempt}.${link}`)
    settle(steps, asking)
  })
}

function settle(steps: Steps, { attempt, message, set, now: askedAt }: Asking): void {
  const now = Date.now()
  steps.settle({ attempt, message, set, askedAt, now, event: drawId(now) })
}

function redeem(steps: Steps, body: { readonly token?: unknown }, response: ServerResponse): void {
  const [attempt, secret] = typeof body.token === 'string' ? body.token.split('.') : []
  if (attempt === undefined || secret === undefined) return send(response, 401, { code: 'link-unknown' })
  const now = Date.now()
  const session = drawCredential(now)
  const browser = drawCredential(now)
  const redeeming = {
    attempt,
    link: textOf(hashOf(secret)),
    user: drawId(now),
    session: session.id,
    sessionHash: hashOf(session.secret),
    browser: browser.id,
    browserHash: hashOf(browser.secret),
    events: [drawId(now), drawId(now)] as const,
    now,
  }
  steps.redeem(redeeming, (signedIn) => {
    if (signedIn === undefined) return send(response, 401, { code: 'link-used' })
    const user = { id: signedIn.user, email: signedIn.email, emailVerified: true }
    const view = { id: session.id, expiresAt: new Date(now + 2_592_000_000).toISOString() }
    send(response, 200, { status: 'signed-in', user, session: view, next: '/' }, [
      `${sessionCookie}${session.id}.${session.secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`,
      `limit-browser=${browser.id}.${browser.secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000`,
    ])
  })
}

function check(steps: Steps, request: IncomingMessage, response: ServerResponse): void {
  const cookies = request.headers.cookie ?? ''
  const at = cookies.indexOf(sessionCookie)
  const end = cookies.indexOf(';', at)
  const credential = at < 0 ? '' : cookies.slice(at + sessionCookie.length, end < 0 ? undefined : end)
  const [id = '', secret = ''] = credential.split('.')
  const answer = (found: Found | undefined): void => {
    if (found === undefined || !same(found.hash, hashOf(secret)))
      return send(response, 401, { code: 'unauthenticated' })
    send(response, 200, { id: found.user, email: found.email, emailVerified: true })
  }
  if (id === '') return answer(undefined)
  steps.check(id, Date.now(), answer)
}

function read(request: IncomingMessage, then: (body: Record<string, unknown>) => void): void {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    text += chunk
  })
  request.on('end', () => then(JSON.parse(text) as Record<string, unknown>))
}

function send(response: ServerResponse, status: number, body: object, cookies?: string[]): void {
  const text = JSON.stringify(body)
  const head: Record<string, string | number | string[]> = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  }
  if (cookies !== undefined) head['Set-Cookie'] = cookies
  response.writeHead(status, head).end(text)
}
