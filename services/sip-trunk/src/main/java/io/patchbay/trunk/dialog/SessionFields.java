package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Reliability;
import io.patchbay.proto.config.v1.SessionTimer.Refresher;
import java.util.ArrayList;
import java.util.List;

/// The header fields with which our messages speak of extensions (RFC 3262, RFC 4028).
public final class SessionFields {
  private SessionFields() {}

  /// Of the INVITE that opens a dialog.
  public static Fields ofInvite(SipChannel sip) {
    Session session = sip.session();
    DialogSpec spec = session.spec();
    Fields fields = supported(spec);
    if (spec.getReliable() == Reliability.RELIABILITY_REQUIRED) {
      fields = fields.with("Require", "100rel");
    }
    if (SessionTimer.asCaller(spec)) {
      boolean theirs = spec.getSessionTimer().getCallerRefresher() == Refresher.REFRESHER_CALLEE;
      fields =
          fields.with(
              "Session-Expires",
              SessionTimer.wanted(spec, session.timer())
                  + ";refresher="
                  + (theirs ? "uas" : "uac"));
    }
    return minSe(fields, session).and(session.said());
  }

  /// Of a re-INVITE or UPDATE of ours: what was agreed goes on.
  public static Fields ofRefresh(SipChannel sip) {
    Session session = sip.session();
    Fields fields = supported(session.spec());
    if (session.timer().running()) {
      fields =
          fields.with(
              "Session-Expires",
              session.timer().intervalS()
                  + ";refresher="
                  + (session.timer().ours() ? "uac" : "uas"));
    }
    return minSe(fields, session);
  }

  private static Fields minSe(Fields fields, Session session) {
    int least = Math.max(SessionTimer.minSe(session.spec()), session.timer().minSeS());
    return least > SessionTimer.LEAST_S && SessionTimer.known(session.spec())
        ? fields.with("Min-SE", Integer.toString(least))
        : fields;
  }

  /// Of our 2xx to INVITE, re-INVITE or UPDATE.
  public static Fields ofAnswer(SipChannel sip) {
    Fields fields = supported(sip.session().spec());
    SessionTimer timer = sip.session().timer();
    if (!timer.running()) {
      return fields;
    }
    Fields agreed =
        fields.with(
            "Session-Expires", timer.intervalS() + ";refresher=" + (timer.ours() ? "uas" : "uac"));
    // the peer has to know that it refreshes
    return timer.ours() ? agreed : agreed.with("Require", "timer");
  }

  /// Of a refusal.
  public static Fields ofRefusal(SipChannel sip, int status) {
    return status == 422
        ? Fields.of("Min-SE", Integer.toString(SessionTimer.minSe(sip.session().spec())))
        : Fields.NONE;
  }

  static Fields supported(DialogSpec spec) {
    List<String> options = new ArrayList<>(4);
    if (spec.getReliable() != Reliability.RELIABILITY_OFF) {
      options.add("100rel");
    }
    if (SessionTimer.known(spec)) {
      options.add("timer");
    }
    options.add("replaces");
    return Fields.NONE.with("Supported", String.join(", ", options));
  }
}
