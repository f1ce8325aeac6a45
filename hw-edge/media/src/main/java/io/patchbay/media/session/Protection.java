package io.patchbay.media.session;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpReceiver;
import io.patchbay.media.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/// The SRTP contexts of a stream, which outlive a re-INVITE as long as their keys do: rollover
/// counter and replay list go on.
record Protection(SrtpSender sender, SrtpReceiver receiver) {
  /// The contexts for these keys; what is unchanged is taken over from `before`.
  static @Nullable Protection of(@Nullable SrtpKeys keys, @Nullable Protection before, int ssrc) {
    if (keys == null) {
      return null;
    }
    var sender = before == null ? null : before.sender;
    var receiver = before == null ? null : before.receiver;
    return new Protection(
        sender != null && sender.key().equals(keys.send())
            ? sender
            : new SrtpSender(keys.send(), ssrc),
        receiver != null && receiver.key().equals(keys.receive())
            ? receiver
            : new SrtpReceiver(keys.receive()));
  }
}
