import { join } from 'node:path'
import { describeSecondService } from './support/second-service.ts'
import { startService } from './support/service.ts'

const folder = join(import.meta.dirname, '../../../examples/second-service')

describeSecondService('the second service in TypeScript', (env) =>
  startService({ program: process.execPath, args: ['--conditions=source', 'server.ts'], folder, env }),
)
