package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;

/// How faxes go to and from a peer.
final class FaxCheck {
  private static final List<Integer> BIT_RATES = List.of(2400, 4800, 7200, 9600, 12_000, 14_400);

  private final DocumentCheck.Finding finding;

  FaxCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  void fax(String label, MediaSpec media) {
    FaxSpec fax = media.getFax();
    int rate = fax.getMaxBitRate();
    if (rate != 0 && !BIT_RATES.contains(rate)) {
      add(label, "max-bit-rate", rate + " is not one of 2400, 4800, 7200, 9600, 12000, 14400");
    }
    within(label, "recovery-depth", fax.getRecoveryDepth(), 1, 8);
    within(label, "pass-through-delay-ms", fax.getPassThroughDelayMs(), 20, 300);
    boolean listens =
        fax.getMode() == FaxSpec.Mode.MODE_PASS_THROUGH || fax.getMode() == FaxSpec.Mode.MODE_T38;
    if (fax.getDetection() != FaxSpec.Detection.DETECTION_UNSPECIFIED && !listens) {
      add(label, "detection", "is given, and mode is neither pass-through nor t38");
    }
  }

  private void within(String label, String key, int value, int least, int most) {
    if (value != 0 && (value < least || value > most)) {
      add(label, key, value + " is not within " + least + "-" + most);
    }
  }

  private void add(String label, String key, String problem) {
    finding.add(label, "spec.media.fax." + key, problem);
  }
}
