package io.patchbay.trunk.watch;

import io.patchbay.trunk.sip.Escapes;
import java.util.List;

/// The documents that NOTIFY carries.
final class StateTexts {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  /// Stands for the number of the document until it is sent.
  static final String VERSION = "\u0000";

  private StateTexts() {}

  /// RFC 4235 §4: all its dialogs, each time.
  static String dialogInfo(String extension, String host, List<InCall> calls) {
    String entity = entity(extension, host);
    StringBuilder text =
        new StringBuilder(XML)
            .append("<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"")
            .append(VERSION)
            .append("\" state=\"full\" entity=\"")
            .append(entity)
            .append("\">\n");
    for (InCall call : calls) {
      text.append("  <dialog id=\"")
          .append(escaped(call.id()))
          .append("\" direction=\"")
          .append(call.initiator() ? "initiator" : "recipient")
          .append("\">\n    <state>")
          .append(call.state())
          .append("</state>\n    <local><identity>")
          .append(entity)
          .append("</identity>");
      if (call.held()) {
        text.append("<target uri=\"")
            .append(entity)
            .append("\"><param pname=\"+sip.rendering\" pval=\"no\"/></target>");
      }
      text.append("</local>\n");
      if (!call.number().isEmpty()) {
        text.append("    <remote><identity>")
            .append(entity(call.number(), host))
            .append("</identity></remote>\n");
      }
      text.append("  </dialog>\n");
    }
    return text.append("</dialog-info>\n").toString();
  }

  /// RFC 3863: a tuple for each contact; RFC 4480: is it in a call?
  ///
  /// @param contacts where it is registered
  static String presence(String extension, String host, int contacts, boolean inCall) {
    String entity = entity(extension, host);
    StringBuilder text =
        new StringBuilder(XML)
            .append("<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"")
            .append(" xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\"")
            .append(" xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" entity=\"")
            .append(entity)
            .append("\">\n");
    for (int i = 0; i < Math.max(1, contacts); i++) {
      text.append("  <tuple id=\"c")
          .append(i + 1)
          .append("\"><status><basic>")
          .append(contacts == 0 ? "closed" : "open")
          .append("</basic></status><contact>")
          .append(entity)
          .append("</contact></tuple>\n");
    }
    if (inCall) {
      text.append("  <dm:person id=\"p1\"><rpid:activities><rpid:on-the-phone/></rpid:activities>")
          .append("</dm:person>\n");
    }
    return text.append("</presence>\n").toString();
  }

  /// RFC 3842 §3.5, as long as nothing is known of its messages.
  static String noMessages(String extension, String host) {
    return "Messages-Waiting: no\r\nMessage-Account: "
        + "sip:"
        + Escapes.encodedUser(extension)
        + "@"
        + host
        + "\r\n";
  }

  private static String entity(String user, String host) {
    return escaped("sip:" + Escapes.encodedUser(user) + "@" + host);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
