import { isatty } from 'node:tty'
import { buildApp } from './app.ts'
import { lowContrasts } from './config/accent.ts'
import { misspelledSettings, readConfig } from './config/config.ts'
import { withCause } from './errors.ts'
import { nonBlocking } from './http/descriptor.ts'
import { LogWriter } from './http/log.ts'
import { shutdownOnSignal } from './http/shutdown.ts'
import { startLines } from './http/start-lines.ts'

/** The process: settings, listen, signals. */
async function main() {
  const config = readConfig()
  const log = new LogWriter(nonBlocking(1), nonBlocking(2))
  process.once('exit', () => log.flush())
  const app = await buildApp(config, { log })
  for (const variable of misspelledSettings())
    app.log.warn(variable, 'a setting seems to be misspelled, and is ignored')
  for (const place of lowContrasts(config.apiInfo?.brand))
    app.log.warn(place, 'the accent color of the brand has less contrast than WCAG AA requires (4.5)')
  shutdownOnSignal(app, log)
  const address = await app.listen({ host: config.host, port: config.port })
  const signIn = app.demo && `${address}/demo/sign-in?token=${app.demo.linkToken}`
  log.write(startLines(address, { isTerminal: isatty(1), signIn }))
}

main().catch((error: Error) => {
  process.stderr.write(`keyward did not start: ${withCause(error)}\n`)
  process.exit(1)
})
