package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.SessionTimer;

/// How dialogs are held: intervals that RFC 4028 allows.
final class DialogCheck {
  private static final int LEAST_S = 90;
  private static final int MOST_S = 64_800;
  private static final int DEFAULT_S = 180;

  private final DocumentCheck.Finding finding;

  DialogCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  void check(String label, DialogSpec dialog) {
    SessionTimer timer = dialog.getSessionTimer();
    seconds(label, "spec.dialog.session-timer.expires-s", timer.getExpiresS());
    seconds(label, "spec.dialog.session-timer.min-se-s", timer.getMinSeS());
    int expires = timer.getExpiresS() == 0 ? DEFAULT_S : timer.getExpiresS();
    if (timer.getMinSeS() > expires) {
      finding.add(
          label,
          "spec.dialog.session-timer.min-se-s",
          timer.getMinSeS() + " is above expires-s " + expires);
    }
  }

  private void seconds(String label, String path, int value) {
    if (value != 0
        && (Integer.compareUnsigned(value, LEAST_S) < 0
            || Integer.compareUnsigned(value, MOST_S) > 0)) {
      finding.add(
          label,
          path,
          Integer.toUnsignedString(value)
              + " is out of range ("
              + LEAST_S
              + " to "
              + MOST_S
              + "; 0: the default)");
    }
  }
}
