import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import ipaddr from 'ipaddr.js'

const port = 53
const headerBytes = 12
const types: Record<number, 'ipv4' | 'ipv6'> = { 1: 'ipv4', 28: 'ipv6' }
const unknownName = 3

/** The addresses of a name for the nth time that it is asked for; none where there is no such name. */
export type Names = Record<string, (time: number) => string[]>

/** A name server on loopback (RFC 1035). What it tells is to be forgotten at once. */
export async function serveNames(names: Names): Promise<void> {
  const asked = new Map<string, number>()
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, end } = nameIn(query)
    const type = query.readUInt16BE(end)
    const key = `${name} ${type}`
    const time = (asked.get(key) ?? 0) + 1
    asked.set(key, time)
    socket.send(reply(query, end, names[name]?.(time), type), from.port, from.address)
  })
  socket.bind(port, '127.0.0.1')
  await once(socket, 'listening')
}

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = headerBytes
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 }
}

function reply(query: Buffer, end: number, addresses: string[] | undefined, type: number): Buffer {
  const records = (addresses ?? [])
    .map((address) => ipaddr.parse(address))
    .filter((address) => address.kind() === types[type])
    .map((address) => record(type, Buffer.from(address.toByteArray())))
  const header = Buffer.alloc(headerBytes)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 | (addresses ? 0 : unknownName), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  return Buffer.concat([header, query.subarray(headerBytes, end + 4), ...records])
}

function record(type: number, address: Buffer): Buffer {
  const fields = Buffer.alloc(headerBytes)
  // The name is that of the question.
  fields.writeUInt16BE(0xc000 | headerBytes, 0)
  fields.writeUInt16BE(type, 2)
  fields.writeUInt16BE(1, 4)
  fields.writeUInt16BE(address.length, 10)
  return Buffer.concat([fields, address])
}
