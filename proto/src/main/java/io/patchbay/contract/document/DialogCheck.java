package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.CauseRow;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.SessionTimer;
import io.patchbay.proto.config.v1.SipTimers;
import java.util.regex.Pattern;

/// How dialogs are held: intervals that RFC 4028 allows.
final class DialogCheck {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9+._*#~!-]{1,64}");
  private static final Pattern ALERT =
      Pattern.compile("<[^<>\\s\"]{1,200}>(;[A-Za-z0-9._=-]{1,64}){0,4}");
  private static final String NO_STATUS = " is no status of a refusal (400 to 699)";
  private static final int LEAST_S = 90;
  private static final int MOST_S = 64_800;
  private static final int DEFAULT_S = 180;

  private final DocumentCheck.Finding finding;

  private static final int USUAL_T1_MS = 500;

  DialogCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  void check(String label, DialogSpec dialog) {
    identity(label, dialog);
    timers(label, dialog.getTimers());
    causes(label, dialog);
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

  private void timers(String label, SipTimers timers) {
    range(label, "spec.dialog.timers.t1-ms", timers.getT1Ms(), 200, 2000);
    range(label, "spec.dialog.timers.t2-ms", timers.getT2Ms(), 2000, 8000);
    range(label, "spec.dialog.timers.no-response-s", timers.getNoResponseS(), 2, 180);
    range(label, "spec.dialog.timers.transaction-s", timers.getTransactionS(), 2, 180);
    int t1 = timers.getT1Ms() == 0 ? USUAL_T1_MS : timers.getT1Ms();
    if (timers.getTransactionS() <= 180 && timers.getTransactionS() * 1000 > 64 * t1) {
      finding.add(
          label,
          "spec.dialog.timers.transaction-s",
          timers.getTransactionS() + " is above 64 * t1-ms (" + 64 * t1 / 1000 + " s)");
    }
  }

  private void identity(String label, DialogSpec dialog) {
    String account = dialog.getIdentity().getAccount();
    if (!account.isEmpty() && !ACCOUNT.matcher(account).matches()) {
      finding.add(
          label,
          "spec.dialog.identity.account",
          "`" + Report.shown(account) + "` is not the user part of an address");
    }
    String alert = dialog.getIdentity().getAlertInfo();
    if (!alert.isEmpty() && !ALERT.matcher(alert).matches()) {
      finding.add(
          label,
          "spec.dialog.identity.alert-info",
          "`" + Report.shown(alert) + "` is not <uri>;parameters");
    }
  }

  private void causes(String label, DialogSpec dialog) {
    int none = dialog.getNoLineStatus();
    if (none != 0 && !refusal(none)) {
      finding.add(label, "spec.dialog.no-line-status", none + NO_STATUS);
    }
    for (int i = 0; i < dialog.getStatusOfCauseCount(); i++) {
      row(label, "spec.dialog.status-of-cause[" + i + "]", dialog.getStatusOfCause(i));
    }
    for (int i = 0; i < dialog.getCauseOfStatusCount(); i++) {
      row(label, "spec.dialog.cause-of-status[" + i + "]", dialog.getCauseOfStatus(i));
    }
  }

  private void row(String label, String path, CauseRow row) {
    if (row.getCause() < 1 || row.getCause() > 127) {
      finding.add(label, path + ".cause", row.getCause() + " is out of range (1 to 127)");
    }
    if (!refusal(row.getStatus())) {
      finding.add(label, path + ".status", row.getStatus() + NO_STATUS);
    }
  }

  private static boolean refusal(int status) {
    return status >= 400 && status <= 699;
  }

  private void seconds(String label, String path, int value) {
    range(label, path, value, LEAST_S, MOST_S);
  }

  private void range(String label, String path, int value, int least, int most) {
    if (value != 0
        && (Integer.compareUnsigned(value, least) < 0
            || Integer.compareUnsigned(value, most) > 0)) {
      finding.add(
          label,
          path,
          Integer.toUnsignedString(value)
              + " is out of range ("
              + least
              + " to "
              + most
              + "; 0: the default)");
    }
  }
}
