/** How a bundle is read and verified by somebody who knows nothing of us. */
export function evidenceGuide(partner: string, at: string): string {
  return `What ${partner} held on ${at}

  partner.json      the publisher
  terms/            the license terms that it had agreed to
  agreements.json   when and how it agreed to them
  history.jsonl     what was decided on it, the newest first
  grants.jsonl      each license that it held, with a signed receipt
  notices.jsonl     what was corrected, withdrawn or killed, or lost an image, of the stories that it held
  jwks.json         the public keys of the newswire (RFC 7517)
  manifest.jws      the name, size and SHA-256 of every other file, signed (RFC 7515)

All of it was so at that moment; a file in JSONL holds one JSON document per line.

To verify all at once, without asking a server:

  wirecopy verify-evidence FILE.zip

It fails where one byte or file was changed, added or taken away, and says which. Keys that come with a bundle
prove only that it is whole. That it is the newswire's own is proven with keys from the newswire itself:

  wirecopy verify-evidence FILE.zip --jwks https://HOST/.well-known/jwks.json

By hand: verify manifest.jws (EdDSA, its kid names the key, its typ is wirecopy-evidence+jwt) with any library for
JOSE, and compare the hashes in its payload with those of the files. Each receipt is a JWS of its own.
`
}
