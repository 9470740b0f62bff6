import { Controller, Get, Header, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common'
import type { PosternUser } from 'postern'
import { requireUser, withUser } from 'postern/express'
import { auth, CurrentUser } from './auth.js'

@Controller()
export class NotesController {
  @Get()
  home(@CurrentUser() user: PosternUser | undefined): string {
    if (!user) return `<a href="${auth.signInUrl('/notes')}">Sign in</a>`
    return '<form method="post" action="/auth/sign-out"><button>Sign out</button></form>'
  }

  @Get('notes')
  @Header('content-type', 'text/plain')
  notes(@CurrentUser() user: PosternUser): string {
    return `The notes of ${user.email}`
  }
}

@Module({ controllers: [NotesController] })
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(withUser(auth)).forRoutes('/')
    consumer.apply(requireUser(auth)).forRoutes('notes')
  }
}
