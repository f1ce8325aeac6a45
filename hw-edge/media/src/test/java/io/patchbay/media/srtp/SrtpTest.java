package io.patchbay.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.rtp.RtpPacket;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// RFC 3711, RFC 7714, RFC 4568 §6.
final class SrtpTest {
  private static final int SSRC = 0xcafebabe;
  private static final HexFormat HEX = HexFormat.of();

  private static SrtpKey key(SrtpSuite suite, int seed) {
    var master = new byte[suite.masterOctets()];
    Arrays.fill(master, (byte) seed);
    return SrtpKey.of(suite, master);
  }

  private static byte[] rtp(int sequence, int ssrc) {
    var packet = new byte[1500];
    RtpPacket.write(packet, false, 8, sequence, 160 * sequence, ssrc);
    Arrays.fill(packet, 12, 172, (byte) sequence);
    return packet;
  }

  /// The packet that libsrtp checks itself with.
  @Test
  void counterModeGivesTheOctetsThatOthersGive() {
    var key =
        SrtpKey.of(
            SrtpSuite.AES_CM_128_HMAC_SHA1_80,
            HEX.parseHex("e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6"));
    assertEquals(
        "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
        protectedByUs(key));
  }

  @Test
  void galoisModeGivesTheOctetsThatOthersGive() {
    var key =
        SrtpKey.of(
            SrtpSuite.AEAD_AES_128_GCM,
            HEX.parseHex("000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab"));
    assertEquals(
        "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392",
        protectedByUs(key));
  }

  private static String protectedByUs(SrtpKey key) {
    var packet =
        Arrays.copyOf(
            HEX.parseHex("800f1234decafbadcafebabe" + "ab".repeat(16)), 28 + SrtpSender.MAX_GROWTH);
    int length = new SrtpSender(key, SSRC).protect(packet, 28);
    return HEX.formatHex(packet, 0, length);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsProtectedIsOpenedOverTheWrapOfSequenceNumbers(SrtpSuite suite) {
    var sender = new SrtpSender(key(suite, 1), SSRC);
    var receiver = new SrtpReceiver(key(suite, 1));
    for (int i = 65_500; i < 65_600; i++) {
      var packet = rtp(i & 0xffff, SSRC);
      var plain = Arrays.copyOf(packet, 172);
      int length = sender.protect(packet, 172);
      assertEquals(172 + tag(suite), length);
      assertFalse(Arrays.equals(plain, 12, 172, packet, 12, 172));
      assertEquals(172, receiver.open(packet, length), "sequence " + i);
      assertArrayEquals(plain, Arrays.copyOf(packet, 172));
    }
  }

  private static int tag(SrtpSuite suite) {
    return switch (suite) {
      case AES_CM_128_HMAC_SHA1_80 -> 10;
      case AES_CM_128_HMAC_SHA1_32 -> 4;
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> 16;
    };
  }

  @ParameterizedTest
  @EnumSource
  void anotherKeyAndATamperedPacketAreForged(SrtpSuite suite) {
    var sender = new SrtpSender(key(suite, 1), SSRC);
    var packet = rtp(7, SSRC);
    int length = sender.protect(packet, 172);
    assertEquals(SrtpReceiver.FORGED, new SrtpReceiver(key(suite, 2)).open(packet.clone(), length));
    var receiver = new SrtpReceiver(key(suite, 1));
    var tampered = packet.clone();
    tampered[20] ^= 1;
    assertEquals(SrtpReceiver.FORGED, receiver.open(tampered, length));
    assertEquals(SrtpReceiver.FORGED, receiver.open(rtp(8, SSRC), 172), "plain RTP");
    assertEquals(SrtpReceiver.FORGED, receiver.open(new byte[1500], 5));
    assertEquals(172, receiver.open(packet, length), "the good one still counts");
  }

  @ParameterizedTest
  @EnumSource
  void aPacketThatComesAgainIsReplayed(SrtpSuite suite) {
    var sender = new SrtpSender(key(suite, 1), SSRC);
    var receiver = new SrtpReceiver(key(suite, 1));
    var packet = rtp(7, SSRC);
    int length = sender.protect(packet, 172);
    assertEquals(172, receiver.open(packet.clone(), length));
    assertEquals(SrtpReceiver.REPLAYED, receiver.open(packet.clone(), length));
  }

  @Test
  void aNewSourceIsTakenOnlyWhenItIsAuthentic() {
    var receiver = new SrtpReceiver(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 1));
    var first = new SrtpSender(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 1), SSRC);
    var second = new SrtpSender(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 1), 5);
    var stranger = new SrtpSender(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 9), 6);
    assertEquals(172, opened(first, receiver, rtp(60_000, SSRC)));
    assertEquals(SrtpReceiver.FORGED, opened(stranger, receiver, rtp(1, 6)));
    assertEquals(172, opened(first, receiver, rtp(60_001, SSRC)));
    assertEquals(172, opened(second, receiver, rtp(3, 5)));
    assertEquals(172, opened(second, receiver, rtp(4, 5)));
  }

  private static int opened(SrtpSender sender, SrtpReceiver receiver, byte[] packet) {
    return receiver.open(packet, sender.protect(packet, 172));
  }

  @ParameterizedTest
  @EnumSource
  void reportsAreProtectedToo(SrtpSuite suite) {
    var sender = new SrtpSender(key(suite, 1), SSRC);
    var receiver = new SrtpReceiver(key(suite, 1));
    for (int i = 0; i < 3; i++) {
      var report = Arrays.copyOf(HEX.parseHex("80c90001cafebabe81ca0001cafebabe"), 100);
      var plain = Arrays.copyOf(report, 16);
      int length = sender.protectControl(report, 16);
      assertTrue(length > 16);
      var again = report.clone();
      assertEquals(16, receiver.openControl(report, length));
      assertArrayEquals(plain, Arrays.copyOf(report, 16));
      assertEquals(SrtpReceiver.REPLAYED, receiver.openControl(again, length));
    }
    var stranger = new SrtpSender(key(suite, 3), SSRC);
    var foreign = new byte[100];
    int length = 0;
    for (int i = 0; i < 5; i++) {
      foreign = Arrays.copyOf(HEX.parseHex("80c90001cafebabe"), 100);
      length = stranger.protectControl(foreign, 8);
    }
    assertEquals(SrtpReceiver.FORGED, receiver.openControl(foreign, length));
    assertEquals(SrtpReceiver.FORGED, receiver.openControl(foreign, 3));
  }

  @Test
  void aKeyIsReadAsSdpHasItAndNeverShown() {
    var random = new SecureRandom();
    for (var suite : SrtpSuite.values()) {
      var key = SrtpKey.random(suite, random);
      assertEquals(key, SrtpKey.inline(suite, key.inline()));
      assertFalse(key.toString().contains(key.inline()));
      assertEquals(suite, SrtpSuite.named(suite.name()).orElseThrow());
    }
    assertTrue(SrtpSuite.named("F8_128_HMAC_SHA1_80").isEmpty());
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> SrtpKey.inline(SrtpSuite.AEAD_AES_128_GCM, "secret words!"));
    assertFalse(String.valueOf(wrong.getMessage()).contains("secret"));
    assertThrows(
        IllegalArgumentException.class, () -> SrtpKey.inline(SrtpSuite.AEAD_AES_128_GCM, "AAAA"));
  }
}
