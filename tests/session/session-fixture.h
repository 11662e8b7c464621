/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/lg-session.h"
#include "trust/lg-pki.h"

G_BEGIN_DECLS

#define SESSION_SECRET "4711-do-not-tell"
#define SESSION_DEADLINE_US (10 * G_USEC_PER_SEC)

/**
 * SessionFixture:
 * @session: the session under test
 * @config: what it connects with; change it before connecting
 * @events: every event out of the mailbox so far
 * @told: the kinds told on the main thread, in order, by id
 * @position: where the next wait begins to look in @events
 */
typedef struct
{
  LgSession       *session;
  LgMailbox       *mailbox;
  LgSessionConfig  config;
  GPtrArray       *events;
  GArray          *told;
  guint            position;
} SessionFixture;

/** SessionPki: a server on 127.0.0.1, the root that fits it, and one that does not. */
typedef struct
{
  LgKeyPair *pair;
  LgRoot    *root;
  LgRoot    *other_root;
} SessionPki;

void           session_pki_open        (SessionPki     *self);
void           session_pki_close       (SessionPki     *self);
LgTlsServer   *session_pki_make_server (SessionPki     *self);

void           session_fixture_open    (SessionFixture *self,
                                        guint16         port,
                                        LgRoot         *root);
void           session_fixture_close   (SessionFixture *self);
void           session_fixture_connect (SessionFixture *self);
const LgEvent *session_fixture_wait    (SessionFixture *self,
                                        int             kind,
                                        int             code);
void           session_fixture_ends    (SessionFixture *self,
                                        int             reason);
void           session_fixture_settle  (SessionFixture *self,
                                        LgSessionState  state);
void           session_fixture_drain   (SessionFixture *self,
                                        gint64          wait_us);
void           session_wait_for_threads (gint64 start_us);
guint          session_count_fds       (void);

#define ANY_CODE G_MININT

G_END_DECLS
