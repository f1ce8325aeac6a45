package io.patchbay.trunk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import org.junit.jupiter.api.Test;

final class MediaDefaultsTest {
  @Test
  void whoDoesNotSayHowAudioIsCarriedIsServedAsTheSettingsSay() {
    var configuration = new Configuration();
    configuration.apply(
        DocumentYaml.parse(
            "t",
            """
            {kind: Settings, name: default, spec: {media: {rtp-timeout-s: 30}}}
            ---
            {kind: Trunk, name: silent, spec: {address: "192.0.2.1:5060"}}
            ---
            {kind: Trunk, name: own, spec: {address: "192.0.2.2:5060", media: {dscp: 0}}}
            ---
            {kind: Extension, name: "101", spec: {internal-only: true}}
            """));

    assertEquals(30, timeout(configuration, "silent"));
    assertEquals(0, timeout(configuration, "own"));
    assertEquals(30, configuration.mediaOfExtension("101").getRtpTimeoutS());
  }

  private static int timeout(Configuration configuration, String trunk) {
    return configuration.mediaOfTrunk(configuration.trunk(trunk).orElseThrow()).getRtpTimeoutS();
  }
}
