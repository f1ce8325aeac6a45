package io.patchbay.trunk.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// 503 to a new INVITE without parsing it: a few header lines are copied (RFC 3261 §8.2.6). What is
/// written in an unusual way is left to the parser.
final class EarlyRefusal {
  /// In To of the refusals, so that their ACKs are recognised.
  static final String TAG = "pb-full";

  private static final int MAX_LINES = 60;
  private static final int MAX_URI = 200;
  private static final byte[] INVITE = "INVITE ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ACK = "ACK ".getBytes(StandardCharsets.US_ASCII);

  private EarlyRefusal() {}

  /// The answer to a new INVITE.
  ///
  /// @param branch of the topmost Via, which names the transaction
  record Refusal(String branch, byte[] response) {}

  static boolean invite(byte[] bytes, int length) {
    return startsWith(bytes, length, INVITE);
  }

  /// Who is called by an INVITE: the user part of its Request-URI, without separators, or the URN;
  /// empty when there is none.
  static String called(byte[] bytes, int length) {
    int begin = INVITE.length;
    int end = begin;
    while (end < length && end < begin + MAX_URI && bytes[end] > ' ') {
      end++;
    }
    return called(new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1));
  }

  /// The same of a Request-URI (RFC 3261 §19.1.1, RFC 3966, RFC 5031).
  static String called(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    if (lower.startsWith("urn:")) {
      return lower;
    }
    int colon = uri.indexOf(':');
    boolean tel = lower.startsWith("tel:");
    int at = tel ? uri.length() : uri.indexOf('@');
    if (colon < 0 || at < colon) {
      return "";
    }
    String user = uri.substring(colon + 1, at);
    int parameters = user.indexOf(';');
    String number = parameters < 0 ? user : user.substring(0, parameters);
    int password = number.indexOf(':');
    return (password < 0 ? number : number.substring(0, password)).replaceAll("[-.()]", "");
  }

  /// An ACK to a refusal of ours: nobody waits for it.
  static boolean ackOfRefusal(byte[] bytes, int length) {
    return startsWith(bytes, length, ACK)
        && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(";tag=" + TAG);
  }

  private static boolean startsWith(byte[] bytes, int length, byte[] start) {
    if (length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /// The refusal of a request as it came.
  ///
  /// @param address of the sender, numeric
  /// @return empty: belongs to a dialog, or is for the parser to judge
  static Optional<Refusal> of(byte[] bytes, int length, String address, int port, int retryAfterS) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    String[] lines = text.substring(0, end).split("\r\n", MAX_LINES + 1);
    if (lines.length > MAX_LINES) {
      return Optional.empty();
    }
    return new Copied(address, port).read(lines, retryAfterS);
  }

  private static final class Copied {
    private final String address;
    private final int port;
    private final List<String> vias = new ArrayList<>(2);
    private String branch = "";
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String callId;
    private @Nullable String cseq;

    Copied(String address, int port) {
      this.address = address;
      this.port = port;
    }

    Optional<Refusal> read(String[] lines, int retryAfterS) {
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        if (colon < 1 || lines[i].charAt(0) <= ' ') {
          // folded, or no header field
          return Optional.empty();
        }
        String value = lines[i].substring(colon + 1).strip();
        if (!take(lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT), value)) {
          return Optional.empty();
        }
      }
      if (vias.isEmpty()
          || branch.isEmpty()
          || from == null
          || to == null
          || callId == null
          || cseq == null
          || to.toLowerCase(Locale.ROOT).contains(";tag=")) {
        return Optional.empty();
      }
      StringBuilder answer = new StringBuilder(512).append("SIP/2.0 503 Service Unavailable\r\n");
      vias.forEach(via -> answer.append("Via: ").append(via).append("\r\n"));
      answer
          .append("From: ")
          .append(from)
          .append("\r\nTo: ")
          .append(to)
          .append(";tag=")
          .append(TAG)
          .append("\r\nCall-ID: ")
          .append(callId)
          .append("\r\nCSeq: ")
          .append(cseq)
          .append("\r\nRetry-After: ")
          .append(retryAfterS)
          .append("\r\nContent-Length: 0\r\n\r\n");
      return Optional.of(
          new Refusal(branch, answer.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// False: not for us.
    private boolean take(String name, String value) {
      switch (name) {
        case "via", "v" -> {
          if (!vias.isEmpty()) {
            vias.add(value);
          } else {
            return topmost(value);
          }
        }
        case "from", "f" -> from = value;
        case "to", "t" -> to = value;
        case "call-id", "i" -> callId = value;
        case "cseq" -> cseq = value;
        default -> {}
      }
      return true;
    }

    /// With `received` and `rport` (RFC 3581 §4); the answer goes to where the request came from,
    /// so sent-by must say the same when the sender has not asked for that.
    private boolean topmost(String value) {
      if (value.indexOf(',') >= 0) {
        return false;
      }
      String via = value;
      int space = value.indexOf(' ');
      int semicolon = value.indexOf(';');
      if (space < 0 || semicolon < space) {
        return false;
      }
      String lower = value.toLowerCase(Locale.ROOT);
      int rport = lower.indexOf(";rport");
      if (rport >= 0) {
        int after = rport + ";rport".length();
        if (after < value.length() && value.charAt(after) != ';') {
          return false;
        }
        via =
            value.substring(0, rport)
                + ";received="
                + address
                + ";rport="
                + port
                + value.substring(after);
      } else if (!value.substring(space + 1, semicolon).strip().equals(address + ":" + port)) {
        return false;
      }
      int at = lower.indexOf(";branch=");
      if (at < 0) {
        return false;
      }
      int begin = at + ";branch=".length();
      int stop = value.indexOf(';', begin);
      branch = value.substring(begin, stop < 0 ? value.length() : stop).strip();
      vias.add(via);
      return true;
    }
  }
}
