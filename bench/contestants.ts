/** Who is measured, which program each one is, and how its three requests look on the wire. */
import { applicationRoutes } from './app-protocol.ts'
import { fusionAuth } from './fusionauth-protocol.ts'
import { preloadPostgres } from './limit/postgres-preload.ts'
import { preload as preloadLimit } from './limit/preload.ts'
import type { Scenario } from './load/scenarios.ts'
import { bearerOf, cookiesOf, get, headerOf, post, type Reply } from './load/wire.ts'
import { peopleThere } from './servers/fusionauth-key.ts'
import { preloadPostern } from './servers/postern-preload.ts'

export type ContestantName =
  | 'hello'
  | 'better-auth-http'
  | 'better-auth-bearer'
  | 'better-auth-api'
  | 'limit'
  | 'postern'
  | 'postern-bearer'
  | 'postern-apps'
  | 'postern-fusionauth'

export interface Protocol {
  request(email: string): string
  /** Where no mail brings the token, but the reply to the request. */
  tokenIn?(asked: Reply): string | undefined
  /** `asked` is the reply to the request, for those who redeem as its asker. */
  redeem(token: string, asked?: Reply): string
  /** One more request, where a sign-in is not whole without it. */
  complete?(held: string, redeemed: Reply): string
  /** What the reply that made a session gives its caller to hold: cookies or a token. Empty where it made none. */
  held(reply: Reply): string
  check(held: string): string
}

/** What a contestant's rows can lie in. */
export const stores = ['sqlite', 'postgres'] as const
export type StoreName = (typeof stores)[number]

/** Fills the tables of a contestant that has started once. `where` is its folder, or the URL of its PostgreSQL. */
export type Preload = (where: string, size: Size, step: (done: number, of: number) => void) => Promise<void> | void

export interface Size {
  readonly users: number
  readonly sessions: number
}

export interface Contestant {
  readonly name: ContestantName
  readonly title: string
  /** Path of its program, from this folder. */
  readonly program: string
  /** Where PostgreSQL wants another program. */
  readonly postgresProgram?: string
  /** False for a server without a database. */
  readonly stores: boolean
  /** False for a server that only answers checks. */
  readonly signsIn: boolean
  /** What it is asked for; everything, unless told. */
  readonly only?: readonly Scenario[]
  /** False where a sign-in leaves its caller nothing of the server's to show: it has no checks. */
  readonly holds?: false
  /** Who is there from its start, where nobody else may come. */
  readonly people?: number
  /** Least time of load before anything is counted. */
  readonly warmSeconds: number
  readonly protocol: Protocol
  readonly preload?: Readonly<Record<StoreName, Preload>>
}

const plain: Protocol = {
  request: (email) => post('/request', { email }),
  redeem: (token) => post('/verify', { token }),
  held: cookiesOf,
  check: (cookies) => get('/me', cookies),
}

const betterAuth: Protocol = {
  request: (email) => post('/api/auth/sign-in/magic-link', { email }),
  redeem: (token) => get(`/api/auth/magic-link/verify?token=${token}`),
  held: cookiesOf,
  check: (cookies) => get('/api/auth/get-session', cookies),
}

const ours: Protocol = {
  request: (email) => post('/auth/magic-link', { email }),
  redeem: (token) => post('/auth/magic-link/verify', { token }),
  held: cookiesOf,
  check: (cookies) => get('/auth/me', cookies),
}

/** Its bearers get their session's token in a header, and a JWT when they ask for one. */
const betterAuthBearer: Protocol = {
  ...betterAuth,
  held: (reply) => {
    const token = headerOf(reply, 'set-auth-token')
    return token === '' ? '' : `Bearer ${token}`
  },
  complete: (token) => get('/api/auth/token', token, 'Authorization'),
  check: (token) => get('/api/auth/get-session', token, 'Authorization'),
}

const bearer: Protocol = {
  ...ours,
  held: bearerOf,
  check: (token) => get('/auth/me', token, 'Authorization'),
}

export const contestants: readonly Contestant[] = [
  {
    name: 'hello',
    title: 'bare node:http hello',
    program: 'servers/hello.ts',
    stores: false,
    signsIn: false,
    warmSeconds: 3,
    protocol: plain,
  },
  {
    name: 'better-auth-http',
    title: 'Better Auth over HTTP',
    program: 'servers/better-auth-http.ts',
    stores: true,
    signsIn: true,
    warmSeconds: 15,
    protocol: betterAuth,
  },
  {
    name: 'better-auth-bearer',
    title: 'Better Auth over HTTP, bearer and JWT',
    program: 'servers/better-auth-bearer.ts',
    stores: true,
    signsIn: true,
    warmSeconds: 15,
    protocol: betterAuthBearer,
  },
  {
    name: 'better-auth-api',
    title: 'Better Auth `auth.api` behind bare node:http',
    program: 'servers/better-auth-api.ts',
    stores: true,
    signsIn: true,
    warmSeconds: 15,
    protocol: plain,
  },
  {
    name: 'limit',
    title: 'bench/limit',
    program: 'limit/server.ts',
    postgresProgram: 'limit/postgres-server.ts',
    stores: true,
    signsIn: true,
    warmSeconds: 5,
    protocol: plain,
    preload: { sqlite: preloadLimit, postgres: preloadPostgres('') },
  },
  {
    name: 'postern',
    title: 'Postern',
    program: 'servers/postern.ts',
    stores: true,
    signsIn: true,
    warmSeconds: 5,
    protocol: ours,
    preload: { sqlite: preloadPostern, postgres: preloadPostgres('postern_') },
  },
  {
    name: 'postern-bearer',
    title: 'Postern in bearer mode',
    program: 'servers/postern-bearer.ts',
    stores: true,
    signsIn: true,
    warmSeconds: 5,
    protocol: bearer,
  },
  {
    name: 'postern-apps',
    title: 'Postern, the server: applications of 1,000 tenants',
    program: 'servers/postern-apps.ts',
    stores: true,
    signsIn: true,
    only: ['s1'],
    warmSeconds: 15,
    protocol: applicationRoutes,
  },
  {
    name: 'postern-fusionauth',
    title: 'Postern, the server: FusionAuth’s start and login, noJWT',
    program: 'servers/postern-fusionauth.ts',
    stores: true,
    signsIn: true,
    only: ['s1'],
    holds: false,
    people: peopleThere,
    warmSeconds: 5,
    protocol: fusionAuth,
  },
]
