package io.patchbay.trunk.dialog;

/// Where and as whom an INVITE is sent.
///
/// @param fromUri name-addr with display name
/// @param toUri name-addr
/// @param restricted the caller's number is withheld (RFC 3323 §4.1.1.3)
/// @param manner how the dialog is held
public record Route(
    String requestUri, String fromUri, String toUri, Flow flow, boolean restricted, Manner manner) {
  public Route(String requestUri, String fromUri, String toUri, Flow flow, boolean restricted) {
    this(requestUri, fromUri, toUri, flow, restricted, Manner.PLAIN);
  }
}
