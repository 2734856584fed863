import { registerHooks } from 'node:module'

// For `--import`: an instance with changes to its source. Tests of a checker break the service with it, to see that the
// checker finds the defect.
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
