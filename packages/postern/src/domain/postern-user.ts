/** A user as the application around Postern sees one. */
export type UserData = Readonly<Record<string, unknown>>

/** Somebody with an address. `Role` and `Data` come from the options `roles` and `userData`. */
export interface PosternUser<Role extends string = string, Data extends object = UserData> {
  /** Globally unique, never reused. */
  readonly id: string
  /** The primary address. */
  readonly email: string
  /** Whether she proved it: false while it was only vouched for, by `createMagicLink`. */
  readonly emailVerified: boolean
  readonly name: string | null
  readonly roles: readonly Role[]
  /** `null` until something was kept. */
  readonly data: Data | null
  readonly createdAt: Date
}
