/** Whether a host name or address is this machine's own: `localhost`, 127.0.0.0/8, `::1` with or without brackets. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(?:\.\d{1,3}){3})$/i.test(host)
}
