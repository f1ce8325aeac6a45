package io.patchbay.trunk.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.trunk.register.Digest.Algorithm;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// RFC 7616 §3.9.1 and the life of nonces.
final class DigestTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String example(Algorithm algorithm) {
    String ha1 = Digest.hash(algorithm, "Mufasa:http-auth@example.org:Circle of Life");
    return Digest.response(
        algorithm, ha1, NONCE, "00000001", CNONCE, "auth", "GET", "/dir/index.html");
  }

  @Test
  void examplesOfTheRfc() {
    assertEquals("8ca523f5e9506fed4657c9700eebdbec", example(Algorithm.MD5));
    assertEquals(
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        example(Algorithm.SHA_256));
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
    FailureLimit limit = new FailureLimit();
    for (int i = 0; i < 10; i++) {
      assertFalse(limit.blocked("x", NOW));
      limit.failed("x", NOW);
    }
    assertTrue(limit.blocked("x", NOW.plusSeconds(59)));
    assertFalse(limit.blocked("x", NOW.plusSeconds(61)));
    assertFalse(limit.blocked("y", NOW));
  }
}
