import { enableCompileCache } from 'node:module'

/**
 * Loaded into every test's process (.taprc): it ends when the runner does, however that ends, and with it whatever it
 * has started (test/kit/process.ts). By itself it would go on, and write into a pipe that nobody reads.
 */
const LOOK_MS = 500
const runner = process.ppid

setInterval(() => {
  if (process.ppid !== runner) process.kill(process.pid, 'SIGKILL')
}, LOOK_MS).unref()

// What every test imports is compiled once. What measures coverage has to see it compiled.
if (!process.env['NODE_V8_COVERAGE']) enableCompileCache()
