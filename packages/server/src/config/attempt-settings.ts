/** What a sign-in under way allows: who may finish it, by what, and how long things live. */
import { z } from 'zod'
import { onOff, whole } from './from-text.ts'
import { judged } from './judged.ts'
import { setting } from './setting.ts'

export const attemptSettings = {
  approval: setting(z.boolean(), {
    env: 'POSTERN_APPROVAL',
    read: onOff,
    wants: 'on or off',
    means: 'Whether a link opened on another device may let the asking browser in by its number.',
    byDefault: 'on',
  }),
  sameBrowserOnly: setting(z.boolean(), {
    env: 'POSTERN_SAME_BROWSER_ONLY',
    read: onOff,
    wants: 'on or off',
    means: 'Whether a link works in the browser that asked for it only.',
    byDefault: 'off',
  }),
  link: setting(z.enum(['fragment', 'query']), {
    env: 'POSTERN_LINK',
    wants: 'fragment or query',
    means: 'Where the link carries its secret. `query` works without script, and puts the secret where logs see it.',
    byDefault: 'fragment',
  }),
  liveSets: setting(z.union([z.literal(1), z.literal(2), z.literal(3)]), {
    env: 'POSTERN_LIVE_SETS',
    read: whole,
    wants: '1, 2 or 3',
    means: 'How many mails of one attempt work at the same time.',
    byDefault: '3',
  }),
  code: setting(judged(z.strictObject({ kind: z.enum(['digits', 'letters']), length: z.int().max(12) }), 'code'), {
    wants: '{ kind: "digits" or "letters", length }',
    means: 'What codes look like.',
    byDefault: '{ kind: "digits", length: 6 }',
  }),
  lifetimes: setting(
    judged(
      z.strictObject({
        secrets: z.exactOptional(z.number()),
        sessionIdle: z.exactOptional(z.number()),
        session: z.exactOptional(z.number()),
        binding: z.exactOptional(z.number()),
        knownBrowser: z.exactOptional(z.number()),
      }),
      'lifetimes',
    ),
    {
      wants: '{ secrets, sessionIdle, session, binding, knownBrowser }, each in milliseconds',
      means: 'How long secrets, sessions, bindings and known browsers live.',
      byDefault: '10 minutes, 7 days, 30 days, 24 hours, 365 days',
    },
  ),
}
