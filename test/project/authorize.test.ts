import t from 'tap'
import { read, tracked } from './files.ts'

t.test('the authorize function that runs is that of the newest migration', async t => {
  const about = tracked.filter(path => /^db\/migrations\/.*authorize/.test(path)).sort()
  t.ok(about.length > 1)
  const [, called = ''] = /from public\.(\w+)\(/.exec(read('db/authorize.ts')) ?? []
  t.match(read(about.at(-1) ?? ''), `create function ${called}(`)
  t.match(read('db/authorize.ts'), about.at(-1) ?? '', 'its documentation names the file')
})
