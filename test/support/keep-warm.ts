import { keepWarm } from './warm-clients.ts'

keepWarm()
