/**
 * Country and service codes (ITU-T E.164) that revenue-share fraud prefers: satellite and global networks, small islands, and countries
 * whose termination is expensive. A normal office seldom calls three of them in ten minutes.
 */
const COSTLY: readonly string[] = [
  '1246', '1268', '1284', '1473', '1649', '1664', '1758', '1767', '1784', '1809', '1829', '1868', '1869', '1876',
  '216', '220', '222', '224', '225', '226', '231', '232', '235', '236', '239', '240', '242', '243', '245', '246', '247', '248', '249',
  '252', '253', '255', '257', '261', '263', '269', '290', '291', '297', '370', '371', '372', '375', '381', '382', '387', '500', '501',
  '509', '53', '592', '670', '672', '674', '675', '676', '677', '678', '679', '682', '683', '685', '686', '688', '690', '691', '692',
  '850', '870', '8810', '8811', '8812', '8813', '8816', '8817', '8818', '8819', '882', '883', '92', '94', '960', '963', '967', '970',
];

/** How people dial abroad: plus, 00, 011 of North America, 810 of the former Soviet numbering, each after an outside-line digit or none. */
const ABROAD = /^(?:\+|0{2,4}|9?0?11|90{2}|9?810)(\d{7,15})$/;

/** The costly code that a dialled number leads to; undefined for a number of home or of elsewhere. */
export function costlyPrefix(number: string): string | undefined {
  const digits = ABROAD.exec(number)?.[1];
  return digits === undefined ? undefined : COSTLY.findLast((code) => digits.startsWith(code));
}
