package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.AutoReply;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.OwnNumber;

/// `spec.messages` of a line.
final class LineMessagesCheck {
  private static final String PATH = "spec.messages.";

  /// 63 weeks: the longest TP-VP.
  private static final int MAX_VALIDITY_MINUTES = 63 * 7 * 24 * 60;

  private static final int MAX_TEXT = 500;
  private static final int MAX_INTERVAL_S = 3_600;

  private final Documents documents;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  LineMessagesCheck(Documents documents, boolean references, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.references = references;
    this.finding = finding;
  }

  void check(String label, LineSpec line) {
    LineMessages messages = line.getMessages();
    if (line.getKind() != LineKind.LINE_KIND_SIM) {
      finding.add(label, "spec.messages", "for SIM lines only");
    }
    Formats.atMost(messages.getValidityMinutes(), MAX_VALIDITY_MINUTES)
        .ifPresent(problem -> finding.add(label, PATH + "validity-minutes", problem));
    Formats.atMost(messages.getIntervalS(), MAX_INTERVAL_S)
        .ifPresent(problem -> finding.add(label, PATH + "interval-s", problem));
    if (messages.hasOwnNumber()) {
      ownNumber(label, messages.getOwnNumber());
    }
    if (messages.hasAutoReply()) {
      autoReply(label, messages.getAutoReply());
    }
  }

  private void ownNumber(String label, OwnNumber own) {
    boolean ussd = !own.getUssd().isEmpty();
    boolean text = !own.getSmsText().isEmpty();
    boolean to = !own.getSmsTo().isEmpty();
    boolean line = !own.getLine().isEmpty();
    if (ussd ? text || to || line : !text || to == line) {
      finding.add(
          label,
          PATH + "own-number",
          "exactly one of: ussd; sms-text and sms-to; sms-text and line");
    }
    if (ussd && !own.getUssd().matches("[*#0-9]{1,182}")) {
      finding.add(label, PATH + "own-number.ussd", "'" + own.getUssd() + "' is no code: *123#");
    }
    if (to && !own.getSmsTo().matches("\\+?[0-9]{1,20}")) {
      finding.add(label, PATH + "own-number.sms-to", "'" + own.getSmsTo() + "' is no number");
    }
    if (!own.getSmsFrom().isEmpty() && !to) {
      finding.add(label, PATH + "own-number.sms-from", "only with sms-to");
    }
    if (line && references && !documents.lines().containsKey(own.getLine())) {
      finding.add(label, PATH + "own-number.line", "no Line `" + own.getLine() + "`");
    }
    if (line && label.equals("Line " + own.getLine())) {
      finding.add(label, PATH + "own-number.line", "that is the line itself");
    }
    tooLong(label, "own-number.sms-text", own.getSmsText());
    tooLong(label, "own-number.keyword", own.getKeyword());
  }

  private void autoReply(String label, AutoReply reply) {
    if (reply.getTrigger().isBlank()) {
      finding.add(label, PATH + "auto-reply.trigger", "missing");
    }
    if (reply.getText().isBlank()) {
      finding.add(label, PATH + "auto-reply.text", "missing");
    } else if (!reply.getTrigger().isBlank() && reply.getText().contains(reply.getTrigger())) {
      finding.add(
          label, PATH + "auto-reply.text", "contains the trigger: two such lines would never stop");
    }
    tooLong(label, "auto-reply.trigger", reply.getTrigger());
    tooLong(label, "auto-reply.text", reply.getText());
  }

  private void tooLong(String label, String field, String text) {
    if (text.length() > MAX_TEXT) {
      finding.add(label, PATH + field, "longer than " + MAX_TEXT + " characters");
    }
  }
}
