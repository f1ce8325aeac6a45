package io.patchbay.trunk.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.IceMode;
import io.patchbay.proto.config.v1.KeyExchange;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.trunk.dialog.Media;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// DTLS-SRTP (RFC 5763, RFC 8842) and ICE-lite (RFC 8839) in session descriptions.
final class DtlsSdpTest {
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
  private static final String PRINT = "AB:" + "0C:".repeat(30) + "FF";
  private static final String FINGERPRINT = "a=fingerprint:sha-256 " + PRINT + "\r\n";
  private static final String OURS = "11:" + "22:".repeat(30) + "33";
  private static final String TLS = "m=audio 4000 UDP/TLS/RTP/SAVP 8\r\n";
  private static final MediaSpec MANDATORY =
      MediaSpec.newBuilder().setEncryption(MediaEncryption.MEDIA_ENCRYPTION_MANDATORY).build();
  private static final MediaSpec BEST_EFFORT =
      MediaSpec.newBuilder().setEncryption(MediaEncryption.MEDIA_ENCRYPTION_BEST_EFFORT).build();
  private static final MediaSpec LITE =
      MediaSpec.newBuilder().setIce(IceMode.ICE_MODE_LITE).build();
  private static final LocalMedia LOCAL =
      new LocalMedia(
          "127.0.0.1",
          20_000,
          List.of(new Crypto(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, "x".repeat(40))),
          new PortIdentity(OURS, "frag", "a-password-of-ours-12345", "203.0.113.7"));

  private static MediaSpec dtls(MediaSpec spec) {
    return spec.toBuilder().setKeyExchange(KeyExchange.KEY_EXCHANGE_DTLS).build();
  }

  private static Optional<RemoteMedia> agreed(String media, MediaSpec spec) {
    return Negotiation.agree(SdpParser.parse(HEAD + media), Codec.DEFAULT, spec);
  }

  private static Media fresh(MediaSpec spec) {
    return Media.fresh(Codec.DEFAULT, 1, spec).withLocal(LOCAL);
  }

  private static Media answering(Media media, String text) {
    SessionDescription offer = SdpParser.parse(HEAD + text);
    return media.answering(offer, media.agree(offer).orElseThrow()).asDescribed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF"})
  void anOfferOfDtlsIsAnsweredInItsProfileWithOurFingerprintAndRole(String profile) {
    String offer =
        "m=audio 4000 " + profile + " 8\r\n" + FINGERPRINT + "a=setup:actpass\r\na=rtcp-mux\r\n";
    String answer = answering(fresh(MANDATORY), offer).describe();
    assertTrue(answer.contains("m=audio 20000 " + profile + " 8\r\n"), answer);
    assertTrue(answer.contains("a=fingerprint:sha-256 " + OURS + "\r\n"), answer);
    assertTrue(answer.contains("a=setup:active\r\n"), answer);
    assertTrue(answer.contains("a=rtcp-mux\r\n"), answer);
    assertFalse(answer.contains("crypto"), answer);
    assertFalse(answer.contains("ice"), answer);
  }

  @ParameterizedTest
  @CsvSource({"actpass,active", "active,passive", "passive,active", "'',passive"})
  void theRoleIsTheOtherOne(String setup, String ours) {
    String line = setup.isEmpty() ? "" : "a=setup:" + setup + "\r\n";
    assertTrue(
        answering(fresh(MANDATORY), TLS + FINGERPRINT + line)
            .describe()
            .contains("a=setup:" + ours + "\r\n"));
  }

  @Test
  void theSessionsFingerprintHoldsForItsSections() {
    String session = HEAD + FINGERPRINT + "a=setup:passive\r\n" + TLS;
    Dtls dtls =
        Negotiation.agree(SdpParser.parse(session), Codec.DEFAULT, MANDATORY)
            .orElseThrow()
            .carriage()
            .dtls();
    assertNotNull(dtls);
    assertEquals(PRINT, dtls.fingerprint().value());
    assertTrue(dtls.active());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=fingerprint:sha-1 AB:CD\r\n",
        "a=fingerprint:sha-256 AB\r\n",
        "a=fingerprint:sha-256 " + "zz:zz\r\n",
      })
  void withoutAFingerprintThatProvesSomethingThereIsNoDtls(String line) {
    assertTrue(agreed(TLS + line + "a=setup:actpass\r\n", MANDATORY).isEmpty());
    assertTrue(agreed(TLS + line + "a=setup:actpass\r\n", BEST_EFFORT).isEmpty());
  }

