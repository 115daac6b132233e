/** Where and when the examples of the API description are set. */
export const exampleUrl = 'https://wirecopy.example'
export const exampleTime = '2026-05-01T06:00:00.000Z'
