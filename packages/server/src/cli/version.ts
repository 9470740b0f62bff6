import { createRequire } from 'node:module'

const { version: ofPackage } = createRequire(import.meta.url)('@postern/server/package.json') as {
  readonly version: string
}

export const version: string = ofPackage
