package io.patchbay.trunk.sdp;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The telephone-event (RFC 4733 §7.1.1) of a session description of ours: at another payload type,
/// with flash, or left out.
public final class TelephoneEvents {
  private static final String NAME = " telephone-event/8000";

  private TelephoneEvents() {}

  /// At another payload type; unchanged when another format has it.
  public static String moved(String sdp, int from, int to) {
    if (from == to || type(sdp) != from || sdp.contains("a=rtpmap:" + to + " ")) {
      return sdp;
    }
    return sdp.lines()
        .map(line ->
            line.startsWith("m=audio ")
                ? Arrays.stream(line.split(" "))
                    .map(word -> word.equals(String.valueOf(from)) ? String.valueOf(to) : word)
                    .collect(Collectors.joining(" "))
                : line.replace("a=rtpmap:" + from + " ", "a=rtpmap:" + to + " ")
                    .replace("a=fmtp:" + from + " ", "a=fmtp:" + to + " "))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  /// With event 16 among those that are taken.
  public static String withFlash(String sdp) {
    int type = type(sdp);
    return type < 0
        ? sdp
        : sdp.replace("a=fmtp:" + type + " 0-15\r\n", "a=fmtp:" + type + " 0-16\r\n");
  }

  /// Left out.
  public static String without(String sdp) {
    int type = type(sdp);
    if (type < 0) {
      return sdp;
    }
    String word = String.valueOf(type);
    return sdp.lines()
        .filter(line ->
            !line.startsWith("a=rtpmap:" + type + " ") && !line.startsWith("a=fmtp:" + type + " "))
        .map(line ->
            line.startsWith("m=audio ")
                ? Arrays.stream(line.split(" "))
                    .filter(format -> !format.equals(word))
                    .collect(Collectors.joining(" "))
                : line)
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static int type(String sdp) {
    return sdp.lines()
        .filter(line -> line.startsWith("a=rtpmap:") && line.endsWith(NAME))
        .mapToInt(line -> Integer.parseInt(line.substring(9, line.indexOf(' '))))
        .findFirst()
        .orElse(-1);
  }
}
