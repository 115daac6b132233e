import { mkdir } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Answer, answerTo, type Question } from './answers.ts'
import { type Library, libraryOf, openEngine } from './databases.ts'
import { type Measurement, measure } from './load.ts'
import { isWanted, type Plan } from './plan.ts'
import { showProgress } from './progress.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import { type Server, type Stoppable, startBare, startProduct } from './servers.ts'

/** One kind of request to one server, with what each round gave. */
export interface Lane {
  scenario: Scenario
  /** The size of the library served, or the bare route. */
  on: number | 'bare'
  server: Server
  question: Question
  rounds: Measurement[]
}

/** Fills the libraries, starts the servers and lets them take turns. What it starts is put into `started`. */
export async function run(plan: Plan, folder: string, started: Stoppable[]): Promise<Lane[]> {
  const wanted = scenarios.filter((one) => isWanted(plan, one))
  const home = plan.library ?? folder
  await mkdir(home, { recursive: true })
  const engine = await openEngine(plan.engine, home)
  started.push(engine)
  showProgress(`publishing ${plan.sizes.join(' and ')} articles`)
  const libraries = await Promise.all(
    plan.sizes.map((articles) => libraryOf(engine, home, articles, scenarios.length)),
  )
  const lanes: Lane[] = []
  for (const library of libraries) {
    const server = await startProduct(library, folder, plan.profiles)
    started.push(server)
    lanes.push(...(await Promise.all(wanted.map((one, at) => laneOf(one, library, at, server)))))
  }
  const models = lanes.slice(-wanted.length)
  const answers = await Promise.all(models.map(({ server, question }) => answerTo(server.url, question)))
  const bare = await startBare(answers, folder)
  started.push(bare)
  lanes.push(...(await Promise.all(answers.map((answer, at) => bareLane(bare, answer, models[at])))))

  await takeTurns(lanes, plan)
  return lanes
}

// A key of its own for each scenario, since quotas are counted by key.
async function laneOf(scenario: Scenario, library: Library, at: number, server: Server): Promise<Lane> {
  const { name, status } = scenario
  const headers = { authorization: `Bearer ${library.keys[at % library.keys.length]}` }
  const question: Question = { name, path: scenario.path(library), headers, status: 200 }
  const lane: Lane = { scenario, on: library.articles, server, question, rounds: [] }
  if (status === 200) return lane

  const { headers: known } = await answerTo(server.url, question)
  return {
    ...lane,
    question: { ...question, status, headers: { ...headers, 'if-none-match': known.etag ?? '' } },
  }
}

async function bareLane(server: Server, answer: Answer, model: Lane | undefined): Promise<Lane> {
  if (!model) throw new Error(`There is no question for the answer ${answer.name}`)
  const question: Question = { ...model.question, path: `/${answer.name}` }
  // The comparison would mean nothing if the bare route sent less.
  if (!isDeepStrictEqual(await answerTo(server.url, question), answer))
    throw new Error(`The bare route does not answer ${answer.name} as the product does`)
  return { scenario: model.scenario, on: 'bare', server, question, rounds: [] }
}

async function takeTurns(lanes: Lane[], plan: Plan): Promise<void> {
  const { warmUpS, rounds, seconds, connections } = plan
  for (const { question, server } of warmUpS > 0 ? lanes : []) {
    showProgress(`warming up: ${question.name}`)
    await measure(server, { ...question, seconds: warmUpS, connections })
  }
  for (let round = 1; round <= rounds; round++) {
    for (const name of new Set(lanes.map(({ scenario }) => scenario.name))) {
      showProgress(`round ${round} of ${rounds}: ${name}`)
      const turns = lanes.filter(({ scenario }) => scenario.name === name)
      // Nobody is the first in every round.
      turns.push(...turns.splice(0, round % turns.length))
      for (const { server, question, rounds: measured } of turns)
        measured.push(await measure(server, { ...question, seconds, connections }))
    }
  }
  showProgress('')
}
