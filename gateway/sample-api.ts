import { createUpstream } from './upstream.ts'

/** The process: `node gateway/sample-api.ts [port]`. */
const port = Number(process.argv[2] ?? 9000)
createUpstream().listen(port, '127.0.0.1', () => process.stdout.write(`the sample API listens on ${port}\n`))
