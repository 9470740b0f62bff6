/**
 * The least program that writes the rows of a sign-in: bare node:http, prepared statements, group commit, the same
 * hashes. It decides no policy, limits nothing, and serves no person: it marks where the machine's limit is.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { folder } from '../servers/folder.ts'
import { host } from '../servers/host.ts'
import { mailPipe } from '../servers/mail-pipe.ts'
import { groupCommit } from './group-commit.ts'
import { type Asking, rows } from './rows.ts'
import { openDatabase } from './schema.ts'
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

const emailShape = /^[!#-'*+\-/-9=?A-Z^-~.]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/
const sessionCookie = 'limit-session='
const database = openDatabase(folder())
const table = rows(database)
const submit = groupCommit(database)
const deliver = mailPipe()

host(createServer(route), () => database.close())

function route(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET' && request.url === '/me') return check(request, response)
  if (request.method === 'POST' && request.url === '/request') return read(request, (body) => ask(body, response))
  if (request.method === 'POST' && request.url === '/verify') return read(request, (body) => redeem(body, response))
  send(response, 404, { code: 'unknown' })
}

function ask(body: { readonly email?: unknown }, response: ServerResponse): void {
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
  submit(
    () => table.ask(asking),
    () => {
      const handle = `${asker.id}.${asker.secret}`
      const times = { expiresAt: new Date(now + 600_000).toISOString(), resendAt: new Date(now + 30_000).toISOString() }
      const cookie = `limit-binding=${handle}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400`
      send(response, 200, { status: 'sent', attemptId: attempt, ...times, number, handle }, [cookie])
      deliver(email, `${attempt}.${link}`)
      settle(asking)
    },
  )
}

function settle({ attempt, message, set, now: askedAt }: Asking): void {
  const now = Date.now()
  const settling = { attempt, message, set, askedAt, now, event: drawId(now) }
  submit(
    () => table.settle(settling),
    () => {},
  )
}

function redeem(body: { readonly token?: unknown }, response: ServerResponse): void {
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
  submit(
    () => table.redeem(redeeming),
    (signedIn) => {
      if (signedIn === undefined) return send(response, 401, { code: 'link-used' })
      const user = { id: signedIn.user, email: signedIn.email, emailVerified: true }
      const view = { id: session.id, expiresAt: new Date(now + 2_592_000_000).toISOString() }
      send(response, 200, { status: 'signed-in', user, session: view, next: '/' }, [
        `${sessionCookie}${session.id}.${session.secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`,
        `limit-browser=${browser.id}.${browser.secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000`,
      ])
    },
  )
}

function check(request: IncomingMessage, response: ServerResponse): void {
  const cookies = request.headers.cookie ?? ''
  const at = cookies.indexOf(sessionCookie)
  const end = cookies.indexOf(';', at)
  const credential = at < 0 ? '' : cookies.slice(at + sessionCookie.length, end < 0 ? undefined : end)
  const [id = '', secret = ''] = credential.split('.')
  const found = id === '' ? undefined : table.check(id, Date.now())
  if (found === undefined || !same(found.hash, hashOf(secret))) return send(response, 401, { code: 'unauthenticated' })
  send(response, 200, { id: found.user, email: found.email, emailVerified: true })
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
