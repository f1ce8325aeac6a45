package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Why a network refuses to register a card, in words: by number from `+CREG:
/// …,<cause_type>,<reject_cause>` – TS 27.007 §7.2, §10.1.22; by name from AT+CEER.
final class RejectCause {
  private static final int CAUSE_TYPE = 4;

  /// What it means to people, and what the standards call it.
  private record Words(String plain, String name) {}

  /// TS 24.008 §10.5.3.6 and TS 24.301 §9.9.3.9, which number alike.
  private static final Map<Integer, Words> CAUSES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(2, new Words("the card is not known", "IMSI unknown in HLR")),
              Map.entry(3, new Words("the card is barred", "illegal MS")),
              Map.entry(4, new Words("the card is not known here", "IMSI unknown in VLR")),
              Map.entry(5, new Words("the modem's IMEI is barred", "IMEI not accepted")),
              Map.entry(6, new Words("the modem is barred", "illegal ME")),
              Map.entry(7, new Words("no data service for this card", "services not allowed")),
              Map.entry(
                  8, new Words("no service for this card", "services and non-GPRS not allowed")),
              Map.entry(11, new Words("this network is not allowed", "PLMN not allowed")),
              Map.entry(12, new Words("not allowed in this area", "location area not allowed")),
              Map.entry(13, new Words("roaming is not allowed here", "roaming not allowed")),
              Map.entry(
                  14, new Words("no data service in this network", "services not allowed in PLMN")),
              Map.entry(15, new Words("no cell here takes this card", "no suitable cells in area")),
              Map.entry(17, new Words("the network fails", "network failure")),
              Map.entry(
                  18, new Words("no calls over LTE and none beside it", "CS domain not available")),
              Map.entry(22, new Words("the network is congested", "congestion")),
              Map.entry(
                  25, new Words("this cell is for other subscribers", "not authorized for CSG")),
              Map.entry(42, new Words("the network fails badly", "severe network failure"))));

  /// Names that some makers use, and AT+CEER has for nothing else.
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("imsi unknown in hlr", 2),
          Map.entry("imsi unknown in hss", 2),
          Map.entry("illegal ms", 3),
          Map.entry("illegal ue", 3),
          Map.entry("imsi unknown in vlr", 4),
          Map.entry("imei not accepted", 5),
          Map.entry("illegal me", 6),
          Map.entry("plmn not allowed", 11),
          Map.entry("location area not allowed", 12),
          Map.entry("la not allowed", 12),
          Map.entry("tracking area not allowed", 12),
          Map.entry("roaming not allowed", 13),
          Map.entry("no suitable cells", 15));

  private RejectCause() {}

  /// Empty when the modem does not say.
  ///
  /// @param at the field of <stat>
  static String of(AtFields fields, int at) {
    int type = fields.number(at + CAUSE_TYPE, -1);
    int cause = fields.number(at + CAUSE_TYPE + 1, -1);
    if (cause < 0 || type < 0) {
      return "";
    }
    return type == 0 ? words(cause) : "the modem's own cause " + cause;
  }

  /// `+CEER: <report>` – TS 27.007 §6.10: the words of the maker. Numbers are not understood, since
  /// what they count differs; empty as well when it speaks of something else.
  static String named(String ceer) {
    String text = ceer.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip() + " ";
    Optional<Integer> cause =
        NAMES.entrySet().stream()
            .filter(name -> text.contains(name.getKey() + " "))
            .map(Map.Entry::getValue)
            .findFirst();
    return cause.map(RejectCause::words).orElse("");
  }

  private static String words(int cause) {
    Words known = CAUSES.get(cause);
    return known == null
        ? "by the network (cause " + cause + ")"
        : "%s (%s, cause %d)".formatted(known.plain(), known.name(), cause);
  }
}
