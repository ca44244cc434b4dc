import { rule as redirectNotFollowed } from './300-redirect-not-followed.ts';
import { rule as number404 } from './404-number.ts';
import { rule as gone410 } from './410-gone.ts';
import { rule as publish412 } from './412-publish.ts';
import {
  rule as body415,
  ruleForOthers as body415OfOthers,
  ruleForRegistrations as body415OfRegistrations,
} from './415-body.ts';
import {
  rule as require420,
  ruleForCalls as require420OfCalls,
  ruleForOthers as require420OfOthers,
} from './420-require.ts';
import {
  rule as extension421,
  ruleForCalls as extension421OfCalls,
  ruleForOthers as extension421OfOthers,
} from './421-extension.ts';
import { rule as timer422 } from './422-timer.ts';
import { rule as sendFailed477 } from './477-send-failed.ts';
import { rule as truncatedNumber480 } from './480-truncated-number.ts';
import { rule as midcall481 } from './481-midcall.ts';
import { rule as addressIncomplete484 } from './484-address-incomplete.ts';
import { rule as busy486 } from './486-busy.ts';
import { rule as answeredElsewhere487 } from './487-answered-elsewhere.ts';
import { rule as callerCancel487 } from './487-caller-cancel.ts';
import { rule as ringTimeout487 } from './487-ring-timeout.ts';
import { rule as noCodec488 } from './488-no-codec.ts';
import { rule as privateIp488 } from './488-private-ip.ts';
import { rule as srtpRequired488, ruleOfTraces as srtpRequired488OfTraces } from './488-srtp-required.ts';
import { rule as t38Refused488 } from './488-t38.ts';
import { rule as event489, ruleForCalls as event489OfCalls } from './489-event.ts';
import { rule as glare491 } from './491-glare.ts';
import { rule as retryAfter500 } from './500-retry-after.ts';
import { rule as local503 } from './503-local.ts';
import { rule as retryAfter503 } from './503-retry-after.ts';
import { rule as downstream504 } from './504-downstream.ts';
import { rule as declineHuman603 } from './603-decline-human.ts';
import { rule as plus603 } from './603-plus.ts';
import { rule as unwanted607 } from './607-608.ts';
import { rule as stopsForking6xx } from './6xx-stops-forking.ts';
import { rule as ackMissing } from './ack-missing.ts';
import { rule as ackSentWrongIp } from './ack-sent-wrong-ip.ts';
import { rule as asteriskPbxUnavailable } from './asterisk-pbx-unavailable.ts';
import { rule as auth403Invite } from './auth-403-invite.ts';
import { rule as auth407Loop } from './auth-407-loop.ts';
import { rule as authAnonCall } from './auth-anon-call.ts';
import {
  rule as badHeader,
  ruleForOthers as badHeaderOfOthers,
  ruleForRegistrations as badHeaderOfRegistrations,
} from './bad-header.ts';
import { rule as bye481 } from './bye-481.ts';
import { rule as byeNoReasonImmediate } from './bye-no-reason-immediate.ts';
import { rule as byeQ850 } from './bye-q850.ts';
import { rule as callRejected } from './call-rejected.ts';
import { rule as callee408 } from './callee-408.ts';
import { rule as callee480 } from './callee-480.ts';
import { rule as cancel200Race } from './cancel-200-race.ts';
import { rule as cancel481 } from './cancel-481.ts';
import { rule as channelLimit } from './channel-limit.ts';
import { rule as clockDate } from './clock-date.ts';
import {
  rule as contentLengthMismatch,
  ruleForOthers as contentLengthMismatchOfOthers,
  ruleForRegistrations as contentLengthMismatchOfRegistrations,
} from './content-length-mismatch.ts';
import { rule as cpsLimit } from './cps-limit.ts';
import { rule as cseqOrder } from './cseq-order.ts';
import {
  rule as dnsSrvNxdomain,
  ruleForOthers as dnsSrvNxdomainOfOthers,
  ruleForRegistrations as dnsSrvNxdomainOfRegistrations,
  ruleOfTraces as dnsSrvNxdomainOfTraces,
} from './dns-srv-nxdomain.ts';
import { rule as drop32s } from './drop-32s.ts';
import { rule as dropSessionTimer } from './drop-session-timer.ts';
import { rule as dtlsIceFail } from './dtls-ice-fail.ts';
import { rule as dtmfMismatch } from './dtmf-mismatch.ts';
import { rule as dtmfPayloadMismatch } from './dtmf-payload-mismatch.ts';
import { rule as earlyMediaNo180 } from './early-media-no-180.ts';
import { rule as holdNoResume } from './hold-no-resume.ts';
import { rule as inboundNoRouteBack } from './inbound-no-route-back.ts';
import { rule as invite100ThenTimeout } from './invite-100-then-timeout.ts';
import { rule as inviteNoAnswerUdp } from './invite-no-answer-udp.ts';
import { rule as lateOffer } from './late-offer.ts';
import { rule as loop482 } from './loop-482.ts';
import { rule as loop483 } from './loop-483.ts';
import { rule as multiple200 } from './multiple-200.ts';
import { rule as mwiNoMailbox } from './mwi-no-mailbox.ts';
import {
  rule as natViaReceived,
  ruleForOthers as natViaReceivedOfOthers,
  ruleForRegistrations as natViaReceivedOfRegistrations,
} from './nat-via-received.ts';
import { rule as noMoney } from './no-money.ts';
import { rule as noSdpAnswer } from './no-sdp-answer.ts';
import { rule as oneWayAudio } from './one-way-audio.ts';
import { rule as pikeBanned } from './pike-banned.ts';
import { rule as prackMissing } from './prack-missing.ts';
import { rule as prefixNotAllowed } from './prefix-not-allowed.ts';
import { rule as q850ByClass } from './q850-by-class.ts';
import { rule as recordRouteMissing } from './record-route-missing.ts';
import { rule as reg403NoChallenge } from './reg-403-no-challenge.ts';
import { rule as reg404 } from './reg-404.ts';
import { rule as reg423, ruleForCalls as reg423OfCalls, ruleForOthers as reg423OfOthers } from './reg-423.ts';
import {
  rule as regAuthuserMismatch,
  ruleForCalls as regAuthuserMismatchOfCalls,
  ruleForOthers as regAuthuserMismatchOfOthers,
} from './reg-authuser-mismatch.ts';
import { rule as regNoAnswer } from './reg-no-answer.ts';
import {
  rule as regNoSecondRequest,
  ruleForCalls as regNoSecondRequestOfCalls,
  ruleForOthers as regNoSecondRequestOfOthers,
} from './reg-no-second-request.ts';
import {
  rule as regNonceDiffers,
  ruleForCalls as regNonceDiffersOfCalls,
  ruleForOthers as regNonceDiffersOfOthers,
} from './reg-nonce-differs.ts';
import {
  rule as regNormalChallenge,
  ruleForCalls as regNormalChallengeOfCalls,
  ruleForOthers as regNormalChallengeOfOthers,
} from './reg-normal-challenge.ts';
import {
  rule as regRealmMismatch,
  ruleForCalls as regRealmMismatchOfCalls,
  ruleForOthers as regRealmMismatchOfOthers,
} from './reg-realm-mismatch.ts';
import {
  rule as regStaleLoop,
  ruleForCalls as regStaleLoopOfCalls,
  ruleForOthers as regStaleLoopOfOthers,
} from './reg-stale-loop.ts';
import {
  rule as regStaleNonce,
  ruleForCalls as regStaleNonceOfCalls,
  ruleForOthers as regStaleNonceOfOthers,
} from './reg-stale-nonce.ts';
import { rule as regTlsCert } from './reg-tls-cert.ts';
import { rule as regTooMany, ruleOfTraces as regTooManyOfTraces } from './reg-too-many.ts';
import {
  rule as regWrongPassword,
  ruleForCalls as regWrongPasswordOfCalls,
  ruleForOthers as regWrongPasswordOfOthers,
} from './reg-wrong-password.ts';
import { rule as registrationRejected } from './registration-rejected.ts';
import { rule as replaces481 } from './replaces-481.ts';
import { rule as requestRejected } from './request-rejected.ts';
import { rule as rtpNoneBoth } from './rtp-none-both.ts';
import { rule as scanner } from './scanner.ts';
import {
  rule as sipAlg,
  ruleForOthers as sipAlgOfOthers,
  ruleForRegistrations as sipAlgOfRegistrations,
} from './sip-alg.ts';
import { rule as stir437 } from './stir-437.ts';
import { rule as stir438 } from './stir-438.ts';
import { rule as t38SwitchFail } from './t38-switch-fail.ts';
import {
  rule as tcpUdpSwitch,
  ruleForOthers as tcpUdpSwitchOfOthers,
  ruleForRegistrations as tcpUdpSwitchOfRegistrations,
  ruleOfTraces as tcpUdpSwitchOfTraces,
} from './tcp-udp-switch.ts';
import {
  rule as tlsRequired,
  ruleForCalls as tlsRequiredOfCalls,
  ruleForOthers as tlsRequiredOfOthers,
} from './tls-required.ts';
import { rule as tollFraud } from './toll-fraud.ts';
import { rule as transferReferFail, ruleForOthers as transferReferFailOfOthers } from './transfer-refer-fail.ts';
import {
  rule as udpFragmentation,
  ruleForOthers as udpFragmentationOfOthers,
  ruleForRegistrations as udpFragmentationOfRegistrations,
  ruleOfTraces as udpFragmentationOfTraces,
} from './udp-fragmentation.ts';
import { rule as wrongFromDomain, ruleForCalls as wrongFromDomainOfCalls } from './wrong-from-domain.ts';
import { rule as wrongPtime } from './wrong-ptime.ts';
import type { Rule } from '../rule.ts';

