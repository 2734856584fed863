import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { singleHeader } from '../../auth/single-header.ts'
import { ApiError } from '../../errors.ts'
import { githubKeys, isSigned } from '../../leaks/github-signature.ts'
import { describeGuard } from './describe.ts'
import { queueReports } from './report-queue.ts'

const IDENTIFIER = 'github-public-key-identifier'
const SIGNATURE = 'github-public-key-signature'
const CHALLENGE = { headers: { 'www-authenticate': 'Signature realm="Github-Public-Key-Signature"' } }

/** The guard of a scope for GitHub's secret scanning, which signs its reports. */
export default fp<{ keysUrl: string }>(
  async function github(app, { keysUrl }) {
    const keys = githubKeys(keysUrl, app.log)
    app.addHook('onClose', async () => keys.close())
    describeGuard(app, { security: [{ GithubSignature: [] }], statuses: [401] })
    app.addHook('onRequest', async function requireSignature(request) {
      const { rawHeaders } = request.raw
      const parts = [singleHeader(rawHeaders, IDENTIFIER), singleHeader(rawHeaders, SIGNATURE)]
      if (parts.every(Boolean)) return
      app.anonymous.take(request)
      throw new ApiError('missing_token', CHALLENGE)
    })

    async function verify({ headers }: FastifyRequest, body: Buffer) {
      const key = await keys.find(String(headers[IDENTIFIER]))
      if (key && isSigned(body, String(headers[SIGNATURE]), key)) return
      throw new ApiError('invalid_token', CHALLENGE)
    }
    // The response tells GitHub which tokens are keys, so its time needs no disguise.
    queueReports(app, { verify, respondEveryMs: 0 })
  },
  { name: 'github', fastify: '5.x', dependencies: ['rate-limit', 'validation'] },
)
