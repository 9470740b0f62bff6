/** `POST /api/passwordless/send`: has the held mail of a start sent, by whoever holds its code. */
import type { Answer, Call } from 'postern/kit'
import { z } from 'zod'
import type { ServerParts } from '../api-route.ts'
import { blank, disabled, empty, fieldErrors, invalid } from './answers.ts'
import { readBody } from './body.ts'
import { parseCode } from './code.ts'
import { placeOf } from './place.ts'

const schema = z.object({
  code: z.string().nullish(),
  applicationId: z.string().max(64).nullish(),
  loginId: z.string().max(320).nullish(),
})

type Send = z.infer<typeof schema>

const unknownCode = fieldErrors([invalid('code', 'The code is not known, was used, or has expired.')])

export async function send(parts: ServerParts, call: Call): Promise<Answer> {
  const read = readBody(call, schema)
  if (read.kind === 'refused') return read.answer
  const { body } = read
  if (!body.code) return sendTo(parts, call, body)
  const code = parseCode(body.code)
  const scope = code && (await placeOf(parts, call, { application: body.applicationId, code }))
  if (!scope) return unknownCode
  if (scope.application.signIn === 'off') return disabled()
  const { kind } = await parts.engine.releaseHeld(scope, code.credential)
  return kind === 'link-unknown' ? unknownCode : empty(200)
}

/**
 * The older form: an address from anybody, where it is switched on. It is a sign-in like any other then: the same answer
 * and the same work for every address, and no words of the caller's in a mail.
 */
async function sendTo(parts: ServerParts, call: Call, { applicationId, loginId }: Send): Promise<Answer> {
  const scope = applicationId ? await placeOf(parts, call, { application: applicationId }) : undefined
  const isOn = scope !== undefined && parts.directory.settingsOf(scope).fusionAuth?.legacySend === true
  if (!isOn || !loginId) return fieldErrors([blank('code')])
  if (scope.application.signIn === 'off') return disabled()
  const { asked, networks } = call.client
  const outcome = await parts.engine.requestSignIn(scope, {
    client: { kind: 'program', asked, networks },
    locale: scope.application.locale,
    email: loginId,
  })
  switch (outcome.kind) {
    case 'sent':
      return empty(200)
    case 'limited':
    case 'proof-needed':
      return empty(429, { retryAt: outcome.retryAt, now: parts.ports.clock.now() })
    case 'busy':
      return empty(503)
    default:
      return fieldErrors([invalid('loginId', 'This is not one plain email address.')])
  }
}
