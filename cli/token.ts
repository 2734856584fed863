import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { DEMO_ACCOUNT, openDemo } from '../auth/demo.ts'
import { mintSession } from '../auth/mint-session.ts'
import { type Config, readConfig } from '../config/config.ts'
import { SESSION_COOKIE } from '../schemas/credentials.ts'
import { UUID } from '../schemas/primitives.ts'
import { PLAN_NAME } from '../schemas/tier.ts'

const SECONDS = 3600

/** `npm run -s token -- [--account UUID] [--tier free|pro]`: prints a session cookie for trying things out. */
async function main() {
  const { account, tier } = readArguments()
  const { secret, issuer } = await signer(readConfig())
  const token = await mintSession(secret, {
    personId: account,
    sessionId: randomUUID(),
    tier,
    seconds: SECONDS,
    issuer,
  })
  process.stdout.write(`${SESSION_COOKIE}=${token}\n`)
}

function readArguments() {
  const options = {
    account: { type: 'string', default: DEMO_ACCOUNT },
    tier: { type: 'string', default: 'pro' },
  } as const
  const { account, tier } = parseArgs({ options }).values
  if (!UUID.test(account)) throw new Error('--account must be a UUID in lower case')
  if (!PLAN_NAME.test(tier)) throw new Error('--tier must be the name of a plan')
  return { account, tier }
}

/** The secret that an instance with the same settings accepts: SUPABASE_JWT_SECRET, or the demo's. */
async function signer({ session, dataDir }: Config) {
  if (session?.kind === 'jwks') throw new Error('only Supabase can sign for SUPABASE_URL; sign in there')
  if (session?.kind === 'links')
    throw new Error('without a provider, sessions begin with POST /admin/v1/portal-sessions')
  return session ?? { secret: (await openDemo(dataDir)).secret, issuer: undefined }
}

main().catch((error: Error) => {
  process.stderr.write(`no token: ${error.message}\n`)
  process.exit(1)
})
