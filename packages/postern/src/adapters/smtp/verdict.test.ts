import { expect, test } from 'vitest'
import { verdict } from './verdict.ts'

test('without nodemailer nothing leaves, and whoever runs it is told what to install', () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
  expect(verdict(missing, false)).toEqual({
    kind: 'down',
    reason: 'nodemailer-missing',
    mend: 'smtp() needs the package nodemailer: npm install nodemailer',
  })
})

test('what a mail server may do is nothing for her to mend', () => {
  expect(verdict(Object.assign(new Error(), { code: 'ECONNREFUSED' }), false)).toEqual({
    kind: 'down',
    reason: 'connection-refused',
  })
})
