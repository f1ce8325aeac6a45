package io.patchbay.testkit.arch;

import java.util.regex.Pattern;

/// Which packages are pure and which may use a library, as in the layout page of the documentation.
final class Layout {
  /// Packages without I/O, framework or clock.
  static final Pattern PURE =
      anyOf(
          "line",
          "tpdu(\\..+)?",
          "media\\.(pcm|rtp|rtcp|jitter|dtmf|tone|callerid|echo)(\\..+)?",
          "driver\\.gsm\\.(at|call|sms|ussd|recovery)",
          "driver\\.dahdi\\.(fxs|fxo)",
          "edge\\.(leg|agent)",
          "routing(\\..+)?",
          "trunk\\.(dialog|sdp|cause|location)",
          "dialplan\\.(decision|rule|quota)",
          "sms\\.(ledger|route|concat|delivery)",
          "cdr\\.(record|aggregate)");

  /// What a pure package may use besides the pure packages.
  static final Pattern PURE_MAY_USE =
      Pattern.compile(
          "java\\.(lang|lang\\.(annotation|invoke|runtime)|math|nio|nio\\.charset|text"
              + "|time(\\..+)?|util|util\\.(function|random|regex|stream))"
              + "|org\\.jspecify\\.annotations"
              + "|com\\.google\\.protobuf(\\..+)?"
              + "|com\\.google\\.i18n\\.phonenumbers(\\..+)?"
              + "|io\\.patchbay\\.(proto\\..+|contract(\\..+)?|line\\.spi)");

  /// The client and server packages of gRPC, and the processes that hold them all.
  static final Pattern GRPC =
      anyOf(
          ".+\\.(api|control|edge|policy|grpc)",
          "edge",
          "proto\\..+",
          "contract(\\..+)?",
          "standalone(\\..+)?");

  static final Pattern KAFKA = anyOf(".+\\.(events|ingest|kafka)", "standalone(\\..+)?");

  static final Pattern SIP = anyOf("trunk\\.sip(\\..+)?");

  static final Pattern SERIAL = anyOf("driver\\.gsm\\.serial");

  private Layout() {}

  private static Pattern anyOf(String... packages) {
    return Pattern.compile("io\\.patchbay\\.(" + String.join("|", packages) + ")");
  }
}
