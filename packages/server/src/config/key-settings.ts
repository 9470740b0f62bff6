/** How the first key of the API comes to be. */
import { z } from 'zod'
import { bearerSecret } from './bearer-secret.ts'
import { setting } from './setting.ts'

export const keySettings = {
  bootstrapSecret: setting(z.string().min(32).max(500), {
    env: 'POSTERN_BOOTSTRAP_SECRET',
    secret: true,
    wants: 'at least 32 letters; `openssl rand -base64 32` makes them',
    means:
      'For whoever sends it to `POST /api/v1/bootstrap` first, the first API key, which may do everything. It works once in the life of a database; a new one works once more.',
    byDefault: 'none; `postern dev` draws one at each start and prints it',
  }),
  rootKey: setting(bearerSecret, {
    env: 'POSTERN_ROOT_KEY',
    secret: true,
    wants: 'at least 32 letters without a space; `openssl rand -base64 32` makes them',
    means:
      'An API key that may do everything and is kept in no database, for installations that are set up by a program. Take it away when that is done.',
    byDefault: 'none',
  }),
}
