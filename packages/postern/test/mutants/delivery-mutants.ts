/** Faults in the server's mails and webhooks: what calls strangers, what strangers may write, and what they may tell. */
import type { Catcher, Mutant } from './mutants.ts'

const mutant = (name: string, file: string, find: string, replace: string, by: string): Mutant => ({
  name,
  plantedIn: 'server',
  caughtIn: 'server',
  edits: [{ file, find, replace }],
  by: [`src/${by}.test.ts` as Catcher],
})

const webhooks: readonly Mutant[] = [
  mutant(
    'webhooks: the time is not signed',
    'webhooks/standard-webhooks.ts',
    '.update(`${id}.${timestamp}.${body}`)',
    '.update(`${id}.${body}`)',
    'webhooks/webhooks',
  ),
  mutant(
    'webhooks: a secret that was replaced signs for ever',
    'resources/webhook-secret.ts',
    'until === undefined || until > now',
    'until === undefined || until > 0',
    'webhooks/webhooks',
  ),
  mutant(
    'webhooks: one public address of a name is enough',
    'webhooks/safe-send.ts',
    'addresses.every(isPublic)',
    'addresses.some(isPublic)',
    'webhooks/safe-send',
  ),
  mutant(
    'webhooks: an address that stands for another one is public',
    'webhooks/permitted.ts',
    `  if (parsed.range() !== 'unicast') return false\n`,
    '',
    'webhooks/safe-send',
  ),
  mutant(
    'webhooks: the name is resolved again for the connection',
    'webhooks/safe-send.ts',
    'return sendTo(first, url, call, signal)',
    'return sendTo((await resolve(host))[0] ?? first, url, call, signal)',
    'webhooks/safe-send',
  ),
  mutant(
    'webhooks: a redirect is followed',
    'webhooks/safe-send.ts',
    '(incoming) => void readAnswer(incoming).then(resolve, reject),',
    `(incoming) =>
        void (incoming.headers.location === undefined
          ? readAnswer(incoming)
          : sendTo(address, new URL(incoming.headers.location, url), { url: url.href, headers, body }, signal)
        ).then(resolve, reject),`,
    'webhooks/safe-send',
  ),
  mutant(
    'webhooks: a call that was queued goes to one that is switched off',
    'webhooks/webhooks.ts',
    `      if (!found.value.enabled) return { kind: 'refused', reason: 'webhook-disabled' }\n`,
    '',
    'webhooks/switched-off',
  ),
  mutant(
    'webhooks: one that is switched off is told of new events',
    'webhooks/webhooks.ts',
    '      .filter(({ value }) => value.enabled)\n',
    '',
    'webhooks/switched-off',
  ),
  mutant(
    'webhooks: any answer is a success',
    'webhooks/webhooks.ts',
    `    if (status >= 200 && status < 300) return { kind: 'taken' }`,
    `    if (status < 500) return { kind: 'taken' }`,
    'webhooks/webhooks',
  ),
  mutant(
    'webhooks: the five days are never over',
    'webhooks/health.ts',
    'now - since >= patience',
    'now - since >= 10 * patience',
    'webhooks/webhooks',
  ),
  mutant(
    'webhooks: a key of some applications reaches the realm of the system',
    'api/guard.ts',
    'asked.ofSystem && !key.applications)',
    'asked.ofSystem)',
    'webhooks/system-webhooks',
  ),
  mutant(
    'webhooks: a key of a tenant reaches the realm of the system',
    'api/guard.ts',
    `  if (key.tenant !== undefined && key.tenant !== named) return { kind: 'refused', code: 'not-found' }\n`,
    `  if (key.tenant !== undefined && key.tenant !== named && named !== system) return { kind: 'refused', code: 'not-found' }\n`,
    'webhooks/system-webhooks',
  ),
]

const templates: readonly Mutant[] = [
  mutant(
    'templates: HTML is not escaped',
    'templates/liquid.ts',
    `    ...(writes === 'html' && { outputEscape: 'escape' }),\n`,
    '',
    'templates/press',
  ),
  mutant(
    'templates: a filter turns escaping off',
    'templates/liquid.ts',
    `  'plus',\n`,
    `  'plus',\n  'raw',\n`,
    'templates/press',
  ),
  mutant(
    'templates: other templates can be included',
    'templates/liquid.ts',
    `'comment', '#']`,
    `'comment', '#', 'include', 'render', 'layout']`,
    'templates/press',
  ),
  mutant(
    'templates: a worker has all the time it wants',
    'templates/press.ts',
    'answerOf(worker, job, limit)',
    'answerOf(worker, job, 100 * limit)',
    'templates/press',
  ),
  mutant(
    'templates: what is inherited can be read',
    'templates/liquid.ts',
    'ownPropertyOnly: true',
    'ownPropertyOnly: false',
    'templates/press',
  ),
  mutant(
    'templates: a script may be saved',
    'templates/unsafe-markup.ts',
    `  [/<[\\s/]*script/i, 'a script'],\n`,
    '',
    'templates/check-template',
  ),
  mutant(
    'templates: a mail without its code is sent',
    'templates/renderer.ts',
    `missingIn(facts, result).length === 0`,
    `missingIn(facts, result).length >= 0`,
    'templates/renderer',
  ),
  mutant(
    'templates: the tenant is not looked at',
    'templates/find-template.ts',
    'const key = `${tenant}/${application}/${kind}/${locale}`',
    'const key = `${kind}/${locale}`',
    'templates/renderer',
  ),
]

