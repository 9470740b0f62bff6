/** How an application shows its secret: HTTP Basic as RFC 6749 §2.3.1 writes it, or in the body. */
import { type Answer, type Call, headerOf, problemReply, type RawSecret } from 'postern/kit'
import { parseSecret } from '../../resources/application-secret.ts'

/** `undefined` where none is shown, `wrong` where what is shown can be no secret of this application. */
export function shownSecret(call: Call): RawSecret | 'wrong' | undefined {
  const inBody = call.fields.get('clientSecret')
  const basic = /^Basic +([A-Za-z0-9+/]{1,4096}={0,2}) *$/i.exec(headerOf(call.c, 'authorization') ?? '')?.[1]
  if (basic === undefined) return inBody === undefined ? undefined : (parseSecret(inBody) ?? 'wrong')
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? []
  if (inBody !== undefined || id === undefined || secret === undefined) return 'wrong'
  if (decoded(id) !== call.scope.application.id) return 'wrong'
  return parseSecret(decoded(secret) ?? '') ?? 'wrong'
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

export function clientUnknown(): Answer {
  return problemReply('client-unknown', { headers: { 'www-authenticate': 'Basic realm="postern"' } })
}

export const missing = (name: string): Answer => problemReply('body-invalid', { detail: `\`${name}\` is missing.` })
