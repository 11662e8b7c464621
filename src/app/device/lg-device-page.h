/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-practice-process.h"
#include "model/lg-readiness.h"
#include "profile/lg-secret-keeper.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_PAGE (lg_device_page_get_type ())

/**
 * LgDevicePage:
 *
 * Who the device is and where it connects, and beside it what it must send and how that is signed.
 * Property: `link`.
 */
G_DECLARE_FINAL_TYPE (LgDevicePage, lg_device_page, LG, DEVICE_PAGE, AdwBin)

void lg_device_page_set_link      (LgDevicePage      *self,
                                   LgLink            *link);
void lg_device_page_set_keeper    (LgDevicePage      *self,
                                   LgSecretKeeper    *keeper);
void lg_device_page_set_readiness (LgDevicePage      *self,
                                   LgReadiness       *readiness,
                                   LgPracticeProcess *practice);

G_END_DECLS
