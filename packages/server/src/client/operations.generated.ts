/** Written from the routes of the API by tools/write-reference.mjs. A test holds it to them. */
import type { CallOptions, Listing, Operation } from './client.ts'

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
    readonly timeZone?: string
    readonly mailFrom?: string
    readonly replyTo?: string
    readonly postalLine?: string
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
    readonly timeZone?: string
    readonly mailFrom?: string
    readonly replyTo?: string
    readonly postalLine?: string
  }
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
    listHistory(id: string, query?: Readonly<Record<string, never>>, options?: CallOptions): Listing<Tenant>
    /** Makes a tenant. Without `id` it gets one. Wants `tenants.create`. */
    create(body: {
      readonly id?: string
      readonly name: string
      readonly status?: 'active' | 'suspended'
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
        readonly timeZone?: string
        readonly mailFrom?: string
        readonly replyTo?: string
        readonly postalLine?: string
      }
    }, options?: CallOptions): Promise<Tenant>
    /** Changes a tenant by a JSON Merge Patch. Wants `tenants.change`. */
    change(id: string, body?: {
      readonly name?: string | null
      readonly status?: 'active' | 'suspended' | null
      readonly host?: string | null
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
          readonly domains: readonly string[]
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
          readonly mode?: 'cookie' | 'bearer'
          readonly accessToken?: number | false
          readonly refreshToken?: number
          readonly audience?: string
          readonly claims?: {
            readonly fixed?: { readonly [name: string]: Json }
            readonly user?: { readonly [name: string]: string }
            readonly registration?: { readonly [name: string]: string }
          }
        } | null
        readonly locale?: string | null
        readonly timeZone?: string | null
        readonly mailFrom?: string | null
        readonly replyTo?: string | null
        readonly postalLine?: string | null
      } | null
    }, options?: CallOptions): Promise<Tenant>
    /** Removes a tenant. Wants `tenants.remove`. */
    remove(id: string, options?: CallOptions): Promise<void>
    /** Makes an older version of a tenant the newest one. Wants `tenants.change`. */
    restore(id: string, body: {
      readonly version: number
    }, options?: CallOptions): Promise<Tenant>
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
    listHistory(id: string, query?: Readonly<Record<string, never>>, options?: CallOptions): Listing<Application>
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
        readonly timeZone?: string
        readonly mailFrom?: string
        readonly replyTo?: string
        readonly postalLine?: string
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
          readonly domains: readonly string[]
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
          readonly mode?: 'cookie' | 'bearer'
          readonly accessToken?: number | false
          readonly refreshToken?: number
          readonly audience?: string
          readonly claims?: {
            readonly fixed?: { readonly [name: string]: Json }
            readonly user?: { readonly [name: string]: string }
            readonly registration?: { readonly [name: string]: string }
          }
        } | null
        readonly locale?: string | null
        readonly timeZone?: string | null
        readonly mailFrom?: string | null
        readonly replyTo?: string | null
        readonly postalLine?: string | null
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
  'applications.list': ['GET', '/api/v1/applications', 'list'],
  'applications.read': ['GET', '/api/v1/applications/:id', 'nothing'],
  'applications.listHistory': ['GET', '/api/v1/applications/:id/history', 'list'],
  'applications.create': ['POST', '/api/v1/applications', 'body'],
  'applications.change': ['PATCH', '/api/v1/applications/:id', 'body'],
  'applications.remove': ['DELETE', '/api/v1/applications/:id', 'nothing'],
  'applications.restore': ['POST', '/api/v1/applications/:id/restore', 'body'],
  'applications.createSecret': ['POST', '/api/v1/applications/:id/secrets', 'nothing'],
  'applications.removeSecret': ['DELETE', '/api/v1/applications/:id/secrets/:secretId', 'nothing'],
  'keys.list': ['GET', '/api/v1/keys', 'list'],
  'keys.read': ['GET', '/api/v1/keys/:id', 'nothing'],
  'keys.create': ['POST', '/api/v1/keys', 'body'],
  'keys.change': ['PATCH', '/api/v1/keys/:id', 'body'],
  'keys.rotate': ['POST', '/api/v1/keys/:id/rotate', 'body'],
  'keys.remove': ['DELETE', '/api/v1/keys/:id', 'nothing'],
}
