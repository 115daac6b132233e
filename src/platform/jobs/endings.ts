/** Why a run is ended that has not failed. */
export const stopping = new Error('The process stops')
export const leaseLost = new Error('The lease was lost')
