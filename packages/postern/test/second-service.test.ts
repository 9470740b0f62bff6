import { join } from 'node:path'
import { describeSecondService, type StartSecondService } from './support/second-service.ts'
import { describeSecondServiceAtWork } from './support/second-service-at-work.ts'
import { startService } from './support/service.ts'

const folder = join(import.meta.dirname, '../../../examples/second-service')

const start: StartSecondService = (env) =>
  startService({ program: process.execPath, args: ['--conditions=@postern/source', 'server.ts'], folder, env })

describeSecondService('the second service in TypeScript', start)
describeSecondServiceAtWork('the second service in TypeScript', start)
