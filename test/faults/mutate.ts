import { registerHooks } from 'node:module'

// For `--import`: an instance in which one place of the source reads otherwise. The tests that trust a checker break
// the service with it, to see the checker find that.
const { file, from, to } = JSON.parse(process.env['MUTATION'] ?? '') as Record<'file' | 'from' | 'to', string>

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith(`/${file}`)) return loaded
    const source = String(loaded.source)
    if (!source.includes(from)) throw new Error(`${file} has no ${from}`)
    return { ...loaded, source: source.replace(from, to) }
  },
})
