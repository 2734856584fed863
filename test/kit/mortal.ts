/**
 * Loaded into every test's process (.taprc): it ends when the runner does, however that ends, and with it whatever it
 * has started (test/kit/process.ts). By itself it would go on, and write into a pipe that nobody reads.
 */
const LOOK_MS = 500
const runner = process.ppid

setInterval(() => {
  if (process.ppid !== runner) process.kill(process.pid, 'SIGKILL')
}, LOOK_MS).unref()
