/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-connect-button.h"
#include "lg-device-list.h"
#include "lg-device-page.h"
#include "lg-finding-banner.h"
#include "lg-import-dialog.h"
#include "lg-ports-page.h"
#include "lg-readiness.h"
#include "lg-traffic-page.h"
#include "lg-window.h"

G_BEGIN_DECLS

struct _LgWindow
{
  AdwApplicationWindow  parent_instance;
  AdwToastOverlay      *toasts;
  AdwLeaflet           *leaflet;
  LgDeviceList         *devices;
  LgFindingBanner      *banner;
  AdwViewStack         *pages;
  LgDevicePage         *device_page;
  LgPortsPage          *ports_page;
  LgTrafficPage        *traffic_page;
  LgConnectButton      *connect;

  LgWorkspace          *workspace;
  LgReadiness          *readiness;
  LgLink               *link;
  GSettings            *settings;
  GSignalGroup         *session;
  GSignalGroup         *profile;
};

void            lg_window_install_actions (GtkWidgetClass *widget_class);
void            lg_window_register        (LgWindow       *self,
                                           LgLink         *link);
void            lg_window_show_content    (LgWindow       *self);
LgImportDialog *lg_window_present_import  (LgWindow       *self);

G_END_DECLS
