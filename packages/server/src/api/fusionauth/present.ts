/** From an outcome to the status, body and cookies that FusionAuth's clients know. */
import { type Answer, type Call, formatCredential, type Scope, type User, type VouchedOutcome } from 'postern/kit'
import { empty, told } from './answers.ts'

type SignedIn = Extract<VouchedOutcome, { readonly kind: 'signed-in' }>

export function present(call: Call, scope: Scope, outcome: VouchedOutcome): Answer {
  switch (outcome.kind) {
    case 'signed-in':
      return signedIn(call, scope, outcome)
    case 'not-registered':
      return told({ ...stateOf(outcome), user: userJson(outcome.user, undefined) }, 202)
    case 'second-factor': {
      const methods = outcome.methods.map((method) => ({ id: method, method }))
      return told({ twoFactorId: formatCredential(outcome.challenge), methods }, 242)
    }
    case 'user-banned':
      return told({ actions: [{ name: 'banned' }] }, 409)
    case 'user-locked':
      return empty(423)
    case 'vetoed':
      return empty(504)
    // A code that is not right, and whatever else nobody is to be told from it.
    default:
      return empty(404)
  }
}

function signedIn(call: Call, scope: Scope, outcome: SignedIn): Answer {
  const { tokens, session, user, registration, registeredAt } = outcome
  const { createdAt } = session
  const refresh = tokens?.refreshToken
  const body = {
    ...(tokens && {
      token: tokens.accessToken.reveal(),
      tokenExpirationInstant: createdAt + tokens.expiresIn,
    }),
    ...(refresh && { refreshToken: formatCredential(refresh), refreshTokenId: refresh.id }),
    ...stateOf(outcome),
    user: userJson(user, {
      applicationId: scope.application.id,
      roles: outcome.roles,
      ...(registration?.data && { data: registration.data }),
      ...(registeredAt && { insertInstant: registeredAt }),
      lastLoginInstant: createdAt,
      verified: true,
    }),
  }
  return told(body, 200, cookiesOf(call, scope, outcome))
}

const stateOf = ({ state }: { readonly state?: string }): object =>
  state === undefined ? {} : { state: JSON.parse(state) as unknown }

interface Registered {
  readonly applicationId: string
  readonly roles: readonly string[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly insertInstant?: number
  readonly lastLoginInstant: number
  readonly verified: true
}

/** Milliseconds, as everywhere in the contract. Of her registrations the one that this is about. */
function userJson(user: User, registration: Registered | undefined): object {
  const { id, tenant, email, name, locale, createdAt, data } = user
  return {
    ...namesIn(data),
    id,
    tenantId: tenant,
    active: user.status === 'active',
    email,
    verified: !user.unproved,
    ...(name !== undefined && { fullName: name }),
    ...(locale !== undefined && { preferredLanguages: [locale] }),
    data: data ?? {},
    insertInstant: createdAt,
    ...(registration && { lastLoginInstant: registration.lastLoginInstant }),
    registrations: registration ? [registration] : [],
  }
}

const names = ['firstName', 'middleName', 'lastName', 'mobilePhone', 'imageUrl', 'birthDate', 'timezone', 'username']

/** Members of FusionAuth's user that users here have no place for of their own: kept in `data`, shown where they were. */
function namesIn(data: User['data']): object {
  return Object.fromEntries(
    Object.entries(data ?? {}).filter(([name, value]) => names.includes(name) && typeof value === 'string'),
  )
}

/** Where there are tokens. Never sent to other sites, which is stricter; they sign nobody in here. */
function cookiesOf({ http }: Call, { application }: Scope, { tokens }: SignedIn): readonly string[] {
  if (!tokens) return []
  const attributes = `Path=/; HttpOnly; SameSite=Lax${http.development ? '' : '; Secure'}`
  const life = Math.floor((application.tokens?.refreshToken ?? 0) / 1000)
  return [
    `access_token=${tokens.accessToken.reveal()}; ${attributes}`,
    ...(tokens.refreshToken
      ? [`refresh_token=${formatCredential(tokens.refreshToken)}; Max-Age=${life}; ${attributes}`]
      : []),
  ]
}
