package io.patchbay.trunk.sdp;

/// The address of a `c=` line (RFC 8866 §5.7 and §9), judged without asking any name service.
final class Address {
  private Address() {}

  /// What an address is good for.
  enum Kind {
    /// Media can be sent there; `0.0.0.0` and `::` are among them, they mean hold.
    UNICAST,
    /// Well formed, but no place to send to: a name, a group, everybody.
    UNUSABLE,
    /// No address at all.
    WRONG
  }

  /// @param host without TTL
  static Kind kind(String host) {
    if (host.indexOf(':') >= 0) {
      return sixKind(host);
    }
    if (host.chars().allMatch(c -> c == '.' || digit(c))) {
      return fourKind(host);
    }
    return host.length() <= 253 && host.matches("[0-9A-Za-z][0-9A-Za-z._-]*")
        ? Kind.UNUSABLE
        : Kind.WRONG;
  }

  private static Kind fourKind(String host) {
    int first = fourFirst(host);
    if (first < 0) {
      return Kind.WRONG;
    }
    // class D, class E and the limited broadcast
    return first >= 224 ? Kind.UNUSABLE : Kind.UNICAST;
  }

  /// The first octet; -1: not four of them.
  private static int fourFirst(String host) {
    String[] octets = host.split("\\.", -1);
    if (octets.length != 4) {
      return -1;
    }
    for (String octet : octets) {
      if (!octet.matches("\\d{1,3}") || Integer.parseInt(octet) > 255) {
        return -1;
      }
    }
    return Integer.parseInt(octets[0]);
  }

  /// RFC 4291 §2.2: eight groups, one run of zeros left out, or IPv4 in the last two.
  private static Kind sixKind(String host) {
    if (!host.matches("[0-9A-Fa-f:.]{2,45}")) {
      return Kind.WRONG;
    }
    int gap = host.indexOf("::");
    String[] groups = (gap < 0 ? host : host.replaceFirst("::", ":_:")).split(":", -1);
    int words = 0;
    for (int i = 0; i < groups.length; i++) {
      String group = groups[i];
      boolean edge = gap >= 0 && group.isEmpty() && (i == 0 || i == groups.length - 1);
      if (group.equals("_") || edge) {
        continue;
      }
      if (i == groups.length - 1 && group.indexOf('.') >= 0) {
        words += fourFirst(group) < 0 ? 100 : 2;
      } else {
        words += group.matches("[0-9A-Fa-f]{1,4}") ? 1 : 100;
      }
    }
    if (gap < 0 ? words != 8 : words > 7) {
      return Kind.WRONG;
    }
    return host.regionMatches(true, 0, "ff", 0, 2) && host.indexOf(':') == 4
        ? Kind.UNUSABLE
        : Kind.UNICAST;
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
