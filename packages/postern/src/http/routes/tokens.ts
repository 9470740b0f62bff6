/** Reading what callers present: ids and tokens. Anything else than the one shape is nothing. */
import { type Credential, parseCredential } from '../../domain/credential.ts'
import { type Id, parseId } from '../../domain/id.ts'
import type { Call } from '../call.ts'

/** The attempt in the path. */
export function attemptId(call: Call): Id<'attempt'> | undefined {
  return parseId<'attempt'>(call.c.req.param('id') ?? '')
}

/** The mail's `<attempt id>.<secret>`; where the path names an attempt, of that one. */
export function attemptToken(call: Call): Credential<'attempt'> | undefined {
  const token = parseCredential<'attempt'>(call.fields.get('token'))
  const named = call.c.req.param('id')
  return token && (named === undefined || named === token.id) ? token : undefined
}
