package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Identity;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.sip.Escapes;
import java.util.ArrayList;
import java.util.List;

/// Who calls, as an INVITE of ours says it to a peer: From, P-Asserted-Identity (RFC 3325),
/// Remote-Party-ID, Privacy (RFC 3323), Diversion (RFC 5806), History-Info (RFC 7044) and
/// Alert-Info.
final class Identities {
  private static final String NOBODY = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

  private final String host;

  /// @param host of our own SIP URIs
  Identities(String host) {
    this.host = host;
  }

  /// @param number although withheld; empty: unknown
  /// @param diverted numbers that have sent this call on
  /// @param heard what its own INVITE said
  /// @param trusted what it says of others counts
  record Caller(String number, List<String> diverted, Fields heard, boolean trusted) {
    static final Caller UNKNOWN = new Caller("", List.of(), Fields.NONE, false);

    /// Of a call that these have sent on as well.
    Caller sentOnBy(List<String> numbers) {
      if (numbers.isEmpty()) {
        return this;
      }
      List<String> all = new ArrayList<>(diverted);
      all.addAll(numbers);
      return new Caller(number, all, heard, trusted);
    }
  }

  /// @param from name-addr
  /// @param restricted Privacy is id
  /// @param fields the rest
  record Shown(String from, boolean restricted, Fields fields) {}

  /// What From can be, name-addrs.
  ///
  /// @param caller the caller, unless withheld
  /// @param account where the caller is not in it
  record Names(String caller, String account) {}

  /// Those of a peer without an account of its own.
  ///
  /// @param account user part of From where the number is not, unless the document says another
  Names names(DialogSpec spec, String account, Decision decision) {
    String other = spec.getIdentity().getAccount();
    String own = other.isEmpty() ? account : other;
    return new Names(
        address(decision.getCallingNumber(), decision.getCallingName()),
        address(own.isEmpty() ? "patchbay" : own, ""));
  }

  Shown show(DialogSpec spec, Names names, Decision decision, Caller caller) {
    Identity identity = spec.getIdentity();
    boolean withheld = decision.getCallingNumber().isEmpty();
    String accountFrom = names.account();
    String shown = withheld ? "" : address(decision.getCallingNumber(), decision.getCallingName());
    String known =
        !withheld || !identity.getTrusted() || caller.number().isEmpty()
            ? shown
            : address(caller.number(), "");
    Fields fields =
        forwarded(identity, caller)
            .with("Alert-Info", alert(identity, caller))
            .with("Max-Forwards", hops(caller));
    return switch (identity.getCaller()) {
      case CALLER_UNSPECIFIED, CALLER_FROM, UNRECOGNIZED ->
          new Shown(
              withheld ? NOBODY : names.caller(),
              withheld,
              identity.getTrusted() ? fields.with("P-Asserted-Identity", known) : fields);
      case CALLER_ASSERTED ->
          new Shown(accountFrom, withheld, fields.with("P-Asserted-Identity", known));
      case CALLER_ANONYMOUS -> new Shown(NOBODY, true, fields.with("P-Asserted-Identity", known));
      case CALLER_NONE -> new Shown(accountFrom, false, fields);
      case CALLER_REMOTE_PARTY ->
          new Shown(
              accountFrom,
              withheld,
              known.isEmpty()
                  ? fields
                  : fields.with(
                      "Remote-Party-ID",
                      known + ";party=calling;screen=yes;privacy=" + (withheld ? "full" : "off")));
    };
  }

  private Fields forwarded(Identity identity, Caller caller) {
    return switch (identity.getForwarded()) {
      case FORWARDED_UNSPECIFIED, FORWARDED_DIVERSION, UNRECOGNIZED ->
          Fields.NONE.with("Diversion", diversion(caller));
      case FORWARDED_HISTORY -> Fields.NONE.with("History-Info", history(caller));
      case FORWARDED_BOTH ->
          Fields.NONE.with("Diversion", diversion(caller)).with("History-Info", history(caller));
      case FORWARDED_NONE -> Fields.NONE;
    };
  }

  /// The newest first (RFC 5806 §5).
  private String diversion(Caller caller) {
    StringBuilder text = new StringBuilder();
    for (String number : caller.diverted().reversed()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(address(number, ""))
          .append(";reason=unconditional");
    }
    String heard = caller.heard().first("Diversion");
    return heard.isEmpty() || text.isEmpty() ? text + heard : text + ", " + heard;
  }

  /// The oldest first (RFC 7044 §5).
  private String history(Caller caller) {
    StringBuilder text = new StringBuilder(caller.heard().first("History-Info"));
    int index = text.isEmpty() ? 1 : text.toString().split(",", -1).length + 1;
    for (String number : caller.diverted()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(address(number, ""))
          .append(";index=")
          .append(index++);
    }
    return text.toString();
  }

  /// One hop less than the caller's, so that calls that go in circles end (RFC 7332 §4); empty: a
  /// caller without SIP.
  private static String hops(Caller caller) {
    return caller.heard().first("Max-Forwards").isEmpty()
        ? ""
        : Integer.toString(Math.clamp(caller.heard().number("Max-Forwards") - 1L, 0, 70));
  }

  private static String alert(Identity identity, Caller caller) {
    if (!identity.getAlertInfo().isEmpty() || !caller.trusted()) {
      return identity.getAlertInfo();
    }
    String heard = caller.heard().first("Alert-Info");
    int second = heard.indexOf(", <");
    return second < 0 ? heard : heard.substring(0, second);
  }

  private String address(String user, String name) {
    String uri = "<sip:" + Escapes.encodedUser(user) + "@" + host + ">";
    return name.isEmpty() ? uri : Escapes.quoted(name) + " " + uri;
  }
}