  @Test
  void withoutEncryptionDtlsIsRefusedAndInPlainProfilesPassedOver() {
    String attributes = FINGERPRINT + "a=setup:actpass\r\n";
    MediaSpec off = MediaSpec.getDefaultInstance();
    assertTrue(agreed(TLS + attributes, off).isEmpty());
    assertEquals(
        Carriage.PLAIN,
        agreed("m=audio 4000 RTP/AVP 8\r\n" + attributes, off).orElseThrow().carriage());
    MediaSpec sdes = MANDATORY.toBuilder().setKeyExchange(KeyExchange.KEY_EXCHANGE_SDES).build();
    assertTrue(agreed(TLS + attributes, sdes).isEmpty());
  }

  @Test
  void weOfferWhatTheDocumentSays() {
    String mandatory = fresh(dtls(MANDATORY)).describe();
    assertTrue(mandatory.contains("m=audio 20000 UDP/TLS/RTP/SAVP 8"), mandatory);
    assertTrue(mandatory.contains("a=setup:actpass\r\n"), mandatory);
    assertTrue(mandatory.contains("a=rtcp-mux\r\n"), mandatory);
    assertFalse(mandatory.contains("crypto"), mandatory);
    String best = fresh(dtls(BEST_EFFORT)).describe();
    assertTrue(best.contains("m=audio 20000 RTP/AVP 8"), best);
    assertTrue(best.contains("a=fingerprint:sha-256 " + OURS), best);
    String sdes = fresh(MANDATORY).describe();
    assertTrue(sdes.contains("m=audio 20000 RTP/SAVP 8"), sdes);
    assertFalse(sdes.contains("fingerprint"), sdes);
    String plain = fresh(MediaSpec.getDefaultInstance()).describe();
    assertFalse(plain.contains("fingerprint") || plain.contains("ice"), plain);
  }

  @Test
  void aSessionKeepsItsRolesWhenThePeerLeavesThemToUs() {
    String passive = TLS + FINGERPRINT + "a=setup:active\r\n";
    Media first = answering(fresh(MANDATORY), passive);
    assertTrue(first.describe().contains("a=setup:passive"));
    Media again = answering(first, TLS + FINGERPRINT + "a=setup:actpass\r\n");
    assertTrue(again.describe().contains("a=setup:passive"), again.describe());
    String other = TLS + FINGERPRINT.replace("AB:", "AC:") + "a=setup:actpass\r\n";
    assertTrue(answering(first, other).describe().contains("a=setup:active"));
    String offered = first.offering().describe();
    assertTrue(offered.contains("UDP/TLS/RTP/SAVP"), offered);
    assertTrue(offered.contains("a=setup:actpass"), offered);
  }

  @Test
  void iceIsAnsweredLiteWhereTheDocumentSaysSoAndPassedOverElsewhere() {
    String offer =
        String.join(
            "\r\n",
            "m=audio 4000 RTP/AVP 8",
            "a=ice-ufrag:peer",
            "a=ice-pwd:abcdefghijklmnopqrstuv",
            "a=candidate:1 1 UDP 2130706431 192.0.2.1 4000 typ host",
            "a=rtcp-mux");
    String answer = answering(fresh(LITE), offer).describe();
    assertTrue(answer.contains("a=ice-lite\r\nm=audio"), answer);
    assertTrue(answer.contains("a=ice-ufrag:frag\r\n"), answer);
    assertTrue(answer.contains("a=ice-pwd:a-password-of-ours-12345\r\n"), answer);
    assertTrue(
        answer.contains("a=candidate:1 1 UDP 2130706431 127.0.0.1 20000 typ host\r\n"), answer);
    assertTrue(answer.contains("a=rtcp-mux\r\n"), answer);
    assertFalse(answering(fresh(MediaSpec.getDefaultInstance()), offer).describe().contains("ice"));
    String without = answering(fresh(LITE), "m=audio 4000 RTP/AVP 8\r\n").describe();
    assertFalse(without.contains("ice") || without.contains("mux"), without);
    assertTrue(fresh(LITE).describe().contains("a=ice-lite\r\n"), "in our offers");
  }

  @Test
  void theAddressOutsideANatIsToldToWhoItIsFor() {
    MediaSpec stun = MediaSpec.newBuilder().setExternalAddress("stun").build();
    assertTrue(fresh(stun).describe().contains("c=IN IP4 203.0.113.7\r\n"));
    assertTrue(fresh(MediaSpec.getDefaultInstance()).describe().contains("c=IN IP4 127.0.0.1"));
    Media unknown = Media.fresh(Codec.DEFAULT, 1, stun).withLocal(new LocalMedia("127.0.0.1", 2));
    assertTrue(unknown.describe().contains("c=IN IP4 127.0.0.1"), "not known yet");
  }

  @Test
  void textNeverShowsThePassword() {
    assertFalse(LOCAL.toString().contains("password-of-ours"), LOCAL.toString());
  }
}
