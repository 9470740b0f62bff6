/** `npm run clean`: removes what can be made again, but neither installed packages nor the development database. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './bootstrap.mjs'

const made = [
  '.cache',
  'coverage',
  ...readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'dist')),
]
for (const path of made) rmSync(join(root, path), { recursive: true, force: true })
