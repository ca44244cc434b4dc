/** Whether one dialled number is the other with more digits: what overlap dialling and a cut number look like (RFC 3578 3). */
export function isGrowth(shorter: string, longer: string): boolean {
  return shorter.length > 0 && longer.length > shorter.length && /^\+?\d+$/.test(longer) && longer.startsWith(shorter);
}
