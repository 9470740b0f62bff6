/** Loaded before a program of ours: says on descriptor 3 how long the event loop stood still, whenever it is asked by SIGUSR2. */
import { writeSync } from 'node:fs'
import { watchStalls } from './stalls.ts'

const stalls = watchStalls()
process.on('SIGUSR2', () => void writeSync(3, `${JSON.stringify(stalls())}\n`))
