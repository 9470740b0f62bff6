/** Who may look on: metrics and traces. */
import { z } from 'zod'
import { bearerSecret } from './bearer-secret.ts'
import { onOff, whole } from './from-text.ts'
import { setting } from './setting.ts'

export const telemetrySettings = {
  metricsSecret: setting(bearerSecret, {
    env: 'POSTERN_METRICS_SECRET',
    secret: true,
    wants: 'at least 32 letters without a space; `openssl rand -base64 32` makes them',
    means:
      'Opens `/metrics` to whoever shows it, as `Authorization: Bearer`. Without it, and without a port for them, there are no metrics.',
    byDefault: 'none',
  }),
  metricsPort: setting(z.int().min(0).max(65_535), {
    env: 'POSTERN_METRICS_PORT',
    read: whole,
    wants: 'a whole number from 0 to 65535',
    means: 'A port of their own for metrics, which asks for no secret: for a network that only the monitoring reaches.',
    byDefault: 'none',
  }),
  metricsHost: setting(z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/), {
    env: 'POSTERN_METRICS_HOST',
    wants: 'a host name or an address to listen on',
    means: 'The address of that port. Without one it is refused.',
    byDefault: '127.0.0.1',
  }),
  tracing: setting(z.boolean(), {
    env: 'POSTERN_TRACING',
    read: onOff,
    wants: 'on or off',
    means:
      'Whether spans are made of requests, operations, commands of the database and deliveries. They go to the OpenTelemetry SDK that was loaded before the server, such as by `NODE_OPTIONS=--import=./tracing.mjs`; without one they go nowhere.',
    byDefault: 'off',
  }),
}
