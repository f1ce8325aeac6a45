package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mobile and an extension speak by a codec that baresip has, too: another implementation of it.
@ExtendWith(SharedGateway.class)
class CodecCallsTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(2);

  @ParameterizedTest
  @CsvSource({"G722,g722,G722/16000/1", "GSM,gsm,GSM/8000/1"})
  void aMobileAndAnExtensionUnderstandEachOther(String codec, String module, String name, Lab lab)
      throws Exception {
    var settings = SettingsSpec.newBuilder().addCodecs(codec).addCodecs("PCMA");
    try (var _ = lab.settings(settings)) {
      Baresip phone =
          lab.extension("101", ";audio_codecs=" + name + ",PCMA/8000/1", ";module=" + module);
      Await.until(codec + " in a call", Duration.ofSeconds(60), () -> spokeBy(codec, lab, phone));
      phone.listened().assertTone("extension", 1.5);
      lab.recorded("mobile").assertTone("mobile", 1.5);
    }
  }

  /// Before the settings are in force it is PCMA.
  private static boolean spokeBy(String codec, Lab lab, Baresip phone) throws Exception {
    String subscriber = lab.mobileCalls("gsm-1", phone);
    phone.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    phone.hangUp();
    phone.awaitEvent("CALL_CLOSED", SOON);
    String used = Records.leg(lab.records().only(subscriber, SOON), "101").getCodec();
    assertTrue(used.equals(codec) || used.equals("PCMA"), used);
    return used.equals(codec);
  }
}
