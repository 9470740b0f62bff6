import { join } from 'node:path'
import { inject } from 'vitest'
import { describeSecondService, type StartSecondService } from './support/second-service.ts'
import { describeSecondServiceAtWork } from './support/second-service-at-work.ts'
import { startService } from './support/service.ts'

const folder = join(import.meta.dirname, '../../../examples/second-service-python')
const program = inject('python' as never) as string
const args = ['-B', '-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', '0']

const start: StartSecondService = (env) => startService({ program, args, folder, env })

describeSecondService('the second service in Python', start)
describeSecondServiceAtWork('the second service in Python', start)
