package io.patchbay.trunk.dialog;

import java.util.List;

/// Where and as whom an INVITE is sent.
///
/// @param fromUri name-addr with display name
/// @param toUri name-addr
/// @param restricted the caller's number is withheld (RFC 3323 §4.1.1.3)
/// @param manner how the dialog is held
/// @param routes proxies it passes first, as Route header fields (RFC 3261 §8.1.2, RFC 3608)
/// @param contact where the peer finds us; empty: the gateway's own address
public record Route(
    String requestUri,
    String fromUri,
    String toUri,
    Flow flow,
    boolean restricted,
    Manner manner,
    List<String> routes,
    String contact) {
  public Route {
    routes = List.copyOf(routes);
  }

  public Route(String requestUri, String fromUri, String toUri, Flow flow, boolean restricted) {
    this(requestUri, fromUri, toUri, flow, restricted, Manner.PLAIN);
  }

  public Route(
      String requestUri,
      String fromUri,
      String toUri,
      Flow flow,
      boolean restricted,
      Manner manner) {
    this(requestUri, fromUri, toUri, flow, restricted, manner, List.of(), "");
  }
}
