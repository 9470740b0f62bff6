/** Two tenants that have one of everything, and somebody in each of them with all that a person or program can hold. */
import { createHash } from 'node:crypto'
import type { Id } from 'postern/kit'
import { z } from 'zod'
import { v1Routes } from '../../src/api/routes.ts'
import { applications } from '../../src/resources/application.ts'
import { addSecret } from '../../src/resources/application-secret.ts'
import type { Installation } from '../in-process.ts'
import { tokenIn } from '../mail-box.ts'
import type { Visitor } from '../visitor.ts'
import { hints } from './hints.ts'
import { sample } from './sample.ts'

/** Everything somebody of a tenant holds, or something of the same shape that nobody holds. */
export interface Holdings {
  readonly tenant: string
  readonly application: string
  readonly bearerApplication: string
  readonly address: string
  readonly session: string
  readonly binding: string
  readonly browser: string
  readonly attemptId: string
  /** Of an open attempt. */
  readonly token: string
  readonly cancel: string
  readonly code: string
  readonly handle: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly invitation: string
  readonly undo: string
  /** What a callback got and nobody exchanged, with what it takes. */
  readonly handOff: string
  readonly codeVerifier: string
  readonly redirectUri: string
  readonly clientSecret: string
}

export async function settle(installation: Installation, tenant: string): Promise<void> {
  await installation.tenant(tenant)
  await installation.application(tenant, `${tenant}-web`, { redirects: [`https://${tenant}.example/cb`] })
  const settings = { tokens: { mode: 'bearer' } }
  await installation.application(tenant, `${tenant}-app`, { settings, redirects: [`https://${tenant}.example/cb`] })
}

export async function holdingsOf(installation: Installation, tenant: string): Promise<Holdings> {
  const address = `ann@${tenant}.example`
  const base = `/t/${tenant}/auth`
  const visitor = installation.visitor()
  await signIn(installation, visitor, `${tenant}-web`, base, address)
  const cookie = (kind: string): string => visitor.cookies.get(`__Host-postern-${kind}-${tenant}`) ?? ''
  const bearer = await signIn(installation, installation.visitor(), `${tenant}-app`, base, address)
  const tokens = bearer['tokens'] as { accessToken: string; refreshToken: string }
  const asked = await installation
    .visitor()
    .json(`${base}/magic-link`, { email: address }, { 'sec-fetch-site': 'none' })
  const attemptId = String(asked.json['attemptId'])
  const mail = await installation.mailTo(address, 'sign-in')
  const handle = (await programs(installation, base, address)) as { handle: string }
  const cancel = /\/link\/[0-9a-z]+\/cancel#([\w-]+)/.exec(mail.text)?.[1] ?? ''
  const invited = await invite(installation, tenant)
  const handOff = await handOffOf(installation, tenant, address)
  return {
    tenant,
    application: `${tenant}-web`,
    bearerApplication: `${tenant}-app`,
    address,
    session: cookie('session'),
    binding: cookie('binding'),
    browser: cookie('browser'),
    attemptId,
    token: tokenIn(mail),
    cancel: `${attemptId}.${cancel}`,
    code: mail.facts.code ?? '',
    handle: handle.handle,
    ...tokens,
    invitation: invited,
    ...handOff,
    undo: `${attemptId}.${cancel}`,
  }
}

async function signIn(installation: Installation, visitor: Visitor, application: string, base: string, email: string) {
  await visitor.json(`${base}/magic-link`, { email, application })
  const token = tokenIn(await installation.mailTo(email, 'sign-in'))
  const verified = await visitor.json(`${base}/magic-link/verify`, { token })
  if (verified.json['status'] !== 'signed-in') throw new Error(`not signed in: ${verified.text}`)
  return verified.json
}

/** A program's attempt: its handle is its binding. */
async function programs(installation: Installation, base: string, email: string): Promise<unknown> {
  const { app } = installation.runtime
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email })
  const answer = await app.fetch(
    new Request(`https://sign-in.example.com${base}/magic-link`, { method: 'POST', headers, body }),
  )
  await installation.mailTo(email, 'sign-in')
  return answer.json()
}

const codeVerifier = 'a-verifier-of-forty-three-characters-or-more'

