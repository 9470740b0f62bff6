import { testShortForm } from './short-form.ts'

testShortForm('sqlite')
