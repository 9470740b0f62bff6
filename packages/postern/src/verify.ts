/**
 * `postern/verify`: for services that take Postern's access tokens and have no database of ours. Needs `fetch` and Web
 * Crypto, nothing else.
 */
export type { InvalidReason, InvalidToken, ValidToken, Verification } from './verify/answer.ts'
export type { TokenAlgorithm, VerifierOptions } from './verify/options.ts'
export type { TokenSource } from './verify/read-token.ts'
export { TokenRefused } from './verify/token-refused.ts'
export { createVerifier, type Verifier, type VerifyOptions } from './verify/verifier.ts'
