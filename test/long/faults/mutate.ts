import { registerHooks } from 'node:module'

// For `--import`: an instance in which some places of the source read differently. The tests that trust a checker break
// the service with it, to see the checker find that.
const mutations = JSON.parse(process.env['MUTATIONS'] ?? '') as Record<'file' | 'from' | 'to', string>[]

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    const ofFile = mutations.filter(({ file }) => url.endsWith(`/${file}`))
    if (ofFile.length === 0) return loaded
    let source = String(loaded.source)
    for (const { file, from, to } of ofFile) {
      if (!source.includes(from)) throw new Error(`${file} has no ${from}`)
      source = source.replace(from, to)
    }
    return { ...loaded, source }
  },
})
