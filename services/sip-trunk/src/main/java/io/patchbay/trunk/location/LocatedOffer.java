package io.patchbay.trunk.location;

import io.patchbay.proto.config.v1.SiteSpec;
import java.time.Instant;
import java.util.Optional;

/// The body of an INVITE that also tells where the caller is – RFC 6442 §3 and §4.1: the offer and
/// a location by value, in one `multipart/mixed` (RFC 5621), and the header field that points to
/// it.
///
/// @param contentType with its boundary
/// @param geolocation value of `Geolocation`
public record LocatedOffer(String body, String contentType, String geolocation) {
  /// What the body would be; empty: nothing is known of the place.
  ///
  /// @param id unique, `[A-Za-z0-9-]`: the call's
  /// @param host of our own URIs
  /// @param caller user part of the caller's URI
  public static Optional<LocatedOffer> of(
      SiteSpec site, String sdp, String id, String host, String caller, Instant at) {
    if (!PidfLo.locates(site) || sdp.isEmpty()) {
      return Optional.empty();
    }
    String boundary = "location-" + id;
    String content = id + "@" + host;
    String document = PidfLo.document(site, "sip:" + caller + "@" + host, at);
    String body =
        part(boundary, "Content-Type: application/sdp", sdp)
            + part(
                boundary,
                "Content-Type: application/pidf+xml\r\nContent-ID: <" + content + ">",
                document.replace("\n", "\r\n"))
            + "--"
            + boundary
            + "--\r\n";
    return Optional.of(
        new LocatedOffer(body, "multipart/mixed;boundary=" + boundary, "<cid:" + content + ">"));
  }

  private static String part(String boundary, String header, String content) {
    return "--" + boundary + "\r\n" + header + "\r\n\r\n" + content + "\r\n";
  }
}
