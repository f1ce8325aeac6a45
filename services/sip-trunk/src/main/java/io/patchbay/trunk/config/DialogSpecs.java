package io.patchbay.trunk.config;

import io.patchbay.proto.config.v1.DialogSpec;

/// How dialogs are held with a peer: what its document says, and for the rest the settings.
final class DialogSpecs {
  private DialogSpecs() {}

  static DialogSpec complete(DialogSpec settings, DialogSpec own) {
    return settings.toBuilder().mergeFrom(own).build();
  }
}
