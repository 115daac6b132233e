import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A stretch of network before a server that breaks when told to, ended with the test. */
export async function aCuttingProxy(serverUrl: string) {
  const server = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let cut: { text: string; when: 'before' | 'after' } | undefined

  const proxy = createServer((near) => {
    const far = connect(Number(server.port), server.hostname)
    let answered = false
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', end).on('close', end)
    }
    near.on('data', (sent) => {
      if (!cut || !sent.includes(cut.text)) return far.write(sent)
      const { when } = cut
      cut = undefined
      if (when === 'before') return end()
      answered = true
      return far.write(sent)
    })
    // The answer to what the cut was set for never arrives.
    far.on('data', (answer) => (answered ? end() : near.write(answer)))
  })
  const goUp = (port: number) =>
    new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', () => resolve()))
  const goDown = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => proxy.close(resolve))
  }
  await goUp(0)
  onTestFinished(goDown)

  const address = proxy.address()
  const port = address && typeof address !== 'string' ? address.port : 0
  const url = new URL(serverUrl)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    /** Ends every connection, and refuses new ones until it is up again. */
    down: goDown,
    up: () => goUp(port),
    /** Breaks the connection on which this text is sent next, before or after it has reached the server. */
    cutAt: (text: string, when: 'before' | 'after') => {
      cut = { text, when }
    },
  }
}
