/**
 * A route of the API: its schemas are what is checked, what is documented, and what its handler is typed by. `operation`
 * is what a key is limited by.
 */
import type { Answer, Call, Engine, Id, Ports, ProblemCode, ProblemMore, Scope } from 'postern/kit'
import type { z } from 'zod'
import type { ServerDirectory } from '../directory/directory.ts'
import type { ApiKeyDocument } from '../resources/api-key.ts'
import type { Desk } from '../resources/desk.ts'

export interface ApiRoute<P = unknown, Q = unknown, B = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the root, with `:names`: `/api/v1/users/:id`. */
  readonly path: string
  /** `users.read`. */
  readonly operation: string
  /** One sentence for the reference. */
  readonly summary: string
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: z.ZodType<B>
  /** What it answers, by status; `null` is no body. Refusals that every route has are not listed. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>
  readonly handle: (call: ApiCall<P, Q, B>) => Promise<Answer> | Answer
}

/** Keeps the types of a route's schemas for its handler. */
export const apiRoute = <P, Q, B>(route: ApiRoute<P, Q, B>): ApiRoute => route as unknown as ApiRoute

export interface ApiCall<P = unknown, Q = unknown, B = unknown> extends ServerParts {
  readonly call: Call
  readonly key: ApiKeyDocument & { readonly id: string }
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

/** What the routes of the server are made from. The parts are there when the first call comes. */
export interface ServerParts {
  readonly engine: Engine
  readonly ports: Ports
  readonly directory: ServerDirectory
}
