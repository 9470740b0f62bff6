/** The workings with their HTTP app, at once: for processes that are there to serve, such as the server. */
import type { Hono } from 'hono'
import { createApp } from './http/app.ts'
import type { Env } from './http/headers.ts'
import type { Route } from './http/route.ts'
import { startWorkings, type Workings, type WorkingsOptions } from './workings.ts'

export interface RuntimeOptions extends WorkingsOptions {
  readonly routes?: readonly Route[]
}

export interface Runtime extends Workings {
  readonly app: Hono<Env>
}

/** Opens the store and puts everything together. */
export async function startRuntime({ routes, ...options }: RuntimeOptions): Promise<Runtime> {
  const workings = await startWorkings(options)
  return { ...workings, app: createApp(workings.http, routes) }
}
