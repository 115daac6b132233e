/** Where a version of the license stays. */
export function licenseUrl(publicUrl: string, version: number): string {
  return `${publicUrl}/v1/license?version=${version}`
}

/** Where the same stays for machines. */
export function policyUrl(publicUrl: string, version: number): string {
  return `${publicUrl}/v1/license/policy?version=${version}`
}
