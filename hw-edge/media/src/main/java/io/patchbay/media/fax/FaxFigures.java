package io.patchbay.media.fax;

/// What the modems of a fax call have done.
///
/// @param bitRate of the page, bit/s; 0 = none yet
/// @param errorCorrection whether T.30 error correction is used
/// @param pages that went through
public record FaxFigures(int bitRate, boolean errorCorrection, int pages) {
  /// Nothing yet.
  public static final FaxFigures NONE = new FaxFigures(0, false, 0);
}
