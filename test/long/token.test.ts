import { chmod } from 'node:fs/promises'
import t from 'tap'
import { sessionVerifier } from '../../auth/session-token.ts'
import { setLog } from '../auth/key-server.ts'
import { SECRET } from '../kit/people.ts'
import { asOrdinaryUser } from '../kit/process.ts'
import { dataFolder, run } from '../kit/service.ts'

const LINKS_ONLY = {
  PUBLIC_URL: 'https://keys.example.com',
  ADMIN_TOKEN: 'an operator token of the tests, long enough',
  HOST: '0.0.0.0',
  DATABASE_URL: 'postgres://localhost/x',
}
const ACCOUNT = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'

t.test('the session has the requested account and tier, as the service verifies it', async t => {
  const issuer = 'https://project.supabase.co/auth/v1'
  const env = { SUPABASE_JWT_SECRET: SECRET, SUPABASE_URL: 'https://project.supabase.co/' }
  const { code, output } = await run(t, 'cli/token.ts', env, { args: ['--account', ACCOUNT, '--tier', 'free'] }).ended
  t.equal(code, 0)
  const [name, token = ''] = output.trim().split('=')
  t.equal(name, 'sb-access-token')
  const session = await sessionVerifier({ kind: 'secret', secret: SECRET, issuer }, setLog()).verify(token)
  t.match(session, { personId: ACCOUNT, tier: 'free' })
})

for (const [what, env, args, message] of [
  ['an account that is not a UUID', {}, ['--account', 'me'], '--account must be a UUID in lower case'],
  ['a tier that no plan can have', {}, ['--tier', 'Gold plan'], '--tier must be the name of a plan'],
  ['an unknown option', {}, ['--admin'], "Unknown option '--admin'"],
  ['keys that only Supabase has', { SUPABASE_URL: 'https://project.supabase.co' }, [], 'only Supabase can sign'],
  ['a deployment without a provider', LINKS_ONLY, [], 'without a provider, sessions begin with POST /admin/v1'],
] as const)
  t.test(`${what} gives no token and explains why`, async t => {
    const settings = { DATA_DIR: await dataFolder(t), ...env }
    const { code, output } = await run(t, 'cli/token.ts', settings, { args: [...args] }).ended
    t.equal(code, 1)
    t.match(output, `no token: ${message}`)
  })

t.test('if the demo cannot store its secret, there is no token either', async t => {
  const DATA_DIR = await dataFolder(t)
  await chmod(DATA_DIR, 0o555)
  const { code, output } = await run(t, 'cli/token.ts', { DATA_DIR }, { through: asOrdinaryUser }).ended
  t.equal(code, 1)
  t.match(output, /^no token: EACCES: permission denied/)
})
