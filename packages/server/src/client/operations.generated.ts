/** Written from the routes of the API by tools/write-reference.mjs. A test holds it to them. */
import type { CallOptions, Listing, Operation } from './call.ts'

export type Application = {
  readonly id: string
  readonly name: string
  readonly signIn: 'on' | 'off'
  readonly startUrl?: string
  readonly linkUrl?: string
  readonly redirects: readonly string[]
  readonly previews: readonly string[]
  readonly origins: readonly string[]
  readonly secrets: readonly {
    readonly id: string
    readonly createdAt: string
  }[]
  readonly roles: readonly string[]
  readonly settings?: {
    readonly signUp?: 'open' | 'closed' | 'invited' | {
      readonly domains: readonly string[]
    }
    readonly explainClosed?: boolean
    readonly homeUrl?: string
    readonly logoUrl?: string
    readonly theme?: 'light' | 'dark'
    readonly approval?: boolean
    readonly sameBrowserOnly?: boolean
    readonly link?: 'fragment' | 'query'
    readonly liveSets?: 1 | 2 | 3
    readonly code?: {
      readonly kind: 'digits' | 'letters' | 'alphanumeric' | 'bytes'
      readonly length: number
    }
    readonly newDeviceMail?: boolean
    readonly lifetimes?: {
      readonly secrets?: number
      readonly sessionIdle?: number
      readonly session?: number
      readonly binding?: number
      readonly knownBrowser?: number
      readonly freshProof?: number
    }
    readonly tokens?: 'off' | {
      readonly mode?: 'cookie' | 'bearer'
      readonly accessToken?: number | false
      readonly refreshToken?: number
      readonly audience?: string
      readonly claims?: {
        readonly fixed?: { readonly [name: string]: Json }
        readonly user?: { readonly [name: string]: string }
        readonly registration?: { readonly [name: string]: string }
      }
    }
    readonly locale?: string
    readonly locales?: readonly string[]
    readonly timeZone?: string
    readonly mailFrom?: string
    readonly replyTo?: string
    readonly postalLine?: string
    readonly fusionAuth?: {
      readonly legacySend?: boolean
      readonly passwordlessLoginTimeToLiveInSeconds?: number
      readonly passwordlessLoginGenerator?: {
        readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
        readonly length: number
      }
      readonly passwordlessLoginOneTimeCodeGenerator?: {
        readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
        readonly length: number
      }
    }
  }
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type ApplicationSecret = {
  readonly id: string
  /** Shown this once. */
  readonly secret: string
  /** ISO 8601, UTC */
  readonly createdAt: string
}

export type Attempt = {
  readonly id: string
  readonly application: string
  readonly purpose: string
  readonly state: 'open' | 'approved' | 'proved' | 'completed' | 'cancelled' | 'expired'
  /** Masked until the address is proved, unless it was asked by */
  readonly email: string
  readonly verdict: {
    readonly code: 'signed-in' | 'signed-in-elsewhere' | 'confirmed' | 'stopped-afterwards' | 'user-banned' | 'user-locked' | 'sign-up-closed' | 'vetoed' | 'address-reserved' | 'invitation-expired' | 'invitation-revoked' | 'not-me' | 'superseded' | 'ended' | 'second-factor-wanted' | 'second-factor-missing' | 'suppressed' | 'nothing-sent' | 'bounced' | 'mail-refused' | 'mail-too-late' | 'mail-cancelled' | 'mail-dropped' | 'mail-held' | 'mail-waiting' | 'mail-delayed' | 'approved' | 'approved-not-claimed' | 'codes-shut' | 'approval-shut' | 'robot-only' | 'opened-not-finished' | 'never-opened' | 'link-handed-out' | 'hand-off-refused' | 'hand-off-repeated' | 'hand-off-missing'
    readonly outcome: 'in' | 'not-in' | 'not-yet'
    readonly sentence: string
  }
  readonly asker: 'browser' | 'program'
  readonly device: string | null
  readonly place: string | null
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** ISO 8601, UTC */
  readonly expiresAt: string
  readonly wrongCodes: number
  readonly triesLeft: number
  readonly opens: number
  readonly user: string | null
  readonly session: string | null
}

export type AttemptStory = {
  readonly id: string
  readonly application: string
  readonly purpose: string
  readonly state: 'open' | 'approved' | 'proved' | 'completed' | 'cancelled' | 'expired'
  /** Masked until the address is proved, unless it was asked by */
  readonly email: string
  readonly verdict: {
    readonly code: 'signed-in' | 'signed-in-elsewhere' | 'confirmed' | 'stopped-afterwards' | 'user-banned' | 'user-locked' | 'sign-up-closed' | 'vetoed' | 'address-reserved' | 'invitation-expired' | 'invitation-revoked' | 'not-me' | 'superseded' | 'ended' | 'second-factor-wanted' | 'second-factor-missing' | 'suppressed' | 'nothing-sent' | 'bounced' | 'mail-refused' | 'mail-too-late' | 'mail-cancelled' | 'mail-dropped' | 'mail-held' | 'mail-waiting' | 'mail-delayed' | 'approved' | 'approved-not-claimed' | 'codes-shut' | 'approval-shut' | 'robot-only' | 'opened-not-finished' | 'never-opened' | 'link-handed-out' | 'hand-off-refused' | 'hand-off-repeated' | 'hand-off-missing'
    readonly outcome: 'in' | 'not-in' | 'not-yet'
    readonly sentence: string
  }
  readonly asker: 'browser' | 'program'
  readonly device: string | null
  readonly place: string | null
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** ISO 8601, UTC */
  readonly expiresAt: string
  readonly wrongCodes: number
  readonly triesLeft: number
  readonly opens: number
  readonly user: string | null
  readonly session: string | null
  readonly messages: readonly Message[]
  readonly timeline: readonly Event[]
}

export type Budget = {
  readonly counts: 'mails' | 'mails-of-tags' | 'tries' | 'approvals' | 'invitations' | 'own-mails'
  readonly windows: readonly {
    readonly seconds: number
    readonly most: number
    readonly spent: number
  }[]
  readonly limitedUntil: string | null
}

export type Event = {
  readonly id: string
  readonly type: string
  /** ISO 8601, UTC */
  readonly at: string
  readonly application: string | null
  readonly attempt: string | null
  readonly user: string | null
  readonly session: string | null
  readonly actor: string | null
  readonly reason: string | null
  readonly about: { readonly [name: string]: string } | null
  readonly device: string | null
  readonly place: string | null
  readonly network: string | null
  readonly claimed: {
    readonly address: string | null
    readonly forwarded: string | null
    readonly device: string | null
  } | null
  readonly sequence: number
}

export type Invitation = {
  readonly id: string
  readonly email: string
  readonly roles: readonly string[]
  readonly locale: string
  readonly invitedBy: string | null
  readonly state: 'open' | 'accepted' | 'revoked' | 'expired'
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** ISO 8601, UTC */
  readonly expiresAt: string
  readonly endedAt: string | null
  readonly user: string | null
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export type Key = {
  readonly id: string
  readonly name: string
  /** The only tenant it works for; without it, any */
  readonly tenant?: string
  /** The only applications */
  readonly applications?: readonly string[]
  readonly operations: readonly string[]
  readonly startsSignIns: boolean
  /** CIDR ranges it may be used from */
  readonly networks?: readonly string[]
  /** ISO 8601, UTC */
  readonly expiresAt?: string
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** Until when the secret before the last rotation works */
  readonly previousUntil?: string
  /** To the minute */
  readonly lastUsedAt?: string
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type Logo = {
  readonly id: string
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly width: number
  readonly height: number
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type Message = {
  readonly id: string
  readonly channel: string
  readonly kind: string
  readonly application: string | null
  readonly attempt: string | null
  /** Masked */
  readonly to: string
  readonly state: 'held' | 'queued' | 'sent' | 'failed' | 'expired' | 'dropped'
  readonly reason: string | null
  readonly tries: number
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** When it is tried next, while it waits */
  readonly nextAt: string | null
  readonly endedAt: string | null
  /** ISO 8601, UTC */
  readonly deadline: string
}

export type NetworkBudget = {
  /** Such as `192.0.2.0/24` */
  readonly network: string
  readonly windows: readonly {
    readonly seconds: number
    readonly most: number
    readonly spent: number
  }[]
  readonly limitedUntil: string | null
  /** So many mails in a window, and the next one wants a proof of work */
  readonly proofFrom: number
}

export type NewKey = {
  readonly id: string
  readonly name: string
  /** The only tenant it works for; without it, any */
  readonly tenant?: string
  /** The only applications */
  readonly applications?: readonly string[]
  readonly operations: readonly string[]
  readonly startsSignIns: boolean
  /** CIDR ranges it may be used from */
  readonly networks?: readonly string[]
  /** ISO 8601, UTC */
  readonly expiresAt?: string
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** Until when the secret before the last rotation works */
  readonly previousUntil?: string
  /** To the minute */
  readonly lastUsedAt?: string
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
  /** The key itself. Shown this once. */
  readonly key: string
  readonly warning?: string
}

export type Registration = {
  readonly application: string
  readonly roles: readonly string[]
  readonly data: { readonly [name: string]: unknown } | null
  /** ISO 8601, UTC */
  readonly createdAt: string
}

export type Seal = {
  readonly link: string
  readonly first: number
  readonly last: number
  readonly count: number
  /** ISO 8601, UTC */
  readonly at: string
}

export type Sentences = {
  readonly 'pages.signIn.title'?: string
  readonly 'pages.signIn.lede'?: string
  readonly 'pages.signIn.emailMe'?: string
  readonly 'pages.signIn.newHere'?: string
  readonly 'pages.checkEmail.title'?: string
  readonly 'pages.checkEmail.typeCode'?: string
  readonly 'pages.checkEmail.nothingYet'?: string
  readonly 'pages.link.title'?: string
  readonly 'pages.signedIn.title'?: string
  readonly 'pages.signedIn.titleNamed'?: string
  readonly 'pages.signedIn.lede'?: string
  readonly 'pages.signedOut.title'?: string
  readonly 'pages.signedOut.lede'?: string
  readonly 'pages.invitation.title'?: string
  readonly 'pages.invitation.lede'?: string
  readonly 'pages.errors.sign-up-closed.title'?: string
  readonly 'pages.errors.sign-up-closed.text'?: string
  readonly 'pages.errors.sign-in-off.title'?: string
  readonly 'pages.errors.sign-in-off.text'?: string
  readonly 'pages.errors.user-banned.title'?: string
  readonly 'pages.errors.user-banned.text'?: string
  readonly 'pages.errors.user-locked.title'?: string
  readonly 'pages.errors.user-locked.text'?: string
  readonly 'pages.errors.vetoed.title'?: string
  readonly 'pages.errors.vetoed.text'?: string
  readonly 'mails.signIn.subject'?: string
  readonly 'mails.signIn.heading'?: string
  readonly 'mails.signIn.textHeading'?: string
  readonly 'mails.signIn.typeOrPress'?: string
  readonly 'mails.signIn.typeOrOpen'?: string
  readonly 'mails.signIn.button'?: string
  readonly 'mails.signUpClosed.subject'?: string
  readonly 'mails.signUpClosed.heading'?: string
  readonly 'mails.signUpClosed.what'?: string
  readonly 'mails.signUpClosed.otherAddress'?: string
  readonly 'mails.invitation.subject'?: string
  readonly 'mails.invitation.heading'?: string
  readonly 'mails.invitation.what'?: string
  readonly 'mails.invitation.button'?: string
  readonly 'mails.newDevice.subject'?: string
  readonly 'mails.newDevice.heading'?: string
}

export type SentencesInput = {
  readonly 'pages.signIn.title'?: string
  readonly 'pages.signIn.lede'?: string
  readonly 'pages.signIn.emailMe'?: string
  readonly 'pages.signIn.newHere'?: string
  readonly 'pages.checkEmail.title'?: string
  readonly 'pages.checkEmail.typeCode'?: string
  readonly 'pages.checkEmail.nothingYet'?: string
  readonly 'pages.link.title'?: string
  readonly 'pages.signedIn.title'?: string
  readonly 'pages.signedIn.titleNamed'?: string
  readonly 'pages.signedIn.lede'?: string
  readonly 'pages.signedOut.title'?: string
  readonly 'pages.signedOut.lede'?: string
  readonly 'pages.invitation.title'?: string
  readonly 'pages.invitation.lede'?: string
  readonly 'pages.errors.sign-up-closed.title'?: string
  readonly 'pages.errors.sign-up-closed.text'?: string
  readonly 'pages.errors.sign-in-off.title'?: string
  readonly 'pages.errors.sign-in-off.text'?: string
  readonly 'pages.errors.user-banned.title'?: string
  readonly 'pages.errors.user-banned.text'?: string
  readonly 'pages.errors.user-locked.title'?: string
  readonly 'pages.errors.user-locked.text'?: string
  readonly 'pages.errors.vetoed.title'?: string
  readonly 'pages.errors.vetoed.text'?: string
  readonly 'mails.signIn.subject'?: string
  readonly 'mails.signIn.heading'?: string
  readonly 'mails.signIn.textHeading'?: string
  readonly 'mails.signIn.typeOrPress'?: string
  readonly 'mails.signIn.typeOrOpen'?: string
  readonly 'mails.signIn.button'?: string
  readonly 'mails.signUpClosed.subject'?: string
  readonly 'mails.signUpClosed.heading'?: string
  readonly 'mails.signUpClosed.what'?: string
  readonly 'mails.signUpClosed.otherAddress'?: string
  readonly 'mails.invitation.subject'?: string
  readonly 'mails.invitation.heading'?: string
  readonly 'mails.invitation.what'?: string
  readonly 'mails.invitation.button'?: string
  readonly 'mails.newDevice.subject'?: string
  readonly 'mails.newDevice.heading'?: string
}

export type Session = {
  readonly id: string
  readonly user: string
  readonly application: string
  readonly attempt: string
  readonly methods: readonly string[]
  readonly device: string | null
  readonly place: string | null
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** ISO 8601, UTC */
  readonly lastSeenAt: string
  /** ISO 8601, UTC */
  readonly expiresAt: string
}

export type Suppression = {
  readonly address: string
  /** `null`: refused once; a second time suppresses it */
  readonly suppressedUntil: string | null
  readonly reason: string | null
  /** ISO 8601, UTC */
  readonly struckAt: string
}

export type Template = {
  readonly id: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type TemplatePreview = {
  readonly subject: string
  readonly html: string
  readonly text: string
  /** The saved template it was written from. Absent: yours, or the built-in mail. */
  readonly template?: string
  readonly warnings: readonly {
    readonly path: string
    readonly why: string
  }[]
}

export type Tenant = {
  readonly id: string
  readonly name: string
  readonly status: 'active' | 'suspended'
  readonly host?: string
  readonly pendingHost?: string
  readonly firstApplication?: string
  readonly limits?: {
    readonly mailsPerQuarterHour?: number
    readonly mailsPerDay?: number
    readonly mailsPerNetworkHour?: number
    readonly triesPerDay?: number
  }
  readonly signing?: {
    readonly algorithm?: 'ES256' | 'EdDSA' | 'RS256'
    readonly rotateEvery?: number
  }
  readonly settings?: {
    readonly signUp?: 'open' | 'closed' | 'invited' | {
      readonly domains: readonly string[]
    }
    readonly explainClosed?: boolean
    readonly homeUrl?: string
    readonly logoUrl?: string
    readonly theme?: 'light' | 'dark'
    readonly approval?: boolean
    readonly sameBrowserOnly?: boolean
    readonly link?: 'fragment' | 'query'
    readonly liveSets?: 1 | 2 | 3
    readonly code?: {
      readonly kind: 'digits' | 'letters' | 'alphanumeric' | 'bytes'
      readonly length: number
    }
    readonly newDeviceMail?: boolean
    readonly lifetimes?: {
      readonly secrets?: number
      readonly sessionIdle?: number
      readonly session?: number
      readonly binding?: number
      readonly knownBrowser?: number
      readonly freshProof?: number
    }
    readonly tokens?: 'off' | {
      readonly mode?: 'cookie' | 'bearer'
      readonly accessToken?: number | false
      readonly refreshToken?: number
      readonly audience?: string
      readonly claims?: {
        readonly fixed?: { readonly [name: string]: Json }
        readonly user?: { readonly [name: string]: string }
        readonly registration?: { readonly [name: string]: string }
      }
    }
    readonly locale?: string
    readonly locales?: readonly string[]
    readonly timeZone?: string
    readonly mailFrom?: string
    readonly replyTo?: string
    readonly postalLine?: string
    readonly fusionAuth?: {
      readonly legacySend?: boolean
      readonly passwordlessLoginTimeToLiveInSeconds?: number
      readonly passwordlessLoginGenerator?: {
        readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
        readonly length: number
      }
      readonly passwordlessLoginOneTimeCodeGenerator?: {
        readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
        readonly length: number
      }
    }
  }
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type Texts = {
  readonly id: string
  readonly en?: Sentences
  readonly de?: Sentences
  readonly fr?: Sentences
  readonly es?: Sentences
  readonly it?: Sentences
  readonly pt?: Sentences
  readonly nl?: Sentences
  readonly sv?: Sentences
  readonly da?: Sentences
  readonly fi?: Sentences
  readonly pl?: Sentences
  readonly cs?: Sentences
  readonly uk?: Sentences
  readonly tr?: Sentences
  readonly ja?: Sentences
  readonly zh?: Sentences
  readonly ko?: Sentences
  readonly hi?: Sentences
  readonly ar?: Sentences
  readonly he?: Sentences
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type Theme = {
  readonly id: string
  /** By day. What is left out is as it is without a theme. */
  readonly light?: {
    readonly wall?: string
    readonly door?: string
    readonly glow?: string
    readonly ink?: string
    readonly soft?: string
    readonly line?: string
    readonly edge?: string
    readonly light?: string
    readonly link?: string
    readonly action?: string
    readonly onAction?: string
    readonly good?: string
    readonly bad?: string
  }
  /** By night. Without it the theme stays as by day. */
  readonly dark?: {
    readonly wall?: string
    readonly door?: string
    readonly glow?: string
    readonly ink?: string
    readonly soft?: string
    readonly line?: string
    readonly edge?: string
    readonly light?: string
    readonly link?: string
    readonly action?: string
    readonly onAction?: string
    readonly good?: string
    readonly bad?: string
  }
  readonly font?: 'system' | 'humanist' | 'geometric' | 'rounded' | 'serif' | 'slab' | 'mono'
  /** Of buttons and fields, in pixels. */
  readonly radius?: number
  /** The id of an uploaded logo. */
  readonly logo?: string
  /** Whether mails show the logo as well. A mail program that loads it tells of the reading. */
  readonly logoInMails?: boolean
  /** How high the logo is, in pixels. */
  readonly logoSize?: number
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type Transports = {
  readonly id: 'mail'
  readonly transports: readonly ({
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'smtp'
    readonly host: string
    readonly port?: number
    readonly secure?: 'tls' | 'starttls' | 'none'
    readonly user?: string
    /** The address that mails are given back to. */
    readonly returnPath?: string
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  } | {
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'resend'
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  } | {
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'postmark'
    readonly stream?: string
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  } | {
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'ses'
    readonly region: string
    readonly accessKeyId: string
    readonly configurationSet?: string
    readonly topic?: string
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  } | {
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'mailgun'
    readonly domain: string
    readonly region?: 'us' | 'eu'
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  } | {
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'sendgrid'
    readonly region?: 'global' | 'eu'
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  } | {
    /** Unique among the tenant’s: it names the transport in events. */
    readonly id: string
    readonly kind: 'webhook'
    readonly url: string
    readonly hasSecret: boolean
    readonly takesNotices: boolean
  })[]
  /** 0: the tenant has no list, and the installation’s transports are used. */
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt?: string
}

export type User = {
  readonly id: string
  readonly email: string
  readonly status: 'active' | 'banned' | 'locked'
  readonly name: string | null
  readonly locale: string | null
  readonly data: { readonly [name: string]: unknown } | null
  readonly factors: readonly string[]
  /** ISO 8601, UTC */
  readonly createdAt: string
  readonly version: number
}

export type UserWithRegistrations = {
  readonly id: string
  readonly email: string
  readonly status: 'active' | 'banned' | 'locked'
  readonly name: string | null
  readonly locale: string | null
  readonly data: { readonly [name: string]: unknown } | null
  readonly factors: readonly string[]
  /** ISO 8601, UTC */
  readonly createdAt: string
  readonly version: number
  readonly addresses: readonly {
    readonly email: string
    readonly provedAt: string | null
    readonly primary: boolean
    readonly reservedUntil: string | null
  }[]
  readonly registrations: readonly Registration[]
}

export type Webhook = {
  readonly id: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  readonly applications?: readonly string[]
  readonly description?: string
  readonly contact?: string
  readonly enabled: boolean
  readonly secrets: readonly {
    readonly id: string
    readonly createdAt: string
    readonly until?: string
  }[]
  readonly disabled?: {
    readonly at: string
    readonly reason: string
  }
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

export type WebhookDelivery = {
  readonly id: string
  readonly event: string
  readonly type: string
  readonly state: string
  readonly tries: number
  /** Why the last call failed */
  readonly reason?: string
  /** ISO 8601, UTC */
  readonly createdAt: string
  /** ISO 8601, UTC */
  readonly nextAt?: string
}

export type WebhookEvent = '*' | 'link.requested' | 'link.delivered' | 'link.failed' | 'link.opened' | 'attempt.approved' | 'attempt.cancelled' | 'codes.shut' | 'approval.shut' | 'sign-in.completed' | 'sign-in.refused' | 'step-up.completed' | 'user.created' | 'user.updated' | 'user.banned' | 'user.unbanned' | 'user.locked' | 'user.unlocked' | 'user.removed' | 'user.anonymised' | 'user.exported' | 'address.added' | 'address.changed' | 'address.removed' | 'address.restored' | 'address.suppressed' | 'address.released' | 'registration.changed' | 'session.revoked' | 'sessions.revoked-all' | 'token.reused' | 'hand-off.exchanged' | 'hand-off.refused' | 'key.rotated' | 'invitation.created' | 'invitation.accepted' | 'invitation.revoked' | 'limit.exceeded' | 'limit.restored' | 'setting.changed' | 'template.failed' | 'person.read' | 'support-link.created' | 'webhook.disabled' | 'message.bounced' | 'message.complained' | 'message.delayed' | 'message.retried' | 'message.cancelled' | 'link.*' | 'attempt.*' | 'codes.*' | 'approval.*' | 'sign-in.*' | 'step-up.*' | 'user.*' | 'address.*' | 'registration.*' | 'session.*' | 'sessions.*' | 'token.*' | 'hand-off.*' | 'key.*' | 'invitation.*' | 'limit.*' | 'setting.*' | 'template.*' | 'person.*' | 'support-link.*' | 'webhook.*' | 'message.*'

export type WebhookEventInput = '*' | 'link.requested' | 'link.delivered' | 'link.failed' | 'link.opened' | 'attempt.approved' | 'attempt.cancelled' | 'codes.shut' | 'approval.shut' | 'sign-in.completed' | 'sign-in.refused' | 'step-up.completed' | 'user.created' | 'user.updated' | 'user.banned' | 'user.unbanned' | 'user.locked' | 'user.unlocked' | 'user.removed' | 'user.anonymised' | 'user.exported' | 'address.added' | 'address.changed' | 'address.removed' | 'address.restored' | 'address.suppressed' | 'address.released' | 'registration.changed' | 'session.revoked' | 'sessions.revoked-all' | 'token.reused' | 'hand-off.exchanged' | 'hand-off.refused' | 'key.rotated' | 'invitation.created' | 'invitation.accepted' | 'invitation.revoked' | 'limit.exceeded' | 'limit.restored' | 'setting.changed' | 'template.failed' | 'person.read' | 'support-link.created' | 'webhook.disabled' | 'message.bounced' | 'message.complained' | 'message.delayed' | 'message.retried' | 'message.cancelled' | 'link.*' | 'attempt.*' | 'codes.*' | 'approval.*' | 'sign-in.*' | 'step-up.*' | 'user.*' | 'address.*' | 'registration.*' | 'session.*' | 'sessions.*' | 'token.*' | 'hand-off.*' | 'key.*' | 'invitation.*' | 'limit.*' | 'setting.*' | 'template.*' | 'person.*' | 'support-link.*' | 'webhook.*' | 'message.*'

export type WebhookWithSecret = {
  readonly id: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  readonly applications?: readonly string[]
  readonly description?: string
  readonly contact?: string
  readonly enabled: boolean
  readonly secrets: readonly {
    readonly id: string
    readonly createdAt: string
    readonly until?: string
  }[]
  readonly disabled?: {
    readonly at: string
    readonly reason: string
  }
  /** Signs the calls. Shown this once. */
  readonly secret: string
  readonly version: number
  /** ISO 8601, UTC */
  readonly changedAt: string
}

/** Every operation of the API that a key may call, by chapter. */
export interface Client {
  readonly bootstrap: {
    /** Gives the first key, which may do everything, for the secret of the configuration. It works once. */
    claim(body: {
      readonly secret: string
      readonly name?: string
      /** Whether the key may hold secrets of other people’s sign-ins */
      readonly startsSignIns?: boolean
    }, options?: CallOptions): Promise<NewKey>
  }
  readonly tenants: {
    /** Lists tenants. Wants `tenants.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Tenant>
    /** Reads a tenant. Wants `tenants.read`. */
    read(id: string, options?: CallOptions): Promise<Tenant>
    /** Lists the versions of a tenant, newest first. Wants `tenants.read`. */
    listHistory(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Tenant>
    /** Makes a tenant. Without `id` it gets one. Wants `tenants.create`. */
    create(body: {
      readonly id?: string
      readonly name: string
      readonly status?: 'active' | 'suspended'
      readonly pendingHost?: string
      readonly firstApplication?: string
      readonly limits?: {
        readonly mailsPerQuarterHour?: number
        readonly mailsPerDay?: number
        readonly mailsPerNetworkHour?: number
        readonly triesPerDay?: number
      }
      readonly signing?: {
        readonly algorithm?: 'ES256' | 'EdDSA' | 'RS256'
        readonly rotateEvery?: number
      }
      readonly settings?: {
        readonly signUp?: 'open' | 'closed' | 'invited' | {
          readonly domains: readonly string[]
        }
        readonly explainClosed?: boolean
        readonly homeUrl?: string
        readonly logoUrl?: string
        readonly theme?: 'light' | 'dark'
        readonly approval?: boolean
        readonly sameBrowserOnly?: boolean
        readonly link?: 'fragment' | 'query'
        readonly liveSets?: 1 | 2 | 3
        readonly code?: {
          readonly kind: 'digits' | 'letters' | 'alphanumeric' | 'bytes'
          readonly length: number
        }
        readonly newDeviceMail?: boolean
        readonly lifetimes?: {
          readonly secrets?: number
          readonly sessionIdle?: number
          readonly session?: number
          readonly binding?: number
          readonly knownBrowser?: number
          readonly freshProof?: number
        }
        readonly tokens?: 'off' | {
          readonly mode?: 'cookie' | 'bearer'
          readonly accessToken?: number | false
          readonly refreshToken?: number
          readonly audience?: string
          readonly claims?: {
            readonly fixed?: { readonly [name: string]: Json }
            readonly user?: { readonly [name: string]: string }
            readonly registration?: { readonly [name: string]: string }
          }
        }
        readonly locale?: string
        readonly locales?: readonly string[]
        readonly timeZone?: string
        readonly mailFrom?: string
        readonly replyTo?: string
        readonly postalLine?: string
        readonly fusionAuth?: {
          readonly legacySend?: boolean
          readonly passwordlessLoginTimeToLiveInSeconds?: number
          readonly passwordlessLoginGenerator?: {
            readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
            readonly length: number
          }
          readonly passwordlessLoginOneTimeCodeGenerator?: {
            readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
            readonly length: number
          }
        }
      }
    }, options?: CallOptions): Promise<Tenant>
    /** Changes a tenant by a JSON Merge Patch. Wants `tenants.change`. */
    change(id: string, body?: {
      readonly name?: string | null
      readonly status?: 'active' | 'suspended' | null
      readonly pendingHost?: string | null
      readonly firstApplication?: string | null
      readonly limits?: {
        readonly mailsPerQuarterHour?: number | null
        readonly mailsPerDay?: number | null
        readonly mailsPerNetworkHour?: number | null
        readonly triesPerDay?: number | null
      } | null
      readonly signing?: {
        readonly algorithm?: 'ES256' | 'EdDSA' | 'RS256' | null
        readonly rotateEvery?: number | null
      } | null
      readonly settings?: {
        readonly signUp?: 'open' | 'closed' | 'invited' | {
          readonly domains?: readonly string[] | null
        } | null
        readonly explainClosed?: boolean | null
        readonly homeUrl?: string | null
        readonly logoUrl?: string | null
        readonly theme?: 'light' | 'dark' | null
        readonly approval?: boolean | null
        readonly sameBrowserOnly?: boolean | null
        readonly link?: 'fragment' | 'query' | null
        readonly liveSets?: 1 | 2 | 3 | null
        readonly code?: {
          readonly kind?: 'digits' | 'letters' | 'alphanumeric' | 'bytes' | null
          readonly length?: number | null
        } | null
        readonly newDeviceMail?: boolean | null
        readonly lifetimes?: {
          readonly secrets?: number | null
          readonly sessionIdle?: number | null
          readonly session?: number | null
          readonly binding?: number | null
          readonly knownBrowser?: number | null
          readonly freshProof?: number | null
        } | null
        readonly tokens?: 'off' | {
          readonly mode?: 'cookie' | 'bearer' | null
          readonly accessToken?: number | false | null
          readonly refreshToken?: number | null
          readonly audience?: string | null
          readonly claims?: {
            readonly fixed?: { readonly [name: string]: Json | null } | null
            readonly user?: { readonly [name: string]: string | null } | null
            readonly registration?: { readonly [name: string]: string | null } | null
          } | null
        } | null
        readonly locale?: string | null
        readonly locales?: readonly string[] | null
        readonly timeZone?: string | null
        readonly mailFrom?: string | null
        readonly replyTo?: string | null
        readonly postalLine?: string | null
        readonly fusionAuth?: {
          readonly legacySend?: boolean | null
          readonly passwordlessLoginTimeToLiveInSeconds?: number | null
          readonly passwordlessLoginGenerator?: {
            readonly type?: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes' | null
            readonly length?: number | null
          } | null
          readonly passwordlessLoginOneTimeCodeGenerator?: {
            readonly type?: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes' | null
            readonly length?: number | null
          } | null
        } | null
      } | null
    }, options?: CallOptions): Promise<Tenant>
    /** Removes a tenant. Wants `tenants.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Makes an older version of a tenant the newest one, also of one that was removed. Wants `tenants.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Tenant>
    /** Takes away for good what a removed tenant has. To be repeated until it is done. Wants `tenants.erase`. */
    erase(id: string, options?: CallOptions): Promise<{
      readonly removed: number
      readonly done: boolean
    }>
    /** Reads the host of a tenant, and the DNS record that proves the one it asks for. Wants `tenants.read`. */
    readHost(id: string, options?: CallOptions): Promise<{
      readonly host: string | null
      readonly pendingHost: string | null
      readonly record: {
        readonly name: string
        readonly type: 'TXT'
        readonly value: string
      } | null
    }>
    /** Looks for the DNS record of the host that a tenant asks for, and gives it the host when it is there. Wants `tenants.prove-host`. */
    hostProve(id: string, options?: CallOptions): Promise<{
      readonly host: string | null
      readonly pendingHost: string | null
      readonly record: {
        readonly name: string
        readonly type: 'TXT'
        readonly value: string
      } | null
    }>
    /** Takes the host of a tenant away. It is found by its path again, and another tenant may prove the host. Wants `tenants.change`. */
    removeHost(id: string, options?: CallOptions): Promise<void>
  }
  readonly applications: {
    /** Lists applications. Wants `applications.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Application>
    /** Reads an application. Wants `applications.read`. */
    read(id: string, options?: CallOptions): Promise<Application>
    /** Lists the versions of an application, newest first. Wants `applications.read`. */
    listHistory(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Application>
    /** Makes an application. Without `id` it gets one. Wants `applications.create`. */
    create(body: {
      readonly id?: string
      readonly name: string
      readonly signIn?: 'on' | 'off'
      readonly startUrl?: string
      readonly linkUrl?: string
      readonly redirects?: readonly string[]
      readonly previews?: readonly string[]
      readonly origins?: readonly string[]
      readonly roles?: readonly string[]
      readonly settings?: {
        readonly signUp?: 'open' | 'closed' | 'invited' | {
          readonly domains: readonly string[]
        }
        readonly explainClosed?: boolean
        readonly homeUrl?: string
        readonly logoUrl?: string
        readonly theme?: 'light' | 'dark'
        readonly approval?: boolean
        readonly sameBrowserOnly?: boolean
        readonly link?: 'fragment' | 'query'
        readonly liveSets?: 1 | 2 | 3
        readonly code?: {
          readonly kind: 'digits' | 'letters' | 'alphanumeric' | 'bytes'
          readonly length: number
        }
        readonly newDeviceMail?: boolean
        readonly lifetimes?: {
          readonly secrets?: number
          readonly sessionIdle?: number
          readonly session?: number
          readonly binding?: number
          readonly knownBrowser?: number
          readonly freshProof?: number
        }
        readonly tokens?: 'off' | {
          readonly mode?: 'cookie' | 'bearer'
          readonly accessToken?: number | false
          readonly refreshToken?: number
          readonly audience?: string
          readonly claims?: {
            readonly fixed?: { readonly [name: string]: Json }
            readonly user?: { readonly [name: string]: string }
            readonly registration?: { readonly [name: string]: string }
          }
        }
        readonly locale?: string
        readonly locales?: readonly string[]
        readonly timeZone?: string
        readonly mailFrom?: string
        readonly replyTo?: string
        readonly postalLine?: string
        readonly fusionAuth?: {
          readonly legacySend?: boolean
          readonly passwordlessLoginTimeToLiveInSeconds?: number
          readonly passwordlessLoginGenerator?: {
            readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
            readonly length: number
          }
          readonly passwordlessLoginOneTimeCodeGenerator?: {
            readonly type: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes'
            readonly length: number
          }
        }
      }
    }, options?: CallOptions): Promise<Application>
    /** Changes an application by a JSON Merge Patch. Wants `applications.change`. */
    change(id: string, body?: {
      readonly name?: string | null
      readonly signIn?: 'on' | 'off' | null
      readonly startUrl?: string | null
      readonly linkUrl?: string | null
      readonly redirects?: readonly string[] | null
      readonly previews?: readonly string[] | null
      readonly origins?: readonly string[] | null
      readonly roles?: readonly string[] | null
      readonly settings?: {
        readonly signUp?: 'open' | 'closed' | 'invited' | {
          readonly domains?: readonly string[] | null
        } | null
        readonly explainClosed?: boolean | null
        readonly homeUrl?: string | null
        readonly logoUrl?: string | null
        readonly theme?: 'light' | 'dark' | null
        readonly approval?: boolean | null
        readonly sameBrowserOnly?: boolean | null
        readonly link?: 'fragment' | 'query' | null
        readonly liveSets?: 1 | 2 | 3 | null
        readonly code?: {
          readonly kind?: 'digits' | 'letters' | 'alphanumeric' | 'bytes' | null
          readonly length?: number | null
        } | null
        readonly newDeviceMail?: boolean | null
        readonly lifetimes?: {
          readonly secrets?: number | null
          readonly sessionIdle?: number | null
          readonly session?: number | null
          readonly binding?: number | null
          readonly knownBrowser?: number | null
          readonly freshProof?: number | null
        } | null
        readonly tokens?: 'off' | {
          readonly mode?: 'cookie' | 'bearer' | null
          readonly accessToken?: number | false | null
          readonly refreshToken?: number | null
          readonly audience?: string | null
          readonly claims?: {
            readonly fixed?: { readonly [name: string]: Json | null } | null
            readonly user?: { readonly [name: string]: string | null } | null
            readonly registration?: { readonly [name: string]: string | null } | null
          } | null
        } | null
        readonly locale?: string | null
        readonly locales?: readonly string[] | null
        readonly timeZone?: string | null
        readonly mailFrom?: string | null
        readonly replyTo?: string | null
        readonly postalLine?: string | null
        readonly fusionAuth?: {
          readonly legacySend?: boolean | null
          readonly passwordlessLoginTimeToLiveInSeconds?: number | null
          readonly passwordlessLoginGenerator?: {
            readonly type?: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes' | null
            readonly length?: number | null
          } | null
          readonly passwordlessLoginOneTimeCodeGenerator?: {
            readonly type?: 'randomAlpha' | 'randomAlphaNumeric' | 'randomDigits' | 'randomBytes' | null
            readonly length?: number | null
          } | null
        } | null
      } | null
    }, options?: CallOptions): Promise<Application>
    /** Removes an application. Wants `applications.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Makes an older version of an application the newest one. Wants `applications.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Application>
    /** Makes a secret by which the application proves itself. Five may work at a time, so that one can take over from another. Wants `application-secrets.create`. */
    createSecret(id: string, options?: CallOptions): Promise<ApplicationSecret>
    /** Takes a secret of an application away, at once. Wants `application-secrets.remove`. */
    removeSecret(id: string, secretId: string, options?: CallOptions): Promise<void>
    /** Lists the invitations to an application, in the order of their addresses. Wants `invitations.read`. */
    listInvitations(application: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Invitation>
    /** Sends an invitation. Inviting an address anew replaces its invitation. Wants `invitations.create`. */
    createInvitations(application: string, body: {
      readonly email: string
      readonly roles?: readonly string[]
      /** Minutes */
      readonly expiresIn?: number
      readonly locale?: string
      /** Who invites, as mail and page call them: a name, and no address of the web */
      readonly invitedBy?: string
      /** Becomes the user’s data, where accepting makes the account */
      readonly data?: { readonly [name: string]: unknown }
    }, options?: CallOptions): Promise<Invitation>
    /** Reads what became of an invitation. Wants `invitations.read`. */
    readInvitation(application: string, id: string, options?: CallOptions): Promise<Invitation>
    /** Withdraws an invitation. One that was accepted stays so. Wants `invitations.revoke`. */
    removeInvitation(application: string, id: string, options?: CallOptions): Promise<void>
  }
  readonly users: {
    /** Lists users by id, the highest first, which is the newest among ids of ours, or finds them by address or name. A page may hold fewer than its limit. Wants `users.read`. */
    list(query?: {
      /** The whole address */
      readonly email?: string
      /** How an address of theirs begins */
      readonly emailPrefix?: string
      /** The whole name, whatever the case of A to Z */
      readonly name?: string
      /** How the name begins */
      readonly namePrefix?: string
      /** Only those who are registered there */
      readonly application?: string
      /** How many at most */
      readonly limit?: number
      /** `next` of the page before */
      readonly after?: string
    }, options?: CallOptions): Listing<User>
    /** Makes a user without a mail. Whoever calls vouches for the address, and is on record. Wants `users.create`. */
    create(body: {
      /** Where she is registered */
      readonly application: string
      /** You vouch for it: whoever reads this mailbox can sign in as the user */
      readonly email: string
      /** Her id in your own tables, where she has one */
      readonly id?: string
      readonly name?: string
      readonly locale?: string
      readonly data?: { readonly [name: string]: unknown }
      readonly roles?: readonly string[]
    }, options?: CallOptions): Promise<UserWithRegistrations>
    /** Reads a user with her addresses and registrations. Wants `users.read`. */
    read(id: string, options?: CallOptions): Promise<UserWithRegistrations>
    /** Changes name, language and data of a user by a JSON Merge Patch. Wants `users.change`. */
    change(id: string, body?: {
      readonly name?: string | null
      readonly locale?: string | null
      readonly data?: { readonly [name: string]: unknown } | null
    }, options?: CallOptions): Promise<UserWithRegistrations>
    /** Shuts a user out: her sessions end, and mails to her that wait are dropped. Wants `users.ban`. */
    ban(id: string, body?: {
      /** A word for the record: lower-case letters, digits and dashes */
      readonly reason?: string
    }, options?: CallOptions): Promise<UserWithRegistrations>
    /** Lets a banned user in again. What the ban ended stays ended. Wants `users.unban`. */
    unban(id: string, body?: {
      /** A word for the record: lower-case letters, digits and dashes */
      readonly reason?: string
    }, options?: CallOptions): Promise<UserWithRegistrations>
    /** Shuts a user out until she is unlocked. Wants `users.lock`. */
    lock(id: string, body?: {
      /** A word for the record: lower-case letters, digits and dashes */
      readonly reason?: string
    }, options?: CallOptions): Promise<UserWithRegistrations>
    /** Lets a locked user in again. Wants `users.unlock`. */
    unlock(id: string, body?: {
      /** A word for the record: lower-case letters, digits and dashes */
      readonly reason?: string
    }, options?: CallOptions): Promise<UserWithRegistrations>
    /** Ends everything of a user at once. Her id is never used again. Wants `users.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** The same, but that she was registered, since when and as what, stays to be counted. Wants `users.anonymise`. */
    anonymise(id: string, body?: {
      /** A word for the record: lower-case letters, digits and dashes */
      readonly reason?: string
    }, options?: CallOptions): Promise<void>
    /** Everything that is kept of a user, secrets aside. That it was read is an event of hers. Wants `users.export`. */
    export(id: string, options?: CallOptions): Promise<{
      readonly format: string
    }>
    /** Lists where a user is registered, and as what. Wants `registrations.read`. */
    listRegistrations(id: string, query?: Readonly<Record<string, never>>, options?: CallOptions): Listing<Registration>
    /** Registers a user in an application, or changes what she is there. What is left out stays as it is. Wants `registrations.change`. */
    putRegistration(id: string, application: string, body?: {
      readonly roles?: readonly string[]
      readonly data?: { readonly [name: string]: unknown } | null
    }, options?: CallOptions): Promise<Registration>
    /** Ends a registration, and her sessions in that application. Wants `registrations.remove`. */
    removeRegistration(id: string, application: string, options?: CallOptions): Promise<void>
    /** Lists the live sessions of a user, newest first. Wants `sessions.read`. */
    listSessions(id: string, query?: Readonly<Record<string, never>>, options?: CallOptions): Listing<Session>
    /** Signs a user out everywhere: of all that the key reaches. Wants `sessions.revoke`. */
    removeSessions(id: string, options?: CallOptions): Promise<{
      readonly revoked: number
    }>
  }
  readonly sessions: {
    /** Reads a live session. Wants `sessions.read`. */
    read(id: string, options?: CallOptions): Promise<Session>
    /** Ends a session, wherever it is held. Wants `sessions.revoke`. */
    remove(id: string, options?: CallOptions): Promise<void>
  }
  readonly attempts: {
    /** Lists the attempts of an address, newest first, each with its verdict, and how the address stands now. Wants `attempts.read`. */
    list(query: {
      /** The whole address */
      readonly address: string
      /** `next` of the page before */
      readonly after?: string
      readonly limit?: number
    }, options?: CallOptions): Listing<Attempt>
    /** Reads what became of an attempt: its timeline, its mails, and why this person did or did not get in. Wants `attempts.read`. */
    read(id: string, options?: CallOptions): Promise<AttemptStory>
  }
  readonly messages: {
    /** Lists messages, newest first. A page may hold fewer than its limit while there is a `next`. Wants `messages.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
      readonly attempt?: string
      readonly state?: 'held' | 'queued' | 'sent' | 'failed' | 'expired' | 'dropped'
    }, options?: CallOptions): Listing<Message>
    /** Reads where a message stands. What it says is not shown. Wants `messages.read`. */
    read(id: string, options?: CallOptions): Promise<Message>
    /** Has a waiting message sent at once. Wants `messages.retry`. */
    retry(id: string, options?: CallOptions): Promise<Message>
    /** Drops a waiting message and wipes its secrets. Wants `messages.cancel`. */
    cancel(id: string, options?: CallOptions): Promise<Message>
  }
  readonly events: {
    /** Lists what happened, newest first. A page may hold fewer than its limit while there is a `next`. Wants `events.read`. */
    list(query?: {
      /** Such as `sign-in.refused` */
      readonly type?: string
      readonly user?: string
      readonly attempt?: string
      readonly application?: string
      /** Such as `key:…` or `cli` */
      readonly actor?: string
      /** From this moment on */
      readonly from?: string
      /** Before this moment */
      readonly to?: string
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
      readonly order?: 'newest' | 'oldest'
    }, options?: CallOptions): Listing<Event>
    /** All of what happened, oldest first, one JSON object a line. Wants `events.export`. */
    export(query?: {
      /** Such as `sign-in.refused` */
      readonly type?: string
      readonly user?: string
      readonly attempt?: string
      readonly application?: string
      /** Such as `key:…` or `cli` */
      readonly actor?: string
      /** From this moment on */
      readonly from?: string
      /** Before this moment */
      readonly to?: string
    }, options?: CallOptions): Promise<string>
    /** Lists the seals of the trail, newest first: kept elsewhere, they show what was changed since. Wants `events.read`. */
    listSeals(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Seal>
  }
  readonly suppressions: {
    /** Lists addresses that are suppressed, or were refused once lately, in their order. Wants `suppressions.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Suppression>
    /** Reads whether an address is suppressed. Wants `suppressions.read`. */
    read(address: string, options?: CallOptions): Promise<Suppression>
    /** Suppresses an address: for 7 days where nothing is said, for a year at most. Wants `suppressions.add`. */
    put(address: string, body?: {
      readonly until?: string
      /** A word for the record: lower-case letters, digits and dashes */
      readonly reason?: string
    }, options?: CallOptions): Promise<void>
    /** Has mail sent to an address again, and forgets that it was refused. Wants `suppressions.remove`. */
    remove(address: string, options?: CallOptions): Promise<void>
  }
  readonly limits: {
    /** Reads what is spent of the budgets of an address, and until when it is limited. Wants `limits.read`. */
    read(address: string, options?: CallOptions): Promise<{
      readonly items: readonly Budget[]
    }>
    /** Gives an address its budgets back. Wants `limits.restore`. */
    remove(address: string, options?: CallOptions): Promise<{
      readonly items: readonly Budget[]
    }>
    /** Reads what is spent of the budgets of the networks that a caller is in, from the narrowest to the widest. Wants `limits.read`. */
    readNetworks(ip: string, options?: CallOptions): Promise<{
      readonly items: readonly NetworkBudget[]
    }>
    /** Gives all networks that a caller is in their budgets back. Wants `limits.restore`. */
    restoreNetworks(ip: string, options?: CallOptions): Promise<{
      readonly items: readonly NetworkBudget[]
    }>
  }
  readonly templates: {
    /** Lists templates. Wants `templates.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Template>
    /** Reads a template. Wants `templates.read`. */
    read(id: string, options?: CallOptions): Promise<Template>
    /** Lists the versions of a template, newest first. Wants `templates.read`. */
    listHistory(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Template>
    /** Makes a template. Wants `templates.create`. */
    create(body: {
      readonly id: string
      readonly subject: string
      readonly html: string
      readonly text: string
    }, options?: CallOptions): Promise<Template>
    /** Changes a template by a JSON Merge Patch. Wants `templates.change`. */
    change(id: string, body?: {
      readonly subject?: string | null
      readonly html?: string | null
      readonly text?: string | null
    }, options?: CallOptions): Promise<Template>
    /** Removes a template. Wants `templates.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Makes an older version of a template the newest one. Wants `templates.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Template>
    /** Writes a mail with sample facts: from the parts given, from a saved template, or as it would be written now. Sends nothing. Wants `templates.read`. */
    preview(body: {
      /** Whose name and links it shows; the tenant’s first by default. */
      readonly application?: string
      /** `en` by default. */
      readonly locale?: 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'sv' | 'da' | 'fi' | 'pl' | 'cs' | 'uk' | 'tr' | 'ja' | 'zh' | 'ko' | 'hi' | 'ar' | 'he'
      readonly state?: { readonly [name: string]: string }
      readonly user?: {
        readonly name?: string
        readonly email?: string
        readonly data?: { readonly [name: string]: Json }
      }
      /** What the mail is for. */
      readonly kind: 'step-up' | 'change-address' | 'delete' | 'address-changed' | 'address-taken' | 'deleted' | 'sign-in' | 'approved-elsewhere' | 'sign-up-closed' | 'new-device' | 'invitation'
      /** A saved template, where none is given. */
      readonly id?: string
      readonly subject?: string
      readonly html?: string
      readonly text?: string
    }, options?: CallOptions): Promise<TemplatePreview>
    /** Sends a saved template with sample facts to an address. Its links lead nowhere. Three in 15 minutes to one address, 30 in an hour for a tenant. Wants `templates.test`. */
    test(id: string, body: {
      /** Whose name and links it shows; the tenant’s first by default. */
      readonly application?: string
      /** `en` by default. */
      readonly locale?: 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'sv' | 'da' | 'fi' | 'pl' | 'cs' | 'uk' | 'tr' | 'ja' | 'zh' | 'ko' | 'hi' | 'ar' | 'he'
      readonly state?: { readonly [name: string]: string }
      readonly user?: {
        readonly name?: string
        readonly email?: string
        readonly data?: { readonly [name: string]: Json }
      }
      readonly to: string
    }, options?: CallOptions): Promise<{
      readonly message: string
    }>
  }
  readonly themes: {
    /** Lists themes. Wants `themes.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Theme>
    /** Reads a theme. Wants `themes.read`. */
    read(id: string, options?: CallOptions): Promise<Theme>
    /** Lists the versions of a theme, newest first. Wants `themes.read`. */
    listHistory(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Theme>
    /** Makes a theme. Wants `themes.create`. */
    create(body: {
      readonly id: string
      /** By day. What is left out is as it is without a theme. */
      readonly light?: {
        readonly wall?: string
        readonly door?: string
        readonly glow?: string
        readonly ink?: string
        readonly soft?: string
        readonly line?: string
        readonly edge?: string
        readonly light?: string
        readonly link?: string
        readonly action?: string
        readonly onAction?: string
        readonly good?: string
        readonly bad?: string
      }
      /** By night. Without it the theme stays as by day. */
      readonly dark?: {
        readonly wall?: string
        readonly door?: string
        readonly glow?: string
        readonly ink?: string
        readonly soft?: string
        readonly line?: string
        readonly edge?: string
        readonly light?: string
        readonly link?: string
        readonly action?: string
        readonly onAction?: string
        readonly good?: string
        readonly bad?: string
      }
      readonly font?: 'system' | 'humanist' | 'geometric' | 'rounded' | 'serif' | 'slab' | 'mono'
      /** Of buttons and fields, in pixels. */
      readonly radius?: number
      /** The id of an uploaded logo. */
      readonly logo?: string
      /** Whether mails show the logo as well. A mail program that loads it tells of the reading. */
      readonly logoInMails?: boolean
      /** How high the logo is, in pixels. */
      readonly logoSize?: number
    }, options?: CallOptions): Promise<Theme>
    /** Changes a theme by a JSON Merge Patch. Wants `themes.change`. */
    change(id: string, body?: {
      readonly light?: {
        readonly wall?: string | null
        readonly door?: string | null
        readonly glow?: string | null
        readonly ink?: string | null
        readonly soft?: string | null
        readonly line?: string | null
        readonly edge?: string | null
        readonly light?: string | null
        readonly link?: string | null
        readonly action?: string | null
        readonly onAction?: string | null
        readonly good?: string | null
        readonly bad?: string | null
      } | null
      readonly dark?: {
        readonly wall?: string | null
        readonly door?: string | null
        readonly glow?: string | null
        readonly ink?: string | null
        readonly soft?: string | null
        readonly line?: string | null
        readonly edge?: string | null
        readonly light?: string | null
        readonly link?: string | null
        readonly action?: string | null
        readonly onAction?: string | null
        readonly good?: string | null
        readonly bad?: string | null
      } | null
      readonly font?: 'system' | 'humanist' | 'geometric' | 'rounded' | 'serif' | 'slab' | 'mono' | null
      readonly radius?: number | null
      readonly logo?: string | null
      readonly logoInMails?: boolean | null
      readonly logoSize?: number | null
    }, options?: CallOptions): Promise<Theme>
    /** Removes a theme. Wants `themes.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Makes an older version of a theme the newest one. Wants `themes.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Theme>
  }
  readonly texts: {
    /** Lists texts. Wants `texts.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Texts>
    /** Reads the sentences of a tenant or an application. Wants `texts.read`. */
    read(id: string, options?: CallOptions): Promise<Texts>
    /** Lists the versions of the sentences of a tenant or an application, newest first. Wants `texts.read`. */
    listHistory(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Texts>
    /** Makes the sentences of a tenant or an application. Wants `texts.create`. */
    create(body: {
      readonly id: string
      readonly en?: SentencesInput
      readonly de?: SentencesInput
      readonly fr?: SentencesInput
      readonly es?: SentencesInput
      readonly it?: SentencesInput
      readonly pt?: SentencesInput
      readonly nl?: SentencesInput
      readonly sv?: SentencesInput
      readonly da?: SentencesInput
      readonly fi?: SentencesInput
      readonly pl?: SentencesInput
      readonly cs?: SentencesInput
      readonly uk?: SentencesInput
      readonly tr?: SentencesInput
      readonly ja?: SentencesInput
      readonly zh?: SentencesInput
      readonly ko?: SentencesInput
      readonly hi?: SentencesInput
      readonly ar?: SentencesInput
      readonly he?: SentencesInput
    }, options?: CallOptions): Promise<Texts>
    /** Changes the sentences of a tenant or an application by a JSON Merge Patch. Wants `texts.change`. */
    change(id: string, body?: {
      readonly en?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly de?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly fr?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly es?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly it?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly pt?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly nl?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly sv?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly da?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly fi?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly pl?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly cs?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly uk?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly tr?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly ja?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly zh?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly ko?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly hi?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly ar?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
      readonly he?: {
        readonly 'pages.signIn.title'?: string | null
        readonly 'pages.signIn.lede'?: string | null
        readonly 'pages.signIn.emailMe'?: string | null
        readonly 'pages.signIn.newHere'?: string | null
        readonly 'pages.checkEmail.title'?: string | null
        readonly 'pages.checkEmail.typeCode'?: string | null
        readonly 'pages.checkEmail.nothingYet'?: string | null
        readonly 'pages.link.title'?: string | null
        readonly 'pages.signedIn.title'?: string | null
        readonly 'pages.signedIn.titleNamed'?: string | null
        readonly 'pages.signedIn.lede'?: string | null
        readonly 'pages.signedOut.title'?: string | null
        readonly 'pages.signedOut.lede'?: string | null
        readonly 'pages.invitation.title'?: string | null
        readonly 'pages.invitation.lede'?: string | null
        readonly 'pages.errors.sign-up-closed.title'?: string | null
        readonly 'pages.errors.sign-up-closed.text'?: string | null
        readonly 'pages.errors.sign-in-off.title'?: string | null
        readonly 'pages.errors.sign-in-off.text'?: string | null
        readonly 'pages.errors.user-banned.title'?: string | null
        readonly 'pages.errors.user-banned.text'?: string | null
        readonly 'pages.errors.user-locked.title'?: string | null
        readonly 'pages.errors.user-locked.text'?: string | null
        readonly 'pages.errors.vetoed.title'?: string | null
        readonly 'pages.errors.vetoed.text'?: string | null
        readonly 'mails.signIn.subject'?: string | null
        readonly 'mails.signIn.heading'?: string | null
        readonly 'mails.signIn.textHeading'?: string | null
        readonly 'mails.signIn.typeOrPress'?: string | null
        readonly 'mails.signIn.typeOrOpen'?: string | null
        readonly 'mails.signIn.button'?: string | null
        readonly 'mails.signUpClosed.subject'?: string | null
        readonly 'mails.signUpClosed.heading'?: string | null
        readonly 'mails.signUpClosed.what'?: string | null
        readonly 'mails.signUpClosed.otherAddress'?: string | null
        readonly 'mails.invitation.subject'?: string | null
        readonly 'mails.invitation.heading'?: string | null
        readonly 'mails.invitation.what'?: string | null
        readonly 'mails.invitation.button'?: string | null
        readonly 'mails.newDevice.subject'?: string | null
        readonly 'mails.newDevice.heading'?: string | null
      } | null
    }, options?: CallOptions): Promise<Texts>
    /** Removes the sentences of a tenant or an application. Wants `texts.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Makes an older version of the sentences of a tenant or an application the newest one. Wants `texts.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Texts>
  }
  readonly logos: {
    /** Lists logos. Wants `logos.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Logo>
    /** Reads a logo. Wants `logos.read`. */
    read(id: string, options?: CallOptions): Promise<Logo>
    /** Removes a logo. Wants `logos.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Uploads a logo: PNG, JPEG or WebP, 256 KiB and 2048 × 2048 pixels at most. The same picture has the same id. Wants `logos.create`. */
    create(body: {
      /** The picture, in base64. */
      readonly data: string
    }, options?: CallOptions): Promise<{
      readonly id: string
      readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
      readonly width: number
      readonly height: number
      readonly version: number
      /** ISO 8601, UTC */
      readonly changedAt: string
    }>
  }
  readonly transports: {
    /** Reads the mail transports of the tenant. Secrets are not shown. Wants `transports.read`. */
    read(options?: CallOptions): Promise<Transports>
    /** Puts the whole list of mail transports. A secret that is left out stays as it is under the same id. Wants `transports.change`. */
    put(body: {
      readonly transports: readonly ({
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'smtp'
        readonly host: string
        readonly port?: number
        readonly secure?: 'tls' | 'starttls' | 'none'
        readonly user?: string
        /** The address that mails are given back to. */
        readonly returnPath?: string
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      } | {
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'resend'
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      } | {
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'postmark'
        readonly stream?: string
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      } | {
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'ses'
        readonly region: string
        readonly accessKeyId: string
        readonly configurationSet?: string
        readonly topic?: string
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      } | {
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'mailgun'
        readonly domain: string
        readonly region?: 'us' | 'eu'
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      } | {
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'sendgrid'
        readonly region?: 'global' | 'eu'
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      } | {
        /** Unique among the tenant’s: it names the transport in events. */
        readonly id: string
        readonly kind: 'webhook'
        readonly url: string
        /** Left out: the one that is kept under this id. */
        readonly secret?: string
        /** What its notices are verified by: 16 letters or more. */
        readonly noticeSecret?: string
      })[]
    }, options?: CallOptions): Promise<Transports>
    /** Removes the list: the installation’s transports are used again. Wants `transports.remove`. */
    remove(options?: CallOptions): Promise<void>
    /** Sends a test mail now, by one transport or by the first that takes it, and says what each did. Wants `transports.test`. */
    test(body: {
      readonly to: string
      readonly transport?: string
    }, options?: CallOptions): Promise<{
      readonly tried: readonly {
        readonly transport: string
        readonly outcome: 'taken' | 'later' | 'down' | 'refused'
        readonly reason?: string
      }[]
    }>
  }
  readonly webhooks: {
    /** Lists webhooks. Wants `webhooks.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Webhook>
    /** Reads a webhook. Wants `webhooks.read`. */
    read(id: string, options?: CallOptions): Promise<Webhook>
    /** Changes a webhook by a JSON Merge Patch. Wants `webhooks.change`. */
    change(id: string, body?: {
      readonly url?: string | null
      readonly events?: readonly WebhookEventInput[] | null
      readonly applications?: readonly string[] | null
      readonly description?: string | null
      readonly contact?: string | null
      readonly enabled?: boolean | null
    }, options?: CallOptions): Promise<Webhook>
    /** Removes a webhook. Wants `webhooks.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Lists the versions of a webhook, newest first. Wants `webhooks.read`. */
    listHistory(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Webhook>
    /** Makes an older version of a webhook the newest one. Wants `webhooks.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Webhook>
    /** Makes a webhook. Its secret is in this answer and in no other. Wants `webhooks.create`. */
    create(body: {
      readonly url: string
      readonly events: readonly WebhookEventInput[]
      readonly applications?: readonly string[]
      readonly description?: string
      readonly contact?: string
      readonly enabled?: boolean
    }, options?: CallOptions): Promise<WebhookWithSecret>
    /** Makes a new secret. The old one signs beside it for a day more. Wants `webhooks.change`. */
    rotateSecret(id: string, options?: CallOptions): Promise<WebhookWithSecret>
    /** Calls the webhook now with an event of the type `webhook.ping`, and says what came of it. Wants `webhooks.test`. */
    test(id: string, options?: CallOptions): Promise<{
      readonly delivered: boolean
      readonly reason?: string
    }>
    /** Tells one event again, or those since a moment, under the ids they had. At most 5,000, of 20,000 that are looked at; `next` says where to go on. Wants `webhooks.replay`. */
    replay(id: string, body: {
      readonly event: string
    } | {
      /** ISO 8601, UTC */
      readonly since: string
      /** ISO 8601, UTC */
      readonly until?: string
    }, options?: CallOptions): Promise<{
      readonly queued: number
      /** The next `since` */
      readonly next?: string
    }>
    /** Lists the calls of a webhook, newest first, and how they ended. Wants `webhooks.read`. */
    listDeliveries(id: string, query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<WebhookDelivery>
  }
  readonly keys: {
    /** Lists keys. Wants `keys.read`. */
    list(query?: {
      /** `next` of the page before */
      readonly after?: string
      /** How many at most */
      readonly limit?: number
    }, options?: CallOptions): Listing<Key>
    /** Reads a key. Wants `keys.read`. */
    read(id: string, options?: CallOptions): Promise<Key>
    /** Makes a key that may do no more than the one that asks. The answer shows it this once. Wants `keys.create`. */
    create(body: {
      readonly name: string
      /** The only tenant it works for; without it, any */
      readonly tenant?: string
      /** The only applications */
      readonly applications?: readonly string[]
      /** Each `users.read`, `users.*`, `*`, or a method and path such as `GET /api/v1/users` */
      readonly operations: readonly string[]
      /** Whether it may hold the secrets of other people’s sign-ins, and so sign in as any of them */
      readonly startsSignIns?: boolean
      /** CIDR ranges it may be used from */
      readonly networks?: readonly string[]
      /** ISO 8601, UTC */
      readonly expiresAt?: string
    }, options?: CallOptions): Promise<NewKey>
    /** Changes a key by a JSON Merge Patch. Its tenant stays. Wants `keys.change`. */
    change(id: string, body?: {
      readonly name?: string | null
      readonly applications?: readonly string[] | null
      readonly startsSignIns?: boolean | null
      readonly networks?: readonly string[] | null
      readonly expiresAt?: string | null
      /** Each `users.read`, `users.*`, `*`, or a method and path such as `GET /api/v1/users` */
      readonly operations?: readonly string[]
    }, options?: CallOptions): Promise<Key>
    /** Gives a key a new secret, shown this once. The one before works on for a while. Wants `keys.rotate`. */
    rotate(id: string, body?: {
      /** How long the secret before this one goes on working */
      readonly overlapSeconds?: number
    }, options?: CallOptions): Promise<NewKey>
    /** Revokes a key, at once. Wants `keys.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
  }
}

export const operations: Readonly<Record<string, Operation>> = {
  'bootstrap.claim': ['POST', '/api/v1/bootstrap', 'body'],
  'tenants.list': ['GET', '/api/v1/tenants', 'list'],
  'tenants.read': ['GET', '/api/v1/tenants/:id', 'nothing'],
  'tenants.listHistory': ['GET', '/api/v1/tenants/:id/history', 'list'],
  'tenants.create': ['POST', '/api/v1/tenants', 'body'],
  'tenants.change': ['PATCH', '/api/v1/tenants/:id', 'body'],
  'tenants.remove': ['DELETE', '/api/v1/tenants/:id', 'nothing'],
  'tenants.restore': ['POST', '/api/v1/tenants/:id/restore', 'body'],
  'tenants.erase': ['POST', '/api/v1/tenants/:id/erase', 'nothing'],
  'tenants.readHost': ['GET', '/api/v1/tenants/:id/host', 'nothing'],
  'tenants.hostProve': ['POST', '/api/v1/tenants/:id/host/prove', 'nothing'],
  'tenants.removeHost': ['DELETE', '/api/v1/tenants/:id/host', 'nothing'],
  'applications.list': ['GET', '/api/v1/applications', 'list'],
  'applications.read': ['GET', '/api/v1/applications/:id', 'nothing'],
  'applications.listHistory': ['GET', '/api/v1/applications/:id/history', 'list'],
  'applications.create': ['POST', '/api/v1/applications', 'body'],
  'applications.change': ['PATCH', '/api/v1/applications/:id', 'body'],
  'applications.remove': ['DELETE', '/api/v1/applications/:id', 'nothing'],
  'applications.restore': ['POST', '/api/v1/applications/:id/restore', 'body'],
  'applications.createSecret': ['POST', '/api/v1/applications/:id/secrets', 'nothing'],
  'applications.removeSecret': ['DELETE', '/api/v1/applications/:id/secrets/:secretId', 'nothing'],
  'users.list': ['GET', '/api/v1/users', 'list'],
  'users.create': ['POST', '/api/v1/users', 'body'],
  'users.read': ['GET', '/api/v1/users/:id', 'nothing'],
  'users.change': ['PATCH', '/api/v1/users/:id', 'body'],
  'users.ban': ['POST', '/api/v1/users/:id/ban', 'body'],
  'users.unban': ['POST', '/api/v1/users/:id/unban', 'body'],
  'users.lock': ['POST', '/api/v1/users/:id/lock', 'body'],
  'users.unlock': ['POST', '/api/v1/users/:id/unlock', 'body'],
  'users.remove': ['DELETE', '/api/v1/users/:id', 'nothing'],
  'users.anonymise': ['POST', '/api/v1/users/:id/anonymise', 'body'],
  'users.export': ['GET', '/api/v1/users/:id/export', 'nothing'],
  'users.listRegistrations': ['GET', '/api/v1/users/:id/registrations', 'list'],
  'users.putRegistration': ['PUT', '/api/v1/users/:id/registrations/:application', 'body'],
  'users.removeRegistration': ['DELETE', '/api/v1/users/:id/registrations/:application', 'nothing'],
  'users.listSessions': ['GET', '/api/v1/users/:id/sessions', 'list'],
  'users.removeSessions': ['DELETE', '/api/v1/users/:id/sessions', 'nothing'],
  'sessions.read': ['GET', '/api/v1/sessions/:id', 'nothing'],
  'sessions.remove': ['DELETE', '/api/v1/sessions/:id', 'nothing'],
  'attempts.list': ['GET', '/api/v1/attempts', 'list'],
  'attempts.read': ['GET', '/api/v1/attempts/:id', 'nothing'],
  'messages.list': ['GET', '/api/v1/messages', 'list'],
  'messages.read': ['GET', '/api/v1/messages/:id', 'nothing'],
  'messages.retry': ['POST', '/api/v1/messages/:id/retry', 'nothing'],
  'messages.cancel': ['POST', '/api/v1/messages/:id/cancel', 'nothing'],
  'events.list': ['GET', '/api/v1/events', 'list'],
  'events.export': ['GET', '/api/v1/events/export', 'query'],
  'events.listSeals': ['GET', '/api/v1/events/seals', 'list'],
  'applications.listInvitations': ['GET', '/api/v1/applications/:application/invitations', 'list'],
  'applications.createInvitations': ['POST', '/api/v1/applications/:application/invitations', 'body'],
  'applications.readInvitation': ['GET', '/api/v1/applications/:application/invitations/:id', 'nothing'],
  'applications.removeInvitation': ['DELETE', '/api/v1/applications/:application/invitations/:id', 'nothing'],
  'suppressions.list': ['GET', '/api/v1/suppressions', 'list'],
  'suppressions.read': ['GET', '/api/v1/suppressions/:address', 'nothing'],
  'suppressions.put': ['PUT', '/api/v1/suppressions/:address', 'body'],
  'suppressions.remove': ['DELETE', '/api/v1/suppressions/:address', 'nothing'],
  'limits.read': ['GET', '/api/v1/limits/:address', 'nothing'],
  'limits.remove': ['DELETE', '/api/v1/limits/:address', 'nothing'],
  'limits.readNetworks': ['GET', '/api/v1/limits/networks/:ip', 'nothing'],
  'limits.restoreNetworks': ['DELETE', '/api/v1/limits/networks/:ip', 'nothing'],
  'templates.list': ['GET', '/api/v1/templates', 'list'],
  'templates.read': ['GET', '/api/v1/templates/:id', 'nothing'],
  'templates.listHistory': ['GET', '/api/v1/templates/:id/history', 'list'],
  'templates.create': ['POST', '/api/v1/templates', 'body'],
  'templates.change': ['PATCH', '/api/v1/templates/:id', 'body'],
  'templates.remove': ['DELETE', '/api/v1/templates/:id', 'nothing'],
  'templates.restore': ['POST', '/api/v1/templates/:id/restore', 'body'],
  'templates.preview': ['POST', '/api/v1/templates/preview', 'body'],
  'templates.test': ['POST', '/api/v1/templates/:id/test', 'body'],
  'themes.list': ['GET', '/api/v1/themes', 'list'],
  'themes.read': ['GET', '/api/v1/themes/:id', 'nothing'],
  'themes.listHistory': ['GET', '/api/v1/themes/:id/history', 'list'],
  'themes.create': ['POST', '/api/v1/themes', 'body'],
  'themes.change': ['PATCH', '/api/v1/themes/:id', 'body'],
  'themes.remove': ['DELETE', '/api/v1/themes/:id', 'nothing'],
  'themes.restore': ['POST', '/api/v1/themes/:id/restore', 'body'],
  'texts.list': ['GET', '/api/v1/texts', 'list'],
  'texts.read': ['GET', '/api/v1/texts/:id', 'nothing'],
  'texts.listHistory': ['GET', '/api/v1/texts/:id/history', 'list'],
  'texts.create': ['POST', '/api/v1/texts', 'body'],
  'texts.change': ['PATCH', '/api/v1/texts/:id', 'body'],
  'texts.remove': ['DELETE', '/api/v1/texts/:id', 'nothing'],
  'texts.restore': ['POST', '/api/v1/texts/:id/restore', 'body'],
  'logos.list': ['GET', '/api/v1/logos', 'list'],
  'logos.read': ['GET', '/api/v1/logos/:id', 'nothing'],
  'logos.remove': ['DELETE', '/api/v1/logos/:id', 'nothing'],
  'logos.create': ['POST', '/api/v1/logos', 'body'],
  'transports.read': ['GET', '/api/v1/transports', 'nothing'],
  'transports.put': ['PUT', '/api/v1/transports', 'body'],
  'transports.remove': ['DELETE', '/api/v1/transports', 'nothing'],
  'transports.test': ['POST', '/api/v1/transports/test', 'body'],
  'webhooks.list': ['GET', '/api/v1/webhooks', 'list'],
  'webhooks.read': ['GET', '/api/v1/webhooks/:id', 'nothing'],
  'webhooks.change': ['PATCH', '/api/v1/webhooks/:id', 'body'],
  'webhooks.remove': ['DELETE', '/api/v1/webhooks/:id', 'nothing'],
  'webhooks.listHistory': ['GET', '/api/v1/webhooks/:id/history', 'list'],
  'webhooks.restore': ['POST', '/api/v1/webhooks/:id/restore', 'body'],
  'webhooks.create': ['POST', '/api/v1/webhooks', 'body'],
  'webhooks.rotateSecret': ['POST', '/api/v1/webhooks/:id/rotate-secret', 'nothing'],
  'webhooks.test': ['POST', '/api/v1/webhooks/:id/test', 'nothing'],
  'webhooks.replay': ['POST', '/api/v1/webhooks/:id/replay', 'body'],
  'webhooks.listDeliveries': ['GET', '/api/v1/webhooks/:id/deliveries', 'list'],
  'keys.list': ['GET', '/api/v1/keys', 'list'],
  'keys.read': ['GET', '/api/v1/keys/:id', 'nothing'],
  'keys.create': ['POST', '/api/v1/keys', 'body'],
  'keys.change': ['PATCH', '/api/v1/keys/:id', 'body'],
  'keys.rotate': ['POST', '/api/v1/keys/:id/rotate', 'body'],
  'keys.remove': ['DELETE', '/api/v1/keys/:id', 'nothing'],
}
