package io.patchbay.contract;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.edge.v1.TraceEntry;
import java.util.List;

/// The AT log of a line as text: time, direction, words.
public final class AtLogText {
  private AtLogText() {}

  /// A line each: `2026-11-21T12:00:00.123Z > AT+CSQ`; `>` is ours, `<` the modem's.
  public static String of(List<TraceEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (TraceEntry entry : entries) {
      text.append(Timestamps.toString(entry.getAt()))
          .append(entry.getSent() ? " > " : " < ")
          .append(entry.getText().replace("\n", "\\n"))
          .append('\n');
    }
    return text.toString();
  }
}
