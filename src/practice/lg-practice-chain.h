/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "transport/lg-stream.h"
#include "trust/lg-pki.h"

G_BEGIN_DECLS

/**
 * LgPracticeIssuer:
 * @LG_PRACTICE_ISSUER_ROOT: the root clients are given
 * @LG_PRACTICE_ISSUER_NAMESAKE: one of the same name with another key
 * @LG_PRACTICE_ISSUER_STRANGER: one that nobody knows
 * @LG_PRACTICE_ISSUER_ITSELF: nobody else
 *
 * Who stands at the end of a chain.
 */
typedef enum
{
  LG_PRACTICE_ISSUER_ROOT,
  LG_PRACTICE_ISSUER_NAMESAKE,
  LG_PRACTICE_ISSUER_STRANGER,
  LG_PRACTICE_ISSUER_ITSELF,
} LgPracticeIssuer;

/**
 * LgPracticeChain:
 * @sends: (nullable): which certificates, in which order, by letter: `l` the server's own, `i` the
 *   intermediate, `r` the root, `s` a stranger's; %NULL: `l`
 * @issuer: who signed it
 * @leaf: the server's own; without a name and names it is for this machine
 * @intermediate: without a name there is none
 * @root: its name is the authority's
 * @leaf_days: how long the server's own is valid; 0: as @leaf says
 * @root_days: how long the root is valid; 0: as @root says
 * @offer: what the server accepts
 *
 * The certificates of a port; all zero is as it should be.
 */
typedef struct
{
  const char       *sends;
  LgPracticeIssuer  issuer;
  LgPkiSpec         leaf;
  LgPkiSpec         intermediate;
  LgPkiSpec         root;
  guint             leaf_days;
  guint             root_days;
  LgTlsOffer        offer;
} LgPracticeChain;

G_END_DECLS
