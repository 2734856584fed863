import t from 'tap'
import { ask } from '../kit/http.ts'
import { LogReader, startWriting } from '../kit/log-reader.ts'
import { type Person, signIn } from '../kit/people.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'

const KEYS = 3
const OPERATOR = 'an operator token of 32 characters'

type Revoke = (service: Service, as: Person) => ReturnType<typeof ask>

/** The requests that revoke by filter, each with the account of its keys. */
const REQUESTS: Record<string, Revoke> = {
  'an account': (service, { cookie }) =>
    ask(service, '/api/v1/keys/revocations', { cookie, method: 'POST', body: { filter: { all: true } } }),
  'an operator': (service, { accountId }) =>
    ask(service, '/admin/v1/revocations', {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR}` },
      body: { account_id: accountId, filter: { all: true } },
    }),
}

async function createKeys(service: Service, { cookie }: Person) {
  const ids: string[] = []
  for (let at = 0; at < KEYS; at++) {
    const reply = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
    ids.push(reply.json().id)
  }
  return ids
}

/**
 * Revokes new keys until the response is a 503 because their lines cannot be written. @returns the last of those keys
 */
async function untilUnrecorded(service: Service, person: Person, revoke: Revoke): Promise<string[]> {
  const ids = await createKeys(service, person)
  if ((await revoke(service, person)).status === 503) return ids
  await Promise.all(Array.from({ length: 50 }, () => ask(service, '/healthz')))
  return untilUnrecorded(service, person, revoke)
}

t.test('a filter repeated after a kill writes the line of every key that it has revoked', async t => {
  const env = { DATA_DIR: await preparedFolder(t), ADMIN_TOKEN: OPERATOR }
  const reader = await LogReader.open(t)
  const first = await startWriting(t, env, { redirect: `>${reader.path} 2>&1` })
  reader.read()
  reader.stall()
  const asked: { name: string; revoke: Revoke; person: Person; ids: string[] }[] = []
  for (const [name, revoke] of Object.entries(REQUESTS)) {
    const person = await signIn('pro')
    asked.push({ name, revoke, person, ids: await untilUnrecorded(first, person, revoke) })
  }
  await first.end('SIGKILL')

  const second = await start(t, env)
  for (const { name, revoke, person } of asked) {
    const reply = await revoke(second, person)
    t.equal(reply.status, 200, name)
    t.match(reply.json(), { complete: true }, name)
  }
  const { output } = await second.end()
  for (const { name, ids } of asked)
    for (const id of ids) t.match(output, `"msg":"keyward.revoked","key_id":"${id}"`, name)
})
