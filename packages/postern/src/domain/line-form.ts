/**
 * Text that others read in one line, of a page, of a mail and of a log: without control characters, and without the
 * marks that turn the direction of what follows, by which a name takes the words behind it along (UAX #9 §2). The
 * joiners stay: names of some scripts need them.
 */
export const lineForm: RegExp = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u

/** Whether mail programs make a link of it, or of a part. An address of mail leads nowhere. */
export function readsAsLink(text: string): boolean {
  return /:\/\/|www\./i.test(text) || /[\p{L}\p{N}]\.\p{L}{2}/u.test(text.replaceAll(/[\w.+-]+@[\w.-]+/g, ''))
}
