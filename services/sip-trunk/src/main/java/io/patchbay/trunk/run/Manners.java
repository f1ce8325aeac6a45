package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.dialog.SessionTimer;
import io.patchbay.trunk.sip.Reply;
import org.jspecify.annotations.Nullable;

/// What an INVITE's extensions mean with this peer, before it is a call.
final class Manners {
  private Manners() {}

  /// Null: it may become a call.
  static @Nullable Reply refusal(Manner manner) {
    DialogSpec spec = manner.spec();
    Fields said = manner.fields();
    if (SessionTimer.tooBrief(spec, said)) {
      return Reply.of(422).with("Min-SE", Integer.toString(SessionTimer.minSe(spec)));
    }
    return switch (spec.getReliable()) {
      case RELIABILITY_REQUIRED -> supports(said) ? null : Reply.of(421).with("Require", "100rel");
      case RELIABILITY_OFF ->
          said.lists("Require", "100rel") ? Reply.of(420).with("Unsupported", "100rel") : null;
      case RELIABILITY_UNSPECIFIED, RELIABILITY_ON_DEMAND, RELIABILITY_PREFERRED, UNRECOGNIZED ->
          null;
    };
  }

  /// Are our provisional responses to be acknowledged (RFC 3262 §3)?
  static boolean reliable(Manner manner) {
    return switch (manner.spec().getReliable()) {
      case RELIABILITY_PREFERRED, RELIABILITY_REQUIRED -> supports(manner.fields());
      case RELIABILITY_UNSPECIFIED, RELIABILITY_ON_DEMAND, UNRECOGNIZED ->
          manner.fields().lists("Require", "100rel");
      case RELIABILITY_OFF -> false;
    };
  }

  private static boolean supports(Fields said) {
    return said.lists("Supported", "100rel") || said.lists("Require", "100rel");
  }
}
