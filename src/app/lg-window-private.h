/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/connection/lg-connection-page.h"
#include "app/device/lg-device-page.h"
#include "app/devices/lg-device-actions.h"
#include "app/devices/lg-import-dialog.h"
#include "app/ports/lg-ports-page.h"
#include "app/traffic/lg-traffic-page.h"
#include "app/widgets/lg-connect-button.h"
#include "app/widgets/lg-finding-banner.h"
#include "lg-window.h"
#include "model/lg-readiness.h"

G_BEGIN_DECLS

struct _LgWindow
{
  AdwApplicationWindow  parent_instance;
  AdwToastOverlay      *toasts;
  AdwLeaflet           *leaflet;
  LgDeviceList         *devices;
  LgDeviceActions      *device_actions;
  LgFindingBanner      *banner;
  AdwViewStack         *pages;
  LgDevicePage         *device_page;
  LgPortsPage          *ports_page;
  LgConnectionPage     *connection_page;
  LgTrafficPage        *traffic_page;
  LgConnectButton      *connect;

  LgWorkspace          *workspace;
  LgReadiness          *readiness;
  LgLink               *link;
  char                 *problem;
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
