package io.patchbay.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.codec.Capability.State;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecsTest {
  private static Capability capability(String encoding) {
    return new Codecs(Map.of(encoding, Wish.AUTO))
        .capabilities().stream()
            .filter(one -> one.encoding().equals(encoding))
            .findFirst()
            .orElseThrow();
  }

  /// Every machine has these: they need nothing but Java, and are tried here, not at the start.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PCMA",
        "PCMU",
        "G722",
        "G726-16",
        "G726-24",
        "G726-32",
        "G726-40",
        "AAL2-G726-16",
        "AAL2-G726-24",
        "AAL2-G726-32",
        "AAL2-G726-40",
        "iLBC",
        "G729",
        "opus"
      })
  void whatNeedsJavaAloneIsThereAndWorks(String encoding) {
    var codecs = new Codecs();
    assertTrue(codecs.has(encoding), codecs.capabilities().toString());
    var own =
        ServiceLoader.load(CodecProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> !one.foreign() && one.encodings().contains(encoding))
            .toList();
    assertEquals(1, own.size());
    assertEquals("", SelfTest.of(own.getFirst(), encoding).detail());
  }

  @ParameterizedTest
  @CsvSource({
    "X-ABSENT,MISSING,libnowhere.so.9 is not there,apt-get install libnowhere9",
    "X-OTHER,SYMBOL_MISMATCH,libc.so.6 has no speak_in_tongues,''",
    "X-DEAF,SELFTEST_FAILED,a tone of -15.0 dBm0 came back with -100,''"
  })
  void whatCannotBeUsedSaysWhy(String encoding, State state, String detail, String hint) {
    var one = capability(encoding);
    assertEquals(List.of(state, detail, hint), List.of(one.state(), one.detail(), one.hint()));
    assertFalse(new Codecs(Map.of(encoding, Wish.AUTO)).has(encoding));
  }

  @Test
  void whatIsRequiredAndMissingIsNamedWithWhatToInstall() {
    var codecs = new Codecs(Map.of("x-absent", Wish.REQUIRED, "PCMA", Wish.REQUIRED));
    assertEquals(
        List.of(
            "X-ABSENT (libnowhere.so.9): MISSING, libnowhere.so.9 is not there: apt-get install"
                + " libnowhere9"),
        codecs.missing());
  }

  @Test
  void whatIsSwitchedOffIsNotThere() {
    var codecs = new Codecs(Map.of("OPUS", Wish.OFF));
    assertFalse(codecs.has("opus"));
    assertThrows(IllegalArgumentException.class, () -> codecs.open("opus"));
    assertTrue(
        codecs.capabilities().stream()
            .filter(one -> one.encoding().equals("opus"))
            .allMatch(one -> one.state() == State.OFF));
  }

  @Test
  void gplCodecIsOffUntilItIsAskedFor() {
    assertTrue(
        new Codecs()
            .capabilities().stream()
                .filter(one -> one.library().startsWith("libbcg729"))
                .allMatch(one -> one.state() == State.OFF));
  }

  @Test
  void nameThatNoCodecHasIsAnError() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> new Codecs(Map.of("MP3", Wish.AUTO)));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("'MP3' is no codec among [AAL2-"));
  }

  /// Hostile: any octets of a packet, whatever library decodes them.
  @ParameterizedTest
  @ValueSource(strings = {"iLBC", "iLBC;mode=20", "G729", "opus", "GSM", "G722", "G726-24"})
  void anyOctetsAreDecodedWithinTheRoomThereIs(String format) {
    var codecs = new Codecs();
    if (!codecs.has(Format.parse(format).encoding())) {
      return;
    }
    var random = new java.util.SplittableRandom(5);
    var codec = codecs.open(format);
    var pcm = new short[1024];
    for (int i = 0; i < 400; i++) {
      int octets = i < 3 ? i : i == 3 ? 1500 : random.nextInt(1500);
      var packet = new byte[octets];
      random.nextBytes(packet);
      int samples = codec.decode(packet, 0, octets, pcm, 0);
      assertTrue(samples >= 0 && samples <= 1024, format + " " + samples);
      assertTrue(octets > 0 || samples == 0, format);
    }
    codec.close();
  }
}
