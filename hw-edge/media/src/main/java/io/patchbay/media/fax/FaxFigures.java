package io.patchbay.media.fax;

/// What the modems of a fax call have done.
///
/// @param bitRate of the page, bit/s; 0 = none yet
/// @param errorCorrection whether T.30 error correction is used
/// @param pages that went through
/// @param lost the process of the modems ended, and this fax with it
public record FaxFigures(int bitRate, boolean errorCorrection, int pages, boolean lost) {
  /// Nothing yet.
  public static final FaxFigures NONE = new FaxFigures(0, false, 0, false);

  FaxFigures asLost() {
    return new FaxFigures(bitRate, errorCorrection, pages, true);
  }
}