/** Every rule. The order decides between findings of equal weight: the more telling first. */
export const RULES: readonly Rule[] = [
  scanner,
  pikeBanned,
  regTlsCert,
  tlsRequired,
  tlsRequiredOfCalls,
  tlsRequiredOfOthers,
  clockDate,
  stir438,
  stir437,
  plus603,
  unwanted607,
  authAnonCall,
  regTooMany,
  regTooManyOfTraces,
  regStaleLoop,
  regStaleLoopOfCalls,
  regStaleLoopOfOthers,
  regRealmMismatch,
  regRealmMismatchOfCalls,
  regRealmMismatchOfOthers,
  regNonceDiffers,
  regNonceDiffersOfCalls,
  regNonceDiffersOfOthers,
  regAuthuserMismatch,
  regAuthuserMismatchOfCalls,
  regAuthuserMismatchOfOthers,
  regWrongPassword,
  regWrongPasswordOfCalls,
  regWrongPasswordOfOthers,
  auth407Loop,
  inboundNoRouteBack,
  reg423,
  reg423OfCalls,
  reg423OfOthers,
  reg404,
  reg403NoChallenge,
  regNoAnswer,
  regNoSecondRequest,
  regNoSecondRequestOfCalls,
  regNoSecondRequestOfOthers,
  auth403Invite,
  wrongFromDomain,
  wrongFromDomainOfCalls,
  regStaleNonce,
  regStaleNonceOfCalls,
  regStaleNonceOfOthers,
  regNormalChallenge,
  regNormalChallengeOfCalls,
  regNormalChallengeOfOthers,
  dnsSrvNxdomain,
  dnsSrvNxdomainOfOthers,
  dnsSrvNxdomainOfRegistrations,
  dnsSrvNxdomainOfTraces,
  sendFailed477,
  noMoney,
  cpsLimit,
  channelLimit,
  prefixNotAllowed,
  tcpUdpSwitch,
  tcpUdpSwitchOfOthers,
  tcpUdpSwitchOfRegistrations,
  tcpUdpSwitchOfTraces,
  udpFragmentation,
  udpFragmentationOfOthers,
  udpFragmentationOfRegistrations,
  udpFragmentationOfTraces,
  sipAlg,
  sipAlgOfOthers,
  sipAlgOfRegistrations,
  t38Refused488,
  dtlsIceFail,
  privateIp488,
  t38SwitchFail,
  srtpRequired488,
  srtpRequired488OfTraces,
  body415,
  body415OfOthers,
  body415OfRegistrations,
  oneWayAudio,
  holdNoResume,
  noSdpAnswer,
  dtmfPayloadMismatch,
  dtmfMismatch,
  wrongPtime,
  rtpNoneBoth,
  contentLengthMismatch,
  contentLengthMismatchOfOthers,
  contentLengthMismatchOfRegistrations,
  badHeader,
  badHeaderOfOthers,
  badHeaderOfRegistrations,
  noCodec488,
  stopsForking6xx,
  inviteNoAnswerUdp,
  asteriskPbxUnavailable,
  invite100ThenTimeout,
  loop482,
  loop483,
  truncatedNumber480,
  addressIncomplete484,
  redirectNotFollowed,
  retryAfter503,
  gone410,
  // Before the refusals, which the new leg of a transfer gets.
  transferReferFail,
  transferReferFailOfOthers,
  number404,
  busy486,
  declineHuman603,
  callee480,
  callee408,
  downstream504,
  local503,
  recordRouteMissing,
  ackSentWrongIp,
  ackMissing,
  drop32s,
  dropSessionTimer,
  cseqOrder,
  retryAfter500,
  prackMissing,
  require420,
  require420OfCalls,
  require420OfOthers,
  extension421,
  extension421OfCalls,
  extension421OfOthers,
  timer422,
  replaces481,
  midcall481,
  cancel481,
  cancel200Race,
  multiple200,
  bye481,
  glare491,
  byeNoReasonImmediate,
  byeQ850,
  q850ByClass,
  tollFraud,
  ringTimeout487,
  answeredElsewhere487,
  callerCancel487,
  earlyMediaNo180,
  natViaReceived,
  natViaReceivedOfOthers,
  natViaReceivedOfRegistrations,
  lateOffer,
  callRejected,
  registrationRejected,
  event489,
  event489OfCalls,
  publish412,
  mwiNoMailbox,
  requestRejected,
];
