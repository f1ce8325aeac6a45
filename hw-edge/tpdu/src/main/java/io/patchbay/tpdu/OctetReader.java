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

  int octet(String field) throws TpduException {
    if (next >= octets.length) {
      throw new TpduException(field + " is missing: only " + octets.length + " octets");
    }
    return octets[next++] & 0xFF;
  }

  byte[] octets(int count, String field) throws TpduException {
    if (count > remaining()) {
      throw new TpduException(
          "%s wants %d octets, only %d are left".formatted(field, count, remaining()));
    }
    byte[] part = new byte[count];
    System.arraycopy(octets, next, part, 0, count);
    next += count;
    return part;
  }
}
