#!/usr/bin/env node
// Must parse on any Node that knows modules, so that one too old for the product is told so in a sentence.
const wanted = '22.18 or later of 22, 24.11 or later of 24, or 26 and above'
const [major, minor] = process.versions.node.split('.').map(Number)

if ((major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major >= 26) {
  // In a checkout the sources may run as they are; a package carries the build.
  const fromSources = process.execArgv.includes('--conditions=@postern/source')
  void import(fromSources ? '../src/main.ts' : '../dist/main.js').then(({ main }) => main(process.argv.slice(2)))
} else {
  process.stderr.write(
    `Postern needs Node ${wanted}, and this is Node ${process.versions.node}: install Node 24 from https://nodejs.org/en/download and run the command again.\n`,
  )
  process.exitCode = 1
}
