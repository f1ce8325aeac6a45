package io.patchbay.trunk.sip;

import java.util.ArrayList;
import java.util.List;

/// A response to be sent.
///
/// @param tag our tag for To; empty: one is made when the request has none
/// @param contact put our Contact in
/// @param body empty: none
public record Reply(
    int status, String tag, boolean contact, List<Field> fields, String contentType, String body) {
  /// A header field.
  public record Field(String name, String value) {}

  public Reply {
    fields = List.copyOf(fields);
  }

  public static Reply of(int status) {
    return new Reply(status, "", false, List.of(), "", "");
  }

  /// With one more header field; an empty name adds none.
  public Reply with(String name, String value) {
    if (name.isEmpty()) {
      return this;
    }
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Reply(status, tag, contact, more, contentType, body);
  }

  /// With more header fields.
  public Reply with(List<Field> added) {
    List<Field> more = new ArrayList<>(fields);
    more.addAll(added);
    return new Reply(status, tag, contact, more, contentType, body);
  }

  /// Within a dialog of ours.
  public Reply within(String ourTag) {
    return new Reply(status, ourTag, contact, fields, contentType, body);
  }

  /// With our Contact.
  public Reply withContact() {
    return new Reply(status, tag, true, fields, contentType, body);
  }

  /// With a session description; empty: none.
  public Reply withSdp(String sdp) {
    return sdp.isEmpty() ? this : new Reply(status, tag, contact, fields, "application/sdp", sdp);
  }
}
