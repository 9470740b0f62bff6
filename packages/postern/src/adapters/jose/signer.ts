/**
 * The signer on jose: access tokens as RFC 9068 has them. Which key checks a token is decided by our own ring; a header
 * can name one, and bring none. Algorithms are pinned to the key (RFC 8725 §3.1).
 */
import type { CryptoKey } from 'jose'
import { PosternError } from '../../domain/errors.ts'
import type { Scope } from '../../domain/scope.ts'
import type { AccessClaims, Signer } from '../../ports/signer.ts'
import { loadJose } from './load-jose.ts'
import { createRingKeeper, type HeldRing, type RingKeeper, type SignerPorts, settingsOf } from './ring-keeper.ts'
import { activeKey, publishedKeys, type RingKey } from './signing-ring.ts'

const type = 'at+jwt'
/** No token of ours is longer; what is, is not looked at. */
const longest = 16_384

export function createSigner(ports: SignerPorts): Signer {
  const keeper = createRingKeeper(ports)
  return {
    async sign(scope, claims) {
      const { key, secret } = await signingKey(ports, keeper, scope)
      const { SignJWT } = await loadJose()
      return new SignJWT({ ...claims }).setProtectedHeader({ alg: key.algorithm, typ: type, kid: key.kid }).sign(secret)
    },
    async verify(scope, token) {
      const kid = kidOf(token)
      const held = kid === undefined ? undefined : await keeper.look(scope, kid)
      return held && kid !== undefined ? check(ports, scope, held, { kid, token }) : undefined
    },
    async jwks(scope) {
      const { ring } = await keeper.need(scope)
      return { keys: publishedKeys(ring, ports.clock.now()).map(({ kid, public: jwk }) => ({ ...jwk, kid })) }
    },
    async check(scope) {
      await signingKey(ports, keeper, scope)
    },
    rotate: (scope) => keeper.rotate(scope, 'by-hand'),
    tend: (scope) => keeper.tend(scope),
  }
}

/** Never by another key than the one that should: who cannot open it may be the one that is wrong. */
async function signingKey(
  { clock }: SignerPorts,
  keeper: RingKeeper,
  scope: Scope,
): Promise<{ readonly key: RingKey; readonly secret: CryptoKey }> {
  const { ring, privateOf } = await keeper.need(scope)
  const key = activeKey(ring, clock.now())
  if (!key) throw new PosternError('server-error', 'There is no key to sign with.')
  try {
    return { key, secret: await privateOf(key) }
  } catch (cause) {
    throw new PosternError('keys-unreadable', unreadable(scope), { cause })
  }
}

const unreadable = ({ tenant }: Scope): string =>
  `No \`secret\` of this process opens the key that signs access tokens of tenant ${tenant.id}. Put the secret of before behind the first one; where it is lost, \`postern keys rotate\` or \`auth.keys.rotate()\` makes a new key.`

/** The key that a compact token names. Anything that cannot be one of ours names none. */
function kidOf(token: string): string | undefined {
  if (token.length > longest || token.split('.', 4).length !== 3) return undefined
  try {
    const header: unknown = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString())
    const kid = typeof header === 'object' && header !== null ? (header as Record<string, unknown>)['kid'] : undefined
    return typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}

async function check(
  { clock }: SignerPorts,
  scope: Scope,
  { ring, publicOf }: HeldRing,
  { kid, token }: { readonly kid: string; readonly token: string },
): Promise<AccessClaims | undefined> {
  const now = clock.now()
  const key = publishedKeys(ring, now).find((published) => published.kid === kid)
  if (!key) return undefined
  const { jwtVerify } = await loadJose()
  const { audience } = settingsOf(scope)
  const wanted = {
    algorithms: [key.algorithm],
    typ: type,
    issuer: scope.baseUrl,
    audience,
    currentDate: new Date(now),
    requiredClaims: ['exp', 'iat', 'sub', 'sid', 'jti', 'client_id'],
  }
  const payload = await jwtVerify(token, await publicOf(key), wanted).then(
    (verified) => verified.payload,
    () => undefined,
  )
  return payload?.['client_id'] === scope.application.id && typeof payload['sid'] === 'string'
    ? (payload as unknown as AccessClaims)
    : undefined
}
