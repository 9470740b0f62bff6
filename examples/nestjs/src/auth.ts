import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { sqlite } from 'postern/sqlite'

export const port: number = Number(process.env.PORT ?? 3000)

export const auth = postern({
  baseUrl: `http://localhost:${port}`,
  secret: process.env.POSTERN_SECRET ?? 'a secret that is good for development',
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: devInbox() },
})

/** `@CurrentUser() user: PosternUser | undefined`, on routes that `requireUser` or `withUser` stands before. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest().user
})