/** Of an application's own sign-in: the code that its callback got, and a secret that it proves itself with. */
async function handOffOf(
  installation: Installation,
  tenant: string,
  email: string,
): Promise<Pick<Holdings, 'handOff' | 'codeVerifier' | 'redirectUri' | 'clientSecret'>> {
  const redirectUri = `https://${tenant}.example/cb`
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')
  const visitor = installation.visitor()
  const asked = { email, redirectUri, state: 'a state', codeChallenge }
  await visitor.json(`/t/${tenant}/apps/${tenant}-web/sign-in`, asked)
  const token = tokenIn(await installation.mailTo(email, 'sign-in'))
  const verified = await visitor.json(`/t/${tenant}/auth/magic-link/verify`, { token })
  const handOff = new URL(String(verified.json['next'])).searchParams.get('code')
  if (handOff === null) throw new Error(`no code: ${verified.text}`)
  const where = { desk: installation.desk, resource: applications, tenant: tenant as Id<'tenant'> }
  const made = await addSecret(where, { id: `${tenant}-web`, version: undefined })
  return { handOff, codeVerifier, redirectUri, clientSecret: made.kind === 'made' ? made.secret : '' }
}

async function invite({ directory, runtime, mailTo }: Installation, tenant: string): Promise<string> {
  const scope = await directory.find({ tenant, application: `${tenant}-web` })
  if (!scope) throw new Error('no such application')
  const key = `bob@${tenant}.example`
  await runtime.engine.invite(scope, { address: { address: key, key }, roles: [], locale: 'en', expiresIn: 600_000 })
  const url = new URL((await mailTo(key)).facts.link ?? '')
  return `${url.pathname.split('/').at(-1)}.${url.hash.slice(1)}`
}

/** The same shapes, of nobody. */
export function unknownLike(installation: Installation, real: Holdings): Holdings {
  const { vault, clock } = installation.desk.ports
  const now = clock.now()
  const credential = (): string => {
    const { id, secret } = vault.draw<'session'>(now)
    return `${id}.${secret.reveal()}`
  }
  const attemptId = vault.id<'attempt'>(now) as Id<'attempt'>
  return {
    tenant: 'x'.repeat(real.tenant.length),
    application: real.application.replace(real.tenant, 'x'.repeat(real.tenant.length)),
    bearerApplication: real.bearerApplication.replace(real.tenant, 'x'.repeat(real.tenant.length)),
    address: `nobody@${real.tenant}.example`,
    session: credential(),
    binding: credential(),
    browser: credential(),
    attemptId,
    token: `${attemptId}.${credential().split('.')[1]}`,
    cancel: `${attemptId}.${credential().split('.')[1]}`,
    code: real.code === '111111' ? '222222' : '111111',
    handle: credential(),
    accessToken: `${real.accessToken.split('.').slice(0, 2).join('.')}.${credential().split('.')[1]?.repeat(2)}`,
    refreshToken: credential(),
    invitation: credential(),
    undo: credential(),
    handOff: credential(),
    codeVerifier,
    redirectUri: real.redirectUri,
    clientSecret: `postern_secret_${credential()}`,
  }
}

export interface Seeded {
  readonly made: readonly string[]
  /** Collections whose making a generated body did not achieve, with what was said to it. */
  readonly refused: readonly string[]
}

/** One of everything that the API makes, made by a generated body: what others add is there by itself. */
export async function seed(
  installation: Installation,
  tenant: string,
  known: ReadonlyMap<string, string>,
): Promise<Seeded> {
  const key = await installation.key({ startsSignIns: true })
  const made: string[] = []
  const refused: string[] = []
  for (const { method, path, body } of v1Routes) {
    if (method !== 'POST' || path.includes(':') || path.endsWith('/bootstrap')) continue
    const schema = body && z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })
    const generated = schema ? sample(schema, (name) => known.get(name) ?? hints[name]) : {}
    const json = { ...(generated as object), ...particular(`${tenant}-web`)[path] }
    const answer = await installation.runtime.app.fetch(
      new Request(`https://sign-in.example.com${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'postern-tenant': tenant, 'content-type': 'application/json' },
        body: JSON.stringify(json),
      }),
    )
    if (answer.status < 300) made.push(path)
    else refused.push(`${path} ${answer.status} ${(await answer.text()).slice(0, 200)}`)
  }
  return { made, refused }
}

/** What a schema cannot say: ids that name an application, a picture. */
function particular(application: string): Readonly<Record<string, object>> {
  return {
    '/api/v1/templates': { id: `${application}.sign-in._`, subject: '{{ code }}', html: parts, text: parts },
    '/api/v1/themes': { id: application },
    '/api/v1/texts': { id: application },
    '/api/v1/logos': { data: pixel },
  }
}

const parts = '{{ code }} {{ link }}'

/** One transparent pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
