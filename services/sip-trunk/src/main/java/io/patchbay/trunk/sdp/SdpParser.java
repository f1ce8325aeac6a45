package io.patchbay.trunk.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads session descriptions (RFC 8866 §9), bounded: 16 KiB, 500 lines, 16 media, 64 formats each.
public final class SdpParser {
  private static final int MAX_CHARS = 16 * 1024;
  private static final int MAX_LINES = 500;
  private static final int MAX_MEDIA = 16;
  private static final int MAX_FORMATS = 64;

  private final List<MediaDescription> media = new ArrayList<>();
  private String sessionAddress = "";
  private Direction sessionDirection = Direction.SENDRECV;
  private boolean originSeen;
  private final TransportReader sessionTransport = new TransportReader();
  private @Nullable Section section;

  private SdpParser() {}

  /// Reads a session description.
  ///
  /// @throws SdpException when it is no session description, or too large
  public static SessionDescription parse(String text) {
    if (text.length() > MAX_CHARS) {
      throw new SdpException("SDP of " + text.length() + " characters");
    }
    return new SdpParser().read(text);
  }

  private SessionDescription read(String text) {
    List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
    if (lines.size() > MAX_LINES) {
      throw new SdpException("SDP of more than " + MAX_LINES + " lines");
    }
    if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
      throw new SdpException("SDP does not start with v=0");
    }
    for (String line : lines) {
      if (!line.isBlank()) {
        line(line);
      }
    }
    closeSection();
    if (!originSeen) {
      throw new SdpException("SDP without o=");
    }
    return new SessionDescription(media);
  }

  private void line(String line) {
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw new SdpException("SDP line " + shortened(line));
    }
    String value = line.substring(2).strip();
    switch (line.charAt(0)) {
      case 'o' -> origin(value);
      case 'c' -> connection(value);
      case 'm' -> {
        closeSection();
        section = Section.of(value, sessionDirection, sessionTransport);
      }
      case 'a' -> attribute(value);
      default -> {}
    }
  }

  private void origin(String value) {
    if (value.split("\\s+", 8).length < 6) {
      throw new SdpException("SDP o= " + shortened(value));
    }
    originSeen = true;
  }

  private void connection(String value) {
    String[] parts = value.split("\\s+", 4);
    if (parts.length < 3
        || !parts[0].equals("IN")
        || !(parts[1].equals("IP4") || parts[1].equals("IP6"))) {
      throw new SdpException("SDP c= " + shortened(value));
    }
    String address = parts[2];
    int slash = address.indexOf('/');
    String host = slash < 0 ? address : address.substring(0, slash);
    boolean family = parts[1].equals("IP6") || host.indexOf(':') < 0;
    if (!family || Address.kind(host) == Address.Kind.WRONG) {
      throw new SdpException("SDP c= " + shortened(value));
    }
    if (section == null) {
      sessionAddress = host;
    } else {
      section.address = host;
    }
  }

  private void attribute(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (Direction direction : Direction.values()) {
      if (lower.equals(direction.attribute())) {
        if (section == null) {
          sessionDirection = direction;
        } else {
          section.direction = direction;
        }
      }
    }
    if (section == null) {
      sessionTransport.attribute(value);
      return;
    }
    section.transport.attribute(value);
    section.t38(lower);
    if (lower.startsWith("rtpmap:")) {
      section.rtpmap(value.substring(7));
    } else if (lower.startsWith("ptime:")) {
      section.ptimeMs = (int) number(value.substring(6).strip(), 1000);
    } else if (lower.startsWith("maxptime:")) {
      section.maxPtimeMs = (int) number(value.substring(9).strip(), 1000);
    } else if (lower.startsWith("fmtp:")) {
      section.fmtp(lower.substring(5));
    }
  }

  private void closeSection() {
    if (section == null) {
      return;
    }
    if (media.size() == MAX_MEDIA) {
      throw new SdpException("SDP with more than " + MAX_MEDIA + " media");
    }
    media.add(section.described(sessionAddress));
    section = null;
  }

  private static long number(String digits, long max) {
    if (digits.isEmpty()
        || digits.length() > 10
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    long value = Long.parseLong(digits);
    return value > max ? 0 : value;
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  private static final class Section {
    private final String line;
    private final String media;
    private final int port;
    private final String protocol;
    private final List<Integer> formats = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final TransportReader transport;
    private String address = "";
    private Direction direction;
    private int ptimeMs;
    private int maxPtimeMs;
    private final Map<Integer, String> parameters = new HashMap<>();
    private final Map<String, String> t38 = new HashMap<>();

    private Section(
        String line,
        String media,
        int port,
        String protocol,
        Direction direction,
        TransportReader session) {
      this.transport = TransportReader.within(session);
      this.line = line;
      this.media = media;
      this.port = port;
      this.protocol = protocol;
      this.direction = direction;
    }

    static Section of(String value, Direction direction, TransportReader session) {
      String[] parts = value.split("\\s+", MAX_FORMATS + 4);
      if (parts.length < 4) {
        throw new SdpException("SDP m= " + shortened(value));
      }
      if (parts.length > MAX_FORMATS + 3) {
        throw new SdpException("SDP m= with more than " + MAX_FORMATS + " formats");
      }
      int slash = parts[1].indexOf('/');
      String port = slash < 0 ? parts[1] : parts[1].substring(0, slash);
      long number = number(port, 65_535);
      if (number == 0 && !port.equals("0")) {
        throw new SdpException("SDP port " + shortened(port));
      }
      Section section =
          new Section(
              value, parts[0].toLowerCase(Locale.ROOT), (int) number, parts[2], direction, session);
      for (int i = 3; i < parts.length; i++) {
        long payloadType = number(parts[i], 127);
        if (payloadType > 0 || parts[i].equals("0")) {
          section.formats.add((int) payloadType);
        }
      }
      return section;
    }

    void rtpmap(String value) {
      String[] parts = value.strip().split("\\s+", 2);
      if (parts.length < 2 || names.size() > MAX_FORMATS) {
        return;
      }
      long payloadType = number(parts[0], 127);
      String[] encoding = parts[1].split("/", 3);
      if ((payloadType > 0 || parts[0].equals("0")) && encoding.length >= 2) {
        String name = encoding[0].strip().toUpperCase(Locale.ROOT);
        names.put((int) payloadType, clocked(name, encoding[1].strip()));
      } else {
        names.put((int) payloadType, "");
      }
    }

    /// The name, if the clock is one that the codec can have.
    private static String clocked(String name, String clock) {
      boolean events = name.equals("TELEPHONE-EVENT");
      return switch (clock) {
        case "8000" -> name.equals("OPUS") ? "" : name;
        case "48000" -> events ? name + "/48000" : name.equals("OPUS") ? name : "";
        default -> "";
      };
    }

    void t38(String attribute) {
      if (attribute.startsWith("t38") && t38.size() < MAX_FORMATS) {
        int colon = attribute.indexOf(':');
        t38.put(
            colon < 0 ? attribute : attribute.substring(0, colon),
            colon < 0 ? "" : attribute.substring(colon + 1).strip());
      }
    }

    void fmtp(String value) {
      String[] parts = value.strip().split("\\s+", 2);
      long payloadType = number(parts[0], 127);
      if (parts.length == 2
          && parameters.size() < MAX_FORMATS
          && (payloadType > 0 || parts[0].equals("0"))) {
        parameters.put((int) payloadType, parts[1]);
      }
    }

    MediaDescription described(String sessionAddress) {
      String host = address.isEmpty() ? sessionAddress : address;
      if (host.isEmpty() && port > 0) {
        throw new SdpException("SDP without c= for " + media);
      }
      return new MediaDescription(
          line,
          media,
          port,
          protocol,
          formats,
          names,
          parameters,
          host,
          direction,
          ptimeMs,
          maxPtimeMs,
          transport.read(),
          t38);
    }
  }
}
