/** Which Host may be served. A Host header is compared, never used (invariant 16). */
export type HostJudgement =
  | { readonly kind: 'pass' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'refused' }

const pass: HostJudgement = { kind: 'pass' }
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d{1,5}))?$/i

export interface HostFacts {
  readonly host: string | undefined
  readonly method: string
  /** Path and query, for the redirect. */
  readonly target: string
  readonly origin: string
  readonly development: boolean
}

/** In development a loopback alias of the base URL is sent there, so that cookies and passkeys have one home. */
export function judgeHost({ host, method, target, origin, development }: HostFacts): HostJudgement {
  const own = new URL(origin).host
  if (host !== undefined && host.toLowerCase() === own) return pass
  const alias = development ? loopback.exec(host ?? '') : null
  const isAlias = alias !== null && (alias[1] ?? '80') === (new URL(origin).port || '80')
  if (isAlias && (method === 'GET' || method === 'HEAD')) return { kind: 'redirect', to: origin + target }
  return { kind: 'refused' }
}
