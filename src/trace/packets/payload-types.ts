// Clock rates in Hz of the static payload types (RFC 3551 6, tables 4 and 5)
const RATES: readonly (number | undefined)[] = [
  8000,
  undefined,
  undefined,
  8000,
  8000,
  8000,
  16_000,
  8000,
  8000,
  8000,
  44_100,
  44_100,
  8000,
  8000,
  90_000,
  8000,
  11_025,
  22_050,
  8000,
  8000,
];

/** The clock rate in Hz of a static RTP payload type, undefined for a dynamic or unassigned one. */
export function clockRateOf(payloadType: number): number | undefined {
  if (payloadType >= 25 && payloadType <= 34) return 90_000;
  return RATES[payloadType];
}
