/** Every call that somebody of one tenant can make with what is another's: each route, verb, id, key, cookie and token. */
import { z } from 'zod'
import { v1Routes } from '../../src/api/routes.ts'
import { hints } from './hints.ts'
import { type Json, sample } from './sample.ts'
import type { Holdings } from './world.ts'

/** A pair of calls that must be answered alike: with what is another tenant's, and with what is nobody's. */
export interface Cell {
  readonly what: string
  /** The caller is signed in, or was until a call before this one. */
  readonly wantsSession: boolean
  /** Written down when it is asked for: what the caller holds may have changed. */
  readonly foreign: () => Call
  readonly unknown: () => Call
}

export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Mounted {
  readonly method: string
  readonly path: string
}

export interface Sides {
  /** Who calls, with what is its own. */
  readonly own: Holdings
  readonly keys: Keys
  readonly foreign: Holdings
  readonly unknown: Holdings
  /** Ids of the other tenant's rows, each with one of the same shape that nobody has. */
  readonly ids: readonly ForeignId[]
}

/** API keys of its own. */
export interface Keys {
  readonly own: string
  readonly installation: string
  /** Of the installation, limited to its applications. */
  readonly limited: string
  /** Of its tenant, and worth nothing: from another network than it is for, and after its end. */
  readonly elsewhere: string
  readonly expired: string
}

export interface ForeignId {
  readonly kind: string
  /** The installation's, about the tenant: whoever holds a key of the installation may see it. */
  readonly system: boolean
  readonly foreign: string
  readonly unknown: string
}

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

type Side = 'foreign' | 'unknown'

interface Caller {
  readonly name: string
  readonly headers: (side: Holdings) => Readonly<Record<string, string>>
  readonly isKey: boolean
  readonly wantsSession?: true
  /** By a key that all tenants are open to. */
  readonly seesSystem?: boolean
  /** Whose calls are those that a key is read in, and no others. */
  readonly calls?: 'the API' | 'a few of the API'
}

export function* cellsOf(mounted: readonly Mounted[], sides: Sides): Generator<Cell> {
  const isMounted = new Set(mounted.map(({ method, path }) => `${method} ${path}`))
  for (const path of new Set(mounted.map((one) => one.path))) {
    for (const method of verbs) {
      const mounts = isMounted.has(`${method} ${path}`)
      for (const caller of callersOf(sides)) {
        const isApi = mounts && path.startsWith('/api/')
        if (caller.calls && !isApi) continue
        const bodies = bodiesOf(sides, caller, { method, path })
        const filled = [...pathsOf(sides, path, caller), ...queriesOf(sides, { method, path })]
        // Where nothing reads such a credential, or nothing answers at all, a few ids say what all would.
        const isRead = mounts && caller.isKey === isApi && caller.calls !== 'a few of the API'
        const some = isRead ? filled : filled.slice(0, few)
        for (const [at, body] of (mounts ? bodies : bodies.slice(0, 1)).entries()) {
          for (const one of at < 2 || some.length < few ? some : some.slice(0, few)) {
            yield cellOf(sides, { method, path, body, caller, filled: one })
          }
        }
      }
    }
  }
}

const few = 3

interface Parts {
  readonly method: string
  readonly path: string
  readonly body: Body | undefined
  readonly caller: Caller
  readonly filled: Filled
}

function cellOf(sides: Sides, { method, path, body, caller, filled }: Parts): Cell {
  const call = (side: Side): Call => ({
    method,
    path: filled[side],
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      'sec-fetch-site': 'same-origin',
      ...caller.headers(sides[side]),
    },
    ...(body && { body: JSON.stringify(body(side)) }),
  })
  const what = `${method} ${path} (${filled.names}) ${caller.name}`
  return {
    what,
    wantsSession: caller.wantsSession ?? false,
    foreign: () => call('foreign'),
    unknown: () => call('unknown'),
  }
}

