package io.patchbay.contract;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Kafka topics: protobuf values, keys as noted, each with its retention.
public final class Topics {
  /// Key line, `event.v1.LineEventRecord`; sip-trunk -> dial-plan, console.
  public static final Topic LINE_EVENTS = Topic.log("line-events", 7);

  /// Key line, `event.v1.LineStateRecord`; sip-trunk -> dial-plan, sms-router, console.
  public static final Topic LINE_STATE = Topic.compacted("line-state");

  /// Key call, `call.v1.CallEvent`; sip-trunk -> console, outside.
  public static final Topic CALL_EVENTS = Topic.log("call-events", 7);

  /// Key call, `cdr.v1.CallRecord`; sip-trunk -> cdr-analytics, dial-plan.
  public static final Topic CALL_RECORDS = Topic.log("call-records", 90);

  /// Key line and sender, `event.v1.SmsFact`; sip-trunk -> sms-router.
  public static final Topic SMS_INBOUND = Topic.log("sms-inbound", 90);

  /// Key message, `sms.v1.Message` when accepted; sms-router -> outside.
  public static final Topic SMS_OUTBOUND = Topic.log("sms-outbound", 90);

  /// Key message, `sms.v1.Message` at every change; sms-router -> console, outside.
  public static final Topic SMS_STATUS = Topic.log("sms-status", 90);

  /// Key `line/gsm-1`, `event.v1.PolicyStateRecord`; dial-plan -> sip-trunk, console.
  public static final Topic POLICY_STATE = Topic.compacted("policy-state");

  /// Key `line/fxs-1 forward-always`, `event.v1.PhoneSetting`; dial-plan -> dial-plan, console.
  public static final Topic PHONE_SETTINGS = Topic.compacted("phone-settings");

  /// Key kind/name, `config.v1.Document`; console -> all.
  public static final Topic CONFIG = Topic.compacted("config");

  /// Key extension, `event.v1.RegistrationRecord`; sip-trunk -> sip-trunk, console.
  public static final Topic REGISTRATIONS = Topic.compacted("registrations");

  /// Key trunk, `event.v1.TrunkStateRecord`; sip-trunk -> sip-trunk, console.
  public static final Topic TRUNK_STATE = Topic.compacted("trunk-state");

  /// One key, `limit.v1.LedgerEntry`, one partition; dial-plan -> dial-plan.
  public static final Topic LIMIT_LEDGER = Topic.log("limit-ledger", 7).inOrder();

  /// One key, `limit.v1.LedgerState`, one partition; dial-plan -> dial-plan.
  public static final Topic LIMIT_STATE = Topic.state("limit-state");

  /// One key, `event.v1.CallDigest`, one partition; dial-plan -> dial-plan.
  public static final Topic CALL_DIGEST = Topic.state("call-digest");

  /// Key actor, `event.v1.AuditRecord`; all -> console.
  public static final Topic AUDIT = Topic.log("audit", 365);

  /// Every topic, for whoever creates them.
  public static final List<Topic> ALL =
      List.of(
          LINE_EVENTS,
          LINE_STATE,
          CALL_EVENTS,
          CALL_RECORDS,
          SMS_INBOUND,
          SMS_OUTBOUND,
          SMS_STATUS,
          POLICY_STATE,
          PHONE_SETTINGS,
          CONFIG,
          REGISTRATIONS,
          TRUNK_STATE,
          LIMIT_LEDGER,
          LIMIT_STATE,
          CALL_DIGEST,
          AUDIT);

  private Topics() {}

  /// One topic.
  ///
  /// @param name `patchbay.<noun>.v1`
  /// @param compacted keeps the last value of each key
  /// @param retentionDays of a log; 0 when compacted
  /// @param ordered the order of all its records matters: it has one partition
  /// @param state its values are large, and only the last ones are ever read
  public record Topic(
      String name, boolean compacted, int retentionDays, boolean ordered, boolean state) {
    /// The largest value of a topic of states, in octets.
    public static final int LARGEST_STATE = 32 << 20;

    /// The broker throws old values away in pieces of this size, in octets.
    private static final int STATE_SEGMENT = 64 << 20;

    static Topic log(String noun, int retentionDays) {
      return new Topic("patchbay." + noun + ".v1", false, retentionDays, false, false);
    }

    Topic inOrder() {
      return new Topic(name, compacted, retentionDays, true, state);
    }

    static Topic compacted(String noun) {
      return new Topic("patchbay." + noun + ".v1", true, 0, false, false);
    }

    static Topic state(String noun) {
      return new Topic("patchbay." + noun + ".v1", true, 0, true, true);
    }

    /// What whoever creates it sets, as Kafka's documentation of topics names it.
    public Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>();
      if (compacted) {
        settings.put("cleanup.policy", "compact");
      } else {
        settings.put("retention.ms", String.valueOf(Duration.ofDays(retentionDays).toMillis()));
      }
      if (state) {
        settings.put("max.message.bytes", String.valueOf(LARGEST_STATE));
        settings.put("segment.bytes", String.valueOf(STATE_SEGMENT));
      }
      return settings;
    }
  }
}
