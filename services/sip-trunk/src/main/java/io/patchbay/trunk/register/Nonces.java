package io.patchbay.trunk.register;

import java.nio.ByteBuffer;
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
    /// Was ours, is too old: the client may try again with a fresh one.
    STALE,
    /// Not ours, or used up to this count already.
    BAD
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
      return Check.BAD;
    }
    if (all.length != 16 + MAC_BYTES) {
      return Check.BAD;
    }
    byte[] head = Arrays.copyOf(all, 16);
    if (!MessageDigest.isEqual(mac(head), Arrays.copyOfRange(all, 16, all.length))) {
      return Check.BAD;
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
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(head), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
