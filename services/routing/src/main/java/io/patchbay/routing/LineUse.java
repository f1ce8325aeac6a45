package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.routing.conduct.Health;
import io.patchbay.routing.number.MobileCountries;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What is known about a line at the moment of a decision.
///
/// @param calls calls it carried in the period that is counted
/// @param talkSeconds seconds those calls talked
/// @param lastUsed grows with every use; of interest only in comparison (round robin)
/// @param answered how many of the calls were answered
/// @param last the call that ended last
/// @param radio where a SIM is registered
/// @param against why it should carry no ordinary call now, each in a few words: `quota month is
///   used up`; it is left out, but not for emergency calls
/// @param health whether its calls get through
public record LineUse(
    Condition condition,
    long calls,
    long talkSeconds,
    long lastUsed,
    long answered,
    LastCall last,
    Radio radio,
    List<String> against,
    Health health) {
  /// Nothing is known.
  public static final LineUse UNKNOWN = new LineUse(Condition.UNKNOWN, 0, 0, 0);

  public LineUse {
    requireNonNull(condition, "condition");
    requireNonNull(last, "last");
    requireNonNull(radio, "radio");
    requireNonNull(health, "health");
    against = List.copyOf(against);
  }

  /// Nothing speaks against it.
  public LineUse(Condition condition, long calls, long talkSeconds, long lastUsed) {
    this(
        condition,
        calls,
        talkSeconds,
        lastUsed,
        0,
        LastCall.NONE,
        Radio.UNKNOWN,
        List.of(),
        Health.GOOD);
  }

  /// A line without history.
  public static LineUse of(Condition condition) {
    return new LineUse(condition, 0, 0, 0);
  }

  /// In another condition.
  public LineUse as(Condition other) {
    return new LineUse(other, calls, talkSeconds, lastUsed, answered, last, radio, against, health);
  }

  /// With so many calls answered.
  public LineUse answered(long count) {
    return new LineUse(
        condition, calls, talkSeconds, lastUsed, count, last, radio, against, health);
  }

  /// With a call that ended last.
  public LineUse after(LastCall call) {
    return new LineUse(
        condition, calls, talkSeconds, lastUsed, answered, call, radio, against, health);
  }

  /// Registered so.
  public LineUse on(Radio network) {
    return new LineUse(
        condition, calls, talkSeconds, lastUsed, answered, last, network, against, health);
  }

  /// With reasons not to use it.
  public LineUse against(List<String> reasons) {
    return new LineUse(
        condition, calls, talkSeconds, lastUsed, answered, last, radio, reasons, health);
  }

  /// In that health.
  public LineUse in(Health state) {
    return new LineUse(
        condition, calls, talkSeconds, lastUsed, answered, last, radio, against, state);
  }

  /// `free, 3 calls, 99 s`.
  String words() {
    String state = condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return condition == Condition.UNKNOWN
        ? "no report"
        : state + ", " + calls + " calls, " + talkSeconds + " s";
  }

  /// A call the line carried.
  ///
  /// @param ended the epoch when there was none
  public record LastCall(String id, Instant ended) {
    static final LastCall NONE = new LastCall("", Instant.EPOCH);

    public LastCall {
      requireNonNull(id, "id");
      requireNonNull(ended, "ended");
    }
  }

  /// Where a SIM is registered, as its line reports it.
  ///
  /// @param registration home, roaming, searching, denied, none; empty: not known
  /// @param operator empty: not known
  /// @param signalDbm 0: not known
  /// @param network MCC and MNC of the network it is in; empty: not known
  /// @param home countries of the network the card is of, ISO 3166-1; empty: not known
  public record Radio(
      String registration, String operator, int signalDbm, String network, List<String> home) {
    /// Nothing is known, or there is no radio.
    public static final Radio UNKNOWN = new Radio("", "", 0);

    public Radio {
      requireNonNull(registration, "registration");
      requireNonNull(operator, "operator");
      requireNonNull(network, "network");
      home = List.copyOf(home);
    }

    /// Somewhere.
    public Radio(String registration, String operator, int signalDbm) {
      this(registration, operator, signalDbm, "", List.of());
    }

    /// As a line reports it.
    public static Radio of(LineStatus status) {
      return new Radio(
          status.getRegistration(),
          status.getOperator(),
          status.getSignalDbm(),
          status.getIdentityOrDefault("network", ""),
          MobileCountries.of(status.getIdentityOrDefault("imsi", "")));
    }

    /// Where the network is, ISO 3166-1; more than one where they share a code; empty: not known.
    List<String> countries() {
      return MobileCountries.of(network);
    }

    /// `in DE (network 26201)`; empty: not known.
    String place() {
      return countries().isEmpty()
          ? ""
          : "in " + String.join("/", countries()) + " (network " + network + ")";
    }
  }

  /// In the order lines are tried.
  public enum Condition {
    FREE,
    /// No report yet: tried, the edge knows.
    UNKNOWN,
    /// In a call, or about to be. Tried last: the report may be older than the end of the call.
    BUSY,
    /// Not tried, except for emergency calls.
    OUT_OF_SERVICE
  }
}
