/** The mail server's mails as the checker wants them. */
import type { TakenMail } from './evidence.ts'
import type { SunkMail } from './sink.ts'

export function takenMails(mails: readonly SunkMail[]): readonly TakenMail[] {
  return mails.map(({ messageId, attempt, token, code }) => ({ messageId, attempt, secrets: `${token} ${code}` }))
}
