/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-chain.h"
#include "lg-practice-conduct.h"
#include "lg-practice-fault.h"

G_BEGIN_DECLS

/**
 * LgPracticePlace:
 * @LG_PRACTICE_PLACE_TLS: the port that stands for 8883
 * @LG_PRACTICE_PLACE_PLAIN: the port without TLS
 * @LG_PRACTICE_PLACE_EVERYWHERE: every port
 *
 * Where a fault is.
 */
typedef enum
{
  LG_PRACTICE_PLACE_TLS,
  LG_PRACTICE_PLACE_PLAIN,
  LG_PRACTICE_PLACE_EVERYWHERE,
} LgPracticePlace;

/**
 * LgPracticeManner:
 * @LG_PRACTICE_MANNER_PLATFORM: as the platform, however odd its chain and offer are
 * @LG_PRACTICE_MANNER_OTHER_ROOT: as the platform, under the root of other ports
 * @LG_PRACTICE_MANNER_OTHER_SECURITY: as the platform, with TLS where there is none as a rule, or
 *   the other way round
 * @LG_PRACTICE_MANNER_GREETS: says something at once, and no more
 * @LG_PRACTICE_MANNER_ANSWERS: waits for the first bytes, answers and closes
 * @LG_PRACTICE_MANNER_DAMAGES: answers a ClientHello with a chain that ends in garbage, and closes
 * @LG_PRACTICE_MANNER_SILENT: takes everything and says nothing
 * @LG_PRACTICE_MANNER_RESETS: accepts and resets
 * @LG_PRACTICE_MANNER_REFUSES: does not listen
 * @LG_PRACTICE_MANNER_BLACK_HOLE: does not even answer TCP
 *
 * How a port behaves.
 */
typedef enum
{
  LG_PRACTICE_MANNER_PLATFORM,
  LG_PRACTICE_MANNER_OTHER_ROOT,
  LG_PRACTICE_MANNER_OTHER_SECURITY,
  LG_PRACTICE_MANNER_GREETS,
  LG_PRACTICE_MANNER_ANSWERS,
  LG_PRACTICE_MANNER_DAMAGES,
  LG_PRACTICE_MANNER_SILENT,
  LG_PRACTICE_MANNER_RESETS,
  LG_PRACTICE_MANNER_REFUSES,
  LG_PRACTICE_MANNER_BLACK_HOLE,
} LgPracticeManner;

/**
 * LgPracticeFault:
 * @name: stable, to be asked for
 * @description: what is wrong; a phrase to translate
 * @cause: the cause a diagnosis must name; %NULL: none, as no device would mind
 * @place: where it is
 * @manner: how the port behaves
 * @words: (nullable): what it says, if the manner is to say something
 * @n_words: how many bytes
 * @host: (nullable): what to connect to; %NULL: `localhost`
 * @chain: the certificates of the port that stands for 8883
 * @conduct: how it misbehaves after the handshake
 */
struct _LgPracticeFault
{
  const char       *name;
  const char       *description;
  const char       *cause;
  LgPracticePlace   place;
  LgPracticeManner  manner;
  const char       *words;
  gsize             n_words;
  const char       *host;
  LgPracticeChain   chain;
  LgPracticeConduct conduct;
};

gboolean lg_practice_fault_is_at       (const LgPracticeFault *self,
                                        guint16                vendor_port,
                                        gboolean               tls);
gboolean lg_practice_fault_is_impostor (const LgPracticeFault *self);
gboolean lg_practice_fault_is_conduct  (const LgPracticeFault *self);

G_END_DECLS
