/** One thing that was looked at: how it is, and what to do about it. */
export interface Finding {
  /** What was looked at: `base-url`. */
  readonly check: string
  readonly state: 'ok' | 'warn' | 'fail'
  /** What was seen, as a sentence. */
  readonly says: string
  /** What to do, where something is to be done. */
  readonly fix?: string
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says })
export const warn = (check: string, says: string, fix: string): Finding => ({ check, state: 'warn', says, fix })
export const fail = (check: string, says: string, fix: string): Finding => ({ check, state: 'fail', says, fix })
