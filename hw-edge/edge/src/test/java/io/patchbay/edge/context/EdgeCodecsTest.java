package io.patchbay.edge.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.edge.health.CodecMeters;
import io.patchbay.media.fax.FaxEngine;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.edge.v1.CodecCapability;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `spec.codecs` of an Edge document, and what comes of it.
final class EdgeCodecsTest {
  private static EdgeSpec spec(String name, String wish) {
    return EdgeSpec.newBuilder().putAllCodecs(Map.of(name, wish)).build();
  }

  private static CodecCapability reported(EdgeSpec spec, String codec) {
    return EdgeCodecs.report(EdgeCodecs.find("e", spec)).stream()
        .filter(one -> one.getCodec().equals(codec))
        .findFirst()
        .orElseThrow();
  }

  private static String refusal(EdgeSpec spec) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> EdgeCodecs.find("e", spec))
            .getMessage());
  }

  @Test
  void whatIsMissingIsReportedWithWhatToInstall() {
    var absent = reported(EdgeSpec.getDefaultInstance(), "X-ABSENT");
    assertEquals(CodecCapability.State.STATE_MISSING, absent.getState());
    assertEquals("libabsent.so.1 is not there", absent.getDetail());
    assertEquals("apt-get install libabsent1", absent.getHint());
    assertEquals(
        CodecCapability.State.STATE_AVAILABLE,
        reported(EdgeSpec.getDefaultInstance(), "G722").getState());
  }

  @Test
  void whatIsOffIsNotThere() {
    assertEquals(CodecCapability.State.STATE_OFF, reported(spec("g722", "off"), "G722").getState());
    assertFalse(EdgeCodecs.find("e", spec("g722", "off")).has("G722"));
  }

  @Test
  void whatIsRequiredAndMissingStopsTheEdge() {
    assertEquals(
        "Edge e: spec.codecs: required: X-ABSENT (libabsent.so.1): MISSING, libabsent.so.1 is not"
            + " there: apt-get install libabsent1",
        refusal(spec("X-ABSENT", "required")));
    assertTrue(EdgeCodecs.find("e", spec("PCMA", "required")).has("PCMA"));
  }

  @Test
  void wrongNamesAndWordsAreNamed() {
    assertTrue(
        refusal(spec("MP3", "auto")).startsWith("Edge e: spec.codecs: 'MP3' is no codec among ["));
    assertEquals(
        "Edge e: spec.codecs.opus: 'maybe' is not one of off, auto, required",
        refusal(spec("opus", "maybe")));
  }

  @Test
  void everyCodecIsAMetric() {
    var registry = new SimpleMeterRegistry();
    new CodecMeters(EdgeCodecs.find("e", EdgeSpec.getDefaultInstance()), FaxEngine.NONE)
        .bindTo(registry);
    assertEquals(1, registry.get("patchbay.edge.codec").tag("codec", "PCMA").gauge().value());
    assertEquals(
        0,
        registry
            .get("patchbay.edge.codec")
            .tags("codec", "X-ABSENT", "state", "missing")
            .gauge()
            .value());
  }
}
