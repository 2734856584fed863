import { writeFile } from 'node:fs/promises'
import { VENDOR_FILE, vendored } from './vendored.ts'

// `npm run dashboard:vendor`, after one of these packages was upgraded.
await writeFile(VENDOR_FILE, await vendored())
