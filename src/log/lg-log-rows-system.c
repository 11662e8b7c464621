/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of the device's network functions, and of its way to the network. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_LOG_WORDS
#define CODES LG_LOG_CODES
#define CODE LG_LOG_CODE

/* Linux' errno (asm-generic/errno.h, and lwIP's own), and newlib's (sys/errno.h) where it differs:
   then the line has two readings. From 10000 on Windows' (winsock2.h). */
static const LgLogCode errnos[] = {
  CODE (12, LIKELY, LG_LOG_MEMORY),
  CODE (32, LIKELY, LG_LOG_LOST, LG_LOG_CLOSED),
  CODE (101, LIKELY, LG_LOG_UNREACHED),
  CODE (103, LIKELY, LG_LOG_LOST),
  CODE (104, CERTAIN, LG_LOG_RESET),
  CODE (107, LIKELY, LG_LOG_LOST),
  CODE (110, LIKELY, LG_LOG_NO_ANSWER),
  CODE (111, CERTAIN, LG_LOG_TCP_REFUSED),
  CODE (113, POSSIBLE, LG_LOG_UNREACHED, LG_LOG_LOST),
  CODE (114, POSSIBLE, LG_LOG_UNREACHED),
  CODE (115, POSSIBLE, LG_LOG_UNREACHED),
  CODE (116, LIKELY, LG_LOG_NO_ANSWER),
  CODE (118, LIKELY, LG_LOG_UNREACHED),
  CODE (128, LIKELY, LG_LOG_LOST),
  CODE (10051, LIKELY, LG_LOG_UNREACHED),
  CODE (10053, LIKELY, LG_LOG_LOST),
  CODE (10054, CERTAIN, LG_LOG_RESET),
  CODE (10060, LIKELY, LG_LOG_NO_ANSWER),
  CODE (10061, CERTAIN, LG_LOG_TCP_REFUSED),
  CODE (10065, LIKELY, LG_LOG_UNREACHED),
  CODE (11001, LIKELY, LG_LOG_NO_NAME),
  { 0 },
};

/* getaddrinfo()'s, as MicroPython and lwIP raise them: EAI_NONAME and EAI_FAIL */
static const LgLogCode resolver[] = {
  CODE (-2, LIKELY, LG_LOG_NO_NAME),
  CODE (-202, LIKELY, LG_LOG_NO_NAME),
  CODE (-203, LIKELY, LG_LOG_NO_NAME),
  { 0 },
};

const LgLogRow lg_log_rows_system[] = {
  WORDS (SYSTEM, "getaddrinfo|enotfound|eai_again|eai_noname|name or service not known|"
         "no such host|"
         "unknown ?host|temporary failure in name resolution|gethostbyname\\b.{0,40}fail|"
         "(?:could not|cannot|couldn't|failed to|unable to) resolve|dns (?:lookup )?fail", LIKELY,
         LG_LOG_NO_NAME),
  CODES (SYSTEM, "\\berrno\\b\\W{0,4}(?<code>\\d{2,5})(?!\\w)", errnos),
  CODES (SYSTEM, "\\bOSError\\b\\W{0,3}(?<code>\\d{2,5})(?!\\w)", errnos),
  CODES (SYSTEM, "\\bOSError\\b\\W{0,2}?(?<code>-\\d{1,3})(?!\\w)", resolver),
  CODES (SYSTEM, "^(?=.*err)(?!.*(?:exit|http)).*"
         "(?:socket|connect|recv|read|send|write|tcp|network).{0,40}"
         "\\berr(?:or)?(?: ?code)?\\W{0,4}(?<code>1[01]\\d|100\\d\\d|11001)(?!\\w)", errnos),
  WORDS (SYSTEM, "\\bECONNRESET\\b|\\bERR_RST\\b", CERTAIN, LG_LOG_RESET),
  WORDS (SYSTEM, "\\bconnection (?:was )?reset\\b", LIKELY, LG_LOG_RESET),
  WORDS (SYSTEM, "\\+CGEV:.*\\b(?:DEACT|DETACH)\\b", LIKELY, LG_LOG_LOST),
  WORDS (SYSTEM, "\\bECONNREFUSED\\b", CERTAIN, LG_LOG_TCP_REFUSED),
  WORDS (SYSTEM, "\\bconnection (?:was )?refused\\b(?!\\s*[:,])", LIKELY, LG_LOG_TCP_REFUSED),
  CODES (SYSTEM, "\\b(?:WSA\\w{4,24}|SocketException|socket error)\\b.{0,24}?"
         "(?<code>100\\d\\d|11001)(?!\\w)", errnos),
  WORDS (SYSTEM, "\\bEHOSTUNREACH\\b|\\bENETUNREACH\\b|no route to host|host (?:is )?unreachable|"
         "network (?:is )?(?:unreachable|down)\\b", LIKELY, LG_LOG_UNREACHED),
  WORDS (SYSTEM, "\\bETIMEDOUT\\b|connect(?:ion)? (?:attempt )?timed? ?out|i/o timeout", LIKELY,
         LG_LOG_NO_ANSWER),
  WORDS (SYSTEM, "\\bECONNABORTED\\b|\\bERR_ABRT\\b|software caused connection abort|\\bEPIPE\\b|"
         "broken pipe|\\bENOTCONN\\b", LIKELY, LG_LOG_LOST),
  WORDS (SYSTEM, "\\bENOMEM\\b", LIKELY, LG_LOG_MEMORY),
  WORDS (SYSTEM, "\\bbcn_timeout|beacon timeout|sta_disconnected|"
         "\\bwi-?fi\\b.{0,20}\\b(?:lost|disconnected|connection down)\\b|"
         "\\blink (?:is )?down\\b|no carrier", LIKELY, LG_LOG_LOST),
  WORDS (CLIENT, "socket hang up|unexpected eof|\\bEOFException\\b|closed by (?:the )?(?:remote|"
         "peer|server)|"
         "remote host closed|ERR_CLSD\\b", LIKELY, LG_LOG_CLOSED, LG_LOG_RESET),
  WORDS (SYSTEM, "guru meditation|task watchdog got triggered|\\bhard ?fault\\b|"
         "\\bstack overflow in task\\b|"
         "rst:0x(?:[3-9a-f]|10) \\((?:TG\\dWDT|RTCWDT|INTRUSION|SW_CPU)", LIKELY,
         LG_LOG_RESTARTED),
  { 0 },
};
