/** `POST /api/passwordless/login`: a code, or a handle with its one-time code, becomes a session. */
import { type Answer, type Asked, type Call, type Claimed, headerOf } from 'postern/kit'
import { z } from 'zod'
import type { ServerParts } from '../api-route.ts'
import { disabled, empty } from './answers.ts'
import { readBody } from './body.ts'
import { parseCode } from './code.ts'
import { placeOf } from './place.ts'
import { present } from './present.ts'

const text = z.string().max(2000).nullish()

const schema = z.object({
  code: z.string().min(1),
  oneTimeCode: z.string().nullish(),
  applicationId: z.string().max(64).nullish(),
  ipAddress: text,
  metaData: z.object({ device: z.object({ name: text, description: text, type: text }).nullish() }).nullish(),
  noJWT: z.boolean().nullish(),
})

type Login = z.infer<typeof schema>

export async function login(parts: ServerParts, call: Call): Promise<Answer> {
  const read = readBody(call, schema)
  if (read.kind === 'refused') return read.answer
  const { body } = read
  const code = parseCode(body.code)
  const scope = code && (await placeOf(parts, call, { application: body.applicationId, code }))
  if (!scope) return empty(404)
  if (scope.application.signIn === 'off') return disabled()
  const outcome = await parts.engine.redeemVouched(scope, {
    ...code.credential,
    ...(body.oneTimeCode && { code: body.oneTimeCode }),
    asked: askedBy(call, body),
    tokens: body.noJWT !== true,
  })
  return present(call, scope, outcome)
}

function askedBy(call: Call, body: Login): Asked {
  const claimed = claimedBy(call, body)
  return Object.keys(claimed).length === 0 ? call.client.asked : { ...call.client.asked, claimed }
}

/** What the caller says of the person's network and device. Nothing rests on it. */
function claimedBy({ c }: Call, { ipAddress, metaData }: Login): Claimed {
  const { name, type, description } = metaData?.device ?? {}
  const address = plain(ipAddress)
  const forwarded = plain(headerOf(c, 'x-forwarded-for'))
  const device = plain([name, type, description].filter(Boolean).join(', '))
  return { ...(address && { address }), ...(forwarded && { forwarded }), ...(device && { device }) }
}

const longestClaim = 200

const plain = (said: string | null | undefined): string =>
  (said ?? '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, longestClaim)
