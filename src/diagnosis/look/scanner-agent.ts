// Tools whose default User-Agent is left in by those who scan; testing tools with the same calls (sipsak, SIPp) are not among them.
const SCANNER =
  /friendly-scanner|sipvicious|sip-?scan|sundayddr|\bpplsip\b|^sipcli\b|^iwar\b|siparmyknife|smap 0|fullSIP scan|^VaxSIPUserAgent|friendly-request|^gulp$/i;

/** True for the User-Agent of a known scanner (sipvicious and its kin). */
export const isScannerAgent = (userAgent: string | undefined): boolean =>
  userAgent !== undefined && SCANNER.test(userAgent);
