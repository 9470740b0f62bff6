/**
 * Why a database cannot be had, in a sentence for the person who named it. Told by codes: a database's own words may
 * quote what it was given.
 */
import { PosternError, type StoreSource } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'

/** `undefined` when this is no fault of the database's. */
export function databaseRefusal({ kind, location }: StoreSource, fault: unknown): Refusal | undefined {
  const chain = chainOf(fault)
  const words = kind === 'postgres' ? (chain.map(wordsFor).find(Boolean) ?? detailOf(chain)) : detailOf(chain)
  return words === undefined
    ? undefined
    : new Refusal([`The database ${location} cannot be used: ${words}`], 'database-unusable')
}

function chainOf(fault: unknown): readonly Error[] {
  if (!(fault instanceof Error)) return []
  // A name with several addresses has a fault for each.
  const inner = fault instanceof AggregateError ? fault.errors[0] : fault.cause
  return [fault, ...chainOf(inner)]
}

function wordsFor(fault: Error): string | undefined {
  const code = 'code' in fault ? String(fault.code) : ''
  if (noTls === fault.message) return 'it takes no encrypted connections: ?sslmode=disable does without.'
  if (unreachable.includes(code)) return `nobody answers there (${code}).`
  if (code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') {
    return `its certificate is not trusted (${code}): ?sslrootcert=/path/ca.pem names who signed it.`
  }
  return bySqlState[code]
}

const noTls = 'The server does not support SSL connections'
const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN']

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const bySqlState: Readonly<Record<string, string>> = {
  '25006': 'it only reads: it is a standby, or a setting makes it so.',
  '28000': 'it does not let this user in.',
  '28P01': 'it does not take this user and password.',
  '3D000': 'the server has no database of this name.',
  '42501': 'its user may not make tables there.',
  '53300': 'it has no connection left.',
  '57P03': 'it is starting up or shutting down.',
}

function detailOf(chain: readonly Error[]): string | undefined {
  return chain.find((fault) => fault instanceof PosternError)?.detail
}
