package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.DtmfMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DigitCheckTest {
  private static String trunk(String media) {
    return "{kind: Trunk, name: pbx, spec: {address: \"127.0.0.1:5080\", media: {" + media + "}}}";
  }

  @Test
  void everyWayHasItsWord() {
    var documents =
        DocumentYaml.parse(
            "t",
            trunk(
                "dtmf-send: [in-band, rfc4733, info, info-dtmf], dtmf-receive: [rfc4733],"
                    + " dtmf-payload-type: 97, dtmf-flash: true"));
    var media = documents.getFirst().getTrunk().getMedia();
    assertEquals(
        List.of(
            DtmfMethod.DTMF_METHOD_IN_BAND,
            DtmfMethod.DTMF_METHOD_RFC4733,
            DtmfMethod.DTMF_METHOD_INFO,
            DtmfMethod.DTMF_METHOD_INFO_DTMF),
        media.getDtmfSendList());
    assertTrue(media.getDtmfFlash());
    assertEquals(List.of(), DocumentCheck.all(documents, PatternCheck.none()));
  }

  @Test
  void aStaticPayloadTypeAndAnUnknownWayAreNamed() {
    var documents = DocumentYaml.parse("t", trunk("dtmf-payload-type: 8"));
    assertEquals(
        "Trunk pbx: spec.media.dtmf-payload-type: 8 is not within 96-127",
        DocumentCheck.all(documents, PatternCheck.none()).getFirst().toString());
    documents = DocumentYaml.parse("t", trunk("recording: {consent: tone, beep-interval-s: 3601}"));
    assertEquals(
        "Trunk pbx: spec.media.recording.beep-interval-s: 3601 is out of range (0 to 3600)",
        DocumentCheck.all(documents, PatternCheck.none()).getFirst().toString());
    documents = DocumentYaml.parse("t", trunk("recording: {announcement: ../key.wav}"));
    assertEquals(
        "Trunk pbx: spec.media.recording.announcement: `../key.wav` is not the name of a .wav file,"
            + " without a folder",
        DocumentCheck.all(documents, PatternCheck.none()).getFirst().toString());
    var wrong =
        assertThrows(
            DocumentException.class, () -> DocumentYaml.parse("t", trunk("dtmf-send: [smoke]")));
    assertTrue(String.valueOf(wrong.getMessage()).contains("smoke"), wrong.toString());
  }
}
