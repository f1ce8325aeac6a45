package io.patchbay.trunk.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import org.junit.jupiter.api.Test;

final class KeyExposureTest {
  private static boolean exposed(String spec) {
    String text = "{kind: Trunk, name: t, spec: {address: \"192.0.2.1:5060\", " + spec + "}}";
    return KeyExposure.exposed(DocumentYaml.parse("t", text).getFirst());
  }

  @Test
  void keysAreExposedUnlessTheirMessagesAreEncrypted() {
    assertTrue(exposed("media: {encryption: mandatory}"));
    assertTrue(exposed("transport: tcp, media: {encryption: best-effort}"));
    assertFalse(exposed("transport: tls, media: {encryption: mandatory}"));
    assertFalse(exposed("transport: udp"));
  }
}
