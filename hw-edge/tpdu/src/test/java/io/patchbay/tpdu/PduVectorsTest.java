package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages of public test suites and of real failures decode to the fields noted with them.
final class PduVectorsTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  static Stream<Map<?, ?>> vectors() throws IOException {
    try (InputStream in = PduVectorsTest.class.getResourceAsStream("/pdu-vectors.jsonl")) {
      String all = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all
          .lines()
          .filter(line -> !line.isBlank())
          .<Map<?, ?>>map(Json::object)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyNotedFieldIsDecoded(Map<?, ?> vector) throws TpduException {
    SmsPdu pdu = SmsPdu.parseHex(requireNonNull(vector.get("pdu")).toString());
    Map<String, Object> decoded = new HashMap<>();
    decoded.put("smsc", pdu.smsc().value());
    decoded.put("tpdu_len", pdu.tpdu().length());
    switch (Tpdu.decode(pdu.tpdu().toArray())) {
      case Tpdu.Deliver message -> deliver(message, decoded);
      case Tpdu.Submit message -> submit(message, decoded);
      case Tpdu.StatusReport report -> report(report, decoded);
    }
    List<String> notOurs = List.of("name", "pdu", "second_decoder_agrees");
    vector.forEach((field, expected) -> {
      if (!notOurs.contains(field)) {
        assertEquals(expected, decoded.get(field), () -> vector.get("name") + " " + field);
      }
    });
  }

  private static void deliver(Tpdu.Deliver message, Map<String, Object> decoded) {
    decoded.put("type", "DELIVER");
    decoded.put("mms", !message.moreMessages());
    decoded.put("oa", message.originator().value());
    decoded.put("oa_type", message.originator().type());
    decoded.put("pid", message.protocolId());
    decoded.put("dcs", message.coding().octet());
    decoded.put("scts", message.time().time().orElseThrow().format(TIME));
    data(message.data(), decoded);
  }

  private static void submit(Tpdu.Submit message, Map<String, Object> decoded) {
    decoded.put("type", "SUBMIT");
    decoded.put("srr", message.statusReport());
    decoded.put("mr", message.reference());
    decoded.put("da", message.destination().value());
    decoded.put("da_type", message.destination().type());
    decoded.put("pid", message.protocolId());
    decoded.put("dcs", message.coding().octet());
    decoded.put("vpf", message.validity().format());
    if (message.validity() instanceof Validity.Relative(int value)) {
      decoded.put("vp", value);
    }
    data(message.data(), decoded);
  }

  private static void report(Tpdu.StatusReport report, Map<String, Object> decoded) {
    decoded.put("type", "STATUS-REPORT");
    decoded.put("mr", report.reference());
    decoded.put("ra", report.recipient().value());
    decoded.put("ra_type", report.recipient().type());
    decoded.put("scts", report.time().time().orElseThrow().format(TIME));
    decoded.put("dt", report.discharge().time().orElseThrow().format(TIME));
    decoded.put("st", report.status());
  }

  private static void data(UserData data, Map<String, Object> decoded) {
    decoded.put("udl", data.length());
    decoded.put(
        "alphabet",
        switch (data.alphabet()) {
          case GSM7 -> "7";
          case DATA -> "8";
          case UCS2 -> "16";
        });
    decoded.put("text", data.text());
    decoded.put("data", data.data().hex().toLowerCase(Locale.ROOT));
    decoded.put(
        "udh",
        data.header().stream()
            .map(e -> "%02x:%s".formatted(e.id(), e.data().hex().toLowerCase(Locale.ROOT)))
            .toList());
    data.concatenation()
        .ifPresent(place ->
            decoded.put(
                "concat",
                Map.of(
                    "ref", place.reference(),
                    "total", place.total(),
                    "seq", place.sequence(),
                    "bits", place.bits())));
  }
}
