/**
 * What a failed handover means: from a fault of the SMTP client to one of the four answers of a transport. Every reason
 * is a word of ours; text of the server, which may repeat an address, goes no further than here.
 */
import type { Handover } from '../../ports/transport.ts'
import { Stopped } from './stop.ts'

/** The part of a nodemailer error that is read. */
interface Fault {
  readonly code?: string
  readonly originalCode?: string
  readonly command?: string
  readonly response?: string
  readonly responseCode?: number
}

const unknownOutcome: Handover = { kind: 'later', reason: 'unknown-outcome' }
const tlsCodes =
  /^(?:EPROTO$|ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_CA)/
/** No such mailbox, no such domain, bad syntax, moved away, null MX: RFC 3463 §3.2 and RFC 7505 §4. */
const badAddress = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'])
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'timed-out',
  EDNS: 'dns-failed',
  EPROTOCOL: 'protocol-error',
  EENVELOPE: 'protocol-error',
  EMESSAGE: 'protocol-error',
  ERR_MODULE_NOT_FOUND: 'nodemailer-missing',
  ERR_ACCESS_DENIED: 'access-denied',
}

const install = 'smtp() needs the package nodemailer: npm install nodemailer'

/**
 * `begun` says that the mail itself was on its way, final dot included, so that silence may mean success.
 * An error that is not the mail system's is thrown on.
 */
export function verdict(error: unknown, begun: boolean): Handover {
  if (error instanceof Stopped) return begun ? unknownOutcome : error.handover
  const fault = error as Fault
  if (!isMailFault(fault)) throw error
  if (begun && (fault.command !== 'DATA' || fault.responseCode === undefined)) return unknownOutcome
  if (fault.code === 'EAUTH') return down('auth-failed')
  if (tlsCodes.test(fault.originalCode ?? '') || fault.code === 'ETLS') return down('tls-failed')
  const status = fault.responseCode
  if (status === undefined) return down(wordOf(fault))
  return answered(status, fault)
}

// Node's own `ERR_` codes are mistakes of a programmer, but for those that have a word.
function isMailFault({ code }: Fault): boolean {
  return typeof code === 'string' && (Object.hasOwn(words, code) || /^E(?!RR_)/.test(code))
}

// RFC 5321 §4.2.1: the first digit decides. 421 is the server going away (§3.8), whatever it answers.
function answered(status: number, fault: Fault): Handover {
  const reason = `smtp-${status}`
  if (status < 400 || status > 599) return down('protocol-error')
  if (status === 421 || isAboutUs(status)) return down(reason)
  if (status < 500) return isTransaction(fault) ? { kind: 'later', reason } : down(reason)
  const enhanced = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(fault.response ?? '')?.[1]
  if (fault.command !== 'MAIL FROM' && isTransaction(fault) && enhanced !== undefined && badAddress.has(enhanced)) {
    return { kind: 'refused', reason, suppress: true }
  }
  if (fault.command === 'RCPT TO' || isAboutMailbox(status, enhanced, fault)) return { kind: 'refused', reason }
  return down(reason)
}

// 530, 534, 535, 538 want another authentication (RFC 4954 §6), 503 another order of commands: no recipient's doing.
function isAboutUs(status: number): boolean {
  return status === 503 || status === 530 || status === 534 || status === 535 || status === 538
}

// After the final dot, 5.2 speaks of this mailbox and 5.6 of this content; the rest is policy, for every mail alike.
function isAboutMailbox(status: number, enhanced: string | undefined, fault: Fault): boolean {
  if (fault.command !== 'DATA') return false
  return enhanced === undefined ? status === 552 : /^5\.[26]\./.test(enhanced)
}

function isTransaction(fault: Fault): boolean {
  return fault.command === 'MAIL FROM' || fault.command === 'RCPT TO' || fault.command === 'DATA'
}

function wordOf(fault: Fault): string {
  return words[fault.originalCode ?? ''] ?? words[fault.code ?? ''] ?? 'connection-lost'
}

function down(reason: string): Handover {
  if (reason === words['ERR_MODULE_NOT_FOUND']) return { kind: 'down', reason, mend: install }
  return { kind: 'down', reason }
}
