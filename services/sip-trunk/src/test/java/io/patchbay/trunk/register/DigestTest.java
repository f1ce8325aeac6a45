package io.patchbay.trunk.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.trunk.register.Digest.Algorithm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// RFC 7616 §3.9.1 and the life of nonces.
final class DigestTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String example(Algorithm algorithm) {
    String ha1 = Digest.hash(algorithm, "Mufasa:http-auth@example.org:Circle of Life");
    Map<String, String> given =
        Map.of(
            "nonce",
            NONCE,
            "nc",
            "00000001",
            "cnonce",
            CNONCE,
            "qop",
            "auth",
            "uri",
            "/dir/index.html");
    return Digest.response(new Digest.Scheme(algorithm, false), ha1, given, "GET", "");
  }

  @Test
  void examplesOfTheRfc() {
    assertEquals("8ca523f5e9506fed4657c9700eebdbec", example(Algorithm.MD5));
    assertEquals(
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        example(Algorithm.SHA_256));
  }

  /// The user hash of RFC 7616 §3.9.2 as erratum 4897 corrects it.
  @Test
  void sha512With256Bits() {
    assertEquals(
        "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b",
        Digest.hash(Algorithm.SHA_512_256, "Jäsøn Doe:api@example.org"));
  }

  /// RFC 7616 §3.4.2 and §3.4.3, worked out by hand with another program.
  @Test
  void sessionAndIntegrityCount() {
    String challenge = "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=\"auth-int\"";
    String value =
        Digest.answer(
                challenge,
                new Digest.Account("u", "p", ""),
                new Digest.Use("MESSAGE", "sip:x", "hello", 2, "c"))
            .orElseThrow();
    Map<String, String> given = Digest.parameters(value);
    assertEquals("MD5-sess", given.get("algorithm"));
    assertEquals("auth-int", given.get("qop"));
    assertEquals("00000002", given.get("nc"));
    assertEquals("cf36c4d599881472c8bf0e3702c62c81", given.get("response"));
  }

  @Test
  void firstChallengeThatCanBeAnsweredIsTaken() {
    Digest.Account account = new Digest.Account("u", "p", "home");
    String strange = "Digest realm=\"home\", nonce=\"1\", algorithm=SHA3-256";
    String foreign = "Digest realm=\"away\", nonce=\"2\", algorithm=SHA-256";
    String sha = "Digest realm=\"home\", nonce=\"3\", algorithm=SHA-256";
    String md5 = "Digest realm=\"home\", nonce=\"4\", algorithm=MD5";
    assertEquals(sha, Digest.choose(List.of(strange, foreign, sha, md5), account).orElseThrow());
    assertTrue(Digest.choose(List.of(strange, foreign), account).isEmpty());
    assertTrue(Digest.stale("Digest realm=\"home\", nonce=\"3\", stale=TRUE"));
  }

  @Test
  void challengeIsAnswered() {
    String value =
        Digest.answer(
                "Digest realm=\"r\\\"x\", nonce=\"n\", qop=\"auth,auth-int\", opaque=\"o\"",
                "u",
                "p",
                "INVITE",
                "sip:x",
                "c")
            .orElseThrow();
    assertEquals("r\"x", Digest.parameters(value).get("realm"));
    assertEquals("auth", Digest.parameters(value).get("qop"));
    assertEquals("o", Digest.parameters(value).get("opaque"));
    assertTrue(Digest.answer("Basic realm=x", "u", "p", "INVITE", "sip:x", "c").isEmpty());
  }

  @Test
  void nonceIsGoodThenStaleAndNeverForged() {
    Nonces nonces = new Nonces(new byte[32], new SplittableRandom(1));
    String nonce = nonces.issue(NOW);
    assertEquals(Nonces.Check.GOOD, nonces.check(nonce, NOW.plusSeconds(299)));
    assertEquals(Nonces.Check.STALE, nonces.check(nonce, NOW.plusSeconds(301)));
    char last = nonce.charAt(5);
    String forged = nonce.substring(0, 5) + (last == 'A' ? 'B' : 'A') + nonce.substring(6);
    assertEquals(Nonces.Check.FOREIGN, nonces.check(forged, NOW));
    assertEquals(Nonces.Check.FOREIGN, nonces.check("???", NOW));
    assertEquals(
        Nonces.Check.FOREIGN,
        new Nonces(new byte[] {1}, new SplittableRandom(1)).check(nonce, NOW));
  }

  @Test
  void nonceCountOnlyGrows() {
    Nonces nonces = new Nonces(new byte[32], new SplittableRandom(1));
    String nonce = nonces.issue(NOW);
    assertTrue(nonces.take(nonce, "00000001", NOW));
    assertFalse(nonces.take(nonce, "00000001", NOW));
    assertTrue(nonces.take(nonce, "00000003", NOW));
    assertFalse(nonces.take(nonce, "00000002", NOW));
    assertFalse(nonces.take(nonce, "1", NOW));
  }

  @Test
  void failuresBlockForAWhile() {
    FailureLimit limit = new FailureLimit(10);
    for (int i = 0; i < 10; i++) {
      assertFalse(limit.blocked("x", NOW));
      limit.failed("x", NOW);
    }
    assertTrue(limit.blocked("x", NOW.plusSeconds(59)));
    assertFalse(limit.blocked("x", NOW.plusSeconds(61)));
    assertFalse(limit.blocked("y", NOW));
  }
}
