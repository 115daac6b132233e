import { open } from '../../support/opening.ts'
import { aMortalWorker, fastClock } from './mortal.ts'

// A process of its own whose workers run jobs until somebody kills it.

const [url = '', begun = '', workers = ''] = process.argv.slice(2)

const database = await open(url, fastClock(Number(begun)).now)
for (let made = 0; made < Number(workers); made += 1) aMortalWorker(database, Number(begun)).start()
process.send?.('working')
