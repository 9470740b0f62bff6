/** How long the trail of events is kept. */
import { z } from 'zod'
import { setting } from './setting.ts'

const most = 3650

export const keepEventsSetting = setting(z.int().min(8).max(most), {
  env: 'POSTERN_KEEP_EVENTS',
  read: (text) => (/^\d{1,4}$/.test(text) ? Number(text) : text),
  wants: `a whole number of days from 8 to ${most}`,
  means: 'For how many days events are kept. Their seals stay, so that what is left can still be verified.',
  byDefault: '400',
})
