package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.DialogSpec;

/// How a dialog is held with this peer.
///
/// @param spec of the documents, complete
/// @param fields UAS: what the INVITE said; UAC: what our INVITE says beside the usual
public record Manner(DialogSpec spec, Fields fields) {
  public static final Manner PLAIN = new Manner(DialogSpec.getDefaultInstance(), Fields.NONE);
}
