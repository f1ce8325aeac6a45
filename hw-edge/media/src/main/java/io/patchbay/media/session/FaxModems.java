package io.patchbay.media.session;

import io.patchbay.media.fax.FaxChannel;
import io.patchbay.media.fax.FaxFigures;
import org.jspecify.annotations.Nullable;

/// The modems of a port's faxes, one after the other, and what they did. For any thread.
final class FaxModems {
  private @Nullable FaxChannel now;
  private FaxFigures before = FaxFigures.NONE;

  /// Ends those there are.
  ///
  /// @param next null: no fax, or one that is passed on
  synchronized void change(@Nullable FaxChannel next) {
    before = figures();
    if (now != null) {
      now.close();
    }
    now = next;
  }

  /// Of the present fax, or of the last one.
  synchronized FaxFigures figures() {
    var figures = now == null ? before : now.figures();
    return figures.equals(FaxFigures.NONE) ? before : figures;
  }
}
