package io.patchbay.edge.run;

import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineKind;
import io.patchbay.proto.edge.v1.Dial;
import java.util.regex.Pattern;

/// What of a trunk's `Dial` a line can be told.
final class Dialling {
  private static final Pattern NUMBER = Pattern.compile("([*#]31#)?[+]?[0-9A-D*#]{1,64}");

  private Dialling() {}

  /// A phone is rung; on an exchange line without a number the caller hears it and dials himself.
  static boolean possible(LineKind kind, String number) {
    return kind == LineKind.FXS
        || (kind == LineKind.FXO && number.isEmpty())
        || NUMBER.matcher(number).matches();
  }

  static Presentation presentation(Dial dial) {
    return switch (dial.getPresentation()) {
      case PRESENTATION_ALLOWED -> Presentation.ALLOWED;
      case PRESENTATION_RESTRICTED -> Presentation.RESTRICTED;
      case PRESENTATION_UNSPECIFIED, UNRECOGNIZED -> Presentation.DEFAULT;
    };
  }
}