/** Whoever calls: with what is its own, and with what is the other's in each place that carries such a thing. */
function callersOf(sides: Sides): readonly Caller[] {
  const { keys } = sides
  const { tenant } = sides.own
  const cookies = (holder: string, held: Holdings): Readonly<Record<string, string>> => ({
    cookie: (['session', 'binding', 'browser'] as const)
      .map((kind) => `__Host-postern-${kind}-${holder}=${held[kind]}`)
      .join('; '),
  })
  const naming = (named: string) => ({ 'postern-tenant': named, 'x-fusionauth-tenantid': named })
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
  const wantsSession = true
  const callers: readonly Omit<Caller, 'isKey'>[] = [
    { name: 'without anything', headers: () => ({}) },
    { name: 'signed in', wantsSession, headers: () => cookies(tenant, sides.own) },
    { name: 'by an access token of its own', wantsSession, headers: () => bearer(sides.own.accessToken) },
    { name: 'by a key of its own', headers: () => bearer(keys.own) },
    {
      name: 'by a key of its own that names the other tenant',
      headers: (side) => ({ ...bearer(keys.own), ...naming(side.tenant) }),
    },
    {
      name: 'by a key of the installation for its own tenant',
      seesSystem: true,
      headers: () => ({ ...bearer(keys.installation), ...naming(tenant) }),
    },
    {
      name: 'by a key of the installation for its own applications',
      calls: 'the API',
      headers: () => ({ ...bearer(keys.limited), ...naming(tenant) }),
    },
    { name: 'by a key of another network', calls: 'a few of the API', headers: () => bearer(keys.elsewhere) },
    { name: 'by a key that has ended', calls: 'a few of the API', headers: () => bearer(keys.expired) },
    { name: 'by the other’s cookies under its own names', headers: (side) => cookies(tenant, side) },
    { name: 'by the other’s cookies', headers: (side) => cookies(side.tenant, side) },
    {
      name: 'signed in, with the other’s handle',
      wantsSession,
      headers: (side) => ({ ...cookies(tenant, sides.own), 'postern-handle': side.handle }),
    },
    { name: 'with the other’s handle', headers: (side) => ({ 'postern-handle': side.handle }) },
    { name: 'by the other’s access token', headers: (side) => bearer(side.accessToken) },
    { name: 'by the other’s session as a token', headers: (side) => bearer(side.session) },
  ]
  return callers.map((caller) => ({ ...caller, isKey: caller.name.includes(' key ') }))
}

type Body = (side: Side) => Json

/** No body for reads. For others one that fits the route's schema, or what the forms of the library's routes carry. */
function bodiesOf(
  sides: Sides,
  { seesSystem = false }: Caller,
  { method, path }: Mounted,
): readonly (Body | undefined)[] {
  if (method === 'GET') return [undefined]
  const route = v1Routes.find((one) => one.method === method && one.path === path)
  // Which ids may be chosen is told by everybody's, and an installation's key may name any tenant.
  const said = (name: string, side: Side): string | undefined => {
    if (name === 'id') return undefined
    return name === 'tenant' && seesSystem ? sides.own.tenant : (wordFor(sides, side, name) ?? hints[name])
  }
  if (route) {
    const schema = route.body && z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' })
    return [schema ? (side) => sample(schema, (name) => said(name, side)) : undefined]
  }
  if (path.startsWith('/api/v1/')) return [() => ({})]
  return bodyNames.map((names) => (side: Side) => {
    const all = fieldsOf(sides[side])
    return Object.fromEntries(
      names.map((name) => {
        const [member = '', from = member] = name.split('=')
        return [member, all[from] ?? '']
      }),
    )
  })
}

const bodyNames: readonly (readonly string[])[] = [
  ['token', 'email', 'number', 'handle'],
  ['attemptId', 'code', 'handle'],
  ['again'],
  ['refreshToken'],
  ['code=handOff', 'codeVerifier', 'redirectUri'],
  ['code=handOff', 'codeVerifier', 'redirectUri', 'clientSecret'],
  ['applicationId', 'loginId', 'code=token', 'oneTimeCode'],
]

