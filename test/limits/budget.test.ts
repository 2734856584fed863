import t from 'tap'
import { Budget } from '../../limits/budget.ts'

t.test('amounts are limited in total and per owner, and can be reused once given back', async t => {
  const budget = new Budget(10, 6)
  t.equal(budget.take('a', 4), true)
  t.equal(budget.take('a', 3), false, 'more than one may have')
  t.equal(budget.take('a', 2), true)
  t.equal(budget.take('b', 5), false, 'more than there is')
  t.equal(budget.take('b', 4), true)
  budget.giveBack('a', 2)
  t.equal(budget.take('b', 2), true)
  t.equal(budget.take('b', 1), false)
  budget.giveBack('a', 4)
  budget.giveBack('b', 6)
  t.equal(budget.take('a', 6), true)
  t.equal(budget.take('b', 4), true)
})

t.test('an amount of zero takes nothing, and can be given back', async t => {
  const budget = new Budget(10, 6)
  for (let time = 0; time < 2; time++) t.equal(budget.take('a', 0), true)
  for (let time = 0; time < 2; time++) budget.giveBack('a', 0)
  t.equal(budget.take('a', 6), true)
  t.equal(budget.take('b', 4), true)
})
