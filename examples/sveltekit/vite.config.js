import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

// SvelteKit compares the origin of every form with its own, which it takes to be https unless it is told.
const origin = process.env.ORIGIN ?? 'http://localhost:3000'

export default defineConfig({ plugins: [sveltekit({ adapter: adapter(), paths: { origin } })] })
