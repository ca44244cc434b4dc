import { threeCx } from './3cx.ts';
import { arrow } from './arrow.ts';
import { asteriskChanSip } from './asterisk-chan-sip.ts';
import { asteriskPjsipHistory } from './asterisk-pjsip-history.ts';
import { asteriskPjsip } from './asterisk-pjsip.ts';
import { audiocodesSyslog } from './audiocodes-syslog.ts';
import { avayaIpOffice } from './avaya-ip-office.ts';
import { avayaLog } from './avaya-log.ts';
import { avayaTracesm } from './avaya-tracesm.ts';
import { ciscoCcsip } from './cisco-ccsip.ts';
import { ciscoPhone } from './cisco-phone.ts';
import { cucmSdl } from './cucm-sdl.ts';
import { drachtio } from './drachtio.ts';
import type { TextFormat } from './format.ts';
import { fortigate } from './fortigate.ts';
import { freeswitchSiptrace } from './freeswitch-siptrace.ts';
import { genesys } from './genesys.ts';
import { grandstream } from './grandstream.ts';
import { hexDump } from './hex-dump.ts';
import { homerText } from './homer-text.ts';
import { jainDebugLog } from './jain-debug-log.ts';
import { jainServerLog } from './jain-server-log.ts';
import { jsonLines } from './json-lines.ts';
import { jssip } from './jssip.ts';
import { kamailioSipdump } from './kamailio-sipdump.ts';
import { kamailioSiptraceTable } from './kamailio-siptrace-table.ts';
import { kamailioSyslog } from './kamailio-syslog.ts';
import { linphone } from './linphone.ts';
import { ngrep } from './ngrep.ts';
import { oracleSipmsg } from './oracle-sipmsg.ts';
import { pjsua } from './pjsua.ts';
import { polycom } from './polycom.ts';
import { resiprocate } from './resiprocate.ts';
import { ribbonTrc } from './ribbon-trc.ts';
import { sipgrep } from './sipgrep.ts';
import { sipjs } from './sipjs.ts';
import { sipml5 } from './sipml5.ts';
import { sippErrors } from './sipp-errors.ts';
import { sippMessages } from './sipp-messages.ts';
import { sipxecsXml } from './sipxecs-xml.ts';
import { sngrep } from './sngrep.ts';
import { snom } from './snom.ts';
import { tcpdump } from './tcpdump.ts';
import { tsharkSummary } from './tshark-summary.ts';
import { tsharkVerbose } from './tshark-verbose.ts';
import { twinkle } from './twinkle.ts';
import { wiresharkCopy } from './wireshark-copy.ts';
import { yealink } from './yealink.ts';

/** Every text format, in the order of its file. Where two know a line, the one further up wins; `generic` ones come last. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  threeCx,
  arrow,
  asteriskChanSip,
  asteriskPjsipHistory,
  asteriskPjsip,
  audiocodesSyslog,
  avayaIpOffice,
  avayaLog,
  avayaTracesm,
  ciscoCcsip,
  ciscoPhone,
  cucmSdl,
  drachtio,
  fortigate,
  freeswitchSiptrace,
  genesys,
  grandstream,
  hexDump,
  homerText,
  jainDebugLog,
  jainServerLog,
  jsonLines,
  jssip,
  kamailioSipdump,
  kamailioSiptraceTable,
  kamailioSyslog,
  linphone,
  ngrep,
  oracleSipmsg,
  pjsua,
  polycom,
  resiprocate,
  ribbonTrc,
  sipgrep,
  sipjs,
  sipml5,
  sippErrors,
  sippMessages,
  sipxecsXml,
  sngrep,
  snom,
  tcpdump,
  tsharkSummary,
  tsharkVerbose,
  twinkle,
  wiresharkCopy,
  yealink,
];