function fieldsOf(side: Holdings): Readonly<Record<string, string>> {
  return {
    token: side.token,
    email: side.address,
    number: '10',
    handle: side.handle,
    attemptId: side.attemptId,
    code: side.code,
    again: side.token,
    refreshToken: side.refreshToken,
    applicationId: side.application,
    loginId: side.address,
    oneTimeCode: side.code,
    handOff: side.handOff,
    codeVerifier: side.codeVerifier,
    redirectUri: side.redirectUri,
    clientSecret: side.clientSecret,
  }
}

/** What a member of this name would say of the other tenant. */
function wordFor({ ids, ...sides }: Sides, side: Side, name: string): string | undefined {
  const fields: Readonly<Record<string, string>> = { ...fieldsOf(sides[side]), application: sides[side].application }
  if (Object.hasOwn(fields, name) && name !== 'email' && name !== 'number') return fields[name]
  const kind = name.replace(/Id$/, '').toLowerCase()
  const found = ids.find((one) => one.kind.replace(/s$/, '').replaceAll('-', '') === kind)
  return found?.[side]
}

interface Filled {
  readonly names: string
  readonly foreign: string
  readonly unknown: string
}

const same = (names: string, path: string): Filled => ({ names, foreign: path, unknown: path })

/** The path with the other tenant's ids in it, one kind after the other; the tenant of the path is the caller's own. */
function pathsOf(sides: Sides, path: string, { seesSystem = false }: Caller): readonly Filled[] {
  const at = path.replace('/t/:tenant', `/t/${sides.own.tenant}`)
  const names = [...at.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  // Applications have public names: a path of no tenant's leads to them wherever they are.
  const isPublic = names.includes('applicationId') && at === path && !path.startsWith('/api/')
  if (isPublic) return []
  if (names.length === 0) return at === path ? [same('no id', at)] : withApplication(sides, at)
  return sides.ids
    .filter(({ system }) => !(system && seesSystem))
    .flatMap(({ kind, foreign, unknown }): readonly Filled[] => {
      const fill = (id: string, side: Side, first: number): string =>
        names.reduce((filled, name, place) => {
          const word = place === first ? id : (wordFor(sides, side, name) ?? id)
          return filled.replace(`:${name}`, encodeURIComponent(word))
        }, at)
      return names.map((name, place) => ({
        names: `${name}: ${kind}`,
        foreign: fill(foreign, 'foreign', place),
        unknown: fill(unknown, 'unknown', place),
      }))
    })
}

/** The query of a list with the other tenant's ids in it, one member after the other. */
function queriesOf(sides: Sides, { method, path }: Mounted): readonly Filled[] {
  const route = v1Routes.find((one) => one.method === method && one.path === path)
  if (!route?.query || path.includes(':')) return []
  const schema = z.toJSONSchema(route.query, { io: 'input', unrepresentable: 'any' })
  return Object.keys(schema.properties ?? {}).flatMap((member) => {
    const asked = (side: Side): string | undefined => {
      const word = wordFor(sides, side, member)
      if (word === undefined) return undefined
      const query = sample(schema, (name) => (name === member ? word : undefined))
      return `${path}?${new URLSearchParams(query as Readonly<Record<string, string>>).toString()}`
    }
    const [foreign, unknown] = [asked('foreign'), asked('unknown')]
    return foreign && unknown ? [{ names: `?${member}`, foreign, unknown }] : []
  })
}

const withApplication = ({ foreign, unknown }: Sides, at: string): readonly Filled[] => [
  same('no id', at),
  {
    names: 'application',
    foreign: `${at}?application=${foreign.application}`,
    unknown: `${at}?application=${unknown.application}`,
  },
]
