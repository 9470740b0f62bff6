/** What a configuration file imports. The server itself is the command `postern`. */
export { defineConfig, type LogFormat, type LogLevel, type Settings } from './config/settings.ts'
