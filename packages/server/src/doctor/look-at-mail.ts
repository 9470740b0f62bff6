/** Mail: whether the server takes our word, without sending any, and whether DNS says that the sender may send. */
import { type Finding, fail, ok, warn } from './finding.ts'

/** Why not, by a stable word. */
export type MailAnswer = { readonly kind: 'ready' } | { readonly kind: 'down'; readonly reason: string }

/** Signs in to the mail server and leaves. */
export type TryMail = (url: string) => Promise<MailAnswer>

export async function lookAtMail(url: string | undefined, tryMail: TryMail): Promise<Finding> {
  const check = 'mail-sign-in'
  if (url === undefined) {
    return fail(
      check,
      'SMTP_URL is missing.',
      'smtp://user:password@host:587, or smtps://… for TLS from the first byte.',
    )
  }
  const answer = await tryMail(url)
  if (answer.kind === 'ready') return ok(check, `${new URL(url).host} lets us in`)
  return fail(
    check,
    `${new URL(url).host} does not let us in: ${answer.reason}.`,
    reasons[answer.reason] ?? 'SMTP_URL says host, port, user and password.',
  )
}

const reasons: Readonly<Record<string, string>> = {
  'auth-failed': 'User or password in SMTP_URL are wrong, or this user may not send.',
  'auth-not-offered': 'The server takes no user and password on this port: 587 with STARTTLS is usual.',
  'tls-failed': 'The server’s certificate is not trusted, or it has none.',
  'timed-out': 'Nobody answers: a firewall may keep port 25, 465 or 587 shut.',
}

/** Answers the texts of a name's TXT records; none where there are none. Rejects when nobody answers. */
export type LookUp = (name: string) => Promise<readonly string[]>

export interface Sender {
  /** The address that mails are from. */
  readonly mailFrom: string | undefined
  /** The name under which the key of their signature is published, where it is known. */
  readonly dkimSelector: string | undefined
}

export async function lookAtSender({ mailFrom, dkimSelector }: Sender, lookUp: LookUp): Promise<readonly Finding[]> {
  const domain = mailFrom === undefined ? undefined : /@([^\s>@]+)>?\s*$/.exec(mailFrom)?.[1]?.toLowerCase()
  if (domain === undefined) return [fail('mail-from', 'MAIL_FROM is missing.', 'Such as Acme <no-reply@acme.example>.')]
  const answer = async (
    check: string,
    name: string,
    judge: (texts: readonly string[]) => Finding,
  ): Promise<Finding> => {
    try {
      return judge(await lookUp(name))
    } catch {
      return warn(check, `DNS does not answer for ${name}.`, 'Look again when it does.')
    }
  }
  return Promise.all([
    answer('spf', domain, (texts) => spf(domain, texts)),
    lookAtDmarc(domain, lookUp),
    dkimSelector === undefined
      ? warn(
          'dkim',
          'The selector of the signature is not known here.',
          'postern doctor --dkim-selector <name>: your mail provider says which.',
        )
      : answer('dkim', `${dkimSelector}._domainkey.${domain}`, (texts) =>
          dkim(`${dkimSelector}._domainkey.${domain}`, texts),
        ),
  ])
}

/** RFC 7208 §4.5: more than one record is an error, and so nobody's. */
function spf(domain: string, texts: readonly string[]): Finding {
  const records = texts.filter((text) => /^v=spf1(?: |$)/i.test(text))
  const [record] = records
  if (record === undefined)
    return warn('spf', `${domain} says nowhere who may send for it.`, 'A TXT record v=spf1 … names your mail provider.')
  if (records.length > 1)
    return fail('spf', `${domain} has ${records.length} SPF records, which counts as an error.`, 'Make one of them.')
  if (/[+ ]\+?all$/i.test(record) && !/[-~?]all$/i.test(record))
    return fail('spf', `${domain} lets everybody send for it.`, 'End the record with -all or ~all.')
  return ok('spf', record)
}

/** A domain without a record of its own goes by the nearest one above it, and there by `sp` (RFC 7489 §6.3, §6.6.3). */
async function lookAtDmarc(domain: string, lookUp: LookUp): Promise<Finding> {
  const labels = domain.split('.')
  for (let up = 0; up === 0 || labels.length - up > 1; up++) {
    const name = `_dmarc.${labels.slice(up).join('.')}`
    const texts = await lookUp(name).catch(() => undefined)
    if (!texts) return warn('dmarc', `DNS does not answer for ${name}.`, 'Look again when it does.')
    const record = texts.find((text) => /^v=DMARC1\s*;/i.test(text))
    if (record !== undefined) return dmarc(record, up > 0)
  }
  return warn(
    'dmarc',
    `_dmarc.${domain} has no record, nor has a domain above it: some receivers take less mail for it.`,
    'A TXT record v=DMARC1; p=quarantine; rua=mailto:… says what to do with forgeries.',
  )
}

function dmarc(record: string, isAbove: boolean): Finding {
  const policy = (tag: string): string | undefined =>
    new RegExp(`;\\s*${tag}=(\\w+)`, 'i').exec(record)?.[1]?.toLowerCase()
  if (((isAbove ? policy('sp') : undefined) ?? policy('p')) === 'none')
    return warn(
      'dmarc',
      `${record}: forgeries in your name are delivered.`,
      'p=quarantine or p=reject, once reports are clean.',
    )
  return ok('dmarc', record)
}

/** RFC 6376 §3.6.1: an empty key is a revoked one. */
function dkim(name: string, texts: readonly string[]): Finding {
  const record = texts.find((text) => /(?:^|;)\s*p=/i.test(text))
  if (record === undefined)
    return fail('dkim', `${name} has no key.`, 'Your mail provider says which TXT or CNAME record to add.')
  if (/(?:^|;)\s*p=\s*(?:;|$)/i.test(record))
    return fail('dkim', `The key at ${name} is withdrawn.`, 'Publish the one that your provider signs with.')
  return ok('dkim', `${name} has a key`)
}
