/** Postern in the browser. The list below is what semantic versioning promises. */
export { createClient } from './client.ts'
export { PosternClientError } from './error.ts'
export type { ClientOptions, MagicLinkRequest, PosternClient, RedeemOptions, VerifyOptions } from './options.ts'
export type { ClientStorage } from './storage.ts'
export type {
  AppTypes,
  ConfirmNeeded,
  Fulfilled,
  Limited,
  ProofNeeded,
  RequestOutcome,
  Sent,
  Session,
  SignedIn,
  SignInOutcome,
  User,
  WaitOutcome,
} from './types.ts'
