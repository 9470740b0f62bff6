/**
 * A route of the API: its schemas are what is checked, what is documented, and what its handler is typed by. `operation`
 * is what a key is limited by.
 */
import type { Answer, Call, Engine, Id, Ports, ProblemCode, ProblemMore, Scope, SecretHash } from 'postern/kit'
import type { z } from 'zod'
import type { ServerDirectory } from '../directory/directory.ts'
import type { ApiKeyDocument } from '../resources/api-key.ts'
import type { Desk } from '../resources/desk.ts'
import type { Press } from '../templates/press.ts'

export interface ApiRoute<P = unknown, Q = unknown, B = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the root, with `:names`: `/api/v1/users/:id`. */
  readonly path: string
  /** `users.read`. */
  readonly operation: string
  /** Its name in the reference and the client, where the usual one (`list`, `read`, `create`, …) is taken. */
  readonly name?: string
  /** One sentence for the reference. */
  readonly summary: string
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: z.ZodType<B>
  /** What it answers, by status; `null` is no body. Refusals that every route has are not listed. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>
  /** Refusals of its own, beside those that every route has. */
  readonly refusals?: readonly ProblemCode[]
  /** Hands its caller secrets of other people's sign-ins: the key must say that it may hold them. */
  readonly startsSignIns?: true
  /**
   * Also for the realm of the system, `Postern-Tenant: system`, where tenants and keys have their events: with a key of
   * the installation that is limited to no tenant and no application.
   */
  readonly ofSystem?: true
  /** Takes a body of up to 1 MiB, where it carries a file or a template. */
  readonly longBody?: true
  /** Takes `If-Match`, as a part of its write. Any other route has no version, so that none can match. */
  readonly conditional?: true
  /** Wants no key: its callers prove themselves by what they send. */
  readonly open?: true
  readonly handle: (call: ApiCall<P, Q, B>) => Promise<Answer> | Answer
}

/** Keeps the types of a route's schemas for its handler. */
export const apiRoute = <P, Q, B>(route: ApiRoute<P, Q, B>): ApiRoute => route as unknown as ApiRoute

export interface ApiCall<P = unknown, Q = unknown, B = unknown> extends ServerParts {
  readonly call: Call
  readonly key: PresentKey
  /** The tenant this call is for: the key's, or the one that `Postern-Tenant` names; `default` otherwise. */
  readonly tenant: Id<'tenant'>
  readonly params: P
  readonly query: Q
  readonly body: B
  /** Where settings are edited, in the key's name. */
  readonly desk: Desk
  /** An application of the tenant that the key may work for. */
  scopeOf(application: string): Promise<Scope | undefined>
  refuse(code: ProblemCode, more?: ProblemMore): Answer
}

/** A key that was shown and let in. */
export type PresentKey = ApiKeyDocument & { readonly id: string }

/** What the routes of the server are made from. The parts are there when the first call comes. */
export interface ServerParts {
  readonly engine: Engine
  readonly ports: Ports
  readonly directory: ServerDirectory
  /** Where templates are tried. */
  readonly press: Press
  readonly development: boolean
  /** Of the key that the configuration names, where it names one. */
  readonly rootKey?: SecretHash | undefined
  /** Of the secret that the first key is given for. */
  readonly bootstrap?: SecretHash | undefined
  /** What reports of the installation's own mail server are verified by. */
  readonly noticeSecret?: string | undefined
}
