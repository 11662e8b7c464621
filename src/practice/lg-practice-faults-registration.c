/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong when a device registers. The vendor documents no MQTT code for most of it: what is
 * here is our choice. */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

#define ON_REGISTRATION(how) \
  .moment = LG_PRACTICE_MOMENT_REGISTRATION, .act = LG_PRACTICE_ACT_ ## how

const LgPracticeFault lg_practice_faults_registration[] = {
  { "registration-off", N_("Dynamic registration is switched off in the console"),
    "register.refused", .conduct = { ON_REGISTRATION (REFUSES), .code = 5 } },
  { "registration-refused", N_("The signature of a registration is refused"),
    "register.bad-signature", .conduct = { ON_REGISTRATION (REFUSES), .code = 4 } },
  { "registration-active", N_("A device that registers has been activated already"),
    "register.already-active", .conduct = { ON_REGISTRATION (ENDS) } },
  { "registration-silent", N_("A registration is accepted, but never answered"),
    "register.timeout", .conduct = { ON_REGISTRATION (IGNORES) } },
  { NULL },
};
