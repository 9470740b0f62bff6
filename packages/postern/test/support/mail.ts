/** What a person finds in a mail: a link, a code, and *this wasn't me*. */
import type { Rendered } from '../../src/domain/message.ts'

export interface Mail {
  readonly rendered: Rendered
  readonly attemptId: string
  readonly link: string
  /** The link's token, `<attempt id>.<secret>`. */
  readonly token: string
  readonly secret: string
  readonly code: string
  /** The token of *this wasn't me*. */
  readonly cancel: string
  readonly mark: string
}

export function readMail(rendered: Rendered): Mail {
  const { link = '', code = '' } = rendered.facts
  const found = /\/link\/([0-9a-z]{26})(?:#|\?s=)([A-Za-z0-9_-]{43})$/.exec(link)
  const [, attemptId = '', secret = ''] = found ?? []
  // A secret may have four such letters between two hyphens.
  const words = rendered.text.replaceAll(/https?:\S+/g, '')
  const mark = /\b([B-DF-HJ-NP-TV-XZ]{4})\b/.exec(words)?.[1] ?? ''
  return { rendered, attemptId, link, token: `${attemptId}.${secret}`, secret, code, cancel: cancelOf(rendered), mark }
}

/** The token of *this wasn't me* in a mail of any kind. */
export function cancelOf(rendered: Rendered): string {
  const found = /\/link\/([0-9a-z]{26})\/cancel#([A-Za-z0-9_-]{43})/.exec(rendered.text)
  return found ? `${found[1]}.${found[2]}` : ''
}

/** A code of the right shape that is not `code`; a different one for each `at` below 99. */
export function wrongCode(code: string, at = 0): string {
  const other = (Number(code) + at + 1) % 10 ** code.length
  return String(other).padStart(code.length, '0')
}
