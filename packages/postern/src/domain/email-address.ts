/**
 * Email addresses: normalise, validate, and only then look up, in this one function. Quoted local parts, comments,
 * groups, literals and encoded words are refused because mail systems disagree about them, and a disagreement sends
 * one person's link to another (RFC 5321 §4.1.2 limits, UTS 46 for domains).
 */
import { encodePunycode } from './punycode.ts'

export interface EmailAddress {
  /** As mail is sent to it: the local part as typed, the domain as A-labels. */
  readonly address: string
  /** What identity compares: `address` in lower case. */
  readonly key: string
}

const maxLength = 254
const maxLabelLength = 63
const atom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const asciiLabel = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
const notAscii = /[^\x00-\x7f]/
const hasAscii = /[\x00-\x7f]/

/** The address, or `undefined` for anything that is not plainly one mailbox. Trims ASCII space and nothing else. */
export function parseEmailAddress(input: unknown): EmailAddress | undefined {
  if (typeof input !== 'string' || input.length > 4 * maxLength) return undefined
  const text = input.replace(/^ +| +$/g, '')
  const at = text.indexOf('@')
  if (at < 1 || text.indexOf('@', at + 1) !== -1) return undefined
  const local = text.slice(0, at)
  const domain = parseDomain(text.slice(at + 1))
  if (!domain || !isLocalPart(local)) return undefined
  const address = `${local}@${domain}`
  return address.length > maxLength ? undefined : { address, key: address.toLowerCase() }
}

/** The address as shown to somebody who has not proved it: `a••@example.com`. */
export function maskEmailAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}••${address.slice(at)}`
}

/** The domain of a parsed address, lower case. */
export function domainOf(key: string): string {
  return key.slice(key.lastIndexOf('@') + 1)
}

function isLocalPart(local: string): boolean {
  if (local.length > 64 || local.startsWith('-')) return false
  return atom.test(local) && !(local.startsWith('=?') && local.endsWith('?='))
}

function parseDomain(domain: string): string | undefined {
  if (domain.length > 2 * maxLength) return undefined
  const ascii = notAscii.test(domain) ? toAscii(domain) : domain.toLowerCase()
  if (!ascii || ascii.length > 253) return undefined
  const labels = ascii.split('.')
  const last = labels.at(-1) ?? ''
  if (labels.length < 2 || /^[0-9]+$/.test(last) || !labels.every((label) => asciiLabel.test(label))) return undefined
  return labels.some((label) => label.startsWith('xn--')) && !isOwnMapping(ascii) ? undefined : ascii
}

/** Every label outside ASCII as Punycode has it, letter for letter: no mapping is applied. */
function toAscii(domain: string): string | undefined {
  if (!hasPlainCase(domain)) return undefined
  const labels = domain.toLowerCase().split('.')
  // Punycode writes at least one letter per code point: a longer label cannot fit, and would cost its square to encode.
  if (labels.some((label) => label.length > 2 * maxLabelLength)) return undefined
  return labels.map((label) => (notAscii.test(label) ? `xn--${encodePunycode(label)}` : label)).join('.')
}

/** Lower-casing must do no mapping of its own: the Kelvin sign would become an ASCII `k`, U+0130 an `i`. */
function hasPlainCase(domain: string): boolean {
  if (domain.normalize('NFC') !== domain) return false
  return Array.from(domain).every((letter) => notAscii.test(letter) === !hasAscii.test(letter.toLowerCase()))
}

/**
 * Whether every `xn--` label decodes to a label that is its own UTS-46 mapping, so that no look-alike is quietly made
 * into another. Node's URL takes a domain of ASCII alone unseen; a label outside ASCII in front has all of it checked.
 */
function isOwnMapping(domain: string): boolean {
  try {
    return new URL(`http://ä.${domain}`).hostname === `xn--4ca.${domain}`
  } catch {
    return false
  }
}
