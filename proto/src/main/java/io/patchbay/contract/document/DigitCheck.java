package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.MediaSpec;

/// How digits are carried and calls recorded.
final class DigitCheck {
  private static final int FIRST_DYNAMIC = 96;
  private static final int LAST_DYNAMIC = 127;
  private static final int MAX_BEEP_S = 3600;
  private static final int MAX_MINUTES = 1440;

  private final DocumentCheck.Finding finding;

  DigitCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  void run(Documents documents) {
    documents.trunks().forEach((name, trunk) -> check("Trunk " + name, trunk.getMedia()));
    documents
        .extensions()
        .forEach((name, extension) -> check("Extension " + name, extension.getMedia()));
  }

  private void check(String label, MediaSpec media) {
    int type = media.getDtmfPayloadType();
    if (type != 0 && (type < FIRST_DYNAMIC || type > LAST_DYNAMIC)) {
      finding.add(
          label,
          "spec.media.dtmf-payload-type",
          type + " is not within " + FIRST_DYNAMIC + "-" + LAST_DYNAMIC);
    }
    Formats.atMost(media.getRecording().getBeepIntervalS(), MAX_BEEP_S)
        .ifPresent(problem -> finding.add(label, "spec.media.recording.beep-interval-s", problem));
    Formats.atMost(media.getRecording().getMaxMinutes(), MAX_MINUTES)
        .ifPresent(problem -> finding.add(label, "spec.media.recording.max-minutes", problem));
    finding.announcement(
        label, "spec.media.recording.announcement", media.getRecording().getAnnouncement());
  }
}
