import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

const NAME = 'a-key-of-the-tests'

/** A sender that signs reports like GitHub, with its own keys, and publishes them. */
export async function githubOf(t: Test) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = publicKey.export({ type: 'spki', format: 'pem' })
  const published = JSON.stringify({ public_keys: [{ key_identifier: NAME, key, is_current: true }] })
  const server = createServer((_request, response) => response.end(published))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return {
    keysUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    /** The headers with which a body is sent. */
    headersOf: (body: string) => ({
      'content-type': 'application/json',
      'github-public-key-identifier': NAME,
      'github-public-key-signature': sign('sha256', Buffer.from(body), privateKey).toString('base64'),
    }),
  }
}
