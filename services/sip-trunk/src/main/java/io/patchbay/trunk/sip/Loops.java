package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;
import java.util.function.BiPredicate;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/// Tells a request that has come back to us unchanged from one that a proxy has sent on to somebody
/// else, who is ours too: the first is a loop, the second a spiral and served (RFC 3261 §16.3 step
/// 4, §16.6 step 8). Peers that make new calls of ours are ended by Max-Forwards alone.
final class Loops {
  private static final char MARK = 'L';

  private final BiPredicate<String, Integer> ours;

  /// @param ours is this host and port one of ours?
  Loops(BiPredicate<String, Integer> ours) {
    this.ours = ours;
  }

  /// What the branch of a request to there ends with.
  String mark(URI uri) {
    return MARK + Integer.toHexString(key(uri).hashCode());
  }

  private static String key(URI uri) {
    return uri instanceof SipURI sip
        ? (sip.getUser() + "@" + sip.getHost() + ":" + sip.getPort()).toLowerCase(Locale.ROOT)
        : uri.toString().toLowerCase(Locale.ROOT);
  }

  /// Was it sent by us to where it is going now?
  boolean looped(SIPRequest request) {
    if (request.getToTag() != null || request.getViaHeaders().size() < 2) {
      return false;
    }
    String mark = mark(request.getRequestURI());
    return request.getViaHeaders().stream()
        .skip(1)
        .map(Via.class::cast)
        .anyMatch(via ->
            ours.test(via.getHost(), via.getPort())
                && via.getBranch() != null
                && via.getBranch().endsWith(mark));
  }
}
