package io.patchbay.trunk.register;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces that prove themselves: time, random bits, HMAC. Nothing is kept until one is used (RFC
/// 7616 §3.3).
final class Nonces {
  static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MAX_USED = 50_000;
  private static final int MAC_BYTES = 16;

  private final byte[] key;
  private final RandomGenerator random;
  private final Map<String, Used> used = new ConcurrentHashMap<>();

  private record Used(Instant expires, AtomicLong highest) {}

  enum Check {
    GOOD,
    /// Was ours, is too old.
    STALE,
    /// Not ours: made up, or of a replica with another key.
    FOREIGN
  }

  /// The key that every replica with this secret has (RFC 5869 §2.3, one block).
  static byte[] key(byte[] secret) {
    return hmac(secret, "patchbay digest nonce\u0001".getBytes(StandardCharsets.US_ASCII));
  }

  Nonces(byte[] key, RandomGenerator random) {
    this.key = key.clone();
    this.random = random;
  }

  String issue(Instant now) {
    ByteBuffer head =
        ByteBuffer.allocate(16).putLong(now.getEpochSecond()).putLong(random.nextLong());
    ByteBuffer all = ByteBuffer.allocate(16 + MAC_BYTES).put(head.array()).put(mac(head.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /// Is it ours and young enough?
  Check check(String nonce, Instant now) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return Check.FOREIGN;
    }
    if (all.length != 16 + MAC_BYTES) {
      return Check.FOREIGN;
    }
    byte[] head = Arrays.copyOf(all, 16);
    if (!MessageDigest.isEqual(mac(head), Arrays.copyOfRange(all, 16, all.length))) {
      return Check.FOREIGN;
    }
    Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(head).getLong());
    return issued.plus(LIFE).isBefore(now) ? Check.STALE : Check.GOOD;
  }

  /// Takes a nonce count; false when it or a higher one was seen with this nonce (a replay).
  boolean take(String nonce, String nc, Instant now) {
    if (!nc.matches("[0-9a-fA-F]{8}")) {
      return false;
    }
    long count = Long.parseLong(nc, 16);
    if (used.size() > MAX_USED) {
      used.values().removeIf(one -> one.expires().isBefore(now));
      if (used.size() > MAX_USED) {
        return false;
      }
    }
    AtomicLong highest =
        used.computeIfAbsent(nonce, _ -> new Used(now.plus(LIFE), new AtomicLong())).highest();
    long before = highest.getAndAccumulate(count, Math::max);
    return count > before;
  }

  private byte[] mac(byte[] head) {
    return Arrays.copyOf(hmac(key, head), MAC_BYTES);
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
