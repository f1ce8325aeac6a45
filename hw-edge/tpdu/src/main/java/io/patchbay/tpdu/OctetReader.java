package io.patchbay.tpdu;

/// Reads octets from front to back; running out of them is a [TpduException] that names the field.
final class OctetReader {
  private final byte[] octets;
  private int next;

  OctetReader(byte[] octets) {
    this.octets = octets;
  }

  int remaining() {
    return octets.length - next;
  }

  /// The next octet, not consumed; -1 at the end.
  int peek() {
    return remaining() == 0 ? -1 : octets[next] & 0xFF;
  }

  int octet(String field) throws TpduException {
    if (next >= octets.length) {
      throw new TpduException(
          "%s is missing: only %d octets".formatted(field, octets.length), next);
    }
    return octets[next++] & 0xFF;
  }

  byte[] octets(int count, String field) throws TpduException {
    if (count > remaining()) {
      throw new TpduException(
          "%s wants %d octets, only %d are left".formatted(field, count, remaining()), next);
    }
    byte[] part = new byte[count];
    System.arraycopy(octets, next, part, 0, count);
    next += count;
    return part;
  }

  /// What is left.
  byte[] rest() {
    byte[] rest = new byte[remaining()];
    System.arraycopy(octets, next, rest, 0, rest.length);
    next = octets.length;
    return rest;
  }
}
