package io.patchbay.trunk.config;

import io.patchbay.proto.config.v1.DialogSpec;

/// How dialogs are held with a peer: what its document says, and for the rest the settings.
final class DialogSpecs {
  private DialogSpecs() {}

  static DialogSpec complete(DialogSpec settings, DialogSpec own) {
    DialogSpec.Builder complete = settings.toBuilder();
    if (own.getStatusOfCauseCount() > 0) {
      complete.clearStatusOfCause();
    }
    if (own.getCauseOfStatusCount() > 0) {
      complete.clearCauseOfStatus();
    }
    return complete.mergeFrom(own).build();
  }
}
