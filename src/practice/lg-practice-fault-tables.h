/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-fault-private.h"

G_BEGIN_DECLS

#define LG_PRACTICE_WORDS(literal) .words = (literal), .n_words = sizeof (literal) - 1

/* Each by its subject, and each with an entry without a name at its end. */
extern const LgPracticeFault lg_practice_faults_certificate[];
extern const LgPracticeFault lg_practice_faults_transport[];
extern const LgPracticeFault lg_practice_faults_login[];
extern const LgPracticeFault lg_practice_faults_registration[];
extern const LgPracticeFault lg_practice_faults_link[];
extern const LgPracticeFault lg_practice_faults_reason[];

G_END_DECLS
