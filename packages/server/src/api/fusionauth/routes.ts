/**
 * FusionAuth's passwordless contract: its paths, fields, statuses and bodies, over the operations that every other way in
 * uses. Decides nothing of its own but how an outcome is told.
 */
import type { Answer, Call, ProblemCode, Route } from 'postern/kit'
import type { Operated } from '../../resources/operations.ts'
import type { ServerParts } from '../api-route.ts'
import { isCanonical } from '../canonical-path.ts'
import { empty, generalError } from './answers.ts'
import { login } from './login.ts'
import { send } from './send.ts'
import { operation, start } from './start.ts'

/** What a key may be for, by its name or by method and path. The others want none. */
export const fusionAuthOperations: readonly Operated[] = [
  { method: 'POST', path: '/api/passwordless/start', operation },
]

export function fusionAuthRoutes(parts: () => ServerParts): readonly Route[] {
  const at = (path: string, handle: (parts: ServerParts, call: Call) => Promise<Answer>): Route => ({
    method: 'POST',
    path: `/api/passwordless/${path}`,
    root: true,
    ofTenant: true,
    wordless: true,
    body: 'json',
    refused,
    handle: (call) => (isCanonical(call) ? handle(parts(), call) : empty(404)),
  })
  // A key is no cookie: where a start comes from decides nothing.
  return [{ ...at('start', start), machine: true }, at('send', send), at('login', login)]
}

const statuses: Partial<Record<ProblemCode, number>> = {
  'values-invalid': 400,
  'not-found': 404,
  'origin-refused': 401,
  'server-error': 500,
  busy: 503,
}

function refused(code: ProblemCode): Answer | undefined {
  const status = statuses[code]
  if (status !== undefined) return empty(status)
  return generalError('[invalidJSON]', 'Send one JSON object, 256 KiB at most, with Content-Type: application/json.')
}
