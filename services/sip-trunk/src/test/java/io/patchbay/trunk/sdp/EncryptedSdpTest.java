package io.patchbay.trunk.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys in SDP (RFC 4568), by the three settings of a trunk or extension.
final class EncryptedSdpTest {
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
  private static final String CRYPTO =
      "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31\r\n";
  private static final MediaSpec OFF = MediaSpec.getDefaultInstance();
  private static final MediaSpec BEST_EFFORT = spec(MediaEncryption.MEDIA_ENCRYPTION_BEST_EFFORT);
  private static final MediaSpec MANDATORY = spec(MediaEncryption.MEDIA_ENCRYPTION_MANDATORY);
  private static final LocalMedia LOCAL =
      new LocalMedia(
          "127.0.0.1",
          20_000,
          List.of(
              new Crypto(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, "x".repeat(40)),
              new Crypto(2, CryptoSuite.AES_CM_128_HMAC_SHA1_32, "y".repeat(40))));

  private static MediaSpec spec(MediaEncryption encryption) {
    return MediaSpec.newBuilder().setEncryption(encryption).build();
  }

  private static Optional<RemoteMedia> agreed(String media, MediaSpec spec) {
    return Negotiation.agree(SdpParser.parse(HEAD + media), Codec.DEFAULT, spec);
  }

  private static String answer(String media, MediaSpec spec) {
    SessionDescription offer = SdpParser.parse(HEAD + media);
    RemoteMedia remote = Negotiation.agree(offer, Codec.DEFAULT, spec).orElseThrow();
    return SdpBuilder.answer(1, 1, LOCAL, remote, offer, Codec.DEFAULT, spec);
  }

  @Test
  void withoutEncryptionKeysArePassedOverAndNothingButSrtpIsRefused() {
    RemoteMedia plain = agreed("m=audio 4000 RTP/AVP 8\r\n" + CRYPTO, OFF).orElseThrow();
    assertEquals(Carriage.PLAIN, plain.carriage());
    assertFalse(answer("m=audio 4000 RTP/AVP 8\r\n" + CRYPTO, OFF).contains("crypto"));
    assertTrue(agreed("m=audio 4000 RTP/SAVP 8\r\n" + CRYPTO, OFF).isEmpty());
  }

