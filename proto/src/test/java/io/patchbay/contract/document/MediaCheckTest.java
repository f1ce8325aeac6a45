package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MediaCheckTest {
  private static List<String> problems(String yaml) {
    return DocumentCheck.all(DocumentYaml.parse("t", yaml), PatternCheck.none()).stream()
        .map(problem -> problem.path() + ": " + problem.message())
        .toList();
  }

  @Test
  void everyCodecIsKnownInAnyCase() {
    String all = String.join(", ", MediaCheck.CODECS).toLowerCase(java.util.Locale.ROOT);
    assertEquals(
        List.of(),
        problems("{kind: Extension, name: 101, spec: {media: {codecs: [" + all + "]}}}"));
  }

  @Test
  void whatCannotBeIsNamedWithWhatCan() {
    assertEquals(
        List.of(
            "spec.media.codecs[1]: `G711` is not one of " + String.join(", ", MediaCheck.CODECS),
            "spec.media.codecs[2]: `pcma` is given twice",
            "spec.media.ptime-ms: 25 is not one of 10, 20, 30, 40, 50, 60",
            "spec.media.max-ptime-ms: 20 is not within 25-200",
            "spec.media.ilbc-frame-ms: 25 is not one of 20, 30"),
        problems(
            "{kind: Extension, name: 101, spec: {media: {codecs: [PCMA, G711, pcma], ptime-ms: 25,"
                + " max-ptime-ms: 20, ilbc-frame-ms: 25}}}"));
  }

  @Test
  void payloadTypesAreDynamicOnesAndNobodyElses() {
    assertEquals(
        List.of(
            "spec.media.payload-types.PCMA: `PCMA` has a payload type of its own (RFC 3551)",
            "spec.media.payload-types.iLBC: 95 is not within 96-127",
            "spec.media.payload-types.opus: 100 is AAL2-G726-16's already",
            "spec.media.payload-types.G726-16: 101 is telephone-event's"),
        problems(
            "{kind: Extension, name: 101, spec: {media: {payload-types: {PCMA: 100, iLBC: 95,"
                + " AAL2-G726-16: 100, opus: 100, G726-16: 101}}}}"));
  }

  @Test
  void twoListsForOneTrunkAreOneTooMany() {
    assertEquals(
        List.of("spec.media.codecs: given beside spec.codecs: one of the two is enough"),
        problems(
            "{kind: Trunk, name: pbx, spec: {address: '192.0.2.1:5060', codecs: [PCMA], media:"
                + " {codecs: [PCMU]}}}"));
  }

  @Test
  void edgeSwitchesCodecsOffAutoOrRequired() {
    assertEquals(
        List.of(),
        problems(
            "{kind: Edge, name: e, spec: {codecs: {opus: required, bcg729: auto, G729: 'off'}}}"));
    assertEquals(
        List.of("spec.codecs.opus: `maybe` is not one of off, auto, required"),
        problems("{kind: Edge, name: e, spec: {codecs: {opus: maybe}}}"));
  }
}
