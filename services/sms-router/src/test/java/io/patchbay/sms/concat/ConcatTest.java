package io.patchbay.sms.concat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.sms.Pdus;
import io.patchbay.sms.concat.Assembly.Fit;
import io.patchbay.tpdu.Octets;
import io.patchbay.tpdu.UserData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConcatTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String[] ALPHABETS = {
    "abc XYZ 0189 @£é{}€^", "你好世界测试短信", "a😀b🎉c", "مرحبا ΓΔ"
  };

  private static Incoming.Part part(byte[] pdu) {
    return assertInstanceOf(Incoming.Part.class, Incoming.read("gsm-1", pdu));
  }

  private static String textOf(Assembly assembly) {
    TreeMap<Integer, UserData> data = new TreeMap<>();
    assembly.parts().forEach((sequence, pdu) -> data.put(sequence, part(pdu.toArray()).data()));
    return Texts.join(data, assembly.key().total());
  }

  private static String randomText(Random random) {
    int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
    StringBuilder text = new StringBuilder();
    int length = 200 + random.nextInt(1500);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void partsInAnyOrderWithRepetitionsGiveTheTextThatWasSent(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      String text = randomText(random);
      List<byte[]> pdus =
          new ArrayList<>(Pdus.deliver("+8613800000001", text, random.nextInt(256), AT));
      pdus.addAll(List.copyOf(pdus.subList(0, random.nextInt(pdus.size()))));
      Collections.shuffle(pdus, random);
      Assembly assembly = new Assembly(part(pdus.getFirst()).key(), new TreeMap<>());
      int completions = 0;
      for (byte[] pdu : pdus) {
        Incoming.Part part = part(pdu);
        assertEquals(assembly.key(), part.key());
        Fit fit = assembly.fit(part.sequence(), Octets.of(pdu));
        completions += fit == Fit.COMPLETES ? 1 : 0;
        assembly = fit == Fit.REPEATS ? assembly : assembly.with(part.sequence(), Octets.of(pdu));
      }
      assertEquals(1, completions, "seed " + seed);
      assertTrue(assembly.complete());
      assertEquals(text, textOf(assembly), "seed " + seed);
    }
  }

  @Test
  void anotherPartInTheSamePlaceStartsAnotherMessage() {
    byte[] first = Pdus.deliver("101", "a".repeat(200), 7, AT).getFirst();
    byte[] second = Pdus.deliver("101", "b".repeat(200), 7, AT).getFirst();
    Assembly assembly = new Assembly(part(first).key(), new TreeMap<>()).with(1, Octets.of(first));
    assertEquals(Fit.STARTS_ANOTHER, assembly.fit(1, Octets.of(second)));
    assertEquals(Fit.REPEATS, assembly.fit(1, Octets.of(first)));
    assertEquals(Fit.COMPLETES, assembly.fit(2, Octets.of(second)));
  }

  @Test
  void aWideReferenceIsAnotherKeyThanANarrowOne() {
    String text = "你".repeat(100);
    ConcatKey narrow = part(Pdus.deliver("101", text, 7, AT).getFirst()).key();
    ConcatKey wide = part(Pdus.deliverWide("101", text, 7, AT).getFirst()).key();
    assertEquals(new ConcatKey("gsm-1", "101", 16, 7, 2), wide);
    assertTrue(!narrow.equals(wide));
    assertEquals(
        0x1234, part(Pdus.deliverWide("101", text, 0x1234, AT).getFirst()).key().reference());
  }

  @Test
  void missingPartsLeaveOneMarkARun() {
    List<byte[]> pdus =
        Pdus.deliver(
            "101", "1".repeat(153) + "2".repeat(153) + "3".repeat(153) + "4".repeat(20), 7, AT);
    Assembly assembly =
        new Assembly(part(pdus.getFirst()).key(), new TreeMap<>())
            .with(1, Octets.of(pdus.getFirst()));
    assertEquals("1".repeat(153) + "[…]", textOf(assembly));
    assertEquals(
        "1".repeat(153) + "[…]" + "4".repeat(20), textOf(assembly.with(4, Octets.of(pdus.get(3)))));
  }

  @Test
  void halfSurrogatesAndNulBecomeReplacementCharacters() {
    assertEquals("a\uFFFDb\uFFFDc😀", Texts.storable("a\0b\uD83Dc😀"));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void octetsOfAnyKindAreReadOrCalledUnreadable(long seed) {
    Random random = new Random(seed);
    byte[] good = Pdus.deliver("+8613800000001", "你好".repeat(60), 1, AT).getFirst();
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = random.nextBoolean() ? new byte[random.nextInt(200)] : good.clone();
      if (octets.length != good.length) {
        random.nextBytes(octets);
      } else {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      Incoming incoming = Incoming.read("gsm-1", octets);
      assertTrue(incoming.toString().length() > 0, "seed " + seed);
    }
  }
}
