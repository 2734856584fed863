import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { withCause } from './errors.ts'
import { shutdownOnSignal } from './http/shutdown.ts'

/** The process: settings, listen, signals. */
async function main() {
  const config = readConfig()
  const app = await buildApp(config)
  shutdownOnSignal(app)
  const address = await app.listen({ host: config.host, port: config.port })
  const lines = [
    `keyward listens on ${address}`,
    `  page        ${address}/`,
    `  Swagger UI  ${address}/docs`,
    ...(app.demo ? [`  sign in     ${address}/demo/sign-in?token=${app.demo.linkToken}`] : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: Error) => {
  process.stderr.write(`keyward did not start: ${withCause(error)}\n`)
  process.exit(1)
})
