// Made for tests alone: self-signed, for news.example, good for a hundred years.
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBnzCCAUSgAwIBAgIUXUsmuTNy+riN+UFmbybJopwwusIwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMbmV3cy5leGFtcGxlMCAXDTI2MTEyMjEzMzY0MloYDzIxMjYx
MDI5MTMzNjQyWjAXMRUwEwYDVQQDDAxuZXdzLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQ2AlWPzoErtWg8v8DBzPz8qpZ9JP55Ia6dQm4+uM+yKuLE
X3L/EJAONaD4xts6KLC4SqYrQtggdvYiqKP+l/cIo2wwajAdBgNVHQ4EFgQUni/L
wdx4gXgHej+GcpnXqITCxhQwHwYDVR0jBBgwFoAUni/Lwdx4gXgHej+GcpnXqITC
xhQwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxuZXdzLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSQAwRgIhANPxmCxG+/x2HktWAnbh52E8rZ6/RquLlM0R2izYZWJA
AiEA7pip+F9MztbZBjdceL3t/IFbqGKX+ZCBBg/OmVluyYc=
-----END CERTIFICATE-----
`

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq6QJFd/ixVL8Ygku
SClafcDesoYVZPNsAdjbAVOtpJehRANCAAQ2AlWPzoErtWg8v8DBzPz8qpZ9JP55
Ia6dQm4+uM+yKuLEX3L/EJAONaD4xts6KLC4SqYrQtggdvYiqKP+l/cI
-----END PRIVATE KEY-----
`
