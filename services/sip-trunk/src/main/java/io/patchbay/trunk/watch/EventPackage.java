package io.patchbay.trunk.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be subscribed to (RFC 6665 §4.4).
enum EventPackage {
  /// RFC 4235.
  DIALOG("dialog", "application/dialog-info+xml"),
  /// RFC 3856 with PIDF (RFC 3863).
  PRESENCE("presence", "application/pidf+xml"),
  /// RFC 3842.
  MESSAGE_SUMMARY("message-summary", "application/simple-message-summary");

  private final String token;
  private final String contentType;

  EventPackage(String token, String contentType) {
    this.token = token;
    this.contentType = contentType;
  }

  /// As in the Event header field.
  String token() {
    return token;
  }

  String contentType() {
    return contentType;
  }

  /// Reads Event; parameters are not looked at.
  static Optional<EventPackage> of(String event) {
    int semicolon = event.indexOf(';');
    String name = (semicolon < 0 ? event : event.substring(0, semicolon)).strip();
    return Arrays.stream(values()).filter(one -> one.token.equalsIgnoreCase(name)).findFirst();
  }

  /// Allow-Events.
  static String all() {
    return Arrays.stream(values()).map(EventPackage::token).collect(Collectors.joining(", "));
  }

  /// Does this Accept take its documents? An empty one does.
  boolean accepted(String accept) {
    String given = accept.toLowerCase(Locale.ROOT);
    return given.isEmpty()
        || given.contains(contentType)
        || given.contains("*/*")
        || given.contains("application/*");
  }
}
