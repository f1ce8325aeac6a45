package io.patchbay.trunk.watch;

import io.patchbay.trunk.dialog.Dialog;
import java.time.Instant;

/// One subscription and how far its watcher has been told.
///
/// @param watcher extension that asked
/// @param target extension it is about
/// @param event as its watcher wrote it, with `id`
/// @param until when it ends
/// @param version of the next document
/// @param told the last document; empty: none
/// @param busy a NOTIFY is on its way
record Subscription(
    Dialog dialog,
    String watcher,
    String target,
    EventPackage kind,
    String event,
    Instant until,
    int version,
    String told,
    boolean busy) {
  String tag() {
    return dialog.localTag();
  }

  Subscription refreshed(Dialog fresh, Instant expiry) {
    return new Subscription(fresh, watcher, target, kind, event, expiry, version, "", busy);
  }

  Subscription telling(String state) {
    return new Subscription(
        dialog.next(), watcher, target, kind, event, until, version + 1, state, true);
  }

  Subscription idle() {
    return new Subscription(dialog, watcher, target, kind, event, until, version, told, false);
  }
}
