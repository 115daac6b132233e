import { expect, test } from 'vitest'
import { envExample } from '../../src/config.ts'

// Written anew by `npx vitest run --project check --update`.
test('.env.example says what the configuration reads', async () => {
  await expect(envExample()).toMatchFileSnapshot('../../.env.example')
})
