package io.patchbay.cdr.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// Where a page of records ended: the next one goes on below this key.
///
/// @param startedAt of the last record shown, whole microseconds as the database keeps them
/// @param callId of the last record shown
public record PageToken(Instant startedAt, String callId) {
  private static final int LONGEST = 512;

  /// Cuts the time to microseconds.
  public PageToken {
    startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /// The token a client gives back.
  public String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((startedAt + " " + callId).getBytes(UTF_8));
  }

  /// Reads a token back.
  ///
  /// @throws IllegalArgumentException when it is not one of ours
  public static PageToken decode(String token) {
    String text = token.length() > LONGEST ? "" : decoded(token);
    int blank = text.indexOf('\0') < 0 ? text.indexOf(' ') : -1;
    try {
      return new PageToken(
          Instant.parse(text.substring(0, Math.max(blank, 0))), text.substring(blank + 1));
    } catch (DateTimeException _) {
      throw notOurs();
    }
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), UTF_8);
    } catch (IllegalArgumentException _) {
      throw notOurs();
    }
  }

  private static IllegalArgumentException notOurs() {
    return new IllegalArgumentException("page_token: not one this service gave");
  }
}
