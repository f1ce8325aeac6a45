package io.patchbay.trunk.dialog;

import java.util.List;

/// The state of a dialog (RFC 3261 §12): all that is needed to send the next request, by this
/// replica or another.
///
/// @param localUri our name-addr, as in From of our requests
/// @param remoteTag empty before the peer has answered with one
/// @param localSeq CSeq of our last request
/// @param remoteSeq CSeq of the peer's last request
/// @param routes the route set in the order of Route header fields, name-addrs
/// @param remoteTarget URI of the peer's Contact
public record Dialog(
    String callId,
    String localUri,
    String localTag,
    String remoteUri,
    String remoteTag,
    long localSeq,
    long remoteSeq,
    List<String> routes,
    String remoteTarget,
    Flow flow) {
  public Dialog {
    routes = List.copyOf(routes);
  }

  /// With the CSeq of one more request of ours.
  public Dialog next() {
    return withLocalSeq(localSeq + 1);
  }

  public Dialog withLocalSeq(long seq) {
    return new Dialog(
        callId,
        localUri,
        localTag,
        remoteUri,
        remoteTag,
        seq,
        remoteSeq,
        routes,
        remoteTarget,
        flow);
  }

  Dialog withLocalTag(String tag) {
    return new Dialog(
        callId,
        localUri,
        tag,
        remoteUri,
        remoteTag,
        localSeq,
        remoteSeq,
        routes,
        remoteTarget,
        flow);
  }

  public Dialog withRemoteSeq(long seq) {
    return new Dialog(
        callId,
        localUri,
        localTag,
        remoteUri,
        remoteTag,
        localSeq,
        seq,
        routes,
        remoteTarget,
        flow);
  }

  /// Target refresh (§12.2.1.2, §12.2.2); an empty target changes nothing.
  public Dialog withTarget(String target) {
    return target.isEmpty()
        ? this
        : new Dialog(
            callId, localUri, localTag, remoteUri, remoteTag, localSeq, remoteSeq, routes, target,
            flow);
  }

  /// Established, or early, by a response of the peer (§12.1.2).
  public Dialog established(String tag, List<String> routeSet, String target) {
    return new Dialog(
        callId,
        localUri,
        localTag,
        remoteUri,
        tag,
        localSeq,
        remoteSeq,
        routeSet,
        target.isEmpty() ? remoteTarget : target,
        flow.established());
  }

  /// Not begun yet, after a refusal that asked for a password: the same way once more.
  public Dialog again(Route route) {
    return new Dialog(
        callId,
        localUri,
        localTag,
        remoteUri,
        "",
        localSeq + 1,
        remoteSeq,
        route.routes(),
        route.requestUri(),
        route.flow());
  }
}
