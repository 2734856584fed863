import type { Test } from 'tap'
import { rejected, values } from './answers.ts'
import type { Gateway } from './harness.ts'

/** The forms in which TAXII clients send a key. */
const forms = (key: string) => [`:${key}`, `anyone:${key}`, `${key}:`]

export async function basic(t: Test, { ask, customer, received, secrets }: Gateway) {
  const { key } = await customer('pro')
  const header = (text: string) => {
    const encoded = Buffer.from(text).toString('base64')
    secrets.add(encoded)
    return { authorization: `Basic ${encoded}` }
  }
  for (const form of forms(key)) {
    received.length = 0
    t.equal((await ask('/api/taxii2/', header(form))).status, 200)
    t.same(values(received[0]?.rawHeaders ?? [], 'authorization'), [], 'the API does not get the key')
  }
  for (const [path, challenges] of [
    ['/api/taxii2/', ['Basic realm="API key as the password", charset="UTF-8"', 'Bearer']],
    ['/api/v1/iocs', ['Bearer']],
  ] as const) {
    const missing = await ask(path)
    rejected(t, missing, 401, 'missing_api_key', path)
    const challenge = missing.headers['www-authenticate']
    for (const one of challenges) t.match([challenge].flat().join(', '), one)
    t.equal([challenge].flat().join(', ').length, challenges.join(', ').length, 'only there, a dialog may open')
    rejected(t, await ask(path, header('user:password')), 401, 'invalid_api_key', path)
  }
}
