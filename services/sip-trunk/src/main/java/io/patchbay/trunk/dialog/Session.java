package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.DialogSpec;

/// What a dialog has agreed beside the audio.
///
/// @param spec how dialogs with this peer are held
/// @param said UAC: what our INVITE says beside the usual
/// @param heard what the peer's last INVITE said
/// @param timer RFC 4028
/// @param updates the peer takes UPDATE (RFC 3311)
public record Session(
    DialogSpec spec, Fields said, Fields heard, SessionTimer timer, boolean updates) {
  static Session called(Manner manner) {
    return new Session(
        manner.spec(),
        Fields.NONE,
        manner.fields(),
        SessionTimer.NONE,
        manner.fields().lists("Allow", "UPDATE"));
  }

  static Session calling(Manner manner) {
    return new Session(manner.spec(), manner.fields(), Fields.NONE, SessionTimer.NONE, false);
  }

  /// As another replica has left it.
  public static Session restored(DialogSpec spec, SessionTimer timer, boolean updates) {
    return new Session(spec, Fields.NONE, Fields.NONE, timer, updates);
  }

  Session with(SessionTimer changed) {
    return new Session(spec, said, heard, changed, updates);
  }

  Session hearing(Fields fields) {
    return new Session(spec, said, fields, timer, updates || fields.lists("Allow", "UPDATE"));
  }

  Session withoutUpdate() {
    return new Session(spec, said, heard, timer, false);
  }
}