  @Test
  void bestEffortTakesKeysInEitherProfileAndDoesWithout() {
    for (String profile : List.of("RTP/AVP", "RTP/SAVP")) {
      String answer = answer("m=audio 4000 " + profile + " 8\r\n" + CRYPTO, BEST_EFFORT);
      assertTrue(answer.contains("m=audio 20000 " + profile + " 8\r\n"), answer);
      assertTrue(
          answer.contains("a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + "x".repeat(40) + "\r\n"),
          answer);
    }
    assertEquals(
        Carriage.PLAIN, agreed("m=audio 4000 RTP/AVP 8\r\n", BEST_EFFORT).orElseThrow().carriage());
    assertTrue(agreed("m=audio 4000 RTP/SAVP 8\r\n", BEST_EFFORT).isEmpty());
  }

  @Test
  void mandatoryRefusesWhatIsNotEncrypted() {
    assertTrue(agreed("m=audio 4000 RTP/AVP 8\r\n", MANDATORY).isEmpty());
    assertTrue(agreed("m=audio 4000 RTP/SAVP 8\r\n", MANDATORY).isEmpty());
    assertNotNull(
        agreed("m=audio 4000 RTP/SAVP 8\r\n" + CRYPTO, MANDATORY)
            .orElseThrow()
            .carriage()
            .crypto());
    assertNotNull(
        agreed("m=audio 4000 RTP/AVP 8\r\n" + CRYPTO, MANDATORY).orElseThrow().carriage().crypto());
  }

  @Test
  void ofTwoSectionsTheEncryptedOneIsTakenAndTheOtherRefused() {
    String answer =
        answer("m=audio 4000 RTP/AVP 8\r\nm=audio 4002 RTP/SAVP 8\r\n" + CRYPTO, BEST_EFFORT);
    assertEquals(
        List.of("m=audio 0 RTP/AVP 8", "m=audio 20000 RTP/SAVP 8"),
        answer.lines().filter(line -> line.startsWith("m=")).toList());
  }

  /// RFC 5939: what is only a capability is passed over.
  @Test
  void capabilityNegotiationIsNoHindrance() {
    String media =
        "m=audio 4000 RTP/AVP 8\r\na=tcap:1 RTP/SAVP\r\na=acap:1 crypto:1"
            + " AES_CM_128_HMAC_SHA1_80 inline:"
            + KEY
            + "\r\na=pcfg:1 t=1 a=1\r\n";
    assertEquals(Carriage.PLAIN, agreed(media, BEST_EFFORT).orElseThrow().carriage());
    assertTrue(agreed(media, MANDATORY).isEmpty());
  }

  @Test
  void thePeersOrderOfSuitesDecidesAmongOurs() {
    MediaSpec galois = MANDATORY.toBuilder().addSrtpSuites("AEAD_AES_128_GCM").build();
    String gcm = "a=crypto:2 AEAD_AES_128_GCM inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGw==\r\n";
    Crypto chosen =
        agreed("m=audio 4000 RTP/SAVP 8\r\n" + CRYPTO + gcm, galois)
            .orElseThrow()
            .carriage()
            .crypto();
    assertNotNull(chosen);
    assertEquals(CryptoSuite.AEAD_AES_128_GCM, chosen.suite());
    assertEquals(2, chosen.tag());
    assertTrue(agreed("m=audio 4000 RTP/SAVP 8\r\n" + CRYPTO, galois).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_80",
        "1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
        "1 AES_CM_128_HMAC_SHA1_80 inline:not*base64",
        "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
        "1 F8_128_HMAC_SHA1_80 inline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";inline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=1",
      })
  void linesThatWeCannotKeepToArePassedOver(String line) {
    assertTrue(agreed("m=audio 4000 RTP/SAVP 8\r\na=crypto:" + line + "\r\n", MANDATORY).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " WSH=64",
        "1 AES_CM_128_HMAC_SHA1_80 INLINE:" + KEY + "|2^20 -x",
      })
  void hintsAreNoHindrance(String line) {
    assertTrue(
        agreed("m=audio 4000 RTP/SAVP 8\r\na=crypto:" + line + "\r\n", MANDATORY).isPresent());
  }

  @Test
  void anOfferHasALineForEveryKeyAndTheProfileOfTheSetting() {
    String best =
        SdpBuilder.offer(
            7,
            2,
            LOCAL,
            Codec.DEFAULT,
            Direction.SENDRECV,
            Carriage.profile(BEST_EFFORT, Carriage.PLAIN));
    assertTrue(best.contains("m=audio 20000 RTP/AVP "), best);
    assertTrue(best.contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x"), best);
    assertTrue(best.contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:y"), best);
    assertEquals(Carriage.SAVP, Carriage.profile(MANDATORY, Carriage.PLAIN));
    assertEquals(
        Carriage.SAVP,
        Carriage.profile(BEST_EFFORT, new Carriage(Carriage.SAVP, null)),
        "a session stays as it was agreed");
    assertEquals(Carriage.AVP, Carriage.profile(OFF, Carriage.PLAIN));
  }

  @Test
  void textNeverShowsAKey() {
    RemoteMedia remote = agreed("m=audio 4000 RTP/SAVP 8\r\n" + CRYPTO, MANDATORY).orElseThrow();
    assertFalse(remote.toString().contains(KEY), remote.toString());
    assertFalse(LOCAL.toString().contains("xxx"), LOCAL.toString());
    assertFalse(
        SdpParser.parse(HEAD + "m=audio 4000 RTP/SAVP 8\r\n" + CRYPTO).toString().contains(KEY));
    assertNull(Carriage.PLAIN.crypto());
  }
}
