package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages of public test suites and of real failures decode to the fields noted with them.
final class PduVectorsTest {
  private static final Set<String> NOTES = Set.of("name", "second_decoder_agrees");

  /// What becomes of those that have more than the standard asks for.
  private static final Map<String, String> SHORTER =
      Map.of(
          "gammu/at-sms/24.dump", "a service centre address of a type and no digits",
          "gammu/at-sms/32.dump", "padded with extensions of TP-PI",
          "gammu/at-sms/39.dump", "longer than its TP-UDL");

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

  private static String text(Map<?, ?> vector, String field) {
    return requireNonNull(vector.get(field)).toString();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyNotedFieldIsDecoded(Map<?, ?> vector) {
    PduText.Line line = PduText.line(text(vector, "pdu"), PduText.Options.DEFAULT);
    assertTrue(line.decoded(), line::json);
    Map<?, ?> decoded = Json.object(line.json());
    vector.forEach((field, expected) -> {
      if (!NOTES.contains(field)) {
        assertEquals(expected, decoded.get(field), () -> vector.get("name") + " " + field);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatIsDecodedIsCodedToTheSameOctets(Map<?, ?> vector) throws TpduException {
    String hex = text(vector, "pdu");
    SmsPdu pdu = SmsPdu.parseHex(hex);
    Tpdu tpdu = Tpdu.decode(pdu.tpdu().toArray());
    String again = Octets.of(new SmsPdu(pdu.smsc(), Octets.of(tpdu.encode())).encode()).hex();
    assertEquals(tpdu, Tpdu.decode(tpdu.encode()), () -> text(vector, "name"));
    if (SHORTER.containsKey(text(vector, "name"))) {
      assertTrue(again.length() < hex.length(), again);
    } else {
      assertEquals(hex, again);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatIsChangedOrCutStillGivesOneLine(Map<?, ?> vector) throws TpduException {
    byte[] octets = Octets.ofHex(text(vector, "pdu")).toArray();
    SplittableRandom random = new SplittableRandom(octets.length);
    for (int step = 0; step < 300; step++) {
      byte[] other = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
      for (int changes = random.nextInt(3); changes > 0 && other.length > 0; changes--) {
        other[random.nextInt(other.length)] = (byte) random.nextInt();
      }
      PduText.Line line = PduText.line(Octets.of(other).hex(), PduText.Options.DEFAULT);
      Map<?, ?> json = Json.object(line.json());
      assertEquals(line.decoded(), json.get("error") == null, line::json);
    }
  }

  @Test
  void noVectorIsForgotten() throws IOException {
    assertEquals(40, vectors().count());
    List<String> types = vectors().map(vector -> text(vector, "type")).distinct().toList();
    assertEquals(List.of("DELIVER", "SUBMIT", "STATUS-REPORT"), types);
  }
}
