/** `POST /api/passwordless/start`: a key starts a sign-in for a user, and holds its secrets. */
import { type Answer, type Call, headerOf, type Instant, type Scope } from 'postern/kit'
import { z } from 'zod'
import { allows } from '../../resources/api-key.ts'
import type { ApiCall, ServerParts } from '../api-route.ts'
import { guard } from '../guard.ts'
import { actorOf, meetsWhoHas } from '../people/reach.ts'
import { disabled, empty, fieldErrors, invalid, told } from './answers.ts'
import { readBody } from './body.ts'
import { formatCode } from './code.ts'
import { missesSpentUntil, noteMiss } from './misses.ts'
import { homeOf, namedTenant } from './place.ts'

export const operation = 'passwordless.start'
const longestState = 8_000

const schema = z.object({
  applicationId: z.string().min(1).max(64),
  loginId: z.string().min(1).max(320),
  loginIdTypes: z
    .array(z.string())
    .refine((types) => types.length === 0 || types.includes('email'), 'Users are found by their email address only.')
    .nullish(),
  loginStrategy: z.enum(['ClickableLink', 'FormField']).nullish(),
  state: z
    .record(z.string(), z.unknown())
    .refine((state) => JSON.stringify(state).length <= longestState, `At most ${longestState} characters of JSON.`)
    .nullish(),
})

type Start = z.infer<typeof schema>

export async function start(parts: ServerParts, call: Call): Promise<Answer> {
  const { applicationId } = (call.json ?? {}) as { readonly applicationId?: unknown }
  const tenant = namedTenant(call)
  if (tenant === null) return empty(401)
  const guarded = await guard(parts, call, {
    credential: presented(call),
    operation,
    tenant,
    home: () => homeOf(parts, applicationId),
    startsSignIns: true,
  })
  if (guarded.kind === 'refused') {
    // Whether there is such a tenant is told to nobody.
    return guarded.code === 'limited' ? empty(429, guarded.more) : empty(401)
  }
  const { key } = guarded
  const read = readBody(call, schema)
  if (read.kind === 'refused') return read.answer
  const { body } = read
  const scope = await parts.directory.find({ tenant: guarded.tenant, application: body.applicationId })
  if (!scope || !allows(key, operation, scope.application.id)) {
    return fieldErrors([invalid('applicationId', 'There is no such application.')])
  }
  return startIn({ ...parts, key, tenant: guarded.tenant }, scope, body)
}

/** The key alone, as FusionAuth's clients send it, or as a bearer's. */
function presented({ c }: Call): string | undefined {
  return headerOf(c, 'authorization')
    ?.trim()
    .replace(/^Bearer +/i, '')
}

type At = ServerParts & Pick<ApiCall, 'key' | 'tenant'>

async function startIn(at: At, scope: Scope, { loginId, loginStrategy, state }: Start): Promise<Answer> {
  const { engine, directory } = at
  const { application } = scope
  const typed = loginStrategy === 'FormField'
  if (application.signIn === 'off') return disabled()
  if (application.sameBrowserOnly && !typed) {
    return disabled('Links of this application work only in the browser that asked: use the strategy FormField.')
  }
  const retryAt = await missesSpentUntil(at)
  if (retryAt !== undefined) return waits(at, retryAt)
  if (!(await meetsWhoHas(at, loginId))) return nobody(at)
  const given = state ? { state: JSON.stringify(state), shown: shownIn(state) } : {}
  const outcome = await engine.vouch(scope, { email: loginId, by: actorOf(at), ...given })
  switch (outcome.kind) {
    case 'created':
      directory.remember(scope.tenant.id, outcome.attempt, application.id)
      return typed
        ? told({ code: formatCode(scope, outcome.handle), oneTimeCode: outcome.code })
        : told({ code: formatCode(scope, outcome.link) })
    case 'user-unknown':
      return nobody(at)
    case 'limited':
      return waits(at, outcome.retryAt)
  }
}

async function nobody(at: At): Promise<Answer> {
  const retryAt = await noteMiss(at)
  return retryAt === undefined ? empty(404) : waits(at, retryAt)
}

const waits = ({ ports: { clock } }: At, retryAt: Instant): Answer => empty(429, { retryAt, now: clock.now() })

/** What a template may show of it: text, and JSON where it is not flat. */
function shownIn(state: Readonly<Record<string, unknown>>): Record<string, string> {
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
  return Object.fromEntries(
    Object.entries(state)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, text(value)]),
  )
}