const themes: readonly Mutant[] = [
  mutant(
    'themes: contrast is not checked',
    'resources/theme.ts',
    'return [...faults, ...unreadable]',
    'return faults',
    'themes/themes',
  ),
  mutant(
    'themes: a colour may be any text',
    'resources/theme.ts',
    'z.string().refine(isColour,',
    'z.string().refine(() => true,',
    'themes/themes',
  ),
]

const notices: readonly Mutant[] = [
  mutant(
    'notices: the signature of Resend is not checked',
    'notices/resend.ts',
    `if (id === '' || !isSigned(secret, signed, now)) return unverified`,
    `if (id === '' || signed.signatures === '') return unverified`,
    'notices/notices',
  ),
  mutant(
    'notices: old ones are believed',
    'webhooks/standard-webhooks.ts',
    '!/^\\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > tolerance',
    '!/^\\d{1,12}$/.test(timestamp)',
    'notices/notices',
  ),
  mutant(
    'notices: the HMAC of Mailgun is not checked',
    'notices/mailgun.ts',
    'presented.length !== expected.length || !timingSafeEqual(presented, expected)',
    'presented.length !== expected.length',
    'notices/notices',
  ),
  mutant(
    'notices: the password of Postmark is not compared',
    'notices/basic-auth.ts',
    'timingSafeEqual(digest(presented), digest(secret))',
    "(presented !== '')",
    'notices/notices',
  ),
  mutant(
    'notices: what Amazon signed may be altered',
    'notices/sns.ts',
    '  if (!verify(algorithm, Buffer.from(signed), certificate.publicKey, signature)) return undefined\n',
    '',
    'notices/sns',
  ),
  mutant(
    'notices: the certificate of a topic may come from anywhere',
    'notices/sns.ts',
    '  if (!certificateUrl.startsWith(`https://${host}/SimpleNotificationService-`)) return undefined\n',
    '',
    'notices/sns',
  ),
  mutant(
    'notices: any bounce suppresses',
    'notices/notice.ts',
    'permanent && (enhanced === undefined || /^5\\.1\\.(?![78]$)/.test(enhanced))',
    'permanent',
    'notices/notices',
  ),
  mutant(
    'notices: the service of one tenant tells of the mails of another',
    'notices/notice-routes.ts',
    'takeNotices(ports, { tenant,',
    "takeNotices(ports, { tenant: 'acme' as typeof tenant,",
    'notices/notices',
  ),
  mutant(
    'notices: a mail server is believed without its password',
    'notices/smtp.ts',
    '  if (!showsSecret(posted)) return unverified\n',
    '',
    'notices/smtp',
  ),
  mutant(
    'notices: a bounce of whom a mail was handed on to suppresses',
    'notices/take-notices.ts',
    'recipients.every((key) => key === found?.to.key)',
    'found !== undefined',
    'notices/smtp',
  ),
  mutant(
    'notices: of a mail from strangers every line is looked at',
    'notices/mail-report.ts',
    'PostalMime.parse(beginningOf(mail), options)',
    'PostalMime.parse(mail, options)',
    'notices/mail-report',
  ),
]

const mails: readonly Mutant[] = [
  mutant(
    'mails: one that would wait behind a slow transport is promised',
    'web/turn-askers-away.ts',
    'if (isBehind(await backlogOf(scope), maxInFlight)) ',
    'if (isBehind({ waiting: 0, age: 0 }, maxInFlight)) ',
    'transports/fair-mails',
  ),
  mutant(
    'mails: the slow transport of one tenant closes the door to all',
    'web/admission-rule.ts',
    'if (!isBehind(mail, maxInFlight)) return false',
    'if (!isBehind(mail, maxInFlight)) continue',
    'web/admission-rule',
  ),
]

export const deliveryMutants: readonly Mutant[] = [...webhooks, ...templates, ...themes, ...notices, ...mails]
