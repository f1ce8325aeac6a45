package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.IceMode;
import io.patchbay.proto.config.v1.KeyExchange;
import io.patchbay.proto.config.v1.RecordingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Keys by DTLS, ICE and STUN, and consent to recording in documents.
final class NatCheckTest {
  private static List<String> problems(String yaml) {
    return DocumentCheck.all(DocumentYaml.parse("t", yaml), PatternCheck.none()).stream()
        .map(Object::toString)
        .toList();
  }

  private static String trunk(String media) {
    return "{kind: Trunk, name: a, spec: {address: \"192.0.2.1:5060\", media: {" + media + "}}}";
  }

  @Test
  void theSettingsAreReadByTheirNames() {
    String text =
        trunk(
            "encryption: mandatory, key-exchange: dtls, ice: lite, external-address: stun,"
                + " recording: {consent: tone, beep-interval-s: 20, max-minutes: 60, format: opus,"
                + " announcement: recorded.wav}");
    assertEquals(List.of(), problems(text));
    var media = DocumentYaml.parse("t", text).getFirst().getTrunk().getMedia();
    assertEquals(KeyExchange.KEY_EXCHANGE_DTLS, media.getKeyExchange());
    assertEquals(IceMode.ICE_MODE_LITE, media.getIce());
    assertEquals("stun", media.getExternalAddress());
    assertEquals(RecordingSpec.Consent.CONSENT_TONE, media.getRecording().getConsent());
    assertEquals(60, media.getRecording().getMaxMinutes());
    assertEquals(RecordingSpec.Format.FORMAT_OPUS, media.getRecording().getFormat());
    assertEquals("recorded.wav", media.getRecording().getAnnouncement());
  }

  @Test
  void whatContradictsItselfIsRefused() {
    assertEquals(
        List.of("Trunk a: spec.media.key-exchange: given although encryption is not"),
        problems(trunk("key-exchange: dtls")));
    assertEquals(
        List.of("Trunk a: spec.media.srtp-suites: given although keys come by DTLS"),
        problems(
            trunk("encryption: mandatory, key-exchange: dtls, srtp-suites: [AEAD_AES_128_GCM]")));
    String edge = problems("{kind: Edge, name: e, spec: {stun-server: nowhere}}").getFirst();
    assertEquals("Edge e: spec.stun-server: ", edge.substring(0, 26), edge);
  }
}
