/** Where a version of the license stays. */
export function licenseUrl(publicUrl: string, version: number): string {
  return `${publicUrl}/v1/license?version=${version}`
}
