import { enableCompileCache } from 'node:module'

/**
 * Loaded into every test's process (.taprc). The process ends when the runner does, in any way, and so does everything
 * it has started (test/kit/process.ts). Otherwise it would continue and write into a pipe without a reader.
 */
const LOOK_MS = 500
const runner = process.ppid

setInterval(() => {
  if (process.ppid !== runner) process.kill(process.pid, 'SIGKILL')
}, LOOK_MS).unref()

// Uses a compile cache, except for coverage, which needs modules to be compiled each time.
if (!process.env['NODE_V8_COVERAGE']) enableCompileCache()
